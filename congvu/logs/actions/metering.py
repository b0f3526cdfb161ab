"""How much may come in over HTTPS: of each source, and from each address."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from django.db import transaction

from congvu.logs.models import LogAllowance

SOURCE_RATE, ADDRESS_RATE = 10_000.0, 20.0
"""Events a second of a source; requests a second of an address, whatever it shows."""
BURST = 4.0
"""Seconds of its rate that may come at once."""
FORGOTTEN = timedelta(days=1)


def meter_source(*, source: str, events: int, at: datetime) -> int:
    return _take(f"source:{source}", float(events), SOURCE_RATE, at)


def meter_address(*, address: str, at: datetime) -> int:
    return _take(f"address:{address[:60]}", 1.0, ADDRESS_RATE, at)


@transaction.atomic
def _take(key: str, asked: float, rate: float, at: datetime) -> int:
    """0, and it is taken; or in how many seconds there is room for it. Whoever asks for
    more than there ever is waits until all of it is there.
    """
    most = rate * BURST
    asked = min(asked, most)
    LogAllowance.objects.bulk_create(
        [LogAllowance(key=key, left=most, at=at)], ignore_conflicts=True
    )
    found = LogAllowance.objects.select_for_update().get(pk=key)
    passed = max(0.0, (at - found.at).total_seconds())
    left = min(most, found.left + passed * rate)
    is_allowed = left >= asked
    found.left, found.at = left - asked * is_allowed, max(at, found.at)
    found.save(update_fields=["left", "at"])
    return 0 if is_allowed else max(1, math.ceil((asked - left) / rate))


def forget_allowances(*, at: datetime) -> None:
    """Those that are full again."""
    LogAllowance.objects.filter(at__lt=at - FORGOTTEN).delete()
