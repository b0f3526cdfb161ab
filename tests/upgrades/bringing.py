"""In a process of its own: an old dump loaded by its owner, migrated as at set-up."""

from __future__ import annotations

import io
import json
import lzma
import os
import sys
from pathlib import Path

import django
import psycopg
from django.core.management import call_command

from congvu.machine.external import prepare_external


def main(dump: Path) -> None:
    prepare_external()
    text = lzma.decompress(dump.read_bytes())
    with psycopg.connect(os.environ["DATABASE_URL"]) as link:
        link.execute(text)
    django.setup()
    first = _migrate()
    call_command("grant_runtime")
    json.dump({"first": first, "second": _migrate()}, sys.stdout)


def _migrate() -> str:
    said = io.StringIO()
    call_command("migrate", interactive=False, no_color=True, stdout=said)
    return said.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
