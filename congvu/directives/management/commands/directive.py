"""``congvu directive read FILE``: the duties a paper gives, as proposed by rules."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from congvu.directives.rules import Proposal, Reading, read
from congvu.files.actions import NotReadable, take_text
from congvu.lib.dates import day_or_none


class Command(BaseCommand):
    help = "Đọc một văn bản chỉ đạo và đề xuất các nhiệm vụ nó giao"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        reading = verbs.add_parser("read")
        reading.add_argument("file", metavar="FILE", type=Path)
        reading.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        reading.add_argument(
            "--issued",
            metavar="YYYY-MM-DD",
            default="",
            help="ngày ban hành, khi văn bản không ghi hoặc ghi không đọc được",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        issued = _issued(options["issued"])
        try:
            taken = take_text(path=path)
        except NotReadable as why:
            raise CommandError(" ".join(_(r.message) for r in why.reasons)) from why
        except OSError as why:
            raise CommandError(
                _("Không đọc được tệp “%(name)s”.") % {"name": path}
            ) from why
        if taken.unread:
            numbers = ", ".join(str(number) for number in taken.unread)
            self.stderr.write(
                _("Không nhận dạng được chữ ở trang: %(pages)s.") % {"pages": numbers}
            )
        reading = read(taken.text, issued=issued)
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(reading), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_as_lines(reading)))


def _issued(text: str) -> date | None:
    if not text:
        return None
    day = day_or_none(text)
    if day is None:
        raise CommandError(_("“%(text)s” không phải là ngày.") % {"text": text})
    return day


def _as_json(reading: Reading) -> dict[str, Any]:
    return {
        "text": reading.text,
        "kind": reading.kind,
        "issued": reading.issued.isoformat() if reading.issued else None,
        "said": _(reading.said) if reading.said else "",
        "duties": [_duty(reading.text, proposal) for proposal in reading.proposals],
    }


def _duty(text: str, proposal: Proposal) -> dict[str, Any]:
    return {
        "sentence": proposal.sentence,
        "start": proposal.start,
        "end": proposal.end,
        "clause": proposal.clause,
        "lead": list(proposal.lead),
        "support": list(proposal.support),
        "deadline": proposal.deadline.isoformat() if proposal.deadline else None,
        "recurs": proposal.recurs,
        "measure": proposal.measure,
        "deliverable": proposal.deliverable,
        "cites": [citation.words for citation in proposal.cites],
        "words": [_one_line(text[word.start : word.end]) for word in proposal.words],
        "watch": list(proposal.watch),
    }


def _as_lines(reading: Reading) -> list[str]:
    if not reading.proposals:
        return [_(reading.said)]
    lines = [_("Đề xuất %(count)s nhiệm vụ:") % {"count": len(reading.proposals)}]
    for number, proposal in enumerate(reading.proposals, 1):
        lines += ["", f"{number}. {_one_line(proposal.sentence)}"]
        lines += [f"   {name}: {value}" for name, value in _fields(proposal) if value]
    return lines


def _fields(proposal: Proposal) -> list[tuple[str, str]]:
    day = f"{proposal.deadline:%d/%m/%Y}" if proposal.deadline else ""
    return [
        (_("Khoản, điểm"), proposal.clause),
        (_("Chủ trì"), "; ".join(proposal.lead) or _("(không nêu)")),
        (_("Phối hợp"), "; ".join(proposal.support)),
        (_("Thời hạn"), day),
        (_("Định kỳ"), proposal.recurs or ""),
        (_("Mức phải đạt"), proposal.measure or ""),
        (_("Sản phẩm"), proposal.deliverable),
        (_("Viện dẫn"), "; ".join(citation.words for citation in proposal.cites)),
        (_("Theo dõi"), "; ".join(proposal.watch)),
    ]


def _one_line(text: str) -> str:
    return " ".join(text.split())
