"""Questions of a GIFT file, the text format that Moodle writes and reads.

Read as far as our five kinds go: what is of another kind (essay, numbers) or broken is
told with its line and left out; nothing of it is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from congvu.lib.text import gettext_noop, nfc
from congvu.training.rules.questions import (
    TRUE_FALSE,
    Asked,
    QuestionKind,
    faults,
    paired,
)

_CATEGORY = "$CATEGORY:"
_ESCAPED = "~=#{}:"
_HIDDEN = {one: chr(0xE000 + at) for at, one in enumerate(_ESCAPED)}
_SHOWN = {hidden: one for one, hidden in _HIDDEN.items()}
_BLOCK = re.compile(
    r"^(?:::(?P<name>(?:(?!::).)*)::)?\s*+(?:\[[a-z_]+\])?(?P<before>[^{}]*+)"
    r"\{(?P<inside>[^{}]*+)\}(?P<after>[^{}]*+)$",
    re.DOTALL,
)
_PART = re.compile(r"[=~](?:[^=~])*")
_WEIGHT = re.compile(r"^%(-?\d{1,3}(?:\.\d{1,5})?)%")
_TRUTHS = {"t": 0, "true": 0, "f": 1, "false": 1}


@dataclass(frozen=True)
class ReadQuestion:
    """Question of a line (from 1), or why there is none; ``topic`` is the last part of
    the category it stands in.
    """

    line: int
    asked: Asked | None
    why: str = ""
    topic: str = ""


def read_gift(text: str) -> Iterator[ReadQuestion]:
    for line, topic, block in _blocks(text):
        try:
            asked = _question(block)
        except _NotOurs as why:
            yield ReadQuestion(line, None, why.message, topic)
            continue
        wrong = next((words for _field, words in faults(asked)), "")
        yield ReadQuestion(line, None if wrong else asked, wrong, topic)


class _NotOurs(Exception):
    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


def _blocks(text: str) -> Iterator[tuple[int, str, str]]:
    """Parts between empty lines, without comments, each with its topic."""
    kept: list[str] = []
    first, topic = 0, ""
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        if line.strip().startswith("//"):
            continue
        if line.strip().startswith(_CATEGORY):
            topic = nfc(line.strip().removeprefix(_CATEGORY).rpartition("/")[2])
        elif line.strip():
            first = first if kept else number
            kept.append(line)
        elif kept:
            yield first, topic, "\n".join(kept)
            kept = []


def _question(block: str) -> Asked:
    for one, hidden in _HIDDEN.items():
        block = block.replace("\\" + one, hidden)
    found = _BLOCK.match(block)
    if found is None:
        words = gettext_noop("Không đọc được: thiếu phần trả lời trong { }.")
        raise _NotOurs(words)
    before, after = _plain(found["before"]), _plain(found["after"])
    stem = f"{before} ___ {after}" if after else before
    return _answered(stem, _without_general_feedback(found["inside"]).strip())


def _without_general_feedback(inside: str) -> str:
    return inside.split("####")[0]


def _answered(stem: str, inside: str) -> Asked:
    if not inside:
        raise _NotOurs(gettext_noop("Câu tự luận không chấm máy được."))
    if inside.startswith("#"):
        raise _NotOurs(gettext_noop("Câu hỏi số: chuyển thành trả lời ngắn."))
    truth = _TRUTHS.get(inside.split("#")[0].strip().lower())
    if truth is not None:
        return Asked(QuestionKind.TRUE_FALSE, stem, TRUE_FALSE, key=(truth,))
    parts = [_part(one) for one in _PART.findall(inside)]
    if not parts:
        raise _NotOurs(gettext_noop("Không có phương án trả lời nào."))
    if all(one.is_right and "->" in one.text for one in parts):
        return _matching(stem, [one.text for one in parts])
    if all(one.is_right for one in parts):
        texts = tuple(_plain(one.text) for one in parts)
        return Asked(QuestionKind.SHORT, stem, accepted=texts)
    choices = tuple(_plain(one.text) for one in parts)
    key = tuple(at for at, one in enumerate(parts) if one.is_right)
    weighed = any(one.has_weight for one in parts)
    kind = QuestionKind.MULTIPLE if weighed or len(key) > 1 else QuestionKind.SINGLE
    return Asked(kind, stem, choices, key=key)


@dataclass(frozen=True)
class _Part:
    text: str
    is_right: bool
    has_weight: bool


def _part(raw: str) -> _Part:
    """``=right``, ``~wrong``, ``~%50%`` half of what is right; feedback is left out."""
    text = raw[1:].strip()
    weight = _WEIGHT.match(text)
    if weight is not None:
        text = text[weight.end() :]
    text = text.split("#")[0]
    right = float(weight[1]) > 0 if weight is not None else raw[0] == "="
    return _Part(text, right, weight is not None and raw[0] == "~")


def _matching(stem: str, pairs: list[str]) -> Asked:
    sides = [one.partition("->")[::2] for one in pairs]
    return paired(stem, [(_plain(left), _plain(right)) for left, right in sides])


def _plain(text: str) -> str:
    for hidden, one in _SHOWN.items():
        text = text.replace(hidden, one)
    return nfc(text.replace("\\n", " "))
