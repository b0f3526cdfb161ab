"""Việc của tôi: what lies on the desk one sits at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from congvu.accounts.access import signed_in
from congvu.documents import queries
from congvu.documents.access import (
    get_assignment_for,
    get_entry_for,
    intake_waiting,
    reading,
    register_counts,
    scope_of,
    shown_page,
)
from congvu.documents.actions import record_view
from congvu.documents.models import Assignment
from congvu.documents.queries import Tab, WorkItem
from congvu.documents.rules import AssignmentState, Part
from congvu.duties.access import duties_to_do
from congvu.home.views.asked import (
    portal_rows,
    question_rows,
    report_rows,
    support_rows,
    survey_rows,
)
from congvu.home.views.cards import Cards, proposal_words
from congvu.home.views.duties import count_deciding, duty_rows
from congvu.home.views.equipment import machine_rows
from congvu.inventory.access import machines_to_do, machines_waiting
from congvu.law.queries import calendar
from congvu.lib.dates import WorkCalendar
from congvu.lib.text import gettext_noop
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import unconfirmed
from congvu.organisations.rules import Permission, Role
from congvu.outgoing.access import registry_of, signing_waiting
from congvu.outgoing.queries import DraftWork, draft_row, draft_work, is_to_sign
from congvu.portal.access.questions import questions_to_do
from congvu.portal.access.waits import portal_to_do
from congvu.reporting.access import reports_to_do
from congvu.support.access import support_to_do
from congvu.surveys.access import surveys_to_do
from congvu.ui.addresses import address_of
from congvu.ui.rules import Figure, Row, RulerDay, Tone, dotted

_LATELY = timedelta(days=7)
_SHORT_DAYS = (
    gettext_noop("T2"),
    gettext_noop("T3"),
    gettext_noop("T4"),
    gettext_noop("T5"),
    gettext_noop("T6"),
    gettext_noop("T7"),
    gettext_noop("CN"),
)


@dataclass
class Group:
    """Lines that are due in the same stretch of days."""

    label: str
    anchor: str
    tone: str = ""
    rows: list[Row] = field(default_factory=list)
    cards: list[dict[str, Any]] = field(default_factory=list)

    @property
    def count(self) -> str:
        n = len(self.rows)
        return ngettext("%(count)s việc", "%(count)s việc", n) % {"count": dotted(n)}


@require_safe
@signed_in
def front(request: HttpRequest) -> HttpResponse:
    return redirect("home:work")


@require_safe
@signed_in
def work(request: HttpRequest) -> HttpResponse:
    """What waits for this seat; a page of its own for who holds no post today."""
    if getattr(request, "seat", None) is None:
        return render(request, "home/no_seat.html")
    seated = cast(SeatRequest, request)
    if seated.seat.role == Role.ADMINISTRATOR:
        context = {
            "unconfirmed": _unconfirmed(seated.seat),
            "machines": machine_rows(machines_to_do(seated.seat)),
        }
        return render(request, "home/administrator.html", context)
    return render(request, "home/work.html", _work_context(seated, None))


@require_safe
@with_seat()
def work_item(request: SeatRequest, assignment_id: UUID) -> HttpResponse:
    """One line opened beside the list."""
    seat, now = request.seat, timezone.now()
    line = Assignment.objects.filter(pk=assignment_id).only("entry_id").first()
    entry = get_entry_for(seat, line.entry_id if line else assignment_id)
    get_assignment_for(seat, entry, assignment_id)
    record_view(entry=entry, by=seat, at=now)
    context = reading(seat, entry, on=timezone.localdate(), days=calendar())
    context |= _asked(context, assignment_id)
    context["page"] = shown_page(context["detail"], request.GET.dict())
    context["here"] = request.path
    if request.headers.get("HX-Request") == "true":
        return render(request, "home/pane_only.html", context)
    context |= _work_context(request, assignment_id)
    return render(request, "home/work.html", context)


def _asked(context: dict[str, Any], assignment_id: UUID) -> dict[str, Any]:
    """What this line asks, and whose words it was given with."""
    detail = context["detail"]
    mine = next(a for a in detail.assignments if a.id == assignment_id)
    names = {a.desk_id: a.desk_name for a in detail.assignments}
    answers = any(
        d.assignment_id == assignment_id for d in context["deeds"] if d.answers
    )
    return {
        "asked": queries.verb(mine, asked=answers),
        "quote": mine.instruction,
        "mine": mine,
        "proposal": proposal_words(mine, names),
        "first_deed": assignment_id,
    }


def _work_context(request: SeatRequest, selected: UUID | None) -> dict[str, Any]:
    seat, on, days = request.seat, timezone.localdate(), calendar()
    _count(seat)
    mine = queries.my_work(seat.desks, on=on, days=days, person_id=seat.person_id)
    reports = queries.reports_to_me(seat.desks, on=on, days=days)
    items = mine + reports
    on_desk = draft_work(seat.desks, registry_of(seat))
    drafts = _draft_lines(on_desk, on, days)
    registry = _registry_lines(seat, on, days) + drafts
    duties = duties_to_do(seat)
    reporting = reports_to_do(seat)
    asked = question_rows(questions_to_do(seat), on, days)
    surveyed = survey_rows(surveys_to_do(seat), on, days)
    lines = [
        *((due, row, _("Mở dự thảo")) for due, row in registry),
        *((due, row, _("Mở nhiệm vụ")) for due, row in duty_rows(duties, on, days)),
        *((due, row, _("Mở báo cáo")) for due, row in report_rows(reporting, on, days)),
        *((due, row, _("Mở câu hỏi")) for due, row in asked),
        *((due, row, _("Mở phiếu")) for due, row in surveyed),
        *portal_rows(portal_to_do(seat), on, days),
        *support_rows(support_to_do(seat), on, days),
        *machine_rows(machines_to_do(seat)),
    ]
    figures = _registry_figures(seat)
    only = request.GET.get("viec", "")
    cards = Cards.of(seat, items, on) if seat.role == Role.LEADER else Cards()
    return {
        "groups": _groups(_only(items, only), lines, on, days, selected, cards),
        "total": len(items) + len(lines),
        "reports": len(_only(reports, "xac-nhan")),
        "deciding": len(drafts)
        + count_deciding(duties)
        + sum(len(_only(items, kind)) for kind in _KINDS),
        "is_leader": seat.role == Role.LEADER,
        "figures": (figures or _leader_figures(seat, items)) + _to_sign(seat, on_desk),
        "only": _(_KINDS[only]) if only in _KINDS else "",
        "is_registry": bool(figures),
        "ruler": _ruler(items, on, days) if items else [],
        "selected": selected is not None,
        "done": queries.done_count(seat.desks, since=timezone.now() - _LATELY),
        "unconfirmed": _unconfirmed(seat),
        "back_url": reverse("home:work"),
        **_lists(),
    }


def _count(seat: Seat) -> None:
    """What the page asks of several small tables, in one query."""
    asked = machines_waiting(seat)
    if seat.can(Permission.CONFIRM_RIGHTS):
        asked["unconfirmed"] = unconfirmed(seat.agency_id)
    seat.count(**asked)


def _lists() -> dict[str, str]:
    """The same papers as the register lists them: filtered, in columns, exported."""
    asked = f"?muc={Tab.MINE}"
    return {
        "table_url": reverse("documents:register-table") + asked,
        "xlsx_url": reverse("documents:register-export") + asked,
        "csv_url": reverse("documents:register-csv") + asked,
    }


def _unconfirmed(seat: Seat) -> int:
    """Changes of rights to point out; asked only for who may confirm them."""
    if not seat.can(Permission.CONFIRM_RIGHTS):
        return 0
    return seat.count(unconfirmed=unconfirmed(seat.agency_id))["unconfirmed"]


def _registry_lines(
    seat: Seat, on: date, days: WorkCalendar
) -> list[tuple[date | None, Row]]:
    """What the register asks of a clerk: to submit, to transfer; by due day."""
    if not seat.can(Permission.INTAKE):
        return []
    found: list[tuple[date | None, Row]] = []
    for tab, asked in (
        (Tab.REGISTERED, _("Trình")),
        (Tab.INSTRUCTED, _("Chuyển")),
    ):
        page = queries.entries_page(scope_of(seat), on=on, tab=tab, limit=200)
        for entry in page.entries:
            url = address_of("documents:entry", entry.id)
            row = queries.entry_row(entry, url=url, on=on, days=days)
            note = _("số đến %(number)s") % {"number": entry.number}
            found.append(
                (
                    entry.due_on,
                    replace(row, verb=asked, number="", holder="", note=note),
                )
            )
    return sorted(found, key=lambda line: (line[0] is None, line[0] or on))


def _draft_lines(
    works: Sequence[DraftWork], on: date, days: WorkCalendar
) -> list[tuple[date | None, Row]]:
    """Drafts that wait for this seat: to write, to judge, to say something of."""
    return [
        (
            line.due_on,
            draft_row(
                line.draft,
                url=address_of("outgoing:draft", line.draft.id),
                on=on,
                days=days,
                work=line,
            ),
        )
        for line in works
    ]


_KINDS = {
    "but-phe": gettext_noop("chờ bút phê"),
    "xac-nhan": gettext_noop("chờ xác nhận"),
    "de-nghi": gettext_noop("chờ trả lời đề nghị"),
}


def _only(items: Sequence[WorkItem], kind: str) -> list[WorkItem]:
    """The lines a figure counts; everything where no figure was opened."""
    return [
        i
        for i in items
        if kind not in _KINDS
        or (kind == "but-phe" and i.assignment.part == Part.DIRECT)
        or (kind == "xac-nhan" and i.assignment.state == AssignmentState.REPORTED)
        or (kind == "de-nghi" and i.asked)
    ]


def _registry_figures(seat: Seat) -> list[Figure]:
    """What waits in the register for a clerk; each figure opens its list."""
    if not (seat.can(Permission.INTAKE) or seat.can(Permission.TRANSFER)):
        return []
    counts = register_counts(seat)
    register = reverse("documents:register")
    found = [
        Figure(label, dotted(counts[tab]), f"{register}?muc={tab}", _("mở danh sách"))
        for tab, label in (
            (Tab.REGISTERED, _("Chờ trình")),
            (Tab.INSTRUCTED, _("Chờ chuyển")),
        )
    ]
    late = counts[Tab.OVERDUE]
    found.append(
        Figure(
            _("Quá hạn"),
            dotted(late),
            f"{register}?muc={Tab.OVERDUE}",
            _("mở danh sách"),
            "late" if late else "",
        )
    )
    if seat.can(Permission.INTAKE):
        ready = intake_waiting(seat)
        found.insert(
            0,
            Figure(
                _("Chờ vào sổ"),
                dotted(ready),
                reverse("documents:intake"),
                _("mở tiếp nhận"),
            ),
        )
    return found


def _to_sign(seat: Seat, works: Sequence[DraftWork]) -> list[Figure]:
    """Papers that wait for this seat's signature: all signed at one place."""
    if not any(is_to_sign(work.draft) for work in works):
        return []
    return [
        Figure(words, dotted(n), reverse(address), _("ký một lượt"))
        for address, words, n in signing_waiting(seat)
    ]


