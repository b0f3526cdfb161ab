"""The page of notices, the counter open pages ask for, what one wants, the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.accounts.access import actor_of, signed_in, user_of
from congvu.lib.dates import local_date
from congvu.lib.refusals import Refused
from congvu.notices import actions, queries
from congvu.notices.access import (
    desks_of,
    get_line_for,
    reader_of,
    require_operator,
)
from congvu.notices.forms import ChoicesForm
from congvu.notices.queries import Bell, Line
from congvu.notices.rules import DIGEST_AT, LETTER_STATE_NAMES, LetterState

LATELY = timedelta(days=7)


@dataclass
class Day:
    """The lines of one day, newest first."""

    day: date
    label: str
    lines: list[Line] = field(default_factory=list)

    @property
    def count(self) -> str:
        n = len(self.lines)
        return ngettext("%(n)d thông báo", "%(n)d thông báo", n) % {"n": n}


# /thong-bao/


@require_safe
@signed_in
def notice_list(request: HttpRequest) -> HttpResponse:
    seat, user = reader_of(request)
    now = timezone.now()
    before = _moment(request.GET.get("truoc", ""))
    found, more = queries.lines(seat, user.pk, at=now, before=before)
    older = f"?{urlencode({'truoc': more.isoformat()})}" if more else ""
    context = {
        "days": _by_day(found, local_date(now)),
        "unread": sum(line.is_unread for line in found),
        "until": now.isoformat(),
        "older_url": older,
        "is_first": before is None,
    }
    return render(request, "notices/list.html", context)


def _by_day(found: Sequence[Line], today: date) -> list[Day]:
    days: list[Day] = []
    for line in found:
        day = local_date(line.notice.at)
        if not days or days[-1].day != day:
            days.append(Day(day, _("Hôm nay") if day == today else f"{day:%d/%m/%Y}"))
        days[-1].lines.append(line)
    return days


@require_safe
@signed_in
def notice_open(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Read the line and go where it leads; one that leads nowhere is only read."""
    notice, told = get_line_for(request, notice_id)
    now = timezone.now()
    actions.mark_read(
        user_id=user_of(request).pk,
        desks=desks_of(request),
        at=now,
        until=now,
        group_key=notice.group_key,
    )
    return redirect(told.url if told and told.url else reverse("notices:list"))


@require_POST
@signed_in
def notice_read(request: HttpRequest) -> HttpResponse:
    """One line (``line``), or all that the page showed (``until``)."""
    now = timezone.now()
    until = _moment(request.POST.get("until", "")) or now
    actions.mark_read(
        user_id=user_of(request).pk,
        desks=desks_of(request),
        at=now,
        until=min(until, now),
        group_key=request.POST.get("line", "")[:120],
    )
    return redirect("notices:list")


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None


@require_safe
@signed_in
def notice_count(request: HttpRequest) -> HttpResponse:
    """What the bell of an open page shows; 304 as long as it shows the same.

    ``since``: the moment the page was drawn; ``of=work``: news of work only; ``who``:
    for whom it was drawn: what they had open is not shown again to somebody else.
    """
    asked, since = request.GET, _moment(request.GET.get("since", ""))
    if asked.get("who", str(request.user.pk)) != str(request.user.pk):
        return HttpResponse(status=409)
    is_work = asked.get("of") == "work"
    found = queries.bell(
        desks_of(request),
        user_of(request).pk,
        at=timezone.now(),
        since=since,
        work_only=is_work,
    )
    tag = _tag(request, found, since)
    response = get_conditional_response(request, etag=tag)
    if response is None:
        response = JsonResponse(
            {
                "unread": found.unread,
                "words": bell_words(found.unread),
                "news": found.news,
                "news_words": _news_words(found.news, is_work=is_work),
            }
        )
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _tag(request: HttpRequest, found: Bell, since: datetime | None) -> str:
    shown = (request.user.pk, found, since, request.GET.get("of"), get_language())
    return f'"{sha256(repr(shown).encode()).hexdigest()[:24]}"'


def bell_words(unread: int) -> str:
    return ngettext("%(n)d thông báo", "%(n)d thông báo", unread) % {"n": unread}


def _news_words(news: int, *, is_work: bool) -> str:
    if is_work:
        words = ngettext("%(n)d việc mới, xem", "%(n)d việc mới, xem", news)
    else:
        words = ngettext("%(n)d thông báo mới, xem", "%(n)d thông báo mới, xem", news)
    return words % {"n": news}


# /tai-khoan/thong-bao/


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def choices(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    quiet = queries.quiet_of([user.pk])[user.pk]
    form = ChoicesForm(queries.choices_of(user.pk), quiet, request.POST or None)
    if request.method == "POST" and form.is_valid() and _chosen(request, form):
        messages.success(request, _("Đã lưu cách nhận thông báo."))
        return redirect("notices:choices")
    context = {"form": form, "address": user.email, "digest_at": DIGEST_AT}
    status = 422 if form.is_bound else 200
    return render(request, "notices/choices.html", context, status=status)


def _chosen(request: HttpRequest, form: ChoicesForm) -> bool:
    quiet_from, quiet_until = form.quiet()
    try:
        actions.set_choices(
            user_id=user_of(request).pk,
            choices=form.chosen(),
            quiet_from=quiet_from,
            quiet_until=quiet_until,
            by=actor_of(request),
            at=timezone.now(),
        )
    except Refused as why:
        for reason in why.reasons:
            form.add_error(None, reason.message)
        return False
    return True


# /quan-tri/thu/


@require_safe
@signed_in
def letter_list(request: HttpRequest) -> HttpResponse:
    """The outbox for the operator: how many wait, what failed; never what they say."""
    require_operator(request)
    context: dict[str, Any] = {
        "state": queries.post_state(since=timezone.now() - LATELY),
        "lines": [
            (line, _(LETTER_STATE_NAMES[LetterState(line.state)]))
            for line in queries.recent_letters()
        ],
    }
    return render(request, "notices/letters.html", context)
