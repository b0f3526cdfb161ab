"""Strangers' requests to every operation of the API, made by schemathesis.

Each operation is asked about a thing that exists (or an invented one), by one of the
people below, with what its description allows, with what it forbids, or with a complete
and sensible body in which one value was replaced. An answer of 5xx, or one that is not
as the description says (status, content type, headers, schema), is a finding. What a
request did is undone after it.
"""

from __future__ import annotations

import copy
import json
import random
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from django.core.signals import (
    got_request_exception,
    request_finished,
    request_started,
)
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core import NotSet
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from congvu.config.api import api
from congvu.config.wsgi import application
from tests.rights.matrix import API_LINES
from tests.rights.world import World, body_of

PEOPLE = ("lan", "dung", "minh", "quan", "nobody")
"""Clerk, leader, specialist, operator, and who brings no token."""
CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
NASTY: list[Any] = [
    None, "", " ", "\0", "\ud800", "a\u0301\u0323", "\u202e\u200f", "x" * 70_000, -1,
    0, 2**31, 2**63, 10**400, 1e308, True, [], {}, [[]], [None], "0001-01-01",
    "9999-12-31", "2026-02-30", "2026-01-01T00:00:00", "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00+14:00", "00000000-0000-0000-0000-000000000000", "%00", "../..",
    "'; DROP TABLE audit_event; --", "<script>alert(1)</script>", "٣", "１", "NaN",
]  # fmt: skip


@dataclass
class Told:
    """What a run found."""

    operations: set[str] = field(default_factory=set)
    cases: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    findings: dict[str, str] = field(default_factory=dict)

    def summary(self) -> dict[str, Any]:
        kinds = Counter(what.split(" · ")[0] for what in self.findings)
        return {
            "operations": len(self.operations),
            "people": list(PEOPLE),
            "cases": self.cases,
            "statuses": dict(sorted(self.statuses.items())),
            "5xx": kinds.pop("Server error", 0),
            "schema_violations": kinds.total(),
        }


class Asker:
    """Asks one operation after another of an office that exists."""

    def __init__(self, world: World, described: dict[str, Any] | None = None) -> None:
        self.world, self.told = world, Told()
        self.schema = schemathesis.openapi.from_dict(described or description())
        self.schema.app = application
        self.operations = {
            f"{o.method.upper()} {o.path.removeprefix('/api/v1')}": o
            for o in (found.ok() for found in self.schema.get_all_operations())
        }
        self.lines = [line for line in API_LINES if line.name in self.operations]
        self._trace = ""
        got_request_exception.connect(self._caught)

    def _caught(self, **_sent: Any) -> None:
        self._trace = "".join(traceback.format_exc().splitlines(keepends=True)[-12:])

    def ask(self, number: int, *, cases: int, chance: int) -> None:
        """So many cases of the line of that number; the same for the same chance."""
        line = self.lines[number % len(self.lines)]
        operation = self.operations[line.name]
        ids = {k: str(v) for k, v in self.world.objects[line.about].items()}
        good = self._good_body(line.name, self.world.objects[line.about])

        # Not left to the library: what it tries first is always the plainest.
        dice = random.Random(f"{chance}/{number}")
        mode = [*GenerationMode][(number + chance) % len(GenerationMode)]

        @settings(
            max_examples=cases,
            phases=[Phase.generate],
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @seed(chance * 10_000 + number)
        @given(st.data())
        def run(data: st.DataObject) -> None:
            case: Case = data.draw(operation.as_strategy(generation_mode=mode))
            if dice.random() < 0.8:
                case.path_parameters = {
                    name: ids.get(name, invented)
                    for name, invented in (case.path_parameters or {}).items()
                }
            more = {}
            if good and dice.random() < 0.5:
                # Past the library, which cannot write half of a character pair.
                more["data"] = json.dumps(spoilt(good, dice))
                case.body, case.media_type = NotSet(), None
            self._send(line.name, case, dice.choice(PEOPLE), more)

        run()
        self.told.operations.add(line.name)

    def _good_body(self, name: str, ids: dict[str, Any]) -> Any:
        takes = {each.media_type for each in self.operations[name].body}
        return body_of(self.world, name, ids) if takes == {"application/json"} else None

    def _send(self, name: str, case: Case, who: str, more: dict[str, Any]) -> None:
        told = {k: v for k, v in (case.headers or {}).items() if k != "Authorization"}
        case.headers = told | dict(self.world.bearer(who))
        if more:
            case.headers["Content-Type"] = "application/json"
        self._trace = ""
        with transaction.atomic(), _kept_open():
            answer = case.call(**more)
            transaction.set_rollback(True)
        self.told.cases += 1
        self.told.statuses[str(answer.status_code)] += 1
        try:
            case.validate_response(answer, checks=CHECKS)
        except BaseExceptionGroup as many:
            asked = f"{who} {case.path_parameters} {case.query}"
            sent = f"{more.get('data', case.body)!r:.500}"
            for failure in _leaves(many):
                title = getattr(failure, "title", type(failure).__name__)
                words = self._trace or str(getattr(failure, "message", failure))
                self.told.findings.setdefault(
                    f"{title} · {name} · {answer.status_code}",
                    f"{asked} {sent}\n{words}\n{answer.content[:300]!r}",
                )


def description() -> dict[str, Any]:
    """What the office says of its API, as a program reads it."""
    told = api.get_openapi_schema(path_prefix="/api/v1/")
    plain: dict[str, Any] = json.loads(json.dumps(told, default=str))
    return plain


@contextmanager
def _kept_open() -> Iterator[None]:
    """A request's end closes no connection whose transaction goes on around it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def _leaves(group: BaseExceptionGroup[Any]) -> Iterator[BaseException]:
    for each in group.exceptions:
        if isinstance(each, BaseExceptionGroup):
            yield from _leaves(each)
        else:
            yield each


def spoilt(good: Any, dice: random.Random) -> Any:
    """A good body with one value, however deep, replaced or left out; or as it is."""
    body = copy.deepcopy(good)
    spots = list(_spots(body))
    if not spots:
        return dice.choice(NASTY)
    where, key = dice.choice(spots)
    what = dice.random()
    if what < 0.6:
        where[key] = dice.choice(NASTY)
    elif what < 0.8:
        del where[key]
    return body


def _spots(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = value if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _spots(value[key])
