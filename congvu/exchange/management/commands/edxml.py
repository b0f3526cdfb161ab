"""``congvu edxml read FILE --json`` and ``congvu edxml write DOCUMENT OUT``."""

from __future__ import annotations

import base64
import binascii
import json
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from congvu.exchange.actions import read_message
from congvu.exchange.formats.edxml import AnyMessage, Unreadable, write
from congvu.exchange.formats.edxml.as_json import from_json, to_json
from congvu.exchange.formats.edxml.messages import DocumentMessage
from congvu.exchange.formats.edxml.payload import Content
from congvu.exchange.queries import message_of
from congvu.lib.refusals import Refused


class Command(BaseCommand):
    help = "Đọc, viết thông điệp edXML (QCVN 102:2016)"

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        reading = verbs.add_parser("read", help="đọc một tệp .edxml")
        reading.add_argument("file", metavar="FILE", type=Path)
        reading.add_argument("--json", action="store_true", help="in mọi trường")
        reading.add_argument(
            "--files",
            metavar="FOLDER",
            type=Path,
            help="ghi tệp đính kèm vào thư mục này, thay cho base64 trong JSON",
        )
        writing = verbs.add_parser("write", help="viết một tệp .edxml")
        writing.add_argument(
            "document",
            metavar="DOCUMENT",
            help="mã (id) văn bản đi đã phát hành, hoặc tệp JSON như “read --json” in",
        )
        writing.add_argument("out", metavar="OUT", type=Path)
        writing.add_argument(
            "--raw", action="store_true", help="không nén tệp đính kèm"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["verb"] == "read":
                self._read(options)
            else:
                self._write(options)
        except Refused as why:
            raise CommandError("\n".join(r.message for r in why.reasons)) from why
        except OSError as why:
            raise CommandError(f"{why.filename}: {why.strerror}") from why

    def _read(self, options: dict[str, Any]) -> None:
        options["file"].open("rb").close()  # a folder is no message, however it is read
        message = read_message(options["file"])
        if not options["json"]:
            self.stdout.write("\n".join(_in_words(message)))
            return
        told = to_json(message)
        for number, file in enumerate(told.get("attachments", [])):
            content = message.attachments[number].content  # type: ignore[union-attr]
            if content is None:
                continue
            data = b"".join(content.chunks())
            if options["files"]:
                options["files"].mkdir(parents=True, exist_ok=True)
                place = options["files"] / f"{number + 1:02d}-{file['safe_name']}"
                place.write_bytes(data)
                file["file"] = str(place.resolve())
            else:
                file["content"] = base64.b64encode(data).decode("ascii")
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))

    def _write(self, options: dict[str, Any]) -> None:
        message = _message(options["document"])
        part = options["out"].with_name(options["out"].name + ".part")
        try:
            with part.open("wb") as out:
                write(message, out, zipped=not options["raw"])
            part.replace(options["out"])
        finally:
            part.unlink(missing_ok=True)


def _message(document: str) -> AnyMessage:
    try:
        return message_of(UUID(document))
    except ValueError:
        path = Path(document)
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as why:
        raise Unreadable("json", what=str(why)[:200]) from why
    return from_json(told, _content)


def _content(file: dict[str, Any]) -> Content | None:
    """The bytes beside the JSON or in it; a digest told of them must be theirs."""
    try:
        if file.get("file"):
            content = Content.of(Path(file["file"]).read_bytes())
        elif file.get("content") is not None:
            content = Content.of(base64.b64decode(file["content"], validate=True))
        else:
            return None
    except (binascii.Error, TypeError, ValueError) as why:
        raise Unreadable("base64") from why
    if file.get("sha256") not in (None, "", content.sha256):
        raise Unreadable("digest")
    return content


def _in_words(message: AnyMessage) -> list[str]:
    told, header = to_json(message), message.header
    lines = [f"Từ: {header.from_.organ_name} ({header.from_.organ_id})"]
    if isinstance(message, DocumentMessage):
        code = message.header.code
        lines += [f"Đến: {o.organ_name} ({o.organ_id})" for o in message.header.to]
        lines += [
            f"Văn bản: {code.number}/{code.notation}, {message.header.subject}",
            f"Mã định danh: {message.header.document_id}",
            f"Nghiệp vụ: {told['business_name'] or message.business.type}",
        ]
        if message.signature_state != "absent":
            lines.append("Chữ ký của phong bì: không kiểm chứng được")
        lines += [
            f"Tệp: {a['safe_name']}, {a['size']} byte" for a in told["attachments"]
        ]
    else:
        status = f"{message.header.status_code}, {told['status_name']}"
        lines.append(
            f"Trạng thái: {status} ({message.header.response_for.document_id})"
        )
    return lines + [f"Lưu ý: {p.words}" for p in message.remarks]
