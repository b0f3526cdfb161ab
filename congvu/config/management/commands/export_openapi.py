"""The description of ``/api/v1/``, as a file kept beside the code."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from congvu.config.api import api


class Command(BaseCommand):
    help = "Ghi bản mô tả API vào docs/api/openapi.json"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        place = settings.BASE_DIR / "docs" / "api" / "openapi.json"
        parser.add_argument("--output", type=Path, default=place)

    def handle(self, *_args: Any, output: Path, **_options: Any) -> None:
        schema = json.dumps(
            api.get_openapi_schema(path_prefix="/api/v1/"),
            indent=1,
            ensure_ascii=False,
            sort_keys=True,
            default=str,
        )
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(f"{schema}\n", encoding="utf-8")
        self.stdout.write(str(output))
