"""Hà says which types go out with paper; Lan issues and the line keeps the rule."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from congvu.lib.refusals import Refused
from congvu.outgoing.actions import SentTo, give_number, issue_draft, set_paper_rule
from congvu.outgoing.models import OutgoingEntry, PaperRule
from congvu.outgoing.queries import paper_rule_for
from congvu.outgoing.rules import BY_LAW, WithPaper, holding
from tests.documents.machine import machine
from tests.outgoing.test_sign import signed_draft
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home", "demo_keys")
DAY = date(2026, 1, 5)


@pytest.fixture
def demo_keys(settings: Any) -> None:
    """The demo's own authority gives keys here."""
    settings.SIGNING_DEMO = True


def test_a_types_own_rule_goes_before_the_rest_and_the_law() -> None:
    own = WithPaper("QĐ", with_paper=True, basis="Quy chế", since=DAY)
    rest = WithPaper("", with_paper=False, basis="Quy chế", since=DAY)

    assert holding([rest, own], "QĐ") is own
    assert holding([rest, own], "CV") is rest
    assert holding([], "CV") is BY_LAW


def test_the_office_chief_sets_it_and_the_clerk_only_reads(province: Province) -> None:
    url, ha = "/van-ban/di/kem-ban-giay/", province.client("ha")
    given = {
        "type_code": "CV",
        "with_paper": "on",
        "basis": "Quy chế văn thư, Điều 9",
        "valid_from": province.today.strftime("%d/%m/%Y"),
    }

    late = ha.post(url, given | {"valid_from": "01/01/2020", "basis": ""})
    done = ha.post(url, given, follow=True).content.decode()
    clerk = province.client("lan")

    assert late.status_code == 422
    words = late.content.decode()
    assert "Chưa ghi căn cứ" in words
    assert "từ hôm nay" in words
    assert "Đã đặt quy định kèm bản giấy." in done
    assert "Quy chế văn thư, Điều 9" in clerk.get(url).content.decode()
    assert clerk.post(url, given).status_code == 404


def test_what_goes_out_by_key_takes_no_paper_unless_the_rule_says_so(
    province: Province,
) -> None:
    draft, key = signed_draft(province)
    lan, at = province.seat("lan"), province.at
    give_number(draft_id=draft.id, by=lan, at=at)
    machine(province, "lan").post(f"drafts/{draft.id}/seal", {"key_id": str(key.id)})
    sent = [SentTo(province.commune.id, on_paper=True)]
    given: dict[str, Any] = {"draft_id": draft.id, "sent_to": sent, "by": lan, "at": at}
    with pytest.raises(Refused, match="không gửi kèm bản giấy"):
        issue_draft(**given)
    set_paper_rule(
        type_code="CV",
        with_paper=True,
        basis="Quy chế văn thư, Điều 9",
        valid_from=province.today,
        by=province.seat("ha"),
        at=at,
    )

    url = f"/van-ban/di/du-thao/{draft.id}/phat-hanh/"
    assert "Quy chế văn thư, Điều 9" in province.client("lan").get(url).content.decode()
    issue_draft(**given)

    line = OutgoingEntry.objects.get()
    assert line.paper_rule == "kèm bản giấy: Quy chế văn thư, Điều 9"
    pane = province.client("lan").get(f"/van-ban/di/{line.id}/").content.decode()
    assert line.paper_rule in pane


def test_a_rule_begins_on_its_day_and_a_later_one_takes_its_place(
    province: Province,
) -> None:
    api, day = machine(province, "ha"), province.today
    for with_paper, since in ((True, day), (False, day + timedelta(days=3))):
        api.post(
            "paper-rules",
            {
                "type_code": "CV",
                "with_paper": with_paper,
                "basis": "Quy chế",
                "valid_from": since.isoformat(),
            },
        )
    agency = province.committee.id

    assert PaperRule.objects.count() == 2
    assert paper_rule_for(agency, "CV", day).with_paper
    assert not paper_rule_for(agency, "CV", day + timedelta(days=3)).with_paper
    assert paper_rule_for(agency, "QĐ", day) == BY_LAW
