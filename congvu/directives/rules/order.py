"""What is found of an order, and what a piece of text may lean on."""

from __future__ import annotations

from dataclasses import dataclass

from congvu.directives.rules.actors import Actor


@dataclass(frozen=True)
class Order:
    """Word places. ``bare``: nobody is named, whoever the text told before is meant."""

    predicate: int
    word: tuple[int, int]
    actor: Actor | None = None
    bare: bool = False
    told: bool = False


@dataclass(frozen=True)
class Setting:
    """What a piece may lean on: whether bare verbs order here (``bare``), or an actor
    and a verb (``plain``), and whether the unit of a heading speaks."""

    bare: bool = False
    plain: bool = True
    unit: bool = False
    issuer: str = ""
