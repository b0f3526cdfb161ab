"""The yearly report: twelve contents from records, what is missing, who owes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from django.http import HttpResponse
from django.urls import reverse

from congvu.audit.rules import SYSTEM
from congvu.controls.actions import YearData, ask_reports, load_shipped, say_year
from congvu.controls.models import Answer, SystemYear, YearlyPaper, YearlyReport
from congvu.controls.queries import told_of
from congvu.controls.rules import (
    Content,
    Owes,
    SystemFacts,
    Unmet,
    missing_of,
    yearly_window,
)
from congvu.lib.dates import VIETNAM
from congvu.lib.refusals import Refused
from congvu.notices.models import Notice
from congvu.systems.actions import begin_dossier, record_level
from congvu.systems.models import InformationSystem
from tests.controls.stories import answered, asked, page, requirement
from tests.people import Province
from tests.systems.stories import (
    ended,
    furnished,
    judged,
    regulation,
    sang,
    sent,
    system,
)

pytestmark = pytest.mark.usefixtures("law")


def whole(**changed: object) -> SystemFacts:
    given = {
        "name": "QLVB",
        "code": "QLVB",
        "proposed": 3,
        "approved": 3,
        "approved_on": date(2026, 10, 1),
        "basis": "QĐ 1",
        "national": False,
        "met": 18,
        "asked": 18,
        "silent": 0,
        "regulation": "QĐ 2",
        "regulation_on": date(2026, 9, 1),
        "obeyed": "full",
        "tested": "full",
        "tested_on": date(2026, 10, 2),
        **changed,
    }
    return SystemFacts(**given)  # type: ignore[arg-type]  # of all kinds


_LATER = Unmet("6", "Tài khoản", "unmet", date(2027, 1, 1))
_NEVER = Unmet("7", "Điểm yếu", "unmet", None)
_SILENT = Unmet("8", "Nhật ký", "silent", None)


@pytest.mark.parametrize(
    ("changed", "content", "count", "owes"),
    [
        ({"proposed": None}, Content.SYSTEMS, 1, Owes.OWNER),
        ({"approved": None}, Content.APPROVED, 1, Owes.OWNER),
        ({"regulation": ""}, Content.REGULATION, 1, Owes.OWNER),
        ({"obeyed": ""}, Content.OBEYED, 1, Owes.UNIT),
        ({"tested": ""}, Content.TESTED, 1, Owes.UNIT),
        (
            {"silent": 2, "unmet": (_SILENT, _SILENT, _LATER)},
            Content.REQUIREMENTS,
            2,
            Owes.OWNER,
        ),
        ({"unmet": (_LATER, _NEVER)}, Content.ROADMAP, 1, Owes.OWNER),
    ],
)
def test_what_is_missing_and_who_owes_it(
    changed: dict[str, object], content: Content, count: int, owes: Owes
) -> None:
    [found] = missing_of(whole(**changed))
    assert (found.content, found.count, found.owes) == (content, count, owes)


def test_nothing_is_missing_of_a_whole_one() -> None:
    assert missing_of(whole()) == []
    assert missing_of(whole(tested="none", obeyed="none")) == []


@pytest.mark.parametrize(
    ("met", "asked", "plan"),
    [(0, 0, ""), (0, 15, "none"), (3, 15, "partly"), (15, 15, "full")],
)
def test_how_far_a_plan_is_carried_out(met: int, asked: int, plan: str) -> None:
    assert whole(met=met, asked=asked).plan == plan


def url(people: Province, name: str, *args: object) -> str:
    year = yearly_window(people.today).year
    return reverse(f"controls:{name}", args=[year, *args])


def shown(people: Province, who: str) -> str:
    return people.client(who).get(url(people, "report")).content.decode()


def said(
    people: Province, found: InformationSystem, who: str = "quan", **given: str
) -> HttpResponse:
    data = {"obeyed": "full", "tested": "none", **given}
    return people.client(who).post(url(people, "say-year", found.pk), data)


def test_a_unit_says_confirms_and_its_owner_composes(province: Province) -> None:
    """Quân's committee owns two systems; Sáng's commune runs one of them."""
    sang(province)
    own = asked(province)
    answered(province, own, "13")
    lent = system(province, "XA", operator_id=province.commune.pk)

    text = shown(province, "quan")
    assert "chưa ghi việc thực hiện quy chế" in text
    assert "chưa phê duyệt cấp độ" in text
    assert "số yêu cầu chưa trả lời: 24" in text

    refused = province.client("quan").post(url(province, "confirm-report"), follow=True)
    assert "chưa ghi việc thực hiện quy chế" in refused.content.decode()
    assert not YearlyReport.objects.exists()

    assert said(province, own).status_code == 302
    # The lent one is told of by who runs it; the centre may, its own agency's does.
    assert said(province, lent, "sang", obeyed="partly").status_code == 302
    assert said(province, own, "sang").status_code == 404
    done = province.client("quan").post(url(province, "confirm-report"), follow=True)
    assert "Đã xác nhận báo cáo năm." in done.content.decode()
    text = shown(province, "quan")
    assert "chưa xác nhận" in text  # the commune has not

    kept = YearlyReport.objects.get()
    assert [row["code"] for row in kept.told] == ["QLVB"]
    # What was confirmed stays as it was, whatever is answered since.
    answered(province, own, "14")
    assert [row["met"] for row in YearlyReport.objects.get().told] == [2]

    asked_for = {"signer": str(province.dung.post.pk)}  # type: ignore[union-attr]  # he sits
    made = province.client("ha").post(url(province, "compose-report"), asked_for)
    assert made.status_code == 302
    body = YearlyPaper.objects.get().draft.versions.get().body
    words = str(body)
    for told in (
        "12. Nội dung khác",
        "chưa xác nhận",
        "Số liệu còn thiếu",
        "Hệ thống XA",
        "Nghị định số 331/2026/NĐ-CP",
    ):
        assert told in words, told


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"obeyed": ""}, "Chọn một mức."),
        ({"tested": "full"}, "Ghi ngày kiểm tra"),
        ({"tested": "full", "tested_on": "01/01/2020"}, "Ghi ngày kiểm tra"),
        ({"tested": "full", "tested_on": "01/01/2099"}, "Ghi ngày kiểm tra"),
        ({"obeyed": "very"}, "Mục đã chọn không còn"),
    ],
)
def test_what_is_wrong_is_told(
    province: Province, given: dict[str, str], told: str
) -> None:
    found = system(province)
    answer = said(province, found, **given)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not SystemYear.objects.exists()


def test_other_years_and_strangers(province: Province) -> None:
    system(province)
    quan = province.client("quan")
    for year in (0, 1, 2025, 9999, 10**9):
        address = reverse("controls:report", args=[year])
        assert quan.get(address).status_code == 404, year
    assert province.client("minh").get(url(province, "report")).status_code in {
        403,
        404,
    }
    sang(province)
    assert "Không có gì phải báo cáo" in shown(province, "sang")


def test_the_tab_opens_what_is_due_and_leads_to_the_other_years(
    province: Province, freeze: Callable[[datetime], None]
) -> None:
    """In the days between the last one told of and the owner's, Quân still confirms the
    year that closed; the new one has begun beside it.
    """
    system(province)
    year = province.today.year
    closed, begun = (reverse("controls:report", args=[year + n]) for n in (0, 1))
    for day, due, other in (
        (14, closed, ""),
        (15, closed, begun),
        (24, closed, begun),
        (25, begun, closed),
    ):
        freeze(datetime(year, 12, day, 9, tzinfo=VIETNAM))
        quan = province.client("quan")
        shown = quan.get(reverse("controls:current-report")).content.decode()
        assert f'action="{due}xac-nhan/"' in shown, day
        assert (f'href="{other}"' in shown) is bool(other), day
        if other == begun:
            assert f'action="{begun}xac-nhan/"' in quan.get(begun).content.decode()
    assert f'action="{closed}' not in quan.get(closed).content.decode()


def test_units_are_asked_once_before_the_window_closes(province: Province) -> None:
    system(province)
    window = yearly_window(province.today)
    before = datetime(window.last.year, 11, 1, 8, tzinfo=VIETNAM)
    assert ask_reports(at=before) == 0
    due = before.replace(month=12, day=1)
    assert ask_reports(at=due) == 1
    assert ask_reports(at=due + timedelta(days=1)) == 0
    assert Notice.objects.filter(kind="controls.report-asked").count() == 1
    # After the owner's day nothing is taken for that year.
    over = datetime(window.last.year, 12, 25, 8, tzinfo=VIETNAM)
    data = YearData(obeyed="full", tested="none")
    given = {"system_id": InformationSystem.objects.get().pk, "year": window.last.year}
    with pytest.raises(Refused, match="hết hạn báo cáo"):
        say_year(data=data, by=province.seat("quan"), at=over, **given)


def test_what_came_after_the_window_is_next_years(province: Province) -> None:
    """The window closed yesterday. Today a level is approved, a regulation issued, an
    answer proven, a system ended: none of it was so on the last day.
    """
    day = province.today - timedelta(days=1)
    window = replace(yearly_window(day), last=day)
    load_shipped(by=SYSTEM, at=province.at)
    found, gone = system(province), system(province, "CU")
    judged(province, found, on=day)
    found.refresh_from_db()
    before = f"{day - timedelta(days=5):%d/%m/%Y}"
    answered(province, found, "13", evidence_on=before)

    answered(province, found, "8")
    furnished(province, found)
    dossier = begin_dossier(
        system_id=found.pk, by=province.seat("quan"), at=province.at
    )
    rule = regulation(province).symbol
    sent(
        province,
        "quan",
        "change-dossier",
        dossier.pk,
        regulation=rule,
        expert_opinion="",
    )
    judged(province, found, procedures=True)
    record_level(
        system_id=found.pk,
        level=3,
        on=province.today,
        basis="QĐ 9/QĐ-UBND",
        by=province.seat("quan"),
        at=province.at,
    )
    end = ended(province, gone)
    assert sent(province, "quan", "end", gone.pk, **end).status_code == 302

    own, _merged = told_of(province.committee.pk, window, province.today)
    assert own is not None
    told = {one.code: one for one in own.facts}
    assert set(told) == {"QLVB", "CU"}
    one = told["QLVB"]
    assert (one.proposed, one.approved, one.regulation) == (2, None, "")
    assert (one.met, one.asked) == (2, 26), "group 13 and what it answers"

    later = replace(window, last=province.today)
    own, _merged = told_of(province.committee.pk, later, province.today)
    assert own is not None
    [one] = own.facts
    assert (one.proposed, one.approved, one.regulation) == (3, 3, rule)
    assert (one.met, one.asked) == (3, 29)


def test_what_was_said_anew_after_the_window_is_told_as_it_was(
    province: Province,
) -> None:
    """Met on the last day, said unmet the day after: the report of the year has it met;
    who keeps the system reads both.
    """
    day = province.today - timedelta(days=1)
    load_shipped(by=SYSTEM, at=province.at)
    found = system(province)
    judged(province, found, on=day)
    found.refresh_from_db()
    answered(province, found, "8", evidence_on=f"{day:%d/%m/%Y}", how="Rà hằng quý")
    yesterday = datetime.combine(day, time(9), VIETNAM)
    Answer.objects.update(at=yesterday)
    later = f"{province.today + timedelta(days=90):%d/%m/%Y}"
    again = answered(
        province,
        found,
        "8",
        standing="unmet",
        how="",
        planned_on=later,
        evidence_kind="",
        evidence="",
        evidence_on="",
    )
    assert again.status_code == 302

    window = yearly_window(day)
    then, now = (
        told_of(province.committee.pk, replace(window, last=last), province.today)[0]
        for last in (day, province.today)
    )

    assert then is not None
    assert now is not None
    assert then.facts[0].met == now.facts[0].met + 1
    assert ("8", None) not in {
        (one.code, one.planned_on) for one in then.facts[0].unmet
    }
    shown = page(province, "quan", "answer", found.pk, requirement("8").pk)
    before = shown.partition("Những lần trước")[2]
    assert "Rà hằng quý" in before
    assert f"{day:%d/%m/%Y}" in before
