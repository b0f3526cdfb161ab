"""The list by year, one inspection, one added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.duties.queries import deadline_shown
from congvu.duties.rules import DUTY_STATE_NAMES, OPEN_STATES, DutyState
from congvu.inspections import actions, queries
from congvu.inspections.access import (
    directives_offered,
    doers_of,
    duties_seen,
    earlier_offered,
    evidence_urls,
    get_inspection_for,
    inspectable,
    line_url,
    may_readdress,
    orders,
    plans_of_year,
    plans_offered,
    reach_of,
)
from congvu.inspections.forms import AddForm
from congvu.inspections.models import Inspection, Recommendation
from congvu.inspections.queries import Followed, timeline_of
from congvu.inspections.rules import (
    AT_WORK,
    INSPECTION_STATE_NAMES,
    PAPER_KIND_NAMES,
    VERDICT_NAMES,
    Doer,
    InspectionState,
    PaperKind,
    TeamRole,
    Verdict,
)
from congvu.inspections.views.deeds import (
    METHODS,
    TONES,
    Words,
    answer,
    deeds_of,
    need_desk,
    need_order,
    one_url,
    posted,
    tabs,
)
from congvu.law.queries import calendar
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.ui import rules as ui

DUTY_TONES = {
    DutyState.LATE: "late",
    DutyState.DONE_IN_TIME: "done",
    DutyState.DONE_LATE: "done",
    DutyState.EXTENDED: "look",
}
VERDICT_TONES = {Verdict.MET: "done", Verdict.PARTLY: "look", Verdict.NOT: "late"}


@dataclass(frozen=True)
class Line:
    """A line of the list: an inspection, where it is, and what is left of it."""

    found: Inspection
    state: str
    tone: str
    head: str = ""
    asked: str = ""
    late: str = ""


@require_safe
@with_seat()
def inspection_list(request: SeatRequest) -> HttpResponse:
    """By year, in the order they were planned; or what one's own body was told of."""
    seat, today = request.seat, timezone.localdate()
    need_desk(seat)
    if request.GET.get("muc", "") == "duoc-kiem-tra":
        return _inspected(request)
    reach = reach_of(seat)
    years = queries.years_of(reach)
    year = _year(request.GET.get("nam", ""), years, today)
    rows = queries.inspections_of_year(reach, year)
    stands = queries.recommendation_states([row.id for row in rows], today)
    here = reverse("inspections:list")
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.state] = counts.get(row.state, 0) + 1
    wanted = request.GET.get("trang_thai", "")
    narrowed = wanted in set(InspectionState)
    context = {
        "lines": [
            _line(row, stands.get(row.id, {}))
            for row in rows
            if not narrowed or row.state == wanted
        ],
        "figures": [
            ui.Figure(_("tất cả"), ui.dotted(len(rows)), f"{here}?nam={year}"),
            *(
                ui.Figure(
                    _(name), ui.dotted(counts[s]), f"{here}?nam={year}&trang_thai={s}"
                )
                for s, name in INSPECTION_STATE_NAMES.items()
                if counts.get(s)
            ),
        ],
        "year": year,
        "years": sorted({*years, today.year}, reverse=True),
        "plans": plans_of_year(seat, year),
        "may_order": orders(seat),
        "tab_items": tabs(seat, "list"),
        "narrowed": narrowed,
    }
    return render(request, "inspections/list.html", context)


def _year(text: str, years: Sequence[int], today: date) -> int:
    """The one asked for; else this year, or the last there is anything of."""
    if text.isdecimal() and 1945 <= int(text[:5]) <= 2200:
        return int(text)
    return today.year if today.year in years or not years else years[0]


def _line(row: Inspection, stands: Any) -> Line:
    state = InspectionState(row.state)
    head = next((m for m in row.team.all() if m.role == TeamRole.HEAD), None)
    n, late = sum(stands.values()), stands.get(DutyState.LATE, 0)
    done = stands.get(DutyState.DONE_IN_TIME, 0) + stands.get(DutyState.DONE_LATE, 0)
    asked = _("kiến nghị: %(done)s/%(all)s xong") % {"done": done, "all": n}
    words = _("%(n)d quá hạn") % {"n": late}
    return Line(
        row,
        _(INSPECTION_STATE_NAMES[state]),
        TONES.get(state, ""),
        head=head.name if head else "",
        asked=asked if n else "",
        late=words if late else "",
    )


def _inspected(request: SeatRequest) -> HttpResponse:
    rows = queries.inspected_page(reach_of(request.seat))
    context = {
        "lines": [_told_line(row) for row in rows],
        "tab_items": tabs(request.seat, "inspected"),
    }
    return render(request, "inspections/inspected.html", context)


def _told_line(row: Inspection) -> Line:
    state = InspectionState(row.state)
    name = _(INSPECTION_STATE_NAMES[state])
    return Line(row, name, TONES.get(state, ""))


