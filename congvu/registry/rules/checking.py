"""What is wrong with a structure, all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import re2

from congvu.lib.text import gettext_noop as _
from congvu.registry.rules.structure import (
    Column,
    Fault,
    Known,
    Table,
    Tables,
    find_table,
    is_key,
    kept_kinds,
)
from congvu.registry.rules.values import Unread, compiled, read_value
from congvu.registry.rules.words import (
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_CODES,
    MOST_COLUMNS,
    MOST_TABLES,
    RANGED,
    Kind,
)


def structure_faults(tables: Tables, known: Known, on: date) -> list[Fault]:
    """What may not be kept even while it is being prepared."""
    found: list[Fault] = []
    if len(tables) > MOST_TABLES:
        found.append(Fault(_("Nhiều hơn %(most)s bảng."), {"most": MOST_TABLES}))
    found += _named([(one.key, one.label) for one in tables])
    for table in tables:
        if len(table.columns) > MOST_COLUMNS:
            given = {"most": MOST_COLUMNS, "label": table.label}
            found.append(Fault(_("Bảng “%(label)s” nhiều hơn %(most)s trường."), given))
        found += _named([(one.key, one.label) for one in table.columns])
        for column in table.columns:
            found += _of_column(column, tables, on)
    return [*found, *kept_kinds(tables, known)]


def ready_faults(tables: Tables) -> list[Fault]:
    """What keeps a prepared structure from being put in force."""
    if not tables:
        return [Fault(_("Cấu trúc chưa có bảng nào."))]
    return [fault for table in tables for fault in _ready(table)]


def _ready(table: Table) -> Iterator[Fault]:
    given = {"label": table.label}
    if not table.columns:
        yield Fault(_("Bảng “%(label)s” chưa có trường nào."), given)
        return
    first = table.columns[0]
    if not first.required or first.personal or first.kind in (Kind.ROW, Kind.PLACE):
        words = _(
            "Trường đầu của bảng “%(label)s” là tên dòng: phải bắt buộc, không phải "
            "dữ liệu cá nhân, không phải tọa độ hay dòng của bảng khác."
        )
        yield Fault(words, given, first.key)


def _named(named: list[tuple[str, str]]) -> Iterator[Fault]:
    for key, count in Counter(key for key, _label in named).items():
        if count > 1:
            yield Fault(_("Mã “%(key)s” dùng hai lần."), {"key": key}, key)
        if not is_key(key):
            words = _("Mã “%(key)s” chỉ gồm chữ thường không dấu, số, gạch dưới.")
            yield Fault(words, {"key": key[:60]}, key)
    for key, label in named:
        if not label:
            yield Fault(_("Ghi tên."), {}, key)
        if len(label) > LONGEST_NAME:
            yield Fault(_("Dài quá %(most)s chữ."), {"most": LONGEST_NAME}, key)


def _of_column(column: Column, tables: Tables, on: date) -> Iterator[Fault]:
    given = {"label": column.label}

    def fault(words: str, **more: object) -> Fault:
        return Fault(words, {**given, **more}, column.key)

    if column.kind == Kind.ROW and find_table(tables, column.table) is None:
        yield fault(_("Trường “%(label)s” chưa chọn bảng có trong cấu trúc."))
    if column.kind == Kind.CODE:
        yield from _codes(column)
    if column.unique and column.kind not in (Kind.TEXT, Kind.NUMBER, Kind.CODE):
        yield fault(_("Trường “%(label)s”: chỉ chữ, số nguyên, mã mới không trùng."))
    if (column.least or column.most) and column.kind not in RANGED:
        yield fault(_("Trường “%(label)s” không có nhỏ nhất, lớn nhất."))
    elif column.kind in RANGED:
        yield from _bounds(column, on)
    if (column.pattern or column.longest is not None) and column.kind != Kind.TEXT:
        yield fault(_("Trường “%(label)s”: chỉ chữ mới có mẫu, độ dài."))
    if column.longest is not None and not 1 <= column.longest <= LONGEST_TEXT:
        words = _("Trường “%(label)s”: độ dài từ 1 đến %(most)s.")
        yield fault(words, most=LONGEST_TEXT)
    if column.pattern and not _is_pattern(column.pattern):
        yield fault(_("Trường “%(label)s”: không hiểu mẫu đã ghi."))


def _is_pattern(text: str) -> bool:
    try:
        compiled(text)
    except re2.error:
        return False
    return len(text) <= LONGEST_NAME


def _bounds(column: Column, on: date) -> Iterator[Fault]:
    plain = Column(column.key, column.label, column.kind)
    for bound in (column.least, column.most):
        try:
            read_value(plain, bound, on)
        except Unread:
            words = _("Trường “%(label)s”: không hiểu “%(bound)s”.")
            given = {"label": column.label, "bound": bound[:60]}
            yield Fault(words, given, column.key)
            return
    if column.least and column.most:
        upto = Column(column.key, column.label, column.kind, most=column.most)
        try:
            read_value(upto, column.least, on)
        except Unread:
            words = _("Trường “%(label)s”: nhỏ nhất lớn hơn lớn nhất.")
            yield Fault(words, {"label": column.label}, column.key)


def _codes(column: Column) -> Iterator[Fault]:
    given: dict[str, object] = {"label": column.label}
    if not column.codes:
        yield Fault(_("Trường “%(label)s” chưa có danh mục."), given, column.key)
    if len(column.codes) > MOST_CODES:
        words = _("Danh mục của “%(label)s” nhiều hơn %(most)s mục.")
        yield Fault(words, {**given, "most": MOST_CODES}, column.key)
    held: dict[str, list[tuple[date, date]]] = {}
    for one in column.codes:
        begin, end = one.since or date.min, one.until or date.max
        told = {**given, "code": one.code[:60]}
        if not one.code or not one.label or max(len(one.code), len(one.label)) > 200:
            words = _(
                "Danh mục của “%(label)s”: mục “%(code)s” thiếu mã, tên, hay quá dài."
            )
            yield Fault(words, told, column.key)
        if end <= begin:
            words = _("Danh mục của “%(label)s”: mục “%(code)s” hết trước khi bắt đầu.")
            yield Fault(words, told, column.key)
        if any(begin < last and first < end for first, last in held.get(one.code, ())):
            words = _(
                "Danh mục của “%(label)s”: mã “%(code)s” có hai lần cùng thời gian."
            )
            yield Fault(words, told, column.key)
        held.setdefault(one.code, []).append((begin, end))
