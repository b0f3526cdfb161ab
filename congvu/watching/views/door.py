"""The door of collectors: no session and no form, a code of its own instead.

Free of the check against forged forms on purpose: no browser's cookie opens it.
"""

from __future__ import annotations

import base64
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from congvu.audit.rules import Actor, Door
from congvu.lib.refusals import Refused
from congvu.lib.text import gettext_noop
from congvu.watching import actions
from congvu.watching.formats import (
    MOST_BYTES,
    Hearing,
    OtherVersion,
    Unreadable,
    read_message,
)
from congvu.watching.models import Collector
from congvu.watching.queries import plan_of

_COLLECTOR = gettext_noop("máy thu thập")


@csrf_exempt
@require_POST
def door(request: HttpRequest) -> HttpResponse:
    """One message: what was seen goes in, the office's time and the plan come back."""
    now = timezone.now()
    secret = _shown(request)
    try:
        collector = actions.admit(secret=secret, at=now) if secret else None
    except Refused as why:
        response = _refused(why, 429)
        response["Retry-After"] = "30"
        return response
    if collector is None:
        response = _told(401, reason=_("Cần mã máy thu thập còn hiệu lực."))
        response["WWW-Authenticate"] = 'Basic realm="watching"'
        return response
    try:
        hearing = read_message(request.read(MOST_BYTES + 1))
    except Unreadable as why:
        is_spoilt = not isinstance(why, OtherVersion)
        return _told(422, reason=_(why.words) % why.named, unreadable=is_spoilt)
    address = str(request.META.get("REMOTE_ADDR", ""))
    return _answered(collector, hearing, address)


def _answered(collector: Collector, hearing: Hearing, address: str) -> HttpResponse:
    by = Actor(
        f"{_(_COLLECTOR)} {collector.label}"[:80],
        agency_id=collector.site.agency_id,
        door=Door.API,
        address=address,
    )
    try:
        taken = actions.take(
            hearing=hearing,
            collector_id=collector.pk,
            address=address,
            by=by,
            at=timezone.now(),
        )
    except actions.OutOfOrder as why:
        return _refused(why, 409, taken=why.taken)
    except Refused as why:
        return _refused(why, 422)
    mark, plan = plan_of(collector)
    told: dict[str, Any] = {
        "now": timezone.now().timestamp(),
        "taken": taken.upto,
        "refused": [{"seq": seq, "reason": _(why)} for seq, why in taken.refused],
    }
    if mark != hearing.plan:
        told |= {"plan_mark": mark, "plan": plan}
    return _told(200, **told)


def _shown(request: HttpRequest) -> str:
    """The code as the password of HTTP Basic, whatever the user."""
    kind, _space, given = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return ""
    try:
        plain = base64.b64decode(given, validate=True).decode("utf-8")
    except ValueError:  # no Base64, or no UTF-8 in it
        return ""
    return plain.partition(":")[2]


def _refused(why: Refused, status: int, **more: Any) -> HttpResponse:
    words = " ".join(reason.message for reason in why.reasons)
    return _told(status, reason=words, **more)


def _told(status: int, **told: Any) -> HttpResponse:
    response = JsonResponse(told, status=status)
    response["Cache-Control"] = "no-store"
    return response
