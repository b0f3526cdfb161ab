"""Outages as rows: begun, gone on with, ended, as states move."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet, Value
from django.db.models.functions import Greatest

from congvu.watching.models import Outage, WatchTarget
from congvu.watching.rules import Fall, TargetState, Unwatched, falls

Moves = Sequence[tuple[datetime, TargetState]]
_FALL = ("since", "is_whole", "until", "falls", "is_flapping", "up_from")


# Outages are changed by one at a time: who tells looks at all of them.
_LOCK = 0x57415443


def hold_outages() -> None:
    """Until the transaction ends; taken after a collector's row, never before it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def keep_falls(watched: Sequence[tuple[WatchTarget, Moves]]) -> None:
    """A few statements, however many targets; most have nothing to tell."""
    rows = Outage.objects.filter(target__in=[target.pk for target, _moves in watched])
    has_moved = any(moves for _target, moves in watched)
    if not has_moved and not rows.filter(until=None).exists():
        return
    hold_outages()
    last = {
        one.target_id: one
        for one in rows.order_by("target", "-since").distinct("target")
    }
    new, changed = [], []
    for target, moves in watched:
        row = last.get(target.pk)
        if target.last_at is None or (not moves and (row is None or row.until)):
            continue
        fall = None
        if row is not None:
            fall = Fall(**{name: getattr(row, name) for name in _FALL})
        for one in falls(moves, fall, until=target.last_at):
            if one is not fall:
                new.append(Outage(target=target, **vars(one)))
            elif row is not None and _take_over(row, one):
                changed.append(row)
    Outage.objects.bulk_update(
        changed, [*_FALL, "alerted_at", "settled_at", "unwatched"]
    )
    Outage.objects.bulk_create(new)


def end_untold(rows: QuerySet[Outage], why: Unwatched, at: datetime) -> None:
    """Nobody watches them any more: what runs of these ends, and rings nobody; that
    nothing returned stands beside it.
    """
    hold_outages()
    rows.filter(until=None).update(
        until=Greatest("since", Value(at)), settled_at=at, unwatched=why
    )


def _take_over(row: Outage, fall: Fall) -> bool:
    """What is different now. One that fell again soon is told of anew, once; so is one
    that answered in part and answers no more.
    """
    if all(getattr(row, name) == getattr(fall, name) for name in _FALL):
        return False
    if row.until is not None and fall.until is None:
        row.alerted_at = row.settled_at = None
        row.unwatched = ""
    if fall.is_whole and not row.is_whole:
        row.alerted_at = None
    for name in _FALL:
        setattr(row, name, getattr(fall, name))
    return True
