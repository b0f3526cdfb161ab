"""Foreign formats as plain data."""

from congvu.controls.formats.catalogue import SHIPPED, read_file
from congvu.controls.formats.regulation import (
    RegulationFacts,
    regulation_fields,
    template,
)
from congvu.controls.formats.yearly import ReportFacts, UnitFacts, report_fields

__all__ = [
    "SHIPPED",
    "RegulationFacts",
    "ReportFacts",
    "UnitFacts",
    "read_file",
    "regulation_fields",
    "report_fields",
    "template",
]
