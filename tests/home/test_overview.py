"""Tổng quan: figures that add up, each with exactly its list, for each pair of eyes."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congvu.audit.actions import ensure_months
from congvu.audit.models import AuditEvent
from congvu.documents import actions
from congvu.documents.access import scope_of
from congvu.documents.models import Assignment, RegisterEntry
from congvu.documents.queries import late_papers
from congvu.documents.rules import Paper, Part
from congvu.lib.dates import VIETNAM
from congvu.organisations.models import Post
from tests.documents.pages import (
    assign,
    instruct,
    make_entry,
    multiply,
    submit,
    to_division,
)
from tests.people import Province
from tests.remembered import remembered

PAGE, CAUSES = "/tong-quan/", "/tong-quan/nguyen-nhan-tre/"
# A number that is a link, on the page or in a table of it.
LINKED = re.compile(r'<a[^>]*href="(/tong-quan/danh-sach/[^"]*)"[^>]*>([\d.]+)</a>')
# A part of a bar says its own number.
DRAWN = re.compile(
    r'<a href="(/tong-quan/danh-sach/[^"]*)" aria-label="[^"]*: ([\d.]+) [^"]*"><rect'
)
EYES = ("lan", "dung", "ha", "hoa", "minh", "thu", "tu")


pytestmark = pytest.mark.usefixtures("law")


def _finish(province: Province, entry: RegisterEntry) -> None:
    """Minh reports, Hoa and Dũng confirm."""
    assign(province, entry)
    at = timezone.now()
    for who, act in (("minh", actions.report), ("hoa", None), ("dung", None)):
        parts = Assignment.objects.filter(entry=entry, part=Part.LEAD)
        if act is not None:
            part = parts.get(desk_id=province.cast[who].post.id)  # type: ignore[union-attr]
            act(
                entry_id=entry.id,
                assignment_id=part.id,
                result="Đã trả lời.",
                by=province.seat(who),
                at=at,
            )
        else:
            actions.confirm(
                entry_id=entry.id,
                assignment_id=parts.get(state="reported").id,
                by=province.seat(who),
                at=at,
            )


def _due(entry: RegisterEntry, days: int | None) -> None:
    """Its day, and that of every part, so many days from today; None: no day."""
    day = None if days is None else timezone.localdate() + timedelta(days=days)
    RegisterEntry.objects.filter(pk=entry.pk).update(due_on=day, move_by=None)
    Assignment.objects.filter(entry=entry).update(due_on=day)


@pytest.fixture
def papers(law: None, province: Province) -> dict[str, RegisterEntry]:
    """One paper of each fate and step in the committee, one in the commune."""
    key = ("papers of every fate", province.today)
    return remembered(key, lambda: _papers(province), at=province.at)


def _papers(province: Province) -> dict[str, RegisterEntry]:
    made = {
        name: make_entry(province, symbol=f"{n}/SNN-KH")
        for n, name in enumerate(
            (
                "registered", "submitted", "held", "handling", "assigned", "late",
                "free", "done", "done-late", "done-free", "returned", "cancelled",
            ),
            start=1,
        )
    }  # fmt: skip
    submit(province, made["submitted"])
    instruct(province, made["held"], hold=True)
    instruct(province, made["handling"])
    for name in ("assigned", "late", "free"):
        assign(province, made[name])
    for name in ("done", "done-late", "done-free"):
        _finish(province, made[name])
    for name, act in (
        ("returned", actions.return_to_sender),
        ("cancelled", actions.cancel_number),
    ):
        act(
            entry_id=made[name].id,
            reason="Gửi nhầm.",
            by=province.seat("lan"),
            at=timezone.now(),
        )
    for name in ("registered", "submitted", "held", "handling", "assigned", "done"):
        _due(made[name], 5)
    for name in ("late", "done-late"):
        _due(made[name], -3)
    for name in ("free", "done-free"):
        _due(made[name], None)
    make_entry(province, who="tu", symbol="9/PTC-KH")
    return made


def _page(province: Province, who: str, url: str = PAGE) -> str:
    answer = province.client(who).get(html.unescape(url))
    assert answer.status_code == 200, (who, url, answer.status_code)
    return answer.content.decode()


def _lines(page: str) -> int:
    return len(re.findall(r'<li class="row[ "]', page))


def _figure(page: str, label: str) -> int:
    found = re.search(rf'aria-label="{label}: ([\d.]+)"', page)
    assert found is not None, label
    return int(found[1].replace(".", ""))


@pytest.mark.parametrize("who", EYES)
@pytest.mark.parametrize("url", [PAGE, CAUSES])
@pytest.mark.usefixtures("papers")
def test_every_number_and_every_bar_opens_exactly_so_many_lines(
    province: Province, freeze: Callable[[datetime], None], who: str, url: str
) -> None:
    """At one moment: the step an open paper lies in grows longer while one reads."""
    freeze(timezone.now())
    page = _page(province, who, url)
    told = set(LINKED.findall(page)) | set(DRAWN.findall(page))

    assert told or (who, url) == ("tu", CAUSES)
    for address, number in told:
        listed = _page(province, who, address)
        assert _lines(listed) == int(number.replace(".", "")), (who, address)


@pytest.mark.parametrize(
    ("who", "received"),
    [("lan", 12), ("dung", 12), ("ha", 12), ("hoa", 7), ("minh", 6), ("tu", 1)],
)
@pytest.mark.usefixtures("papers")
def test_the_parts_add_up_to_what_these_eyes_may_see(
    province: Province, who: str, received: int
) -> None:
    page = _page(province, who)

    sum_line = re.search(r'class="overview-sum meta">(.*?)</p>', page, re.S)
    assert sum_line is not None
    first, *parts = [int(n) for n in re.findall(r"<b>(\d+)</b>", sum_line[1])]
    assert first == received == sum(parts) == _figure(page, "đã nhận")


@pytest.mark.usefixtures("papers")
def test_five_figures_say_what_became_of_the_papers(province: Province) -> None:
    page = _page(province, "dung")

    assert _figure(page, "đã nhận") == 12
    assert _figure(page, "xong đúng hạn") == 1
    assert _figure(page, "xong quá hạn") == 1
    assert _figure(page, "đang trong hạn") == 5
    assert _figure(page, "đang quá hạn") == 1
    assert "50,0 % của 2 đã xong" in page
    for words in ("xong, không hạn", "đang làm, không hạn", "đã hủy số"):
        assert f"<b>1</b> {words}" in page


def test_what_is_late_is_told_with_who_has_it_and_where_it_waits(
    province: Province, papers: dict[str, RegisterEntry]
) -> None:
    page = _page(province, "dung")

    late = page[page.index('id="h-late"') : page.index('id="h-loads"')]
    assert f"/van-ban/den/{papers['late'].id}/" in late
    assert "chuyên viên giải quyết · <b>Hoàng Văn Minh</b>" in late
    assert "Phòng Khoa giáo - Văn xã" in late
    assert "quá hạn" in late


def test_a_paper_that_is_late_since_before_the_period_is_not_forgotten(
    province: Province, papers: dict[str, RegisterEntry]
) -> None:
    old = timezone.localdate() - timedelta(days=200)
    RegisterEntry.objects.filter(pk=papers["late"].pk).update(arrived_on=old)

    page = _page(province, "dung")

    assert _figure(page, "đang quá hạn") == 0
    assert "1 văn bản, lâu nhất ở trên, kể cả văn bản đến trước kỳ này" in page
    assert (
        _lines(
            _page(province, "dung", f"{PAGE}danh-sach/?moi-ngay=1&con-so=dang-qua-han")
        )
        == 1
    )


def test_the_leader_agrees_in_one_touch_and_is_back_at_the_figures(
    province: Province,
) -> None:
    direct = submit(province, make_entry(province), to_division(province))

    page = _page(province, "dung")

    assert "1 việc, gấp nhất ở trên" in page
    assert "Văn phòng đề xuất: Phòng Khoa giáo - Văn xã chủ trì" in page
    answer = province.client("dung").post(
        f"/van-ban/den/{direct.entry_id}/viec/{direct.id}/dong-y/", {"ve": PAGE}
    )
    assert answer.headers["Location"] == PAGE
    assert 'id="h-decisions"' not in _page(province, "dung")


def test_only_who_decides_is_asked_to_decide(province: Province) -> None:
    submit(province, make_entry(province))

    assert 'id="h-decisions"' not in _page(province, "lan")


def test_an_office_on_its_first_day_is_told_what_will_stand_here(
    province: Province,
) -> None:
    page = _page(province, "phuc")

    assert "Chưa có văn bản nào để tính" in page
    assert '<svg class="chart' not in page


def test_another_agencys_people_and_units_have_no_list_here(
    province: Province, papers: dict[str, RegisterEntry]
) -> None:
    stranger = Post.objects.get(unit=province.commune_office, role="leader")
    assert papers

    lan = province.client("lan")

    assert lan.get(f"{PAGE}danh-sach/?nguoi={stranger.id}").status_code == 404
    unit = f"{PAGE}danh-sach/?don-vi={province.commune_office.id}"
    assert _lines(_page(province, "lan", unit)) == 0


@pytest.mark.usefixtures("papers")
def test_a_head_sees_the_load_of_the_unit_and_a_specialist_only_his_own(
    province: Province,
) -> None:
    hoa, minh = _page(province, "hoa"), _page(province, "minh")

    for name in ("Ma Thị Hoa", "Hoàng Văn Minh"):
        assert f'<th scope="row">{name}' in hoa
    assert '<th scope="row">Hoàng Văn Minh' in minh
    assert '<th scope="row">Ma Thị Hoa' not in minh
    post = province.hoa.post
    assert post is not None
    asked = f"{PAGE}danh-sach/?nguoi={post.id}"
    assert province.client("minh").get(asked).status_code == 404


def test_the_clock_of_a_step_runs_in_office_hours_only(province: Province) -> None:
    """Friday 16:00 to Monday 08:30: two office hours of the day's nine and a half."""
    friday = datetime(2026, 11, 20, 16, tzinfo=VIETNAM)
    monday = datetime(2026, 11, 23, 8, 30, tzinfo=VIETNAM)
    for table in ("audit_event", "documents_historyevent"):
        ensure_months(table, [monday])
    actions.register_incoming(
        paper=Paper(
            subject="V/v",
            issuer_name="Sở Y tế",
            type_code="CV",
            symbol="1/SYT-VP",
            issued_on=friday.date(),
        ),
        arrived_at=friday,
        by=province.seat("lan"),
        at=monday,
        late_reason="Đến cuối giờ.",
    )

    told = province.client("dung").get(
        "/api/v1/overview?first=2026-11-16&last=2026-11-23"
    )

    register = next(s for s in told.json()["steps"] if s["step"] == "register")
    assert register["passed"] == 1
    assert register["half"] == pytest.approx(2 / 9.5, abs=0.01)


