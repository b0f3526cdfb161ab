"""The one question of an indicator: its records, and what is counted of them.

A figure and the list behind it both ask `source_of`; nothing else asks an app's query.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from congvu.indicators.rules import Measured, Records

_NAMED = re.compile(r"%\((\w+)\)s")


def source_of(
    indicator: Measured, since: date, until: date
) -> tuple[str, Sequence[Any]]:
    """The records of some days as ``r`` in a FROM, with the values it binds.

    The days are asked once more outside: a record of a day beyond would be counted
    twice, in this period and in its own.
    """
    records = indicator.records(since, until)
    if isinstance(records, Records):
        values = [records.given[name] for name in _NAMED.findall(records.sql)]
        sql = _NAMED.sub("%s", records.sql)
    else:
        sql, values = records.query.sql_with_params()
    text = f"""(SELECT * FROM ({sql}) AS q (body_id, day, kind, record_id, counts)
             WHERE q.day >= %s AND q.day < %s) AS r"""  # noqa: S608 - declared by our apps
    return text, [*values, since, until]


# What is not there any more is nought of nought, not forgotten. A record without a
# body, or that does not say whether it counts, breaks a constraint: then nothing is
# known. What was known when the week began is kept before it is written over.
MEASURE = """
WITH counted AS MATERIALIZED (
  SELECT r.body_id,
         CASE WHEN bool_and(r.counts IS NOT NULL) THEN sum(r.counts::int) END
           AS numerator,
         count(*) AS denominator
    FROM {source} GROUP BY r.body_id),
found AS (
  SELECT * FROM counted
  UNION ALL
  SELECT m.body_id, 0, 0 FROM indicators_measurement m
   WHERE m.indicator_id = %s AND m.period_start = %s
     AND NOT EXISTS (SELECT FROM counted c WHERE c.body_id = m.body_id)),
kept AS (
  INSERT INTO indicators_pastmeasurement (
      indicator_id, body_id, period_start, numerator, denominator, known_from,
      known_until)
  SELECT m.indicator_id, m.body_id, m.period_start, m.numerator, m.denominator,
         m.measured_at, %s
    FROM indicators_measurement m JOIN found f ON f.body_id = m.body_id
   WHERE m.indicator_id = %s AND m.period_start = %s
     AND m.measured_at <= %s AND m.measured_at < %s
     AND (m.numerator, m.denominator) IS DISTINCT FROM (f.numerator, f.denominator)),
written AS (
  INSERT INTO indicators_measurement AS m (
      indicator_id, body_id, period_start, numerator, denominator, measured_at)
  SELECT %s, f.body_id, %s, f.numerator, f.denominator, %s FROM found f
  ON CONFLICT (indicator_id, period_start, body_id) DO UPDATE
     SET numerator = excluded.numerator, denominator = excluded.denominator,
         measured_at = excluded.measured_at
   WHERE (m.numerator, m.denominator)
         IS DISTINCT FROM (excluded.numerator, excluded.denominator))
SELECT count(*), coalesce(sum(denominator), 0)::bigint FROM counted
"""
