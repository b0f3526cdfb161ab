"""Which level a system has: every criterion of the day answered, the highest wins.

Pure. The criteria are rows of the law (``level_criterion``); what they ask are facts of
the system, by the names of ``QUESTIONS``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from congvu.law.rules import RuleValue
from congvu.lib.text import fold
from congvu.lib.text import gettext_noop as _
from congvu.systems.rules.words import (
    DATA_KIND_NAMES,
    EXPOSURE_NAMES,
    INFRASTRUCTURE_NAMES,
    ONLINE_LEVEL_NAMES,
    DataKind,
    Infrastructure,
    OnlineLevel,
)

Answer: TypeAlias = str | int | bool | None
Answers: TypeAlias = Mapping[str, Answer]

# In the order of the page.
QUESTIONS: dict[str, str] = {
    "exposure": _("Hệ thống phục vụ ai?"),
    "data": _("Thông tin nhạy cảm nhất trong hệ thống?"),
    "basic_subjects": _("Có dữ liệu cá nhân cơ bản của bao nhiêu người?"),
    "sensitive_subjects": _("Có dữ liệu cá nhân nhạy cảm của bao nhiêu người?"),
    "procedures": _("Có xử lý thủ tục hành chính?"),
    "online_level": _("Dịch vụ trực tuyến cho người dân ở mức độ nào?"),
    "business": _("Phục vụ ngành nghề kinh doanh có điều kiện?"),
    "infrastructure": _("Có là hạ tầng dùng chung cho hệ thống khác?"),
    "always_on": _("Phục vụ cả nước 24/7, không được dừng ngoài kế hoạch?"),
    "national_security": _("Thuộc danh mục quan trọng về an ninh quốc gia?"),
}
NUMBERS = frozenset({"basic_subjects", "sensitive_subjects"})
YES_NO = frozenset({"procedures", "business", "always_on", "national_security"})
CHOICES: dict[str, Mapping[Any, str]] = {
    "exposure": EXPOSURE_NAMES,
    "data": DATA_KIND_NAMES,
    "online_level": ONLINE_LEVEL_NAMES,
    "infrastructure": INFRASTRUCTURE_NAMES,
}
YES_NAMES = {True: _("có"), False: _("không")}
# More people than that nobody has here: a slip of the finger.
MOST_SUBJECTS = 200_000_000


@dataclass(frozen=True)
class Judged:
    """One criterion with whether it holds of the answers."""

    rule: RuleValue
    level: int
    holds: bool
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """What the criteria of a day say: the level, and each of them with its answer."""

    level: int
    criteria: tuple[Judged, ...]

    @property
    def deciding(self) -> list[Judged]:
        return [one for one in self.criteria if one.holds and one.level == self.level]


def _parts(rule: RuleValue) -> list[Mapping[str, Any]]:
    when = rule.value.get("when")
    if isinstance(when, Sequence) and not isinstance(when, str):
        return [part for part in when if isinstance(part, Mapping)]
    return []


def asked_by(rules: Iterable[RuleValue]) -> list[str]:
    """The questions of a set of criteria, in the order of the page."""
    found = {part.get("question") for rule in rules for part in _parts(rule)}
    return [name for name in QUESTIONS if name in found]


def missing(rules: Iterable[RuleValue], answers: Answers) -> list[str]:
    """Questions that nobody has answered yet."""
    return [one for one in asked_by(rules) if answers.get(one) in {None, ""}]


def _holds(part: Mapping[str, Any], answers: Answers) -> bool:
    given = answers.get(str(part.get("question")))
    if "is" in part:
        if isinstance(given, bool):
            return bool(part["is"] == ("yes" if given else "no"))
        return bool(given == part["is"])
    if not isinstance(given, int) or isinstance(given, bool):
        return False
    below = part.get("below")
    return given >= part.get("least", 0) and (below is None or given < below)


def judge(rules: Sequence[RuleValue], answers: Answers) -> Verdict:
    """Where no criterion holds it is the lowest level: nothing asks for more."""
    judged = tuple(
        Judged(
            rule=rule,
            level=rule.number("level") or 1,
            holds=all(_holds(part, answers) for part in _parts(rule)),
            questions=tuple(str(part["question"]) for part in _parts(rule)),
        )
        for rule in rules
    )
    return Verdict(max((j.level for j in judged if j.holds), default=1), judged)


@dataclass(frozen=True)
class Part:
    """A system as the look for artificial splitting sees it."""

    key: Any
    name: str
    owner: Any
    purpose: str
    answers: Answers


def _words(text: str) -> set[str]:
    return {word for word in fold(text).split() if len(word) > 1}


def alike(one: str, other: str) -> bool:
    """Whether two purposes are the same, by six of ten of their words."""
    a, b = _words(one), _words(other)
    return bool(a and b) and 10 * len(a & b) >= 6 * len(a | b)


def apart(one: Part, others: Iterable[Part]) -> list[Part]:
    """Those that share owner, data and purpose with it: one system perhaps (Đ8.3)."""
    return [
        other
        for other in others
        if other.key != one.key
        and other.owner == one.owner
        and other.answers.get("data") == one.answers.get("data")
        and alike(one.purpose, other.purpose)
    ]


_ORDER: dict[str, Sequence[str]] = {
    "exposure": ("", "internal", "citizens"),
    "data": ("", *DataKind),
    "online_level": ("", *OnlineLevel),
    "infrastructure": ("", *Infrastructure),
}


def together(parts: Sequence[Part]) -> dict[str, Answer]:
    """The answers of all as of one system: people added up, the most of the rest."""
    found: dict[str, Answer] = {}
    for name in QUESTIONS:
        given = [part.answers.get(name) for part in parts]
        if name in NUMBERS:
            found[name] = sum(n for n in given if isinstance(n, int))
        elif name in YES_NO:
            found[name] = any(given)
        else:
            found[name] = max((str(g or "") for g in given), key=_ORDER[name].index)
    return found
