"""Counting: each indicator in each period by itself, in one statement and transaction.

Whoever is killed leaves done what was done. What waited longest comes first, so a run
that begins again goes on where the last one stopped.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock

from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    connection,
    transaction,
)
from psycopg.errors import LockNotAvailable, QueryCanceled

from congvu.indicators.models import Indicator, MeasuringRun
from congvu.indicators.queries import MEASURE, last_tried, never_done, source_of
from congvu.indicators.rules import (
    BROKEN,
    KIND_CHANGED,
    MOST_SECONDS,
    REGISTER,
    TOO_LONG,
    WITHOUT_ANSWER,
    Attempt,
    Declared,
    Measured,
    Period,
    between,
    counted_until,
    moving,
)
from congvu.lib.dates import VIETNAM, local_date

_LOCK = 7_210
_LONGEST = 300


@dataclass(frozen=True)
class Outcome:
    """How one attempt ended; ``is_busy``: somebody else is at it, nothing was done."""

    code: str
    period: Period
    bodies: int = 0
    records: int = 0
    seconds: float = 0
    reason: str = ""
    error: str = ""
    is_busy: bool = False


class _Broken(Exception):
    """The indicator cannot be counted, and why."""


def keep_indicator(declared: Declared) -> Indicator:
    """The row that figures refer to, with the words of today."""
    words = {
        "name": declared.name[:200],
        "unit": declared.unit,
        "better": declared.better,
        "definition": declared.definition,
        "source": declared.source[:300],
        "sure": declared.sure,
    }
    row, is_new = Indicator.objects.get_or_create(
        code=declared.code, defaults={**words, "period": declared.period}
    )
    changed = {name: new for name, new in words.items() if getattr(row, name) != new}
    if changed and not is_new:
        for name, new in changed.items():
            setattr(row, name, new)
        row.save(update_fields=list(changed))
    return row


def measure(
    *,
    at: datetime,
    codes: Collection[str] | None = None,
    span: tuple[date, date] | None = None,
    only_open: bool = False,
    seconds: float | None = None,
) -> Iterator[Outcome]:
    """Count what is asked for, and tell of each as it ends.

    ``span``: every period with a day between these two. Without it those whose figures
    still move, and those of the last year that were never counted; ``only_open`` is the
    present ones alone. After ``seconds`` no other is begun: the next call has it first.
    """
    on = local_date(at)
    pairs = [
        (indicator, period)
        for indicator in REGISTER.measured(codes)
        for period in _periods(indicator, span, on, only_open=only_open)
    ]
    tried = last_tried([indicator.code for indicator, _p in pairs])
    pairs.sort(key=lambda pair: tried.get((pair[0].code, pair[1].start), 0.0))
    begun, busy = time.monotonic(), []
    for indicator, period in pairs:
        if seconds is not None and time.monotonic() - begun > seconds:
            return
        outcome = measure_one(indicator=indicator, period=period, at=at)
        if outcome.is_busy:
            busy.append((indicator, period))
        else:
            yield outcome
    for indicator, period in busy:
        yield measure_one(indicator=indicator, period=period, at=at, waits=True)


def _periods(
    indicator: Measured, span: tuple[date, date] | None, on: date, *, only_open: bool
) -> list[Period]:
    """None that has not begun."""
    if span is not None:
        first, last = span
        return list(between(indicator.period, first, min(last, on)))
    now = moving(indicator, on)
    return now[:1] if only_open else [*now, *never_done(indicator, on, besides=now)]


def measure_one(
    *, indicator: Measured, period: Period, at: datetime, waits: bool = False
) -> Outcome:
    """Count one indicator in one period, or keep in words why that failed.

    What was known before stays: it is old then, and says from when. Where somebody else
    is at it, nothing is done, unless this one ``waits`` for that to end.
    """
    begun = time.monotonic()
    try:
        with transaction.atomic():
            if not _is_alone(indicator, period, waits=waits):
                return Outcome(indicator.code, period, is_busy=True)
            bodies, records = _count(indicator, period, at)
            spent = time.monotonic() - begun
            _succeeded(indicator, period, at, records, spent)
        return Outcome(indicator.code, period, bodies, records, spent)
    except InterfaceError:
        raise  # there is no database to ask, and none to write that down
    except Exception as why:
        if isinstance(why.__cause__, LockNotAvailable):
            return Outcome(indicator.code, period, is_busy=True)
        if not connection.is_usable():
            raise
        reason, error = _words(why)
    with transaction.atomic():
        keep_indicator(indicator)
        _failed(indicator, period, at, reason, error)
    spent = time.monotonic() - begun
    return Outcome(indicator.code, period, 0, 0, spent, reason, error)


def _is_alone(indicator: Measured, period: Period, *, waits: bool) -> bool:
    """Two who count the same thing at once would write it twice.

    A statement ends soon after the process that asked it was killed, and does not keep
    whoever begins again waiting.
    """
    key = (_LOCK, f"{indicator.code} {period.start}")
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = '{MOST_SECONDS}s'")
        cursor.execute("SET LOCAL client_connection_check_interval = '1s'")
        if waits:
            cursor.execute("SET LOCAL lock_timeout = '60s'")
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", key)
            return True
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", key)
        (alone,) = cursor.fetchone()
    return bool(alone)


def _count(indicator: Measured, period: Period, at: datetime) -> tuple[int, int]:
    """How many bodies and records; the figures are written."""
    if keep_indicator(indicator).period != indicator.period:
        raise _Broken(KIND_CHANGED)
    until = counted_until(indicator, period, local_date(at))
    source, bound = source_of(indicator, period.start, until)
    which = [indicator.code, period.start]
    values = [*bound, *which, at, *which, week_of(at), at, *which, at]
    with connection.cursor() as cursor:
        cursor.execute(MEASURE.replace("{source}", source), values)
        bodies, records = cursor.fetchone()
    return bodies, records


def week_of(at: datetime) -> datetime:
    """When the week of a moment began: Monday's first moment in Viet Nam."""
    day = local_date(at)
    return datetime.combine(day - timedelta(days=day.weekday()), clock(), VIETNAM)


