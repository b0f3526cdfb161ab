"""What receivers outside tell of our papers, and senders outside ask of theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.documents.models import IntakeItem
from congvu.exchange import jobs
from congvu.exchange.client.folder import FolderHub
from congvu.exchange.models import (
    Arrival,
    Dispatch,
    DispatchStatus,
    Packet,
    SenderRequest,
)
from congvu.notices.models import Notice
from congvu.organisations.actions import create_agency, give_identifier
from congvu.organisations.models import AgencyKind, IdentifierScheme
from congvu.outgoing import actions as outgoing
from tests.exchange.letters import issue, take_in
from tests.exchange.outside import (
    FAR,
    ID,
    answer,
    codes,
    later_id,
    letter,
    put,
    read_door,
    replacing,
    sent_to_far,
    take_back,
    told,
)
from tests.people import SINCE, Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law", "home")]


@pytest.mark.parametrize("code", ["15", "16"])
def test_an_answer_to_what_nobody_asked_changes_nothing(
    province: Province, hub: FolderHub, code: str
) -> None:
    packet = sent_to_far(province)
    answer(hub, packet, "03")
    jobs.receive()

    answer(hub, packet, code)
    jobs.receive()

    sent = Dispatch.objects.get()
    assert (sent.state, sent.status) == ("sent", "03")
    assert sent.statuses.filter(code=code).exists(), "kept as it was told"


def test_clocks_an_hour_wrong_are_shown_and_ours_orders(
    province: Province, hub: FolderHub
) -> None:
    line = issue(province, places=[outgoing.SentTo(None, "UBND xã Xa", FAR)])
    jobs.drain()
    packet = Packet.objects.get()
    late = timezone.now() + timedelta(hours=1)
    for code, at in (("01", late), ("03", late - timedelta(hours=2))):
        answer(hub, packet, code, timestamp=at)
        jobs.receive()

    rows = list(DispatchStatus.objects.order_by("at"))
    assert [row.code for row in rows] == ["01", "03"]
    assert [row.clock_is_ahead for row in rows] == [True, False]
    page = province.client("lan").get(f"/van-ban/di/{line.id}/noi-nhan/")
    assert "sau giờ nhận" in page.content.decode()


def test_what_the_receiver_tells_comes_to_its_row(
    province: Province, hub: FolderHub
) -> None:
    packet = sent_to_far(province)
    for code in ("01", "04", "03", "06"):
        answer(hub, packet, code)
        jobs.receive()
    sent = Dispatch.objects.get()
    told = list(sent.statuses.order_by("at").values_list("code", flat=True))
    assert told == ["01", "04", "03", "06"], "as we heard it"
    assert sent.status == "06"


def test_a_refusal_is_told_to_the_registry_with_its_reason(
    province: Province, hub: FolderHub
) -> None:
    packet = sent_to_far(province)
    answer(hub, packet, "02", words="Không thuộc thẩm quyền")
    jobs.receive()
    sent = Dispatch.objects.get()
    assert (sent.status, sent.statuses.get().text) == ("02", "Không thuộc thẩm quyền")
    told = Arrival.objects.get()
    page = province.client("lan").get(f"/lien-thong/goi-den/{told.id}/")
    assert f"/van-ban/di/{sent.entry_id}/noi-nhan/" in page.content.decode()
    assert Notice.objects.filter(kind="exchange.refused").count() == 1


def test_the_receiver_may_speak_by_its_old_code(
    province: Province, hub: FolderHub
) -> None:
    packet = sent_to_far(province)
    make_agency_far(province)
    answer(hub, packet, "01", sender="000.00.01.H55")
    jobs.receive()
    assert Dispatch.objects.get().status == "01"


def make_agency_far(province: Province) -> None:
    """Known here by both its codes, without a registry here."""
    made: dict[str, Any] = {"valid_from": SINCE, "by": SYSTEM, "at": province.at}
    far = create_agency(
        kind=AgencyKind.COMMUNE,
        name="Ủy ban nhân dân xã Xa",
        short_name="UBND xã Xa",
        issuer_symbol="UBND",
        place="Xa",
        **made,
    )
    for scheme, value in (
        (IdentifierScheme.CODE_35, FAR),
        (IdentifierScheme.CODE_13, "000.00.01.H55"),
    ):
        give_identifier(agency=far, scheme=scheme, value=value, **made)


@pytest.mark.parametrize(
    ("more", "state", "words"),
    [
        ({"code": "99"}, "broken", "Không có trạng thái 99"),
        ({"about": "H03,2026/01/01,999/QĐ"}, "refused", "chưa gửi văn bản"),
        ({"sender": "H55.02"}, "refused", "không phải nơi nhận"),
    ],
)
def test_a_status_that_means_nothing_here_is_kept_with_the_reason(
    province: Province,
    hub: FolderHub,
    more: dict[str, str],
    state: str,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("congvu.exchange.formats.edxml.writing.check", lambda _m: [])
    packet = sent_to_far(province)
    answer(hub, packet, **{"code": "01", **more})  # type: ignore[arg-type]
    jobs.receive()
    arrival = Arrival.objects.get()
    assert arrival.state == state
    assert words in arrival.reason
    assert not DispatchStatus.objects.exists()


@pytest.mark.parametrize(("code", "state"), [("15", "withdrawn"), ("16", "sent")])
def test_asked_back_outside_the_receivers_answer_ends_the_wish(
    province: Province, hub: FolderHub, code: str, state: str
) -> None:
    packet = sent_to_far(province)
    sent = Dispatch.objects.get()
    province.client("lan").post(
        f"/van-ban/di/noi-nhan/{sent.id}/lay-lai/", {"reason": "Sai số"}
    )
    jobs.drain()
    answer(hub, packet, code, words="Đã xem")
    jobs.receive()

    sent.refresh_from_db()
    asked = SenderRequest.objects.get()
    assert (sent.state, sent.status) == (state, code)
    assert (asked.agreed, asked.answer) == (code == "15", "Đã xem")
    assert Notice.objects.filter(kind="exchange.answered").count() == 1


@pytest.mark.parametrize("by_status", [True, False])
def test_taken_back_before_it_is_registered_it_goes_at_once(
    province: Province, hub: FolderHub, *, by_status: bool
) -> None:
    put(hub, letter())
    jobs.receive()
    take_back(hub, by_status=by_status)
    jobs.receive()
    assert IntakeItem.objects.get().state == "discarded"
    assert codes(hub) == {"01", "15"}
    assert Arrival.objects.get(item__isnull=False).withdrawn_at is not None


@pytest.mark.parametrize(("word", "code"), [("yes", "15"), ("no", "16")])
def test_taken_back_after_it_is_registered_the_clerk_decides(
    province: Province, hub: FolderHub, word: str, code: str
) -> None:
    put(hub, letter())
    jobs.receive()
    entry = take_in(province, read_door())
    for by_status in (True, False):
        take_back(hub, by_status=by_status)
    jobs.receive()
    asked = SenderRequest.objects.get()
    assert (asked.wanted, asked.reason) == ("recall", "Ban hành sai")
    assert Arrival.objects.filter(state="waits").count() == 2
    tu = province.client("tu")
    for one in Arrival.objects.filter(state="waits"):
        page = tu.get(f"/lien-thong/goi-den/{one.id}/").content.decode()
        assert f'href="/van-ban/den/{entry.id}/noi-gui/"' in page
    assert (
        "Ban hành sai" in tu.get(f"/van-ban/den/{entry.id}/noi-gui/").content.decode()
    )

    tu.post(
        f"/van-ban/den/noi-gui/{asked.id}/", {"agreed": word, "reason": "Đã xem xét"}
    )

    entry.refresh_from_db()
    assert entry.state == ("returned" if word == "yes" else "registered")
    assert (code, "Đã xem xét") in told(hub)
    assert not any(c == "02" for c, _words in told(hub))


def test_a_later_paper_replaces_one_at_the_door_and_asks_about_one_registered(
    province: Province, hub: FolderHub
) -> None:
    put(hub, letter())
    jobs.receive()
    first = read_door()
    put(hub, replacing("8", about=ID))
    jobs.receive()
    first.refresh_from_db()
    assert first.state == "discarded"
    second = read_door()
    take_in(province, second)

    put(hub, replacing("9", about=later_id("8")))
    jobs.receive()

    asked = SenderRequest.objects.get()
    assert (asked.wanted, asked.arrival.document_id) == ("replace", later_id("8"))
    assert asked.reason == "9/UBND-VP: Thay thế", "the clerk sees by which paper"
    assert read_door().draft["identifier"] == later_id("9")
    later = Arrival.objects.get(document_id=later_id("9"))
    assert later.state == "waits"
    page = province.client("tu").get(f"/lien-thong/goi-den/{later.id}/")
    assert asked.item is not None
    assert f"/van-ban/den/{asked.item.entry_id}/noi-gui/" in page.content.decode()


def test_a_wish_about_a_paper_that_never_came(
    province: Province, hub: FolderHub
) -> None:
    take_back(hub, by_status=True)
    jobs.receive()
    arrival = Arrival.objects.get()
    assert arrival.state == "refused"
    assert "Chưa nhận văn bản" in arrival.reason
