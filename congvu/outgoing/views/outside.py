"""Signed on the signer's own machine: a code goes to the program there, and back comes
a signature (docs/signing-agent.md).
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.outgoing import actions, client
from congvu.outgoing.access import (
    get_draft_for,
    get_key_for,
    get_outside_for,
    outside_keys_for,
)
from congvu.outgoing.forms import KeyForm
from congvu.outgoing.views.deeds import METHODS, done, posted
from congvu.outgoing.views.signing import KeyChoice

# A program beside the token registers itself for such links.
SCHEME = "congvu-sign"


@require_http_methods(METHODS)
@with_seat()
def sign_outside(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    """Begin: the digest is made, and a page shows the code for the program."""
    seat, draft = request.seat, get_draft_for(request.seat, draft_id)
    if not (seat.can(Permission.SIGN) or seat.can(Permission.NUMBER)):
        raise Http404
    owner_id = actions.owner_outside(draft, seat)
    keys = outside_keys_for(seat, owner_id)
    choice = KeyChoice.of(request, keys)
    form = KeyForm(posted(request), keys=keys, **choice.fields)

    def act() -> Any:
        at = timezone.now()
        asked = actions.ready_outside(draft_id=draft_id, by=seat, at=at)
        key = get_key_for(seat, owner_id, form.key_id(), outside=True)
        started = client.begin_with(asked, key=key, at=at)
        return actions.start_outside(
            draft=draft, asked=asked, started=started, key=key, by=seat, at=at
        )

    waiting = done(form, act)
    if waiting is not None:
        return redirect("outgoing:outside", draft_id=draft_id, waiting_id=waiting.id)
    context = {
        "title": _("Ký bằng máy của tôi"),
        "button": _("Lấy mã cho phần mềm ký"),
        "lead": _("Văn bản ở lại đây; phần mềm ký chỉ nhận giá trị băm."),
        "failed": _("Chưa ký được"),
        "undone": _("Dự thảo vẫn ở %(desk)s.") % {"desk": draft.desk_name},
        "back": reverse("outgoing:draft", args=[draft_id]),
        "draft": draft,
        "form": form,
        "choice": choice,
    }
    status = 422 if form.errors else 200
    return render(request, "outgoing/sign.html", context, status=status)


@require_safe
@with_seat()
def outside(request: SeatRequest, draft_id: UUID, waiting_id: UUID) -> HttpResponse:
    """The code, and how far it is: not come for, at work, signed, refused, too late."""
    draft = get_draft_for(request.seat, draft_id)
    waiting = get_outside_for(request.seat, draft, waiting_id)
    code, now = actions.code_of(waiting), timezone.now()
    is_over = waiting.finished_at is not None or now >= waiting.expires_at
    office = request.build_absolute_uri("/")
    query = urlencode({"office": office, "code": code})
    context = {
        "draft": draft,
        "waiting": waiting,
        "code": code,
        "office": office,
        "link": f"{SCHEME}:?{query}",
        "is_over": is_over,
        "is_signed": is_over and waiting.finished_at and not waiting.failed,
        "again_url": reverse("outgoing:sign-outside", args=[draft_id]),
    }
    return render(request, "outgoing/outside.html", context)
