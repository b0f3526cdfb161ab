"""What calendar programs put and take away, and what they are told of the rest."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from congvu.calendar.access import reach_of
from congvu.calendar.actions.asking import refuse_marked
from congvu.calendar.actions.keeping import drop_entry, keep_entry
from congvu.calendar.actions.replying import reply
from congvu.calendar.formats.entries import PARTSTAT, entry_from, text_of
from congvu.calendar.formats.lines import BrokenCalendar, Component
from congvu.calendar.formats.objects import CalendarObject, read_object, whole_span
from congvu.calendar.models import DavItem, Entry
from congvu.calendar.queries.dav import (
    changed_times,
    data_of,
    digest_of,
    items_of,
    newest_change,
    own_attendance,
    tasks_kept,
    told_of,
    untold_entries,
)
from congvu.calendar.rules import Owner, OwnerKind, Reply
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat

logger = logging.getLogger(__name__)

MOST_TASKS = 2000
"""Tasks and notes that one person's programs keep here."""
_LOCK = 0x646176
"""One after another over all calendars: no program misses a change between two."""


class Outrun(Refused):
    """It is not, or no longer, as the program knew it (412)."""


class UidTaken(Refused):
    """Another address of this calendar has that UID, or this one has another."""

    def __init__(self, reasons: list[str], name: str) -> None:
        super().__init__(reasons)
        self.name = name


@dataclass(frozen=True)
class Condition:
    """As what the program knew it: an ETag, "*" for anything, "" for no matter;
    ``is_new``: there must be nothing.
    """

    etag: str = ""
    is_new: bool = False


def bring_up(*, owner: Owner, at: datetime) -> int:
    """Tell programs of what was written elsewhere; how many entries that were."""
    if not untold_entries(owner):
        return 0
    with transaction.atomic():
        _lock()
        return _bring_up(owner, at)


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _lock_entry(owner: Owner, name: str) -> None:
    """No page writes it between what the program knew and what the program puts."""
    known = items_of(owner).filter(name=name).values("entry")
    Entry.objects.select_for_update().filter(pk__in=known).first()


def _bring_up(owner: Owner, at: datetime) -> int:
    rows = untold_entries(owner)
    if not rows:
        return 0
    known = told_of(rows)
    change, new, changed = newest_change(), list[DavItem](), list[DavItem]()
    for entry in rows:
        change += 1
        item = known.get(entry.pk)
        try:
            told = _told_anew(owner, entry, item, change)
        except BrokenCalendar:
            # One that cannot be told must not keep programs from all others.
            logger.exception("calendar entry %s cannot be told", entry.pk)
            continue
        (changed if item is not None else new).append(told)
    DavItem.objects.bulk_create(new, batch_size=500)
    DavItem.objects.bulk_update(changed, _TOLD, batch_size=500)
    return len(new) + len(changed)


_TOLD = (
    "person",
    "unit",
    "agency",
    "name",
    "uid",
    "body",
    "etag",
    "starts",
    "ends",
    "change",
    "entry_change",
    "gone_at",
)


def _told_anew(
    owner: Owner, entry: Entry, item: DavItem | None, change: int
) -> DavItem:
    if item is None or item_owner(item) != owner:
        # New to programs, or come with its body to this calendar's heir.
        item = item or DavItem(entry=entry, kind="VEVENT")
        item.name = f"{entry.pk}.ics"
        for kind in OwnerKind:
            setattr(item, f"{kind}_id", owner.id if kind == owner.kind else None)
    item.change, item.entry_change = change, entry.change
    item.gone_at = entry.dropped_at
    if entry.dropped_at is None:
        _tell(item, entry)
    return item


def item_owner(item: DavItem) -> Owner | None:
    for kind in OwnerKind:
        if (found := getattr(item, f"{kind}_id")) is not None:
            return Owner(kind, found)
    return None


def _tell(item: DavItem, entry: Entry) -> None:
    changed: Any = entry.__dict__.get("changed")
    data = data_of(entry, changed_times(entry) if changed is None else changed)
    _write(item, read_object(text_of(data, stamp=entry.kept_at), ours=True))


def _write(item: DavItem, made: CalendarObject, text: str | None = None) -> None:
    span = whole_span(made)
    item.uid, item.kind = made.uid, made.kind
    item.body = made.text() if text is None else text
    item.etag = digest_of(item.body)
    item.starts, item.ends = span.starts, span.ends


def put_item(
    *,
    owner: Owner,
    name: str,
    made: CalendarObject,
    text: str,
    condition: Condition,
    by: Seat,
    at: datetime,
) -> tuple[DavItem, bool]:
    """Keep what a program puts at an address, to the letter; and whether it is new.

    An event becomes an entry by the same action as on a page, with its rights and its
    reasons; a task or note is the program's own.
    """
    refuse_marked(texts=_texts(made.tree), by=by, at=at)
    return _put(owner, name, made, text, condition, by, at)


