"""What has been set up already, so that a later start does not do it again."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from congvu.machine.state import (
    CODE,
    embedded_record,
    has_external_database,
    read_database_urls,
    read_json,
    state_folder,
    write_private,
)

# Each step with the files whose change makes it necessary again.
STEPS: dict[str, tuple[str, ...]] = {
    "messages": ("locale/**/*.po",),
    "static": ("congvu/*/static/**/*", "requirements/base.txt"),
    "database": (
        "congvu/*/migrations/*.py",
        "congvu/config/management/commands/grant_runtime.py",
        "requirements/base.txt",
    ),
    # What `load_shipped` loads.
    "law": (
        "congvu/law/**/*.py",
        "congvu/law/**/*.yaml",
        "congvu/exchange/data/*.yaml",
        "congvu/controls/data/**/*.yaml",
        "congvu/licences/data/**/*.yaml",
    ),
    "demo": (),
}


def stale_steps() -> list[str]:
    """The steps still to do, in order."""
    kept = read_json(_stamp_file())
    wanted = [step for step in STEPS if step != "demo" or wants_demo()]
    return [step for step in wanted if kept.get(step) != fingerprint(step)]


def wants_demo() -> bool:
    """A real office starts empty: ``CONGVU_DEMO=0``."""
    return os.environ.get("CONGVU_DEMO", "1") != "0"


def mark_begun(step: str) -> None:
    """Broken off from here, it is done again: what lies there is half another's."""
    kept = read_json(_stamp_file())
    if kept.pop(step, None) is not None:
        write_private(_stamp_file(), json.dumps(kept, indent=1))


def mark_done(step: str) -> None:
    kept = read_json(_stamp_file())
    kept[step] = fingerprint(step)
    write_private(_stamp_file(), json.dumps(kept, indent=1))


def fingerprint(step: str) -> str:
    digest = hashlib.sha256(str(CODE).encode())
    if step in {"database", "law", "demo"}:
        digest.update(_database_identity().encode())
    for path in _files(STEPS[step]):
        digest.update(str(path.relative_to(CODE)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _files(patterns: Iterable[str]) -> list[Path]:
    found = (path for pattern in patterns for path in CODE.glob(pattern))
    return sorted(path for path in found if path.is_file())


def _database_identity() -> str:
    if has_external_database():
        parts = urlsplit(read_database_urls().owner)
        return f"{parts.hostname}:{parts.port}{parts.path}?{parts.query}"
    return str(read_json(embedded_record()).get("id"))


def _stamp_file() -> Path:
    return state_folder() / "setup.json"
