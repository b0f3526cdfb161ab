"""The readable law files of ``data/``: bytes in, checked rows out."""

from __future__ import annotations

from congvu.law.formats.lawfile import (
    DayRow,
    LawFileRefused,
    LawSet,
    RuleRow,
    SourceRow,
    read_law,
)

__all__ = ["DayRow", "LawFileRefused", "LawSet", "RuleRow", "SourceRow", "read_law"]
