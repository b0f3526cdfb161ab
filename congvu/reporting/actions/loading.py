"""The sheet of a return given out, and taken back filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, BinaryIO, Literal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.documents.actions import Printed
from congvu.documents.actions.printing import new_file, ready_file
from congvu.files.actions import read_table
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop
from congvu.organisations.access import Seat
from congvu.reporting.actions.asking import locked_return, note, refuse_marked
from congvu.reporting.actions.filling import (
    keep_answers,
    refuse_answers,
    texts_of,
    tidy_answers,
)
from congvu.reporting.formats.filled import (
    BOUNDS,
    MARK,
    Filled,
    SheetRefused,
    read_filled,
)
from congvu.reporting.formats.table_files import CSV, XLSX
from congvu.reporting.formats.template import (
    HEAD,
    LOCKED,
    TITLE,
    Line,
    write_template_csv,
    write_template_xlsx,
)
from congvu.reporting.models import ReportReturn
from congvu.reporting.queries import period_of_round, period_words, values_before
from congvu.reporting.rules import (
    NO,
    YES,
    AnswerFault,
    Kind,
    Question,
    is_empty,
    judge,
    questions_of,
    shown,
)

SheetForm = Literal["xlsx", "csv"]
MEDIA_TYPES: dict[SheetForm, str] = {"xlsx": XLSX, "csv": CSV}
_EMPTY_ROWS = 10
# In the column of codes: a line that nothing is read from.
_NOT_HERE = "–"


@dataclass(frozen=True)
class Loaded:
    """How many answers changed, and what is wrong, each with its cell.

    ``encoding`` is told where the letters of a text file had to be guessed.
    """

    report: ReportReturn
    changed: int
    faults: tuple[tuple[str, str], ...]
    encoding: str = ""


def load_sheet(
    *, return_id: UUID, stream: BinaryIO, seen: int, by: Seat, at: datetime
) -> Loaded:
    """All that stands in the sheet is kept, right or wrong; what is empty there stays
    as it is here. Refused is only what is no sheet of this return. Read in the jail.
    """
    table, _sha256 = read_table(stream=stream, bounds=BOUNDS, field="sheet")
    found = ReportReturn.objects.select_related("round__version").get(pk=return_id)
    questions = questions_of(found.round.version.questions)
    try:
        filled = read_filled(table, round_id=str(found.round_id), questions=questions)
    except SheetRefused as why:
        words = _(why.words) % why.named if why.named else _(why.words)
        raise Refused([Reason(words, "sheet")]) from why
    refuse_marked(texts=list(texts_of(filled.answers)), by=by, at=at)
    loaded = _load(return_id, filled, seen, by, at)
    guessed = table.encoding not in ("", "UTF-8", "UTF-16")
    return replace(loaded, encoding=table.encoding if guessed else "")


@transaction.atomic
def _load(return_id: UUID, filled: Filled, seen: int, by: Seat, at: datetime) -> Loaded:
    report = locked_return(return_id, by)
    questions = questions_of(report.round.version.questions)
    given = {k: v for k, v in filled.answers.items() if not is_empty(v)}
    typed = tidy_answers(questions, given, report, by)
    refuse_answers(report, typed, questions, seen, by)
    changed = keep_answers(report, typed, by, at)
    detail = {"changed": changed}
    note("reporting.loaded", report=report, by=by, at=at, detail=detail)
    judged = judge(questions, report.answers, values_before(report))
    labels = {q.key: q.label for q in questions}
    faults = tuple(
        _fault(fault, filled, labels) for fault in (*judged.faults, *judged.warnings)
    )
    return Loaded(report, changed, faults)


def _fault(
    fault: AnswerFault, filled: Filled, labels: dict[str, str]
) -> tuple[str, str]:
    place = filled.place(fault.key, fault.row, fault.column)
    words = _(fault.words) % fault.named
    return place, f"{labels.get(fault.key, fault.key)}: {words}"


def template(*, report: ReportReturn, form: SheetForm) -> Printed:
    """The sheet with what was typed so far and what the last period was."""
    stream, lines = new_file(), list(_lines(report))
    if form == "xlsx":
        write_template_xlsx(stream, sheet_name=_("Biểu mẫu"), lines=lines)
    else:
        write_template_csv(stream, lines=lines)
    period = period_words(period_of_round(report.round, report.round.form.rhythm))
    name = f"{report.round.form.name} {period}"[:80].replace("/", "-")
    return ready_file(stream, f"{name}.{form}", MEDIA_TYPES[form])


def _lines(report: ReportReturn) -> Iterator[Line]:
    found = report.round
    before = values_before(report)
    yield Line(TITLE, [MARK, str(found.pk)])
    yield Line(TITLE, ["", found.form.name])
    period = period_words(period_of_round(found, found.form.rhythm))
    yield Line(TITLE, ["", f"{report.name} · {period}"])
    said = _(
        "Chỉ ghi vào các ô nền vàng; không sửa cột mã, không gộp ô. Thêm dòng vào bảng "
        "nhỏ thì ghi ngay dưới dòng cuối của bảng."
    )
    yield Line(TITLE, ["", said])
    titles = [_("Mã"), _("Câu hỏi"), _("Đơn vị tính"), _("Trả lời"), _("Kỳ trước")]
    yield Line(HEAD, titles)
    for question in questions_of(found.version.questions):
        typed = report.answers.get(question.key)
        if question.kind == Kind.ROWS:
            yield from _table(question, typed if isinstance(typed, list) else [])
        else:
            yield _one(question, typed, before.get(question.key))


def _one(question: Question, typed: Any, then: Any) -> Line:
    label = f"{question.label} *" if question.required else question.label
    was = shown(question, then) if not isinstance(then, list) else ""
    if question.kind == Kind.SHARE:
        return Line(LOCKED, [_NOT_HERE, label, "%", _("tự tính"), ""])
    if question.kind == Kind.EVIDENCE:
        return Line(LOCKED, [_NOT_HERE, label, "", _("chọn trên trang"), ""])
    unit = question.unit or _(_HOW.get(question.kind, ""))
    choices = question.options or ((YES, NO) if question.kind == Kind.YES_NO else ())
    cells = [question.key, label, unit, str(typed or ""), was]
    return Line(LOCKED, cells, open_at=(3,), choices=choices)


_HOW = {
    Kind.YES_NO: gettext_noop("có / không"),
    Kind.DATE: gettext_noop("ngày/tháng/năm"),
    Kind.CHOICE: gettext_noop("chọn một"),
    Kind.TEXT: gettext_noop("chữ"),
    Kind.NUMBER: gettext_noop("số"),
}


def _table(question: Question, rows: Sequence[Sequence[str]]) -> Iterator[Line]:
    label = f"{question.label} *" if question.required else question.label
    yield Line(HEAD, [question.key, label, "", "", ""])
    yield Line(HEAD, [f"{question.key}#", *(c.name for c in question.columns)])
    width = len(question.columns)
    for n in range(len(rows) + _EMPTY_ROWS):
        cells = [*(rows[n] if n < len(rows) else ()), *[""] * width][:width]
        code = f"{question.key}#{n + 1}"
        yield Line(LOCKED, [code, *cells], open_at=range(1, width + 1))
