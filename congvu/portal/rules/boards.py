"""What is copied from the office beside papers. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from congvu.lib.text import gettext_noop as _


class BoardKind(StrEnum):
    WEEK = "week"
    BODY = "body"
    RESULTS = "results"


BOARD_KINDS = {
    BoardKind.WEEK: _("lịch công tác tuần"),
    BoardKind.BODY: _("bộ máy của cơ quan"),
    BoardKind.RESULTS: _("kết quả thực hiện văn bản"),
}
WEEKS_AHEAD = 1


def mondays_shown(on: date) -> list[date]:
    """This week's and the next one's."""
    monday = on - timedelta(days=on.weekday())
    return [monday + timedelta(weeks=n) for n in range(WEEKS_AHEAD + 1)]
