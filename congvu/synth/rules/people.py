"""Names of invented people. Pure."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Any


def names(parts: Mapping[str, Any], seed: str, taken: set[str]) -> Iterator[str]:
    """Believable names, none twice, always the same for one seed."""
    chance = random.Random(seed)  # noqa: S311 - invents people, guards nothing
    families: list[str] = parts["families"]
    weights = range(len(families), 0, -1)
    seen = set(taken)
    while True:
        given = parts["men" if chance.random() < 0.55 else "women"]
        words = (
            chance.choices(families, weights)[0],
            chance.choice(given["middle"]),
            chance.choice(given["given"]),
        )
        name = " ".join(words)
        if name not in seen:
            seen.add(name)
            yield name
