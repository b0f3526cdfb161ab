"""A paper from the draft to the public: proposed, decided, read, shown, called back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from congvu.audit.models import AuditEvent
from congvu.law.queries import calendar
from congvu.lib.refusals import Refused
from congvu.outgoing.actions import recall_paper
from congvu.portal import actions, queries
from congvu.portal.actions import PublicWish
from congvu.portal.models import PublicDocument, Publishing, SearchRow
from tests.outgoing.drafts import begin, lead
from tests.people import Province
from tests.portal.papers import approved, decided, issue, public, run_worker

pytestmark = pytest.mark.usefixtures("law", "home")


def test_minh_proposes_dung_confirms_and_the_worker_shows_it(
    province: Province, home: Path
) -> None:
    draft = begin(province, type_code="CV", subject="V/v trồng rừng ven hồ")
    minh, dung = province.client("minh"), province.client("dung")
    page = f"/cong/du-thao/{draft.id}/"

    said = minh.post(page, {"public": "co", "why": ""}, follow=True)
    assert "Đã ghi đề xuất" in said.content.decode()
    lead(province, 4, draft)
    assert "đề xuất công khai" in dung.get(page).content.decode()
    dung.post(page, {"public": "co"})
    entry = issue(province, draft)
    found = Publishing.objects.get()
    assert found.state == "reading"
    run_worker(province)

    shown = PublicDocument.objects.get()
    assert (shown.symbol, shown.validity) == (entry.symbol, "valid")
    assert shown.issuer_name == "Ủy ban nhân dân tỉnh Bắc Kạn"
    copy = queries.public_file_place(shown.file_sha256)
    assert copy.read_bytes().startswith(b"%PDF")
    assert shown.file_pages == 1
    [hit] = queries.find_public("trong rung ven ho").hits
    assert (hit.number, hit.url) == (entry.symbol, f"/van-ban/{shown.pk}/")
    assert queries.find_public("ke hoach trong rung nam 2026").total == 1
    found.refresh_from_db()
    assert found.due_on == calendar().add_working_days(province.today, 2)
    assert "chưa xác minh nguồn" in found.basis


def test_what_the_type_asks_for_waits_for_a_decision_and_is_told_when_late(
    province: Province,
) -> None:
    entry = issue(province, approved(province))
    lan = province.client("lan")

    listed = lan.get("/cong/cho-cong-khai/").content.decode()
    assert entry.symbol in listed
    assert not PublicDocument.objects.exists()
    Publishing.objects.update(due_on=province.today.replace(year=2020))
    late = lan.get("/cong/cho-cong-khai/?muc=qua-han").content.decode()
    assert "quá hạn" in late
    assert entry.symbol in late
    part = lan.get(f"/cong/van-ban-di/{entry.id}/", headers={"HX-Request": "true"})
    assert "chờ quyết định" in part.content.decode()
    lan.post(f"/cong/van-ban-di/{entry.id}/", {"public": "co", "field": "nong-nghiep"})
    run_worker(province)

    shown = PublicDocument.objects.get()
    assert shown.field_name == "Nông nghiệp, môi trường, lâm nghiệp"
    Publishing.objects.update(due_on=province.today.replace(year=2020))
    counted = queries.published_in_time(
        province.today.replace(year=2019), province.today.replace(year=2021)
    )
    assert (counted.owed, counted.in_time, counted.late) == (1, 0, 1)


def test_a_recall_leaves_a_notice_and_nothing_else(province: Province) -> None:
    shown = public(province)
    place = queries.public_file_place(shown.file_sha256)
    entry = shown.publishing.entry
    assert entry is not None
    assert place.exists()

    recall_paper(
        entry_id=entry.id,
        reason="Sai số liệu diện tích",
        by=province.seat("lan"),
        at=province.at,
    )

    shown.refresh_from_db()
    assert (shown.validity, shown.notice) == ("recalled", "Sai số liệu diện tích")
    assert shown.file_sha256 == ""
    assert queries.find_public("KE HOACH TRONG RUNG").total == 0
    assert SearchRow.objects.get().body == ""
    assert Publishing.objects.get().state == "taken-down"


def test_a_lasting_notice_says_why_it_was_taken_down(
    province: Province, django_capture_on_commit_callbacks: Any
) -> None:
    shown = public(province)
    place = queries.public_file_place(shown.file_sha256)
    lan, url = province.client("lan"), f"/cong/cong-khai/{shown.publishing_id}/go/"

    empty = lan.post(url, {"why": ""})
    assert empty.status_code == 422
    assert "Ghi vì sao gỡ" in empty.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        lan.post(url, {"why": "Đăng nhầm bản chưa ký"})

    shown.refresh_from_db()
    assert (shown.validity, shown.notice) == ("withdrawn", "Đăng nhầm bản chưa ký")
    assert not place.exists()
    with pytest.raises(Refused, match="không ở trên cổng"):
        actions.take_down(
            publishing_id=shown.publishing_id,
            why="lần nữa",
            is_secret=False,
            by=province.seat("lan"),
            at=province.at,
        )


def test_a_decision_against_says_why_and_may_be_changed(province: Province) -> None:
    entry = issue(province, approved(province))
    lan, at = province.seat("lan"), province.at
    no = PublicWish(public=False)

    with pytest.raises(Refused, match="vì sao không công khai"):
        actions.decide_public(wish=no, entry_id=entry.id, by=lan, at=at)
    no = PublicWish(public=False, why="Chờ cơ quan cấp trên công bố")
    actions.decide_public(wish=no, entry_id=entry.id, by=lan, at=at)
    assert Publishing.objects.get().state == "kept"
    decided(province, entry)
    run_worker(province)

    assert PublicDocument.objects.count() == 1


def test_some_never_and_some_may_not(province: Province) -> None:
    """A letter of introduction is nobody's business; Minh decides nothing."""
    entry = issue(province, approved(province, type_code="GGT", subject="Giới thiệu"))
    minh, at = province.seat("minh"), province.at

    assert not Publishing.objects.exists()
    with pytest.raises(Refused, match="không công khai"):
        decided(province, entry)
    other = issue(province, approved(province))
    with pytest.raises(Refused, match="Không có quyền"):
        actions.decide_public(
            wish=PublicWish(public=True), entry_id=other.id, by=minh, at=at
        )
    assert province.client("minh").get("/cong/cho-cong-khai/").status_code == 404
    assert province.client("tu").get(f"/cong/van-ban-di/{other.id}/").status_code == 404


def test_a_mark_of_a_secret_is_refused_and_told(province: Province) -> None:
    entry = issue(province, approved(province))

    with pytest.raises(Refused, match="mật"):
        decided(province, entry, summary="(TỐI MẬT) Trồng rừng")

    assert AuditEvent.objects.filter(event="documents.secret-refused").count() == 1
    assert not PublicDocument.objects.exists()
