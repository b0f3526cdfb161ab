"""One policy: who sees an inspection from which side, and what they may do with it.

Who leads the agency that inspects, and who sits in the team, see the work. Who leads
the inspected body sees its own side from the day it was decided: the decision, what it
is asked for, the findings it is to explain, its own words, the conclusion. Nobody else
sees anything, before the conclusion or after it: what is issued has its own rights.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from congvu.archives.queries import visible_dossiers
from congvu.directives.models import Directive
from congvu.directives.queries import visible_directives
from congvu.documents.access import scope_of
from congvu.documents.queries import readable_entries
from congvu.duties.access import reach_of as duty_reach
from congvu.duties.queries import Body, bodies, visible_duties
from congvu.inspections.models import (
    Checklist,
    Conflict,
    Finding,
    FindingEvidence,
    Inspection,
    InspectionPlan,
    PaperRequest,
    Recommendation,
)
from congvu.inspections.queries import Reach, inspected, visible_inspections
from congvu.inspections.rules import (
    Doer,
    EvidenceThing,
    InspectionState,
    Step,
    TeamRole,
    steps_from,
)
from congvu.organisations.access import Seat
from congvu.organisations.models import AgencyKind
from congvu.organisations.queries import agency_on, names_ever, posts_on
from congvu.organisations.rules import Permission, Role
from congvu.outgoing.models import OutgoingEntry
from congvu.outgoing.queries import readable_lines, signers
from congvu.outgoing.rules import OutgoingState

_LEADS = frozenset({Role.LEADER, Role.OFFICE_CHIEF})


def reach_of(seat: Seat) -> Reach:
    leads = seat.agency_id if seat.role in _LEADS else None
    return Reach(seat.post_id, seat.person_id, leads)


def reads_inspections(seat: Seat) -> bool:
    """An administrator's seat runs the office and has no inspections."""
    return seat.role != Role.ADMINISTRATOR


def orders(seat: Seat) -> bool:
    """Who plans, decides and closes inspections of their agency."""
    return seat.role in _LEADS and seat.can(Permission.GIVE_DUTIES)


def get_inspection_for(seat: Seat, inspection_id: UUID) -> Inspection:
    """One that the seat's side carries out."""
    return _one(visible_inspections(reach_of(seat)), inspection_id)


def get_inspected_for(seat: Seat, inspection_id: UUID) -> Inspection:
    """One that the seat's own body is the object of."""
    return _one(inspected(reach_of(seat)), inspection_id)


