"""Drafts found among very many, and what is signed and late before it has a number."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congvu.documents.access import scope_of
from congvu.law.queries import find_rule
from congvu.outgoing.actions import change_signer, form, save_version, start_draft
from congvu.outgoing.models import Draft, OutgoingEntry, PaperSignature
from congvu.outgoing.queries import DraftPage, DraftTab, draft_detail, drafts_page
from tests.documents.machine import machine
from tests.outgoing.drafts import again, begin, lead, out, post_id, wish
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")
LATE = "/van-ban/di/?muc=phat-hanh-tre"


def found(province: Province, words: str, tab: DraftTab = DraftTab.OPEN) -> DraftPage:
    minh = province.seat("minh")
    return drafts_page(scope_of(minh), desks=minh.desks, tab=tab, find=words)


def subjects(page: DraftPage) -> list[str]:
    return [d.subject for d in page.drafts]


def many(draft: Draft, count: int) -> None:
    """As many newer ones as nobody reads through."""
    skipped = {"id", "search"}
    names = [f.attname for f in Draft._meta.concrete_fields if f.name not in skipped]
    same = {name: getattr(draft, name) for name in names}
    same |= {"subject": "V/v việc khác", "search_text": "viec khac"}
    rows = Draft.objects.bulk_create([Draft(**same) for _n in range(count)])
    grants = draft.grants.values_list("principal_id", flat=True)
    grant = draft.grants.model
    grant.objects.bulk_create(
        [grant(draft=row, principal_id=desk) for row in rows for desk in grants]
    )


def test_the_oldest_of_very_many_is_found_by_words_without_accents(
    province: Province,
) -> None:
    draft = begin(province, subject="V/v cứu trợ đồng bào vùng lũ")
    many(draft, 2100)

    with CaptureQueriesContext(connection) as asked:
        page = found(province, "cuu tro vung")

    assert subjects(page) == [draft.subject]
    drafts = [q for q in asked if "outgoing_draft" in q["sql"]]
    assert len(drafts) == 1
    assert subjects(found(province, "nguyen tien dung cuu")) == [draft.subject]
    first = found(province, "viec khac")
    assert len(first.drafts) == 50
    assert first.after is not None


def test_a_draft_is_found_by_what_it_is_called_now(province: Province) -> None:
    draft, minh = begin(province, subject="V/v tên cũ"), province.seat("minh")
    save_version(
        draft_id=draft.id, fields={"summary": "V/v tên mới"}, by=minh, at=province.at
    )

    assert subjects(found(province, "ten moi")) == ["V/v tên mới"]
    assert subjects(found(province, "ten cu")) == []


def test_a_page_reads_the_words_of_the_newest_version_only(
    province: Province,
) -> None:
    draft, minh = begin(province), province.seat("minh")
    for n in range(5):
        save_version(
            draft_id=draft.id, fields={"filed": f"VT{n}"}, by=minh, at=province.at
        )

    with CaptureQueriesContext(connection) as asked:
        detail = draft_detail(again(draft))
        assert detail.newest.body["filed"] == "VT4"
        assert [v.number for v in detail.versions] == [7, 6, 5, 4, 3, 2, 1]

    assert "body" in detail.versions[1].get_deferred_fields()
    assert len(asked) == 5


# -- late


def test_what_is_signed_and_late_is_told_before_it_has_a_number(
    province: Province,
) -> None:
    clerk = province.seat("lan")
    late = out(province, 1, clerk, province.at)
    Draft.objects.filter(pk=late.pk).update(
        subject="V/v ký đã lâu", release_due_at=timezone.now() - timedelta(hours=1)
    )
    out(province, 1, clerk, province.at)  # in time

    page = province.client("lan").get(LATE).content.decode()
    by_machine = machine(province, "lan").get("drafts", tab=DraftTab.LATE.value)

    assert "Đã ký, chưa cấp số" in page
    assert "V/v ký đã lâu" in page
    assert page.count(f"/van-ban/di/du-thao/{late.id}/") == 1
    assert [d["id"] for d in by_machine.data["items"]] == [str(late.id)]


def test_an_urgent_paper_goes_out_at_once_and_the_limit_says_how_sure_it_is(
    province: Province,
) -> None:
    draft = lead(province, 4, begin(province, urgency="express"))
    province.client("lan").post(f"/van-ban/di/du-thao/{draft.id}/da-ky-giay/")
    province.client("lan").post(f"/van-ban/di/du-thao/{draft.id}/cap-so/")

    line, signed = OutgoingEntry.objects.get(), PaperSignature.objects.get()
    page = province.client("lan").get(f"/van-ban/di/{line.id}/").content.decode()

    limit = find_rule("release_deadline", "urgent_limit", province.today)
    assert limit is not None
    minutes = limit.number("minutes") or 0
    assert line.release_due_at == signed.signed_at + timedelta(minutes=minutes)
    assert "phát hành ngay sau khi ký (Điều 18.1" in page
    assert "chưa xác minh nguồn" in page


# -- the head's own


def test_the_chairmans_own_decision_bears_no_tm(province: Province) -> None:
    minh, at = province.seat("minh"), province.at
    given: Any = {"by": minh, "at": at}
    own = start_draft(wish=wish(province, type_code="QĐ", by_head=True), **given)
    shared = start_draft(wish=wish(province, type_code="QĐ"), **given)

    body = own.versions.get().body
    assert body["signer"]["authority"] == ["CHỦ TỊCH"]
    assert body["authority_name"].startswith("Chủ tịch Ủy ban nhân dân")
    assert shared.versions.get().body["signer"]["authority"][0].startswith("TM.")
    # It goes all the way: what is signed is what stands above the name.
    by_head = lead(province, 4, again(own))
    province.client("lan").post(f"/van-ban/di/du-thao/{own.id}/da-ky-giay/")
    assert by_head.state == "approved"
    assert PaperSignature.objects.get().lines == ["CHỦ TỊCH"]


def test_a_draft_can_be_turned_into_the_heads_own(province: Province) -> None:
    draft, minh = begin(province, type_code="QĐ"), province.client("minh")
    url = f"/van-ban/di/du-thao/{draft.id}/nguoi-ky/"
    signer = str(post_id(province, "dung"))

    form = minh.get(url).content.decode()
    minh.post(url, {"signer": signer, "by_head": "1"})
    own = again(draft).versions.get(number=again(draft).version).body
    change_signer(
        draft_id=draft.id, signer=signer, by=province.seat("minh"), at=province.at
    )
    shared = again(draft).versions.get(number=again(draft).version).body

    assert "chưa xác minh nguồn" in form
    assert own["signer"]["authority"] == ["CHỦ TỊCH"]
    assert shared["signer"]["authority"][0].startswith("TM.")
    assert not shared["authority_name"]


def test_only_a_body_that_decides_together_has_the_choice(province: Province) -> None:
    minh = machine(province, "minh")
    given = {
        "type_code": "QĐ",
        "subject": "Về việc kiện toàn",
        "signer_post_id": str(post_id(province, "dung")),
        "by_head": True,
        "body_name": "Hội đồng thi đua",
    }

    refused = minh.post("drafts", given)

    assert "by_head" in refused.reasons


# -- looked at again and again


@pytest.mark.usefixtures("home")
def test_a_version_is_composed_for_the_first_look_only(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft, minh, made = begin(province), province.client("minh"), []
    compose = form.compose_pdf

    def counted(paper: Any) -> Any:
        made.append(paper)
        return compose(paper)

    def look(number: int) -> bytes:
        answer = minh.get(f"/van-ban/di/du-thao/{draft.id}/ban/{number}/van-ban.pdf")
        return b"".join(answer.streaming_content)  # type: ignore[attr-defined]

    monkeypatch.setattr(form, "compose_pdf", counted)

    first, again_ = look(2), look(2)
    other = look(1)

    assert first == again_
    assert first[:5] == b"%PDF-"
    assert other != first
    assert len(made) == 2
