"""How long dossiers are kept, and by when they go to the archive.

NĐ 30/2020 Điều 30 (hand-over), TT 10/2022/TT-BNV (retention). That a term runs from the
end of the year in which the work ended is not verified, and the screen says so.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc


class Retention(StrEnum):
    """Thời hạn bảo quản. Stored as its slug."""

    PERMANENT = "permanent"
    Y70 = "70"
    Y50 = "50"
    Y30 = "30"
    Y20 = "20"
    Y15 = "15"
    Y10 = "10"
    Y5 = "5"
    Y2 = "2"

    @property
    def years(self) -> int | None:
        """None is for good."""
        return None if self == Retention.PERMANENT else int(self.value)


RETENTION_NAMES = {
    Retention.PERMANENT: _("vĩnh viễn"),
    Retention.Y70: _("70 năm"),
    Retention.Y50: _("50 năm"),
    Retention.Y30: _("30 năm"),
    Retention.Y20: _("20 năm"),
    Retention.Y15: _("15 năm"),
    Retention.Y10: _("10 năm"),
    Retention.Y5: _("5 năm"),
    Retention.Y2: _("2 năm"),
}


_MONTHS = 12


def retention_of(text: str) -> Retention | None:
    """What people write for a term: "20", "20 năm", "Vĩnh viễn", "VV"."""
    words = nfc(text).lower().removesuffix("năm").strip()
    if words in {"vĩnh viễn", "vv", "permanent"}:
        return Retention.PERMANENT
    digits = words.lstrip("0")
    return Retention(digits) if digits in {r.value for r in Retention} else None


def kept_until(ended_on: date, retention: Retention) -> date | None:
    """The last day it is kept; None for good."""
    if retention.years is None:
        return None
    return date(ended_on.year + retention.years, 12, 31)


@dataclass(frozen=True)
class HandOverTerms:
    """What the law of a day says of handing over; None where it says nothing."""

    months: int | None = None
    least_years: int | None = None
    postponed_years: int | None = None
    notice_days: int | None = None
    historical_years: int | None = None

    def due(self, ended_on: date, retention: Retention) -> date | None:
        """By when the agency's archive has it; None where it need not go there."""
        short = retention.years is not None and retention.years < (
            self.least_years or 0
        )
        if self.months is None or short:
            return None
        return add_months(ended_on, self.months)

    def latest(self, due: date) -> date:
        """The archive may leave it with the office so much longer, no more."""
        return add_months(due, _MONTHS * (self.postponed_years or 0))

    def historical_due(self, archived_on: date, retention: Retention) -> date | None:
        """The end of the year by which what is kept for good goes on."""
        if retention != Retention.PERMANENT or self.historical_years is None:
            return None
        return date(archived_on.year + self.historical_years, _MONTHS, 31)


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last of a shorter month."""
    year, month = divmod(day.month - 1 + months, _MONTHS)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
