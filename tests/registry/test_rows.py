"""Minh writes a row, Hoa approves it; what was believed when stays to be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from psycopg.types.range import DateRange, TimestamptzRange

from congvu.audit.models import AuditEvent
from congvu.lib.ids import uuid7
from congvu.lib.refusals import Refused
from congvu.registry.actions import (
    RowData,
    approve_change,
    correct_row,
    enter_row,
    withdraw_row,
)
from congvu.registry.models import RowChange, RowVersion
from congvu.registry.queries import believed
from tests.people import Province
from tests.registry.stories import (
    COMMUNES,
    COOPERATIVES,
    TABLES,
    TYPED,
    database,
    number_of,
    restructure,
    row,
)

pytestmark = pytest.mark.django_db


def _page(people: Province, who: str, name: str, *args: Any, **query: str) -> str:
    answer = people.client(who).get(reverse(f"registry:{name}", args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_row_is_written_by_minh_and_believed_once_hoa_approves(
    province: Province,
) -> None:
    found = database(province)
    commune = row(province, found, "xa", ten="Yến Dương", ma="01918")
    minh = province.client("minh")
    url = reverse("registry:enter", args=[found.pk, "htx"])
    assert "Tên xã" not in minh.get(url).content.decode()
    sent = {
        **TYPED,
        "xa": "yen duong",
        "valid_from": "01/01/2020",
        "structure": "1",
    }
    answer = minh.post(url, sent)
    change = RowChange.objects.get(table="htx")
    assert answer.url == reverse("registry:change", args=[change.pk])
    assert change.values["xa"] == str(commune.row)
    assert change.values["von"] == 1_200_000_000
    assert "Hợp tác xã Yến Dương" not in _page(
        province, "lan", "database", found.pk, bang="htx"
    )
    assert minh.post(reverse("registry:approve", args=[change.pk])).status_code == 404
    province.client("hoa").post(reverse("registry:approve", args=[change.pk]))
    listed = _page(province, "lan", "database", found.pk, bang="htx", tim="yen duong")
    assert "Hợp tác xã Yến Dương" in listed
    shown = _page(province, "lan", "row", found.pk, change.row)
    for words in ("1.200.000.000", "12,5", "15/03/2019", "Nông nghiệp", "22.417"):
        assert words in shown
    kinds = AuditEvent.objects.filter(event__startswith="registry.")
    told = list(kinds.order_by("pk").values_list("event", flat=True))
    assert told[-2:] == ["registry.proposed", "registry.approved"]


def test_everything_wrong_is_told_at_once_and_nothing_typed_is_lost(
    province: Province,
) -> None:
    found = database(province)
    row(province, found)
    sent = {
        "ten": "",
        "so": "HTX-12",
        "thanh_vien": "6",
        "von": "mười đồng",
        "dien_tich": "1.234",
        "thanh_lap": "31/02/2020",
        "nganh": "",
        "xa": "Xã không có",
        "vi_tri": "105.8, 22.1",
        "valid_from": "02/01/2024",
        "structure": "1",
    }
    answer = province.client("minh").post(
        reverse("registry:enter", args=[found.pk, "htx"]), sent
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    for words in (
        "Chưa ghi: Tên.",
        "Trùng với dòng “Hợp tác xã Yến Dương”.",
        "Nhỏ nhất là 7.",
        "Ghi một số nguyên.",
        "Không rõ dấu chấm: ghi 1234 hoặc 1,234.",
        "Ngày chưa đúng.",
        "không có dòng “Xã không có”",
        "Vĩ độ từ -90",
        "mười đồng",
    ):
        assert words in page, words
    assert RowChange.objects.count() == 1


def test_a_code_is_judged_by_the_day_on_which_the_row_begins(
    province: Province,
) -> None:
    found = database(province)
    made = row(province, found, nganh="Vận tải", since=date(2023, 6, 1))
    assert made.values["nganh"] == "VT"
    with pytest.raises(Refused, match="danh mục ngày 01/06/2024"):
        row(province, found, so="HTX-13", nganh="VT", since=date(2024, 6, 1))


def _correct(
    people: Province, made: RowChange, since: date, until: date | None, **typed: str
) -> RowChange:
    last = RowChange.objects.filter(row=made.row, state="approved").latest("decided_at")
    data = RowData(
        {**TYPED, **typed},
        since,
        until,
        "Theo báo cáo của xã",
        structure=number_of(made.database),
        seen=last.pk,
    )
    return correct_row(
        database_id=made.database_id,
        row_id=made.row,
        data=data,
        by=people.seat("hoa"),
        at=timezone.now(),
        approve=True,
    )


def test_what_was_believed_before_a_correction_is_read_by_its_day(
    province: Province,
) -> None:
    found = database(province)
    made = row(province, found)
    before = made.decided_at
    _correct(province, made, date(2022, 1, 1), date(2023, 1, 1), thanh_vien="60")
    held = [
        believed(found, made.row, date(year, 6, 1)).values["thanh_vien"]  # type: ignore[union-attr]
        for year in (2021, 2022, 2023)
    ]
    assert held == [45, 60, 45]
    assert before is not None
    old = believed(found, made.row, date(2022, 6, 1), before)
    assert old is not None
    assert old.values["thanh_vien"] == 45
    page = _page(province, "hoa", "row", found.pk, made.row, ngay="01/06/2022")
    assert "<dd>60</dd>" in page
    assert "không còn tin" in page
    yesterday = (timezone.localdate() - timedelta(days=1)).strftime("%d/%m/%Y")
    known = {"ngay": "01/06/2022", "biet": yesterday}
    page = _page(province, "hoa", "row", found.pk, made.row, **known)
    assert "Không có gì về ngày này" in page


def test_a_withdrawn_row_is_gone_from_the_list_and_still_read(
    province: Province,
) -> None:
    found = database(province)
    made = row(province, found)
    data = RowData({}, province.today, None, "Đã giải thể", seen=made.pk)
    withdraw_row(
        database_id=found.pk,
        row_id=made.row,
        data=data,
        by=province.seat("hoa"),
        at=timezone.now(),
        approve=True,
    )
    listed = _page(province, "lan", "database", found.pk, bang="htx")
    assert "Yến Dương" not in listed
    earlier = _page(
        province, "lan", "database", found.pk, bang="htx", ngay="01/02/2020"
    )
    assert "Hợp tác xã Yến Dương" in earlier
    assert "Hợp tác xã Yến Dương" in _page(province, "lan", "row", found.pk, made.row)
    with pytest.raises(Refused, match="thay đổi khác"):
        withdraw_row(
            database_id=found.pk,
            row_id=made.row,
            data=data,
            by=province.seat("hoa"),
            at=timezone.now(),
        )


def test_rows_of_a_table_that_was_left_out_are_withdrawn(province: Province) -> None:
    """One by Hoa herself, one that Minh proposes."""
    found = database(province)
    made = [row(province, found, so=f"HTX-{n}", ten=f"HTX {n}") for n in (1, 2)]
    restructure(province, found, (COMMUNES,))
    sent = {"valid_from": f"{province.today:%d/%m/%Y}", "reason": "Đã giải thể"}
    for who, one in zip(("hoa", "minh"), made, strict=True):
        url = reverse("registry:withdraw", args=[found.pk, one.row])
        given = {**sent, "seen": one.pk.hex, "approve": "on"}
        assert province.client(who).post(url, given).status_code == 302
    waiting = RowChange.objects.get(state="open")
    hoa = province.client("hoa")
    assert _page(province, "hoa", "change", waiting.pk)
    hoa.post(reverse("registry:approve", args=[waiting.pk]))
    for one in made:
        assert believed(found, one.row, province.today) is None
        assert one.title in _page(province, "lan", "row", found.pk, one.row)


def test_what_is_personal_is_seen_found_and_filtered_by_its_keepers_alone(
    province: Province,
) -> None:
    found = database(province)
    made = row(province, found)
    assert "Ma Thị Ninh" in _page(province, "minh", "row", found.pk, made.row)
    assert "Ma Thị Ninh" in _page(province, "dung", "row", found.pk, made.row)
    other = _page(province, "lan", "row", found.pk, made.row)
    assert "Hợp tác xã Yến Dương" in other
    assert "Ma Thị Ninh" not in other
    for who, count in (("minh", 1), ("lan", 0)):
        listed = _page(
            province, who, "database", found.pk, bang="htx", tim="ma thi ninh"
        )
        assert listed.count(str(made.row)) == count
    url = reverse("registry:row", args=[found.pk, made.row])
    assert province.client("tu").get(url).status_code == 404
    assert province.client("quan").get(url).status_code == 404


def test_what_becomes_personal_is_hidden_in_the_rows_of_before(
    province: Province,
) -> None:
    found = database(province)
    made = row(province, found, so="HTX-8812")
    columns = tuple(
        replace(one, personal=True) if one.key == "so" else one
        for one in COOPERATIVES.columns
    )
    hidden = (COMMUNES, replace(COOPERATIVES, columns=columns))
    restructure(province, found, hidden)
    assert "HTX-8812" in _page(province, "minh", "row", found.pk, made.row)
    assert "HTX-8812" not in _page(province, "lan", "row", found.pk, made.row)
    for who, count in (("minh", 1), ("lan", 0)):
        listed = _page(province, who, "database", found.pk, bang="htx", tim="htx-8812")
        assert listed.count(str(made.row)) == count
    with pytest.raises(Refused, match="đã là dữ liệu cá nhân"):
        restructure(province, found, TABLES)
    gone = tuple(one for one in columns if one.key != "so")
    restructure(province, found, (COMMUNES, replace(COOPERATIVES, columns=gone)))
    assert "HTX-8812" not in _page(province, "lan", "row", found.pk, made.row)


def test_a_column_taken_out_while_a_form_is_open_loses_nothing(
    province: Province,
) -> None:
    found = database(province)
    url = reverse("registry:enter", args=[found.pk, "htx"])
    sent = {**TYPED, "valid_from": "01/01/2020", "structure": "1"}
    columns = tuple(one for one in COOPERATIVES.columns if one.key != "dien_tich")
    slim = replace(COOPERATIVES, columns=columns)
    restructure(province, found, (COMMUNES, slim))
    answer = province.client("minh").post(url, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Cấu trúc đã đổi" in page
    assert "Trường “Diện tích, ha” không còn trong cấu trúc; đã ghi: 12,5" in page
    assert 'value="HTX-12"' in page
    assert 'name="structure" value="2"' in page
    del sent["dien_tich"]
    answer = province.client("minh").post(url, {**sent, "structure": "2"})
    assert answer.status_code == 302


def test_two_corrections_of_one_row_the_second_has_to_look_again(
    province: Province,
) -> None:
    found = database(province)
    made = row(province, found)
    waiting = []
    for count in ("50", "51"):
        data = RowData(
            {**TYPED, "thanh_vien": count},
            date(2021, 1, 1),
            None,
            "Báo cáo",
            structure=1,
            seen=made.pk,
        )
        waiting.append(
            correct_row(
                database_id=found.pk,
                row_id=made.row,
                data=data,
                by=province.seat("minh"),
                at=province.at,
            )
        )
    hoa = province.client("hoa")
    for one in waiting:
        hoa.post(reverse("registry:approve", args=[one.pk]))
    states = [RowChange.objects.get(pk=one.pk).state for one in waiting]
    assert states == ["approved", "open"]
    held = believed(found, made.row, date(2021, 6, 1))
    assert held is not None
    assert held.values["thanh_vien"] == 50
    page = hoa.get(reverse("registry:change", args=[waiting[1].pk])).content.decode()
    assert "Ghi lại từ đề nghị này" in page


def test_two_drafts_with_one_number_only_one_is_approved(province: Province) -> None:
    found = database(province)
    drafts = [row(province, found, who="minh", approve=False) for _n in range(2)]
    hoa = province.seat("hoa")
    approve_change(change_id=drafts[0].pk, by=hoa, at=timezone.now())
    with pytest.raises(Refused, match="Trùng với dòng"):
        approve_change(change_id=drafts[1].pk, by=hoa, at=timezone.now())


def test_a_refused_draft_tells_why_and_is_written_again(province: Province) -> None:
    found = database(province)
    draft = row(province, found, who="minh", approve=False)
    hoa = province.client("hoa")
    url = reverse("registry:refuse", args=[draft.pk])
    assert hoa.post(url, {"reason": ""}).status_code == 422
    hoa.post(url, {"reason": "Thiếu quyết định"})
    page = _page(province, "minh", "change", draft.pk)
    assert "Thiếu quyết định" in page
    again = _page(province, "minh", "enter", found.pk, "htx", tu=draft.pk.hex)
    assert 'value="HTX-12"' in again
    assert not RowVersion.objects.exists()


def test_a_limited_approver_cannot_be_minh(province: Province) -> None:
    found = database(province)
    data = RowData(TYPED, date(2020, 1, 1), structure=1)
    with pytest.raises(Refused, match="trưởng đơn vị"):
        enter_row(
            database_id=found.pk,
            table_key="htx",
            data=data,
            by=province.seat("minh"),
            at=province.at,
            approve=True,
        )
    assert not RowChange.objects.exists()


def test_the_database_itself_keeps_what_was_believed(province: Province) -> None:
    made = row(province, database(province))
    one = RowVersion.objects.get(row=made.row)
    for forbidden in (
        lambda: RowVersion.objects.filter(pk=one.pk).update(values={}),
        lambda: RowVersion.objects.filter(pk=one.pk).delete(),
        lambda: RowChange.objects.filter(pk=made.pk).update(reason="khác"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            forbidden()
    one.pk = None
    with pytest.raises(DatabaseError), transaction.atomic():
        RowVersion.objects.bulk_create([one])


def test_a_list_asks_as_often_for_fifty_rows_as_for_two(
    province: Province, django_assert_max_num_queries: Any
) -> None:
    found = database(province, TABLES)
    for number in range(53):
        row(province, found, so=f"HTX-{number}", ten=f"HTX số {number:02}")
    client, url = province.client("minh"), reverse("registry:database", args=[found.pk])
    client.get(url, {"bang": "htx"})
    with django_assert_max_num_queries(14):
        first = client.get(url, {"bang": "htx"}).content.decode()
    assert "HTX số 49" in first
    assert "HTX số 50" not in first
    after = first.split("sau=")[1].split('"')[0].replace("&amp;", "&")
    second = client.get(f"{url}?bang=htx&sau={after}").content.decode()
    assert "HTX số 52" in second
    assert "HTX số 49" not in second


@pytest.mark.django_db
def test_the_map_shows_the_rows_of_the_same_filter_where_they_lie(
    province: Province,
) -> None:
    found = database(province)
    row(province, found)
    row(province, found, ten="Hợp tác xã Nà Rì", so="HTX-13", vi_tri="22.1, 106.1")
    row(province, found, ten="Hợp tác xã không chỗ", so="HTX-14", vi_tri="")
    url = reverse("registry:database", args=[found.pk])
    minh = province.client("minh")
    listed = minh.get(url, {"bang": "htx"}).content.decode()
    assert "xem=ban-do" in listed
    assert "<circle" not in listed
    drawn = minh.get(url, {"bang": "htx", "xem": "ban-do"}).content.decode()
    assert drawn.count("<circle") == 2
    one = minh.get(url, {"bang": "htx", "xem": "ban-do", "tim": "nà rì"})
    page = one.content.decode()
    assert page.count("<circle") == 1
    assert 'aria-label="Hợp tác xã Nà Rì"' in page
    # The table of communes has no places, so it has no map.
    assert "ban-do" not in minh.get(url, {"bang": "xa"}).content.decode()


@pytest.mark.django_db
def test_the_database_itself_believes_one_thing_of_a_day(province: Province) -> None:
    found = database(province)
    made = row(province, found)
    first = RowVersion.objects.get(row=made.row)
    assert first.pk == first.row

    def again(**other: Any) -> None:
        given = {
            name: getattr(first, name)
            for name in ("database", "structure", "table", "row", "values", "title")
        }
        given |= {"valid": first.valid, "recorded": first.recorded, "change": made}
        with transaction.atomic():
            RowVersion.objects.create(**{**given, **other})

    with pytest.raises(IntegrityError, match="two things"):
        again()
    with pytest.raises(IntegrityError, match="no first version"):
        again(row=uuid7())
    before = DateRange(date(2010, 1, 1), date(2012, 1, 1))
    again(valid=before)
    with pytest.raises(IntegrityError, match="rowversion_one_belief"):
        again(valid=before)
    with pytest.raises(DatabaseError), transaction.atomic():
        RowVersion.objects.filter(pk=first.pk).update(id=uuid7())
    earlier = DateRange(date(2001, 1, 1), date(2002, 1, 1))
    waiting = row(province, found, who="minh", approve=False, so="HTX-77")
    with pytest.raises(IntegrityError, match="was not approved"):
        again(valid=earlier, change=waiting)
    ended = TimestamptzRange(first.recorded.lower, province.at + timedelta(days=1))
    rows = RowVersion.objects.filter(pk=first.pk)
    with pytest.raises(IntegrityError, match="was not approved"), transaction.atomic():
        rows.update(recorded=ended, closed_by=waiting)
