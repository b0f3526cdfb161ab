"""``congvu vulnerabilities``: advisories from files, and what they are matched to."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.audit.rules import Actor, Door
from congvu.lib.refusals import Refused
from congvu.vulnerabilities.actions import (
    Loaded,
    load_advisories,
    load_sources,
    match_advisories,
)
from congvu.vulnerabilities.queries.listed import listed


class Command(BaseCommand):
    help = "Nạp cảnh báo lỗ hổng (OSV, CSAF 2.0, NVD 2.0, KEV), đối chiếu, liệt kê"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        load = verbs.add_parser("load", help="mỗi tệp một kết quả, phần hỏng bỏ qua")
        load.add_argument("file", type=Path, nargs="+", metavar="FILE")
        sources = verbs.add_parser(
            "sources", help="tên gói nguồn: tệp Packages hoặc dpkg status"
        )
        sources.add_argument("file", type=Path, metavar="FILE")
        sources.add_argument(
            "--release", required=True, metavar="Debian:12", help="bản phân phối"
        )
        match = verbs.add_parser("match", help="đối chiếu phần mới với máy và bảng kê")
        found = verbs.add_parser("list", help="lỗ hổng đang có, gấp trước")
        for verb in (load, sources, match, found):
            verb.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        by = Actor("Công Vụ", door=Door.COMMAND)
        if options["verb"] == "load":
            self._tell([_told(self._load(p, by)) for p in options["file"]], options)
        elif options["verb"] == "sources":
            self._tell(self._load_sources(by, **options), options)
        elif options["verb"] == "match":
            self._tell(asdict(match_advisories(by=by, at=timezone.now())), options)
        else:
            self._tell(listed(), options)

    def _load(self, path: Path, by: Actor) -> Loaded:
        try:
            content = path.read_bytes()
        except OSError as why:
            words = _("Không mở được tệp: %(why)s") % {"why": why.strerror}
            return Loaded(path.name, troubles=((path.name, words),), refused=1)
        return load_advisories(
            content=content, name=path.name, by=by, at=timezone.now()
        )

    def _load_sources(
        self, by: Actor, file: Path, release: str, **_more: Any
    ) -> dict[str, Any]:
        try:
            content = file.read_bytes()
        except OSError as why:
            words = _("Không mở được tệp: %(why)s.") % {"why": why.strerror}
            raise CommandError(words) from why
        try:
            return asdict(
                load_sources(
                    content=content,
                    name=file.name,
                    of=release,
                    by=by,
                    at=timezone.now(),
                )
            )
        except Refused as why:
            raise CommandError("\n".join(_(r.message) for r in why.reasons)) from why

    def _tell(self, told: Any, options: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        for one in told if isinstance(told, list) else [told]:
            self.stdout.write(", ".join(f"{k}: {v}" for k, v in one.items()))


def _told(loaded: Loaded) -> dict[str, Any]:
    return {
        "file": loaded.name,
        "status": "loaded" if loaded.taken else "refused",
        "new": loaded.new,
        "changed": loaded.changed,
        "same": loaded.same,
        "exploited": loaded.exploited,
        "refused": loaded.refused,
        "troubles": [
            {"part": part, "reason": _(reason)} for part, reason in loaded.troubles
        ],
    }
