"""Dossiers go to the archive: both sides have their word, what is late is said so."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client

from congvu.archives.actions import (
    close_dossier,
    freeze_dossiers,
    hand_over_dossiers,
    postpone_hand_over,
    remind_to_hand_over,
    take_hand_over,
)
from congvu.archives.models import ArchiveHandOver, Dossier, HandedDossier
from congvu.archives.queries import hand_over_terms
from congvu.archives.rules import Archive, HandOverTerms, Retention, add_months
from congvu.audit.models import AuditEvent
from congvu.documents.actions import hand_over_desk
from congvu.documents.rules import HandOverReason
from congvu.lib.dates import VIETNAM
from congvu.lib.refusals import Refused
from congvu.notices.models import Notice
from tests.archives.making import make_dossier, put_file
from tests.documents.pages import working_day
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")


def closed(
    province: Province, symbol: str = "05.KGVX", *, ended: int = 0, **changed: Any
) -> Dossier:
    """A dossier of Minh's whose work ended that many days ago."""
    opened = province.today - timedelta(days=ended + 30)
    dossier = make_dossier(province, symbol=symbol, opened_on=opened, **changed)
    if changed.get("origin") != "paper":
        put_file(province, dossier, f"Tài liệu {symbol}", on=opened, pages=3)
    return close_dossier(
        dossier_id=dossier.id,
        ended_on=province.today - timedelta(days=ended),
        drops=False,
        closing_note="",
        by=province.seat("minh"),
        at=province.at,
    )


def give(
    province: Province, *dossiers: Dossier, who: str = "minh", **changed: Any
) -> ArchiveHandOver:
    given: dict[str, Any] = {
        "archive": Archive.CURRENT,
        "given_note": "",
        "to_name": "",
    }
    return hand_over_dossiers(
        dossier_ids=[d.id for d in dossiers],
        by=province.seat(who),
        at=province.at,
        **{**given, **changed},
    )


def take(province: Province, made: ArchiveHandOver, **changed: Any) -> ArchiveHandOver:
    return take_hand_over(
        hand_over_id=made.id, by=province.seat("thu"), at=province.at, **changed
    )


def _pdf(client: Client, address: str) -> bytes:
    return b"".join(client.get(address).streaming_content)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("terms", "retention", "due"),
    [
        (HandOverTerms(12, 5), "20", date(2027, 2, 28)),
        (HandOverTerms(3, 5), "permanent", date(2026, 5, 28)),
        (HandOverTerms(12, 5), "5", date(2027, 2, 28)),
        (HandOverTerms(12, 5), "2", None),
        (HandOverTerms(), "20", None),
    ],
)
def test_by_when_a_dossier_goes_to_the_archive(
    terms: HandOverTerms, retention: str, due: date | None
) -> None:
    assert terms.due(date(2026, 2, 28), Retention(retention)) == due


@pytest.mark.parametrize(
    ("day", "construction", "months", "historical"),
    [
        (date(2026, 11, 1), False, 12, 5),
        (date(2026, 11, 1), True, 3, 5),
        (date(2024, 1, 1), False, 12, None),
        (date(2019, 1, 1), False, None, None),
    ],
)
def test_the_terms_are_those_of_the_day(
    day: date, construction: bool, months: int | None, historical: int | None
) -> None:
    terms = hand_over_terms(day, construction=construction)
    assert (terms.months, terms.historical_years) == (months, historical)


def test_minh_gives_and_the_archivist_takes(province: Province) -> None:
    one = closed(province, "01.KGVX", ended=400)
    two = closed(province, "02.KGVX")
    minh, thu = province.client("minh"), province.client("thu")

    due = minh.get("/ho-so/nop-luu/").content.decode()
    assert "1 hồ sơ quá hạn nộp lưu" in due
    late = (province.today - add_months(one.ended_on, 12)).days  # type: ignore[arg-type]
    assert f"chậm {late} ngày" in due
    sent = minh.post("/ho-so/nop-luu/moi/", {"dossiers": [str(one.id), str(two.id)]})
    made = ArchiveHandOver.objects.get()
    assert sent["Location"] == f"/ho-so/nop-luu/{made.id}/"
    assert {d.state for d in Dossier.objects.all()} == {"sent"}
    lines = {x.symbol: x for x in HandedDossier.objects.all()}
    assert lines["01.KGVX"].days_late == late
    assert lines["02.KGVX"].days_late == 0

    page = thu.get(f"/ho-so/nop-luu/{made.id}/nhan/")
    assert "Nơi để 01.KGVX" in page.content.decode()
    taken = thu.post(
        f"/ho-so/nop-luu/{made.id}/nhan/",
        {
            f"place_{lines['01.KGVX'].pk}": "Kho 1, giá 3, hộp 12",
            f"back_{lines['02.KGVX'].pk}": "Thiếu bản gốc tờ trình",
            "taken_note": "Nhận 1, trả 1",
        },
    )

    assert taken.status_code == 302
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.state, one.place) == ("archived", "Kho 1, giá 3, hộp 12")
    assert one.archived_on == province.today
    assert two.state == "closed"
    made.refresh_from_db()
    assert (made.given_by, made.taken_by) == (
        "Hoàng Văn Minh",
        province.seat("thu").person_name,
    )
    shown = minh.get(f"/ho-so/nop-luu/{made.id}/").content.decode()
    assert "Thiếu bản gốc tờ trình" in shown
    assert f"chậm {late} ngày" in shown
    for name in ("bien-ban.pdf", "muc-luc.pdf"):
        assert _pdf(minh, f"/ho-so/nop-luu/{made.id}/{name}").startswith(b"%PDF")
    told = AuditEvent.objects.filter(event__startswith="archives.hand").values_list(
        "event", flat=True
    )
    assert {
        "archives.handed-over",
        "archives.hand-over-taken",
        "archives.hand-over-returned",
        "archives.hand-over-printed",
    } <= set(told)