def _one(rows: QuerySet[Inspection], inspection_id: UUID) -> Inspection:
    found = (
        rows.select_related(
            "plan",
            "earlier",
            "decision",
            "conclusion",
            "decision_draft",
            "minutes_draft",
            "conclusion_draft",
        )
        .prefetch_related("team")
        .filter(pk=inspection_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_plan_for(seat: Seat, plan_id: UUID) -> InspectionPlan:
    agency = reach_of(seat).agency_id
    rows = InspectionPlan.objects.select_related("draft", "approved")
    found = rows.filter(pk=plan_id, agency=agency).first() if agency else None
    if found is None:
        raise Http404
    return found


def get_finding_for(seat: Seat, finding_id: UUID) -> Finding:
    rows = Finding.objects.select_related("inspection")
    seen = visible_inspections(reach_of(seat)).values("pk")
    found = rows.filter(pk=finding_id, inspection__in=seen).first()
    if found is None:
        raise Http404
    return found


def get_recommendation_for(seat: Seat, recommendation_id: UUID) -> Recommendation:
    rows = Recommendation.objects.select_related("inspection")
    seen = visible_inspections(reach_of(seat)).values("pk")
    found = rows.filter(pk=recommendation_id, inspection__in=seen).first()
    if found is None:
        raise Http404
    return found


def get_asked_finding_for(seat: Seat, finding_id: UUID) -> Finding:
    """One that the seat's body was asked to explain."""
    rows = Finding.objects.select_related("inspection").filter(is_asked=True)
    seen = inspected(reach_of(seat)).values("pk")
    found = rows.filter(pk=finding_id, inspection__in=seen).first()
    if found is None:
        raise Http404
    return found


def get_request_for(seat: Seat, paper_request_id: UUID) -> PaperRequest:
    """Papers that the seat's body was asked for."""
    rows = PaperRequest.objects.select_related("inspection")
    seen = inspected(reach_of(seat)).values("pk")
    found = rows.filter(pk=paper_request_id, inspection__in=seen).first()
    if found is None:
        raise Http404
    return found


def get_checklist_for(seat: Seat, checklist_id: UUID) -> Checklist:
    found = Checklist.objects.filter(pk=checklist_id, agency=seat.agency_id).first()
    if found is None or not may_keep_lists(seat):
        raise Http404
    return found


# -- what may be done; the actions ask again


def doers_of(seat: Seat, inspection: Inspection) -> frozenset[Doer]:
    """What the seat is to this inspection."""
    found = set()
    if orders(seat) and seat.agency_id == inspection.agency_id:
        found.add(Doer.ORDERS)
    seated = (seat.post_id, seat.person_id)
    for member in inspection.team.all():
        if (member.post_id, member.person_id) == seated and reads_inspections(seat):
            found.add(Doer.TEAM)
            if member.role == TeamRole.HEAD:
                found.add(Doer.HEAD)
    return frozenset(found)


def steps_for(seat: Seat, inspection: Inspection) -> list[Step]:
    state = InspectionState(inspection.state)
    return steps_from(state, doers_of(seat, inspection))


def may_readdress(seat: Seat, inspection: Inspection) -> bool:
    """It is concluded and not given yet: who orders may say who is to do it."""
    concluded = inspection.state == InspectionState.CONCLUDED
    return concluded and Doer.ORDERS in doers_of(seat, inspection)


def may_keep_lists(seat: Seat) -> bool:
    """Lists of questions are drawn up by who handles work."""
    return reads_inspections(seat) and seat.can(Permission.WORK)


# -- what a form offers


def inspectable(seat: Seat, on: date) -> list[Body]:
    """Agencies below and beside; the province's own committee by nobody below it."""
    own = agency_on(seat.agency_id, on)
    above = own.parent_id if own is not None else None
    return [
        body
        for body in bodies(seat.agency_id, on).values()
        if body.id == body.agency_id
        and body.id not in (seat.agency_id, above)
        and body.kind != AgencyKind.PROVINCE
    ]


def plans_offered(seat: Seat) -> list[InspectionPlan]:
    """Plans that inspections may still be put into; one query."""
    rows = InspectionPlan.objects.filter(agency=seat.agency_id, approved=None)
    return list(rows.order_by("-year"))


def plans_of_year(seat: Seat, year: int) -> list[InspectionPlan]:
    """The plan of that year, for who orders inspections; one query at most."""
    agency = reach_of(seat).agency_id
    if agency is None:
        return []
    rows = InspectionPlan.objects.select_related("approved")
    return list(rows.filter(agency=agency, year=year))


def earlier_offered(seat: Seat, *, limit: int = 60) -> list[Inspection]:
    """What may be looked into again: concluded, of one's own agency."""
    rows = visible_inspections(reach_of(seat)).filter(
        agency=seat.agency_id, conclusion__isnull=False
    )
    return list(rows.order_by("-planned_from")[:limit])


def checklists_of(seat: Seat) -> list[Checklist]:
    return list(Checklist.objects.filter(agency=seat.agency_id).order_by("title"))


def conflicts_of(seat: Seat) -> list[tuple[Conflict, str]]:
    """What the person declared, with the body's name today; two queries at most."""
    rows = list(Conflict.objects.filter(person=seat.person_id, ended_at=None))
    names = names_ever([row.body_id for row in rows])
    return [(row, names.get(row.body_id, "")) for row in rows]


def posts_offered(seat: Seat, on: date) -> list[tuple[UUID, str]]:
    """The posts of one's own agency that somebody holds; its machine's keeper's not."""
    return [
        (post.id, f"{post.person_name}, {post.name}")
        for post in posts_on(on, agency_id=seat.agency_id)
        if post.person_id and post.role != Role.ADMINISTRATOR
    ]


def signers_offered(seat: Seat, on: date) -> list[tuple[UUID, str]]:
    return [
        (post.id, f"{post.person_name}, {post.name}")
        for post in signers(seat.agency_id, on)
    ]


def directives_offered(seat: Seat, *, limit: int = 50) -> list[tuple[UUID, str]]:
    rows = visible_directives(scope_of(seat)).select_related("document")
    found: list[Directive] = list(rows.defer("text").order_by("-id")[:limit])
    return [(d.pk, f"{d.document.symbol} · {d.document.subject}") for d in found]


def issued_lines(seat: Seat) -> QuerySet[OutgoingEntry]:
    """What the seat's own agency issued and the seat reads."""
    return readable_lines(scope_of(seat)).filter(
        agency=seat.agency_id, state=OutgoingState.ISSUED, document__isnull=False
    )


def lines_offered(
    seat: Seat, *, first: OutgoingEntry | None = None, limit: int = 40
) -> list[tuple[UUID, str]]:
    """The newest issued papers; the one the draft became before all others."""
    rows = list(issued_lines(seat).order_by("-order_key")[:limit])
    if first is not None and first.state == OutgoingState.ISSUED:
        rows = [first, *(row for row in rows if row.pk != first.pk)]
    return [
        (row.pk, f"{row.symbol} · {row.issued_on:%d/%m/%Y} · {row.subject}")
        for row in rows
    ]


def evidence_offered(
    seat: Seat, body: UUID, *, limit: int = 20
) -> list[tuple[EvidenceThing, UUID, str]]:
    """The body's duties, then the newest lines and dossiers the seat reads."""
    scope = scope_of(seat)
    duties = (
        visible_duties(duty_reach(seat))
        .filter(shares__agency=body, shares__parent=None)
        .distinct()
        .order_by("-id")[:limit]
    )
    came = readable_entries(scope).select_related("document").order_by("-order_key")
    sent = readable_lines(scope).exclude(state=OutgoingState.CANCELLED)
    kept = visible_dossiers(scope).order_by("-id")
    return [
        *((EvidenceThing.DUTY, x.pk, x.title) for x in duties),
        *(
            (
                EvidenceThing.INCOMING,
                x.pk,
                f"{x.document.symbol} · {x.document.subject}",
            )
            for x in came[:limit]
        ),
        *(
            (EvidenceThing.OUTGOING, x.pk, f"{x.symbol} · {x.subject}")
            for x in sent.order_by("-order_key")[:limit]
        ),
        *(
            (EvidenceThing.DOSSIER, x.pk, f"{x.symbol}/{x.year} · {x.title}")
            for x in kept[:limit]
        ),
    ]


def evidence_urls(seat: Seat, rows: Sequence[FindingEvidence]) -> dict[UUID, str]:
    """Where each may be opened, for what this seat may read; four queries at most."""
    scope, found = scope_of(seat), dict[UUID, str]()
    for field, readable, name in (
        ("incoming_id", readable_entries(scope), "documents:entry"),
        ("outgoing_id", readable_lines(scope), "outgoing:line"),
        ("dossier_id", visible_dossiers(scope), "archives:dossier"),
        ("duty_id", visible_duties(duty_reach(seat)), "duties:duty"),
    ):
        asked = {getattr(row, field): row.id for row in rows if getattr(row, field)}
        if asked:
            shown = readable.filter(pk__in=list(asked)).values_list("pk", flat=True)
            found |= {asked[pk]: reverse(name, args=[pk]) for pk in shown}
    return found


def duties_seen(seat: Seat, duties: Collection[UUID]) -> set[UUID]:
    """Those of these duties that the seat may open; one query."""
    rows = visible_duties(duty_reach(seat)).filter(pk__in=list(duties))
    return set(rows.values_list("pk", flat=True)) if duties else set()


def line_url(seat: Seat, line: OutgoingEntry | None) -> str:
    """Where a line of the book may be opened; empty where the seat may not read it."""
    if line is None or not readable_lines(scope_of(seat)).filter(pk=line.pk).exists():
        return ""
    return reverse("outgoing:line", args=[line.pk])
