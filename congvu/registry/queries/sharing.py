"""Data sets and their columns, agreements, rows of a set at a moment, who read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from congvu.registry.models import (
    DataQuality,
    DataSet,
    RowChange,
    RowVersion,
    SharingAgreement,
    SharingCall,
)
from congvu.registry.queries.rows import behind
from congvu.registry.queries.structures import current_structure, structures_of
from congvu.registry.rules import (
    AGREEMENT_STATE_NAMES,
    OVER,
    ChangeState,
    Column,
    Table,
    find_table,
    holds,
    known_of,
)

PAGE = 50
ROWS = 500


@dataclass(frozen=True)
class SetPage:
    rows: Sequence[DataSet]
    after: UUID | None


def set_page(
    rows: QuerySet[DataSet],
    words: str = "",
    after: UUID | None = None,
    limit: int = PAGE,
) -> SetPage:
    """The last made first; by words of its name or theme."""
    for word in words.split()[:8]:
        rows = rows.filter(Q(title__icontains=word) | Q(theme__icontains=word))
    rows = rows.filter(pk__lt=after) if after else rows
    found = list(rows.order_by("-pk")[: limit + 1])
    more = len(found) > limit
    return SetPage(found[:limit], found[limit - 1].pk if more else None)


def public_sets() -> list[DataSet]:
    """Those that are on the portal, by name; one with a personal column is not, though
    it was before.
    """
    rows = DataSet.objects.filter(published_at__isnull=False)
    rows = rows.select_related("database").order_by("title", "pk")
    return [one for one in rows if not personal_keys(one) & set(one.fields)]


def last_quality(data_set: DataSet) -> DataQuality | None:
    """As it was found last."""
    return DataQuality.objects.filter(data_set=data_set).order_by("-pk").first()


def last_believed(data_set: DataSet) -> datetime | None:
    """When what is believed of its table was changed last: by the last thing that was
    approved, which an index knows.
    """
    rows = RowChange.objects.filter(
        database=data_set.database_id,
        table=data_set.table,
        state=ChangeState.APPROVED,
    )
    last = rows.order_by("-decided_at").values_list("decided_at", flat=True)
    return last.first()


def columns_of(data_set: DataSet) -> list[Column]:
    """The chosen ones, as each was last: a key means one thing for ever, so a set
    keeps its columns though the next structure leaves one out.
    """
    past = reversed(structures_of(data_set.database))
    known = known_of(one.tables for one in past)
    named = (known.get((data_set.table, key)) for key in data_set.fields)
    return [one for one in named if one is not None]


def table_offered(data_set: DataSet) -> Table | None:
    """The table as it is now."""
    current = current_structure(data_set.database)
    return find_table(current.tables, data_set.table) if current is not None else None


def personal_keys(data_set: DataSet) -> set[str]:
    """Of all columns of its table that are, or ever were, personal."""
    start = f"{data_set.table}."
    told = (one for one in data_set.database.personal if one.startswith(start))
    return {one.removeprefix(start) for one in told}


@dataclass(frozen=True)
class AgreementPage:
    rows: Sequence[SharingAgreement]
    after: UUID | None


def agreement_page(
    rows: QuerySet[SharingAgreement], after: UUID | None = None, limit: int = PAGE
) -> AgreementPage:
    """The last asked first."""
    rows = rows.filter(pk__lt=after) if after else rows
    found = list(rows.order_by("-pk")[: limit + 1])
    more = len(found) > limit
    return AgreementPage(found[:limit], found[limit - 1].pk if more else None)


def alive_agreement(data_set: DataSet, agency_id: UUID) -> SharingAgreement | None:
    """The one that is asked for, agreed or suspended."""
    alive = [key for key in AGREEMENT_STATE_NAMES if key not in OVER]
    rows = data_set.agreements.filter(consumer=agency_id, state__in=alive)
    return rows.first()


def agreement_held(
    data_set: DataSet, agency_id: UUID, on: date
) -> SharingAgreement | None:
    """The one by which an agency may read that day."""
    found = alive_agreement(data_set, agency_id)
    if found is None:
        return None
    held = holds(found.state, found.valid_from, found.valid_until, on)
    return found if held else None


# -- rows of a set, as believed at one moment: pages fit together whatever is approved


@dataclass(frozen=True)
class SharedPage:
    """``after`` is the row behind which the next page begins."""

    rows: Sequence[Mapping[str, object]]
    after: UUID | None


def _at(data_set: DataSet, on: date, at: datetime) -> QuerySet[RowVersion]:
    return RowVersion.objects.filter(
        database=data_set.database,
        table=data_set.table,
        valid__contains=on,
        recorded__contains=at,
    )


def count_shared(data_set: DataSet, on: date, at: datetime) -> int:
    return _at(data_set, on, at).count()


def shared_page(
    data_set: DataSet,
    fields: Sequence[str],
    on: date,
    at: datetime,
    after: UUID | None = None,
    limit: int = ROWS,
) -> SharedPage:
    """By name; where the page before ended is looked up, so that no name is told that
    is not among the fields.
    """
    rows = _at(data_set, on, at)
    if after is not None:
        last = rows.filter(row=after).values_list("sort", flat=True).first()
        if last is None:
            return SharedPage([], None)
        rows = rows.filter(behind(last, after))
    told = rows.order_by("sort", "row").values_list("row", "valid", "values")
    found = list(told[: limit + 1])
    made = [_shared(*one, fields) for one in found[:limit]]
    return SharedPage(made, found[limit - 1][0] if len(found) > limit else None)


def _shared(
    row: UUID, valid: object, values: Mapping[str, object], fields: Sequence[str]
) -> Mapping[str, object]:
    return {
        "_row": row,
        "_valid_from": getattr(valid, "lower", None),
        "_valid_until": getattr(valid, "upper", None),
        **{key: values[key] for key in fields if values.get(key) is not None},
    }


def shared_rows(
    data_set: DataSet, fields: Sequence[str], on: date, at: datetime
) -> Iterator[Mapping[str, object]]:
    """All of them, page by page."""
    after: UUID | None = None
    while True:
        page = shared_page(data_set, fields, on, at, after)
        yield from page.rows
        after = page.after
        if after is None:
            return


@dataclass(frozen=True)
class CallPage:
    rows: Sequence[SharingCall]
    after: UUID | None


def call_page(
    rows: QuerySet[SharingCall], after: UUID | None = None, limit: int = PAGE
) -> CallPage:
    """The last first."""
    rows = rows.filter(pk__lt=after) if after else rows
    found = list(rows.order_by("-pk")[: limit + 1])
    more = len(found) > limit
    return CallPage(found[:limit], found[limit - 1].pk if more else None)
