"""What the end of an agency or desk does to duties, within the act's transaction.

Whoever answers from that day has what is open; who had it when stays in the standings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from congvu.audit.actions import event_row, record_many
from congvu.audit.rules import Actor
from congvu.documents.actions.passing.matching import Found, Wanted, match_desks
from congvu.duties import queries
from congvu.duties.actions.standing import hand_on
from congvu.duties.models import Duty, DutyEvent, Share
from congvu.duties.rules import ShareRole
from congvu.organisations.models import Post, Unit
from congvu.organisations.queries import agency_names_on
from congvu.organisations.rules import BodyKind, DeskMove, Passed, Passing


@dataclass(frozen=True)
class _Ending:
    """The bodies of one act, and every desk that goes with them."""

    passing: Passing
    agencies: Mapping[UUID, Passed]
    desks: frozenset[UUID]

    def wanted(self, desk: UUID, agency_id: UUID) -> Wanted:
        interim = any(b.is_interim for b in self.passing.bodies)
        return Wanted(desk, agency_id, is_direct=False, is_interim=interim)

    def heir_of(self, agency_id: UUID) -> UUID:
        body = self.agencies.get(agency_id)
        return body.to_id if body else agency_id


def pass_duties(passing: Passing) -> None:
    """Declared in ``succession.py``; a few statements whatever was open."""
    agencies = {b.from_id: b for b in passing.bodies if b.kind == BodyKind.AGENCY}
    ended = {b.from_id for b in passing.bodies}
    units = Unit.objects.filter(agency__in=list(agencies))
    ended |= set(units.values_list("pk", flat=True))
    posts = Post.objects.filter(unit__in=list(ended))
    ended |= set(posts.values_list("pk", flat=True))
    ending = _Ending(passing, agencies, frozenset(ended))
    _pass_shares(ending)
    _pass_followed(ending)


def _kept_only(agencies: Iterable[Passed]) -> Q:
    """Of a body that kept something until an heir was chosen, that alone."""
    found = Q()
    for body in agencies:
        if body.from_id != body.body_id:
            found &= ~Q(agency=body.from_id) | Q(came_from=body.body_id)
    return found


def _pass_shares(ending: _Ending) -> None:
    passing = ending.passing
    rows = queries.going_on().filter(
        Q(agency__in=list(ending.agencies)) | Q(desk_id__in=list(ending.desks)),
        _kept_only(ending.agencies.values()),
    )
    left = list(
        rows.select_for_update(of=("self",)).select_related("duty").order_by("pk")
    )
    if not left:
        return
    takers = _takers(ending, [(s.desk_id, s.agency_id) for s in left])
    for share in left:
        body = ending.agencies.get(share.agency_id)
        share.came_from = body.body_id if body else share.desk_id
        desk = takers[share.desk_id, share.agency_id]
        share.agency_id = ending.heir_of(share.agency_id)
        share.desk_id, share.desk_name = desk
    Share.objects.bulk_update(
        left, ["agency", "desk_id", "desk_name", "came_from"], batch_size=1000
    )
    leads = [share for share in left if share.role == ShareRole.LEAD]
    hand_on(shares=leads, on=passing.on, at=passing.at)
    basis = passing.legal_basis[:300]
    _tell(left, "duties.passed", basis, passing.by, passing.at)


def _takers(
    ending: _Ending, lying: Sequence[tuple[UUID, UUID]]
) -> dict[tuple[UUID, UUID], tuple[UUID, str]]:
    """For each desk and its agency: the desk that takes its work, and its name.

    An agency's own goes to the agency that takes it; a unit's or post's to the likest
    desk there, and where there is none to the agency.
    """
    heirs = {agency: ending.heir_of(agency) for _desk, agency in lying}
    names = agency_names_on(heirs.values(), ending.passing.on)
    asked = {
        (desk, agency): ending.wanted(desk, heirs[agency])
        for desk, agency in set(lying)
        if desk != agency
    }
    bodies = {b.body_id: b.to_id for b in ending.passing.bodies}
    matched: dict[Wanted, Found | None] = {}
    if asked:
        matched = match_desks(set(asked.values()), bodies, ending.passing.on)
    found = {}
    for desk, agency in set(lying):
        to = heirs[agency]
        taker = matched.get(asked[desk, agency]) if desk != agency else None
        found[desk, agency] = (
            (taker.desk_id, taker.name[:200]) if taker else (to, names.get(to, ""))
        )
    return found


def _pass_followed(ending: _Ending) -> None:
    """Who follows up, and who watches."""
    agencies = list(ending.agencies)
    rows = Duty.objects.filter(
        Q(agency__in=agencies), _kept_only(ending.agencies.values())
    )
    for duty in rows.select_for_update():
        body = ending.agencies[duty.agency_id]
        duty.agency_id, duty.came_from = body.to_id, body.body_id
        duty.save(update_fields=["agency", "came_from"])
    watched = list(
        Duty.objects.select_for_update().filter(
            Q(watcher_agency_id__in=agencies)
            | Q(watcher_desk_id__in=list(ending.desks))
        )
    )
    pairs = [
        (d.watcher_desk_id, d.watcher_agency_id)
        for d in watched
        if d.watcher_desk_id and d.watcher_agency_id
    ]
    takers = _takers(ending, pairs)
    for duty in watched:
        if duty.watcher_desk_id is None or duty.watcher_agency_id is None:
            continue
        desk, name = takers[duty.watcher_desk_id, duty.watcher_agency_id]
        duty.watcher_agency_id = ending.heir_of(duty.watcher_agency_id)
        duty.watcher_desk_id, duty.watcher_name = desk, name
    fields = ["watcher_desk_id", "watcher_agency_id", "watcher_name"]
    Duty.objects.bulk_update(watched, fields, batch_size=1000)


def move_duties(move: DeskMove) -> None:
    """A post is handed over: what is open at it follows, and the record names it."""
    left = list(
        queries.shares_at([move.from_desk])
        .select_for_update(of=("self",))
        .select_related("duty")
        .order_by("pk")
    )
    for share in left:
        share.desk_id, share.desk_name = move.to_desk, move.to_name[:200]
    Share.objects.bulk_update(left, ["desk_id", "desk_name"], batch_size=1000)
    Duty.objects.filter(watcher_desk_id=move.from_desk).update(
        watcher_desk_id=move.to_desk, watcher_name=move.to_name[:200]
    )
    _tell(left, "duties.handed", "", move.by, move.at, record_id=move.record_id)


def _tell(
    shares: Sequence[Share],
    event: str,
    basis: str,
    by: Actor,
    at: datetime,
    *,
    record_id: UUID | None = None,
) -> None:
    """The timeline and the log of each."""
    DutyEvent.objects.bulk_create(
        [
            DutyEvent(
                at=at,
                duty=share.duty,
                share=share,
                event=event,
                actor=by.name,
                text=basis,
                detail={"to": share.desk_name},
                record_id=record_id,
            )
            for share in shares
        ],
        batch_size=1000,
    )
    record_many(
        event_row(
            event,
            by=by,
            at=at,
            on=share,
            agency_id=share.agency_id,
            data={"to": share.desk_name, "basis": basis},
        )
        for share in shares
    )
