"""What the jail does with files that are held against a standard.

Loaded by a zygote of its own (see `congvu.files.jail`); its answer is keys of findings.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from congvu.exchange.formats import edxml
from congvu.standards import formats
from congvu.standards.rules import Checker

Task = Callable[..., tuple[dict[str, Any], bytes]]
MOST_REMARKS = 20
_OWN = b'<edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016"/>'
_CHECKS: dict[str, Callable[[bytes], list[str]]] = {
    Checker.TEXT: formats.text,
    Checker.HTML: formats.html,
    Checker.WCAG: formats.wcag,
    Checker.ODF: formats.odf,
    Checker.PDFA: formats.pdfa,
}


def warm_up() -> None:
    """The parser of messages and its table are made once, before the forks."""
    _edxml(_OWN)


def check(document: int, *, checker: str) -> tuple[dict[str, Any], bytes]:
    content = Path(f"/proc/self/fd/{document}").read_bytes()
    if checker == Checker.EDXML:
        return _edxml(content), b""
    return {"found": _CHECKS[checker](content), "details": []}, b""


def _edxml(content: bytes) -> dict[str, Any]:
    """Every departure from the table that the house's own reader remarks."""
    try:
        message = edxml.read(io.BytesIO(content))
    except edxml.Unreadable as why:
        return {"found": ["not-edxml"], "details": [str(why)[:300]]}
    remarks = [one.words[:300] for one in message.remarks]
    found = ["edxml-problem"] if remarks else []
    return {"found": found, "details": remarks[:MOST_REMARKS]}


TASKS: dict[str, Task] = {"check": check}
