"""What a letter around one of our own messages says to people."""

from __future__ import annotations

import io

from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.exchange.formats import letter
from congvu.exchange.formats.edxml import read
from congvu.exchange.formats.edxml.messages import (
    Attachment,
    DocumentMessage,
    StatusMessage,
)
from congvu.exchange.rules import status_name
from congvu.lib.dates import VIETNAM


def letter_of(data: bytes) -> tuple[str, str, list[letter.Enclosed]]:
    """Subject, words and files of the letter around a message of our own."""
    message = read(io.BytesIO(data))
    files = [letter.Enclosed("van-ban.edxml", "application/xml", data)]
    with override("vi"):
        if isinstance(message, StatusMessage):
            return *_status_words(message), files
        files += [
            letter.Enclosed(one.attachment_name, "application/pdf", _bytes(one))
            for one in message.attachments
            if one.attachment_name.lower().endswith(".pdf")
        ]
        return *_document_words(message), files


def _bytes(one: Attachment) -> bytes:
    return b"".join(one.content.chunks()) if one.content else b""


def _document_words(message: DocumentMessage) -> tuple[str, str]:
    head = message.header
    symbol = f"{head.code.number}/{head.code.notation}"
    day = head.promulgation.promulgation_date
    lines = [
        _("%(from)s gửi %(type)s số %(symbol)s ngày %(day)s.")
        % {
            "from": head.from_.organ_name,
            "type": head.document_type.type_name,
            "symbol": symbol,
            "day": day.strftime("%d/%m/%Y") if day else "",
        },
        head.subject,
        "",
        _("Tệp van-ban.edxml để phần mềm quản lý văn bản tự nhận; bản PDF để đọc."),
    ]
    return f"{symbol} {head.subject}", "\n".join(lines)


def _status_words(message: StatusMessage) -> tuple[str, str]:
    head = message.header
    about = head.response_for.code
    when = head.timestamp.astimezone(VIETNAM) if head.timestamp else None
    said = _(status_name(head.status_code))
    lines = [
        _("Văn bản số %(symbol)s: %(said)s lúc %(when)s.")
        % {
            "symbol": about,
            "said": said,
            "when": when.strftime("%H:%M %d/%m/%Y") if when else "",
        },
        head.description,
    ]
    return f"{about}: {said}", "\n".join(line for line in lines if line)
