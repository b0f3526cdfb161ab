"""What people, files and jobs do about weaknesses."""

from congvu.vulnerabilities.actions.boms import load_bom
from congvu.vulnerabilities.actions.deciding import accept_risk, plan_mending
from congvu.vulnerabilities.actions.finding import Found, refresh_findings
from congvu.vulnerabilities.actions.loading import Loaded, load_advisories
from congvu.vulnerabilities.actions.matching import (
    MATCH_JOB,
    Matched,
    ask_match,
    match_advisories,
)
from congvu.vulnerabilities.actions.passing import pass_findings
from congvu.vulnerabilities.actions.sources import SourcesLoaded, load_sources

__all__ = [
    "MATCH_JOB",
    "Found",
    "Loaded",
    "Matched",
    "SourcesLoaded",
    "accept_risk",
    "ask_match",
    "load_advisories",
    "load_bom",
    "load_sources",
    "match_advisories",
    "pass_findings",
    "plan_mending",
    "refresh_findings",
]
