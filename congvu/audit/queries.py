"""Reading the log: labels of events, the chain and its tail, pages of events."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext

from congvu.audit.models import AuditEvent, AuditLink
from congvu.audit.rules import START, EventRow, SealedLink, canonical_texts

SEALER_LOCK = 0x436F6E67_56750001  # "CongVu", 1: whoever holds it may add links
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")

_COLUMNS = ", ".join(f"e.{field.name}" for field in fields(EventRow))
_TEXTS = ", ".join(
    """to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')"""
    if field.name == "at"
    else f"e.{field.name}::text"
    for field in fields(EventRow)
    if field.name != "data"
)
_UNSEALED = """
    FROM audit_event e
    WHERE NOT EXISTS (
        SELECT FROM audit_link l WHERE l.event_id = e.id AND l.event_at = e.at
    )
"""
_NEW = """
    AND (e.xid >= %s::xid8 AND e.xid < pg_snapshot_xmax(pg_current_snapshot())
         OR e.xid = ANY(%s::xid8[]))
"""
_WITHIN = " AND e.at >= %s AND e.at < %s"
# From one month with an event to the next: a look into the index for each.
_MONTHS = """
WITH RECURSIVE month(start, following) AS (
    SELECT m.start, m.start + interval '1 month'
      FROM (SELECT date_trunc('month', min(at) AT TIME ZONE %(zone)s)
              FROM audit_event) m(start)
    UNION ALL
    SELECT m.start, m.start + interval '1 month'
      FROM month former, LATERAL (
               SELECT date_trunc('month', min(e.at) AT TIME ZONE %(zone)s)
                 FROM audit_event e
                WHERE e.at >= former.following AT TIME ZONE %(zone)s
           ) m(start)
     WHERE former.start IS NOT NULL
)
SELECT start AT TIME ZONE %(zone)s, following AT TIME ZONE %(zone)s
  FROM month WHERE start IS NOT NULL
"""
Span = tuple[datetime, datetime]  # from the first moment up to, not including, the last


@cache
def register() -> dict[str, str]:
    """Every event that any app declares in ``rules.AUDIT_EVENTS``, with its label."""
    found: dict[str, str] = {}
    for app in apps.get_app_configs():
        name = f"{app.name}.rules"
        if app.name.startswith("congvu.") and find_spec(name):
            found |= getattr(import_module(name), "AUDIT_EVENTS", {})
    return dict(sorted(found.items()))


def label(event: str) -> str:
    """The event in the reader's language; one nobody declares, as it is named."""
    message = register().get(event)
    return gettext(message) if message else event


@cache
def _words(app: str) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """What an app calls the parts of its data, and the values that are codes."""
    rules = import_module(f"congvu.{app}.rules")
    return getattr(rules, "AUDIT_WORDS", {}), getattr(rules, "AUDIT_VALUES", {})


def told(event: AuditEvent) -> list[tuple[str, str]]:
    """The event's data in the reader's words: "hạn" and "20/11/2026".

    Keys that only machines follow and parts that are empty are left out; what no app
    has named is shown as it is kept, for the log hides nothing.
    """
    names, values = _words(event.event.partition(".")[0])
    # The database forgets the order of keys: the one of the words is as good.
    keys = [key for key in names if key in event.data]
    keys += [key for key in event.data if key not in names and not key.endswith("_id")]
    return [
        (gettext(names[key]) if key in names else key, said)
        for key in keys
        if (said := _said(event.data[key], values.get(key, {})))
    ]


def _said(value: object, codes: Mapping[str, str]) -> str:
    if isinstance(value, Mapping):
        parts = ((_said(k, codes), _said(v, codes)) for k, v in value.items())
        return "; ".join(f"{name} {said}" for name, said in parts if said)
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(_said(one, codes) for one in value))
    if isinstance(value, bool):
        return gettext("có") if value else gettext("không")
    text = "" if value is None else str(value)
    if text in codes:
        return gettext(codes[text])
    day = _DAY.fullmatch(text)
    return "/".join(reversed(day.groups())) if day else text


