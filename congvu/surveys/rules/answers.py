"""What an agency typed, held against what was measured: all faults at once. Pure.

Answers are kept as typed, right or wrong, so that nothing is lost; they are read each
time by the questions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc
from congvu.surveys.rules.questions import (
    LONGEST_REASON,
    MOST,
    QUESTIONS,
    Kind,
    Question,
)

Values = Mapping[str, int | None]
LONGEST_TYPED = 40
_WHOLE = re.compile(r"-?[0-9]{1,15}\Z")
_DOTTED = re.compile(r"-?[0-9]{1,3}([. ][0-9]{3})+\Z")


class Fault(NamedTuple):
    """What is wrong, with the values its words need, and at which field."""

    words: str
    field: str
    named: Mapping[str, str | int] = {}


@dataclass(frozen=True)
class Answer:
    """``typed`` as it came from a hand; ``reason`` why it is not what was measured."""

    typed: str = ""
    reason: str = ""


Answers = Mapping[str, Answer]


def answers_of(kept: Mapping[str, Any]) -> dict[str, Answer]:
    return {key: Answer(one[0], one[1]) for key, one in kept.items()}


def kept_of(answers: Answers) -> dict[str, list[str]]:
    """As the database keeps them: cut to what can be shown again."""
    return {
        one.key: [
            nfc(answers[one.key].typed)[:LONGEST_TYPED],
            nfc(answers[one.key].reason)[: LONGEST_REASON + 1],
        ]
        for one in QUESTIONS
        if one.key in answers
    }


def read(question: Question, typed: str) -> int | None:
    """The number; of a question of yes or no 1 or 0. None where it is none."""
    text = " ".join(typed.split())
    if question.kind == Kind.YES:
        return {"1": 1, "0": 0}.get(text)
    if _DOTTED.match(text):
        text = text.replace(".", "").replace(" ", "")
    return int(text) if _WHOLE.match(text) else None


def values_of(answers: Answers) -> dict[str, int | None]:
    return {
        q.key: read(q, answers[q.key].typed) if q.key in answers else None
        for q in QUESTIONS
    }


def prefilled(measured: Values) -> dict[str, Answer]:
    """What a sheet begins with: whatever was measured."""
    return {
        q.key: Answer(str(measured[q.key]))
        for q in QUESTIONS
        if measured.get(q.key) is not None
    }


def differing(values: Values, measured: Values) -> list[str]:
    """The questions whose declared number is not the measured one."""
    return [
        q.key
        for q in QUESTIONS
        if measured.get(q.key) is not None
        and values.get(q.key) is not None
        and values[q.key] != measured[q.key]
    ]


def faults(answers: Answers, measured: Values) -> list[Fault]:
    values = values_of(answers)
    found = [f for q in QUESTIONS for f in _alone(q, answers, values, measured)]
    return found + _together(values)


def _alone(
    question: Question, answers: Answers, values: Values, measured: Values
) -> list[Fault]:
    key = question.key
    given, value = answers.get(key, Answer()), values[key]
    if not given.typed.strip():
        words = _("Chưa chọn.") if question.kind == Kind.YES else _("Chưa có số.")
        return [Fault(words, key)]
    if value is None:
        return [Fault(_("Ghi một số nguyên, như 12."), key)]
    if not question.least <= value <= MOST:
        named = {"least": question.least, "most": MOST}
        return [Fault(_("Ghi một số từ %(least)s đến %(most)s."), key, named)]
    if len(given.reason) > LONGEST_REASON:
        named = {"most": LONGEST_REASON}
        return [Fault(_("Dài quá %(most)s chữ."), f"{key}_reason", named)]
    was = measured.get(key)
    if was is not None and was != value and not given.reason.strip():
        words = _("Khác số đo được: ghi lý do.")
        return [Fault(words, f"{key}_reason")]
    return []


def _together(values: Values) -> list[Fault]:
    found = []
    for question in QUESTIONS:
        part, of = values[question.key], values.get(question.within)
        if part is not None and of is not None and part > of:
            words = (
                _("Không thể nhiều hơn số máy quá tuổi (%(of)s).")
                if question.within == "old"
                else _("Không thể nhiều hơn số máy đang dùng (%(of)s).")
            )
            found.append(Fault(words, question.key, {"of": of}))
    old, bare, both = (values[k] for k in ("old", "unsupported", "both"))
    machines = values["machines"]
    if both is not None and bare is not None and both > bare:
        words = _("Không thể nhiều hơn số máy có hệ điều hành hết hỗ trợ (%(of)s).")
        found.append(Fault(words, "both", {"of": bare}))
    elif (
        None not in (old, bare, both, machines)
        and (old or 0) + (bare or 0) - (both or 0) > (machines or 0)
    ):  # fmt: skip
        words = _("Máy quá tuổi và máy hết hỗ trợ cộng lại nhiều hơn số máy đang dùng.")
        found.append(Fault(words, "both"))
    link, mbps = values["link"], values["mbps"]
    if link == 0 and mbps:
        found.append(Fault(_("Không có đường chuyên dùng thì ghi 0."), "mbps"))
    if link == 1 and mbps == 0:
        found.append(Fault(_("Có đường chuyên dùng thì ghi băng thông."), "mbps"))
    return found
