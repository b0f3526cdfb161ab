"""What moves an inspection on: its team, its decision, its papers, each step."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.inspections import actions
from congvu.inspections.access import (
    checklists_of,
    lines_offered,
    posts_offered,
    signers_offered,
)
from congvu.inspections.forms import (
    DecideForm,
    LineForm,
    SignerForm,
    StepForm,
    TeamForm,
)
from congvu.inspections.models import Inspection
from congvu.inspections.rules import (
    PAPER_KIND_NAMES,
    WAYS,
    Doer,
    PaperKind,
    Step,
    TeamRole,
)
from congvu.inspections.views.deeds import (
    METHODS,
    Words,
    about,
    answer,
    one_url,
    own_inspection,
    posted,
)
from congvu.organisations.access import SeatRequest, with_seat
from congvu.outgoing.models import Draft, OutgoingEntry


@require_http_methods(METHODS)
@with_seat()
def team(request: SeatRequest, inspection_id: UUID) -> HttpResponse:
    seat = request.seat
    found = own_inspection(seat, inspection_id, Doer.ORDERS)
    now: dict[TeamRole, list[str]] = {role: [] for role in TeamRole}
    for member in found.team.all():
        now[TeamRole(member.role)].append(str(member.post_id))
    form = TeamForm(
        posted(request),
        posts=posts_offered(seat, timezone.localdate()),
        initial={
            "head": next(iter(now[TeamRole.HEAD]), ""),
            "secretary": next(iter(now[TeamRole.SECRETARY]), ""),
            "members": now[TeamRole.MEMBER],
        },
    )
    words = Words(
        title=_("Đoàn kiểm tra"),
        button=_("Lập đoàn"),
        done=_("Đã lập đoàn; từng người được báo."),
        lead=about(found),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.name_team(
            inspection_id=found.id, team=form.team(), by=seat, at=timezone.now()
        ),
        back=one_url(found),
    )


@require_http_methods(METHODS)
@with_seat()
def decide(request: SeatRequest, inspection_id: UUID) -> HttpResponse:
    seat = request.seat
    found = own_inspection(seat, inspection_id, *WAYS[Step.DECIDE].doers)
    first = _entry(found.decision_draft)
    form = DecideForm(
        posted(request),
        lines=lines_offered(seat, first=first),
        checklists=checklists_of(seat),
        initial={
            "line": str(first.pk) if first is not None else "",
            "starts_on": found.planned_from,
            "ends_on": found.planned_until,
        },
    )
    words = Words(
        title=_(WAYS[Step.DECIDE].name),
        button=_("Ghi quyết định"),
        done=_("Đã ghi quyết định; đoàn và cơ quan được kiểm tra được báo."),
        lead=about(found),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.decide(
            inspection_id=found.id,
            line_id=form.line_id(),
            data=form.data_given(),
            checklist_id=form.checklist_id(),
            by=seat,
            at=timezone.now(),
        ),
        back=one_url(found),
    )


@require_http_methods(METHODS)
@with_seat()
def conclude(request: SeatRequest, inspection_id: UUID) -> HttpResponse:
    seat = request.seat
    found = own_inspection(seat, inspection_id, *WAYS[Step.CONCLUDE].doers)
    first = _entry(found.conclusion_draft)
    form = LineForm(
        posted(request),
        lines=lines_offered(seat, first=first),
        initial={"line": str(first.pk) if first is not None else ""},
    )
    words = Words(
        title=_(WAYS[Step.CONCLUDE].name),
        button=_("Ghi kết luận"),
        done=_("Đã ghi kết luận; điều đã phát hiện không sửa được nữa."),
        lead=about(found),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.conclude(
            inspection_id=found.id, line_id=form.line_id(), by=seat, at=timezone.now()
        ),
        back=one_url(found),
    )


def _entry(draft: Draft | None) -> OutgoingEntry | None:
    """The line of the book that the draft became."""
    return draft.entry if draft is not None else None


@require_http_methods(METHODS)
@with_seat()
def draft(request: SeatRequest, inspection_id: UUID, kind: str) -> HttpResponse:
    """Begun with what is known; from there it is a draft like any other."""
    seat, on = request.seat, timezone.localdate()
    found = own_inspection(seat, inspection_id, Doer.ORDERS, Doer.TEAM)
    if kind not in set(PaperKind):
        raise Http404
    name = _(PAPER_KIND_NAMES[PaperKind(kind)])
    form = SignerForm(posted(request), signers=signers_offered(seat, on))
    words = Words(
        title=_("Soạn: %(paper)s") % {"paper": name},
        button=_("Soạn"),
        done=_("Đã soạn dự thảo; kiểm tra, trình, ký như mọi dự thảo."),
        lead=about(found),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.draft_paper(
            inspection_id=found.id,
            kind=PaperKind(kind),
            signer_post_id=form.signer_id(),
            signing_basis=form.cleaned_data["signing_basis"],
            by=seat,
            at=timezone.now(),
        ),
        back=one_url(found),
        to=lambda made: reverse("outgoing:draft", args=[made.id]),
    )


@require_http_methods(METHODS)
@with_seat()
def step(request: SeatRequest, inspection_id: UUID, step: str) -> HttpResponse:
    seat = request.seat
    if step not in set(Step) or step in (Step.DECIDE, Step.CONCLUDE):
        raise Http404
    taken, way = Step(step), WAYS[Step(step)]
    found = own_inspection(seat, inspection_id, *way.doers)
    form = StepForm(posted(request), step=taken)
    words = Words(
        title=_(way.name),
        button=_(way.name),
        done=_("Đã ghi."),
        lead=about(found),
        danger=taken == Step.CANCEL,
    )
    return answer(
        request,
        form,
        words,
        lambda: _take(found, taken, form, request),
        back=one_url(found),
    )


def _take(
    found: Inspection, taken: Step, form: StepForm, request: SeatRequest
) -> Inspection:
    return actions.take_step(
        inspection_id=found.id,
        step=taken,
        by=request.seat,
        at=timezone.now(),
        **form.given(),
    )
