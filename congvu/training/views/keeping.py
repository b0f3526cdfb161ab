"""Courses, who lacks what, who is named, the report of a year."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.training import actions
from congvu.training.access import get_course_to_keep, keeps, people_seen, sees_report
from congvu.training.forms import CourseForm, SkillForm, SpecialistForm
from congvu.training.models import Course
from congvu.training.queries.gaps import named_in_agencies, plan_of, standings
from congvu.training.rules.modules import SOURCE
from congvu.training.rules.words import COURSE_KIND_NAMES, CourseKind
from congvu.training.views.classes import people_of
from congvu.training.views.deeds import (
    KEEP,
    METHODS,
    READ,
    Words,
    answer,
    posted,
    tabs,
)

_MOST = 500


@require_safe
@with_seat(READ)
def courses(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    shown = Q(ended_on=None) | Q(agency=seat.agency_id if keeps(seat) else None)
    found = Course.objects.filter(shown).annotate(
        packed=Count("packages", filter=Q(packages__withdrawn_at=None))
    )
    newest = found.order_by("name", "pk")[:_MOST]
    rows = sorted(newest, key=lambda one: one.ended_on is not None)
    names = agency_names_on({one.agency_id for one in rows}, seat.on)
    context = {
        "rows": [
            {
                "one": one,
                "kind": _(COURSE_KIND_NAMES[CourseKind(one.kind)]),
                "agency": names.get(one.agency_id, "–"),
                "own": keeps(seat) and one.agency_id == seat.agency_id,
            }
            for one in rows
        ],
        "keeps": keeps(seat),
        "tab_items": tabs(seat, "courses"),
    }
    return render(request, "training/courses.html", context)


@require_http_methods(METHODS)
@with_seat(KEEP)
def add_course(request: SeatRequest) -> HttpResponse:
    form = CourseForm(posted(request), initial={"min_attended": 80})
    words = Words(_("Thêm khóa học"), _("Thêm"), _("Đã thêm khóa học."))
    return answer(
        request,
        form,
        words,
        lambda: actions.keep_course(
            data=form.data_given(), by=request.seat, at=timezone.now()
        ),
        back=reverse("training:courses"),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def change_course(request: SeatRequest, course_id: UUID) -> HttpResponse:
    found = get_course_to_keep(request.seat, course_id)
    given = {name: getattr(found, name) for name in CourseForm.base_fields}
    form = CourseForm(posted(request), initial=given)
    words = Words(_("Sửa khóa học"), _("Ghi"), _("Đã ghi."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.keep_course(
            data=form.data_given(),
            by=request.seat,
            at=timezone.now(),
            course_id=found.pk,
        ),
        back=reverse("training:courses"),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def end_course(request: SeatRequest, course_id: UUID) -> HttpResponse:
    """Ended, or taught again where it was."""
    seat = request.seat
    found = get_course_to_keep(seat, course_id)
    ended = found.ended_on is not None
    words = (
        Words(_("Dạy lại khóa học"), _("Dạy lại"), _("Đã ghi."), found.name)
        if ended
        else Words(_("Thôi dạy khóa học"), _("Thôi dạy"), _("Đã ghi."), found.name)
    )
    act = actions.resume_course if ended else actions.end_course
    return answer(
        request,
        forms.Form(posted(request)),
        words,
        lambda: act(course_id=found.pk, by=seat, at=timezone.now()),
        back=reverse("training:courses"),
    )


@require_safe
@with_seat(READ)
def gaps(request: SeatRequest) -> HttpResponse:
    """Of the agency for who keeps training or leads it, of the unit for its head."""
    seat = request.seat
    if not sees_report(seat):
        raise Http404
    seen = people_seen(seat)
    rows = standings(seat.agency_id, seat.on)
    if seen is not None:
        rows = [one for one in rows if one.worker.person_id in seen]
    context = {
        "rows": rows[:_MOST],
        "people": len(rows),
        "lacking": sum(bool(one.lacks) for one in rows),
        "plan": [(line, _(line.name)) for line in plan_of(rows, seat.agency_id)],
        "source": _(SOURCE),
        "keeps": keeps(seat),
        "tab_items": tabs(seat, "gaps"),
    }
    return render(request, "training/gaps.html", context)


@require_http_methods(METHODS)
@with_seat(KEEP)
def record_skills(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    form = SkillForm(posted(request), people=people_of(seat))
    lead = _("Theo giấy chứng nhận, chứng chỉ người ấy đã nộp.")
    words = Words(_("Ghi kỹ năng"), _("Ghi"), _("Đã ghi."), lead)
    return answer(
        request,
        form,
        words,
        lambda: actions.record_skills(**form.data_given(), by=seat, at=timezone.now()),
        back=reverse("training:gaps"),
    )


@require_safe
@with_seat(READ)
def named(request: SeatRequest) -> HttpResponse:
    """Which agency named nobody; whom the others named is no secret in the office."""
    seat = request.seat
    rows = named_in_agencies(seat.on)
    context = {
        "rows": rows,
        "vacant": sum(one.it is None or one.security is None for one in rows),
        "keeps": keeps(seat),
        "tab_items": tabs(seat, "named"),
    }
    return render(request, "training/named.html", context)


@require_http_methods(METHODS)
@with_seat(KEEP)
def name_specialist(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    form = SpecialistForm(posted(request), people=people_of(seat))
    words = Words(_("Ghi người chuyên trách"), _("Ghi"), _("Đã ghi."), seat.agency_name)
    return answer(
        request,
        form,
        words,
        lambda: actions.name_specialist(
            **form.data_given(), by=seat, at=timezone.now()
        ),
        back=reverse("training:named"),
    )
