"""What a form asks, and what is wrong with what it asks. Pure.

A question keeps its key from version to version: by it answers of two periods are
compared. Keys are given, never typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from congvu.lib.text import clean
from congvu.lib.text import gettext_noop as _

MOST_QUESTIONS = 200
MOST_COLUMNS = 12
MOST_OPTIONS = 40
LONGEST_LABEL = 300
_KEY = re.compile(r"q[1-9]\d{0,3}")


class Fault(NamedTuple):
    """What is wrong, with the values its words need, and at which field."""

    words: str
    field: str
    named: dict[str, str] = {}


class Kind(StrEnum):
    NUMBER = "number"
    SHARE = "share"
    YES_NO = "yes-no"
    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    EVIDENCE = "evidence"
    ROWS = "rows"


KIND_NAMES = {
    Kind.NUMBER: _("số"),
    Kind.SHARE: _("tỷ lệ, tính từ hai số khác"),
    Kind.YES_NO: _("có hay không"),
    Kind.TEXT: _("chữ"),
    Kind.CHOICE: _("chọn một"),
    Kind.DATE: _("ngày"),
    Kind.EVIDENCE: _("văn bản, hồ sơ làm minh chứng"),
    Kind.ROWS: _("bảng nhỏ, số dòng tùy ý"),
}


@dataclass(frozen=True)
class Column:
    """A column of a small table: words, or numbers that are added up."""

    name: str
    is_number: bool = False


@dataclass(frozen=True)
class Question:
    """``sums``: a number that must equal the sum of these. ``swing``: how many per cent
    it may differ from the period before without a word. A share is ``part`` of
    ``whole``, worked out and never typed.
    """

    key: str
    kind: Kind
    label: str
    help: str = ""
    required: bool = False
    unit: str = ""
    decimals: int = 0
    least: Decimal | None = None
    most: Decimal | None = None
    options: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    part: str = ""
    whole: str = ""
    sums: tuple[str, ...] = ()
    swing: Decimal | None = None
    indicator: str = ""

    @property
    def is_typed(self) -> bool:
        return self.kind != Kind.SHARE

    def as_json(self) -> dict[str, Any]:
        """Only what it says; numbers as text."""
        given = {k: v for k, v in asdict(self).items() if v not in ("", None, ())}
        for name in ("least", "most", "swing"):
            if name in given:
                given[name] = str(given[name])
        return given | {"kind": str(self.kind)}


def question_of(given: Mapping[str, Any]) -> Question:
    """What `as_json` wrote."""
    values = dict(given)
    values["kind"] = Kind(values["kind"])
    for name in ("least", "most", "swing"):
        if name in values:
            values[name] = Decimal(values[name])
    for name in ("options", "sums"):
        values[name] = tuple(values.get(name, ()))
    values["columns"] = tuple(Column(**c) for c in values.get("columns", ()))
    return Question(**values)


def questions_of(given: Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    return tuple(question_of(one) for one in given)


def next_key(questions: Sequence[Question], ever: Sequence[str] = ()) -> str:
    """One that no question has, nor ever had."""
    taken = [int(k[1:]) for k in [*ever, *(q.key for q in questions)]]
    return f"q{max(taken, default=0) + 1}"


def question_faults(question: Question, others: Sequence[Question]) -> list[Fault]:
    """All that is wrong with one question beside the others of its form."""
    return [*_own_faults(question), *_pointing_faults(question, others)]


def form_faults(questions: Sequence[Question]) -> list[Fault]:
    """The same of a whole form, each said with its question."""
    found = []
    if not questions:
        found.append(Fault(_("Biểu mẫu chưa có câu hỏi nào."), "questions"))
    if len(questions) > MOST_QUESTIONS:
        words = _("Nhiều hơn %(most)s câu hỏi.")
        found.append(Fault(words, "questions", {"most": str(MOST_QUESTIONS)}))
    keys = [q.key for q in questions]
    if len(set(keys)) < len(keys):
        found.append(Fault(_("Hai câu hỏi trùng mã."), "questions"))
    for place, question in enumerate(questions, start=1):
        others = [q for q in questions if q.key != question.key]
        for fault in question_faults(question, others):
            named = {**fault.named, "place": str(place)}
            found.append(Fault(fault.words, "questions", named))
    return found


@dataclass(frozen=True)
class _Limits:
    kinds: frozenset[Kind]
    words: str
    names: tuple[str, ...] = field(default=())


# What belongs to some kinds only.
_ONLY = (
    _Limits(
        frozenset({Kind.NUMBER}),
        _("Chỉ câu hỏi về số có đơn vị tính, giới hạn, cách kiểm tra và chỉ tiêu."),
        ("least", "most", "sums", "swing", "indicator"),
    ),
    _Limits(
        frozenset({Kind.CHOICE}), _("Chỉ câu chọn một có các lựa chọn."), ("options",)
    ),
    _Limits(frozenset({Kind.ROWS}), _("Chỉ bảng nhỏ có các cột."), ("columns",)),
    _Limits(
        frozenset({Kind.SHARE}),
        _("Chỉ tỷ lệ có tử số và mẫu số."),
        ("part", "whole"),
    ),
)


def _own_faults(question: Question) -> Iterator[Fault]:
    if not _KEY.fullmatch(question.key):
        yield Fault(_("Mã câu hỏi không đúng."), "key")
    if not clean(question.label):
        yield Fault(_("Ghi câu hỏi."), "label")
    elif len(question.label) > LONGEST_LABEL:
        words = _("Câu hỏi dài quá %(most)s ký tự.")
        yield Fault(words, "label", {"most": str(LONGEST_LABEL)})
    for limits in _ONLY:
        if question.kind not in limits.kinds:
            for name in limits.names:
                if getattr(question, name):
                    yield Fault(limits.words, name)
    low, high = question.least, question.most
    if low is not None and high is not None and low > high:
        yield Fault(_("Số nhỏ nhất lớn hơn số lớn nhất."), "least")
    if not 0 <= question.decimals <= 4:
        yield Fault(_("Phần lẻ có từ 0 đến 4 chữ số."), "decimals")
    if question.swing is not None and not 0 < question.swing <= 1000:
        yield Fault(_("Mức lệch từ trên 0 đến 1000 %%."), "swing")
    yield from _list_faults(question)


def _list_faults(question: Question) -> Iterator[Fault]:
    names = [clean(c.name) for c in question.columns]
    if question.kind == Kind.CHOICE:
        if not 2 <= len(question.options) <= MOST_OPTIONS:
            words = _("Ghi từ 2 đến %(most)s lựa chọn, mỗi dòng một lựa chọn.")
            yield Fault(words, "options", {"most": str(MOST_OPTIONS)})
        if len(set(question.options)) < len(question.options):
            yield Fault(_("Hai lựa chọn giống nhau."), "options")
    if question.kind == Kind.ROWS:
        if not 1 <= len(names) <= MOST_COLUMNS or not all(names):
            words = _("Ghi từ 1 đến %(most)s cột, mỗi dòng một cột.")
            yield Fault(words, "columns", {"most": str(MOST_COLUMNS)})
        if len(set(names)) < len(names):
            yield Fault(_("Hai cột cùng tên."), "columns")


def _pointing_faults(question: Question, others: Sequence[Question]) -> Iterator[Fault]:
    """Numbers that it counts on are there, and no sum counts on itself."""
    numbers = {q.key for q in others if q.kind == Kind.NUMBER}
    if question.kind == Kind.SHARE:
        for name in ("part", "whole"):
            if getattr(question, name) not in numbers:
                yield Fault(_("Chọn một câu hỏi về số."), name)
        if question.part and question.part == question.whole:
            yield Fault(_("Tử số và mẫu số là cùng một câu hỏi."), "whole")
    for key in question.sums:
        if key not in numbers:
            words = _("Tổng của một câu hỏi không phải là số, hoặc của chính nó.")
            yield Fault(words, "sums")
    if question.key in _counted_on(question.sums, others):
        yield Fault(_("Hai tổng tính vòng quanh lẫn nhau."), "sums")


def _counted_on(keys: Sequence[str], others: Sequence[Question]) -> set[str]:
    """Every key that these sums come to, however far down."""
    by_key = {q.key: q for q in others}
    found: set[str] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += by_key[key].sums if key in by_key else ()
    return found
