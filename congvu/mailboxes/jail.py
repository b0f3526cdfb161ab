"""What the jail does with strangers' letters and reports.

Loaded by a zygote of its own (see `congvu.files.jail`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from congvu.exchange.rules import vouched_domains
from congvu.mailboxes.formats import dmarc
from congvu.mailboxes.formats.letter import read_letter
from congvu.mailboxes.rules.findings import findings_of

Task = Callable[..., tuple[dict[str, Any], bytes]]
LARGEST_TAKEN = 100 * 1024 * 1024


def warm_up() -> None:
    """The parser is loaded once, before the forks."""
    read_letter(b"From: a@b.vn\r\nSubject: =?utf-8?q?a?=\r\n\r\na\r\n")


def _bytes(document: int) -> bytes:
    return Path(f"/proc/self/fd/{document}").read_bytes()


def take_apart(document: int, *, server: str = "") -> tuple[dict[str, Any], bytes]:
    """A letter without the bytes of its files."""
    letter, top = read_letter(_bytes(document))
    letter.findings = findings_of(top, server)
    letter.vouched = sorted(vouched_domains(top, server))
    told = {k: v for k, v in vars(letter).items() if k not in ("parts", "bounce")}
    told["parts"] = [part.told() for part in letter.parts]
    told["bounce"] = asdict(letter.bounce) if letter.bounce else None
    return told, b""


def take_files(
    document: int, *, only: int | None = None
) -> tuple[dict[str, Any], bytes]:
    """The bytes of its files after each other, or of one of them."""
    letter, _top = read_letter(_bytes(document))
    parts = letter.parts if only is None else letter.parts[only : only + 1]
    if sum(len(part.data) for part in parts) > LARGEST_TAKEN:
        return {"large": True, "parts": []}, b""
    told = [part.told() for part in parts]
    return {"parts": told}, b"".join(part.data for part in parts)


def read_dmarc(document: int) -> tuple[dict[str, Any], bytes]:
    """A report, or why it is none."""
    try:
        return asdict(dmarc.read_report(_bytes(document))), b""
    except dmarc.BadReport as why:
        return {"bad": why.key}, b""


TASKS: dict[str, Task] = {
    "letter": take_apart,
    "files": take_files,
    "dmarc": read_dmarc,
}