def _leader_figures(seat: Seat, items: Sequence[WorkItem]) -> list[Figure]:
    if seat.role != Role.LEADER:
        return []
    late = register_counts(seat)[Tab.OVERDUE]
    here = reverse("home:work")
    register = reverse("documents:register")
    return [
        *(
            Figure(_(label), dotted(len(_only(items, kind))), f"{here}?viec={kind}")
            for kind, label in _KINDS.items()
            if kind != "de-nghi" or _only(items, kind)
        ),
        Figure(
            _("đang quá hạn"),
            dotted(late),
            f"{register}?muc={Tab.OVERDUE}",
            tone="late" if late else "",
        ),
    ]


def _groups(
    items: Sequence[WorkItem],
    others: Sequence[tuple[date | None, Row, str]],
    on: date,
    days: WorkCalendar,
    selected: UUID | None,
    cards: Cards,
) -> list[Group]:
    """Late, today, next working day, later, no deadline; empty ones are left out.

    ``others`` are not of the incoming register: by when, the line, how it is opened.
    """
    following = days.next_working_day(on)
    groups = {
        "qua-han": Group(_("Quá hạn"), "qua-han", "late"),
        "hom-nay": Group(_("Hôm nay, %(day)s") % {"day": _day(on)}, "hom-nay"),
        "ngay-mai": Group(_until(on, following), "ngay-mai"),
        "sau-do": Group(_("Sau đó"), "sau-do"),
        "khong-han": Group(_("Không hạn"), "khong-han"),
    }
    for item in items:
        a = item.assignment
        due = None if a.part == Part.INFORM else a.due_on
        row = queries.work_row(
            item,
            url=address_of("home:work-item", a.id),
            on=on,
            days=days,
            selected=a.id == selected,
        )
        group = groups[_stretch(due, on, following)]
        group.rows.append(row)
        group.cards.append(cards.card(item, row))
    for due, row, opens in others:
        group = groups[_stretch(due, on, following)]
        group.rows.append(row)
        group.cards.append({"row": row, "opens": opens})
    return [g for g in groups.values() if g.rows]


