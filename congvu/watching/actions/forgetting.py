"""Counters of hours long past go; periods and outages stay."""

from __future__ import annotations

from datetime import datetime

from congvu.watching.models import ProbeHour
from congvu.watching.rules import HOURS_KEPT


def forget_hours(*, at: datetime) -> int:
    """Nobody decided anything: no line in the log."""
    gone, _kinds = ProbeHour.objects.filter(hour__lt=at - HOURS_KEPT).delete()
    return gone
