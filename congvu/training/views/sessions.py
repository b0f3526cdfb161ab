"""Sessions of a class: added, moved, dropped."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.organisations.access import SeatRequest, with_seat
from congvu.training import actions
from congvu.training.access import get_class_to_keep, get_session_to_change
from congvu.training.forms import ReasonForm, SessionForm
from congvu.training.views.classes import people_of
from congvu.training.views.deeds import (
    KEEP,
    METHODS,
    Words,
    answer,
    class_url,
    posted,
)


@require_http_methods(METHODS)
@with_seat(KEEP)
def add_session(request: SeatRequest, training_class_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_class_to_keep(seat, training_class_id)
    form = SessionForm(posted(request), people=people_of(seat))
    words = Words(_("Thêm buổi học"), _("Thêm"), _("Đã thêm buổi học."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.add_session(
            class_id=found.pk, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=class_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def change_session(request: SeatRequest, class_session_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_session_to_change(seat, class_session_id)
    given = {name: getattr(found, name) for name in SessionForm.base_fields}
    form = SessionForm(posted(request), initial=given, people=people_of(seat))
    lead = _(
        "Lịch của người dự và giảng viên đổi theo; đổi giờ, phòng thì họ được báo."
    )
    words = Words(_("Sửa buổi học"), _("Ghi"), _("Đã ghi."), lead)
    return answer(
        request,
        form,
        words,
        lambda: actions.change_session(
            session_id=found.pk, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=class_url(found.training_class),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def drop_session(request: SeatRequest, class_session_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_session_to_change(seat, class_session_id)
    form = ReasonForm(posted(request))
    words = Words(
        _("Bỏ buổi học"),
        _("Bỏ buổi học"),
        _("Đã bỏ buổi học."),
        found.subject,
        danger=True,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.drop_session(
            session_id=found.pk, **form.cleaned_data, by=seat, at=timezone.now()
        ),
        back=class_url(found.training_class),
    )
