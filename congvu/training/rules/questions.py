"""Questions of a test: what each kind asks, how an answer is read and marked.

A question names its choices in the order of the bank. Who sits the test sees them in an
order of their own (`papers`) and answers by what stands where on that paper, so that
nothing sent to the browser tells a right answer from a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from congvu.lib.text import fold, gettext_noop, nfc

LONGEST_STEM, LONGEST_CHOICE, LONGEST_TOPIC = 2000, 500, 120
MOST_CHOICES, MOST_POINTS, MOST_IN_BANK = 12, 20, 5000


class QuestionKind(StrEnum):
    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true-false"
    MATCHING = "matching"
    SHORT = "short"


KIND_NAMES = {
    QuestionKind.SINGLE: gettext_noop("một lựa chọn"),
    QuestionKind.MULTIPLE: gettext_noop("nhiều lựa chọn"),
    QuestionKind.TRUE_FALSE: gettext_noop("đúng hay sai"),
    QuestionKind.MATCHING: gettext_noop("ghép cặp"),
    QuestionKind.SHORT: gettext_noop("trả lời ngắn"),
}

TRUE_FALSE = (gettext_noop("Đúng"), gettext_noop("Sai"))


@dataclass(frozen=True)
class Asked:
    """``choices``: what may be chosen; of a short answer none.

    ``prompts``: of a matching question what each needs a choice for.
    ``key``: numbers of right choices; of a matching question one for each prompt.
    ``accepted``: of a short answer the texts that count.
    """

    kind: QuestionKind
    stem: str
    choices: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    key: tuple[int, ...] = ()
    accepted: tuple[str, ...] = ()
    points: int = 1


def asked_from_lines(kind: QuestionKind, stem: str, lines: str, points: int) -> Asked:
    """As it is typed: a choice a line, ``*`` before what is right; of pairs ``left ->
    right``, with nothing on the left what is only there to choose; of a short answer
    each text that counts; of true or false the right one alone.
    """
    rows = [nfc(one) for one in lines.splitlines() if one.strip()]
    stem = nfc(stem)
    if kind is QuestionKind.SHORT:
        return Asked(kind, stem, accepted=tuple(rows), points=points)
    if kind is QuestionKind.TRUE_FALSE:
        key = tuple(_truth(one) for one in rows)
        return Asked(kind, stem, TRUE_FALSE, key=key, points=points)
    if kind is QuestionKind.MATCHING:
        return paired(stem, [one.partition("->")[::2] for one in rows], points)
    key = tuple(at for at, one in enumerate(rows) if one.startswith("*"))
    choices = tuple(one.removeprefix("*").strip() for one in rows)
    return Asked(kind, stem, choices, key=key, points=points)


def _truth(text: str) -> int:
    """Its number; what is neither is a fault of the key."""
    names = [fold(one) for one in TRUE_FALSE]
    word = fold(text.removeprefix("*"))
    return names.index(word) if word in names else len(names)


def paired(stem: str, pairs: Sequence[tuple[str, ...]], points: int = 1) -> Asked:
    """A pair with an empty left side only adds something wrong to choose."""
    prompts, key, choices = list[str](), list[int](), list[str]()
    for left, right in pairs:
        prompt, choice = nfc(left), nfc(right)
        if choice not in choices:
            choices.append(choice)
        if prompt:
            prompts.append(prompt)
            key.append(choices.index(choice))
    kind = QuestionKind.MATCHING
    return Asked(kind, stem, tuple(choices), tuple(prompts), tuple(key), points=points)


def tidied(asked: Asked) -> Asked:
    """As it is kept: composed, without what no table takes."""
    return replace(
        asked,
        stem=nfc(asked.stem),
        choices=tuple(map(nfc, asked.choices)),
        prompts=tuple(map(nfc, asked.prompts)),
        accepted=tuple(map(nfc, asked.accepted)),
    )


Given = Sequence[str]
"""An answer as kept: numbers of choices as texts ("" for none), or one short text."""


def faults(asked: Asked) -> Iterator[tuple[str, str]]:
    """Why it cannot be asked: each a field and a sentence."""
    if not asked.stem:
        yield "stem", gettext_noop("Ghi nội dung câu hỏi.")
    if len(asked.stem) > LONGEST_STEM:
        yield "stem", gettext_noop("Câu hỏi dài quá 2000 ký tự.")
    if not 1 <= asked.points <= MOST_POINTS:
        yield "points", gettext_noop("Điểm của câu hỏi từ 1 đến 20.")
    texts = (*asked.choices, *asked.prompts, *asked.accepted)
    if any(len(one) > LONGEST_CHOICE for one in texts):
        yield "choices", gettext_noop("Mỗi phương án dài nhất 500 ký tự.")
    if not all(texts):
        yield "choices", gettext_noop("Có phương án để trống.")
    if len(asked.choices) > MOST_CHOICES or len(asked.prompts) > MOST_CHOICES:
        yield "choices", gettext_noop("Nhiều nhất 12 phương án.")
    if len(set(asked.choices)) < len(asked.choices):
        yield "choices", gettext_noop("Có hai phương án giống nhau.")
    if any(not 0 <= one < len(asked.choices) for one in asked.key):
        yield "key", gettext_noop("Đáp án chỉ một phương án không có.")
    else:
        yield from _faults_of_kind(asked)


def _faults_of_kind(asked: Asked) -> Iterator[tuple[str, str]]:
    kind, right = asked.kind, len(set(asked.key))
    if kind is QuestionKind.SHORT:
        if not any(fold(one).strip() for one in asked.accepted):
            yield (
                "accepted",
                gettext_noop("Ghi ít nhất một câu trả lời được chấp nhận."),
            )
        return
    if kind is QuestionKind.TRUE_FALSE:
        if len(asked.choices) != 2 or right != 1:
            yield "key", gettext_noop("Chọn đúng hay sai.")
        return
    if len(asked.choices) < 2:
        yield "choices", gettext_noop("Ghi ít nhất hai phương án.")
    if kind is QuestionKind.SINGLE and right != 1:
        yield "key", gettext_noop("Đánh dấu đúng một phương án đúng.")
    if kind is QuestionKind.MULTIPLE and not right:
        yield "key", gettext_noop("Đánh dấu ít nhất một phương án đúng.")
    if kind is QuestionKind.MATCHING:
        if len(asked.prompts) < 2:
            yield "prompts", gettext_noop("Ghi ít nhất hai vế để ghép.")
        if len(asked.key) != len(asked.prompts):
            yield "key", gettext_noop("Mỗi vế bên trái cần một vế bên phải.")


def read_answer(asked: Asked, raw: Given) -> tuple[str, ...]:
    """What of ``raw`` can be an answer; the rest is as if it had not been sent."""
    if asked.kind is QuestionKind.SHORT:
        return tuple(nfc(one)[:LONGEST_CHOICE] for one in raw[:1])
    known = {str(number) for number in range(len(asked.choices))}
    if asked.kind is QuestionKind.MATCHING:
        padded = [*raw, *[""] * len(asked.prompts)][: len(asked.prompts)]
        return tuple(one if one in known else "" for one in padded)
    chosen = sorted(set(raw) & known, key=int)
    if len(chosen) > 1 and asked.kind is not QuestionKind.MULTIPLE:
        return ()  # of all that were ticked nobody's guess is right
    return tuple(chosen)


def is_answered(given: Given) -> bool:
    return any(one.strip() for one in given)


def share_right(asked: Asked, given: Given) -> Fraction:
    """From 0 to 1. Several choices count only together; pairs count one by one; a short
    answer is read without its marks, case and spaces.
    """
    if not is_answered(given):
        return Fraction(0)
    if asked.kind is QuestionKind.SHORT:
        accepted = {_bare(one) for one in asked.accepted}
        return Fraction(_bare(given[0]) in accepted)
    if asked.kind is QuestionKind.MATCHING:
        pairs = zip(given, asked.key, strict=True)
        right = sum(one == str(key) for one, key in pairs)
        return Fraction(right, len(asked.key))
    return Fraction({int(one) for one in given} == set(asked.key))


def _bare(text: str) -> str:
    return " ".join(fold(text).split()).strip(" .,;:!?")