@pytest.mark.usefixtures("papers")
def test_a_program_is_told_the_same_figures_and_lists(province: Province) -> None:
    client = province.client("hoa")
    page, told = _page(province, "hoa"), client.get("/api/v1/overview").json()

    assert told["counts"]["received"] == _figure(page, "đã nhận") == 7
    assert sum(told["fates"].values()) == 7
    assert sum(week["counts"]["received"] for week in told["weeks"]) == 7
    assert sum(unit["counts"]["received"] for unit in told["units"]) == 7
    late = client.get("/api/v1/overview/documents?figure=tre").json()
    causes = client.get("/api/v1/overview/late-causes").json()
    assert late["total"] == causes["total"] == len(late["items"]) == 2


def test_a_bad_period_is_refused_with_its_reasons(province: Province) -> None:
    client = province.client("dung")

    answer = client.get("/api/v1/overview?first=2026-03-09&last=2026-03-04")
    page = _page(province, "dung", f"{PAGE}?ky=tu-chon&tu=09/03/2026&den=04/03/2026")

    assert answer.status_code == 422
    assert "Ngày cuối trước ngày đầu." in answer.json()["detail"]
    assert "Ngày cuối trước ngày đầu." in page


def test_the_cause_is_the_part_of_the_way_that_used_up_the_time(
    province: Province,
) -> None:
    """It lay with the registry for a month; Minh gave it back with a word."""
    entry = make_entry(province, at=timezone.now() - timedelta(days=30))
    part = assign(province, entry)
    _due(entry, -3)
    actions.send_back(
        entry_id=entry.id,
        assignment_id=part.id,
        reason="Thiếu số liệu của xã.",
        by=province.seat("minh"),
        at=timezone.now(),
    )

    told = province.client("ha").get("/api/v1/overview/late-causes").json()

    (paper,) = told["papers"]
    assert paper["cause"] == "registry"
    assert paper["cause_days"] > 15
    assert paper["words"] == "Hoàng Văn Minh: Thiếu số liệu của xã."
    assert told["by_cause"] == {"registry": 1}
    assert told["units"][0]["unit"] == "Phòng Khoa giáo - Văn xã"


