"""What a rule of detection asks of an event, and how events are counted together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from operator import itemgetter
from uuid import UUID

from congvu.lib.text import gettext_noop as _
from congvu.logs.rules.words import Event, Severity, Value

Facts = Mapping[str, Value]
_AT_ONCE = timedelta(0)
_APART = timedelta(seconds=5)
"""As much as the clocks of two machines may differ."""
MOST_KEYS = 50_000
"""Groups of one correlation that are counted at a time; the longest silent goes."""
MOST_KEPT = 10_000
"""Events of one group that are kept in a window."""
_MOST_FAR = 16
"""Events of one group, far from the latest, kept beside twice those that are near."""
MOST_TIMES = 1_000
"""As how many one line counts that says it stands for more."""


class Counting(StrEnum):
    """How events count together (Sigma's correlations)."""

    EVENTS = "event_count"
    VALUES = "value_count"
    TOGETHER = "temporal"
    IN_ORDER = "temporal_ordered"


@dataclass(frozen=True)
class Detection:
    """One question to one event. ``is_base``: it counts for a correlation, and is no
    cause for an alert by itself.
    """

    id: UUID
    title: str
    level: Severity
    asks: Callable[[Facts], bool]
    decoders: frozenset[str] = frozenset()
    is_base: bool = False
    cause: str = ""
    """Rules of one name here are one matter, told once."""

    def matches(self, facts: Facts) -> bool:
        if self.decoders and facts.get("event.decoder") not in self.decoders:
            return False
        return self.asks(facts)


@dataclass(frozen=True)
class Correlation:
    """So many events of some detections with the same words within a time."""

    id: UUID
    title: str
    level: Severity
    counting: Counting
    rules: tuple[UUID, ...]
    group_by: tuple[str, ...]
    within: timedelta
    least: int = 1
    value: str = ""
    aliases: Mapping[tuple[str, UUID], str] = field(default_factory=dict)
    cause: str = ""

    def key(self, rule: UUID, facts: Facts) -> tuple[Value, ...] | None:
        """None where the event lacks one of the words."""
        found = []
        for name in self.group_by:
            value = facts.get(self.aliases.get((name, rule), name))
            if value is None or value == "":
                return None
            found.append(value)
        return tuple(found)


@dataclass(frozen=True)
class Hit:
    """A rule that an event met; for a correlation, whose and how many in its window."""

    rule: Detection | Correlation
    key: tuple[Value, ...] = ()
    count: int = 1


def _never(_facts: Facts) -> bool:
    return False


# What no line says: seen by who receives them.
FLOOD = Detection(
    UUID("5f1b7a8e-0f43-5f5a-9c62-0b7a3f4d1c01"),
    _("Gửi nhật ký quá dày, đã bỏ bớt"),
    Severity.WARNING,
    _never,
)
SILENCE = Detection(
    UUID("5f1b7a8e-0f43-5f5a-9c62-0b7a3f4d1c02"),
    _("Nguồn nhật ký im quá hạn"),
    Severity.WARNING,
    _never,
)


def facts_of(event: Event) -> dict[str, Value]:
    """An event as rules see it."""
    return {
        **event.fields,
        "message": event.message,
        "host.name": event.host,
        "process.name": event.program,
        "event.decoder": event.decoder,
        "log.level": event.severity.word,
    }


class _Window:
    """What one group did within the time, whether the oldest comes first or the newest.
    In the order in which they happened each event costs the same, however many.
    """

    __slots__ = ("ends", "last", "rule", "seen", "starts", "values")

    def __init__(self, rule: Correlation) -> None:
        self.rule = rule
        # By their time, however they came.
        self.seen: list[tuple[datetime, Value]] = []
        self.values: Counter[Value] = Counter()
        self.last: dict[UUID, datetime] = {}
        # Of a sequence: when its latest beginning was that came so far, and, where the
        # newest comes first, its earliest end.
        self.starts: list[datetime | None] = [None] * len(rule.rules)
        self.ends: list[datetime | None] = [None] * len(rule.rules)

    def add(self, rule: UUID, value: Value, at: datetime, times: int = 1) -> int:
        """How many it is now; of things together or in order 1 where all are there."""
        if self.rule.counting == Counting.TOGETHER:
            self.last[rule] = at
            last = [self.last.get(one) for one in self.rule.rules]
            within = self.rule.within
            near = (one is not None and abs(at - one) <= within for one in last)
            return int(all(near))
        if self.rule.counting == Counting.IN_ORDER:
            return self._in_order(rule, at)
        return self._many(value, at, times)

    def _in_order(self, rule: UUID, at: datetime) -> int:
        within, final = self.rule.within, len(self.starts) - 1
        places = [n for n, one in enumerate(self.rule.rules) if one == rule]
        is_whole = False
        for place in reversed(places):
            start = at if place == 0 else self.starts[place - 1]
            if start is not None and -_APART <= at - start <= within:
                self.starts[place] = start
                is_whole = is_whole or place == final
        for place in places:
            end = at if place == final else self.ends[place + 1]
            # What came after it at one moment may have come before it.
            if end is not None and (place == final or _AT_ONCE < end - at <= within):
                self.ends[place] = end
                is_whole = is_whole or place == 0
        return int(is_whole)

    def _many(self, value: Value, at: datetime, times: int) -> int:
        """Those within the time before it and after it, which are none where lines come
        as they happened. What is far from it the line of another machine, whose clock
        differs, may be near to.
        """
        within, seen = self.rule.within, self.seen
        place = bisect_right(seen, at, key=itemgetter(0))
        seen[place:place] = [(at, value)] * times
        self.values[value] += times
        first = bisect_left(seen, -within, key=lambda one: one[0] - at)
        last = bisect_right(seen, within, key=lambda one: one[0] - at)
        near = last - first
        is_newest = place + times == len(seen)
        is_of_values = self.rule.counting == Counting.VALUES
        if (is_newest and is_of_values) or (
            len(seen) > min(2 * near + _MOST_FAR, MOST_KEPT)
        ):
            self._forget(last, len(seen))
            self._forget(0, first)
            self._forget(0, near - MOST_KEPT)
            first, last = 0, len(seen)
        if not is_of_values:
            return last - first
        if last - first < len(seen):
            return len({told for _at, told in seen[first:last]} - {""})
        return len(self.values) - ("" in self.values)

    def _forget(self, first: int, last: int) -> None:
        if first >= last:
            return
        for _at, gone in self.seen[first:last]:
            self.values[gone] -= 1
            if not self.values[gone]:
                del self.values[gone]
        del self.seen[first:last]


class Detector:
    """Asks every rule of each event, in the order in which they come."""

    def __init__(
        self, detections: Iterable[Detection], correlations: Iterable[Correlation]
    ) -> None:
        self.detections = tuple(detections)
        self._for: dict[str, tuple[Detection, ...]] = {}
        self._of: dict[UUID, list[Correlation]] = {}
        for one in correlations:
            for rule in one.rules:
                self._of.setdefault(rule, []).append(one)
        self._windows: dict[UUID, OrderedDict[tuple[Value, ...], _Window]] = {}

    def ask(self, event: Event, at: datetime) -> list[Hit]:
        """What the event met, the gravest first; ``at`` is when it happened."""
        facts = facts_of(event)
        found = []
        for one in self._meant(event.decoder):
            if not one.asks(facts):
                continue
            found.append(Hit(one))
            found += self._counted(one.id, facts, at)
        return sorted(found, key=lambda hit: (hit.rule.level, hit.rule.title))

    def _meant(self, decoder: str) -> tuple[Detection, ...]:
        """Rules that are for such lines; there are as many kinds as readers."""
        if decoder not in self._for:
            self._for[decoder] = tuple(
                one
                for one in self.detections
                if not one.decoders or decoder in one.decoders
            )
        return self._for[decoder]

    def _counted(self, rule: UUID, facts: Facts, at: datetime) -> Iterator[Hit]:
        waiting = [rule]
        while waiting:
            one = waiting.pop()
            for correlation in self._of.get(one, ()):
                key = correlation.key(one, facts)
                if key is None:
                    continue
                count = self._count(correlation, one, key, facts, at)
                if count >= correlation.least:
                    yield Hit(correlation, key, count)
                    waiting.append(correlation.id)

    def _count(
        self,
        one: Correlation,
        rule: UUID,
        key: tuple[Value, ...],
        facts: Facts,
        at: datetime,
    ) -> int:
        windows = self._windows.setdefault(one.id, OrderedDict())
        if key not in windows:
            windows[key] = _Window(one)
        windows.move_to_end(key)
        if len(windows) > MOST_KEYS:
            windows.popitem(last=False)
        value = facts.get(one.value, "") if one.value else ""
        return windows[key].add(rule, value, at, _times(facts))


def _times(facts: Facts) -> int:
    """How often it happened: a line may stand for several that were alike."""
    said = facts.get("event.count", 1)
    return min(max(said, 1), MOST_TIMES) if isinstance(said, int) else 1


class Unreadable(Exception):
    """Nothing of the file is taken; ``words`` is a message id with ``given`` in it."""

    def __init__(self, words: str, **given: object) -> None:
        self.words, self.given = words, given
        super().__init__(words % given if given else words)


@dataclass(frozen=True)
class Rules:
    detections: tuple[Detection, ...]
    correlations: tuple[Correlation, ...]

    @property
    def all(self) -> list[Detection | Correlation]:
        """Those that count first: they say what the others are for."""
        return [*self.correlations, *self.detections]
