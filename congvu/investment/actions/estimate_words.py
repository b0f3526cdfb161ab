"""What is wrong with an estimate, or worth a second look, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from congvu.investment.actions.saying import dong
from congvu.investment.formats.rows import COLUMNS, RowFault
from congvu.investment.queries.estimates import Look, Remark
from congvu.investment.rules.estimates import Amiss, Cell, Fault
from congvu.investment.rules.words import SOURCE_NAMES, MoneySource
from congvu.law.rules import SURENESS_WORDS
from congvu.lib.refusals import Reason
from congvu.lib.text import gettext_noop

Parts = Mapping[str, str]

# words, and the column of the line they belong to
_OF_LINE: dict[Amiss, tuple[str, str]] = {
    Amiss.PART: (gettext_noop("chọn thành phần chi phí của ngày ấy."), "part"),
    Amiss.NAME: (gettext_noop("ghi nội dung chi."), "name"),
    Amiss.PRICING: (gettext_noop("chọn cách định giá."), "pricing"),
    Amiss.SOURCE: (gettext_noop("chọn nguồn vốn."), "source"),
    Amiss.NOT_ASKED: (gettext_noop("nhu cầu không xin nguồn vốn này."), "source"),
    Amiss.YEAR: (gettext_noop("ghi năm dùng tiền."), "year"),
    Amiss.QUANTITY: (
        gettext_noop("số lượng lớn hơn 0, nhiều nhất ba chữ số lẻ."),
        "quantity",
    ),
    Amiss.PRICE: (gettext_noop("đơn giá là số nguyên đồng, lớn hơn 0."), "price"),
    Amiss.RATE: (
        gettext_noop("tỷ lệ lớn hơn 0, không quá 100, nhiều nhất bốn chữ số lẻ."),
        "rate",
    ),
    Amiss.BASE: (
        gettext_noop("chọn thành phần đứng trước để tính tỷ lệ trên đó."),
        "base",
    ),
    Amiss.BASIS: (
        gettext_noop("ghi căn cứ giá, tỷ lệ: văn bản, nơi báo giá."),
        "basis",
    ),
    Amiss.DAY: (gettext_noop("ghi ngày của giá, không sau ngày lập."), "priced_on"),
    Amiss.LONG: (gettext_noop("chữ dài quá; nội dung, căn cứ nhiều nhất 200."), "name"),
}


def fault_reasons(
    faults: Iterable[Fault],
    parts: Parts,
    least_quotes: int,
    places: Sequence[int] = (),
) -> list[Reason]:
    """``places``: in which row of its file each line stands, where it came in one."""
    moved = [
        replace(one, line=places[one.line - 1]) if one.line and places else one
        for one in faults
    ]
    return [_reason(one, parts, least_quotes) for one in moved]


def field_of(line: int, column: str) -> str:
    """Where a form shows it."""
    return f"r{line}-{column}"


def _reason(one: Fault, parts: Parts, least_quotes: int) -> Reason:
    if one.line:
        told, column = _line_words(one, least_quotes)
        words = _("Dòng %(line)s: %(told)s") % {"line": one.line, "told": told}
        return Reason(words, field_of(one.line, column))
    return Reason(_whole_words(one, parts))


def _line_words(one: Fault, least_quotes: int) -> tuple[str, str]:
    numbers = {"said": dong(one.said or 0), "reckoned": dong(one.reckoned or 0)}
    if one.amiss == Amiss.MONEY:
        told = _("thành tiền ghi %(said)s, tính ra %(reckoned)s đồng.") % numbers
        return told, "money"
    if one.amiss == Amiss.NO_MONEY:
        told = _("tính ra %(reckoned)s đồng, không thành một khoản chi.") % numbers
        return told, "money"
    if one.amiss == Amiss.LOWEST:
        told = _("đơn giá ghi %(said)s, báo giá thấp nhất là %(reckoned)s đồng.")
        return told % numbers, "price"
    if one.amiss == Amiss.QUOTES:
        told = _(
            "cần ít nhất %(n)s báo giá còn mới, mỗi báo giá có nơi báo, ngày không sau "
            "ngày lập, giá lớn hơn 0."
        )
        return told % {"n": least_quotes}, "quotes"
    words, column = _OF_LINE[one.amiss]
    return _(words), column


def _whole_words(one: Fault, parts: Parts) -> str:
    said, reckoned = one.said or 0, one.reckoned or 0
    numbers = {
        "said": dong(said),
        "reckoned": dong(reckoned),
        "gap": dong(abs(said - reckoned)),
        "of": _cell_words(one, parts),
    }
    told = {
        Amiss.CELL: _(
            "%(of)s: ghi %(said)s, các dòng cộng lại %(reckoned)s, lệch %(gap)s đồng."
        ),
        Amiss.COST: _(
            "%(of)s: dự toán cộng lại %(said)s, nhu cầu ghi %(reckoned)s, lệch %(gap)s "
            "đồng."
        ),
        Amiss.CAP: _(
            "Dự phòng %(said)s đồng, nhiều nhất là %(reckoned)s theo mức đang dùng."
        ),
        Amiss.MANY: _("Dự toán có %(said)s dòng, nhiều nhất %(reckoned)s."),
    }.get(one.amiss, _("Dự toán chưa có dòng nào."))
    return told % numbers


def _cell_words(one: Fault, parts: Parts) -> str:
    names = [parts.get(one.part, one.part)] if one.part else []
    if one.cell is not None:
        names.append(cell_words(one.cell))
    return ", ".join(names) or _("Tổng dự toán")


def cell_words(cell: Cell) -> str:
    year = _("năm %(year)s") % {"year": cell.year}
    if not cell.source:
        return year
    return f"{_(SOURCE_NAMES[MoneySource(cell.source)])}, {year}"


def row_reasons(faults: Iterable[RowFault]) -> list[Reason]:
    """Texts that could not be read, each with its line and column."""
    found = []
    for one in faults:
        words = _(one.words) % {"said": one.said}
        named = {"line": one.line, "column": _(COLUMNS[one.column]), "told": words}
        told = _("Dòng %(line)s, %(column)s: %(told)s") % named
        found.append(Reason(told, field_of(one.line, one.column)))
    return found


def remark_words(one: Remark) -> str:
    if one.look == Look.SECURITY and one.share is not None:
        return _(
            "An toàn thông tin được %(share)s dự toán, ít hơn %(least)s %% theo "
            "%(law)s."
        ) % {
            "share": one.share.words,
            "least": one.share.rule.number("percent"),
            "law": one.share.rule.citation_on_record,
        }
    if one.look == Look.UNSURE and one.rule is not None:
        sure = _(SURENESS_WORDS[one.rule.sureness])
        law = f"{one.rule.source_symbol} ({one.rule.article})"
        return _("Thành phần chi phí theo %(law)s: %(sure)s.") % {
            "law": law,
            "sure": sure,
        }
    named = {"line": one.line, "known": dong(one.known or 0)}
    if one.look == Look.OLD:
        day = f"{one.known_on:%d/%m/%Y}"
        return _("Dòng %(line)s: giá ngày %(day)s đã cũ.") % {**named, "day": day}
    told = _("Dòng %(line)s: dự toán khác có giá thấp hơn, %(known)s đồng.")
    return told % named
