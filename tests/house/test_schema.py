"""The API's description beside the code is the one the code gives."""

from __future__ import annotations

import json
from pathlib import Path

from django.core.management import call_command

CODE = Path(__file__).resolve().parents[2]


def test_the_written_description_is_up_to_date(tmp_path: Path) -> None:
    fresh = tmp_path / "openapi.json"
    call_command("export_openapi", output=fresh, verbosity=0)

    kept = CODE / "docs" / "api" / "openapi.json"
    assert json.loads(kept.read_text(encoding="utf-8")) == json.loads(
        fresh.read_text(encoding="utf-8")
    ), "the API changed: make schema"
