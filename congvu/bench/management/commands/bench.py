"""Đo tốc độ trên tỉnh giả lập, in một đối tượng JSON: congvu bench --documents N.

``--only`` measures one kind: what is quick to repeat while it is being made faster.
"""

from __future__ import annotations

import json
import secrets
import time
import traceback
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from congvu.accounts.actions import create_token
from congvu.accounts.models import User
from congvu.audit.rules import SYSTEM
from congvu.bench.crowd import crowd_figures
from congvu.bench.kinds import KINDS, SEED, fitting
from congvu.bench.lists import Who, find_people
from congvu.bench.machine import machine
from congvu.bench.search_quality import search_quality
from congvu.bench.timing import Figure
from congvu.documents.models import Assignment, Grant, RegisterEntry
from congvu.organisations.models import Identifier

MOST_LOADING_MINUTES = 30
LAST = date(2026, 11, 20)


class Command(BaseCommand):
    help = "Đo danh sách, trang và tiếp nhận trên tỉnh giả lập; in một JSON"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "what",
            nargs="?",
            choices=["search-quality"],
            help="search-quality: đo chất lượng tìm kiếm trên --corpus và --questions",
        )
        parser.add_argument("--corpus", type=Path, metavar="FILE")
        parser.add_argument("--questions", type=Path, metavar="FILE")
        parser.add_argument(
            "--fold", action="store_true", help="bỏ dấu trong câu hỏi trước khi tìm"
        )
        parser.add_argument(
            "--json", action="store_true", help="in một đối tượng JSON (mặc định)"
        )
        parser.add_argument("--documents", type=int, default=100_000, metavar="N")
        parser.add_argument(
            "--sized",
            action="store_true",
            help="bỏ những loại mà số văn bản không làm khác đi",
        )
        parser.add_argument(
            "--prepare",
            action="store_true",
            help="chỉ tạo tỉnh giả lập và in mã truy cập của văn thư",
        )

        parser.add_argument(
            "--only",
            choices=KINDS,
            action="append",
            help="chỉ đo những loại này; không ghi thì đo mọi loại hợp với số văn bản",
        )
        parser.add_argument(
            "--minutes",
            type=float,
            default=0,
            metavar="N",
            help="chỉ đo nhiều người cùng lúc suốt N phút: cuối kỳ so với đầu kỳ",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "search-quality":
            self._search_quality(options)
            return
        documents = options["documents"]
        loading = _loaded(documents)
        who = find_people(SEED, timezone.localdate())
        if options["prepare"]:
            self.stdout.write(json.dumps({"token": _token(who)}))
            return
        told: dict[str, Any] = {
            "documents": documents,
            "specialist_sees": round(who.share, 4),
            "machine": machine(),
            "figures": [loading.as_json() | {"kind": "loading"}],
            "failed": [],
        }
        minutes = options["minutes"]
        only = ["crowd"] if minutes else options["only"]
        for kind in only or _kinds(documents, sized=options["sized"]):
            _sweep()
            began = time.perf_counter()
            try:
                figures = (
                    crowd_figures(who, timezone.now(), minutes=minutes)
                    if minutes
                    else KINDS[kind].measure(who)
                )
                told["figures"] += [f.as_json() | {"kind": kind} for f in figures]
            except Exception as error:  # noqa: BLE001  # told at the end
                traceback.print_exc()
                told["failed"].append({"kind": kind, "reason": repr(error)})
            self.stderr.write(f"{kind}: {time.perf_counter() - began:.0f} s")
        self.stdout.write(json.dumps(told, ensure_ascii=False))

    def _search_quality(self, options: dict[str, Any]) -> None:
        corpus, questions = options["corpus"], options["questions"]
        if corpus is None or questions is None:
            raise CommandError("Cần --corpus FILE và --questions FILE.")
        try:
            told = search_quality(corpus, questions, fold=options["fold"])
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            raise CommandError(f"Không đọc được dữ liệu đo: {error!r}") from error
        self.stdout.write(json.dumps(told))


def _sweep() -> None:
    """Clear away what the measure before wrote and took back.

    In an office the database does so by itself, some minutes after so many lines.
    """
    with connection.cursor() as cursor:
        for model in (RegisterEntry, Assignment, Grant):
            cursor.execute(f"VACUUM {model._meta.db_table}")


def _kinds(documents: int, *, sized: bool) -> list[str]:
    found = fitting(documents, once=False)
    return found if sized else [*found, *fitting(documents, once=True)]


def _loaded(documents: int) -> Figure:
    """The province of this home, made now where there is none yet."""
    note = settings.HOME / "bench-loaded.json"
    if not Identifier.objects.filter(value=f"X{SEED:02d}").exists():
        began = time.monotonic()
        call_command("synth", documents=documents, seed=SEED, last=LAST)
        spent = time.monotonic() - began
        note.write_text(json.dumps({"documents": documents, "seconds": spent}))
    there = json.loads(note.read_text()) if note.exists() else {}
    if there.get("documents") != documents:
        words = "Ở đây đã có tỉnh giả lập khác; hãy đo trong một CONGVU_HOME khác."
        raise CommandError(words)
    seconds = there["seconds"]
    return Figure(
        "loading the province",
        seconds / 60,
        "minutes",
        most=MOST_LOADING_MINUTES,
        beside={"documents_a_second": documents / seconds},
    )


def _token(who: Who) -> str:
    user = User.objects.get(person__id=who.clerk.person_id)
    _token_row, raw = create_token(
        user=user, name=f"bench-{secrets.token_hex(3)}", by=SYSTEM, at=timezone.now()
    )
    return raw
