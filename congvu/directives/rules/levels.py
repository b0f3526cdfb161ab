"""What stands above a paragraph: numbers, sections and frames, outermost first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from congvu.directives.rules.duties import Draft
from congvu.directives.rules.frames import Frame
from congvu.directives.rules.heads import Head
from congvu.directives.rules.numbering import Marker, Path
from congvu.directives.rules.order import Setting
from congvu.directives.rules.proposals import Span
from congvu.directives.rules.sections import SILENT, Section

_ORDERING_KINDS = ("công điện", "chỉ thị")


@dataclass
class Level:
    """A frame its heading gives, and one a plain paragraph under it opened.

    ``first``: how many duties there were before it. ``pending``: the heading as a duty,
    in case its points order nothing; ``sure`` when it is worded as one. ``leaf``: no
    heading. ``day``: by when all below it is wanted. ``listed``: the kind of number of
    the points below it that are no headings.
    """

    frame: Frame | None = None
    opened: Frame | None = None
    section: Section = Section.NONE
    first: int = 0
    pending: Draft | None = None
    sure: bool = False
    day: date | None = None
    leaf: bool = False
    listed: str = ""


class Levels:
    def __init__(self, drafts: list[Draft], head: Head) -> None:
        self.path = Path()
        self._levels = [Level()]
        self._drafts = drafts
        self._head = head

    @property
    def last(self) -> Level:
        return self._levels[-1]

    @property
    def above(self) -> Level:
        return self._levels[-2] if len(self._levels) > 1 else self._levels[0]

    @property
    def clause(self) -> str:
        return self.path.clause

    @property
    def section(self) -> Section:
        """That of the nearest heading which has one."""
        for level in reversed(self._levels):
            if level.section:
                return level.section
        return Section.NONE

    @property
    def day(self) -> date | None:
        """By when the nearest heading wants what stands below it."""
        return next((lv.day for lv in reversed(self._levels) if lv.day), None)

    def parent(self, marker: Marker) -> Level:
        """The level a paragraph with this number will lie under."""
        return self._levels[min(self.path.depth_of(marker), len(self._levels) - 1)]

    def enter(self, marker: Marker, *, leaf: bool) -> None:
        depth = self.path.enter(marker)
        self._leave(min(depth + 1, len(self._levels)))
        self.last.listed = marker.kind if leaf else ""
        self._levels.append(Level(first=len(self._drafts), leaf=leaf))

    def leave_all(self, *, keep_opened: bool = False) -> None:
        self.path.stack.clear()
        self._leave(1)
        if not keep_opened:
            self.last.opened = None

    def leave_bullets(self) -> bool:
        """Out of bullets; whether there were any."""
        before = len(self._levels)
        self._leave(self.path.leave_bullets() + 1)
        return len(self._levels) < before

    def leave_points(self, *, all_of_them: bool) -> None:
        """Out of points that are no headings, or out of everything."""
        while len(self._levels) > 1 and (self.last.leaf or all_of_them):
            self.path.stack.pop()
            self._leave(len(self._levels) - 1)

    def _leave(self, depth: int) -> None:
        """Close levels; a heading whose points order nothing may order itself."""
        while len(self._levels) > max(depth, 1):
            level = self._levels.pop()
            if level.pending and level.sure and len(self._drafts) == level.first:
                self._drafts.append(level.pending)

    def setting(self, *, relayed: bool, below: bool = False) -> Setting:
        """What a sentence here may lean on, from the nearest heading outwards.

        ``below``: as seen by the last heading itself.
        """
        levels = self._levels[:-1] if below and len(self._levels) > 1 else self._levels
        bare: bool | None = None
        plain = True
        for depth in range(len(levels) - 1, -1, -1):
            level = levels[depth]
            bare = self._of_level(level, depth)
            if bare is not None:
                silent = level.section in SILENT or level.section is Section.TARGET
                plain = bare or not silent
                break
        if bare is None:
            numbered = any(marker.value for marker in self.path.stack)
            bare = self._head.kind in _ORDERING_KINDS and numbered
            plain = bool(self._drafts) or numbered or relayed
        return Setting(
            bare=bare,
            plain=plain,
            unit=_speaks_for_a_unit(levels),
            issuer=self._head.issuer.lower(),
        )

    def _of_level(self, level: Level, depth: int) -> bool | None:
        """Whether a bare verb orders under it; None when it does not say."""
        for frame in (level.opened, level.frame):
            if frame is not None:
                return frame.orders
        if level.section in SILENT or level.section in (Section.TARGET, Section.MONEY):
            return False
        if level.section in (Section.TASKS, Section.ORGANISE):
            return True
        markers = self.path.stack
        if 0 < depth <= len(markers) and markers[depth - 1].kind == "article":
            return False
        return None

    def inherited(self) -> tuple[tuple[str, ...], tuple[Span, ...]]:
        """Who is told where a sentence names nobody, and where that stands."""
        for level in reversed(self._levels):
            for frame in (level.opened, level.frame):
                if frame is not None and frame.leads:
                    return frame.leads, frame.spans
        return self._head.receivers, ()


def _speaks_for_a_unit(levels: list[Level]) -> bool:
    for level in reversed(levels):
        for frame in (level.opened, level.frame):
            if frame is not None and frame.leads:
                return frame.unit
    return False
