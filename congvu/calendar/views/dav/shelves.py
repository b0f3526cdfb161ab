"""The calendars a person's programs are shown, and what lies in each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from congvu.accounts.queries import may_write
from congvu.calendar.access import calendars_read, may_keep, own, reach_of
from congvu.calendar.actions.syncing import bring_up
from congvu.calendar.formats.entries import Asked, text_of
from congvu.calendar.formats.filters import Range
from congvu.calendar.formats.objects import KINDS
from congvu.calendar.models import DavItem, Entry
from congvu.calendar.queries.dav import (
    asked_entries,
    between,
    data_of,
    digest_of,
    items_of,
    last_item_change,
    read_items,
)
from congvu.calendar.rules import Owner, OwnerKind, Part, Reply
from congvu.calendar.views.dav.door import Caller
from congvu.organisations.access import Seat
from congvu.organisations.queries import names_ever

OWN, ASKED, INBOX, OUTBOX = "cua-toi", "duoc-moi", "thu-den", "thu-di"
_PAST = timedelta(days=60)
"""So far back invitations are shown."""


@dataclass(frozen=True)
class Told:
    """One calendar object as a program gets it."""

    name: str
    kind: str
    body: str
    etag: str


@dataclass(frozen=True)
class Shelf:
    """One calendar as one person's programs see it."""

    slug: str
    name: str
    seat: Seat
    owner: Owner | None
    writes: bool

    @property
    def kinds(self) -> tuple[str, ...]:
        """Tasks and notes are a person's own; an office has its own ways for these."""
        return KINDS if self.slug == OWN else ("VEVENT",)


def shelves_of(caller: Caller) -> list[Shelf]:
    """Own first; each calendar once, from the seat that may do most in it."""
    found: dict[Owner, Shelf] = {}
    for seat in caller.seats:
        for owner in calendars_read(seat):
            writes = may_keep(seat, owner)
            known = found.get(owner)
            if known is None or (writes and not known.writes):
                found[owner] = Shelf(
                    _slug(owner), _name(owner, seat), seat, owner, writes
                )
    asked = [
        Shelf(ASKED, _("Lịch được mời"), caller.seats[0], None, writes=False),
    ]
    return [*found.values(), *asked]


def _slug(owner: Owner) -> str:
    return OWN if owner.kind == OwnerKind.PERSON else f"{owner.kind}-{owner.id}"


def _name(owner: Owner, seat: Seat) -> str:
    if owner == own(seat):
        return _("Lịch của tôi")
    return seat.unit_name if owner.kind == OwnerKind.UNIT else seat.agency_name


def shelf_called(caller: Caller, slug: str) -> Shelf | None:
    return next((one for one in shelves_of(caller) if one.slug == slug), None)


def address(caller: Caller, shelf: Shelf, name: str) -> str:
    return caller.shelf(shelf.slug) + quote(name, safe="")


def refresh(shelf: Shelf, at: datetime) -> None:
    """What was written on pages since is told, too; a standby tells what it knows."""
    if shelf.owner is not None and may_write():
        bring_up(owner=shelf.owner, at=at)


def told(
    caller: Caller,
    shelf: Shelf,
    at: datetime,
    *,
    range_: Range | None = None,
    kinds: Collection[str] = (),
    names: Collection[str] | None = None,
) -> list[Told]:
    """What lies there; with a range or kinds, what may be meant by these."""
    if shelf.owner is None:
        rows = _asked(caller, at)
        return [one for one in rows if names is None or one.name in names]
    items = read_items(shelf.owner, reach_of(shelf.seat))
    if range_ is not None:
        items = between(items, range_.since, range_.until)
    if kinds:
        items = items.filter(kind__in=list(kinds))
    if names is not None:
        items = items.filter(name__in=list(names))
    return [_told(one) for one in items.order_by("change")]


def _told(item: DavItem) -> Told:
    return Told(item.name, item.kind, item.body, item.etag)


