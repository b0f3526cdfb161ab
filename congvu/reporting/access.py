"""One policy: who reads forms, rounds and reports, and what each may do with them.

Who was asked: everybody of the agency reads its own report; whoever writes down duties
there fills it in; its leader or the chief of its office approves and hands it in. Of a
unit of the agency that asks it is the unit that reads and fills it in, and its head
that hands it in. Who asks: everybody of the agency reads its forms and rounds, and of a
report what was handed in, never what is being typed; leaders, the chief of office and
the unit that collects run them. An administrator has no desk. What one may not see is
not found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.documents.access import scope_of
from congvu.duties.access import evidence_offered, reach_of
from congvu.duties.queries import visible_duties
from congvu.organisations.access import Seat
from congvu.organisations.rules import UNIT_WIDE, Permission, Role
from congvu.outgoing.queries import readable_drafts
from congvu.reporting import queries
from congvu.reporting.models import (
    ReportForm,
    ReportLetter,
    ReportReturn,
    ReportRound,
)
from congvu.reporting.queries import (
    ReportLine,
    ReportWaits,
    report_lines,
)
from congvu.reporting.rules import HANDED_IN, OPEN, ReturnState
from congvu.sql import Tally


def agencies_of(seat: Seat) -> frozenset[UUID]:
    """The seat's agency, and those that ended whole in its favour, to be read."""
    if seat.role == Role.ADMINISTRATOR:
        return frozenset()
    whole = {a.agency_id for a in seat.ancestors if a.is_whole}
    return frozenset({seat.agency_id} | whole)


def units_of(seat: Seat) -> frozenset[UUID]:
    """The units in whose name the seat reports: its own; a head's with those below."""
    if seat.role == Role.ADMINISTRATOR:
        return frozenset()
    below = seat.principals if seat.role in UNIT_WIDE else frozenset()
    return frozenset({seat.unit_id} | below)


def own_side(seat: Seat) -> Q:
    """Returns that the seat's agency, or its unit, was asked for."""
    agencies, units = list(agencies_of(seat)), list(units_of(seat))
    return Q(agency__in=agencies, unit_id=None) | Q(unit_id__in=units)


def reads_reports(seat: Seat) -> bool:
    return seat.role != Role.ADMINISTRATOR


def makes_forms(seat: Seat) -> bool:
    """Who hands out work or handles it."""
    works = seat.can(Permission.WORK) and seat.can(Permission.RECORD_DUTIES)
    return works or seat.can(Permission.GIVE_DUTIES)


def runs(seat: Seat, form: ReportForm) -> bool:
    """Changes the form, sends it, urges, sends back, accepts."""
    if form.agency_id != seat.agency_id:
        return False
    if seat.can(Permission.GIVE_DUTIES):
        return True
    own = {seat.unit_id}
    if seat.role in UNIT_WIDE:
        own |= seat.principals
    return makes_forms(seat) and form.unit_id in own


def fills(seat: Seat, report: ReportReturn) -> bool:
    """Types and puts right."""
    is_own = report.unit_id is None or report.unit_id in units_of(seat)
    here = is_own and report.agency_id == seat.agency_id
    return here and seat.can(Permission.RECORD_DUTIES)


def hands_in(seat: Seat, report: ReportReturn) -> bool:
    """Approves and hands in: who leads the agency; of a unit, its head."""
    if report.unit_id is not None:
        return seat.role in UNIT_WIDE and fills(seat, report)
    return report.agency_id == seat.agency_id and seat.can(Permission.GIVE_DUTIES)


def answers_for(seat: Seat, report: ReportReturn) -> bool:
    """On the side that was asked: sees what is being typed, too."""
    if report.unit_id is not None:
        return report.unit_id in units_of(seat)
    return report.agency_id in agencies_of(seat)


