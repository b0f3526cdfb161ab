"""One policy: who keeps machines. An agency's administrator those of that agency, the
province's all; everybody sees the machines they were given to work with.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from congvu.inventory.models import AgentEnrolment, Likeness, Machine
from congvu.inventory.queries import living
from congvu.organisations.access import Seat
from congvu.organisations.queries import agencies_on
from congvu.organisations.rules import Permission


def keeps(seat: Seat) -> bool:
    return seat.can(Permission.KEEP_MACHINES)


def keeps_all(seat: Seat) -> bool:
    return keeps(seat) and seat.is_central


def kept_agencies(seat: Seat) -> list[UUID] | None:
    """Whose machines one keeps; None: of all."""
    if keeps_all(seat):
        return None
    return [seat.agency_id] if keeps(seat) else []


def agencies_offered(seat: Seat) -> list[tuple[UUID, str]]:
    """For whom one may enter something, one's own first."""
    own = [(seat.agency_id, seat.agency_name)]
    if not keeps_all(seat):
        return own
    return own + [(a.id, a.name) for a in agencies_on(seat.on) if a.id != own[0][0]]


def may_keep_for(seat: Seat, agency_id: UUID) -> bool:
    return agency_id in dict(agencies_offered(seat))


def kept_machines(seat: Seat) -> QuerySet[Machine]:
    if not keeps(seat):
        return Machine.objects.none()
    return living() if seat.is_central else living().filter(agency=seat.agency_id)


def get_machine_to_keep(seat: Seat, machine_id: UUID) -> Machine:
    """The machine; or, for the key of one that was merged, the one it is."""
    rows = Machine.objects.select_related("merged_into")
    asked = rows.filter(pk=machine_id).first()
    while asked is not None and asked.merged_into is not None:
        asked = asked.merged_into
    found = None
    if asked is not None:
        kept = kept_machines(seat).select_related("user", "unit")
        found = kept.filter(pk=asked.pk).first()
    if found is None:
        raise Http404
    return found


def get_enrolment_to_keep(seat: Seat, enrolment_id: UUID) -> AgentEnrolment:
    found = AgentEnrolment.objects.filter(pk=enrolment_id).first()
    agencies = kept_agencies(seat)
    if found is None or (agencies is not None and found.agency_id not in agencies):
        raise Http404
    return found


def get_likeness_to_keep(seat: Seat, likeness_id: UUID) -> Likeness:
    rows = Likeness.objects.select_related("first", "second")
    found = rows.filter(pk=likeness_id).first()
    agencies = kept_agencies(seat)
    if found is None:
        raise Http404
    both = {found.first.agency_id, found.second.agency_id}
    if agencies is not None and not both <= set(agencies):
        raise Http404
    return found