def _succeeded(
    indicator: Measured, period: Period, at: datetime, records: int, spent: float
) -> None:
    until = counted_until(indicator, period, local_date(at))
    run, _new = MeasuringRun.objects.get_or_create(
        indicator_id=indicator.code,
        period_start=period.start,
        defaults={
            "state": Attempt.DONE,
            "tried_at": at,
            "first_done_at": at,
            "done_at": at,
            "until": until,
        },
    )
    run.state, run.reason, run.error = Attempt.DONE, "", ""
    run.tried_at = run.done_at = at
    run.first_done_at = run.first_done_at or at
    run.until, run.records, run.seconds = until, records, spent
    run.save()


def _failed(
    indicator: Measured, period: Period, at: datetime, reason: str, error: str
) -> None:
    MeasuringRun.objects.update_or_create(
        indicator_id=indicator.code,
        period_start=period.start,
        defaults={
            "state": Attempt.FAILED,
            "tried_at": at,
            "reason": reason,
            "error": error,
        },
    )


def _words(why: Exception) -> tuple[str, str]:
    """A message for people, and what the machine said: its first line."""
    if isinstance(why, _Broken):
        return str(why), ""
    if isinstance(why, OperationalError) and isinstance(why.__cause__, QueryCanceled):
        return TOO_LONG, ""
    if isinstance(why, IntegrityError):
        return WITHOUT_ANSWER, ""
    said = str(why).split("\n", 1)[0]
    kind = "" if isinstance(why, DataError | DatabaseError) else type(why).__name__
    return BROKEN, ": ".join(part for part in (kind, said) if part)[:_LONGEST]
