"""``congvu restore FROM [--key-file F] [--json]``: into an empty place, then proved."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from congvu.audit.rules import Actor, Door
from congvu.keeping.actions import Restored, note_restored, restore
from congvu.keeping.management.words import line, read_key, sentence
from congvu.keeping.queries import look_over
from congvu.keeping.rules import NAME_SHAPE, Finding, Unfit
from congvu.keeping.store import Shelf
from congvu.machine.external import prepare_external
from congvu.machine.state import has_external_database


class Command(BaseCommand):
    help = "Khôi phục một bản sao lưu vào bản cài đặt trống, rồi kiểm tra tất cả"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "source",
            type=Path,
            metavar="TỪ",
            help="thư mục sao lưu (bản mới nhất), hoặc một bản trong đó",
        )
        parser.add_argument("--key-file", type=Path, metavar="TỆP-KHÓA")
        parser.add_argument(
            "--json", action="store_true", help="in một đối tượng JSON thay cho lời"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        restored = _restored(options["source"].absolute(), options["key_file"])
        began = time.monotonic()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("grant_runtime")
        migrated = time.monotonic()
        findings = list(look_over())
        checked = time.monotonic()
        by = Actor(name="congvu restore", door=Door.COMMAND)
        note_restored(restored=restored, findings=findings, by=by, at=timezone.now())
        if options["json"]:
            seconds = {"migrate": migrated - began, "check": checked - migrated}
            told = _told(restored, findings, seconds)
            self.stdout.write(json.dumps(told, indent=1, ensure_ascii=False))
        else:
            self._tell(restored, findings)
        if any(finding.faults for finding in findings):
            raise CommandError("Bản khôi phục có điều không đúng, xem các dòng trên.")

    def _tell(self, restored: Restored, findings: Sequence[Finding]) -> None:
        manifest = restored.manifest
        self.stdout.write(
            f"Đã khôi phục {restored.name}: {restored.rows} dòng, "
            f"{len(manifest.contents) - len(manifest.lost)} tệp, "
            f"{len(manifest.home)} tệp cấu hình và khóa; số dòng và mã băm đều khớp."
        )
        for finding in findings:
            self.stdout.write(line(finding))
        if not any(finding.faults for finding in findings):
            self.stdout.write("Chạy lại: make run, congvu run, hoặc congvu hub run.")


def _restored(source: Path, key_file: Path | None) -> Restored:
    is_copy = NAME_SHAPE.fullmatch(source.name) is not None
    root, name = (source.parent, source.name) if is_copy else (source, "")
    if has_external_database():
        prepare_external()
    try:
        return restore(shelf=Shelf(root, read_key(key_file)), name=name)
    except Unfit as why:
        raise CommandError(sentence(why)) from why
    except OSError as why:
        raise CommandError(f"Không khôi phục được: {why}") from why


def _told(
    restored: Restored, findings: Sequence[Finding], more: dict[str, float]
) -> dict[str, object]:
    """What was put back, how it was proved, and how long each part took."""
    manifest = restored.manifest
    seconds = {**restored.seconds, **{k: round(v, 3) for k, v in more.items()}}
    return {
        "copy": restored.name,
        "made_at": manifest.made_at,
        "rows": restored.rows,
        "tables": len(manifest.counts),
        "dump_bytes": manifest.dump.size,
        "files": len(manifest.contents) - len(manifest.lost),
        "file_bytes": sum(manifest.contents.values()),
        "home_files": len(manifest.home),
        "lost": manifest.lost,
        "destroyed": len(manifest.destroyed),
        "verified": [
            "sha256 of the dump, of each file and of each file of the home",
            "rows of each table",
            *(str(finding.subject) for finding in findings if finding.faults == []),
        ],
        "faults": {str(f.subject): list(f.faults) for f in findings if f.faults},
        "seconds": {**seconds, "all": round(sum(seconds.values()), 3)},
    }