def _texts(part: Component) -> Iterator[str]:
    """Every line as a person reads it, wherever it was folded."""
    for line in part.lines:
        yield line.text
        yield line.parameters
    for inner in part.parts:
        yield from _texts(inner)


@transaction.atomic
def _put(
    owner: Owner,
    name: str,
    made: CalendarObject,
    text: str,
    condition: Condition,
    by: Seat,
    at: datetime,
) -> tuple[DavItem, bool]:
    _lock()
    _lock_entry(owner, name)
    _bring_up(owner, at)
    item = items_of(owner).select_related("entry").filter(name=name).first()
    live = item if item is not None and item.gone_at is None else None
    _hold(condition, live)
    _refuse_taken(owner, name, made, live)
    if made.kind != "VEVENT" and live is None and tasks_kept(owner.id) >= MOST_TASKS:
        words = _("Đã giữ %(most)s việc và ghi chú; bỏ bớt trong chương trình lịch.")
        raise Refused([words % {"most": MOST_TASKS}])
    entry = None
    if made.kind == "VEVENT":
        was = live.entry if live is not None else None
        before = data_of(was, changed_times(was)) if was is not None else None
        entry = keep_entry(
            owner=owner,
            data=entry_from(made, before),
            entry_id=was.pk if was is not None else None,
            by=by,
            at=at,
        )
    found = item or DavItem(**{f"{owner.kind}_id": owner.id}, name=name)
    _write(found, made, text)
    found.entry = entry
    found.entry_change = entry.change if entry is not None else 0
    found.change, found.gone_at = newest_change() + 1, None
    found.save()
    return found, live is None


def _hold(condition: Condition, live: DavItem | None) -> None:
    if condition.is_new and live is not None:
        raise Outrun([_("Ở địa chỉ này đã có mục lịch.")])
    if not condition.etag:
        return
    if live is None or condition.etag not in ("*", live.etag):
        raise Outrun([_("Mục lịch đã thay đổi từ lần đồng bộ trước.")])


def _refuse_taken(
    owner: Owner, name: str, made: CalendarObject, live: DavItem | None
) -> None:
    if live is not None and (live.uid, live.kind) != (made.uid, made.kind):
        raise UidTaken([_("Địa chỉ này là của một mục lịch khác (UID khác).")], name)
    rows = items_of(owner).filter(uid=made.uid, gone_at__isnull=True)
    other = rows.exclude(name=name).first()
    if other is not None:
        words = _("Lịch này đã có mục cùng UID ở địa chỉ khác.")
        raise UidTaken([words], other.name)


@transaction.atomic
def delete_item(
    *, owner: Owner, name: str, condition: Condition, by: Seat, at: datetime
) -> DavItem | None:
    """It is gone, from the pages too; None where there was nothing."""
    _lock()
    _lock_entry(owner, name)
    _bring_up(owner, at)
    rows = items_of(owner).select_related("entry")
    item = rows.filter(name=name, gone_at__isnull=True).first()
    _hold(condition, item)
    if item is None:
        return None
    if item.entry_id is not None:
        item.entry_change = drop_entry(entry_id=item.entry_id, by=by, at=at).change
    item.change, item.gone_at = newest_change() + 1, at
    item.save()
    return item


def answer_by_program(
    *,
    name: str,
    made: CalendarObject,
    addresses: Sequence[str],
    by: Sequence[Seat],
    at: datetime,
) -> bool:
    """What an invitation that a program sends back says of its owner; nothing else of
    it is taken. Whether there was an answer in it.
    """
    said = _said_by(made, {one.lower() for one in addresses})
    entry_id = _entry_id(name)
    if said is None or entry_id is None:
        return False
    for seat in by:
        row = own_attendance(entry_id, reach_of(seat))
        if row is not None:
            if row.reply != said:
                reply(attendance_id=row.pk, answer=said, by=seat, at=at)
            return True
    return False


def _said_by(made: CalendarObject, addresses: set[str]) -> Reply | None:
    part = made.master or made.first
    for line in part.all("ATTENDEE"):
        if line.value.strip().lower() in addresses:
            said = line.parameter("PARTSTAT").upper()
            found = {told: answer for answer, told in PARTSTAT.items()}.get(said)
            return None if found in (Reply.NONE, Reply.DELEGATED) else found
    return None


def _entry_id(name: str) -> UUID | None:
    try:
        return UUID(name.removesuffix(".ics"))
    except ValueError:
        return None
