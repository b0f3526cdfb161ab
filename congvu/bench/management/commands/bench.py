"""Đo tốc độ trên tỉnh giả lập, in một đối tượng JSON: congvu bench --documents N.

``--only`` measures one kind: what is quick to repeat while it is being made faster.
"""

from __future__ import annotations

import json
import secrets
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from congvu.accounts.actions import create_token
from congvu.accounts.models import User
from congvu.audit.rules import SYSTEM
from congvu.bench.bell import bell_figures
from congvu.bench.compose import compose_figure
from congvu.bench.directory import directory_figures
from congvu.bench.edxml import edxml_figures
from congvu.bench.hub import hub_figures
from congvu.bench.intake import intake_figures
from congvu.bench.lists import Who, find_people, list_figures
from congvu.bench.overview import overview_figure
from congvu.bench.packing import packing_figures
from congvu.bench.reform import reform_figures
from congvu.bench.registers import register_figures
from congvu.bench.search_quality import search_quality
from congvu.bench.searching import search_figures
from congvu.bench.timing import Figure
from congvu.organisations.models import Identifier

SEEDS = {100_000: 10, 1_000_000: 11}
LAST = date(2026, 11, 20)
KINDS: Mapping[str, Callable[[Who, int], Iterable[Figure]]] = {
    "overview": lambda who, _seed: [overview_figure(who.clerk, timezone.now())],
    "lists": lambda who, _seed: list_figures(who, timezone.now()),
    "bell": lambda who, _seed: bell_figures(who, timezone.now()),
    "intake": lambda who, _seed: intake_figures(
        who.clerk.agency_id, timezone.localdate()
    ),
    "hub": lambda _who, _seed: hub_figures(),
    "compose": lambda _who, _seed: [compose_figure()],
    "directory": lambda _who, _seed: directory_figures(timezone.now()),
    "edxml": lambda _who, _seed: edxml_figures(),
    "packing": lambda who, _seed: packing_figures(who.clerk, timezone.now()),
    "search": lambda who, _seed: search_figures(who, timezone.now()),
    "registers": lambda who, _seed: register_figures(who.clerk, timezone.now()),
    "act": lambda _who, seed: reform_figures(seed, timezone.localdate()),
}


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
            "--prepare",
            action="store_true",
            help="chỉ tạo tỉnh giả lập và in mã truy cập của văn thư",
        )

        parser.add_argument(
            "--only",
            choices=KINDS,
            action="append",
            help="chỉ đo những loại này; không ghi thì đo mọi loại, trừ act",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "search-quality":
            self._search_quality(options)
            return
        documents = options["documents"]
        seed = SEEDS.get(documents, documents % 89 + 12)
        if not Identifier.objects.filter(value=f"X{seed:02d}").exists():
            call_command("synth", documents=documents, seed=seed, last=LAST)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        today = timezone.localdate()
        who = find_people(seed, today)
        if options["prepare"]:
            self.stdout.write(json.dumps({"token": _token(who)}))
            return
        kinds = options["only"] or [kind for kind in KINDS if kind != "act"]
        figures = [figure for kind in kinds for figure in KINDS[kind](who, seed)]
        told = {
            "documents": documents,
            "specialist_sees": round(who.share, 4),
            "figures": [f.as_json() for f in figures],
        }
        self.stdout.write(json.dumps(told, ensure_ascii=False))

    def _search_quality(self, options: dict[str, Any]) -> None:
        corpus, questions = options["corpus"], options["questions"]
        if corpus is None or questions is None:
            raise CommandError("Cần --corpus FILE và --questions FILE.")
        try:
            told = search_quality(corpus, questions, fold=options["fold"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CommandError(f"Không đọc được dữ liệu đo: {error!r}") from error
        self.stdout.write(json.dumps(told))


def _token(who: Who) -> str:
    user = User.objects.get(person__id=who.clerk.person_id)
    _token_row, raw = create_token(
        user=user, name=f"bench-{secrets.token_hex(3)}", by=SYSTEM, at=timezone.now()
    )
    return raw
