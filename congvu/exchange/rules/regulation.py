"""By which way a paper may go to whom, signed, by when, on paper or not. Pure.

A row of the regulation is as narrow as what it names: a type, words of the subject, a
kind of sender, a kind of recipient. The narrowest row that holds on the day decides;
among equally narrow ones that which forbids the electronic way, then the newest.

QĐ 28/2018/QĐ-TTg Điều 4 to 7; the province's own classes as CV 1779/UBND-KGVX (2017)
has them; NĐ 30/2020/NĐ-CP Điều 18. An agency's own word on paper copies (outgoing's
PaperRule) is one more row, narrow by its sender, that speaks of nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache

from congvu.exchange.rules.dispatches import Channel
from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc

OUTSIDE = "outside"
"""The kind of a recipient that is none of the organisation's agencies."""
ELECTRONIC = frozenset(Channel) - {Channel.PAPER}
LONGEST_PHRASE, MOST_PHRASES = 100, 30


class OnPaper(StrEnum):
    """Whether a paper copy goes along (QĐ 28/2018 Điều 5, 7)."""

    NONE = "none"
    ALSO = "also"
    ONLY = "only"


ON_PAPER_NAMES = {
    OnPaper.NONE: _("không gửi kèm bản giấy"),
    OnPaper.ALSO: _("gửi kèm bản giấy"),
    OnPaper.ONLY: _("chỉ gửi bản giấy"),
}


class Limit(StrEnum):
    """By when, counted from the signature (QĐ 28/2018 Điều 6.2; NĐ 30/2020 Đ18.1)."""

    AT_ONCE = "at-once"
    SAME_DAY = "same-day"
    NEXT_MORNING = "next-morning"
    NEXT_DAY = "next-day"


LIMIT_NAMES = {
    Limit.AT_ONCE: _("ngay sau khi ký"),
    Limit.SAME_DAY: _("trong ngày ký"),
    Limit.NEXT_MORNING: _(
        "trong ngày ký, chậm nhất đầu giờ sáng ngày làm việc kế tiếp"
    ),
    Limit.NEXT_DAY: _("trong ngày ký, chậm nhất ngày làm việc kế tiếp"),
}


@dataclass(frozen=True)
class Row:
    """One row, as it holds for a period. What is empty is not narrowed.

    An agency's own word on paper has no ``channels``: it says ``on_paper`` alone.
    """

    key: str
    label: str
    valid_from: date
    source: str
    valid_until: date | None = None
    id: str = ""
    types: Sequence[str] = ()
    phrases: Sequence[str] = ()
    sender: str = ""
    recipient: str = ""
    channels: frozenset[str] = frozenset()
    needs_signature: bool = False
    limit: Limit = Limit.NEXT_MORNING
    urgent_limit: Limit = Limit.AT_ONCE
    on_paper: OnPaper = OnPaper.NONE
    article: str = ""
    sureness: str = ""
    is_own: bool = False

    @property
    def narrowness(self) -> int:
        """How many things it names; an agency of its own is narrower than a kind."""
        named = (self.types, self.phrases, self.sender, self.recipient)
        return sum(map(bool, named)) + 2 * self.is_own

    @property
    def forbids(self) -> bool:
        return self.on_paper == OnPaper.ONLY

    @property
    def citation(self) -> str:
        return ", ".join(part for part in (self.article, self.source) if part)

    def holds(self, on: date) -> bool:
        ended = self.valid_until is not None and self.valid_until <= on
        return self.valid_from <= on and not ended


@dataclass(frozen=True)
class Sending:
    """A paper to one kind of recipient, on a day."""

    on: date
    type_code: str = ""
    subject: str = ""
    sender: str = ""
    recipient: str = ""


@dataclass(frozen=True)
class Offer:
    """What the regulation allows of a sending; ``row`` decided it, ``why`` it won.

    ``on_paper`` may be the word of another row (``paper_row``): the agency's own.
    """

    row: Row
    why: Sequence[tuple[str, str]]
    others: Sequence[Row]
    on_paper: OnPaper
    paper_row: Row
    channels: frozenset[str] = field(default=frozenset())

    @property
    def is_electronic(self) -> bool:
        return bool(self.channels & ELECTRONIC)


def phrase_in(row: Row, subject: str) -> str:
    """The first of the row's phrases that stands in the subject, as whole words."""
    said = f" {phrase_words(subject)} "
    return next((p for p in row.phrases if f" {phrase_words(p)} " in said), "")


def fits(row: Row, sending: Sending) -> bool:
    return (
        row.holds(sending.on)
        and (not row.types or sending.type_code in row.types)
        and (not row.sender or row.sender == sending.sender)
        and (not row.recipient or row.recipient == sending.recipient)
        and (not row.phrases or bool(phrase_in(row, sending.subject)))
    )


def offer_of(rows: Iterable[Row], sending: Sending) -> Offer | None:
    """None where no row speaks of it: then the regulation says nothing."""
    known = sorted((r for r in rows if fits(r, sending)), key=rank_of, reverse=True)
    ways = [row for row in known if row.channels]
    if not ways:
        return None
    row = ways[0]
    paper_row = row if row.forbids else known[0]
    return Offer(
        row=row,
        why=_why(row, ways[1:], sending),
        others=ways[1:],
        on_paper=paper_row.on_paper,
        paper_row=paper_row,
        channels=row.channels,
    )


def rank_of(row: Row) -> tuple[int, bool, date, str]:
    """Of two rows that fit, the one with the higher rank decides."""
    return row.narrowness, row.forbids, row.valid_from, row.key


NARROWER = _("Dòng hẹp nhất còn hiệu lực")
FORBIDDING = _("Cùng độ hẹp, dòng cấm gửi điện tử đứng trước")
NEWEST = _("Cùng độ hẹp, dòng mới nhất đứng trước")
ONLY_ONE = _("Dòng duy nhất còn hiệu lực cho trường hợp này")
NAMES_TYPE = _("đúng loại văn bản")
NAMES_PHRASE = _("trích yếu có “%(phrase)s”")
NAMES_SENDER = _("đúng loại nơi gửi")
NAMES_RECIPIENT = _("đúng loại nơi nhận")
NAMES_NOTHING = _("dòng chung cho mọi văn bản")


def _why(row: Row, others: Sequence[Row], sending: Sending) -> list[tuple[str, str]]:
    """Sentences in parts (words, value): why it fits, then why it stands first."""
    said = [
        (words, value)
        for words, value, named in (
            (NAMES_TYPE, "", row.types),
            (NAMES_PHRASE, phrase_in(row, sending.subject), row.phrases),
            (NAMES_SENDER, "", row.sender),
            (NAMES_RECIPIENT, "", row.recipient),
        )
        if named
    ] or [(NAMES_NOTHING, "")]
    rivals = [other for other in others if other.narrowness == row.narrowness]
    if not others:
        first = ONLY_ONE
    elif not rivals:
        first = NARROWER
    elif row.forbids and not all(rival.forbids for rival in rivals):
        first = FORBIDDING
    else:
        first = NEWEST
    return [(first, ""), *said]


@lru_cache(maxsize=4096)
def phrase_words(text: str) -> str:
    """Kept: a report asks the same few phrases of thousands of subjects, row by row."""
    kept = "".join(c if c.isalnum() else " " for c in nfc(text).casefold())
    return " ".join(kept.split())
