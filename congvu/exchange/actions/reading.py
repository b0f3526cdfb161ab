"""A stranger's file, read in the jail; every way to fail becomes a reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings

from congvu.exchange.formats.edxml import AnyMessage, Unreadable
from congvu.exchange.formats.edxml.as_json import from_json
from congvu.exchange.formats.edxml.payload import Content
from congvu.exchange.rules import UNREADABLE
from congvu.files import jail

TASKS = "congvu.exchange.jail"
LIMITS = jail.Limits(seconds=30, memory=512 * jail.MIB)
"""Address space; what it really uses stays under 300 MB (tests/exchange/fuzz.py)."""


def read_message(path: Path, *, sha256: str = "") -> AnyMessage:
    """The message, its attachments held once. Raises `Unreadable`."""
    try:
        answer = jail.run(
            "read",
            path,
            temporary=Path(settings.HOME) / "tmp",
            limits=LIMITS,
            arguments={"sha256": sha256},
            tasks=TASKS,
        )
    except jail.JailFailed as failure:
        raise Unreadable("slow") from failure
    told = answer.result
    if key := told.get("refused"):
        values = {k: str(v) for k, v in told["values"].items()}
        known = key if key in UNREADABLE else "slow"
        why = Unreadable(known, int(told["line"]), int(told["column"]), **values)
        if "message" in told:
            why.message = from_json(told["message"], lambda _file: None)
        raise why
    blob, at = memoryview(answer.blob), 0

    def content(file: dict[str, Any]) -> Content | None:
        nonlocal at
        if file["size"] is None:
            return None
        data = blob[at : at + file["size"]]
        at += file["size"]
        return Content.of(data, packed=file["packed"])

    return from_json(told["message"], content)