def seen_since(
    object_ids: Sequence[UUID],
    *,
    post_id: UUID,
    person_id: UUID,
    events: Sequence[str],
    at: datetime,
) -> set[UUID]:
    """Which of these objects the seat met with one of these events after ``at``."""
    rows = AuditEvent.objects.filter(
        object_id__in=object_ids,
        at__gt=at,
        event__in=events,
        actor_post_id=post_id,
        actor_person_id=person_id,
    )
    return {found for found in rows.values_list("object_id", flat=True) if found}


def seen_with(
    object_id: UUID,
    *,
    person_id: UUID,
    event: str,
    data: Mapping[str, str],
    since: datetime,
) -> bool:
    """Whether the person met with this object by this event, told with this data."""
    rows = AuditEvent.objects.filter(
        object_id=object_id,
        at__gte=since,
        event=event,
        actor_person_id=person_id,
        data__contains=dict(data),
    )
    return rows.exists()


def recorded_since(
    agencies: Sequence[UUID], at: datetime, *, apart_from: str
) -> dict[UUID, int]:
    """How much the log tells of each agency from a moment on, apart from one app's."""
    rows = AuditEvent.objects.filter(agency_id__in=agencies, at__gte=at).exclude(
        event__startswith=f"{apart_from}."
    )
    counted = rows.values("agency_id").annotate(n=Count("id")).order_by()
    return {row["agency_id"]: row["n"] for row in counted}


def happened_since(prefix: str, at: datetime) -> bool:
    """Whether anything of a kind was done from a moment on."""
    rows = AuditEvent.objects.filter(at__gte=at, event__startswith=prefix)
    return rows.exists()


# -- the chain


@dataclass(frozen=True)
class Snapshot:
    """Which transactions had not ended at a moment: those running, all from ``end``.

    Numbers are text: they have 64 bits and only PostgreSQL compares them.
    """

    end: str
    running: tuple[str, ...]


@dataclass(frozen=True)
class Tail:
    """What is committed and not yet sealed."""

    count: int
    oldest: datetime | None


def head() -> tuple[int, bytes]:
    """Number and digest of the last link; (0, 32 zero bytes) for an empty chain."""
    last = AuditLink.objects.order_by("-seq").values_list("seq", "digest").first()
    return (last[0], bytes(last[1])) if last else (0, START)


def day_root(day: date) -> tuple[int, bytes] | None:
    """The last link that seals what was done up to the end of that day, if any.

    Written down outside the server it shows back-dating: what is entered later "into"
    that day is sealed behind it.
    """
    end = datetime.combine(day + timedelta(days=1), time.min, tzinfo=VIETNAM)
    last = (
        AuditLink.objects.filter(event_at__lt=end)
        .order_by("-seq")
        .values_list("seq", "digest")
        .first()
    )
    return (last[0], bytes(last[1])) if last else None


def link_digest(seq: int) -> bytes | None:
    found = AuditLink.objects.filter(seq=seq).values_list("digest", flat=True).first()
    return bytes(found) if found is not None else None


def take_sealer_lock() -> bool:
    """Whether this transaction may add links; does not wait."""
    return bool(_one("SELECT pg_try_advisory_xact_lock(%s)", [SEALER_LOCK])[0])


def snapshot() -> Snapshot:
    end, running = _one(
        "SELECT pg_snapshot_xmax(s)::text,"
        " ARRAY(SELECT x::text FROM pg_snapshot_xip(s) x)"
        " FROM pg_current_snapshot() s"
    )
    return Snapshot(end, tuple(running))


