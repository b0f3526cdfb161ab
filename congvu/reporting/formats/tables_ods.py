"""The same tables as .ods. Words are text: no cell here has a formula.

Only what a table needs is written: values, a bold head that repeats on each sheet of
paper, widths. Parts have no moment of their own, so equal tables are equal files.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from congvu.reporting.formats.tables import TableSheet, Value, sheet_name

ODS = "application/vnd.oasis.opendocument.spreadsheet"
_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = " ".join(
    f'xmlns:{short}="{_NS}{name}:1.0"'
    for short, name in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "number": "datastyle",
        "fo": "xsl-fo-compatible",
        "manifest": "manifest",
    }.items()
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_PART = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
_MANIFEST = (
    f'{_HEAD}<manifest:manifest {_SPACES} manifest:version="1.3">'
    f"{_PART.format('/', ODS)}{_PART.format('content.xml', 'text/xml')}"
    "</manifest:manifest>"
)
_BORDER = '<style:table-cell-properties fo:border="0.5pt solid #000000" {}/>'
_FONT = '<style:text-properties style:font-name="Times New Roman" {}/>'
_WRAP = 'fo:wrap-option="wrap" style:vertical-align="top"'
_BOLD = 'fo:font-weight="bold"'
_CELLS = (
    f'<style:style style:name="line" style:family="table-cell">{_FONT.format(_BOLD)}'
    '</style:style><style:style style:name="head" style:family="table-cell">'
    f"{_BORDER.format(_WRAP)}{_FONT.format(_BOLD)}</style:style>"
    '<style:style style:name="cell" style:family="table-cell">'
    f"{_BORDER.format(_WRAP)}{_FONT.format('')}</style:style>"
)
# What XML may not hold, however it is written.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LETTER_WIDTH = 0.2
_END = "</table:table-cell>"


def write_tables_ods(
    out: BinaryIO, *, head: Sequence[str], sheets: Sequence[TableSheet]
) -> None:
    """A sheet a table, each with the head above it."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = zipfile.ZipInfo("mimetype")
        archive.writestr(kind, ODS, compress_type=zipfile.ZIP_STORED)
        archive.writestr(_part("META-INF/manifest.xml"), _MANIFEST)
        with archive.open(_part("content.xml"), "w") as content:
            for text in _content(head, sheets):
                content.write(text.encode())


def _part(name: str) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name)
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def _content(head: Sequence[str], sheets: Sequence[TableSheet]) -> list[str]:
    widths = sorted({width for sheet in sheets for _label, width in sheet.columns})
    return [
        f'{_HEAD}<office:document-content {_SPACES} office:version="1.3">',
        "<office:automatic-styles>",
        *(_width(one) for one in widths),
        f"{_CELLS}</office:automatic-styles><office:body><office:spreadsheet>",
        *(_sheet(place, head, one) for place, one in enumerate(sheets, start=1)),
        "</office:spreadsheet></office:body></office:document-content>",
    ]


def _width(width: int) -> str:
    return (
        f'<style:style style:name="w{width}" style:family="table-column">'
        "<style:table-column-properties "
        f'style:column-width="{width * _LETTER_WIDTH:.1f}cm"/></style:style>'
    )


def _sheet(place: int, head: Sequence[str], sheet: TableSheet) -> str:
    columns = "".join(
        f'<table:table-column table:style-name="w{width}"/>'
        for _label, width in sheet.columns
    )
    above = "".join(_row([line], "line") for line in [*head, sheet.title, ""])
    labels = _row([label for label, _width in sheet.columns], "head")
    name = quoteattr(_clean(sheet_name(place, sheet)))
    return (
        f"<table:table table:name={name}>{columns}"
        f"{above}<table:table-header-rows>{labels}</table:table-header-rows>"
        f"{''.join(_row(values, 'cell') for values in sheet.rows)}</table:table>"
    )


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def _row(values: Sequence[Value], style: str) -> str:
    cells = "".join(_cell(value, style) for value in values)
    return f"<table:table-row>{cells}</table:table-row>"


def _cell(value: Value, style: str) -> str:
    named = f'table:style-name="{style}"'
    if isinstance(value, int | Decimal):
        number = f"{value:f}" if isinstance(value, Decimal) else str(value)
        shown = f'office:value-type="float" office:value="{number}"'
        text = number.replace(".", ",")
        return f"<table:table-cell {named} {shown}><text:p>{text}</text:p>{_END}"
    lines = _clean(value or "").splitlines()
    words = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    return f'<table:table-cell {named} office:value-type="string">{words}{_END}'
