"""Parts of the table of events, made before their days begin."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

from congvu.lib.dates import local_date
from congvu.logs.models import LogBatch

AHEAD = 3
_KEPT = timedelta(days=7)


def ensure_days(*, at: datetime) -> None:
    """Today's and the next ones; names of batches that are long loaded are forgotten:
    their files are gone.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT logs_ensure_day(%s + n) FROM generate_series(0, %s) n",
            [local_date(at), AHEAD],
        )
    LogBatch.objects.filter(loaded_at__lt=at - _KEPT).delete()
