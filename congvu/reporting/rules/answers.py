"""What was typed, read by what was asked: values, and all that is wrong. Pure.

Answers are kept as they were typed; what they mean is worked out here each time, by the
questions of the version they answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from congvu.lib.dates import EARLIEST, LATEST
from congvu.lib.text import fold, nfc
from congvu.lib.text import gettext_noop as _
from congvu.reporting.rules.numbers import number_of, written
from congvu.reporting.rules.questions import Column, Kind, Question

LONGEST_ANSWER = 4000
LONGEST_CELL = 500
MOST_ROWS = 200
MOST_EVIDENCE = 20
YES, NO = "có", "không"
_YES = frozenset({"co", "x", "yes", "true", "dung", "1"})
_NO = frozenset({"khong", "no", "false", "sai", "0"})
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")

# Typed answers by key: text; of a small table its rows; of evidence what is pointed at.
Answers = Mapping[str, Any]


class AnswerFault(NamedTuple):
    """What is wrong with an answer, at which cell of a small table (from 0)."""

    key: str
    words: str
    named: dict[str, str] = {}
    row: int | None = None
    column: int | None = None
    warns: bool = False


@dataclass
class Judged:
    """``values`` hold what could be read; ``faults`` forbid handing in, ``warnings``
    ask for a word.
    """

    values: dict[str, Any] = field(default_factory=dict)
    faults: list[AnswerFault] = field(default_factory=list)
    warnings: list[AnswerFault] = field(default_factory=list)

    def of(self, key: str) -> list[AnswerFault]:
        return [f for f in (*self.faults, *self.warnings) if f.key == key]


def judge(
    questions: Sequence[Question],
    answers: Answers,
    before: Mapping[str, Any] | None = None,
) -> Judged:
    """Read every answer, then hold them against each other and the period before."""
    found = Judged()
    for question in questions:
        if question.is_typed:
            _read(question, answers.get(question.key), found)
    for question in questions:
        if question.kind == Kind.SHARE:
            found.values[question.key] = share_of(question, found.values)
    unread = {fault.key for fault in found.faults}
    for question in questions:
        _hold(question, found, unread, before or {})
    return found


def _read(question: Question, raw: Any, found: Judged) -> None:
    if is_empty(raw):
        if question.required:
            found.faults.append(AnswerFault(question.key, _("Chưa trả lời.")))
        return
    match question.kind:
        case Kind.EVIDENCE:
            found.values[question.key] = [dict(one) for one in raw]
        case Kind.ROWS:
            _read_rows(question, raw, found)
        case _:
            value, wrong = _read_text(question, nfc(str(raw)).strip())
            if wrong is not None:
                found.faults.append(wrong)
            else:
                found.values[question.key] = value


def is_empty(raw: Any) -> bool:
    """Nothing typed; of a table no cell."""
    if isinstance(raw, str):
        return not raw.strip()
    if isinstance(raw, list):
        return all(is_empty(one) for one in raw) if raw else True
    return raw is None


def _read_text(question: Question, text: str) -> tuple[Any, AnswerFault | None]:
    key = question.key
    if question.kind == Kind.NUMBER:
        return _read_number(question, text)
    if question.kind == Kind.YES_NO:
        said = fold(text)
        if said in _YES | _NO:
            return said in _YES, None
        return None, AnswerFault(key, _("Trả lời “có” hoặc “không”."))
    if question.kind == Kind.CHOICE:
        chosen = {fold(o): o for o in question.options}.get(fold(text))
        if chosen is not None:
            return chosen, None
        words = _("Chọn một trong: %(options)s.")
        return None, AnswerFault(key, words, {"options": "; ".join(question.options)})
    if question.kind == Kind.DATE:
        day = day_of(text)
        if day is not None:
            return day, None
        return None, AnswerFault(key, _("Ngày chưa đúng. Ví dụ: 14/11/2024."))
    if len(text) > LONGEST_ANSWER:
        words = _("Dài quá %(most)s ký tự.")
        return None, AnswerFault(key, words, {"most": written(LONGEST_ANSWER)})
    return text, None


def day_of(text: str) -> date | None:
    """14/11/2024, or as machines write it."""
    found, iso = _DAY.fullmatch(text), _ISO.fullmatch(text)
    if found is not None:
        parts = int(found[3]), int(found[2]), int(found[1])
    elif iso is not None:
        parts = int(iso[1]), int(iso[2]), int(iso[3])
    else:
        return None
    try:
        day = date(*parts)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def _read_number(question: Question, text: str) -> tuple[Any, AnswerFault | None]:
    key, value = question.key, number_of(text)
    if value is None:
        words = _("“%(text)s” không phải là số. Ghi như 1.234 hoặc 12,5.")
        return None, AnswerFault(key, words, {"text": text[:40]})
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > question.decimals:
        if not question.decimals:
            return None, AnswerFault(key, _("Chỉ nhận số nguyên."))
        words = _("Nhiều nhất %(most)s chữ số sau dấu phẩy.")
        return None, AnswerFault(key, words, {"most": str(question.decimals)})
    if question.least is not None and value < question.least:
        words = _("Không nhỏ hơn %(least)s.")
        return None, AnswerFault(key, words, {"least": written(question.least)})
    if question.most is not None and value > question.most:
        words = _("Không lớn hơn %(most)s.")
        return None, AnswerFault(key, words, {"most": written(question.most)})
    return value, None


def _read_rows(question: Question, raw: Any, found: Judged) -> None:
    rows = [list(row) for row in raw]
    if len(rows) > MOST_ROWS:
        words = _("Bảng nhiều hơn %(most)s dòng.")
        fault = AnswerFault(question.key, words, {"most": str(MOST_ROWS)})
        found.faults.append(fault)
        return
    values = []
    for place, row in enumerate(rows):
        if is_empty(row):
            continue
        cells = [*row, *[""] * len(question.columns)][: len(question.columns)]
        read = [
            _read_cell(question, column, str(cell), (place, at), found)
            for at, (column, cell) in enumerate(
                zip(question.columns, cells, strict=True)
            )
        ]
        values.append(read)
    found.values[question.key] = values


def _read_cell(
    question: Question, column: Column, text: str, place: tuple[int, int], found: Judged
) -> Decimal | str | None:
    text, (row, at) = nfc(text).strip(), place
    if not column.is_number:
        if len(text) > LONGEST_CELL:
            words = _("Dài quá %(most)s ký tự.")
            named = {"most": str(LONGEST_CELL)}
            found.faults.append(AnswerFault(question.key, words, named, row, at))
        return text
    if not text:
        return None
    value = number_of(text)
    if value is None:
        words = _("“%(text)s” không phải là số. Ghi như 1.234 hoặc 12,5.")
        named = {"text": text[:40]}
        found.faults.append(AnswerFault(question.key, words, named, row, at))
    return value


def share_of(question: Question, values: Mapping[str, Any]) -> Fraction | None:
    """Part of whole; None while one is unknown or there is nothing to share."""
    part, whole = values.get(question.part), values.get(question.whole)
    if part is None or not whole:
        return None
    return Fraction(part) / Fraction(whole)


def _hold(
    question: Question, found: Judged, unread: set[str], before: Mapping[str, Any]
) -> None:
    """One answer against others, where all of them could be read."""
    value = found.values.get(question.key)
    if question.kind == Kind.SHARE:
        if value is not None and not 0 <= value <= 1:
            words = _("Tử số lớn hơn mẫu số, hoặc có số âm.")
            found.faults.append(AnswerFault(question.key, words))
        return
    if not isinstance(value, Decimal):
        return
    parts = [found.values.get(key) for key in question.sums]
    if question.sums and not unread & set(question.sums):
        total = sum((p for p in parts if p is not None), Decimal(0))
        if total != value:
            words = _("Ghi %(value)s, nhưng các phần cộng lại là %(total)s.")
            named = {"value": written(value), "total": written(total)}
            found.faults.append(AnswerFault(question.key, words, named))
    found.warnings.extend(_swings(question, value, before.get(question.key)))


def _swings(question: Question, value: Decimal, then: Any) -> Iterator[AnswerFault]:
    if question.swing is None or not isinstance(then, Decimal):
        return
    if abs(value - then) * 100 > abs(then) * question.swing:
        words = _("Kỳ trước là %(then)s: lệch quá %(swing)s %%.")
        named = {"then": written(then), "swing": written(question.swing)}
        yield AnswerFault(question.key, words, named, warns=True)


def shown(question: Question, value: Any) -> str:
    """A value as a person would write it."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Decimal):
        return written(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)
