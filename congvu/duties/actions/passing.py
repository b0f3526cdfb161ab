"""What the end of an agency or desk does to duties, within the act's transaction.

Whoever answers from that day has what is open; who had it when stays in the standings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from congvu.audit.actions import event_row, record_many
from congvu.audit.rules import Actor
from congvu.documents.actions.passing.matching import Found, Wanted, match_desks
from congvu.duties import queries
from congvu.duties.actions.standing import hand_on
from congvu.duties.models import Difficulty, Duty, DutyEvent, Share
from congvu.duties.rules import DifficultyState, ShareRole
from congvu.organisations.models import Post, Unit
from congvu.organisations.queries import agency_names_on
from congvu.organisations.rules import BodyKind, DeskMove, Passed, Passing


@dataclass(frozen=True)
class _Ending:
    """The bodies of one act; ``desks`` are those that end, with all that is in them."""

    passing: Passing
    agencies: Mapping[UUID, Passed]
    desks: frozenset[UUID]
    homes: Mapping[UUID, UUID]

    def left_by(self, share: Share) -> UUID:
        """The body of the act that leaves it: its agency, its unit, its post."""
        body = self.agencies.get(share.agency_id)
        if body is not None:
            return body.body_id
        kept = {b.body_id for b in self.passing.bodies if b.from_id != b.body_id}
        if share.came_from in kept:
            return share.came_from
        named = {b.body_id for b in self.passing.bodies}
        home = self.homes.get(share.desk_id)
        return home if home in named and share.desk_id not in named else share.desk_id

    def old_desk(self, share: Share) -> UUID:
        """Where it lay with the body that leaves it: what another desk only kept for a
        unit is looked for as that unit's.
        """
        left = self.left_by(share)
        is_kept = share.agency_id not in self.agencies and left == share.came_from
        return left if is_kept else share.desk_id

    def wanted(self, desk: UUID, agency_id: UUID) -> Wanted:
        interim = any(b.is_interim for b in self.passing.bodies)
        return Wanted(desk, agency_id, is_direct=False, is_interim=interim)

    def heir_of(self, agency_id: UUID) -> UUID:
        body = self.agencies.get(agency_id)
        return body.to_id if body else agency_id


def pass_duties(passing: Passing) -> None:
    """Declared in ``succession.py``; a few statements whatever was open."""
    agencies = {b.from_id: b for b in passing.bodies if b.kind == BodyKind.AGENCY}
    # Who only kept what another left goes on: its own desks and watching are its own.
    ended = {b.body_id for b in passing.bodies if b.from_id == b.body_id}
    units = Unit.objects.filter(agency__in=list(ended))
    ended |= set(units.values_list("pk", flat=True))
    posts = Post.objects.filter(unit__in=list(ended)).values_list("pk", "unit")
    homes = dict(posts)
    ended |= set(homes)
    ending = _Ending(passing, agencies, frozenset(ended), homes)
    _pass_shares(ending)
    _pass_followed(ending)
    _pass_put_before(ending)


def _left(ending: _Ending) -> Q:
    """What the bodies of the act leave: all of those that end; of one that kept
    something until an heir was chosen, that alone.
    """
    found = Q(pk__in=[])
    for body in ending.passing.bodies:
        its = Q(desk_id=body.from_id)
        if body.kind == BodyKind.AGENCY:
            its = Q(agency=body.from_id)
        if body.from_id != body.body_id:
            kept = Q(came_from=body.body_id)
            its = its & kept if body.kind == BodyKind.AGENCY else kept
        found |= its
    return found | Q(desk_id__in=list(ending.desks))


def _pass_shares(ending: _Ending) -> None:
    passing = ending.passing
    rows = queries.going_on().filter(_left(ending))
    left = list(
        rows.select_for_update(of=("self",)).select_related("duty").order_by("pk")
    )
    if not left:
        return
    takers = _takers(ending, [(ending.old_desk(s), s.agency_id) for s in left])
    for share in left:
        desk = takers[ending.old_desk(share), share.agency_id]
        share.came_from = ending.left_by(share)
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
    for body in ending.agencies.values():
        rows = Duty.objects.filter(agency=body.from_id)
        if body.from_id != body.body_id:
            rows = rows.filter(came_from=body.body_id)
        rows.update(agency=body.to_id, came_from=body.body_id)
    watched = list(
        Duty.objects.select_for_update().filter(
            Q(watcher_agency_id__in=list(ending.desks))
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


def _pass_put_before(ending: _Ending) -> None:
    """What waits for the word of an agency above that ends; what it decided stays."""
    for body in ending.agencies.values():
        rows = Difficulty.objects.filter(
            decider=body.from_id, state=DifficultyState.REFERRED
        )
        if body.from_id != body.body_id:
            rows = rows.filter(came_from=body.body_id)
        rows.update(decider=body.to_id, came_from=body.body_id)


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
