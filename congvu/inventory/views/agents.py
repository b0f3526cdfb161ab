"""The door of agents: no session and no form, a code of the agency instead.

Free of the check against forged forms on purpose: no browser's cookie opens it.
"""

from __future__ import annotations

import base64
import json

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from congvu.audit.rules import Actor, Door
from congvu.inventory import actions
from congvu.inventory.formats import (
    PROLOG_REPLY,
    AgentMessage,
    Asks,
    Unreadable,
    Wrapping,
    is_table,
    read_message,
    wrap,
    wrapping_of,
)
from congvu.inventory.formats.messages import MOST_WIRE_BYTES, TOO_LARGE
from congvu.inventory.models import AgentEnrolment
from congvu.inventory.rules import Format, ReadingState
from congvu.lib.refusals import Refused
from congvu.lib.text import gettext_noop

_EVERY_HOURS = 24
_TYPES = {
    Wrapping.ZLIB: "application/x-compress-zlib",
    Wrapping.GZIP: "application/x-gzip",
}
_AGENT = gettext_noop("tác nhân kiểm kê")
_NO_TABLE = gettext_noop(
    "Tác nhân gửi XML hoặc JSON; bảng thì nạp ở trang Nạp kiểm kê."
)


@csrf_exempt
@require_POST
def agent(request: HttpRequest) -> HttpResponse:
    """PROLOG, contact or an inventory, in the very way of the question."""
    now = timezone.now()
    secret = _shown(request)
    try:
        enrolment = actions.admit(secret=secret, at=now) if secret else None
    except Refused as why:
        words = " ".join(reason.message for reason in why.reasons)
        response = _plain(words, 429)
        response["Retry-After"] = "300"
        return response
    if enrolment is None:
        response = _plain(_("Cần mã ghi danh còn hiệu lực."), 401)
        # Nothing after the realm: FusionInventory takes all to the last quote for it.
        response["WWW-Authenticate"] = 'Basic realm="inventory"'
        return response
    content = request.read(MOST_WIRE_BYTES + 1)
    address = str(request.META.get("REMOTE_ADDR", ""))
    by = Actor(_AGENT, agency_id=enrolment.agency_id, door=Door.API, address=address)
    try:
        if len(content) > MOST_WIRE_BYTES:
            raise Unreadable(TOO_LARGE, {"mb": MOST_WIRE_BYTES >> 20})
        if is_table(content):
            raise Unreadable(_NO_TABLE)
        message = read_message(content)
    except Unreadable as why:
        refused = actions.refuse_message(
            why=why,
            content=content,
            agency_id=enrolment.agency_id,
            by=by,
            at=now,
            enrolment=enrolment,
        )
        return _plain(refused.reason, 422)
    return _answered(content, message, enrolment, by)


def _shown(request: HttpRequest) -> str:
    """The code as the password of HTTP Basic (whatever the user), or as a bearer's."""
    kind, _space, given = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return given.strip()
    if kind.lower() != "basic":
        return ""
    try:
        plain = base64.b64decode(given, validate=True).decode("utf-8")
    except ValueError:  # no Base64, or no UTF-8 in it
        return ""
    return plain.partition(":")[2]


def _answered(
    content: bytes, message: AgentMessage, enrolment: AgentEnrolment, by: Actor
) -> HttpResponse:
    how = wrapping_of(content)
    if message.asks == Asks.PROLOG:
        return _reply(PROLOG_REPLY % {"hours": _EVERY_HOURS}, message, how)
    if message.asks == Asks.CONTACT:
        return _reply(_json("ok"), message, how)
    taken = actions.take_message(
        message=message,
        content=content,
        agency_id=enrolment.agency_id,
        by=by,
        at=timezone.now(),
        enrolment=enrolment,
    )
    refused = [one for one in taken if one.state == ReadingState.REFUSED]
    if message.format == Format.GLPI:
        told = _json("error", refused[0].reason) if refused else _json("ok")
        return _reply(told, message, how, 422 if refused else 200)
    if refused:
        return _plain(refused[0].reason, 422)
    return _reply("<REPLY></REPLY>", message, how)


def _json(status: str, words: str = "") -> str:
    answer: dict[str, object] = {"status": status, "expiration": _EVERY_HOURS}
    if words:
        answer["message"] = words
    return json.dumps(answer, ensure_ascii=False)


def _reply(
    text: str, message: AgentMessage, how: Wrapping, status: int = 200
) -> HttpResponse:
    plain = "application/json" if message.format == Format.GLPI else "application/xml"
    return HttpResponse(
        wrap(text.encode(), how), content_type=_TYPES.get(how, plain), status=status
    )


def _plain(words: str, status: int) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
