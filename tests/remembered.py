"""What a fixture wrote, written again instead of done again.

The small province and the law are made by the office's own actions: once in each
process. A later test gets the same rows by the statements those actions sent, in one
go: hundreds of questions and checks were answered the first time.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection

T = TypeVar("T")
# What changes no row; a savepoint around one statement protects nothing afterwards.
_ONLY_ASKS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@dataclass(frozen=True)
class _Kept:
    """``statements`` with every value in them; ``made`` so that each gets a copy."""

    statements: str
    made: bytes
    at: str


_kept: dict[Hashable, _Kept] = {}


def remembered(key: Hashable, make: Callable[[], T], *, at: datetime) -> T:
    """What ``make`` makes, with ``at`` as the moment of everything it did at one.

    Only inside a test's own transaction: what is really committed is really done.
    """
    if not connection.in_atomic_block:
        return make()
    kept = _kept.get(key)
    if kept is None:
        made, statements = _watched(make)
        kept = _Kept(";\n".join(statements), pickle.dumps(made), _literal(at))
        _kept[key] = kept
        return made
    with connection.cursor() as cursor:
        cursor.execute(kept.statements.replace(kept.at, _literal(at)))
    found: T = pickle.loads(kept.made)  # noqa: S301  # our own, of a moment ago
    return found


def _watched(make: Callable[[], T]) -> tuple[T, list[str]]:
    statements: list[str] = []

    def note(execute: Any, sql: str, given: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, given, many, context)
        if not sql.lstrip().upper().startswith(_ONLY_ASKS):
            statements.extend(_filled(sql, one) for one in (given if many else [given]))
        return answer

    with connection.execute_wrapper(note):
        return make(), statements


def _filled(sql: str, given: Any) -> str:
    with connection.cursor() as cursor:
        return str(cursor.cursor.mogrify(sql, given))


def _literal(at: datetime) -> str:
    return _filled("%s", [at])