@require_safe
@with_seat()
def inspection(request: SeatRequest, inspection_id: UUID) -> HttpResponse:
    """The work: team, questions, findings, what is recommended and how it stands."""
    seat, today = request.seat, timezone.localdate()
    found = get_inspection_for(seat, inspection_id)
    actions.record_inspection_view(found=found, by=seat, at=timezone.now())
    findings = list(found.findings.prefetch_related("evidence").order_by("number"))
    urls = evidence_urls(seat, [e for f in findings for e in f.evidence.all()])
    state = InspectionState(found.state)
    writes = state in AT_WORK and Doer.TEAM in doers_of(seat, found)
    asked = {f.question for f in findings}
    context = {
        "found": found,
        "state": _(INSPECTION_STATE_NAMES[state]),
        "tone": TONES.get(state, ""),
        "deeds": deeds_of(seat, found),
        "team": sorted(found.team.all(), key=lambda m: (m.role != "head", m.name)),
        "may_order": Doer.ORDERS in doers_of(seat, found),
        "writes": writes,
        "readdresses": may_readdress(seat, found),
        "findings": [
            (
                f,
                VERDICT_TONES.get(Verdict(f.verdict), "") if f.verdict else "",
                _(VERDICT_NAMES[Verdict(f.verdict)])
                if f.verdict
                else _("chưa đánh giá"),
                [(e, urls.get(e.id, "")) for e in f.evidence.all()],
            )
            for f in findings
        ],
        "questions": [
            (n, q[0], q[1], n in asked) for n, q in enumerate(found.questions, 1)
        ],
        "recommendations": recommended(seat, found, today),
        "requests": [
            (one, _due(one.due_on, today, done=one.answered_at is not None))
            for one in found.requests.select_related("paper").order_by("asked_at")
        ],
        "papers": _papers(seat, found, may_draft=bool(doers_of(seat, found))),
        "later": list(found.later.order_by("planned_from")),
        "events": timeline_of(found, today),
    }
    return render(request, "inspections/inspection.html", context)


def _due(day: date, today: date, *, done: bool) -> ui.Deadline:
    return deadline_shown(day, on=today, days=calendar(), done=done)


@dataclass(frozen=True)
class Asked:
    """A recommendation as the page shows it: live state, deadline, its duty."""

    one: Recommendation
    state: str
    tone: str
    deadline: ui.Deadline
    due_on: date
    is_open: bool
    url: str


def recommended(seat: Seat, found: Inspection, today: date) -> list[Asked]:
    rows = queries.followed(list(found.recommendations.order_by("number")), today)
    ids = [row.recommendation.duty_id for row in rows]
    shown = duties_seen(seat, [pk for pk in ids if pk])
    return [_asked(row, shown, today) for row in rows]


def _asked(row: Followed, shown: set[UUID], today: date) -> Asked:
    one, standing = row.recommendation, row.standing
    due_on = (standing.deadline if standing else None) or one.deadline
    is_open = row.state is None or row.state in OPEN_STATES
    return Asked(
        one,
        _(DUTY_STATE_NAMES[row.state]) if row.state else _("chưa giao"),
        DUTY_TONES.get(row.state, "") if row.state else "",
        _due(due_on, today, done=not is_open),
        due_on,
        is_open and row.state is not None,
        reverse("duties:duty", args=[one.duty_id]) if one.duty_id in shown else "",
    )


def _papers(
    seat: Seat, found: Inspection, *, may_draft: bool
) -> list[tuple[str, str, str, str]]:
    """Each paper's name, what there is of it, where it is opened, where begun."""
    state, rows = InspectionState(found.state), []
    for kind, draft, line, when in (
        (
            PaperKind.DECISION,
            found.decision_draft,
            found.decision,
            {InspectionState.PLANNED},
        ),
        (PaperKind.MINUTES, found.minutes_draft, None, AT_WORK),
        (PaperKind.CONCLUSION, found.conclusion_draft, found.conclusion, AT_WORK),
    ):
        words, url, begin = "", "", ""
        if line is not None:
            words, url = (
                f"{line.symbol}, {line.issued_on:%d/%m/%Y}",
                line_url(seat, line),
            )
        elif draft is not None:
            words = _("dự thảo: %(state)s") % {"state": draft.get_state_display()}
            url = reverse("outgoing:draft", args=[draft.id])
        if line is None and may_draft and state in when:
            begin = reverse("inspections:draft", args=[found.id, kind])
        if words or begin:
            rows.append((_(PAPER_KIND_NAMES[kind]), words, url, begin))
    return rows


@require_http_methods(METHODS)
@with_seat()
def add(request: SeatRequest) -> HttpResponse:
    """Into a plan that is not approved yet, or outside every plan with a reason."""
    seat, today = request.seat, timezone.localdate()
    need_order(seat)
    earlier = request.GET.get("lai", "")
    before = next((i for i in earlier_offered(seat) if str(i.id) == earlier), None)
    form = AddForm(
        posted(request),
        plans=plans_offered(seat),
        bodies=inspectable(seat, today),
        directives=directives_offered(seat),
        earlier=earlier_offered(seat),
        initial={
            "plan": request.GET.get("ke_hoach", ""),
            "earlier": earlier,
            "body": str(before.body_id) if before else "",
            "subject": before.subject if before else "",
        },
    )
    words = Words(
        title=_("Thêm cuộc kiểm tra"),
        button=_("Thêm"),
        done=_("Đã thêm cuộc kiểm tra."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.add_inspection(
            data=form.data_given(),
            plan_id=form.chosen("plan"),
            directive_id=form.chosen("directive"),
            earlier_id=form.chosen("earlier"),
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("inspections:list"),
        to=one_url,
    )
