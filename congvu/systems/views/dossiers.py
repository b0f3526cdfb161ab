"""A dossier: what it says, what it lacks, its clocks, what is done with it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.law.models import CalendarDay
from congvu.law.queries import unread_days
from congvu.organisations.access import SeatRequest, with_seat
from congvu.outgoing.queries import signers
from congvu.outgoing.rules import DRAFT_STATE_NAMES, DraftState
from congvu.systems import actions, queries
from congvu.systems.access import (
    composes,
    get_dossier_for,
    get_dossier_to_compose,
    get_dossier_to_keep,
    get_system_to_keep,
    keeps_system,
    papers_shown,
)
from congvu.systems.forms import (
    AppraiseForm,
    ApproveForm,
    ComposeForm,
    DossierForm,
    ReasonForm,
)
from congvu.systems.models import LevelDossier
from congvu.systems.rules import (
    DOSSIER_STATE_NAMES,
    OPEN_DOSSIERS,
    PAPER_PART_NAMES,
    WRITABLE,
    DossierState,
    PaperPart,
    submit_faults,
)
from congvu.systems.views.deeds import (
    DOSSIER_TONES,
    KEEP,
    METHODS,
    READ,
    Words,
    answer,
    clock,
    dossier_url,
    event,
    posted,
    press,
    system_url,
)
from congvu.ui import rules as ui


@require_POST
@with_seat(KEEP)
def begin(request: SeatRequest, system_id: UUID) -> HttpResponse:
    found = get_system_to_keep(request.seat, system_id)
    return press(
        request,
        lambda: actions.begin_dossier(
            system_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã lập hồ sơ; ghi điều còn thiếu rồi trình."),
        system_url(found),
    )


@require_safe
@with_seat(READ)
def dossier(request: SeatRequest, level_dossier_id: UUID) -> HttpResponse:
    seat, today = request.seat, timezone.localdate()
    found = get_dossier_for(seat, level_dossier_id)
    state = DossierState(found.state)
    approval = queries.approval_on(found.level, found.assessment.on)
    faults = submit_faults(queries.overview_of(found)) if state in WRITABLE else []
    context = {
        "found": found,
        "system": found.system,
        "state": _(DOSSIER_STATE_NAMES[state]),
        "tone": DOSSIER_TONES.get(state, ""),
        "clock": clock(found, today),
        "approval": approval,
        "who": _who(approval.text("appraiser"), approval.text("approver"))
        if approval
        else None,
        "lacks": [_(one.words) for one in faults],
        "facts": queries.facts_of(found, today),
        "share": queries.security_share(found, today),
        "unread_days": _unread_days(found),
        "papers": [
            (
                one,
                _(PAPER_PART_NAMES[PaperPart(one.part)]),
                _(DRAFT_STATE_NAMES[DraftState(one.draft.state)]),
                is_read,
            )
            for one, is_read in papers_shown(seat, found)
        ],
        "parts": _parts(found) if composes(seat, found.system) else [],
        "events": ui.dated(
            [event(one) for one in queries.events_of_dossier(found)], today
        ),
        **_deeds(found, keeps=keeps_system(seat, found.system)),
    }
    return render(request, "systems/dossier.html", context)


def _unread_days(found: LevelDossier) -> list[CalendarDay]:
    """What its terms run over without anybody having read why it is off."""
    ends = (found.return_due_on, found.appraise_due_on, found.approve_due_on)
    due = [day for day in ends if day is not None]
    if found.submitted_on is None or not due:
        return []
    return unread_days(found.submitted_on, max(due))


def _who(appraiser: str, approver: str) -> tuple[str, str]:
    words = {
        "unit": _("đơn vị chuyên trách của chủ quản"),
        "owner": _("chủ quản"),
        "ministry": _("Bộ Công an"),
        "list": _("danh mục của Thủ tướng Chính phủ"),
    }
    return words.get(appraiser, "–"), words.get(approver, "–")


def _parts(found: LevelDossier) -> list[tuple[str, str]]:
    state = DossierState(found.state)
    return [
        (str(part), _(PAPER_PART_NAMES[part]))
        for part in PaperPart
        if state in actions.COMPOSED_WHEN[part]
    ]


def _deeds(found: LevelDossier, *, keeps: bool) -> dict[str, bool]:
    state = DossierState(found.state)
    return {
        "may_change": keeps and state in OPEN_DOSSIERS,
        "may_submit": keeps and state in WRITABLE,
        "may_return": keeps and state == DossierState.SUBMITTED,
        "may_appraise": keeps and state == DossierState.SUBMITTED,
        "may_approve": keeps and state == DossierState.APPRAISED,
        "may_withdraw": keeps and state in OPEN_DOSSIERS,
    }


@require_http_methods(METHODS)
@with_seat(KEEP)
def change(request: SeatRequest, level_dossier_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_dossier_to_keep(request.seat, level_dossier_id)
    given = {
        "regulation": found.regulation.symbol if found.regulation else "",
        "expert_opinion": found.expert_opinion,
        "cost": found.cost,
        "security_cost": found.security_cost,
    }
    form = DossierForm(posted(request), initial=given)
    words = Words(_("Quy chế, ý kiến chuyên môn"), _("Ghi"), _("Đã ghi."))
    return answer(
        request,
        form,
        words,
        lambda: actions.change_dossier(
            dossier_id=found.pk, **form.cleaned_data, by=seat, at=timezone.now()
        ),
        back=dossier_url(found),
    )


@require_POST
@with_seat(KEEP)
def submit(request: SeatRequest, level_dossier_id: UUID) -> HttpResponse:
    found = get_dossier_to_keep(request.seat, level_dossier_id)
    return press(
        request,
        lambda: actions.submit_dossier(
            dossier_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã trình; nơi thẩm định đã được báo."),
        dossier_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def send_back(request: SeatRequest, level_dossier_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_dossier_to_keep(request.seat, level_dossier_id)
    form = ReasonForm(posted(request))
    words = Words(_("Trả lại hồ sơ"), _("Trả lại"), _("Đã trả lại."))
    return answer(
        request,
        form,
        words,
        lambda: actions.return_dossier(
            dossier_id=found.pk,
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
        back=dossier_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def appraise(request: SeatRequest, level_dossier_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_dossier_to_keep(request.seat, level_dossier_id)
    form = AppraiseForm(posted(request))
    words = Words(_("Thẩm định hồ sơ"), _("Ghi thẩm định"), _("Đã ghi thẩm định."))
    return answer(
        request,
        form,
        words,
        lambda: actions.appraise_dossier(
            dossier_id=found.pk, **form.cleaned_data, by=seat, at=timezone.now()
        ),
        back=dossier_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def approve(request: SeatRequest, level_dossier_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_dossier_to_keep(request.seat, level_dossier_id)
    form = ApproveForm(posted(request))
    words = Words(_("Phê duyệt cấp độ"), _("Ghi phê duyệt"), _("Đã ghi phê duyệt."))
    return answer(
        request,
        form,
        words,
        lambda: actions.approve_dossier(
            dossier_id=found.pk, **form.cleaned_data, by=seat, at=timezone.now()
        ),
        back=dossier_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def withdraw(request: SeatRequest, level_dossier_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_dossier_to_keep(request.seat, level_dossier_id)
    form = ReasonForm(posted(request))
    words = Words(_("Rút hồ sơ"), _("Rút"), _("Đã rút hồ sơ."), danger=True)
    return answer(
        request,
        form,
        words,
        lambda: actions.withdraw_dossier(
            dossier_id=found.pk,
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
        back=dossier_url(found),
    )


@require_http_methods(METHODS)
@with_seat(READ)
def compose(
    request: SeatRequest, level_dossier_id: UUID, paper_part: str
) -> HttpResponse:
    """A part of it as a draft, which then goes the way of every draft."""
    seat, found = request.seat, get_dossier_to_compose(request.seat, level_dossier_id)
    if paper_part not in set(PaperPart):
        raise Http404
    part = PaperPart(paper_part)
    form = ComposeForm(
        posted(request), signers=signers(seat.agency_id, timezone.localdate())
    )
    words = Words(
        _(PAPER_PART_NAMES[part]),
        _("Soạn dự thảo"),
        _("Đã soạn dự thảo; xem lại rồi trình ký."),
        found.system.name,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.compose_paper(
            dossier_id=found.pk,
            part=part,
            signer_post_id=form.signer_id(),
            signing_basis=form.cleaned_data["signing_basis"],
            by=seat,
            at=timezone.now(),
        ),
        back=dossier_url(found),
        to=lambda made: reverse("outgoing:draft", args=[made.draft_id]),
    )
