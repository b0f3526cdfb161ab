"""The share of electronic exchange of an agency, or of the whole installation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from congvu.documents.models import DocumentFile
from congvu.exchange.models import Regulation
from congvu.exchange.queries.regulation import row_of
from congvu.exchange.rules import (
    Addressee,
    Issued,
    Part,
    Row,
    Share,
    Standing,
    in_scope,
    share_of,
    standing_of,
)
from congvu.lib.dates import VIETNAM, local_date
from congvu.lib.text import sort_key
from congvu.organisations.models import Agency, AgencyVersion
from congvu.outgoing.models import DraftAttachment, OutgoingEntry, Recipient
from congvu.outgoing.rules import OutgoingState


@dataclass(frozen=True)
class Period:
    """Whole months: from the first day of one up to that of the month after another."""

    first: date
    after: date


@dataclass(frozen=True)
class Counted:
    """One paper that the share speaks of."""

    entry_id: UUID
    agency_id: UUID
    agency: str
    unit_id: str
    unit: str
    type_code: str
    type_name: str
    symbol: str
    subject: str
    on: date
    standing: Standing
    row: Row | None


@dataclass(frozen=True)
class Papers:
    """All of a period; every number is the length of a list of them."""

    counted: list[Counted]

    @property
    def total(self) -> Share:
        return share_of("", "", [one.standing for one in self.counted])

    def by(self, grouping: str) -> list[Share]:
        """Per "agency", "unit", "type" or "month", by name (months in their order)."""
        key, name = GROUPINGS[grouping]
        groups: dict[tuple[str, str], list[Standing]] = defaultdict(list)
        for one in self.counted:
            groups[key(one), name(one)].append(one.standing)
        ordered = sorted(groups, key=(lambda g: g) if grouping == "month" else _by_name)
        return [share_of(*group, groups[group]) for group in ordered]

    def behind(self, part: Part, grouping: str = "", key: str = "") -> list[Counted]:
        """The papers behind one number, the newest first."""
        of = GROUPINGS[grouping][0] if grouping else lambda _one: ""
        found = [o for o in self.counted if part.holds(o.standing) and of(o) == key]
        return sorted(found, key=lambda o: (o.on, o.symbol), reverse=True)

    @property
    def standings(self) -> list[tuple[Standing, int]]:
        counts = Counter(one.standing for one in self.counted)
        return [(one, counts[one]) for one in Standing if counts[one]]

    @property
    def rules(self) -> list[tuple[Row, int]]:
        """The rows of the regulation the papers were judged by, with how many each."""
        rows = {one.row.id: one.row for one in self.counted if one.row}
        counts = Counter(one.row.id for one in self.counted if one.row)
        return [(rows[key], count) for key, count in counts.most_common()]


def _by_name(group: tuple[str, str]) -> Any:
    return sort_key(group[1]), group[0]


Of = Callable[[Counted], str]
GROUPINGS: dict[str, tuple[Of, Of]] = {
    "agency": (lambda one: str(one.agency_id), lambda one: one.agency),
    "unit": (lambda one: one.unit_id, lambda one: one.unit),
    "type": (lambda one: one.type_code, lambda one: one.type_name),
    "month": (lambda one: f"{one.on:%Y-%m}", lambda one: f"{one.on:%m/%Y}"),
}


def papers_of(period: Period, agency_id: UUID | None) -> Papers:
    """Of one agency, or of every one of the installation; five queries however many."""
    entries = _entries(period, agency_id)
    kinds: dict[UUID, str] = dict(Agency.objects.values_list("id", "kind"))
    names = _names(period.after)
    rules = Regulation.objects.exclude(valid_until__lte=period.first)
    rows = [row_of(one) for one in rules.filter(valid_from__lt=period.after)]
    sent = _addressees(entries, kinds)
    return Papers(list(_judged(entries, sent, kinds, names, rows)))


# Thousands of lines are judged at once, so only what is asked of one is read.
_SHOWN = (
    "agency_id", "unit_id", "unit_name", "type_code", "type_name", "symbol", "subject",
    "released_at", "recalled_at",
)  # fmt: skip


def _entries(period: Period, agency_id: UUID | None) -> QuerySet[OutgoingEntry, Any]:
    since, until = (
        datetime.combine(day, time(), VIETNAM) for day in (period.first, period.after)
    )
    files = DocumentFile.objects.filter(document=OuterRef("document"))
    beside = DraftAttachment.objects.filter(
        draft__entry=OuterRef("pk"), until__isnull=True
    )
    rows = OutgoingEntry.objects.filter(
        state=OutgoingState.ISSUED, released_at__gte=since, released_at__lt=until
    )
    if agency_id is not None:
        rows = rows.filter(agency=agency_id)
    annotated: QuerySet[OutgoingEntry, Any] = rows.annotate(
        files=Coalesce(Subquery(_number(files, "document")), 0),
        beside=Coalesce(Subquery(_number(beside, "draft__entry")), 0),
    )
    return annotated.only(*_SHOWN)


def _number(rows: QuerySet[Any, Any], group: str) -> Any:
    return rows.order_by().values(group).annotate(n=Count("pk")).values("n")


def _addressees(
    entries: QuerySet[OutgoingEntry, Any], kinds: dict[UUID, str]
) -> dict[UUID, list[Addressee]]:
    """Agencies of the installation, named as such or by their code."""
    rows = Recipient.objects.filter(
        Q(agency__isnull=False) | Q(dispatch__agency__isnull=False),
        entry__in=entries.values("pk").order_by(),
    ).values_list(
        "entry_id",
        "agency_id",
        "dispatch__agency_id",
        "dispatch__channel",
        "dispatch__state",
        "dispatch__status",
    )
    found: dict[UUID, list[Addressee]] = defaultdict(list)
    for entry_id, named, reached, *how in rows:
        kind = kinds.get(reached or named, "")
        found[entry_id].append(Addressee(kind, *(value or "" for value in how)))
    return found


def _names(on: date) -> dict[UUID, str]:
    """What each agency was called last before a day."""
    rows = AgencyVersion.objects.filter(valid_from__lt=on).order_by("valid_from")
    return dict(rows.values_list("agency_id", "name"))


def _judged(
    entries: QuerySet[OutgoingEntry, Any],
    sent: dict[UUID, list[Addressee]],
    kinds: dict[UUID, str],
    names: dict[UUID, str],
    rows: Sequence[Row],
) -> Iterator[Counted]:
    for entry in entries:
        if entry.released_at is None:
            continue
        issued = Issued(
            sender=kinds[entry.agency_id],
            type_code=entry.type_code,
            subject=entry.subject,
            on=local_date(entry.released_at),
            addressees=sent.get(entry.id, []),
            is_whole=entry.files > entry.beside,
            is_recalled=entry.recalled_at is not None,
        )
        if not in_scope(issued):
            continue
        standing, row = standing_of(issued, rows)
        yield Counted(
            entry_id=entry.id,
            agency_id=entry.agency_id,
            agency=names.get(entry.agency_id, ""),
            unit_id=str(entry.unit_id or ""),
            unit=entry.unit_name,
            type_code=entry.type_code,
            type_name=entry.type_name,
            symbol=entry.symbol,
            subject=entry.subject,
            on=issued.on,
            standing=standing,
            row=row,
        )