def _stretch(due: date | None, on: date, following: date) -> str:
    if due is None:
        return "khong-han"
    if due < on:
        return "qua-han"
    if due == on:
        return "hom-nay"
    return "ngay-mai" if due <= following else "sau-do"


def _until(on: date, following: date) -> str:
    """ "Ngày mai", or over a weekend "Đến Thứ Hai 18/11"."""
    if (following - on).days == 1:
        return _("Ngày mai, %(day)s") % {"day": _day(following)}
    return _("Đến %(day)s") % {"day": _day(following)}


def _day(day: date) -> str:
    return f"{_(_SHORT_DAYS[day.weekday()])} {day.strftime('%d/%m')}"


def _ruler(items: Sequence[WorkItem], on: date, days: WorkCalendar) -> list[RulerDay]:
    """Ten working days, days off hatched between them; each opens its group."""
    drawn: list[RulerDay] = []
    before: date | None = None
    following = days.next_working_day(on)
    due = [i for i in items if i.assignment.part != Part.INFORM]
    for day, count in queries.due_ruler(due, on=on, days=days):
        if day is None:
            tone = Tone.LATE if count else ""
            drawn.append(RulerDay(_("quá hạn"), count, tone, "#qua-han"))
            continue
        if before is not None and (day - before).days > 1:
            drawn.append(RulerDay(off=True))
        tone = Tone.LOOK if day == on else ""
        drawn.append(
            RulerDay(_day(day), count, tone, f"#{_stretch(day, on, following)}")
        )
        before = day
    return drawn
