"""What of duties waits for this seat, as lines of "Việc của tôi"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from congvu.duties.queries import WaitingLine, Waits, deadline_shown
from congvu.lib.dates import WorkCalendar
from congvu.lib.text import gettext_noop
from congvu.ui.addresses import address_of
from congvu.ui.rules import Row

_VERBS = {
    Waits.DO: gettext_noop("Phải làm"),
    Waits.ACCEPT: gettext_noop("Xác nhận hoàn thành"),
    Waits.EXTEND: gettext_noop("Trả lời xin gia hạn"),
    Waits.SOLVE: gettext_noop("Giải quyết vướng mắc"),
}


def duty_rows(
    lines: Sequence[WaitingLine], on: date, days: WorkCalendar
) -> list[tuple[date | None, Row]]:
    """The earliest day first, as they come."""
    return [(line.due, _row(line, on, days)) for line in lines]


def count_deciding(lines: Sequence[WaitingLine]) -> int:
    """Those that ask for a word, not for work."""
    return sum(line.kind != Waits.DO for line in lines)


def _row(line: WaitingLine, on: date, days: WorkCalendar) -> Row:
    own = line.kind == Waits.DO
    url = address_of("duties:duty", line.duty_id)
    if line.difficulty_id is not None:
        url = address_of("duties:difficulty", line.difficulty_id)
    return Row(
        url=url,
        subject=line.title,
        verb=_(_VERBS[line.kind]),
        sender=_("Nhiệm vụ"),
        note=line.ordered_by if own else line.desk_name,
        deadline=deadline_shown(line.due, on=on, days=days) if line.due else None,
        key=f"{line.kind}-{line.difficulty_id or line.share_id}",
        whole=True,
    )
