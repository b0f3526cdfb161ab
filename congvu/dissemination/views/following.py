"""For who watches: people by name, the list as proof, the end of a telling."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.dissemination import actions, queries
from congvu.dissemination.access import (
    get_telling_to_end,
    get_telling_to_follow,
    get_telling_to_print,
    reach_of,
)
from congvu.dissemination.forms import EndForm, PeopleForm
from congvu.dissemination.rules import STAGE_NAMES
from congvu.dissemination.views.reading import TONES
from congvu.organisations.access import SeatRequest, with_seat
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, as_download, done, posted


@require_safe
@with_seat()
def people(request: SeatRequest, telling_id: UUID) -> HttpResponse:
    """By unit and name; three queries, however many people."""
    seat, today = request.seat, timezone.localdate()
    found = get_telling_to_follow(seat, telling_id)
    reach = reach_of(seat)
    units = queries.gap_list(reach, found, today).units
    form = PeopleForm(request.GET, units=[(u.id, u.name) for u in units])
    which, unit_id = form.asked()
    after = request.GET.get("sau", "")[:40]
    page = queries.people_page(
        reach,
        found,
        on=today,
        which=which,
        unit_id=unit_id,
        after=after,
        limit=ui.SHOWN_LINES,
    )
    actions.record_list_view(telling=found, by=seat, at=timezone.now())
    kept = {k: v for k, v in request.GET.items() if k in form.fields and v}
    here = reverse("dissemination:people", args=[found.pk])
    context = {
        "telling": found,
        "form": form,
        "narrowed": bool(which or unit_id),
        "today": today,
        "people": [
            (one, _(STAGE_NAMES[one.stage]), TONES.get(one.stage, ""))
            for one in page.people
        ],
        "pages": ui.Pages(
            previous_url=f"{here}?{urlencode(kept)}" if after else "",
            next_url=f"{here}?{urlencode({**kept, 'sau': page.after})}"
            if page.after
            else "",
        ),
    }
    return render(request, "dissemination/people.html", context)


@require_safe
@with_seat()
def printed(request: SeatRequest, telling_id: UUID, form: str) -> HttpResponse:
    """The list with names, moments and the digest of the paper, as PDF or table."""
    found = get_telling_to_print(request.seat, telling_id)
    if form == "pdf":
        made = actions.print_list(
            telling=found, form="pdf", by=request.seat, at=timezone.now()
        )
    elif form == "xlsx":
        made = actions.print_list(
            telling=found, form="xlsx", by=request.seat, at=timezone.now()
        )
    else:
        raise Http404
    return as_download(made)


@require_http_methods(METHODS)
@with_seat()
def end(request: SeatRequest, telling_id: UUID) -> HttpResponse:
    found = get_telling_to_end(request.seat, telling_id)
    form = EndForm(posted(request))
    back = reverse("dissemination:telling", args=[found.pk])
    if request.method == "POST":
        made = done(
            form,
            lambda: actions.end_telling(
                telling_id=found.pk,
                because=form.cleaned_data["because"],
                words=form.cleaned_data["words"],
                by=request.seat,
                at=timezone.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("Đã kết thúc; người nhận được báo."))
            return redirect(back)
    context = {"form": form, "telling": found, "back": back}
    status = 422 if form.errors else 200
    return render(request, "dissemination/end.html", context, status=status)
