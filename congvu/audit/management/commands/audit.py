"""``congvu audit verify``: prove the chain, or name its first broken link.

``congvu audit root --day``: the link to write down outside the server for a day.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.audit import queries
from congvu.audit.rules import BREAK_LABELS, Break, SealedLink, first_break


class Command(BaseCommand):
    help = "Kiểm tra nhật ký: chứng minh chuỗi niêm, hoặc chỉ ra mắt xích hỏng đầu tiên"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        root = verbs.add_parser(
            "root", help="mốc cuối ngày, để công bố hay ghi lại ngoài máy chủ"
        )
        root.add_argument("--day", type=date.fromisoformat, metavar="NĂM-THÁNG-NGÀY")
        verify = verbs.add_parser(
            "verify", help="kiểm tra cả chuỗi; mã kết thúc 0 là nguyên vẹn, 1 là hỏng"
        )
        verify.add_argument("--json", action="store_true", help="in một đối tượng JSON")
        verify.add_argument(
            "--head",
            metavar="SỐ:MÃ",
            help="mắt xích đã ghi lại lần trước; chuỗi phải còn chứa đúng nó",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "root":
            self._root(options["day"] or timezone.localdate() - timedelta(days=1))
            return
        expected = _head(options["head"]) if options["head"] else None
        link, broken = first_break(queries.sealed())
        twice = None if broken else queries.sealed_twice()
        found: dict[str, Any] = {"ok": broken is None and twice is None}
        found |= _links(link, broken)
        if twice:
            found |= {"broken": {"seq": twice[0], "event": str(twice[1])}}
            found["broken"]["what"] = Break.DUPLICATE
        elif (
            expected and not broken and queries.link_digest(expected[0]) != expected[1]
        ):
            found |= {"ok": False, "broken": {"seq": expected[0], "event": None}}
            found["broken"]["what"] = "head-differs"
        tail = queries.tail()
        found["unsealed"] = tail.count
        found["unsealed_oldest"] = tail.oldest.isoformat() if tail.oldest else None
        self.stdout.write(
            json.dumps(found, ensure_ascii=False) if options["json"] else _words(found)
        )
        if not found["ok"]:
            sys.exit(1)

    def _root(self, day: date) -> None:
        """The end of a day, in the form that ``--head`` takes."""
        found = queries.day_root(day)
        if found is None:
            raise CommandError(_("Đến hết ngày này chưa có bản ghi nào được niêm."))
        self.stdout.write(f"{found[0]}:{found[1].hex()}")


def _links(link: SealedLink | None, broken: Break | None) -> dict[str, Any]:
    if link is None:
        return {"links": 0, "head": None, "broken": None}
    if broken is None:
        head = {"seq": link.seq, "digest": link.digest.hex()}
        return {"links": link.seq, "head": head, "broken": None}
    where = {"seq": link.seq, "event": str(link.event_id), "what": str(broken)}
    return {"links": link.seq - 1, "head": None, "broken": where}


def _head(text: str) -> tuple[int, bytes]:
    number, _colon, digest = text.partition(":")
    try:
        return int(number), bytes.fromhex(digest)
    except ValueError as error:
        raise CommandError(
            _("--head phải có dạng SỐ:MÃ, như lệnh này đã in.")
        ) from error


def _words(found: dict[str, Any]) -> str:
    lines = []
    if found["ok"]:
        lines.append(_("Nguyên vẹn: %(count)s mắt xích.") % {"count": found["links"]})
        if found["head"]:
            mark = f"{found['head']['seq']}:{found['head']['digest']}"
            lines.append(_("Mắt xích cuối: %(head)s") % {"head": mark})
    else:
        where = found["broken"]
        why = BREAK_LABELS.get(where["what"])
        lines.append(
            _("HỎNG ở mắt xích %(seq)s (bản ghi %(event)s): %(why)s.")
            % {
                "seq": where["seq"],
                "event": where["event"] or "?",
                "why": _(why) if why else _("khác với mắt xích đã ghi lại lần trước"),
            }
        )
    lines.append(_("Chưa niêm: %(count)s bản ghi.") % {"count": found["unsealed"]})
    return "\n".join(lines)
