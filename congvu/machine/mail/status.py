"""What the office knows of the mail servers beside it: their doors, how they do."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from congvu.machine.state import read_json, write_private

INSTALLED = Path("/var/lib/congvu-mail")


def place_of(home: Path) -> Path:
    """Where the stack of this office lies: installed, else its home's."""
    if (INSTALLED / "plan.json").exists():
        return INSTALLED
    return Path(read_json(home / "mail.json").get("place") or home / "mail")


def link_of(home: Path) -> dict[str, Any]:
    """How the office reaches the servers that `congvu mail` runs beside it; empty where
    none run. A real server says it in its settings.
    """
    kept = read_json(home / "mail.json")
    return kept if kept.get("runs") else {}


def keep_link(home: Path, **told: Any) -> None:
    known = read_json(home / "mail.json")
    write_private(home / "mail.json", json.dumps(known | told, indent=1))


def last_seen(home: Path) -> dict[str, Any] | None:
    """None where no mail server of this office ever ran."""
    try:
        text = (place_of(home) / "status.json").read_text(encoding="utf-8")
        told: dict[str, Any] = json.loads(text)
    except (OSError, ValueError):
        return None
    return told


def awaited(home: Path) -> datetime | None:
    """Since when servers should run for this office; None where none are meant to."""
    files = [INSTALLED / "plan.json"]
    if link_of(home):
        files.append(home / "mail.json")
    for file in files:
        if file.is_file():
            return datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return None


def keep(file: Path, told: dict[str, Any]) -> None:
    """Replaced at once, for everybody of this machine to read: it names no letter."""
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    fresh.chmod(0o644)
    fresh.replace(file)
