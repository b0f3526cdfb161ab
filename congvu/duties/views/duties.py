"""Nhiệm vụ: the list, one duty, one given by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.documents.models import RegisterEntry
from congvu.duties import actions, queries
from congvu.duties.access import (
    DutyDeed,
    evidence_urls,
    get_duty_for,
    late_to_urge,
    letters_of,
    measured_agencies,
    measures,
    paper_for,
    reach_of,
    share_deeds,
    shares_of,
)
from congvu.duties.forms import THEN, TODAY, GiveForm, ListForm
from congvu.duties.models import Duty, Share, Standing
from congvu.duties.queries import Asked, DutyPage, DutyTab, ShareLine, deadline_shown
from congvu.duties.rules import (
    DUTY_STATE_MEANS,
    DUTY_STATE_NAMES,
    OPEN_STATES,
    SHOWERS,
    DutyState,
)
from congvu.duties.views.deeds import METHODS, Words, answer, need_desk, posted, tabs
from congvu.indicators.queries import figure_words, fraction_words, period_words
from congvu.law.queries import calendar
from congvu.lib.dates import WorkCalendar
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.ui import rules as ui

TONES = {
    DutyState.LATE: "late",
    DutyState.DONE_IN_TIME: "done",
    DutyState.DONE_LATE: "done",
    DutyState.EXTENDED: "look",
}


@dataclass(frozen=True)
class TaskLine:
    """A line of the list: a task and how it stands today."""

    task: Standing
    state: DutyState
    deadline: ui.Deadline

    @property
    def words(self) -> str:
        return _(DUTY_STATE_NAMES[self.state])

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "")

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES


@require_safe
@with_seat()
def duty_list(request: SeatRequest) -> HttpResponse:
    """What is open first, the earliest deadline on top; as many queries for any."""
    seat, today = request.seat, timezone.localdate()
    need_desk(seat)
    reach, tab = reach_of(seat), _tab(request.GET.get("muc", ""))
    form = ListForm(
        request.GET,
        bodies=queries.bodies_of(reach, tab),
        papers=queries.papers_of(reach, tab),
    )
    asked = replace(Asked(tab, **form.asked()), **past_asked(request.GET, today))
    page = queries.duties_page(
        reach,
        asked,
        on=asked.day or today,
        after=request.GET.get("sau", "")[:80],
        limit=ui.SHOWN_LINES,
    )
    kept = {k: v for k, v in request.GET.items() if k != "sau" and v}
    here = reverse("duties:list")
    context = {
        "lines": [task_line(row, asked.day or today, calendar()) for row in page.tasks],
        "asked": asked,
        "past": [(k, kept[k]) for k in ("ngay", "ghi", "ban_do") if k in kept],
        "figures": _figures(page, here, kept),
        "form": form,
        "tab": tab,
        "narrowed": asked != Asked(tab),
        "tab_items": tabs(tab),
        "pages": ui.Pages(
            previous_url=f"{here}?{urlencode(kept)}" if "sau" in request.GET else "",
            next_url=f"{here}?{urlencode({**kept, 'sau': page.after})}"
            if page.after
            else "",
        ),
        "may_give": seat.can(Permission.GIVE_DUTIES),
        "may_urge": page.counts.get(DutyState.LATE, 0) > 0
        and _urges_from(seat, tab, today),
    }
    return render(request, "duties/list.html", context)


def past_asked(given: Mapping[str, str], today: date) -> dict[str, Any]:
    """The day a number of the scorecard was of; nothing for today's list."""
    text = given.get("ngay", "")
    try:
        day = datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a day alone
    except ValueError:
        return {}
    return {
        "day": min(day, today),
        "as_recorded": given.get("ghi") == THEN,
        "mapped_on": today if given.get("ban_do") == TODAY else None,
    }


def _tab(asked: str) -> DutyTab:
    return DutyTab(asked) if asked in set(DutyTab) else DutyTab.OWN


def _urges_from(seat: Seat, tab: DutyTab, today: date) -> bool:
    """What a scorecard counts may be all one's own: nothing there to urge."""
    if tab == DutyTab.COUNTED:
        return late_to_urge(seat, on=today).exists()
    return tab == DutyTab.GIVEN


def task_line(row: Standing, today: date, days: WorkCalendar) -> TaskLine:
    state = DutyState(row.state)  # type: ignore[attr-defined]  # annotated by the list
    done = state not in OPEN_STATES
    due = deadline_shown(row.deadline, on=today, days=days, done=done)
    return TaskLine(row, state, due)


def _figures(page: DutyPage, here: str, kept: Mapping[str, object]) -> list[ui.Figure]:
    """The total, and each state there is: the parts add up to it."""
    rest = {k: v for k, v in kept.items() if k != "trang_thai"}
    found = [ui.Figure(_("tất cả"), ui.dotted(page.total), f"{here}?{urlencode(rest)}")]
    for state, name in DUTY_STATE_NAMES.items():
        n = page.counts.get(state, 0)
        if n:
            url = f"{here}?{urlencode({**rest, 'trang_thai': state})}"
            late = state == DutyState.LATE
            found.append(
                ui.Figure(_(name), ui.dotted(n), url, tone="late" if late else "")
            )
    return found


