"""The YAML in which an office describes itself: text in, checked rows out."""

from __future__ import annotations

from congvu.organisations.actions.office.file import (
    AgencyRow,
    CodeRow,
    DelegationRow,
    HoldingRow,
    OfficeFile,
    OfficeFileRefused,
    PersonRow,
    PostRow,
    Reference,
    UnitRow,
    read_office,
)

__all__ = [
    "AgencyRow",
    "CodeRow",
    "DelegationRow",
    "HoldingRow",
    "OfficeFile",
    "OfficeFileRefused",
    "PersonRow",
    "PostRow",
    "Reference",
    "UnitRow",
    "read_office",
]
