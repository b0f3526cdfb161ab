"""How systems stand to what is asked of them, one requirement after another."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.controls import actions, queries
from congvu.controls.access import (
    get_evidence_file,
    get_requirement_for,
    get_system_for,
    get_system_to_keep,
    keeps_system,
    systems_asked,
    tells_year,
)
from congvu.controls.forms import AnswerForm
from congvu.controls.models import Requirement
from congvu.controls.queries import Line, Section
from congvu.controls.rules import (
    EVIDENCE_KIND_NAMES,
    NOW_NAMES,
    STANDING_NAMES,
    SURE_NAMES,
    EvidenceKind,
    Standing,
    months_at,
)
from congvu.controls.views.deeds import (
    KEEP,
    METHODS,
    READ,
    TONES,
    Words,
    answer,
    posted,
    sent,
    tabs,
    uuid_or_none,
)
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.systems.models import InformationSystem
from congvu.systems.rules import SystemState
from congvu.ui import rules as ui


@require_safe
@with_seat(READ)
def systems(request: SeatRequest) -> HttpResponse:
    """By name, with what each meets; to the centre those of every agency."""
    seat, today = request.seat, timezone.localdate()
    rows = systems_asked(seat)
    page = queries.systems_page(rows, uuid_or_none(request.GET.get("sau", "")))
    names = agency_names_on({one.agency_id for one in page.rows}, seat.on)
    shares, counted = queries.shares(page.rows, today), queries.counted(rows, today)
    context = {
        "rows": [
            (
                one,
                names.get(one.agency_id, "–"),
                queries.level_of(one),
                shares.get(one.pk),
            )
            for one in page.rows
        ],
        "counted": [
            ui.Figure(_("hệ thống đang dùng"), ui.dotted(counted.systems)),
            ui.Figure(_("chưa xác định cấp độ"), ui.dotted(counted.without_level)),
            ui.Figure(
                _("yêu cầu mở lại vì bằng chứng, ngoại lệ hết hạn"),
                ui.dotted(counted.reopened),
            ),
        ],
        "catalogues": queries.catalogues_on(today),
        "pages": ui.Pages(
            previous_url="?" if "sau" in request.GET else "",
            next_url=f"?sau={page.after.hex}" if page.after else "",
        ),
        "tab_items": tabs("list"),
    }
    return render(request, "controls/list.html", context)


@require_safe
@with_seat(READ)
def system(request: SeatRequest, system_id: UUID) -> HttpResponse:
    seat, today = request.seat, timezone.localdate()
    found = get_system_for(seat, system_id)
    context = {
        "found": found,
        "level": queries.level_of(found),
        "keeps": keeps_system(seat, found) and found.state != SystemState.RETIRED,
        "tells": tells_year(seat, found) and found.state != SystemState.RETIRED,
        "sections": [_section(one) for one in queries.sections_of(found, today)],
    }
    return render(request, "controls/system.html", context)


def _section(one: Section) -> dict[str, object]:
    return {
        "catalogue": one.catalogue,
        "sure": _(SURE_NAMES[one.catalogue.sure]),
        "share": one.share,
        "lines": [_line(line) for line in one.lines],
    }


def _line(line: Line) -> dict[str, object]:
    return {
        "requirement": line.requirement,
        "answer": line.answer,
        "now": _(NOW_NAMES[line.now]),
        "tone": TONES.get(line.now, ""),
    }


@require_http_methods(METHODS)
@with_seat(KEEP)
def answer_one(
    request: SeatRequest, system_id: UUID, requirement_id: UUID
) -> HttpResponse:
    seat, found = request.seat, get_system_to_keep(request.seat, system_id)
    asked = get_requirement_for(seat, requirement_id)
    crumbs = [
        (_("Yêu cầu an toàn"), reverse("controls:list")),
        (found.name, reverse("controls:system", args=[found.pk])),
    ]
    return answer_page(request, found, asked, crumbs)


def answer_page(
    request: SeatRequest,
    found: InformationSystem,
    asked: Requirement,
    crumbs: Sequence[tuple[str, str]],
) -> HttpResponse:
    """One requirement of a system; back to the last of ``crumbs``."""
    level = queries.level_of(found)
    if level not in asked.levels:
        raise Http404
    own = queries.answers_of(found).get(asked.pk)
    form = AnswerForm(
        posted(request), request.FILES or None, initial=AnswerForm.of(own)
    )
    words = Words(asked.name, _("Ghi"), _("Đã ghi câu trả lời."), found.name)
    more = {
        "found": found,
        "asked": asked,
        "crumbs": crumbs,
        "months": months_at(asked.months, level),
        "own_months": queries.own_period(timezone.localdate()),
        "thresholds": [
            (one["what"], one["of"][level - 1]) for one in asked.thresholds if level
        ],
        "sure": _(SURE_NAMES[asked.catalogue.sure]),
        "own": own,
        "before": [
            (one, _(STANDING_NAMES[Standing(one.standing)]))
            for one in queries.said_before(own)
        ],
        "evidence": [
            (one, _(EVIDENCE_KIND_NAMES[EvidenceKind(one.kind)]).split(":")[0])
            for one in queries.evidence_of(own)
        ],
    }
    return answer(
        request,
        form,
        words,
        lambda: actions.answer_requirement(
            system_id=found.pk,
            requirement_id=asked.pk,
            data=form.data_given(),
            by=request.seat,
            at=timezone.now(),
        ),
        template="controls/answer.html",
        back=crumbs[-1][1],
        more=more,
    )


@require_safe
@with_seat(READ)
def evidence(request: SeatRequest, system_id: UUID, evidence_id: UUID) -> HttpResponse:
    return sent(*get_evidence_file(request.seat, system_id, evidence_id))
