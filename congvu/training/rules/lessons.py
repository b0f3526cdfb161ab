"""What a SCORM 1.2 lesson may say of its learner, and what follows from it. Pure.

The names, types and bounds are those of the SCORM 1.2 run-time environment; only its
core and what keeps a place in a lesson are taken (ADR 0139).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from uuid import UUID

from congvu.lib.text import gettext_noop as _

LONGEST_LOCATION = 255
# The text says 4,096; tools that many use write more, and lose a place that is cut.
LONGEST_SUSPEND = 32_000
MOST_TOLD = 200_000
MOST_PACKAGE = 200 * 1024 * 1024
PASS_SECONDS = 4 * 3600
MOST_TIME = 9999 * 360_000 + 359_999  # HHHH:MM:SS.SS, in hundredths of a second


class LessonStatus(StrEnum):
    NOT_ATTEMPTED = "not attempted"
    BROWSED = "browsed"
    INCOMPLETE = "incomplete"
    COMPLETED = "completed"
    PASSED = "passed"
    FAILED = "failed"


LESSON_STATUS_NAMES = {
    LessonStatus.NOT_ATTEMPTED: _("chưa học"),
    LessonStatus.BROWSED: _("đã xem qua"),
    LessonStatus.INCOMPLETE: _("đang học"),
    LessonStatus.COMPLETED: _("đã học xong"),
    LessonStatus.PASSED: _("đạt"),
    LessonStatus.FAILED: _("chưa đạt"),
}
DONE = frozenset({LessonStatus.COMPLETED, LessonStatus.PASSED})

# Why a package is not taken: what stands in the jail's answer, in words.
PACKAGE_REFUSALS = {
    "broken-zip": _("Tệp không phải tệp .zip, hoặc bị hỏng."),
    "too-hard": _("Không đọc được gói trong giới hạn cho phép."),
    "locked": _("Gói có tệp đặt mật khẩu."),
    "unsafe-name": _("Gói có tệp mang đường dẫn ra ngoài gói hoặc trùng tên."),
    "link": _("Gói có liên kết tắt tới tệp khác."),
    "too-many-files": _("Gói có hơn 2.000 tệp."),
    "too-big": _("Gói giải nén ra quá 100 MB."),
    "page-too-big": _("Gói có trang HTML lớn hơn 4 MB."),
    "no-manifest": _("Không có tệp imsmanifest.xml ở gốc của gói."),
    "bad-manifest": _("Tệp imsmanifest.xml không đọc được."),
    "other-version": _("Gói không phải SCORM 1.2."),
    "no-lesson": _("Gói không có bài nào để mở."),
    "too-many-lessons": _("Gói có hơn 100 bài."),
    "no-lesson-file": _("Gói thiếu tệp của bài."),
}

_TIME = re.compile(r"(\d{2,4}):(\d{2}):(\d{2})(?:\.(\d{1,2}))?")
_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,30})?")
_EXITS = {"", "time-out", "suspend", "logout"}
SCORES = {
    "cmi.core.score.raw": "score_raw",
    "cmi.core.score.min": "score_min",
    "cmi.core.score.max": "score_max",
}


@dataclass(frozen=True)
class Told:
    """What came of one commit: None where nothing was said."""

    status: LessonStatus | None = None
    score_raw: Decimal | None = None
    score_min: Decimal | None = None
    score_max: Decimal | None = None
    location: str | None = None
    suspend_data: str | None = None
    exit: str | None = None
    time: int | None = None


@dataclass(frozen=True)
class Pass:
    """Opens one lesson's files for one person, at one opening, for some hours.

    It stands in the address, so that the lesson needs no cookie: it runs where it has
    none. Without ``place_id`` nothing that it tells is kept.
    """

    lesson_id: UUID
    person_id: UUID
    post_id: UUID
    opening: UUID
    place_id: UUID | None


class NotCmi(ValueError):
    """Names of elements that do not exist, or whose values are not of their type."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        super().__init__(", ".join(names))


def read_told(values: Mapping[str, object]) -> Told:
    """All of it holds, or nothing is taken."""
    found: dict[str, object] = {}
    wrong = []
    for name, value in values.items():
        try:
            key, read = _READERS[name]
            found[key] = read(_text(value))
        except (KeyError, ValueError):
            wrong.append(name)
    if wrong:
        raise NotCmi(wrong)
    return Told(**found)  # type: ignore[arg-type]  # each reader gives its field's type


def _text(value: object) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError
    value.encode()  # half a character is none
    return value


def _status(text: str) -> LessonStatus:
    """A lesson that runs was attempted: it cannot say otherwise."""
    found = LessonStatus(text)
    if found == LessonStatus.NOT_ATTEMPTED:
        raise ValueError
    return found


def _score(text: str) -> Decimal | None:
    if not text:
        return None
    if not _NUMBER.fullmatch(text) or (found := Decimal(text)) > 100:
        raise ValueError
    return found.quantize(Decimal("0.01"), ROUND_DOWN)


def _bounded(most: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        if len(text) > most:
            raise ValueError
        return text

    return read


def _exit(text: str) -> str:
    if text not in _EXITS:
        raise ValueError
    return text


def hundredths(text: str) -> int:
    """HHHH:MM:SS.SS; minutes and seconds may run over, as some tools write them."""
    found = _TIME.fullmatch(text)
    if not found:
        raise ValueError("no time of SCORM")
    hours, minutes, seconds = (int(found[place]) for place in (1, 2, 3))
    rest = int((found[4] or "0").ljust(2, "0"))
    return min(((hours * 60 + minutes) * 60 + seconds) * 100 + rest, MOST_TIME)


def timespan(total: int) -> str:
    seconds, rest = divmod(min(total, MOST_TIME), 100)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:04d}:{minutes:02d}:{seconds:02d}.{rest:02d}"


_READERS: dict[str, tuple[str, Callable[[str], object]]] = {
    "cmi.core.lesson_status": ("status", _status),
    "cmi.core.lesson_location": ("location", _bounded(LONGEST_LOCATION)),
    "cmi.suspend_data": ("suspend_data", _bounded(LONGEST_SUSPEND)),
    "cmi.core.exit": ("exit", _exit),
    "cmi.core.session_time": ("time", hundredths),
    **{name: (key, _score) for name, key in SCORES.items()},
}


def standing(
    status: LessonStatus, raw: Decimal | None, mastery: int | None, *, finished: bool
) -> LessonStatus:
    """What the office makes of it, as the standard asks: the score decides where the
    package says what has to be reached; a lesson that ends and said nothing is done.
    """
    if not finished:
        return status
    if mastery is not None and raw is not None:
        return LessonStatus.PASSED if raw >= mastery else LessonStatus.FAILED
    if status == LessonStatus.NOT_ATTEMPTED:
        return LessonStatus.COMPLETED
    return status


def of_ten(best: list[Decimal]) -> Decimal | None:
    """The mean of the best scores of the lessons that gave one, of ten."""
    if not best:
        return None
    return (sum(best, Decimal(0)) / len(best) / 10).quantize(Decimal("0.01"))
