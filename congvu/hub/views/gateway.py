"""The provincial gateway's form: the same store, asked for in the gateway's words."""

from __future__ import annotations

import base64
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from congvu.hub.actions import Caller, Said, acknowledge, fetch, take
from congvu.hub.queries import packet_of_system, waiting_for
from congvu.hub.rules import CODE_NAMES, MOST_RECEIVERS, Code, Turned
from congvu.hub.views.common import (
    as_file,
    declared_length,
    json_body,
    kind_said,
    own_agency,
    packet_file,
    packet_told,
    receipt_told,
    receive,
    text_said,
    urgency_said,
    verb,
)

_FORM = 1024 * 1024
"""What a form may take beside its file."""


def said(code: Code, words: str = "", /, **more: object) -> dict[str, Any]:
    if code == Code.DONE:
        return {"success": True, "message": "OK", "errorCode": "0", **more}
    told = words or CODE_NAMES[code]
    why = {"docId": None, "status": "error", "errorCode": str(int(code))}
    return {"success": False, "message": told, "data": {**why, "errorDesc": told}}


def _done(**more: object) -> JsonResponse:
    return JsonResponse(said(Code.DONE, **more))


@verb("POST", answer=said)
def send(request: HttpRequest, caller: Caller) -> HttpResponse:
    if declared_length(request) > settings.MAX_FILE_BYTES + _FORM:
        raise Turned(Code.BAD_FILE, "too-large", most=settings.MAX_FILE_BYTES)
    form = request.POST
    kind = kind_said(form.get("messageType", ""))
    file = request.FILES.get("edocFile")
    if not isinstance(file, UploadedFile):
        raise Turned(Code.BAD_FILE, "no-file")
    arrived = receive(file.chunks(), caller, file.size)
    to = form.getlist("to")[:MOST_RECEIVERS]
    told = Said(
        str(kind),
        sender=text_said(form.get("from")),
        receivers=tuple(filter(None, map(text_said, to))),
        message_id=text_said(form.get("messageId")),
        sha256=text_said(form.get("sha256")),
        urgency=urgency_said(form.get("priority", "")),
    )
    receipt = take(arrived=arrived, said=told, by=caller, at=timezone.now())
    return _done(docId=str(receipt.id), receipt=receipt_told(receipt))


@verb("GET", answer=said)
def list_received(request: HttpRequest, caller: Caller) -> HttpResponse:
    """The gateway knows one agency to a system; a system of many says which."""
    code = text_said(request.GET.get("to")) or caller.system
    agency = own_agency(code, caller)
    kind = kind_said(request.GET.get("messageType", ""), must=False)
    packets = waiting_for(agency, kind=kind, after=request.GET.get("after", ""))
    return _done(count=len(packets), data=[packet_told(one) for one in packets])


@verb("GET", "POST", answer=said)
def get(request: HttpRequest, caller: Caller) -> HttpResponseBase:
    """The file itself where it is asked for (Accept), else in JSON like the gateway."""
    if request.method == "GET":
        box_id = text_said(request.GET.get("docId"))
    else:
        box_id = text_said(json_body(request).get("docId"))
    fetched = fetch(box_id=box_id, by=caller, at=timezone.now())
    path = packet_file(fetched, caller)
    if request.accepts("application/xml") and not request.accepts("application/json"):
        return as_file(path, fetched)
    raw, packet = path.read_bytes(), packet_of_system(box_id, caller.pk)
    data = {**(packet_told(packet) if packet else {}), "edxml": "", "edxmlBase64": ""}
    try:
        data["edxml"] = raw.decode("utf-8")
    except UnicodeDecodeError:
        data["edxmlBase64"] = base64.b64encode(raw).decode("ascii")
    return _done(data=data)


@verb("POST", answer=said)
def update_status(request: HttpRequest, caller: Caller) -> HttpResponse:
    told = json_body(request)
    box_id = text_said(told.get("docId"))
    acknowledge(
        box_id=box_id,
        state=text_said(told.get("status")),
        words=text_said(told.get("statusDesc")),
        by=caller,
        at=timezone.now(),
    )
    return _done(docId=box_id)
