"""What is done about one incident: one form, one action each."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from congvu.controls.queries import people_of
from congvu.controls.rules import Because, usual_due
from congvu.incidents import actions
from congvu.incidents.access import get_incident_to_compose, get_incident_to_keep
from congvu.incidents.forms import (
    ComposeForm,
    EvidenceForm,
    JudgeForm,
    KnownForm,
    PassForm,
    ReasonForm,
    ResultForm,
    StepForm,
    TaskForm,
    TeachForm,
    ToldForm,
    VerifyForm,
)
from congvu.incidents.views.deeds import (
    KEEP,
    METHODS,
    READ,
    Words,
    answer,
    digested,
    incident_url,
    posted,
    press,
)
from congvu.organisations.access import SeatRequest, with_seat
from congvu.outgoing.queries import signers


@require_http_methods(METHODS)
@with_seat(KEEP)
def change(request: SeatRequest, incident_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_incident_to_keep(request.seat, incident_id)
    given = {name: getattr(found, name) for name in KnownForm.base_fields}
    form = KnownForm(posted(request), initial=given)
    words = Words(_("Điều biết được"), _("Ghi"), _("Đã ghi."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.change_incident(
            incident_id=found.pk, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=incident_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def judge(request: SeatRequest, incident_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_incident_to_keep(request.seat, incident_id)
    form = JudgeForm(posted(request))
    lead = _(
        "Văn bản đã đọc không định nghĩa thế nào là nghiêm trọng: người có trách nhiệm "
        "quyết định, ghi lý do. Chưa đánh giá thì hạn 24 giờ vẫn chạy."
    )
    words = Words(_("Đánh giá mức nghiêm trọng"), _("Ghi"), _("Đã ghi."), lead)
    return answer(
        request,
        form,
        words,
        lambda: actions.judge_incident(
            incident_id=found.pk, **form.cleaned_data, by=seat, at=timezone.now()
        ),
        back=incident_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def tell(request: SeatRequest, incident_id: UUID, clock_key: str) -> HttpResponse:
    seat, found = request.seat, get_incident_to_keep(request.seat, incident_id)
    clock = found.clocks.filter(key=clock_key, dropped_at=None).first()
    if clock is None:
        raise Http404
    form = ToldForm(posted(request))
    words = Words(clock.label, _("Ghi đã báo"), _("Đã ghi."), clock.to)
    return answer(
        request,
        form,
        words,
        lambda: actions.record_telling(
            incident_id=found.pk,
            key=clock.key,
            **form.cleaned_data,
            by=seat,
            at=timezone.now(),
        ),
        back=incident_url(found),
    )


@require_http_methods(METHODS)
@with_seat(READ)
def compose(request: SeatRequest, incident_id: UUID, clock_key: str) -> HttpResponse:
    """The form to an authority as a draft, which then goes the way of every draft."""
    seat, found = request.seat, get_incident_to_compose(request.seat, incident_id)
    clock = found.clocks.filter(key=clock_key, dropped_at=None).first()
    if clock is None:
        raise Http404
    form = ComposeForm(
        posted(request), signers=signers(seat.agency_id, timezone.localdate())
    )
    words = Words(
        clock.label,
        _("Soạn dự thảo"),
        _("Đã soạn dự thảo; xem lại rồi trình ký. Thời hạn chỉ xong khi ghi đã báo."),
        clock.to,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.compose_telling(
            incident_id=found.pk,
            key=clock.key,
            signer_post_id=form.signer_id(),
            signing_basis=form.cleaned_data["signing_basis"],
            by=seat,
            at=timezone.now(),
        ),
        back=incident_url(found),
        to=lambda made: reverse("outgoing:draft", args=[made.draft_id]),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def note(request: SeatRequest, incident_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_incident_to_keep(request.seat, incident_id)
    form = StepForm(posted(request))
    words = Words(_("Ghi diễn biến"), _("Ghi"), _("Đã ghi."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.note_step(
            incident_id=found.pk, **form.cleaned_data, by=seat, at=timezone.now()
        ),
        back=incident_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def add_task(request: SeatRequest, incident_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_incident_to_keep(request.seat, incident_id)
    form = TaskForm(posted(request))
    words = Words(_("Giao việc"), _("Giao"), _("Đã giao."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.add_task(
            incident_id=found.pk, **form.cleaned_data, by=seat, at=timezone.now()
        ),
        back=incident_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def finish_task(
    request: SeatRequest, incident_id: UUID, incident_task_id: UUID
) -> HttpResponse:
    seat, found = request.seat, get_incident_to_keep(request.seat, incident_id)
    task = found.tasks.filter(pk=incident_task_id).first()
    if task is None:
        raise Http404
    form = ResultForm(posted(request))
    words = Words(_("Xong việc"), _("Ghi"), _("Đã ghi."), task.title)
    return answer(
        request,
        form,
        words,
        lambda: actions.finish_task(
            incident_id=found.pk,
            task_id=task.pk,
            result=form.cleaned_data["result"],
            by=seat,
            at=timezone.now(),
        ),
        back=incident_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def take(request: SeatRequest, incident_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_incident_to_keep(request.seat, incident_id)
    files = request.FILES if request.method == "POST" else None
    form = EvidenceForm(posted(request), files)
    words = Words(_("Ghi chứng cứ"), _("Ghi"), _("Đã ghi chứng cứ."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.take_evidence(
            incident_id=found.pk,
            data=form.data_given(),
            digest=digested(form),
            by=seat,
            at=timezone.now(),
        ),
        back=incident_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def pass_on(request: SeatRequest, incident_id: UUID, evidence_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_incident_to_keep(request.seat, incident_id)
    piece = found.evidence.filter(pk=evidence_id).first()
    if piece is None:
        raise Http404
    form = PassForm(posted(request))
    words = Words(_("Bàn giao chứng cứ"), _("Ghi"), _("Đã ghi bàn giao."), piece.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.pass_evidence(
            incident_id=found.pk,
            evidence_id=piece.pk,
            **form.cleaned_data,
            by=seat,
            at=timezone.now(),
        ),
        back=incident_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def verify(request: SeatRequest, incident_id: UUID, evidence_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_incident_to_keep(request.seat, incident_id)
    piece = found.evidence.filter(pk=evidence_id).first()
    if piece is None:
        raise Http404
    files = request.FILES if request.method == "POST" else None
    form = VerifyForm(posted(request), files)
    words = Words(
        _("Đối chiếu chứng cứ"), _("Đối chiếu"), _("Đã ghi kết quả."), piece.name
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.verify_evidence(
            incident_id=found.pk,
            evidence_id=piece.pk,
            digest=digested(form),
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
        back=incident_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def teach(request: SeatRequest, incident_id: UUID) -> HttpResponse:
    """Who has to learn from it, by when: kept among the duties to learn."""
    seat, found = request.seat, get_incident_to_keep(request.seat, incident_id)
    people = list(people_of(found.agency_id, seat.on).items())
    given = {"due": usual_due(Because.INCIDENT, seat.on)}
    form = TeachForm(posted(request), initial=given, people=people)
    words = Words(_("Giao học sau sự cố"), _("Giao học"), _("Đã giao."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.teach_people(
            incident_id=found.pk, **form.data_given(), by=seat, at=timezone.now()
        ),
        back=incident_url(found),
    )


@require_POST
@with_seat(KEEP)
def close(request: SeatRequest, incident_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_incident_to_keep(request.seat, incident_id)
    return press(
        request,
        lambda: actions.close_incident(
            incident_id=found.pk, by=seat, at=timezone.now()
        ),
        _("Đã đóng sự cố."),
        incident_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def reopen(request: SeatRequest, incident_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_incident_to_keep(request.seat, incident_id)
    form = ReasonForm(posted(request))
    words = Words(_("Mở lại sự cố"), _("Mở lại"), _("Đã mở lại."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.reopen_incident(
            incident_id=found.pk,
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
        back=incident_url(found),
    )
