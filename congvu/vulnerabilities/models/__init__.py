"""Advisories, packages, findings."""

from congvu.vulnerabilities.models.advisories import (
    Advisory,
    Affected,
    ExploitedWeakness,
    Hit,
    Package,
    SoftwarePackage,
    SourcePackage,
)
from congvu.vulnerabilities.models.findings import Bom, BomPart, Finding

__all__ = [
    "Advisory",
    "Affected",
    "Bom",
    "BomPart",
    "ExploitedWeakness",
    "Finding",
    "Hit",
    "Package",
    "SoftwarePackage",
    "SourcePackage",
]
