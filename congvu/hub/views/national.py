"""The verbs of the national hub: a JSON header in a header, the edXML as the body."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    JsonResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.utils import timezone

from congvu.hub.actions import (
    Caller,
    Said,
    acknowledge,
    delete,
    fetch,
    register,
    take,
)
from congvu.hub.models import Agency
from congvu.hub.queries import Member, directory, sent_by, waiting_for
from congvu.hub.rules import (
    CODE_NAMES,
    MOST_CARDS,
    MOST_RECEIVERS,
    Code,
    Kind,
    Turned,
    is_code,
)
from congvu.hub.views.common import (
    as_file,
    body_of,
    declared_length,
    json_body,
    json_of,
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


def said(code: Code, words: str = "", /, **more: object) -> dict[str, Any]:
    status = "OK" if code == Code.DONE else "FAIL"
    told = words or CODE_NAMES[code]
    return {"status": status, "errorCode": str(int(code)), "errorDesc": told, **more}


def _done(**more: object) -> JsonResponse:
    return JsonResponse(said(Code.DONE, **more))


@verb("POST", answer=said)
def send(request: HttpRequest, caller: Caller) -> HttpResponse:
    header = _header(request)
    kind = kind_said(_text(header, "messagetype"))
    length = declared_length(request)
    _not_too_large(length)
    receivers = tuple(_receivers(header.get("to")))
    arrived = receive(body_of(request), caller, length)
    told = Said(
        str(kind),
        sender=_text(header, "from"),
        receivers=receivers,
        message_id=_text(header, "messageId"),
        sha256=_text(header, "sha256"),
        urgency=urgency_said(header.get("priority", "")),
    )
    receipt = take(arrived=arrived, said=told, by=caller, at=timezone.now())
    return _done(docID=str(receipt.id), receipt=receipt_told(receipt))


@verb("GET", answer=said)
def list_received(request: HttpRequest, caller: Caller) -> HttpResponse:
    agency, kind, after = _asked(request, caller)
    packets = waiting_for(agency, kind=kind, after=after)
    return _listed([packet_told(one) for one in packets])


@verb("GET", answer=said)
def list_sent(request: HttpRequest, caller: Caller) -> HttpResponse:
    agency, kind, after = _asked(request, caller)
    packets = sent_by(agency, kind=kind, after=after)
    return _listed([{**packet_told(p), "docID": str(p.message)} for p in packets])


@verb("GET", answer=said)
def get(request: HttpRequest, caller: Caller) -> HttpResponseBase:
    box_id = _text(_header(request), "docId")
    fetched = fetch(box_id=box_id, by=caller, at=timezone.now())
    return as_file(packet_file(fetched, caller), fetched)


@verb("POST", answer=said)
def update_status(request: HttpRequest, caller: Caller) -> HttpResponse:
    header = _header(request)
    box_id = _text(header, "docId")
    acknowledge(
        box_id=box_id,
        state=_text(header, "status"),
        words=_text(header, "statusDesc"),
        by=caller,
        at=timezone.now(),
    )
    return _done(docID=box_id)


@verb("POST", answer=said)
def register_agency(request: HttpRequest, caller: Caller) -> HttpResponse:
    card = json_body(request)
    agency = register(
        code=_text(card, "code"),
        old_code=_text(card, "oldCode"),
        code102=_text(card, "code102"),
        name=_text(card, "name"),
        mail=_text(card, "mail"),
        by=caller,
        at=timezone.now(),
    )
    return _done(code=agency.code)


@verb("POST", answer=said)
def delete_agency(request: HttpRequest, caller: Caller) -> HttpResponse:
    code = _text(json_body(request), "code")
    delete(code=code, by=caller, at=timezone.now())
    return _done(code=code)


@verb("GET", answer=said)
def list_agencies(request: HttpRequest, caller: Caller) -> HttpResponseBase:
    """Every member may know whom it can write to. In pages for whoever says how large;
    else all of them, as they come."""
    del caller
    header = _header(request) if "X-Edoc-Header" in request.headers else {}
    if most := min(_whole(header.get("most")), MOST_CARDS):
        found = list(directory(_whole(header.get("after")), most))
        more = {"next": found[-1].pk} if len(found) == most else {}
        return _done(count=len(found), data=[_card(one) for one in found], **more)
    return StreamingHttpResponse(_all_cards(), content_type="application/json")


def _all_cards() -> Iterator[str]:
    told = json.dumps(said(Code.DONE, count=directory(0, None).count()))
    yield told.removesuffix("}") + ', "data": ['
    for number, one in enumerate(directory(0, None).iterator(MOST_CARDS)):
        yield ("," if number else "") + json.dumps(_card(one))
    yield "]}"


def _card(agency: Agency) -> dict[str, object]:
    return {
        "code": agency.code,
        "oldCode": agency.old_code,
        "code102": agency.code102,
        "name": agency.name,
        "mail": agency.mail,
        "locked": bool(agency.locked_because),
    }


def _listed(rows: list[dict[str, object]]) -> JsonResponse:
    return _done(count=len(rows), data=rows)


def _asked(request: HttpRequest, caller: Caller) -> tuple[Member, Kind | None, str]:
    header = _header(request)
    code = _text(header, "from") or _text(header, "to")
    kind = kind_said(_text(header, "messagetype"), must=False)
    return own_agency(code, caller), kind, _text(header, "after")


def _header(request: HttpRequest) -> dict[str, Any]:
    header = json_of(request.headers.get("X-Edoc-Header", ""))
    if header.get("servicetype") != "eDoc":
        raise Turned(Code.NOT_EDXML, "service")
    return header


def _text(header: Mapping[str, Any], key: str) -> str:
    return text_said(header.get(key))


def _whole(value: object) -> int:
    return int(str(value)) if str(value).isdecimal() and len(str(value)) < 19 else 0


def _receivers(value: object) -> Iterator[str]:
    """A list, or codes apart by commas; nothing: as the file says."""
    words = value if isinstance(value, list) else str(value or "").split(",")
    for word in words[:MOST_RECEIVERS]:
        code = text_said(word)
        if code and not is_code(code):
            raise Turned(Code.NO_RECEIVER, "code-shape", code=code[:60])
        if code:
            yield code


def _not_too_large(length: int) -> None:
    if length > settings.MAX_FILE_BYTES:
        raise Turned(Code.BAD_FILE, "too-large", most=settings.MAX_FILE_BYTES)
