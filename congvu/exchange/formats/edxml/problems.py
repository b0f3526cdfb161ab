"""A file that cannot be read, a message that may not be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from congvu.exchange.rules import PROBLEMS, UNREADABLE
from congvu.lib.refusals import Reason, Refused


@dataclass(frozen=True)
class Problem:
    """One departure from the table. ``key`` is one of `rules.PROBLEMS`."""

    key: str
    place: str
    values: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        return f"{self.place}: {PROBLEMS[self.key] % self.values}."


class Unreadable(Refused):
    """The file is refused; ``key`` is one of `rules.UNREADABLE`, the place counts
    from 1 and is 0 where it has none. ``message`` is what could be read all the same:
    everything but the attachments.
    """

    def __init__(self, key: str, line: int = 0, column: int = 0, **values: str) -> None:
        self.message: object = None
        self.key, self.line, self.column, self.values = key, line, column, values
        where = f"Dòng {line}, cột {column}: " if line else ""
        super().__init__([Reason(where + UNREADABLE[key] % values, field="file")])


class Invalid(Refused):
    """The message is not written; every problem at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__([Reason(p.words, field=p.place) for p in problems])