@dataclass(frozen=True)
class TreeLine:
    """A share in the tree with what this seat may do with it."""

    line: ShareLine
    deadline: ui.Deadline | None
    deeds: list[DutyDeed]

    @property
    def tone(self) -> str:
        return TONES.get(self.line.state, "") if self.line.state else ""


@require_safe
@with_seat()
def duty(request: SeatRequest, duty_id: UUID) -> HttpResponse:
    """One duty: the sentence, who has which share, its course; ten queries for any."""
    seat, today = request.seat, timezone.localdate()
    found = get_duty_for(seat, duty_id)
    actions.record_duty_view(duty=found, by=seat, at=timezone.now())
    return render(request, "duties/duty.html", duty_context(seat, found, today))


def duty_context(seat: Seat, found: Duty, today: date) -> dict[str, Any]:
    shares = shares_of(seat, found)
    detail = queries.duty_detail(found, shares, on=today)
    days = calendar()
    for line in detail.lines:
        line.share.duty = found
    lines = [_tree_line(seat, line, today, days) for line in detail.lines]
    counts = [
        (_(DUTY_STATE_NAMES[s]), ui.dotted(n), TONES.get(s, ""))
        for s, n in detail.counts.items()
    ]
    entry = paper_for(seat, found)
    urls = evidence_urls(seat, queries.evidence_of(detail.reports))
    return {
        "duty": found,
        "detail": detail,
        "lines": lines,
        "counts": sorted(counts),
        "paper_url": _paper_url(entry) if entry is not None else "",
        "reports": [
            (r, [(e, urls.get(e.id, "")) for e in r.evidence.all()])
            for r in detail.reports
        ],
        "difficulties": queries.difficulties_of([x.share.id for x in detail.lines]),
        "letters": letters_of(seat, found),
        "measured": _measured(seat, found, shares, today),
        "measure_url": reverse("duties:measure", args=[found.id])
        if measures(seat, found)
        else "",
        "recurs": queries.recurs_words(found),
        "rounds": queries.rounds_of(found, reach_of(seat)),
        "beside": [told for one in SHOWERS if (told := one(seat, found.id))],
        "meanings": [
            (_(name), _(DUTY_STATE_MEANS[s])) for s, name in DUTY_STATE_NAMES.items()
        ],
    }


@dataclass(frozen=True)
class Measured:
    """The duty's indicator in words, and where it opens."""

    name: str
    value: str
    made_of: str
    period: str
    url: str
    reached: bool | None


def _measured(
    seat: Seat, found: Duty, shares: list[Share], today: date
) -> Measured | None:
    agencies = measured_agencies(seat, found, shares)
    one = queries.duty_figure(found, agencies, on=today)
    if one is None:
        return None
    return Measured(
        name=_(one.declared.name),
        value=figure_words(one.figure),
        made_of=fraction_words(one.figure),
        period=period_words(one.figure.period),
        url=reverse("figures:indicator", args=[one.declared.code]),
        reached=one.reached(found),
    )


def _paper_url(entry: Any) -> str:
    name = "documents:entry" if isinstance(entry, RegisterEntry) else "outgoing:line"
    return reverse(name, args=[entry.id])


def _tree_line(
    seat: Seat, line: ShareLine, today: date, days: WorkCalendar
) -> TreeLine:
    due = None
    if line.standing is not None and line.state is not None:
        done = line.state not in OPEN_STATES
        due = deadline_shown(line.standing.deadline, on=today, days=days, done=done)
    deeds = share_deeds(seat, line.share, line.standing, line.report, line.asked)
    return TreeLine(line, due, deeds)


@require_http_methods(METHODS)
@with_seat(Permission.GIVE_DUTIES)
def give(request: SeatRequest) -> HttpResponse:
    """By hand, without a paper; from a paper's own page with it."""
    seat, today = request.seat, timezone.localdate()
    known = queries.bodies(seat.agency_id, today)
    offered = [body for body in known.values() if body.id != seat.post_id]
    form = GiveForm(posted(request), initial={"given_on": today}, bodies=offered)
    words = Words(
        title=_("Giao nhiệm vụ"),
        button=_("Giao"),
        done=_("Đã giao nhiệm vụ."),
        lead=_("Mỗi nơi chủ trì là một nhiệm vụ được đếm riêng; phối hợp là chung."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.give_duty(
            data=form.data_given(),
            leads=form.leads_chosen(),
            supports=form.supports_chosen(),
            watcher=form.watcher_chosen(),
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("duties:list"),
        to=lambda made: reverse("duties:duty", args=[made.id]),
    )
