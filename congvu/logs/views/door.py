"""The door of sources that send JSON: no session and no form, a code of their own.

Free of the check against forged forms on purpose: no browser's cookie opens it. What is
answered with 202 is on the disk.
"""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from congvu.logs.actions import admit, meter_address, meter_source, spool
from congvu.logs.formats.spool import Arrived

MOST_BYTES = 8_000_000
MOST_LINES = 10_000


@csrf_exempt
@require_POST
def door(request: HttpRequest) -> HttpResponse:
    """One JSON a line, or a list of them; any other line is taken as it stands."""
    now, address = timezone.now(), str(request.META.get("REMOTE_ADDR", ""))
    if wait := meter_address(address=address, at=now):
        return _later(wait)
    kind, _space, secret = request.headers.get("Authorization", "").partition(" ")
    source = admit(secret=secret.strip()) if kind.lower() == "bearer" else None
    if source is None:
        response = _told(401, reason=_("Cần mã nguồn nhật ký còn hiệu lực."))
        response["WWW-Authenticate"] = "Bearer"
        return response
    body = request.read(MOST_BYTES + 1)
    lines = [] if len(body) > MOST_BYTES else _lines(body)
    if len(body) > MOST_BYTES or len(lines) > MOST_LINES:
        words = _("Một lần gửi nhiều nhất 8 MB, 10.000 sự kiện; chia nhỏ rồi gửi lại.")
        return _told(413, reason=words)
    if wait := meter_source(source=str(source.pk), events=len(lines), at=now):
        return _later(wait)
    if lines:
        spool([Arrived(one, address, now, str(source.pk), len(one)) for one in lines])
    return _told(202, taken=len(lines))


def _later(seconds: int) -> HttpResponse:
    """Nothing of it was taken; the sender still has it."""
    words = _("Gửi quá dày; gửi lại sau %(n)d giây.") % {"n": seconds}
    response = _told(429, reason=words)
    response["Retry-After"] = str(seconds)
    return response


def _lines(body: bytes) -> list[bytes]:
    if body.lstrip().startswith(b"["):
        try:
            told = json.loads(body)
        except (ValueError, RecursionError):
            told = None
        if isinstance(told, list):
            return [json.dumps(one, ensure_ascii=True).encode() for one in told]
    return [one.rstrip(b"\r") for one in body.split(b"\n") if one.strip()]


def _told(status: int, **told: Any) -> HttpResponse:
    response = JsonResponse(told, status=status)
    response["Cache-Control"] = "no-store"
    return response
