"""What keeps a dossier from being closed, all of it at once (NĐ 30/2020 Điều 29)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

NAMED = 5


@dataclass(frozen=True)
class ClosingFacts:
    """A dossier as it stands when somebody wants to close it."""

    title: str
    symbol: str
    retention: str
    opened_on: date
    ended_on: date | None
    today: date
    items: int
    open_work: Sequence[str]
    duplicates: int
    drafts: int
    drops: bool
    is_digitised: bool
    paper_code: str
    is_paper: bool = False
    sheets: int = 0


@dataclass(frozen=True)
class Hindrance:
    """One of them: ``code`` says which, ``field`` where it is put right."""

    code: str
    field: str | None = None
    detail: str = ""


def hindrances(facts: ClosingFacts) -> list[Hindrance]:
    """In the order a person puts them right."""
    found: list[Hindrance] = []
    if not facts.title:
        found.append(Hindrance("no-title", "title"))
    if not facts.symbol:
        found.append(Hindrance("no-symbol", "symbol"))
    if not facts.retention:
        found.append(Hindrance("no-retention", "retention"))
    if facts.ended_on is None:
        found.append(Hindrance("no-end", "ended_on"))
    elif facts.ended_on > facts.today:
        found.append(Hindrance("end-in-future", "ended_on"))
    elif facts.ended_on < facts.opened_on:
        found.append(Hindrance("end-before-start", "ended_on"))
    if facts.is_digitised and not facts.paper_code:
        found.append(Hindrance("no-paper-code", "paper_code"))
    left = facts.items
    if facts.drops:
        left -= facts.duplicates + facts.drafts
    if facts.is_paper:
        if not facts.sheets:
            found.append(Hindrance("no-sheets", "sheets"))
    elif left <= 0:
        found.append(Hindrance("empty"))
    if facts.open_work:
        named = ", ".join(facts.open_work[:NAMED])
        more = len(facts.open_work) - NAMED
        found.append(
            Hindrance("open-work", None, f"{named} (+{more})" if more > 0 else named)
        )
    if (facts.duplicates or facts.drafts) and not facts.drops:
        total = str(facts.duplicates + facts.drafts)
        found.append(Hindrance("to-drop", "drops", total))
    return found