def months() -> list[Span]:
    """The months of Vietnam in which anything was logged, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(_MONTHS, {"zone": VIETNAM.key})
        return [(start, end) for start, end in cursor]


def unsealed(
    *, since: Snapshot | None = None, within: Span | None = None, limit: int
) -> list[EventRow]:
    """Committed events without a link; with ``since``, only those it could not see."""
    sql, values = f"SELECT {_COLUMNS} {_UNSEALED}", list[Any]()
    if since is not None:
        sql, values = sql + _NEW, [since.end, list(since.running)]
    if within is not None:
        sql, values = sql + _WITHIN, [*values, *within]
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY e.at, e.id LIMIT %s", [*values, limit])
        return [EventRow(*row) for row in _with_data(cursor)]


def tail() -> Tail:
    return Tail(*_one(f"SELECT count(*), min(e.at) {_UNSEALED}"))


def sealed() -> Iterator[SealedLink]:
    """Every link in its order with its event, streamed: one snapshot, little memory.

    Keys and moments come as text: that is what is hashed, and making objects of them
    first would take two thirds of the time.
    """
    with transaction.atomic(), connection.cursor() as setting:
        setting.execute("SET LOCAL cursor_tuple_fraction = 1")
        setting.execute("SET LOCAL work_mem = '64MB'")
        pg: Any = connection.connection
        with pg.cursor(name=f"audit_{uuid4().hex}", binary=True) as cursor:
            cursor.itersize = 5000
            cursor.execute(
                "SELECT l.seq, l.event_id, l.previous, l.digest,"  # noqa: S608 - constants
                f" {_TEXTS}, e.data::text FROM audit_link l LEFT JOIN audit_event e"
                " ON e.id = l.event_id AND e.at = l.event_at ORDER BY l.seq"
            )
            for seq, key, previous, digest, *texts, data in cursor:
                form = canonical_texts([*texts, json.loads(data)]) if data else None
                yield SealedLink(seq, key, previous, digest, form)


def sealed_twice() -> tuple[int, UUID] | None:
    """An event with two links: only where somebody took the constraint away."""
    sql = (
        "SELECT max(seq), event_id FROM audit_link GROUP BY event_id, event_at"
        " HAVING count(*) > 1 LIMIT 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        found: tuple[int, UUID] | None = cursor.fetchone()
    return found


def _with_data(rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    """Django leaves jsonb as text; it is the last column here."""
    for row in rows:
        yield [*row[:-1], json.loads(row[-1])]


def _one(sql: str, values: Sequence[Any] = ()) -> Sequence[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row: Sequence[Any] = cursor.fetchone()
    return row


# -- tables kept by month


def month_of(at: datetime) -> date:
    return at.astimezone(VIETNAM).date().replace(day=1)


def monthly_tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM congvu_monthly_table ORDER BY name")
        return [name for (name,) in cursor.fetchall()]


# -- reading pages


@dataclass(frozen=True)
class Wanted:
    """What the reader of the log asks for; an absent field asks for nothing."""

    event: str = ""
    who: str = ""
    object_id: UUID | None = None
    day: date | None = None
    agency_id: UUID | None = None


@dataclass(frozen=True)
class EventPage:
    """Events newest first; ``older`` is the key of the next page, if there is one."""

    events: list[AuditEvent]
    older: tuple[datetime, UUID] | None


def page(
    wanted: Wanted, *, before: tuple[datetime, UUID] | None, size: int = 50
) -> EventPage:
    found = _chosen(wanted)
    if before is not None:
        at, key = before
        found = found.filter(at__lte=at).exclude(at=at, id__gte=key)
    rows = list(found.order_by("-at", "-id")[: size + 1])
    older = (rows[size - 1].at, rows[size - 1].id) if len(rows) > size else None
    return EventPage(rows[:size], older)


def _chosen(wanted: Wanted) -> QuerySet[AuditEvent]:
    found = AuditEvent.objects.all()
    if wanted.event:
        found = found.filter(event=wanted.event)
    if wanted.who:
        found = found.filter(_person(wanted.who))
    if wanted.object_id:
        found = found.filter(object_id=wanted.object_id)
    if wanted.agency_id:
        found = found.filter(agency_id=wanted.agency_id)
    if wanted.day:
        begin = datetime.combine(wanted.day, time.min, tzinfo=VIETNAM)
        found = found.filter(at__gte=begin, at__lt=begin + timedelta(days=1))
    return found


def _person(who: str) -> Q:
    """By key when it is one (a link from elsewhere), else by a part of the name."""
    try:
        key = UUID(who)
    except ValueError:
        return Q(actor_name__icontains=who)
    return Q(actor_person_id=key) | Q(actor_user_id=key)
