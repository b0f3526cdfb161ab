"""One policy: who asks, who answers, who sees a request.

Everybody may ask. Whoever sits in the unit that an agency named answers for it, else
its administrators; so for the province. A request is seen from the post that asked, by
the head of its unit, by who leads its agency, and by who answers; to everybody else it
does not exist.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from congvu.inventory.models import Machine
from congvu.inventory.queries import machines_used_by
from congvu.network.access import kept_sites
from congvu.network.models import Device
from congvu.organisations.access import Seat
from congvu.organisations.queries import agency_names_on
from congvu.organisations.rules import UNIT_WIDE, Permission, Role
from congvu.sql import Tally
from congvu.support.models import SupportRequest
from congvu.support.queries import (
    HelpReach,
    answered_by,
    answered_to,
    answers_any,
    province_desk_agency,
    to_answer,
    visible_requests,
    waiting_of,
)
from congvu.support.rules import HelpState


def keeps_desk(seat: Seat) -> bool:
    """Who says which unit answers for the agency."""
    return seat.can(Permission.KEEP_MACHINES)


def leads(seat: Seat) -> bool:
    return seat.role in (Role.LEADER, Role.OFFICE_CHIEF)


def reach_of(seat: Seat) -> HelpReach:
    return HelpReach(
        post_id=seat.post_id,
        unit_id=seat.unit_id,
        units=seat.principals if seat.role in UNIT_WIDE else frozenset(),
        leads=seat.agency_id if leads(seat) else None,
        keeps=seat.agency_id if keeps_desk(seat) else None,
    )


def requests_seen(seat: Seat) -> QuerySet[SupportRequest]:
    return visible_requests(reach_of(seat))


def get_request_for(seat: Seat, support_request_id: UUID) -> SupportRequest:
    rows = requests_seen(seat).select_related("machine", "device")
    found = rows.filter(pk=support_request_id).first()
    if found is None:
        raise Http404
    return found


def may_answer(seat: Seat, request: SupportRequest) -> bool:
    if request.state == HelpState.CLOSED:
        return False
    mine = SupportRequest.objects.filter(answered_by(reach_of(seat)))
    return mine.filter(pk=request.pk).exists()


def is_askers(seat: Seat, request: SupportRequest) -> bool:
    """From the post that asked, or by the head of its unit."""
    heads = seat.role in UNIT_WIDE and request.unit_id in seat.principals
    return request.asked_post_id == seat.post_id or heads


def get_request_to_answer(seat: Seat, support_request_id: UUID) -> SupportRequest:
    mine = SupportRequest.objects.filter(answered_by(reach_of(seat)))
    found = mine.filter(pk=support_request_id).first()
    if found is None:
        raise Http404
    return found


def get_request_of_asker(seat: Seat, support_request_id: UUID) -> SupportRequest:
    found = get_request_for(seat, support_request_id)
    if not is_askers(seat, found):
        raise Http404
    return found


def may_ask_again(seat: Seat, request: SupportRequest) -> bool:
    return request.state == HelpState.ANSWERED and is_askers(seat, request)


def may_close(seat: Seat, request: SupportRequest) -> bool:
    return request.state != HelpState.CLOSED and is_askers(seat, request)


def watches(seat: Seat) -> bool:
    """Who sees what is asked most: who answers, who leads, heads their own units'."""
    heads = leads(seat) or seat.role in UNIT_WIDE
    return heads or answers_any(reach_of(seat))


def asks_offered(seat: Seat) -> list[tuple[UUID, str]]:
    """Whom one may ask: the own agency's desk, the province's."""
    whole = province_desk_agency()
    ids = [seat.agency_id, *([whole] if whole and whole != seat.agency_id else [])]
    names = agency_names_on(ids, seat.on)
    return [(one, names.get(one, "")) for one in ids]


def machines_offered(seat: Seat) -> list[Machine]:
    """Those the person was given to work with."""
    return list(machines_used_by(seat.person_id))


def devices_offered(seat: Seat) -> QuerySet[Device]:
    """Who keeps no network sees no device of it."""
    sites = kept_sites(seat).filter(agency=seat.agency_id).values("pk")
    rows = Device.objects.filter(site__in=sites).select_related("site")
    return rows.order_by("site__name", "name")


def support_waiting(seat: Seat) -> Tally:
    """What waits for an answer of the seat's, or for its reading of one."""
    return waiting_of(reach_of(seat))


def support_to_do(seat: Seat) -> list[tuple[SupportRequest, bool]]:
    """The same line by line, with whether an answer is owed; two queries."""
    owed = [(one, True) for one in to_answer(reach_of(seat))]
    return owed + [(one, False) for one in answered_to(seat.post_id)]
