"""The reading of a paper's head as it is kept beside the paper and given to others."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date
from typing import Any

from congvu.documents.formats.paper import PaperHead, Reading


def fill(head: PaperHead) -> dict[str, dict[str, Any]]:
    """Plain data for every field that was read; empty ones are left out."""
    filled: dict[str, dict[str, Any]] = {}
    for field in fields(head):
        reading: Reading[Any] = getattr(head, field.name)
        if reading.value in (None, ""):
            continue
        value = reading.value
        filled[field.name] = {
            "value": value.isoformat() if isinstance(value, date) else value,
            "page": reading.page,
            "box": asdict(reading.box) if reading.box else None,
            "confidence": round(reading.confidence, 3),
            "doubtful": reading.doubtful,
            "candidates": list(reading.candidates),
        }
    return filled