@pytest.mark.parametrize("name", ["bao-cao", "nguyen-nhan-tre"])
@pytest.mark.usefixtures("papers")
def test_the_report_leaves_as_a_file_and_that_is_written_down(
    province: Province, name: str
) -> None:
    client = province.client("ha")
    pdf = client.get(f"{PAGE}{name}.pdf").getvalue()
    book = client.get(f"{PAGE}{name}.xlsx").getvalue()

    assert pdf.startswith(b"%PDF")
    with ZipFile(BytesIO(book)) as parts:
        words = parts.read("xl/sharedStrings.xml").decode()
    assert "Phòng Khoa giáo - Văn xã" in words
    assert "Cộng" in words
    assert AuditEvent.objects.filter(event="home.report-exported").count() == 2
    assert client.get(f"{PAGE}{name}.docx").status_code == 404


@pytest.mark.usefixtures("papers")
def test_it_costs_as_many_queries_for_three_papers_as_for_three_hundred(
    province: Province, papers: dict[str, RegisterEntry]
) -> None:
    client = province.client("ha")
    client.get(PAGE)

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(PAGE).status_code == 200
        return len(asked)

    few = count()
    for name in ("late", "done", "handling"):
        multiply(RegisterEntry.objects.get(pk=papers[name].pk), 100)

    assert count() == few
    assert _figure(_page(province, "ha"), "đã nhận") == 312


