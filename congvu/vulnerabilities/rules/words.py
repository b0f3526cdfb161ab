"""States of findings, dimensions, the advisory as it was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from congvu.lib.text import gettext_noop as _
from congvu.vulnerabilities.rules.names import PackageName
from congvu.vulnerabilities.rules.ranges import Told
from congvu.vulnerabilities.rules.ranking import Severity

# What a page or a program waits for; more comes by the command.
MOST_UPLOADED = 20 * 1024 * 1024
LONGEST_CODE = 100
LONGEST_LINE = 200
LONGEST_REASON = 500
LONGEST_TEXT = 8000
MOST_ALIASES = 100
MOST_TROUBLES = 1000


class Source(StrEnum):
    OSV = "osv"
    CSAF = "csaf"
    NVD = "nvd"


SOURCE_NAMES: dict[Source, str] = {
    Source.OSV: "OSV",
    Source.CSAF: "CSAF 2.0",
    Source.NVD: "NVD 2.0",
}


class FindingState(StrEnum):
    OPEN = "open"
    PLANNED = "planned"
    ACCEPTED = "accepted"
    MENDED = "mended"
    # The advisory was withdrawn or means it no more; the machine is no longer kept.
    VOID = "void"


FINDING_STATE_NAMES: dict[FindingState, str] = {
    FindingState.OPEN: _("Chưa xử lý"),
    FindingState.PLANNED: _("Đã lên kế hoạch"),
    FindingState.ACCEPTED: _("Chấp nhận rủi ro"),
    FindingState.MENDED: _("Đã vá, kiểm kê xác nhận"),
    FindingState.VOID: _("Không còn đúng"),
}
STILL_THERE = (FindingState.OPEN, FindingState.PLANNED, FindingState.ACCEPTED)
LONGEST_ACCEPTANCE = 366  # days; then it is asked anew


@dataclass(frozen=True)
class AdvisoryTold:
    """One advisory as a file tells it."""

    code: str
    source: Source
    summary: str
    details: str = ""
    aliases: tuple[str, ...] = ()
    vector: str = ""
    score: float | None = None
    severity: Severity = Severity.UNKNOWN
    published_at: datetime | None = None
    modified_at: datetime | None = None
    withdrawn_at: datetime | None = None
    told: tuple[Told, ...] = ()


@dataclass(frozen=True)
class Exploited:
    """A weakness that is used in the wild, by whoever keeps such a list."""

    code: str
    since: date


@dataclass
class Read:
    """What was in one file: the good of it, and why the rest was left; the first
    thousand parts of the rest by name.
    """

    advisories: list[AdvisoryTold] = field(default_factory=list)
    exploited: list[Exploited] = field(default_factory=list)
    troubles: list[tuple[str, str]] = field(default_factory=list)
    refused: int = 0

    def leave(self, part: str, why: str) -> None:
        self.refused += 1
        if len(self.troubles) < MOST_TROUBLES:
            self.troubles.append((part, why))


@dataclass(frozen=True)
class BomTold:
    """A bill of materials as a file tells it."""

    name: str
    version: str
    serial: str
    parts: tuple[tuple[str, PackageName], ...]
    # Parts without a purl that we can follow.
    unknown: int
