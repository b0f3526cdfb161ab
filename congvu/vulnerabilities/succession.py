"""What the end of a body does to what was found in it (docs/adr/0112)."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _
from congvu.organisations.rules import Declared, Fate, declare
from congvu.vulnerabilities.actions import pass_findings
from congvu.vulnerabilities.queries.passing import count_findings

declare(
    Declared(
        "vulnerabilities.Finding.agency",
        Fate.FOLLOWS,
        _("lỗ hổng chưa vá"),
        count_findings,
        pass_findings,
    ),
    Declared("vulnerabilities.Bom.agency", Fate.FOLLOWS, move=pass_findings),
)