@pytest.mark.usefixtures("papers")
def test_the_leaders_thumb_finds_four_places(province: Province) -> None:
    page = _page(province, "dung")

    bar = page[page.index('class="phonebar"') :]
    for words in ("Quyết định", "Tổng quan", "Lịch", "Thêm"):
        assert words in bar
    assert bar.count('<a class="phoneplace"') == 3


@pytest.mark.usefixtures("papers")
def test_all_that_is_late_here_is_urged_from_here(province: Province) -> None:
    """The figure, the list and the page of urging count the same papers."""
    for who in ("dung", "ha", "hoa"):
        page = _page(province, who)
        button = re.search(
            r'href="(/van-ban/den/don-doc/)"[^>]*>.*?Đôn đốc cả (\d+)', page
        )
        assert button is not None, who
        assert f"Xem cả {button[2]}" in page
        offered = province.client(who).get(button[1]).content.decode()
        assert offered.count('<div class="choice">') == int(button[2])
        seat = province.seat(who)
        late = late_papers(scope_of(seat), seat, on=timezone.localdate())
        listed = _page(
            province, who, "/tong-quan/danh-sach/?con_so=dang-qua-han&moi_ngay=1"
        )
        assert len(late) == int(button[2])
        assert all(str(line.entry.id) in listed for line in late)
    assert "Đôn đốc cả" not in _page(province, "minh")


@pytest.mark.usefixtures("papers")
def test_days_off_are_hatched_below_their_week_and_said_in_the_table(
    province: Province,
) -> None:
    """Quốc khánh 2026: 1 and 2 September, and 31 August for a Saturday worked."""
    page = _page(province, "dung", f"{PAGE}?ky=tu-chon&tu=24/08/2026&den=06/09/2026")

    assert page.count('<rect class="day-off"') == 1 + 3  # one explains them
    assert "ngày nghỉ" in page
    assert '31/08/2026 <span class="meta">nghỉ 3</span>' in page
    other = _page(province, "dung", f"{PAGE}?ky=tu-chon&tu=03/08/2026&den=09/08/2026")
    assert 'class="day-off"' not in other
