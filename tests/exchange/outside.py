"""Another installation on the far side of a shared folder: what it sends and hears."""

from __future__ import annotations

import hashlib
import io
from typing import Any

from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.documents import actions as incoming
from congvu.documents.models import IntakeItem
from congvu.exchange import jobs
from congvu.exchange.client import HubClient
from congvu.exchange.formats.edxml import messages as m
from congvu.exchange.formats.edxml import read, write
from congvu.exchange.models import Packet
from congvu.outgoing import actions as outgoing
from tests.exchange.letters import issue
from tests.exchange.making import attachment, header, organisation, status
from tests.files.conftest import make_pdf
from tests.people import Province

US, FAR = "H03.33.10", "H55.01"
ID = "H55.01,2026/11/25,7/UBND-VP"


def bytes_of(message: Any) -> bytes:
    out = io.BytesIO()
    write(message, out)
    return out.getvalue()


def letter(
    to: str = US,
    *,
    business: int = 0,
    reason: str = "",
    about: str = "",
    files: list[m.Attachment] | None = None,
    **more: Any,
) -> bytes:
    """From a commune of the other installation, with a PDF unless told otherwise."""
    given: dict[str, Any] = {
        "from_": m.Organisation(organ_id=FAR, organ_name="UBND xã Xa"),
        "to": [organisation(to)],
        "document_id": ID,
        "code": m.Code(number="7", notation="UBND-VP"),
        "signer": m.Signer(full_name="Lò Văn Xa", position="Chủ tịch"),
    }
    info = m.BusinessInfo(type=business, reason=reason, document_id=about)
    hop = m.TraceHeader(organ_id=FAR, timestamp=timezone.now())
    pdf = make_pdf("7/UBND-VP Về việc phối hợp phòng, chống rét")
    return bytes_of(
        m.new_document(
            header(**{**given, **more}),
            trace=m.Trace(headers=[hop], business=info),
            attachments=[attachment(pdf, "cv.pdf")] if files is None else files,
        )
    )


def later_id(number: str) -> str:
    return f"H55.01,2026/11/26,{number}/UBND-VP"


def replacing(number: str, *, about: str) -> bytes:
    return letter(
        business=3,
        reason="Thay thế",
        about=about,
        code=m.Code(number=number, notation="UBND-VP"),
        document_id=later_id(number),
        files=[attachment(make_pdf(f"{number}/UBND-VP Thay thế"), "cv.pdf")],
    )


def put(
    hub: HubClient,
    data: bytes,
    to: str = US,
    kind: Any = "document",
    told_by: str = FAR,
) -> None:
    """``told_by`` is whose the channel says that it is."""
    sha256 = hashlib.sha256(data).hexdigest()
    hub.send(
        io.BytesIO(data),
        sender=told_by,
        receivers=[to],
        kind=kind,
        message_id=sha256,
        sha256=sha256,
    )


def take_back(hub: HubClient, *, by_status: bool, told_by: str = FAR) -> None:
    """The sender wants its paper back: 13, or the recall message."""
    if by_status:
        told = status(
            "13",
            from_=organisation(FAR),
            response_for=m.AnsweredDocument(organ_id=FAR, document_id=ID),
            description="Ban hành sai",
            timestamp=timezone.now(),
        )
        put(hub, bytes_of(told), kind="status", told_by=told_by)
    else:
        put(hub, letter(business=1, reason="Ban hành sai", files=[]))


def sent_to_far(province: Province) -> Packet:
    issue(province, places=[outgoing.SentTo(None, "UBND xã Xa", FAR)])
    jobs.drain()
    return Packet.objects.get(kind="document")


def answer(
    hub: HubClient,
    packet: Packet,
    code: str,
    *,
    words: str = "",
    sender: str = FAR,
    about: str = "",
    told_by: str = "",
    **more: Any,
) -> None:
    """The receiver outside tells of our paper."""
    document = m.AnsweredDocument(
        organ_id="H03", document_id=about or packet.document_id
    )
    told = status(
        code,
        from_=organisation(sender),
        response_for=document,
        description=words,
        **{"timestamp": timezone.now(), **more},
    )
    put(hub, bytes_of(told), to="H03", kind="status", told_by=told_by or sender)


def told(hub: HubClient, code: str = FAR) -> list[tuple[str, str]]:
    """The statuses that reached the other side."""
    jobs.drain()
    found = []
    for one in hub.received(code):
        with hub.get(one.id) as stream:
            message: Any = read(stream)
        found.append((message.header.status_code, message.header.description))
    return found


def codes(hub: HubClient) -> set[str]:
    return {code for code, _words in told(hub)}


def read_door() -> IntakeItem:
    """As the worker reads what lies at the door."""
    item = IntakeItem.objects.get(state="reading")
    incoming.read_item(item_id=item.id, by=SYSTEM, at=timezone.now())
    item.refresh_from_db()
    return item
