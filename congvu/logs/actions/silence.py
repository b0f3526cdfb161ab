"""Sources that ought to have sent something, and did not."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import DurationField, ExpressionWrapper, F, Value
from django.db.models.functions import Cast, Coalesce

from congvu.logs.actions.alerting import keep_alerts, seen_by_us
from congvu.logs.models import LogSource
from congvu.logs.rules import SILENCE


@transaction.atomic
def mark_silent(*, at: datetime) -> int:
    """How many fell silent now, each told once; the next line of one ends it
    (actions/loading.py).
    """
    minutes = ExpressionWrapper(
        F("silent_after") * Cast(Value("1 minute"), DurationField()),
        output_field=DurationField(),
    )
    heard = Coalesce("seen_at", "made_at")
    rows = LogSource.objects.select_for_update().filter(
        ended_at=None, silent_since=None, silent_after__isnull=False, made_at__lt=at
    )
    found = list(rows.annotate(until=heard + minutes).filter(until__lt=at))
    LogSource.objects.filter(pk__in=[one.pk for one in found]).update(silent_since=at)
    keep_alerts([seen_by_us(SILENCE, one, one.name, at) for one in found], at=at)
    return len(found)
