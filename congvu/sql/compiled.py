"""Querysets whose SQL is put together once.

Django puts the SQL of a queryset together each time it is asked; for the ten small
questions behind the page of one paper that took longer than PostgreSQL's answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class _Plan:
    """What is the same at each asking."""

    sql: str
    places: Sequence[tuple[str, Any]]
    """For each ``%s`` the name of the value there, or "" and the value itself."""
    compiler: Any
    own: slice
    attributes: list[str]
    related: list[Any]

    def values(self, given: dict[str, Any]) -> list[Any]:
        return [given[name] if name else value for name, value in self.places]


class Compiled(Generic[M]):
    """A queryset as a function of named values: ``make`` builds it, once a process.

    Each value is a UUID, a day, a moment, a text, or a list of UUIDs compared by
    ``__any``, and stands in the SQL as it is given. What may be None, or may alter the
    SQL in another way, makes another question: the queryset's own ``filter`` is for it.
    Prefetching is not followed.
    """

    def __init__(self, make: Callable[..., QuerySet[M]]) -> None:
        self._make = make
        self._plan: _Plan | None = None

    def __call__(self, **given: Any) -> list[M]:
        """The rows, as instances of the model; one query."""
        plan = self._plan
        if plan is None:
            plan = self._plan = _put_together(self._make, given)
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, plan.values(given))
            rows = cursor.fetchall()
        return list(_instances(plan, rows))

    def first(self, **given: Any) -> M | None:
        """The first row; the queryset should ask for no more than one."""
        return next(iter(self(**given)), None)


def _put_together(make: Callable[..., QuerySet[M]], given: dict[str, Any]) -> _Plan:
    stand_ins = {name: _stand_in(value) for name, value in given.items()}
    compiler = make(**stand_ins).query.get_compiler(DEFAULT_DB_ALIAS)
    sql, values = compiler.as_sql()
    places = [
        next(((name, None) for name, it in stand_ins.items() if it == value), None)
        or ("", value)
        for value in values
    ]
    if lost := stand_ins.keys() - {name for name, _value in places}:
        raise ValueError(f"not in the SQL as given: {', '.join(sorted(lost))}")
    info = compiler.klass_info
    fields = info["select_fields"]
    own = slice(fields[0], fields[-1] + 1)
    return _Plan(
        sql=sql,
        places=places,
        compiler=compiler,
        own=own,
        attributes=[column.target.attname for column, *_ in compiler.select[own]],
        related=get_related_populators(info, compiler.select, DEFAULT_DB_ALIAS),
    )


def _stand_in(value: Any) -> Any:
    """A value of the same kind that no other question holds."""
    rare = uuid4()
    match value:
        case UUID():
            return rare
        case datetime():
            return datetime.fromtimestamp(rare.int % 2**32 + 2**33, UTC)
        case date():
            return date.fromordinal(1_000_000 + rare.int % 2_000_000)
        case str():
            return rare.hex
        case list():
            return [rare]
    raise TypeError(f"no stand-in for {type(value).__name__}")


def _instances(plan: _Plan, rows: list[tuple[Any, ...]]) -> Iterator[Any]:
    """As a queryset makes them of its rows (``ModelIterable``)."""
    compiler = plan.compiler
    model = compiler.klass_info["model"]
    beside = compiler.annotation_col_map or {}
    for row in compiler.results_iter([rows]):
        found = model.from_db(connection.alias, plan.attributes, row[plan.own])
        for populator in plan.related:
            populator.populate(row, found)
        for name, place in beside.items():
            setattr(found, name, row[place])
        yield found
