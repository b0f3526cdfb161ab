"""Findings for programs: each with why it stands where it does."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from congvu.vulnerabilities.models import Finding
from congvu.vulnerabilities.rules import STILL_THERE, Severity, Stake, reasons


def words_of(one: Finding) -> list[str]:
    """Why it is to be mended when it is."""
    stake = Stake(Severity(one.severity), one.exploited, one.level, one.is_public)
    return [_(word) for word in reasons(stake)]


def listed() -> list[dict[str, Any]]:
    """All that is still there, the soonest first."""
    rows = Finding.objects.filter(state__in=STILL_THERE)
    rows = rows.select_related("machine", "bom", "advisory", "package")
    return [
        {
            "cause": one.cause,
            "advisory": one.advisory.code,
            "ecosystem": one.package.ecosystem,
            "package": one.package.name,
            "version": one.package.version,
            "fixed": one.fixed,
            "machine": one.machine.name if one.machine else "",
            "bom": one.bom.name if one.bom else "",
            "priority": one.priority,
            "reasons": words_of(one),
            "state": one.state,
            "due_on": one.due_on.isoformat(),
        }
        for one in rows.order_by("priority", "due_on", "pk")
    ]