def test_a_paper_dossier_is_closed_by_its_sheets_and_handed_over(
    province: Province,
) -> None:
    with pytest.raises(Refused, match="chưa ghi số tờ"):
        closed(province, "07.KGVX", origin="paper")
    Dossier.objects.filter(symbol="07.KGVX").update(symbol="07a.KGVX")
    paper = closed(province, "08.KGVX", origin="paper", sheets=142, place="Tủ 2, hộp 5")

    made = take(province, give(province, paper))

    line = made.lines.get()
    assert (line.sheets, line.place) == (142, "Tủ 2, hộp 5")
    assert line.note == "hồ sơ giấy, không có bản điện tử"


def test_everything_that_is_wrong_is_told_at_once(province: Province) -> None:
    opened = make_dossier(province, symbol="01.KGVX")
    frozen = closed(province, "02.KGVX")
    strange = closed(province, "03.KGVX")
    strange.grants.all().delete()
    freeze_dossiers(
        dossier_ids=[frozen.id],
        reason="Thanh tra",
        by=province.seat("ha"),
        at=province.at,
    )
    with pytest.raises(Refused) as why:
        give(province, opened, frozen, strange)
    told = [r.message for r in why.value.reasons]
    assert told == [
        "Chưa kết thúc, hoặc đã nộp rồi: 01.KGVX.",
        "Bạn không lập hồ sơ: 03.KGVX.",
        "Đang bị đóng băng: 02.KGVX.",
    ]
    with pytest.raises(Refused) as why:
        give(
            province,
            closed(province, "04.KGVX"),
            who="thu",
            archive=Archive.HISTORICAL,
        )
    assert len(why.value.reasons) == 3

    empty = province.client("minh").post("/ho-so/nop-luu/moi/", {"given_note": "Đủ"})
    assert empty.status_code == 422
    text = empty.content.decode()
    assert "Chọn ít nhất một hồ sơ" in text
    assert "Đủ</textarea>" in text


def test_a_word_is_given_once_and_not_to_oneself(province: Province) -> None:
    own = make_dossier(province, "thu", symbol="09.LT")
    put_file(province, own, "Tài liệu", "thu")
    close_dossier(
        dossier_id=own.id,
        ended_on=province.today,
        drops=False,
        closing_note="",
        by=province.seat("thu"),
        at=province.at,
    )
    with pytest.raises(Refused, match="không tự nhận"):
        take(province, give(province, own, who="thu"))
    made = give(province, closed(province))
    line = made.lines.get()
    with pytest.raises(Refused, match="Chưa ghi lý do trả lại: 05"):
        take(province, made, returned={line.pk: " "})
    take(province, made)
    with pytest.raises(Refused, match="đã được bên nhận xác nhận"):
        take(province, made)
    with pytest.raises(Refused, match="không có quyền"):
        take_hand_over(hand_over_id=made.id, by=province.seat("minh"), at=province.at)


def test_what_is_kept_for_good_goes_to_the_historical_archive(
    province: Province,
) -> None:
    kept = closed(province, retention="permanent")
    take(province, give(province, kept))
    kept.refresh_from_db()
    assert kept.historic_due_on == date(province.today.year + 5, 12, 31)
    made = give(
        province,
        kept,
        who="thu",
        archive=Archive.HISTORICAL,
        to_name="Trung tâm Lưu trữ lịch sử tỉnh",
    )
    with pytest.raises(Refused) as why:
        take(province, made)
    assert [r.field for r in why.value.reasons] == ["taken_by", "taken_on"]

    take(
        province,
        made,
        taken_by="Triệu Thị Mai",
        taken_as="Viên chức",
        taken_on=province.today,
    )

    kept.refresh_from_db()
    assert kept.state == "historic"
    page = province.client("minh").get(f"/ho-so/{kept.id}/").content.decode()
    assert "đã nộp lưu trữ lịch sử" in page


