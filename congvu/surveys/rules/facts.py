"""What a report says before any word of it, told by its digest. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from congvu.surveys.rules.answers import Values
from congvu.surveys.rules.scoring import Criterion, Sum, Upgrade


@dataclass(frozen=True)
class BodyFact:
    """One agency that answered, the weakest first; ``late`` in days."""

    name: str
    values: Values
    total: Fraction
    rank: int
    is_tied: bool
    differing: int
    late: int


@dataclass(frozen=True)
class CriterionFact:
    """A criterion with what it gave on average to those that answered."""

    criterion: Criterion
    mean: Fraction | None


@dataclass(frozen=True)
class SurveyFacts:
    agency: str
    survey: str
    basis: str
    begun_on: date
    due_on: date
    on: date
    bodies: tuple[BodyFact, ...]
    missing: tuple[str, ...]
    totals: Mapping[str, int]
    criteria: tuple[CriterionFact, ...]
    mean: Fraction | None
    upgrades: tuple[Upgrade, ...]
    sum: Sum

    @property
    def answered(self) -> int:
        return len(self.bodies)

    @property
    def asked(self) -> int:
        return len(self.bodies) + len(self.missing)

    @property
    def digest(self) -> str:
        """One number of all of them, but for the day; other figures make another."""
        plain = _plain(self)
        plain.pop("on")
        said = json.dumps(plain, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    if isinstance(value, bool | int | str) or value is None:
        return value
    return str(value)
