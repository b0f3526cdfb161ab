"""Questions about a paper: what is wrong with them, who is asked which. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from congvu.lib.refusals import Reason
from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc

ASKED = 3
MOST_QUESTIONS = 5
MOST_CHOICES = 4
LONGEST_QUESTION = 500
LONGEST_CHOICE = 300
LONGEST_CLAUSE = 120

T = TypeVar("T")


@dataclass(frozen=True)
class QuestionData:
    """One question as it was typed; ``right`` is the place of the right choice."""

    text: str
    choices: tuple[str, ...]
    right: int | None
    clause: str

    @property
    def is_empty(self) -> bool:
        return not (nfc(self.text) or any(nfc(c) for c in self.choices) or self.clause)


def question_reasons(questions: Sequence[QuestionData]) -> list[Reason]:
    """All that is wrong, each at its input (``q2-right``)."""
    found = []
    asked = [q for q in questions if not q.is_empty]
    if len(asked) < ASKED:
        found.append(Reason(_("Ghi ít nhất ba câu hỏi về văn bản."), "q1-text"))
    for n, question in enumerate(questions, start=1):
        if not question.is_empty:
            found += _faults(n, question)
    return found


def _faults(n: int, question: QuestionData) -> list[Reason]:
    found = []
    choices = [nfc(c) for c in question.choices]
    given = [c for c in choices if c]
    if not nfc(question.text):
        found.append(Reason(_("Ghi câu hỏi."), f"q{n}-text"))
    if len(given) < 2:
        found.append(Reason(_("Ghi ít nhất hai câu trả lời để chọn."), f"q{n}-a"))
    elif len({c.casefold() for c in given}) < len(given):
        found.append(Reason(_("Có hai câu trả lời giống nhau."), f"q{n}-a"))
    right = question.right
    if right is None or not (0 <= right < len(choices) and choices[right]):
        found.append(Reason(_("Chọn câu trả lời đúng."), f"q{n}-right"))
    if not nfc(question.clause):
        words = _("Ghi điều, khoản để người trả lời sai đọc lại.")
        found.append(Reason(words, f"q{n}-clause"))
    return found


def kept(question: QuestionData) -> tuple[list[str], int]:
    """The choices that were typed, and which of them is right."""
    right = question.right or 0
    there = [(n, nfc(c)) for n, c in enumerate(question.choices) if nfc(c)]
    return [c for _n, c in there], [n for n, _c in there].index(right)


def asked_of(questions: Sequence[T], person_id: UUID) -> list[T]:
    """Three of them, the same three for one person each time they try."""
    if len(questions) <= ASKED:
        return list(questions)
    first = person_id.int % len(questions)
    places = sorted((first + n) % len(questions) for n in range(ASKED))
    return [questions[n] for n in places]


def wrong_ones(right: Mapping[UUID, int], given: Mapping[UUID, int]) -> list[UUID]:
    """Which of the asked questions were not answered rightly."""
    return [key for key, place in right.items() if given.get(key) != place]