def _asked(caller: Caller, at: datetime) -> list[Told]:
    """What any of the person's seats is asked to, each once."""
    rows: dict[UUID, tuple[Entry, Seat]] = {}
    for seat in caller.seats:
        for entry in asked_entries(reach_of(seat), at - _PAST):
            rows.setdefault(entry.pk, (entry, seat))
    names = names_ever(
        [entry.agency_id for entry, _seat in rows.values() if entry.agency_id],
        [entry.unit_id for entry, _seat in rows.values() if entry.unit_id],
    )
    return [_invitation(caller, entry, seat, names) for entry, seat in rows.values()]


def _invitation(
    caller: Caller, entry: Entry, seat: Seat, names: Mapping[UUID, str]
) -> Told:
    owner = entry.agency_id or entry.unit_id
    host = names.get(owner, "") if owner is not None else ""
    body = text_of(
        data_of(entry, entry.__dict__["changed"]),
        stamp=entry.kept_at,
        asked=_self(caller, entry, seat),
        organiser=Asked(host or entry.kept_by, ""),
    )
    return Told(f"{entry.pk}.ics", "VEVENT", body, digest_of(body))


def _self(caller: Caller, entry: Entry, seat: Seat) -> list[Asked]:
    """The person themselves, so that their program offers to answer."""
    email = caller.address or caller.user.email
    if not email:
        return []
    desks = reach_of(seat).desks
    return [
        Asked(
            seat.person_name,
            email,
            Reply(row.reply),
            is_chair=row.part == Part.CHAIR,
        )
        for row in entry.attending.all()
        if row.desk_id in desks
    ][:1]


def token_of(caller: Caller, shelf: Shelf, at: datetime) -> str:
    """What changes when anything in the calendar does."""
    if shelf.owner is None:
        state = ",".join(sorted(f"{t.name}={t.etag}" for t in _asked(caller, at)))
        return f"urn:congvu:sync:{shelf.slug}:{digest_of(state)}"
    return _numbered(shelf, last_item_change(shelf.owner))


def _numbered(shelf: Shelf, change: int) -> str:
    return f"urn:congvu:sync:{shelf.slug}:{change}"


@dataclass(frozen=True)
class Changes:
    """What came or was written again, what is gone, and the token for next time."""

    told: list[Told]
    gone: list[str]
    token: str
    is_whole: bool = True


def changes_since(
    caller: Caller, shelf: Shelf, token: str, at: datetime, *, limit: int | None
) -> Changes | None:
    """None for a token that is not, or no longer, one of this calendar."""
    now = token_of(caller, shelf, at)
    if shelf.owner is None:
        if token in ("", now):
            return Changes([] if token else told(caller, shelf, at), [], now)
        return None
    after = _number(shelf, token)
    if after is None or after > last_item_change(shelf.owner):
        return None
    rows = items_of(shelf.owner).filter(change__gt=after)
    if not token:
        # Nothing is known yet: what one may not read was never there.
        rows = read_items(shelf.owner, reach_of(shelf.seat))
    return _changes(shelf, rows, now, limit)


def _number(shelf: Shelf, token: str) -> int | None:
    if not token:
        return 0
    start = f"urn:congvu:sync:{shelf.slug}:"
    rest = token.removeprefix(start)
    if rest == token or not (rest.isdecimal() and rest.isascii() and len(rest) < 19):
        return None
    return int(rest)


def _changes(
    shelf: Shelf, rows: QuerySet[DavItem], now: str, limit: int | None
) -> Changes:
    if shelf.owner is None:
        return Changes([], [], now)
    wanted = rows.order_by("change")
    found = list(wanted[:limit] if limit else wanted)
    seen = _readable(shelf, found)
    whole = not limit or len(found) < limit or not rows[limit:].exists()
    token = now if whole else _numbered(shelf, found[-1].change)
    return Changes(
        [_told(one) for one in found if one.pk in seen],
        [one.name for one in found if one.pk not in seen],
        token,
        whole,
    )


def _readable(shelf: Shelf, found: Iterable[DavItem]) -> set[object]:
    if shelf.owner is None:
        return set()
    rows = read_items(shelf.owner, reach_of(shelf.seat))
    return set(
        rows.filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True)
    )
