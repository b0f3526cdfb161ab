"""``congvu signature verify FILE``: the eight checks on every signature of a PDF."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.audit.rules import Actor, Door
from congvu.lib.dates import VIETNAM
from congvu.lib.refusals import Refused
from congvu.signatures import actions, client, queries


class Command(BaseCommand):
    help = "Kiểm tra chữ ký số của một tệp PDF (TT 15/2025/TT-BKHCN)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verify = verbs.add_parser("verify")
        verify.add_argument("file", metavar="FILE", type=Path)
        verify.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        verify.add_argument(
            "--offline", action="store_true", help="không hỏi OCSP, CRL qua mạng"
        )
        verify.add_argument(
            "--trust",
            metavar="FILE.pem",
            type=Path,
            action="append",
            default=[],
            help="tin thêm các chứng thư của tệp này, lần này thôi; không lưu kết quả",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        fetch = None if options["offline"] else client.ask
        now = timezone.now()
        try:
            if options["trust"]:
                lists = queries.material_lists(queries.trust_lists())
                lists += actions.lists_of_files(options["trust"])
                result = actions.look(options["file"], lists=lists, at=now, fetch=fetch)
            else:
                result = actions.verify_file(
                    path=options["file"],
                    name=options["file"].name,
                    fetch=fetch,
                    by=Actor(name="congvu signature", door=Door.COMMAND),
                    at=now,
                ).result
        except Refused as why:
            raise CommandError(" ".join(_(r.message) for r in why.reasons)) from why
        except OSError as why:
            raise CommandError(
                _("Không đọc được tệp “%(name)s”.") % {"name": options["file"]}
            ) from why
        if options["json"]:
            self.stdout.write(
                json.dumps(_as_json(result), ensure_ascii=False, indent=2)
            )
        else:
            self.stdout.write("\n".join(_as_lines(result)))


def _as_json(result: dict[str, Any]) -> dict[str, Any]:
    return {
        "signatures": result["signatures"],
        "file_reason": result["file_reason"],
        "message": queries.file_words(result),
    }


def _as_lines(result: dict[str, Any]) -> list[str]:
    lines = [words] if (words := queries.file_words(result)) else []
    for number, signature in enumerate(result["signatures"], 1):
        said = queries.in_words(signature)
        lines += [
            f"{number}. {said['verdict_words']}: {said['signer'] or said['field']}",
            _("   Đơn vị: %(unit)s; nơi cấp: %(issuer)s")
            % {"unit": said["unit"] or "–", "issuer": said["issuer"] or "–"},
            _("   Lúc ký: %(when)s; %(algorithm)s, %(digest)s")
            % {
                "when": _moment(said["signed_at"]),
                "algorithm": said["algorithm"] or "–",
                "digest": said["digest"] or "–",
            },
        ]
        lines += [f"   - {words}" for words in said["reason_words"]]
    return lines


def _moment(text: str | None) -> str:
    if not text:
        return "–"
    return f"{datetime.fromisoformat(text).astimezone(VIETNAM):%d/%m/%Y %H:%M:%S}"
