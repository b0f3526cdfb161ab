"""Named patterns of units and posts that a new body may be given."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from congvu.lib.text import fold
from congvu.lib.yamltext import read_yaml
from congvu.organisations.rules import Role

_FILE = Path(__file__).parents[1] / "data" / "structures.yaml"


@dataclass(frozen=True)
class PatternPost:
    name: str
    role: Role


@dataclass(frozen=True)
class PatternUnit:
    name: str
    symbol: str
    posts: tuple[PatternPost, ...]


@cache
def structures() -> dict[str, tuple[PatternUnit, ...]]:
    """Every pattern by its name, without accents."""
    rows = read_yaml(_FILE.read_text(encoding="utf-8"))
    return {
        fold(name): tuple(
            PatternUnit(
                unit["unit"],
                unit.get("symbol", ""),
                tuple(PatternPost(p["name"], Role(p["role"])) for p in unit["posts"]),
            )
            for unit in units
        )
        for name, units in rows.items()
    }
