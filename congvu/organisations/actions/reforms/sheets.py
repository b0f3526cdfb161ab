"""A sheet as it was handed in, as lines; or what is wrong, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from django.utils.translation import gettext as _

from congvu.lib.refusals import Reason, Refused
from congvu.organisations.formats.reform_sheet import Line, Wrong, read_sheet
from congvu.organisations.formats.reform_template import write_template
from congvu.organisations.formats.table_file import TableRefused, read_table


class SheetRefused(Refused):
    """Rows that cannot be read; ``quoted`` is what stands in them."""

    def __init__(
        self, reasons: list[Reason], quoted: Mapping[int, str] | None = None
    ) -> None:
        super().__init__(reasons)
        self.quoted = dict(quoted or {})


def read_lines(content: bytes) -> list[Line]:
    """The lines of an .xlsx or .csv file; every bad row is told at once."""
    try:
        sheet = read_sheet(read_table(content))
    except TableRefused as why:
        raise SheetRefused([Reason(_(str(why)), "sheet")]) from why
    if sheet.wrong:
        raise SheetRefused([_reason(wrong) for wrong in sheet.wrong], sheet.quoted)
    return sheet.lines


def _reason(wrong: Wrong) -> Reason:
    given = {key: _(text) if text else text for key, text in wrong.given.items()}
    words = _("dòng %(line)s: %(why)s")
    why = _(wrong.message) % given
    return Reason(words % {"line": wrong.line, "why": why}, "lines")


def empty_sheet() -> bytes:
    """A sheet to fill in, with instructions and examples, in the reader's language."""
    out = BytesIO()
    write_template(out, _)
    return out.getvalue()
