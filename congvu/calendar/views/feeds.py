"""Secret addresses of calendars: made and revoked on a page, read by programs."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.calendar import actions
from congvu.calendar.access import feeds_offered, get_feed_for
from congvu.calendar.formats.feed import feed_text
from congvu.calendar.forms import FeedForm
from congvu.calendar.queries.feeds import feed_times, feeds_of
from congvu.calendar.rules import FEED_SHOWS_NAMES, FeedShows
from congvu.calendar.views.deeds import METHODS, need_desk, posted, press, tabs
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.ui.deeds import done

_TEXT = "text/plain; charset=utf-8"


@require_http_methods(METHODS)
@with_seat()
def feeds(request: SeatRequest) -> HttpResponse:
    """One's own addresses; a new one is shown this once."""
    seat = request.seat
    need_desk(seat)
    calendars = feeds_offered(seat)
    form = FeedForm(posted(request), calendars=calendars)
    made = None
    if request.method == "POST":
        made = done(
            form,
            lambda: actions.make_feed(
                owner=form.owner(),
                shows=form.shows_said(),
                label=form.cleaned_data["label"],
                by=seat,
                at=timezone.now(),
            ),
        )
    address = ""
    if made is not None:
        path = reverse("calendar:feed", args=[made[1]])
        address = request.build_absolute_uri(path)
        form = FeedForm(None, calendars=calendars)
    names = dict(calendars)
    context = {
        "form": form,
        "made": made[0] if made is not None else None,
        "address": address,
        "rows": [
            (one, names.get(one.owner, ""), _(FEED_SHOWS_NAMES[FeedShows(one.shows)]))
            for one in feeds_of(seat.person_id)
        ],
        "tab_items": tabs(seat, ""),
    }
    status = 422 if form.errors else 200
    return render(request, "calendar/feeds.html", context, status=status)


@require_POST
@with_seat()
def revoke(request: SeatRequest, feed_id: UUID) -> HttpResponse:
    found = get_feed_for(request.seat, feed_id)
    return press(
        request,
        lambda: actions.revoke_feed(
            feed_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã thu hồi; chương trình dùng địa chỉ ấy không đọc được nữa."),
        reverse("calendar:feeds"),
    )


@csrf_exempt
@require_safe
def feed(request: HttpRequest, feed_secret: str) -> HttpResponse:
    """Read by programs without signing in; what is not there says nothing of why."""
    now = timezone.now()
    try:
        found = actions.open_feed(secret=feed_secret, at=now)
    except Refused as why:
        words = " ".join(reason.message for reason in why.reasons)
        response = HttpResponse(words, status=429, content_type=_TEXT)
        response["Retry-After"] = "600"
        return response
    if found is None:
        raise Http404
    text = feed_text(found.label, feed_times(found, now))
    etag = f'"{sha256(text.encode()).hexdigest()[:32]}"'
    headers = {
        "ETag": etag,
        "Cache-Control": "private, max-age=600",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex",
        "X-Content-Type-Options": "nosniff",
    }
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers=headers)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    for name, value in headers.items():
        response[name] = value
    return response
