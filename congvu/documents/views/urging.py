"""Đôn đốc: one desk, the registry, or whoever has anything that is late."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from congvu.documents import actions, queries
from congvu.documents.access import get_any_part_for, scope_of
from congvu.documents.forms import UrgeForm, UrgeManyForm
from congvu.documents.models import RegisterEntry
from congvu.documents.queries import Tab
from congvu.documents.views.deed import Words, answer, entry_at
from congvu.law.queries import calendar
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.ui.deeds import posted, show_refusal

GET_POST = ["GET", "HEAD", "POST"]


def _gives(seat: Seat) -> None:
    if not queries.gives_work(seat):
        raise Http404


@require_http_methods(GET_POST)
@with_seat()
def urge(request: SeatRequest, entry_id: UUID, assignment_id: UUID) -> HttpResponse:
    _gives(request.seat)
    entry = entry_at(request, entry_id)
    part = get_any_part_for(request.seat, entry, assignment_id)
    desk = {"desk": part.desk_name}
    words = Words(
        title=_("Đôn đốc"),
        button=_("Đôn đốc"),
        done=_("Đã đôn đốc %(desk)s.") % desk,
        lead=_("Gửi %(desk)s. Mỗi việc một ngày đôn đốc một lần.") % desk,
    )
    return _urge(request, entry, part.id, words)


@require_http_methods(GET_POST)
@with_seat()
def urge_registry(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    """The clerk has the paper still: it waits to be submitted, or transferred."""
    _gives(request.seat)
    words = Words(
        title=_("Đôn đốc văn thư"),
        button=_("Đôn đốc"),
        done=_("Đã đôn đốc văn thư."),
        lead=_("Gửi văn thư cơ quan. Mỗi việc một ngày đôn đốc một lần."),
    )
    return _urge(request, entry_at(request, entry_id), None, words)


def _urge(
    request: SeatRequest, entry: RegisterEntry, part_id: UUID | None, words: Words
) -> HttpResponse:
    form = UrgeForm(posted(request))
    return answer(
        request,
        entry,
        form=form,
        words=words,
        act=lambda: actions.urge(
            entry_id=entry.id,
            assignment_id=part_id,
            text=form.cleaned_data["text"],
            by=request.seat,
            at=timezone.now(),
        ),
    )


@require_http_methods(GET_POST)
@with_seat()
def urge_many(request: SeatRequest) -> HttpResponse:
    """Everything late, one line a paper; whoever has the ticked is urged at once."""
    _gives(request.seat)
    seat, on, days = request.seat, timezone.localdate(), calendar()
    late = queries.late_papers(scope_of(seat), seat, on=on)
    papers = [line for line in late if not line.reason]
    form = UrgeManyForm(posted(request), papers=papers)
    back = f"{reverse('documents:register')}?muc={Tab.OVERDUE}"
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.urge_many(
                text=form.cleaned_data["text"],
                chosen=form.chosen(),
                by=seat,
                at=timezone.now(),
            )
        except Refused as why:
            show_refusal(form, why)
        else:
            n = len({one.entry_id for one in done})
            told = ngettext("Đã đôn đốc %(n)d văn bản.", "Đã đôn đốc %(n)d văn bản.", n)
            messages.success(request, told % {"n": n})
            return redirect(back)
    context = {
        "form": form,
        "lines": [
            (choice, line, queries.deadline_of(line.due_on, on=on, days=days))
            for choice, line in zip(form["papers"], papers, strict=True)
        ],
        "left": [
            (line, queries.deadline_of(line.due_on, on=on, days=days))
            for line in late
            if line.reason
        ],
        "all": len(late),
        "back": back,
    }
    status = 422 if form.errors else 200
    return render(request, "documents/urge_many.html", context, status=status)
