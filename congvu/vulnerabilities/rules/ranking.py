"""How soon a finding is to be mended, and why: said by facts, not by a formula."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from cvss import CVSS2, CVSS3, CVSS4, CVSSError

from congvu.lib.text import gettext_noop as _


class Severity(StrEnum):
    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNKNOWN = "unknown"


SEVERITY_NAMES: dict[Severity, str] = {
    Severity.CRITICAL: _("Nghiêm trọng"),
    Severity.HIGH: _("Cao"),
    Severity.MEDIUM: _("Trung bình"),
    Severity.LOW: _("Thấp"),
    Severity.UNKNOWN: _("Chưa có điểm"),
}


class Priority(IntEnum):
    """The lower the sooner."""

    NOW = 1
    SOON = 2
    PLANNED = 3
    LATER = 4


PRIORITY_NAMES: dict[Priority, str] = {
    Priority.NOW: _("Ngay"),
    Priority.SOON: _("Sớm"),
    Priority.PLANNED: _("Theo kế hoạch"),
    Priority.LATER: _("Khi bảo trì"),
}
# Keys of the dated rule `weakness_due`.
PRIORITY_KEYS: dict[Priority, str] = {
    Priority.NOW: "now",
    Priority.SOON: "soon",
    Priority.PLANNED: "planned",
    Priority.LATER: "later",
}
_BASE = {
    Severity.CRITICAL: Priority.SOON,
    Severity.HIGH: Priority.PLANNED,
    Severity.MEDIUM: Priority.LATER,
    Severity.LOW: Priority.LATER,
    # What nobody has judged is not harmless.
    Severity.UNKNOWN: Priority.PLANNED,
}
HIGH_LEVEL = 3


@dataclass(frozen=True)
class Stake:
    """What the order rests on."""

    severity: Severity
    exploited: bool = False
    level: int = 0
    is_public: bool = False


def priority(stake: Stake) -> Priority:
    """Exploited anywhere: now. Else by severity, one step sooner on a system of a high
    level, and one where the Internet reaches it.
    """
    if stake.exploited:
        return Priority.NOW
    steps = int(stake.level >= HIGH_LEVEL) + int(stake.is_public)
    return Priority(max(_BASE[stake.severity] - steps, Priority.NOW))


def reasons(stake: Stake) -> list[str]:
    """The same in words, for whoever has to mend."""
    found = [SEVERITY_NAMES[stake.severity]]
    if stake.exploited:
        found.append(_("Đang bị khai thác trên thực tế"))
    if stake.level >= HIGH_LEVEL:
        found.append(_("Máy của hệ thống từ cấp độ 3"))
    if stake.is_public:
        found.append(_("Hệ thống mở ra Internet"))
    return found


def severity_of(score: float | None, word: str = "") -> Severity:
    """By the score; else by the word of whoever wrote the advisory."""
    if score is not None:
        for least, severity in (
            (9.0, Severity.CRITICAL),
            (7.0, Severity.HIGH),
            (4.0, Severity.MEDIUM),
            (0.1, Severity.LOW),
        ):
            if score >= least:
                return severity
        return Severity.LOW
    words = {"moderate": "medium", "important": "high", "negligible": "low"}
    word = words.get(word.strip().lower(), word.strip().lower())
    return Severity(word) if word in set(Severity) else Severity.UNKNOWN


def score_of(vector: str) -> float | None:
    """The base score of a CVSS 2, 3 or 4 vector; None where it is no such vector."""
    try:
        if vector.startswith("CVSS:4"):
            return float(CVSS4(vector).base_score)
        if vector.startswith("CVSS:3"):
            return float(CVSS3(vector).base_score)
        return float(CVSS2(vector.strip("()")).base_score)
    except CVSSError:
        return None
