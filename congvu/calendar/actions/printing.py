"""The usual sheet of the week as PDF: day, half, content, chair, place, prepares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.calendar.queries import Week, lines_of
from congvu.calendar.rules import HALF_NAMES, MARK_NAMES, Line, Mark, days_of
from congvu.documents.actions.printing import (
    PDF,
    Printed,
    new_file,
    printed_by,
    ready_file,
)
from congvu.documents.formats.register_pdf import Title, write_register_pdf
from congvu.law.rules import Column
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat

_SUNDAY = 6


def print_week(*, week: Week, body: str, by: Seat, at: datetime) -> Printed:
    """What was published; of a week that was not, how it stands, and it says so. In
    Vietnamese, whoever takes it out.
    """
    lines = lines_of(week.published) if week.published else list(week.drafted)
    with override("vi"):
        last = week.monday + timedelta(days=6)
        state = _("Dự thảo, chưa công bố")
        if week.published is not None and week.published.published_at is not None:
            told = local_date(week.published.published_at)
            named = {"n": week.published.number, "day": f"{told:%d/%m/%Y}"}
            state = _("Bản lần %(n)s, công bố ngày %(day)s") % named
        title = Title(
            agency=by.agency_name,
            book=_("LỊCH CÔNG TÁC TUẦN"),
            year=body,
            period=_("Từ ngày %(first)s đến ngày %(last)s")
            % {"first": f"{week.monday:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"},
            numbers=state,
            printed=printed_by(by, at),
            page=_("Trang"),
        )
        stream = new_file()
        try:
            write_register_pdf(stream, title, _columns(), list(_rows(week, lines)))
        except BaseException:
            stream.close()
            raise
        name = _("Lịch công tác tuần %(day)s") % {"day": f"{week.monday:%Y-%m-%d}"}
    return ready_file(stream, f"{name}.pdf", PDF)


def _columns() -> list[Column]:
    return [
        Column("day", _("Ngày"), 11),
        Column("half", _("Buổi"), 7),
        Column("content", _("Nội dung"), 45),
        Column("chair", _("Chủ trì"), 22),
        Column("place", _("Địa điểm"), 20),
        Column("prepares", _("Chuẩn bị"), 20),
    ]


def _rows(week: Week, lines: Sequence[Line]) -> Iterator[Mapping[str, str]]:
    names = (
        _("Thứ Hai"),
        _("Thứ Ba"),
        _("Thứ Tư"),
        _("Thứ Năm"),
        _("Thứ Sáu"),
        _("Thứ Bảy"),
        _("Chủ Nhật"),
    )
    for day in days_of(week.monday, lines):
        words = f"{names[day.day.weekday()]} {day.day:%d/%m}"
        if day.is_empty and day.day.weekday() == _SUNDAY:
            continue
        for half, held in day.halves:
            for line in held or (None,):
                shown = {"day": words, "half": _(HALF_NAMES[half])}
                yield shown if line is None else {**shown, **_words(line)}
                words = ""


def _words(line: Line) -> dict[str, str]:
    content = f"{line.clock} {line.content}".strip()
    if line.mark != Mark.SAME:
        content = f"({_(MARK_NAMES[line.mark])}) {content}"
    return {
        "content": content,
        "chair": line.chair,
        "place": line.place,
        "prepares": line.prepares,
    }
