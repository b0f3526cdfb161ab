"""A person's way into a class and out of it; what one learns oneself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.organisations.access import SeatRequest, with_seat
from congvu.training import actions
from congvu.training.access import (
    decided_places,
    get_class_for,
    get_place_to_decide,
    get_place_to_withdraw,
    heads,
    seen_classes,
)
from congvu.training.forms import OpinionForm, PeopleForm, ReasonForm
from congvu.training.models import Place
from congvu.training.queries.gaps import held_by
from congvu.training.queries.lists import with_counts
from congvu.training.queries.people import workers_under
from congvu.training.rules.modules import MODULES, is_advanced, is_basic, lacking
from congvu.training.rules.needs import needed
from congvu.training.rules.words import ClassState, PlaceState
from congvu.training.views.classes import place_told, told
from congvu.training.views.deeds import (
    DECIDE,
    METHODS,
    READ,
    Words,
    answer,
    class_url,
    posted,
    press,
    tabs,
)

_MOST = 100


@require_safe
@with_seat(READ)
def mine(request: SeatRequest) -> HttpResponse:
    """My places, my modules, what is open; and what waits for my word."""
    seat, today = request.seat, timezone.localdate()
    places = Place.objects.filter(person=seat.person_id)
    places = places.select_related("training_class__course")
    held = held_by([seat.person_id], today).get(seat.person_id, set())
    known = places.exclude(state=PlaceState.WITHDRAWN).values("training_class")
    open_now = seen_classes(seat).filter(state=ClassState.OPEN, ask_until__gte=today)
    asked = decided_places(seat).filter(
        state=PlaceState.ASKED, training_class__state=ClassState.OPEN
    )
    context = {
        "places": [
            place_told(one)
            for one in places.order_by("-training_class__begins_on", "-pk")[:_MOST]
        ],
        "modules": [
            (code, _(name), code in held)
            for code, name in MODULES.items()
            if code in held or code in needed(seat.role, today)
        ],
        "lacks": lacking(needed(seat.role, today), held),
        "is_basic": is_basic(held),
        "is_advanced": is_advanced(held),
        "open_classes": [
            told(one)
            for one in with_counts(open_now.exclude(pk__in=known)).order_by(
                "begins_on", "pk"
            )[:_MOST]
        ],
        "asked": [place_told(one) for one in asked.order_by("asked_at", "pk")[:_MOST]],
        "heads": heads(seat),
        "tab_items": tabs(seat, "mine"),
    }
    return render(request, "training/mine.html", context)


@require_POST
@with_seat(READ)
def ask(request: SeatRequest, training_class_id: UUID) -> HttpResponse:
    found = get_class_for(request.seat, training_class_id)
    return press(
        request,
        lambda: actions.ask_place(
            class_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã đăng ký."),
        class_url(found),
    )


@require_http_methods(METHODS)
@with_seat(DECIDE)
def register(request: SeatRequest, training_class_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_class_for(seat, training_class_id)
    offered = {
        one.person_id: f"{one.name}, {one.post_name}"
        for one in workers_under(seat, seat.on)
    }
    form = PeopleForm(posted(request), people=list(offered.items()))
    words = Words(_("Đăng ký cho cán bộ"), _("Đăng ký"), _("Đã đăng ký."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.register_people(
            class_id=found.pk, people=form.data_given(), by=seat, at=timezone.now()
        ),
        back=class_url(found),
    )


@require_POST
@with_seat(DECIDE)
def approve(request: SeatRequest, place_id: UUID) -> HttpResponse:
    place = get_place_to_decide(request.seat, place_id)
    return press(
        request,
        lambda: actions.approve_place(
            place_id=place.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã duyệt."),
        class_url(place.training_class),
    )


@require_http_methods(METHODS)
@with_seat(DECIDE)
def refuse(request: SeatRequest, place_id: UUID) -> HttpResponse:
    seat = request.seat
    place = get_place_to_decide(seat, place_id)
    form = ReasonForm(posted(request))
    lead = f"{place.person.full_name}: {place.training_class.name}"
    words = Words(_("Không duyệt đăng ký"), _("Không duyệt"), _("Đã ghi."), lead)
    return answer(
        request,
        form,
        words,
        lambda: actions.refuse_place(
            place_id=place.pk, **form.cleaned_data, by=seat, at=timezone.now()
        ),
        back=class_url(place.training_class),
    )


@require_POST
@with_seat(READ)
def withdraw(request: SeatRequest, place_id: UUID) -> HttpResponse:
    place = get_place_to_withdraw(request.seat, place_id)
    return press(
        request,
        lambda: actions.withdraw_place(
            place_id=place.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã rút khỏi lớp."),
        class_url(place.training_class),
    )


@require_http_methods(METHODS)
@with_seat(READ)
def opinion(request: SeatRequest, training_class_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_class_for(seat, training_class_id)
    form = OpinionForm(posted(request))
    lead = _("Không ghi ai góp ý. Điểm trung bình hiện khi có từ 3 góp ý.")
    words = Words(
        _("Góp ý về lớp học"), _("Gửi góp ý"), _("Đã nhận góp ý. Cảm ơn bạn."), lead
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.give_opinion(
            class_id=found.pk, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=class_url(found),
    )
