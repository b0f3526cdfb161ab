"""Querysets whose SQL is put together once.

Django puts the SQL of a queryset together each time it is asked; for the ten small
questions behind the page of one paper that took longer than PostgreSQL's answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

import psycopg
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.query import (  # type: ignore[attr-defined]  # not in the stubs
    ModelIterable,
    get_related_populators,
)

from congvu.sql.planned import planned

_PLACE = re.compile("%[s%]")
M = TypeVar("M", bound=Model)
Row = tuple[Any, ...]


@dataclass(frozen=True)
class _Plan:
    """What is the same at each asking; ``compiler`` knows the columns."""

    sql: str
    places: Sequence[tuple[str, Any]]
    """For each ``%s`` the name of the value there, or "" and the value itself."""
    compiler: Any
    own: slice
    attributes: Sequence[str]
    related: Sequence[Any]
    converters: dict[int, Any]
    """What the models make of columns that do not arrive as they are shown."""

    def rows(self, given: dict[str, Any], *, by_key: bool) -> Iterator[Sequence[Any]]:
        values = [given[name] if name else value for name, value in self.places]
        with planned() if by_key else connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            found = cursor.fetchall()
        if not self.converters:
            return iter(found)
        rows: Iterator[Sequence[Any]] = self.compiler.apply_converters(
            found, self.converters
        )
        return rows


class Compiled(Generic[M]):
    """A queryset as a function: ``make`` builds it, once a process for each shape.

    What is given by name is a value of the moment: a UUID, a day, a moment, a text, or
    a list of UUIDs compared by ``__any``; it stands in the SQL as it is given. What is
    given by place, and which names are, is the question's shape, and ``make`` may write
    another SQL for each. Prefetching is not followed. One ``by_key`` is `planned`, too;
    what its shape says stands in its text, or a plan for all values would not know it.
    """

    def __init__(
        self, make: Callable[..., QuerySet[M, Any]], *, by_key: bool = False
    ) -> None:
        self._make = make
        self._by_key = by_key
        self._plans: dict[Hashable, _Plan] = {}

    def __call__(self, *shape: Hashable, **given: Any) -> list[M]:
        """The rows, as instances of the model; one query."""
        plan = self._plan(shape, given)
        return list(_instances(plan, plan.rows(given, by_key=self._by_key)))

    def first(self, *shape: Hashable, **given: Any) -> M | None:
        """The first row; the queryset should ask for no more than one."""
        return next(iter(self(*shape, **given)), None)

    def rows(self, *shape: Hashable, **given: Any) -> list[Row]:
        """The rows of a ``values_list``."""
        found = self._plan(shape, given).rows(given, by_key=self._by_key)
        return [tuple(row) for row in found]

    def _plan(self, shape: tuple[Hashable, ...], given: dict[str, Any]) -> _Plan:
        key = (shape, *given)
        plan = self._plans.get(key)
        if plan is None:
            plan = _put_together(self._make, shape, given)
            self._plans[key] = plan = _written_out(plan) if self._by_key else plan
        return plan


def _put_together(
    make: Callable[..., QuerySet[Any, Any]],
    shape: tuple[Hashable, ...],
    given: dict[str, Any],
) -> _Plan:
    stand_ins = {name: _stand_in(value) for name, value in given.items()}
    asked = make(*shape, **stand_ins)
    compiler = asked.query.get_compiler(DEFAULT_DB_ALIAS)
    sql, values = compiler.as_sql()
    places = [_place(value, stand_ins) for value in values]
    if lost := stand_ins.keys() - {name for name, _value in places}:
        raise ValueError(f"not in the SQL as given: {', '.join(sorted(lost))}")
    info = compiler.klass_info
    columns = [column for column, *_ in compiler.select[: compiler.col_count]]
    converters = compiler.get_converters(columns)
    if asked._iterable_class is not ModelIterable:
        return _Plan(sql, places, compiler, slice(None), (), (), converters)
    fields = info["select_fields"]
    own = slice(fields[0], fields[-1] + 1)
    return _Plan(
        sql=sql,
        places=places,
        compiler=compiler,
        own=own,
        attributes=[column.target.attname for column, *_ in compiler.select[own]],
        related=get_related_populators(info, compiler.select, DEFAULT_DB_ALIAS),
        converters=converters,
    )


def _written_out(plan: _Plan) -> _Plan:
    """The same with what does not vary in its text: a state, a limit."""
    places = iter(plan.places)
    kept: list[tuple[str, Any]] = []

    def written(mark: re.Match[str]) -> str:
        if mark[0] == "%%":
            return mark[0]
        name, value = next(places)
        if name or isinstance(value, list | dict):
            kept.append((name, value))
            return mark[0]
        text = psycopg.sql.Literal(value).as_string(connection.connection)
        return text.replace("%", "%%")

    connection.ensure_connection()
    return replace(plan, sql=_PLACE.sub(written, plan.sql), places=kept)


def _place(value: Any, stand_ins: dict[str, Any]) -> tuple[str, Any]:
    for name, stand_in in stand_ins.items():
        if value == stand_in:
            return name, None
    return "", value


def _stand_in(value: Any) -> Any:
    """A value of the same kind that no other question holds."""
    rare = uuid4()
    match value:
        case UUID():
            return rare
        case datetime():
            return datetime.fromtimestamp(2**33 + rare.int % 2**32, UTC)
        case date():
            return date.fromordinal(1_000_000 + rare.int % 2_000_000)
        case str():
            return rare.hex
        case list():
            return [rare]
    raise TypeError(f"no stand-in for {type(value).__name__}")


def _instances(plan: _Plan, rows: Iterator[Sequence[Any]]) -> Iterator[Any]:
    """As a queryset makes them of its rows (``ModelIterable``)."""
    model = plan.compiler.klass_info["model"]
    beside = plan.compiler.annotation_col_map or {}
    for row in rows:
        found = model.from_db(connection.alias, plan.attributes, row[plan.own])
        for populator in plan.related:
            populator.populate(row, found)
        for name, place in beside.items():
            setattr(found, name, row[place])
        yield found
