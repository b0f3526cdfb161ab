"""``congvu logs read FILE --json``: what each event of any file is, what it meets.

``congvu logs receive`` listens to those who send, ``congvu logs load`` brings what came
into the database; the first starts the second.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.logs.client import Ports
from congvu.logs.formats import Reader, Rules, Unreadable, read_rules, shipped_rules
from congvu.logs.formats.records import Record, Records
from congvu.logs.management.running import run_loader, run_receiver
from congvu.logs.rules import Detector, Doubt, Event, Hit


class Command(BaseCommand):
    help = "Đọc nhật ký của máy: mỗi dòng là gì, khớp với quy tắc phát hiện nào"

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        reading = verbs.add_parser("read", help="đọc một tệp nhật ký bất kỳ")
        reading.add_argument("file", metavar="FILE", help="tệp, hay - là đầu vào chuẩn")
        reading.add_argument("--json", action="store_true", help="mỗi dòng một JSON")
        reading.add_argument(
            "--rules",
            metavar="FILE",
            type=Path,
            action="append",
            default=[],
            help="tệp quy tắc Sigma, dùng thay cho bộ đi kèm",
        )

        receiving = verbs.add_parser("receive", help="nhận nhật ký qua mạng")
        receiving.add_argument("--host", default=settings.LOGS_HOST)
        for kind, port in settings.LOGS_PORTS.items():
            receiving.add_argument(
                f"--{kind}", type=int, default=port, metavar="PORT", help="0: không mở"
            )
        loading = verbs.add_parser("load", help="nạp nhật ký đã nhận vào cơ sở dữ liệu")
        loading.add_argument("--once", action="store_true", help="nạp hết rồi thôi")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "receive":
            ports = Ports(options["tcp"], options["tls"], options["udp"])
            return run_receiver(options["host"], ports)
        if options["verb"] == "load":
            return run_loader(once=options["once"])
        return self._read_file(options)

    def _read_file(self, options: dict[str, Any]) -> None:
        try:
            rules = _rules(options["rules"])
            with ExitStack() as stack:
                source = sys.stdin.buffer
                if options["file"] != "-":
                    source = stack.enter_context(Path(options["file"]).open("rb"))
                self._read(source, rules, as_json=options["json"])
        except Unreadable as why:
            raise CommandError(_(why.words) % why.given) from why
        except OSError as why:
            raise CommandError(f"{why.filename}: {why.strerror}") from why

    def _read(self, source: BinaryIO, rules: Rules, *, as_json: bool) -> None:
        now = timezone.now()
        reader = Reader(now)
        detector = Detector(rules.detections, rules.correlations)
        met: Counter[str] = Counter()
        records = 0
        for record in Records(source):
            event = _read(reader, record)
            hits = detector.ask(event, event.at or now)
            records += 1
            met.update({hit.rule.title for hit in hits})
            if as_json:
                told = _told(record, event, hits)
                self.stdout.write(json.dumps(told, ensure_ascii=False))
        if not as_json:
            self.stdout.write(_("%(n)d sự kiện") % {"n": records})
            for title, count in met.most_common():
                self.stdout.write(f"{count:>8}  {title}")


def _rules(given: list[Path]) -> Rules:
    if not given:
        return shipped_rules()
    found = [read_rules(one.read_text("utf-8", "replace")) for one in given]
    return Rules(
        tuple(one for rules in found for one in rules.detections),
        tuple(one for rules in found for one in rules.correlations),
    )


def _read(reader: Reader, record: Record) -> Event:
    event = reader.read(record.line)
    if record.is_cut and Doubt.CUT not in event.doubts:
        return replace(event, doubts=(*event.doubts, Doubt.CUT))
    return event


def _told(record: Record, event: Event, hits: list[Hit]) -> dict[str, Any]:
    first = hits[0] if hits else None
    return {
        "line": record.number,
        "decoder": event.decoder,
        "envelope": event.envelope,
        "time": event.at.isoformat() if event.at else None,
        "host": event.host,
        "program": event.program,
        "process": event.process,
        "severity": event.severity.word,
        "message": event.message,
        "fields": dict(event.fields),
        "rule": first.rule.title if first else None,
        "rules": [
            {
                "id": str(hit.rule.id),
                "title": hit.rule.title,
                "level": hit.rule.level.word,
                "key": list(hit.key),
                "count": hit.count,
            }
            for hit in hits
        ],
        "doubts": [str(one) for one in event.doubts],
        "bytes": record.length,
    }
