"""The day an act takes effect: everything open goes to who answers for it from now on.

Apps say what that means for their tables in their ``succession.py``; here it is only
done, all of it in the caller's transaction. A run that is killed leaves nothing behind
and is simply started again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from congvu.audit.rules import Actor
from congvu.organisations.models import Heir, Reform
from congvu.organisations.queries.mapping import answering_on
from congvu.organisations.rules import SUCCESSION, BodyKind, Passed, Passing


@transaction.atomic
def pass_on(*, reform: Reform, by: Actor, at: datetime) -> None:
    """Move what the bodies that end by this act still had open.

    To whoever answers for them that day: an act decided later for an earlier day may
    have ended the heir this one names, and nobody would sit there.
    """
    heirs = Heir.objects.filter(reform=reform, valid_from=reform.on)
    now = answering_on(heirs.values_list("predecessor_id", flat=True), reform.on)
    bodies = [
        Passed(
            kind=BodyKind(heir.kind),
            body_id=heir.predecessor_id,
            from_id=heir.predecessor_id,
            to_id=now[heir.predecessor_id].id,
            is_interim=now[heir.predecessor_id].waits,
        )
        for heir in heirs.order_by("kind", "predecessor_id")
    ]
    pass_bodies(reform=reform, bodies=bodies, on=reform.on, by=by, at=at)


@transaction.atomic
def pass_bodies(
    *, reform: Reform, bodies: Sequence[Passed], on: date, by: Actor, at: datetime
) -> None:
    """The same for chosen bodies: when a person says who takes what was kept."""
    passing = Passing(
        reform_id=reform.pk,
        legal_basis=reform.legal_basis,
        on=on,
        at=at,
        by=by,
        bodies=tuple(bodies),
    )
    # One mover serves several fields of its app; each runs once, in declared order.
    for move in dict.fromkeys(d.move for d in SUCCESSION.values() if d.move):
        move(passing)
