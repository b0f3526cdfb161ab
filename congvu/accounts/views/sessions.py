"""Where I am signed in."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congvu.accounts import access, actions, queries
from congvu.accounts.access import signed_in


@require_safe
@signed_in
def sessions(request: HttpRequest) -> HttpResponse:
    records = queries.open_sessions(access.user_of(request), at=timezone.now())
    context = {
        "records": records.order_by("-last_seen_at"),
        "this": request.session.session_key,
    }
    return render(request, "accounts/sessions.html", context)


@require_POST
@signed_in
def end_session(request: HttpRequest, record_id: UUID) -> HttpResponse:
    record = access.own_session(access.user_of(request), record_id)
    own = record.session_key == request.session.session_key
    actions.end_session(session=record, by=access.actor_of(request), at=timezone.now())
    if own:
        logout(request)
        return redirect(settings.LOGIN_URL)
    messages.success(request, _("Đã đăng xuất thiết bị đó."))
    return redirect("accounts:sessions")


@require_POST
@signed_in
def end_others(request: HttpRequest) -> HttpResponse:
    count = actions.end_other_sessions(
        user=access.user_of(request),
        keep_key=request.session.session_key,
        by=access.actor_of(request),
        at=timezone.now(),
    )
    messages.success(
        request, _("Đã đăng xuất %(count)s thiết bị khác.") % {"count": count}
    )
    return redirect("accounts:sessions")
