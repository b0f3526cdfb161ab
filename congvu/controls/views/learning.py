"""Who has to learn what by when; what proves it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from congvu.controls import actions, queries
from congvu.controls.access import (
    get_duty_file,
    get_duty_to_keep,
    keeps,
    own_duties,
    seen_duties,
)
from congvu.controls.forms import (
    AwarenessForm,
    DropForm,
    LearnedForm,
    LearningForm,
)
from congvu.controls.models import LearningDuty
from congvu.controls.rules import (
    LEARNING_RULES,
    OWED_NAMES,
    SURE_NAMES,
    Because,
    Owed,
    owed,
    usual_due,
)
from congvu.controls.views.deeds import (
    KEEP,
    METHODS,
    READ,
    Words,
    answer,
    posted,
    sent,
    tabs,
    uuid_or_none,
)
from congvu.organisations.access import SeatRequest, with_seat
from congvu.ui import rules as ui

_TONES = {Owed.DONE: "done", Owed.LATE: "late", Owed.OPEN: "look"}


def _rows(rows: list[LearningDuty]) -> list[dict[str, object]]:
    today, found = timezone.localdate(), []
    for one in rows:
        now = owed(one.due, one.done_on, one.dropped_on, today)
        rule = LEARNING_RULES[Because(one.because)]
        found.append(
            {
                "duty": one,
                "because": _(rule.name),
                "sure": _(SURE_NAMES[rule.sure]),
                "words": _(OWED_NAMES[now]),
                "tone": _TONES.get(now, ""),
                "open": now in {Owed.OPEN, Owed.LATE},
                "by_hand": one.because != Because.CERTIFICATE,
            }
        )
    return found


@require_safe
@with_seat(READ)
def duties(request: SeatRequest) -> HttpResponse:
    """Of the agency; first what is owed."""
    seat, today = request.seat, timezone.localdate()
    every = seen_duties(seat)
    counted = queries.learning_counted(every, today)
    whole = request.GET.get("tat-ca") == "1"
    page = queries.learning_page(
        every if whole else queries.still_owed(every),
        uuid_or_none(request.GET.get("sau", "")),
    )
    here, kept = reverse("controls:learning"), "tat-ca=1&" if whole else ""
    context = {
        "rows": _rows(page.rows),
        "counted": [
            ui.Figure(_("phải học"), ui.dotted(counted.open), here),
            ui.Figure(_("quá hạn"), ui.dotted(counted.late), here),
            ui.Figure(_("đã học"), ui.dotted(counted.done), f"{here}?tat-ca=1"),
        ],
        "keeps": keeps(seat),
        "whole": whole,
        "pages": ui.Pages(
            previous_url=f"?{kept}" if "sau" in request.GET else "",
            next_url=f"?{kept}sau={page.after.hex}" if page.after else "",
        ),
        "tab_items": tabs("learning"),
    }
    return render(request, "controls/learning.html", context)


@require_safe
@with_seat()
def own(request: SeatRequest) -> HttpResponse:
    """What one has to learn oneself; whoever one is."""
    page = queries.learning_page(
        own_duties(request.seat), uuid_or_none(request.GET.get("sau", ""))
    )
    context = {
        "rows": _rows(page.rows),
        "pages": ui.Pages(
            previous_url="?" if "sau" in request.GET else "",
            next_url=f"?sau={page.after.hex}" if page.after else "",
        ),
        "mine": True,
    }
    return render(request, "controls/my_learning.html", context)


@require_http_methods(METHODS)
@with_seat(KEEP)
def require(request: SeatRequest) -> HttpResponse:
    seat, today = request.seat, timezone.localdate()
    offered = queries.people_of(seat.agency_id, today)
    first = {"due": usual_due(Because.OTHER, today)}
    form = LearningForm(posted(request), people=offered, initial=first)
    words = Words(_("Giao học"), _("Giao"), _("Đã giao."), seat.agency_name)
    return answer(
        request,
        form,
        words,
        lambda: actions.require_learning(
            **form.data_given(), by=seat, at=timezone.now()
        ),
        template="controls/form.html",
        back=reverse("controls:learning"),
        more={"parent": _("Học tập")},
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def awareness(request: SeatRequest) -> HttpResponse:
    """Everybody of the agency, once a year; asked again, only who is new."""
    seat, today = request.seat, timezone.localdate()
    rule = LEARNING_RULES[Because.YEARLY]
    year_end = today.replace(month=12, day=31)
    first = {"due": min(usual_due(Because.YEARLY, today), year_end)}
    form = AwarenessForm(posted(request), initial=first)
    people = len(queries.people_at(seat.agency_id, today))
    told = ngettext(
        "%(n)s người đang giữ chức vụ; căn cứ %(basis)s (%(sure)s)",
        "%(n)s người đang giữ chức vụ; căn cứ %(basis)s (%(sure)s)",
        people,
    ) % {"n": people, "basis": rule.basis, "sure": _(SURE_NAMES[rule.sure])}
    words = Words(
        _("Giao cả cơ quan học nâng cao nhận thức"), _("Giao"), _("Đã giao."), told
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.require_awareness(
            due=form.cleaned_data["due"], by=seat, at=timezone.now()
        ),
        template="controls/form.html",
        back=reverse("controls:learning"),
        more={"parent": _("Học tập")},
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def learned(request: SeatRequest, learning_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_duty_to_keep(request.seat, learning_id)
    form = LearnedForm(posted(request), request.FILES or None)
    words = Words(
        _("Ghi đã học"),
        _("Ghi"),
        _("Đã ghi."),
        f"{found.person.full_name}: {found.subject}",
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.record_learning(
            learning_id=found.pk, data=form.data_given(), by=seat, at=timezone.now()
        ),
        template="controls/form.html",
        back=reverse("controls:learning"),
        more={"parent": _("Học tập")},
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def drop(request: SeatRequest, learning_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_duty_to_keep(request.seat, learning_id)
    form = DropForm(posted(request))
    words = Words(
        _("Thôi yêu cầu học"),
        _("Thôi yêu cầu"),
        _("Đã ghi."),
        f"{found.person.full_name}: {found.subject}",
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.drop_learning(
            learning_id=found.pk,
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
        template="controls/form.html",
        back=reverse("controls:learning"),
        more={"parent": _("Học tập")},
    )


@require_safe
@with_seat()
def proof(request: SeatRequest, learning_id: UUID) -> HttpResponse:
    return sent(*get_duty_file(request.seat, learning_id))
