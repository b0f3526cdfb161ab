"""Two machines that may be one: a person says, with a reason, and that is kept."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Min, Q
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.inventory.actions.matching import one_by_one
from congvu.inventory.actions.programs import end_missing, join_periods
from congvu.inventory.actions.standing import keep_standing
from congvu.inventory.models import (
    Likeness,
    Machine,
    MachineChange,
    MachinePaperLine,
    MachineReading,
)
from congvu.inventory.rules import FACTS, MachineState, ReadingState, Verdict
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat

# What only one of them says fills what the other leaves out.
_PERSONAL = (
    "unit_id",
    "user_id",
    "place",
    "bought_on",
    "fund",
    "price",
    "warranty_until",
)


@transaction.atomic
def merge(*, likeness_id: UUID, reason: str, by: Seat, at: datetime) -> Machine:
    """The older one stays, with what both were told; the other points at it."""
    pair = Likeness.objects.select_related("first").get(pk=likeness_id)
    one_by_one(pair.first.agency_id)
    found = _decide(likeness_id, Verdict.MERGED, reason, by, at)
    kept, gone = _both(found)
    if kept.agency_id != gone.agency_id:
        raise Refused([_("Hai máy của hai cơ quan khác nhau thì không gộp được.")])
    if (kept.state == MachineState.DISPOSED) != (gone.state == MachineState.DISPOSED):
        words = _("Một máy đã thanh lý, một máy còn dùng thì không gộp được.")
        raise Refused([words])
    if MachinePaperLine.objects.filter(machine=gone, is_open=True).exists():
        raise Refused([_("Máy sẽ gộp đang chờ xác nhận ở một biên bản; rút lại đã.")])
    older, newer = _by_age(kept, gone)
    # A machine written down by hand knows of no programs, and ends none.
    if newer.seen_at is not None and newer.installations.exists():
        ended = _told_after(older, newer) or newer.seen_at
        end_missing(older.pk, newer.pk, ended)
    join_periods(kept.pk, gone.pk)
    _tell(kept, newer, at)
    for name in _PERSONAL:
        if getattr(kept, name) in (None, ""):
            setattr(kept, name, getattr(gone, name))
    MachineReading.objects.filter(machine=gone).update(machine=kept)
    MachineChange.objects.filter(machine=gone).update(machine=kept)
    Machine.objects.filter(merged_into=gone).update(merged_into=kept)
    kept.save()
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    keep_standing([kept.pk, gone.pk], at=at)
    _close_others(kept, gone)
    record(
        "inventory.merged",
        by=by.actor,
        at=at,
        on=kept,
        agency_id=kept.agency_id,
        data={"machine": kept.name, "other": gone.name, "reason": found.reason},
    )
    return kept


@transaction.atomic
def keep_apart(*, likeness_id: UUID, reason: str, by: Seat, at: datetime) -> Likeness:
    """They are two; nobody is asked again."""
    found = _decide(likeness_id, Verdict.APART, reason, by, at)
    first, second = _both(found)
    record(
        "inventory.kept-apart",
        by=by.actor,
        at=at,
        on=first,
        agency_id=first.agency_id,
        data={"machine": first.name, "other": second.name, "reason": found.reason},
    )
    return found


def _decide(
    likeness_id: UUID, verdict: Verdict, reason: str, by: Seat, at: datetime
) -> Likeness:
    found = Likeness.objects.select_for_update().get(pk=likeness_id)
    reasons, reason = [], nfc(reason)
    if found.verdict != Verdict.WAITING:
        reasons.append(Reason(_("Hai máy này đã có kết luận.")))
    if not reason:
        reasons.append(Reason(_("Ghi căn cứ để kết luận."), "reason"))
    if reasons:
        raise Refused(reasons)
    found.verdict, found.reason = verdict, reason
    found.decided_at, found.decided_by = at, by.person_name
    found.save()
    return found


def _both(found: Likeness) -> tuple[Machine, Machine]:
    ids = [found.first_id, found.second_id]
    rows = Machine.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    by_id = {one.pk: one for one in rows}
    return by_id[found.first_id], by_id[found.second_id]


def _by_age(one: Machine, other: Machine) -> tuple[Machine, Machine]:
    """(older, newer) by their last inventory; what never had one is the older."""
    if one.seen_at is None or other.seen_at is None:
        return (one, other) if one.seen_at is None else (other, one)
    return (one, other) if one.seen_at <= other.seen_at else (other, one)


def _told_after(older: Machine, newer: Machine) -> datetime | None:
    """The first inventory since the older's last that did not tell of its programs."""
    rows = newer.readings.exclude(state=ReadingState.REFUSED).filter(programs__gt=0)
    if older.seen_at is not None:
        rows = rows.filter(at__gt=older.seen_at)
    found: datetime | None = rows.aggregate(first=Min("at"))["first"]
    return found


def _tell(kept: Machine, newer: Machine, at: datetime) -> None:
    """What the later inventory said is how the machine is now."""
    if newer is kept:
        return
    changes = []
    for fact in FACTS:
        before, after = getattr(kept, fact), getattr(newer, fact)
        if after in (None, "") or before == after:
            continue
        setattr(kept, fact, after)
        was = "" if before is None else str(before)
        changes.append(
            MachineChange(machine=kept, at=at, fact=fact, before=was, after=str(after))
        )
    MachineChange.objects.bulk_create(changes)
    kept.cards = sorted({*kept.cards, *newer.cards})
    kept.last_user = newer.last_user or kept.last_user
    kept.seen_at = newer.seen_at


def _close_others(kept: Machine, gone: Machine) -> None:
    """What else was suspected of the one that went is asked of the one that stays."""
    waiting = Likeness.objects.filter(verdict=Verdict.WAITING)
    for row in waiting.filter(Q(first=gone) | Q(second=gone)):
        pair = {row.first_id, row.second_id} - {gone.pk}
        other = next(iter(pair))
        row.delete()
        if other != kept.pk:
            Likeness.objects.get_or_create(
                first_id=min(kept.pk, other),
                second_id=max(kept.pk, other),
                defaults={"likely": row.likely, "found_at": row.found_at},
            )