def test_the_leader_lets_a_dossier_stay_two_years_at_most(province: Province) -> None:
    late = closed(province, "01.KGVX", ended=400)
    short = closed(province, "02.KGVX", retention="2")
    due = late.due_on
    assert due is not None
    given: dict[str, Any] = {"by": province.seat("dung"), "at": province.at}
    with pytest.raises(Refused) as why:
        postpone_hand_over(
            dossier_ids=[late.id, short.id],
            until=add_months(due, 25),
            reason="",
            **given,
        )
    told = [r.message for r in why.value.reasons]
    assert told == [
        "Ghi lý do.",
        "01.KGVX: giữ lại quá 2 năm kể từ hạn nộp lưu.",
        "02.KGVX: không phải nộp lưu nên không cần giữ lại.",
    ]
    page = province.client("dung").post(
        "/ho-so/nop-luu/giu-lai/",
        {
            "dossiers": [str(late.id)],
            "until": f"{add_months(due, 24):%d/%m/%Y}",
            "reason": "Đang dùng cho đợt kiểm tra",
        },
    )
    assert page.status_code == 302
    made = give(province, late)
    assert made.lines.get().days_late == 0


def test_a_list_costs_the_same_queries_however_long(
    province: Province, django_assert_max_num_queries: Any
) -> None:
    for n in range(8):
        closed(province, f"{n:02d}.KGVX")
    client = province.client("thu")
    client.get("/ho-so/nop-luu/")
    with django_assert_max_num_queries(25):
        client.get("/ho-so/nop-luu/")


def test_who_leaves_a_post_leaves_no_dossier_behind(province: Province) -> None:
    opened = make_dossier(province, symbol="01.KGVX")
    done = closed(province, "02.KGVX")
    kept = closed(province, "03.KGVX")
    take(province, give(province, kept))
    minh, hoa = province.seat("minh"), province.seat("hoa")
    page = province.client("hoa").get(f"/ban-giao/chuc-vu/{minh.post_id}/")
    assert "Bàn giao cả 2 hồ sơ" in page.content.decode()

    made = hand_over_desk(
        from_post=province.minh.post,
        to_desk=hoa.post_id,
        reason=HandOverReason.END_OF_POST,
        by=minh,
        at=province.at,
    )

    assert made is not None
    desks = dict(Dossier.objects.values_list("symbol", "post_id"))
    assert desks == {
        "01.KGVX": hoa.post_id,
        "02.KGVX": hoa.post_id,
        "03.KGVX": minh.post_id,
    }
    # Hoa goes on with them, in her own name.
    put_file(province, opened, "Tiếp", "hoa")
    give(province, done, who="hoa")
    shown = province.client("hoa").get(f"/van-ban/ban-giao/{made.pk}/")
    assert "01.KGVX" in shown.content.decode()
    pdf = _pdf(province.client("hoa"), f"/van-ban/ban-giao/{made.pk}.pdf")
    assert pdf.startswith(b"%PDF")
    assert Dossier.objects.get(symbol="01.KGVX").maker_name == "Hoàng Văn Minh"


def test_who_makes_a_dossier_is_told_once_thirty_days_before(
    province: Province,
) -> None:
    """Once more only where the leader gave another day; never of what was given."""
    first = working_day(0)
    at = datetime.combine(first, time(8), VIETNAM)
    near, far, given = (closed(province, f"0{n}.VX") for n in (1, 2, 3))
    due = {near: 30, far: 31, given: 5}
    for dossier, days in due.items():
        day = first + timedelta(days=days)
        Dossier.objects.filter(pk=dossier.pk).update(due_on=day)
    Dossier.objects.filter(pk=given.pk).update(state="sent")
    minh = province.client("minh")
    before = minh.get("/thong-bao/").content.decode()

    assert [remind_to_hand_over(at=at) for _n in range(2)] == [1, 0]

    notice = Notice.objects.get(kind="archives.hand-over-due")
    assert notice.desk_id == province.seat("minh").post_id
    assert notice.target_id == near.id
    page = minh.get("/thong-bao/").content.decode()
    assert "Nhắc nộp lưu hồ sơ" in page
    assert "Nhắc nộp lưu hồ sơ" not in before
    assert near.title in page
    later = first + timedelta(days=40)
    Dossier.objects.filter(pk=near.pk).update(postponed_until=later)
    assert remind_to_hand_over(at=at) == 0
    then = datetime.combine(working_day(15), time(8), VIETNAM)
    assert remind_to_hand_over(at=then) == 2  # the far one, too
    give(province, near)
    assert "01.VX" not in minh.get("/thong-bao/").content.decode()
