"""What a duty is made of, and what is wrong with one. Pure.

A person types these, or a text proposed them; either way every fault is said at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from congvu.lib.dates import EARLIEST, LATEST
from congvu.lib.text import clean, nfc
from congvu.lib.text import gettext_noop as _

LONGEST_TITLE = 300
LONGEST_TEXT = 2000
LONGEST_SENTENCE = 10_000
HEAVIEST = 100

_RECURS = re.compile(r"P(?=\d)(\d{1,3}Y)?(\d{1,3}M)?(\d{1,3}W)?(\d{1,4}D)?")


class Fault(NamedTuple):
    """What is wrong, with the values its words need, and at which field."""

    words: str
    field: str
    named: dict[str, str] = {}


@dataclass(frozen=True)
class DutyData:
    """What was ordered. ``start`` and ``end`` are code points of the paper's NFC text
    that ``sentence`` is bound to; both or neither.
    """

    title: str
    given_on: date
    deadline: date | None = None
    begins_on: date | None = None
    sentence: str = ""
    start: int | None = None
    end: int | None = None
    clause: str = ""
    deliverable: str = ""
    weight: int = 1
    measure: str = ""
    indicator: str = ""
    target: Decimal | None = None
    recurs: str = ""
    ordered_by: str = ""

    def tidied(self) -> DutyData:
        """One line each; the sentence as it stands in the text, composed."""
        return replace(
            self,
            title=nfc(self.title),
            sentence=self.sentence if self.start is not None else clean(self.sentence),
            clause=nfc(self.clause),
            deliverable=nfc(self.deliverable),
            measure=nfc(self.measure),
            indicator=nfc(self.indicator),
            recurs=nfc(self.recurs).upper(),
            ordered_by=nfc(self.ordered_by),
        )

    @property
    def texts(self) -> tuple[str, ...]:
        """Every word of it, to look for marks of secrecy in."""
        return (
            self.title,
            self.sentence,
            self.deliverable,
            self.measure,
            self.ordered_by,
        )


def data_faults(data: DutyData, today: date) -> list[Fault]:
    found = _text_faults(data) + _day_faults(data, today)
    if not 1 <= data.weight <= HEAVIEST:
        words = _("Trọng số từ 1 đến %(most)s.")
        found.append(Fault(words, "weight", {"most": str(HEAVIEST)}))
    if data.recurs and not _RECURS.fullmatch(data.recurs):
        words = _("Chu kỳ chưa đúng. Ví dụ: P6M là sáu tháng một lần.")
        found.append(Fault(words, "recurs"))
    if data.target is not None and not (data.indicator or data.measure):
        found.append(Fault(_("Có mục tiêu thì ghi thước đo."), "measure"))
    bound = (data.start is not None, data.end is not None)
    if any(bound) and not (
        all(bound) and data.sentence and 0 <= (data.start or 0) < (data.end or 0)
    ):
        words = _("Chỗ của câu trong văn bản không đúng.")
        found.append(Fault(words, "sentence"))
    return found


def _text_faults(data: DutyData) -> list[Fault]:
    found = []
    if not data.title:
        found.append(Fault(_("Chưa ghi nhiệm vụ."), "title"))
    for name, words, most in (
        ("title", _("Tên nhiệm vụ dài quá %(most)s ký tự."), LONGEST_TITLE),
        ("sentence", _("Câu giao việc dài quá %(most)s ký tự."), LONGEST_SENTENCE),
        ("clause", _("Điểm, khoản dài quá %(most)s ký tự."), 200),
        ("deliverable", _("Sản phẩm dài quá %(most)s ký tự."), 500),
        ("measure", _("Thước đo dài quá %(most)s ký tự."), 300),
        ("indicator", _("Mã chỉ tiêu dài quá %(most)s ký tự."), 80),
        ("ordered_by", _("Nơi giao dài quá %(most)s ký tự."), 200),
    ):
        if len(getattr(data, name)) > most:
            found.append(Fault(words, name, {"most": str(most)}))
    return found


def _day_faults(data: DutyData, today: date) -> list[Fault]:
    found = []
    given = {"given": _day(data.given_on)}
    if data.given_on > today:
        found.append(Fault(_("Ngày giao ở sau hôm nay."), "given_on"))
    if data.given_on < EARLIEST:
        found.append(Fault(_("Ngày giao quá xa về trước."), "given_on"))
    if data.deadline is not None and data.deadline < data.given_on:
        words = _("Hạn %(day)s trước ngày giao %(given)s.")
        found.append(Fault(words, "deadline", {"day": _day(data.deadline), **given}))
    if data.deadline is not None and data.deadline > LATEST:
        found.append(Fault(_("Hạn quá xa."), "deadline"))
    if data.begins_on is not None:
        if data.begins_on < data.given_on:
            words = _("Ngày bắt đầu %(day)s trước ngày giao %(given)s.")
            day = {"day": _day(data.begins_on), **given}
            found.append(Fault(words, "begins_on", day))
        if data.deadline is not None and data.begins_on > data.deadline:
            found.append(Fault(_("Ngày bắt đầu sau hạn."), "begins_on"))
    return found


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def body_faults(leads: Sequence[UUID], supports: Sequence[UUID]) -> list[Fault]:
    """What is wrong with who has it, whoever they are."""
    found = []
    if not leads:
        found.append(Fault(_("Chưa có nơi chủ trì."), "leads"))
    if len(set(leads)) < len(leads):
        found.append(Fault(_("Một nơi chủ trì được ghi hai lần."), "leads"))
    if len(set(supports)) < len(supports):
        found.append(Fault(_("Một nơi phối hợp được ghi hai lần."), "supports"))
    return found
