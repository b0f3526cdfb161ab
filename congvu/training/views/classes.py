"""Classes: the list, one of them, opened, changed, ended."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.duties.access import get_duty_for
from congvu.duties.models import Duty
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import agencies_on, agency_names_on
from congvu.training import actions
from congvu.training.access import (
    decided_places,
    get_class_for,
    get_class_to_keep,
    heads,
    keeps,
    keeps_class,
    seals_class,
    seen_classes,
    seen_places,
)
from congvu.training.forms import ClassForm, InviteForm, ReasonForm
from congvu.training.models import Course, Place, TrainingClass
from congvu.training.queries.lessons import lessons_of
from congvu.training.queries.lists import (
    classes_page,
    opinions_of,
    places_of,
    sessions_of,
    with_counts,
)
from congvu.training.queries.people import workers_at
from congvu.training.rules.opinions import takes_opinion
from congvu.training.rules.words import (
    CLASS_STATE_NAMES,
    COURSE_KIND_NAMES,
    PLACE_STATE_NAMES,
    RESULT_NAMES,
    ClassState,
    CourseKind,
    PlaceState,
    Result,
)
from congvu.training.views.deeds import (
    KEEP,
    METHODS,
    READ,
    Words,
    answer,
    class_url,
    posted,
    press,
    tabs,
    uuid_or_none,
)
from congvu.ui import rules as ui

TONES = {
    PlaceState.HELD: "done",
    PlaceState.ASKED: "look",
    PlaceState.WAITING: "look",
    PlaceState.INVITED: "look",
}


def told(found: TrainingClass) -> dict[str, Any]:
    kind = CourseKind(found.course.kind)
    return {
        "one": found,
        "kind": _(COURSE_KIND_NAMES[kind]),
        "state": _(CLASS_STATE_NAMES[ClassState(found.state)]),
        "tone": "look" if found.state == ClassState.OPEN else "",
    }


def place_told(one: Place) -> dict[str, Any]:
    state = PlaceState(one.state)
    result = Result(one.result) if one.result else None
    return {
        "one": one,
        "state": _(PLACE_STATE_NAMES[state]),
        "tone": TONES.get(state, ""),
        "result": _(RESULT_NAMES[result]) if result else "",
        "result_tone": "done" if result == Result.PASSED else "late",
    }


@require_safe
@with_seat(READ)
def classes(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    page = classes_page(seen_classes(seat), uuid_or_none(request.GET.get("sau", "")))
    names = agency_names_on({one.agency_id for one in page.rows}, seat.on)
    context = {
        "rows": [
            {**told(one), "agency": names.get(one.agency_id, "–")} for one in page.rows
        ],
        "keeps": keeps(seat),
        "tab_items": tabs(seat, "classes"),
        "pages": ui.Pages(
            previous_url="?" if "sau" in request.GET else "",
            next_url=f"?sau={page.after.hex}" if page.after else "",
        ),
    }
    return render(request, "training/classes.html", context)


@require_safe
@with_seat(READ)
def one_class(request: SeatRequest, training_class_id: UUID) -> HttpResponse:
    """To learners their own place; to heads their people; to who keeps it all."""
    seat = request.seat
    found = get_class_for(seat, training_class_id)
    counts = with_counts(TrainingClass.objects.filter(pk=found.pk)).get()
    places = places_of(seen_places(seat), found.pk)
    mine = next((one for one in places if one.person_id == seat.person_id), None)
    open_now = found.state == ClassState.OPEN
    asks = open_now and timezone.localdate() <= found.ask_until
    rows = decided_places(seat).filter(training_class=found, state=PlaceState.ASKED)
    names = agency_names_on([found.agency_id], seat.on)
    free = mine is None or mine.state in (
        PlaceState.INVITED,
        PlaceState.WITHDRAWN,
        PlaceState.REFUSED,
    )
    context = {
        **told(found),
        "agency": names.get(found.agency_id, "–"),
        "held": counts.held,  # type: ignore[attr-defined]
        "waiting": counts.waiting,  # type: ignore[attr-defined]
        "sessions": sessions_of(found),
        "places": [place_told(one) for one in places],
        "mine": place_told(mine) if mine else None,
        "may_ask": asks and free,
        "may_withdraw": open_now and mine is not None and not free,
        "may_register": asks and heads(seat),
        "may_certify": keeps_class(seat, found) or seals_class(seat, found),
        "has_lessons": bool(lessons_of(found.course_id)),
        "has_tests": keeps_class(seat, found)
        or (mine is not None and mine.state == PlaceState.HELD),
        "may_keep": open_now and keeps_class(seat, found),
        "to_decide": set(rows.values_list("pk", flat=True)) if open_now else set(),
        "may_opine": found.state == ClassState.CLOSED
        and mine is not None
        and mine.state == PlaceState.HELD
        and not mine.gave_opinion
        and takes_opinion(local_date(found.ended_at or timezone.now()), seat.on),
        "opinions": opinions_of(found, seat.on)
        if found.state == ClassState.CLOSED and keeps_class(seat, found)
        else None,
    }
    return render(request, "training/class.html", context)


def _courses(seat: Seat) -> list[tuple[UUID, str]]:
    rows = Course.objects.filter(agency=seat.agency_id, ended_on=None)
    return list(rows.order_by("name").values_list("pk", "name")[:300])


def _duty(request: SeatRequest) -> Duty | None:
    """That of ?nhiem-vu=, where the seat has to do with it."""
    asked = uuid_or_none(request.GET.get("nhiem-vu", ""))
    return get_duty_for(request.seat, asked) if asked else None


@require_http_methods(METHODS)
@with_seat(KEEP)
def open_class(request: SeatRequest) -> HttpResponse:
    seat, duty = request.seat, _duty(request)
    form = ClassForm(posted(request), courses=_courses(seat))
    lead = _("Lớp theo nhiệm vụ: %(duty)s") % {"duty": duty.title} if duty else ""
    words = Words(_("Mở lớp học"), _("Mở lớp"), _("Đã mở lớp."), lead)
    return answer(
        request,
        form,
        words,
        lambda: actions.open_class(
            data=form.data_given(), by=seat, at=timezone.now(), duty=duty
        ),
        back=reverse("training:classes"),
        to=class_url,
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def change(request: SeatRequest, training_class_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_class_to_keep(seat, training_class_id)
    fields = [name for name in ClassForm.base_fields if name != "course_id"]
    given = {name: getattr(found, name) for name in fields}
    form = ClassForm(posted(request), initial=given)
    words = Words(_("Sửa lớp học"), _("Ghi"), _("Đã ghi."), found.course.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.change_class(
            class_id=found.pk, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=class_url(found),
    )


def people_of(seat: Seat) -> list[tuple[UUID, str]]:
    """Everybody of the agency, each once, with their post."""
    found: dict[UUID, str] = {}
    for one in workers_at(seat.agency_id, seat.on):
        found.setdefault(one.person_id, f"{one.name}, {one.post_name}")
    return list(found.items())


@require_http_methods(METHODS)
@with_seat(KEEP)
def invite(request: SeatRequest, training_class_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_class_to_keep(seat, training_class_id)
    offered = [(one.id, one.name) for one in agencies_on(seat.on)]
    form = InviteForm(posted(request), agencies=offered)
    words = Words(_("Mời dự lớp"), _("Mời"), _("Đã gửi lời mời."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.invite(
            class_id=found.pk, **form.data_given(), by=seat, at=timezone.now()
        ),
        back=class_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def cancel(request: SeatRequest, training_class_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_class_to_keep(seat, training_class_id)
    form = ReasonForm(posted(request))
    words = Words(
        _("Hủy lớp học"), _("Hủy lớp"), _("Đã hủy lớp."), found.name, danger=True
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.cancel_class(
            class_id=found.pk, **form.cleaned_data, by=seat, at=timezone.now()
        ),
        back=class_url(found),
    )


@require_POST
@with_seat(KEEP)
def close(request: SeatRequest, training_class_id: UUID) -> HttpResponse:
    found = get_class_to_keep(request.seat, training_class_id)
    return press(
        request,
        lambda: actions.close_class(
            class_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Lớp đã kết thúc, kết quả tính theo điểm danh."),
        class_url(found),
    )
