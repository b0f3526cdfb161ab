"""The figures as tables for a file: what the page shows, in the same words."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from congvu.documents.queries.overview import (
    CAUSE_NAMES,
    FATE_NAMES,
    STEP_NAMES,
    CoursePaper,
    Fate,
)
from congvu.home.formats.report import Report, Sheet, Value
from congvu.home.queries.causes import LateReport, why
from congvu.home.queries.overview import Counts, Overview, unit_name
from congvu.home.rules import REPORT_NAMES, Period


def overview_report(found: Overview, *, agency: str, printed: str) -> Report:
    return Report(
        agency,
        _(REPORT_NAMES["overview"]),
        period_words(found.period),
        printed,
        [_fates(found), _weeks(found), _units(found), _steps(found), _loads(found),
         _late(found), _foreseen(found)],
        page=_("Trang"),
    )  # fmt: skip


def late_causes_report(found: LateReport, *, agency: str, printed: str) -> Report:
    return Report(
        agency,
        _(REPORT_NAMES["late-causes"]),
        period_words(found.period),
        printed,
        [_causes(found), _kept(found), _late_papers(found)],
        page=_("Trang"),
    )


def period_words(period: Period) -> str:
    return _("Văn bản đến từ %(first)s đến %(last)s") % {
        "first": f"{period.first:%d/%m/%Y}",
        "last": f"{period.last:%d/%m/%Y}",
    }


def _fates(found: Overview) -> Sheet:
    rows: list[Sequence[Value]] = [
        (_(FATE_NAMES[fate]).capitalize(), found.fates[fate]) for fate in Fate
    ]
    total = (_("Đã nhận"), found.counts.received)
    return Sheet(
        _("Các con số"), [(_("Văn bản"), 30), (_("Số lượng"), 10)], [*rows, total]
    )


def _heads() -> list[tuple[str, int]]:
    return [
        (_("Đã nhận"), 9),
        (_("Xong đúng hạn"), 9),
        (_("Xong quá hạn"), 9),
        (_("Đang làm"), 9),
        (_("Đang quá hạn"), 9),
        (_("Khác"), 9),
        (_("Đúng hạn (%)"), 9),
    ]


def _numbers(counts: Counts) -> list[Value]:
    rate: Value = "–" if counts.rate is None else round(counts.rate, 1)
    return [
        counts.received,
        counts.in_time,
        counts.late,
        counts.open,
        counts.open_late,
        counts.other,
        rate,
    ]


def _weeks(found: Overview) -> Sheet:
    rows = [[f"{week.monday:%d/%m/%Y}", *_numbers(week.counts)] for week in found.weeks]
    total: list[Value] = [_("Cộng"), *_numbers(found.counts)]
    return Sheet(_("Theo tuần"), [(_("Tuần từ"), 14), *_heads()], [*rows, total])


def _units(found: Overview) -> Sheet:
    rows = [[unit.name, *_numbers(unit.counts)] for unit in found.units]
    total: list[Value] = [_("Cộng"), *_numbers(found.counts)]
    return Sheet(
        _("Theo đơn vị chủ trì"), [(_("Đơn vị"), 30), *_heads()], [*rows, total]
    )


def _steps(found: Overview) -> Sheet:
    rows: list[Sequence[Value]] = [
        (
            _(STEP_NAMES[line.step]),
            line.time.count if line.time else 0,
            round(line.time.half, 1) if line.time else "–",
            round(line.time.nine_tenths, 1) if line.time else "–",
            line.waiting,
        )
        for line in found.steps
    ]
    columns = [
        (_("Bước"), 26),
        (_("Đã qua"), 9),
        (_("Một nửa (ngày)"), 11),
        (_("9/10 (ngày)"), 11),
        (_("Đang chờ"), 9),
    ]
    note = _("Ngày làm việc, tính trong giờ làm việc.")
    return Sheet(_("Chờ lâu ở bước nào"), columns, rows, note)


def _loads(found: Overview) -> Sheet:
    rows: list[Sequence[Value]] = [
        (
            load.post.person_name,
            f"{load.post.name}, {load.post.unit_name}",
            load.open,
            load.late,
            load.this_week,
            load.finished,
        )
        for load in found.loads
    ]
    columns = [
        (_("Người"), 22),
        (_("Chức vụ"), 34),
        (_("Đang giữ"), 9),
        (_("Quá hạn"), 9),
        (_("Sắp đến hạn"), 9),
        (_("Xong trong kỳ"), 9),
    ]
    return Sheet(_("Việc theo người"), columns, rows)


_PAPER = (7, 44, 24, 22, 11)


def _paper_columns() -> list[tuple[str, int]]:
    words = (_("Số đến"), _("Trích yếu"), _("Đơn vị"), _("Đang ở bước"), _("Hạn"))
    return list(zip(words, _PAPER, strict=True))


def _paper(paper: CoursePaper, found: Overview) -> list[Value]:
    return [
        str(paper.number),
        paper.subject,
        unit_name(paper.unit_id, found.names) if paper.unit_id else "",
        _(STEP_NAMES[paper.step]) if paper.step else "",
        f"{paper.due_on:%d/%m/%Y}" if paper.due_on else "",
    ]


def _late(found: Overview) -> Sheet:
    rows = [[*_paper(paper, found), paper.holder] for paper in found.late]
    columns = [*_paper_columns(), (_("Đang ở"), 24)]
    return Sheet(_("Đang quá hạn"), columns, rows)


def _foreseen(found: Overview) -> Sheet:
    rows = [
        [*_paper(line.paper, found), round(100 * line.why.share)]
        for line in found.foreseen
    ]
    columns = [*_paper_columns(), (_("Khả năng trễ (%)"), 12)]
    note = _("Văn bản đến hạn trước hết %(day)s.") % {
        "day": f"{found.week_end:%d/%m/%Y}"
    }
    return Sheet(_("Dự báo trễ"), columns, rows, note)


def _causes(found: LateReport) -> Sheet:
    causes = found.causes
    rows: list[list[Value]] = [
        [row.unit, *(row.by_cause[c] for c in causes), row.by_cause.total()]
        for row in found.rows
    ]
    totals = found.totals
    rows.append([_("Cộng"), *(totals[c] for c in causes), totals.total()])
    columns = [
        (_("Đơn vị"), 30),
        *((_(CAUSE_NAMES[cause]), 12) for cause in causes),
        (_("Cộng"), 9),
    ]
    return Sheet(_("Theo đơn vị và nguyên nhân"), columns, rows)


def _kept(found: LateReport) -> Sheet:
    whole = found.kept_in_all
    rows: list[Sequence[Value]] = [
        (
            row.unit or _("Cộng"),
            row.in_time,
            row.extended,
            row.late,
            row.total,
            round(row.rate, 1),
        )
        for row in [*found.kept, *([whole] if whole else [])]
    ]
    columns = [
        (_("Đơn vị"), 30),
        (_("Đúng hạn đầu"), 10),
        (_("Đúng hạn sau gia hạn"), 12),
        (_("Xong quá hạn"), 10),
        (_("Đã xong, có hạn"), 10),
        (_("Giữ hạn đầu (%)"), 10),
    ]
    return Sheet(_("Giữ hạn theo đơn vị"), columns, rows)


def _late_papers(found: LateReport) -> Sheet:
    rows: list[list[Value]] = [
        [
            str(late.paper.number),
            late.paper.subject,
            late.unit,
            late.days_late,
            why(late),
            round(late.paper.cause_spent, 1),
            late.words,
        ]
        for late in found.papers
    ]
    columns = [
        (_("Số đến"), 7),
        (_("Trích yếu"), 40),
        (_("Đơn vị"), 22),
        (_("Trễ (ngày)"), 8),
        (_("Nguyên nhân"), 22),
        (_("Khâu ấy giữ (ngày)"), 10),
        (_("Lời của người xử lý"), 30),
    ]
    return Sheet(_("Từng văn bản"), columns, rows)
