"""The share of papers exchanged electronically, 80 % of which the directive asks. Pure.

CT 15/2009/CT-UBND point 6b gives no formula; this is our own reading of it. Counted are
the papers issued in a period to agencies of another level of the province: the people's
committee of the province, its departments, the communes (districts until 30/6/2025). A
paper is electronic when every one of those agencies got it by an electronic way, whole,
and it is known that it arrived. It is one paper, to however many it went and however
often it was tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from congvu.exchange.rules.dispatches import Transfer
from congvu.exchange.rules.messages import StatusCode
from congvu.exchange.rules.regulation import ELECTRONIC, Row, Sending, offer_of
from congvu.lib.text import gettext_noop as _

GOAL = 80
DISTRICT = "district"
LEVELS = frozenset({"province", "department", "commune", DISTRICT})
DISTRICTS_END = date(2025, 7, 1)


class Standing(StrEnum):
    """Where one paper stands in the share."""

    ELECTRONIC = "electronic"
    ON_PAPER = "on-paper"
    UNDELIVERED = "undelivered"
    INCOMPLETE = "incomplete"
    PAPER_ONLY = "paper-only"
    RECALLED = "recalled"
    NO_RULE = "no-rule"


STANDING_NAMES = {
    Standing.ELECTRONIC: _("đã gửi điện tử tới mọi nơi nhận"),
    Standing.ON_PAPER: _("có nơi chỉ nhận bản giấy"),
    Standing.UNDELIVERED: _("có nơi chưa rõ đã nhận, hoặc từ chối"),
    Standing.INCOMPLETE: _("bản điện tử thiếu tệp"),
    Standing.PAPER_ONLY: _("quy chế không cho gửi điện tử"),
    Standing.RECALLED: _("đã thu hồi"),
    Standing.NO_RULE: _("chưa có quy chế vào ngày ấy"),
}
EXCLUDED = frozenset({Standing.PAPER_ONLY, Standing.RECALLED, Standing.NO_RULE})


class Part(StrEnum):
    """Which of the three numbers of a row a list is behind."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    EXCLUDED = "excluded"

    def holds(self, standing: Standing) -> bool:
        if self == Part.NUMERATOR:
            return standing == Standing.ELECTRONIC
        return (standing in EXCLUDED) == (self == Part.EXCLUDED)


PART_NAMES = {
    Part.NUMERATOR: _("Gửi điện tử"),
    Part.DENOMINATOR: _("Phải tính"),
    Part.EXCLUDED: _("Loại trừ"),
}


@dataclass(frozen=True)
class Addressee:
    """An agency a paper went to; without a channel it was never sent there."""

    kind: str
    channel: str = ""
    state: str = ""
    status: str = ""

    @property
    def has_it(self) -> bool:
        """It arrived there, and was not sent back."""
        refused = self.status == StatusCode.REFUSED
        return self.state == Transfer.SENT and bool(self.status) and not refused


@dataclass(frozen=True)
class Issued:
    sender: str
    type_code: str
    subject: str
    on: date
    addressees: Sequence[Addressee]
    is_whole: bool = True
    is_recalled: bool = False


def in_scope(issued: Issued) -> list[Addressee]:
    """Between two levels of the province; what goes to an equal is not asked about."""

    def level(kind: str) -> bool:
        return kind in LEVELS and (kind != DISTRICT or issued.on < DISTRICTS_END)

    if not level(issued.sender):
        return []
    return [a for a in issued.addressees if level(a.kind) and a.kind != issued.sender]


def standing_of(issued: Issued, rows: Sequence[Row]) -> tuple[Standing, Row | None]:
    """Where it stands, by which row. Only for what has an addressee in scope."""
    scope = in_scope(issued)
    whole = Sending(issued.on, issued.type_code, issued.subject, issued.sender)
    offers = [
        offer_of(rows, replace(whole, recipient=kind))
        for kind in sorted({a.kind for a in scope})
    ]
    known = [offer for offer in offers if offer is not None]
    row = next((o.row for o in known if o.row.forbids), None)
    row = row or next((o.row for o in known), None)
    if issued.is_recalled:
        return Standing.RECALLED, row
    if len(known) < len(offers):
        return Standing.NO_RULE, None
    if any(offer.row.forbids for offer in known):
        return Standing.PAPER_ONLY, row
    if any(a.channel not in ELECTRONIC for a in scope):
        return Standing.ON_PAPER, row
    if not all(a.has_it for a in scope):
        return Standing.UNDELIVERED, row
    if not issued.is_whole:
        return Standing.INCOMPLETE, row
    return Standing.ELECTRONIC, row


@dataclass(frozen=True)
class Share:
    """A number with the two it is made of, and what was left out."""

    key: str
    name: str
    numerator: int
    denominator: int
    excluded: int

    @property
    def percent(self) -> float | None:
        if not self.denominator:
            return None
        return round(100 * self.numerator / self.denominator, 1)


def share_of(key: str, name: str, standings: Sequence[Standing]) -> Share:
    held = {part: sum(map(part.holds, standings)) for part in Part}
    return Share(
        key, name, held[Part.NUMERATOR], held[Part.DENOMINATOR], held[Part.EXCLUDED]
    )
