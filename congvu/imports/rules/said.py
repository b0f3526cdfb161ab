"""One thing said of a row: a message and what fills it; kept as JSON, told later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Said:
    message: str
    given: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> list[object]:
        return [self.message, dict(self.given)]