def get_form_for(seat: Seat, form_id: UUID) -> ReportForm:
    found = (
        ReportForm.objects.filter(agency__in=list(agencies_of(seat)))
        .select_related("agency", "duty")
        .filter(pk=form_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_form_to_run(seat: Seat, form_id: UUID) -> ReportForm:
    """One the seat runs; who only reads it finds no such door."""
    found = get_form_for(seat, form_id)
    if not runs(seat, found):
        raise Http404
    return found


def get_round_for(seat: Seat, round_id: UUID) -> ReportRound:
    found = (
        ReportRound.objects.filter(form__agency__in=list(agencies_of(seat)))
        .select_related("form__agency", "form__duty", "version")
        .filter(pk=round_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_round_to_run(seat: Seat, round_id: UUID) -> ReportRound:
    found = get_round_for(seat, round_id)
    if not runs(seat, found.form):
        raise Http404
    return found


def visible_returns(seat: Seat) -> Q:
    """Asked of this side, or handed in to it once."""
    own = list(agencies_of(seat))
    handed_in = Q(round__form__agency__in=own, handed_in_on__isnull=False)
    return own_side(seat) | handed_in


def get_return_for(seat: Seat, return_id: UUID) -> ReportReturn:
    found: ReportReturn | None = (
        ReportReturn.objects.filter(visible_returns(seat), pk=return_id)
        .select_related("round__form__agency", "round__form__duty", "round__version")
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_return_to_fill(seat: Seat, return_id: UUID) -> ReportReturn:
    found = get_return_for(seat, return_id)
    if not fills(seat, found):
        raise Http404
    return found


def get_return_to_hand_in(seat: Seat, return_id: UUID) -> ReportReturn:
    found = get_return_for(seat, return_id)
    if not hands_in(seat, found):
        raise Http404
    return found


def get_return_to_judge(seat: Seat, return_id: UUID) -> ReportReturn:
    """One handed in, of a round the seat runs."""
    found = get_return_for(seat, return_id)
    if not runs(seat, found.round.form) or found.handed_in_on is None:
        raise Http404
    return found


@dataclass(frozen=True)
class ReportDeed:
    """One thing this seat may do now; ``name`` is its address."""

    name: str
    label: str
    icon: str = "pencil"
    primary: bool = False


def return_deeds(seat: Seat, report: ReportReturn) -> list[ReportDeed]:
    """What may be done with a report, the expected thing first."""
    found: list[ReportDeed] = []
    if report.round.withdrawn_at is not None:
        return found
    is_open = report.state in OPEN
    if is_open and hands_in(seat, report):
        found.append(ReportDeed("submit", _("Duyệt và nộp"), "check", primary=True))
    if is_open and fills(seat, report):
        found.append(ReportDeed("load", _("Nạp từ tệp"), "upload"))
    if report.handed_in_on is None or not runs(seat, report.round.form):
        return found
    if report.state == ReturnState.SUBMITTED:
        found.append(ReportDeed("accept", _("Chấp nhận"), "check", primary=True))
    if report.state in HANDED_IN:
        found.append(ReportDeed("ask-correction", _("Yêu cầu sửa"), "undo"))
    return found


def waits_for(seat: Seat) -> ReportWaits:
    """What is on this seat's desk of reports: an agency's own is filled in at its
    office, and its leaders hand in what was presented; a unit's is its people's.
    """
    works = seat.can(Permission.RECORD_DUTIES)
    office = seat.role in (Role.RECORDS_CLERK, Role.OFFICE_CHIEF)
    return ReportWaits(
        agency=seat.agency_id,
        units=units_of(seat) if works else (),
        fills=works and office,
        approves=seat.can(Permission.GIVE_DUTIES),
        heads=seat.role in UNIT_WIDE,
    )


def reports_waiting(seat: Seat) -> Tally:
    """What of reports waits for this seat."""
    return queries.reports_waiting(waits_for(seat))


def reports_to_do(seat: Seat) -> list[ReportLine]:
    """The same, line by line; two queries."""
    return report_lines(waits_for(seat))


def late_returns(seat: Seat, *, on: date) -> QuerySet[ReportReturn]:
    """What agencies still owe the forms that the seat runs, past its day."""
    forms = Q(round__form__agency=seat.agency_id)
    if not seat.can(Permission.GIVE_DUTIES):
        own = units_of(seat) if makes_forms(seat) else ()
        forms &= Q(round__form__unit_id__in=list(own))
    rows = ReportReturn.objects.filter(
        forms,
        state__in=list(OPEN),
        unit_id=None,
        round__withdrawn_at=None,
        round__due_on__lt=on,
    )
    return rows.exclude(agency=seat.agency_id).select_related("round__form")


def letters_of(seat: Seat, found: ReportRound) -> list[tuple[ReportLetter, str]]:
    """The letters that urged bodies of a round, with where the draft may be opened; of
    one's own agency only, as every draft is. Two queries.
    """
    made = list(
        ReportLetter.objects.filter(returns__round=found, draft__agency=seat.agency_id)
        .select_related("draft")
        .distinct()
        .order_by("at")
    )
    drafts = [letter.draft_id for letter in made]
    read = readable_drafts(scope_of(seat)).filter(pk__in=drafts) if drafts else None
    shown = set(read.values_list("pk", flat=True)) if read is not None else set()
    return [
        (one, reverse("outgoing:draft", args=[one.draft_id]))
        for one in made
        if one.draft_id in shown
    ]


def evidence_for(seat: Seat, report: ReportReturn) -> Sequence[tuple[str, str]]:
    """(choice, words): papers and dossiers the seat reads that may show a figure; only
    for who fills it in.
    """
    if not fills(seat, report):
        return []
    since = date(report.round.counts_from.year - 1, 1, 1)
    return [
        (f"{kind}:{pk}", label)
        for kind, pk, label in evidence_offered(seat, since=since)
    ]


def duties_served(seat: Seat) -> list[tuple[UUID, str]]:
    """Recurring duties that the seat sees: a form may serve one. One query."""
    rows = visible_duties(reach_of(seat)).exclude(recurs="").order_by("title", "pk")
    return list(rows.values_list("pk", "title")[:200])
