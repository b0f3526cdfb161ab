"""One round: who handed in, who is late, what it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.lib.text import gettext_noop
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.organisations.rules import Permission
from congvu.outgoing.queries import signers
from congvu.reporting import actions, queries
from congvu.reporting.access import (
    get_round_for,
    get_round_to_run,
    late_returns,
    letters_of,
    runs,
)
from congvu.reporting.forms import LetterForm, ReasonForm, UrgeForm
from congvu.reporting.models import ReportRound
from congvu.reporting.queries import ReturnLine, RoundPage
from congvu.reporting.rules import (
    SHOWN_NAMES,
    Kind,
    Merged,
    ShownState,
    percent,
    written,
)
from congvu.reporting.views.deeds import METHODS, TONES, Words, answer, posted
from congvu.ui import rules as ui
from congvu.ui.deeds import as_download

# In the order in which somebody has to look at them.
_FIRST = (
    ShownState.LATE,
    ShownState.SUBMITTED,
    ShownState.TO_CORRECT,
    ShownState.FILLING,
    ShownState.NOT_OPENED,
    ShownState.ACCEPTED,
)
FILES = ("xlsx", "csv")


@dataclass(frozen=True)
class BodyLine:
    line: ReturnLine

    @property
    def words(self) -> str:
        return _(SHOWN_NAMES[self.line.state])

    @property
    def tone(self) -> str:
        return TONES.get(self.line.state, "")


def round_url(found: ReportRound) -> str:
    return reverse("reporting:round", args=[found.pk])


def _title(found: ReportRound) -> str:
    return queries.period_words(queries.period_of_round(found, found.form.rhythm))


def _figures(page: RoundPage, found: ReportRound, state: str) -> list[ui.Figure]:
    """How many of how many, and each state there is: the parts add up to all."""
    here = round_url(found)
    figures = [
        ui.Figure(
            _("có số liệu"),
            f"{page.handed_in}/{page.asked}",
            here if state else "",
        )
    ]
    for one in _FIRST:
        n = page.counts[one]
        if n:
            late = "late" if one == ShownState.LATE else ""
            url = f"{here}?trang_thai={one}"
            figures.append(ui.Figure(_(SHOWN_NAMES[one]), ui.dotted(n), url, tone=late))
    return figures


@require_safe
@with_seat()
def round_(request: SeatRequest, round_id: UUID) -> HttpResponse:
    seat, today = request.seat, timezone.localdate()
    found = get_round_for(seat, round_id)
    page = queries.round_page(found, on=today)
    state = request.GET.get("trang_thai", "")
    state = state if state in set(ShownState) else ""
    order = {one: place for place, one in enumerate(_FIRST)}
    lines = [line for line in page.lines if not state or line.state == state]
    may = runs(seat, found.form) and found.withdrawn_at is None
    context = {
        "round": found,
        "form": found.form,
        "period": _title(found),
        "page": page,
        "figures": _figures(page, found, state),
        "lines": [BodyLine(x) for x in sorted(lines, key=lambda x: order[x.state])],
        "narrowed": bool(state),
        "may_urge": may and bool(page.missing),
        "may_withdraw": may and not page.counts[ShownState.ACCEPTED],
        "may_write": may
        and bool(page.counts[ShownState.LATE])
        and seat.can(Permission.DRAFT),
        "letters": letters_of(seat, found),
    }
    return render(request, "reporting/round.html", context)


@require_http_methods(METHODS)
@with_seat()
def urge(request: SeatRequest, round_id: UUID) -> HttpResponse:
    found = get_round_to_run(request.seat, round_id)
    page = queries.round_page(found, on=timezone.localdate())
    form = UrgeForm(posted(request))
    names = ", ".join(line.report.name for line in page.missing)
    words = Words(
        title=_("Đôn đốc nộp báo cáo"),
        button=_("Đôn đốc %(n)s nơi") % {"n": len(page.missing)},
        done=_("Đã đôn đốc; nơi đã được đôn đốc hôm nay thì không nhắc lại."),
        lead=f"{found.form.name}, {_title(found)}",
        about=[names],
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.urge(
            round_id=found.pk,
            text=form.cleaned_data["text"],
            by=request.seat,
            at=timezone.now(),
        ),
        back=round_url(found),
    )


@require_http_methods(METHODS)
@with_seat()
def urge_letter(request: SeatRequest, round_id: UUID) -> HttpResponse:
    """A draft of a formal letter to one agency with every report it is late with."""
    seat, today = request.seat, timezone.localdate()
    found = get_round_to_run(seat, round_id)
    late = late_returns(seat, on=today)
    here = set(late.filter(round=found).values_list("agency", flat=True))
    counted = dict(
        late.filter(agency__in=here)
        .order_by("agency")
        .values_list("agency")
        .annotate(n=Count("pk"))
    )
    names = agency_names_on(counted, today)
    form = LetterForm(
        posted(request),
        agencies=sorted(
            ((pk, names.get(pk, ""), n) for pk, n in counted.items()),
            key=lambda one: one[1],
        ),
        signers=[
            (post.id, f"{post.person_name}, {post.name}")
            for post in signers(seat.agency_id, today)
        ],
    )
    words = Words(
        title=_("Đôn đốc bằng công văn"),
        button=_("Soạn công văn"),
        done=_("Đã soạn dự thảo; kiểm tra rồi trình như mọi dự thảo."),
        lead=_("Dự thảo liệt kê mọi báo cáo quá hạn của cơ quan được chọn."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.urge_by_letter(
            agency_id=UUID(form.cleaned_data["agency"]),
            signer_post_id=UUID(form.cleaned_data["signer"]),
            signing_basis=form.cleaned_data["signing_basis"],
            by=seat,
            at=timezone.now(),
        ),
        back=round_url(found),
        to=lambda made: reverse("outgoing:draft", args=[made.draft_id]),
    )


@require_http_methods(METHODS)
@with_seat()
def withdraw(request: SeatRequest, round_id: UUID) -> HttpResponse:
    found = get_round_to_run(request.seat, round_id)
    form = ReasonForm(posted(request))
    words = Words(
        title=_("Rút kỳ báo cáo"),
        button=_("Rút"),
        done=_("Đã rút; các nơi không phải nộp nữa."),
        lead=f"{found.form.name}, {_title(found)}",
        danger=True,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.withdraw_round(
            round_id=found.pk,
            reason=form.cleaned_data["reason"],
            by=request.seat,
            at=timezone.now(),
        ),
        back=round_url(found),
    )


@dataclass(frozen=True)
class SumLine:
    """A merged question as the page shows it."""

    merged: Merged

    @property
    def value(self) -> str:
        return _shown(actions.summed(self.merged)[0])

    @property
    def before(self) -> str:
        return _shown(actions.summed(self.merged)[1])

    @property
    def moved(self) -> str:
        moved = self.merged.moved
        if moved is None:
            return ""
        return f"+{written(moved)}" if moved > 0 else written(moved)

    @property
    def unit(self) -> str:
        return (
            "" if self.merged.question.kind == Kind.SHARE else self.merged.question.unit
        )


def _shown(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return written(value)


@require_safe
@with_seat()
def merged(request: SeatRequest, round_id: UUID) -> HttpResponse:
    """Sums and lists; above all of them how many of how many."""
    found = get_round_for(request.seat, round_id)
    table = queries.merged_round(found)
    scalar = [m.question for m in table.lines if m.question.kind in _IN_TABLE]
    context = {
        "round": found,
        "form": found.form,
        "period": _title(found),
        "table": table,
        "lines": [SumLine(line) for line in table.lines],
        "listed": [m for m in table.lines if m.listed],
        "small": [
            (m, [(name, _cells(m, row)) for name, row in m.rows], _total(m))
            for m in table.lines
            if m.rows
        ],
        "columns": scalar,
        "bodies": [
            (one.name, [_own(q.kind, one.values.get(q.key)) for q in scalar])
            for one in table.answered
        ],
        "meaning": _(_MEANING),
    }
    return render(request, "reporting/merged.html", context)


_IN_TABLE = frozenset({Kind.NUMBER, Kind.SHARE, Kind.YES_NO, Kind.CHOICE, Kind.DATE})
_MEANING = gettext_noop(
    "Tổng là của những đơn vị đã nộp và không bị yêu cầu sửa; tỷ lệ tính lại từ tử số "
    "và mẫu số. Thay đổi chỉ tính khi cả hai kỳ đều đủ đơn vị."
)


def _cells(line: Merged, row: Sequence[Any]) -> list[tuple[bool, str]]:
    """Whether each is a number, and its words."""
    columns = line.question.columns
    return [(c.is_number, _shown(v)) for c, v in zip(columns, row, strict=True)]


def _total(line: Merged) -> list[tuple[bool, str]]:
    is_summed = any(total is not None for total in line.sums)
    return _cells(line, line.sums) if is_summed else []


def _own(kind: Kind, value: Any) -> str:
    if value is None:
        return "–"
    if kind == Kind.SHARE:
        return percent(value)
    if kind == Kind.YES_NO:
        return "có" if value else "không"
    if kind == Kind.DATE:
        return f"{value:%d/%m/%Y}"
    return _shown(value)


@require_safe
@with_seat()
def merged_file(request: SeatRequest, round_id: UUID, form: str) -> HttpResponse:
    found = get_round_for(request.seat, round_id)
    if form not in FILES:
        raise Http404
    made = actions.export_merged(
        found=found,
        form="xlsx" if form == "xlsx" else "csv",
        by=request.seat,
        at=timezone.now(),
    )
    return as_download(made)
