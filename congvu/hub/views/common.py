"""What both tongues need: who asks, the file, and answers that always are JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation, TooManyFilesSent
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    JsonResponse,
    UnreadablePostError,
)
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.utils import timezone

from congvu.audit.access import address_of
from congvu.files import store
from congvu.hub.actions import Arrived, Caller, Fetched, Receipt, enter, note
from congvu.hub.queries import Member, Packet, members_named
from congvu.hub.rules import (
    TRANSFER_NAMES,
    Code,
    Event,
    Kind,
    Transfer,
    Turned,
)

Verb = Callable[[HttpRequest, Caller], HttpResponseBase]
Answer = Callable[[Code, str], dict[str, Any]]
_CHUNK = 256 * 1024
_HTTP = {Code.WHO: 401, Code.INTERNAL: 500}


def verb(*methods: str, answer: Answer) -> Callable[[Verb], Any]:
    """A door: the secret before a byte of the body is read, a refusal as an answer."""

    def decorate(call: Verb) -> Callable[[HttpRequest], HttpResponseBase]:
        @wraps(call)
        def view(request: HttpRequest) -> HttpResponseBase:
            if request.method not in methods:
                return JsonResponse(answer(Code.NOT_EDXML, "method"), status=405)
            try:
                caller = enter(
                    system_id=request.headers.get("X-SystemId", ""),
                    secret=request.headers.get("X-SecretKey", ""),
                    peer=address_of(request),
                    at=timezone.now(),
                )
                return _measured(call(request, caller))
            except Turned as why:
                status = 429 if why.key == "too-often" else _HTTP.get(why.code, 200)
                return JsonResponse(answer(why.code, why.words), status=status)
            except (
                SuspiciousOperation,
                TooManyFilesSent,
                MultiPartParserError,
                UnreadablePostError,
            ) as why:
                return JsonResponse(answer(Code.BAD_FILE, str(why)), status=400)

        view.csrf_exempt = True  # type: ignore[attr-defined]
        return view

    return decorate


def _measured(answer: HttpResponseBase) -> HttpResponseBase:
    """What is all there goes out in one piece."""
    if isinstance(answer, HttpResponse):
        answer["Content-Length"] = str(len(answer.content))
    return answer


def text_said(value: object) -> str:
    """What the database takes as words: whole letters, and no end of words in them."""
    words = "" if value is None else str(value).encode("utf-8", "replace").decode()
    return words.replace("\0", "").strip()


def kind_said(text: str, *, must: bool = True) -> Kind | None:
    if text in list(Kind):
        return Kind(text)
    if text or must:
        raise Turned(Code.NOT_EDXML, "kind")
    return None


def urgency_said(text: object) -> int | None:
    return int(str(text)) if str(text).isdecimal() and len(str(text)) < 4 else None


def receive(chunks: Iterable[bytes], caller: Caller, declared: int | None) -> Arrived:
    """Into a temporary file, counted and digested on the way."""
    path, found, size = store.open_store().new_temporary(), hashlib.sha256(), 0
    try:
        with path.open("wb") as out:
            for chunk in chunks:
                size += len(chunk)
                if size > settings.MAX_FILE_BYTES:
                    most = settings.MAX_FILE_BYTES
                    raise Turned(Code.BAD_FILE, "too-large", most=most)
                found.update(chunk)
                out.write(chunk)
        if declared is not None and size < declared:
            raise Turned(Code.BAD_FILE, "cut-short", declared=declared, got=size)
        if not size:
            raise Turned(Code.BAD_FILE, "no-file")
    except BaseException as why:
        path.unlink(missing_ok=True)
        if isinstance(why, Turned | OSError):
            turned = why if isinstance(why, Turned) else None
            note(
                Event.REFUSED,
                by=caller,
                at=timezone.now(),
                why=turned or Turned(Code.BAD_FILE, "cut-short", declared="", got=size),
                size=size,
            )
        raise
    return Arrived(path, found.hexdigest(), size)


def body_of(request: HttpRequest) -> Iterable[bytes]:
    while chunk := request.read(_CHUNK):
        yield chunk


def declared_length(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() else 0


def own_agency(code: str, caller: Caller) -> Member:
    agency = members_named([code]).get(code)
    if agency is None or agency.system != caller.pk:
        raise Turned(Code.NO_SENDER, "not-yours", code=code[:60])
    return agency


def packet_file(fetched: Fetched, caller: Caller) -> Path:
    """Where its bytes lie; what is not whole any more is told, not sent."""
    with store.open_store().as_path(fetched.sha256) as path:
        whole = path.exists() and path.stat().st_size == fetched.size
    if not whole:
        why = Turned(Code.INTERNAL, "gone")
        note(
            Event.REFUSED,
            by=caller,
            at=timezone.now(),
            message=fetched.message,
            why=why,
        )
        raise why
    return path


def as_file(path: Path, fetched: Fetched) -> FileResponse:
    answer = FileResponse(path.open("rb"), content_type="application/xml")
    answer["Content-Length"] = str(fetched.size)
    answer["X-Content-Sha256"] = fetched.sha256
    return answer


def packet_told(packet: Packet) -> dict[str, object]:
    return {
        "id": str(packet.id),
        "docId": str(packet.id),
        "from": packet.sender,
        "to": packet.receiver,
        "serviceType": "eDoc",
        "messageType": packet.kind,
        "messageId": packet.message_id,
        "docCode": packet.document_id,
        "createdTime": timezone.localtime(packet.stored_at).isoformat(),
        "updatedTime": timezone.localtime(packet.changed_at).isoformat(),
        "status": packet.state,
        "statusDesc": packet.words or TRANSFER_NAMES[Transfer(packet.state)],
        "priority": packet.urgency,
        "contentSha256": packet.sha256,
        "contentLength": packet.size,
    }


def receipt_told(receipt: Receipt) -> dict[str, object]:
    return {
        "docID": str(receipt.id),
        "messageId": receipt.message_id,
        "from": receipt.sender,
        "to": list(receipt.receivers),
        "contentSha256": receipt.sha256,
        "contentLength": receipt.size,
        "storedTime": timezone.localtime(receipt.stored_at).isoformat(),
        "logLine": receipt.line,
    }


def json_of(text: str | bytes) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as why:
        raise Turned(Code.NOT_EDXML, "header", what=str(why)[:100]) from why
    if not isinstance(told, dict):
        raise Turned(Code.NOT_EDXML, "header", what=type(told).__name__)
    return told


def json_body(request: HttpRequest) -> dict[str, Any]:
    if declared_length(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raise Turned(Code.BAD_FILE, "too-large", most=most)
    return json_of(request.body)
