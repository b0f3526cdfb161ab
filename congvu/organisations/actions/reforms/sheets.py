"""A sheet as it was handed in: its lines, and what is wrong with the other rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO

from django.utils.translation import gettext as _

from congvu.files.actions import read_table
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.formats.reform_sheet import (
    BOUNDS,
    Line,
    TableRefused,
    Wrong,
    read_sheet,
    table_rows,
)
from congvu.organisations.formats.reform_template import write_template


@dataclass(frozen=True)
class Unread:
    """Rows that are no lines: why each, what stands there, and whom they name."""

    wrong: tuple[tuple[int, str], ...] = ()
    quoted: Mapping[int, str] = field(default_factory=dict)
    named: frozenset[str] = frozenset()


def read_lines(content: bytes) -> tuple[list[Line], Unread]:
    """The lines of an .xlsx or .csv file, and the rows that are none.

    Both go to ``prepare_reform``, which judges the lines and tells all reasons at once.
    Refused is only what is no table of an act at all. Read in the jail.
    """
    table, _sha256 = read_table(stream=BytesIO(content), bounds=BOUNDS, field="sheet")
    try:
        sheet = read_sheet(table_rows(table))
    except TableRefused as why:
        raise Refused([Reason(_(str(why)), "sheet")]) from why
    wrong = tuple((one.line, _words(one)) for one in sheet.wrong)
    return sheet.lines, Unread(wrong, sheet.quoted, frozenset(sheet.named))


def _words(wrong: Wrong) -> str:
    given = {key: _(text) if text else text for key, text in wrong.given.items()}
    return _(wrong.message) % given


def empty_sheet() -> bytes:
    """A sheet to fill in, with instructions and examples, in the reader's language."""
    out = BytesIO()
    write_template(out, _)
    return out.getvalue()
