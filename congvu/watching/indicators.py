"""What is counted of watching: links that were there, and minutes that were lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse

from congvu.indicators.rules import (
    Better,
    Measured,
    PeriodKind,
    RecordKind,
    Records,
    Sure,
    Told,
    Unit,
    indicators,
    record_kinds,
)
from congvu.lib.text import gettext_noop as _
from congvu.organisations.access import Seat
from congvu.watching.access import outages_seen, targets_seen
from congvu.watching.rules import TargetState

LINK, OUTAGE = "watching.link", "watching.outage"
_ZONE = "AT TIME ZONE INTERVAL '7 hours'"
# Spells of links within the days asked for: an open one speaks until the next question
# was due. Planned work takes lost time out; what was not known is in no spell.
_SPELLS = f"""
WITH span AS (
  SELECT %(since)s::timestamp {_ZONE} AS since,
         least(%(until)s::timestamp {_ZONE}, now()) AS until,
         least(%(until)s::date - 1, (now() {_ZONE})::date) AS day
), spell AS (
  SELECT t.id AS target, t.site_id, s.agency_id, t.link_id, p.state, d.day,
         tstzrange(greatest(p.since, t.made_at, d.since),
                   least(coalesce(p.until, t.last_at + t.every * INTERVAL '1 second'),
                         d.until)) AS span
    FROM span d
    JOIN watching_watchtarget t ON t.link_id IS NOT NULL
    JOIN network_site s ON s.id = t.site_id
    JOIN watching_targetspell p ON p.target_id = t.id AND p.since < d.until
     AND t.made_at < coalesce(p.until, t.last_at + t.every * INTERVAL '1 second')
     AND t.made_at < d.until
     AND coalesce(p.until, t.last_at + t.every * INTERVAL '1 second') > d.since
   WHERE d.day >= %(since)s AND p.state <> '{TargetState.UNKNOWN}'
), counted AS (
  SELECT spell.target, agency_id, day, state,
         tstzmultirange(span) - CASE WHEN state = '{TargetState.DOWN}' THEN coalesce(
           (SELECT range_agg(tstzrange(w.since, w.until)) FROM watching_plannedwork w
             WHERE w.site_id = spell.site_id
               AND (w.link_id IS NULL OR w.link_id = spell.link_id)
               AND (w.cancelled_at IS NULL OR w.cancelled_at > w.since)
               AND tstzrange(w.since, w.until) && span), '{{}}')
         ELSE '{{}}' END AS spans
    FROM spell WHERE NOT isempty(span)
), seconds AS (
  SELECT target, agency_id, day, state,
         (SELECT coalesce(sum(extract(epoch FROM upper(r) - lower(r))), 0)
            FROM unnest(spans) r) AS n
    FROM counted
)
"""  # noqa: S608 - our own constants
_REACHED = f"""{_SPELLS}
SELECT agency_id, day, '{LINK}', target,
       100 * coalesce(sum(n) FILTER (WHERE state <> '{TargetState.DOWN}'), 0)
         >= 99 * sum(n)
  FROM seconds GROUP BY agency_id, day, target HAVING sum(n) > 0
"""  # noqa: S608 - our own constants
# By outage: the lost minutes of the days asked for that it ran in.
_LOST = f"""{_SPELLS}
SELECT c.agency_id, c.day, '{OUTAGE}', o.id,
       round(sum((SELECT coalesce(sum(extract(epoch FROM upper(r) - lower(r))), 0)
                    FROM unnest(c.spans * tstzmultirange(
                           tstzrange(o.since, o.until))) r)) / 60)::bigint
  FROM counted c
  JOIN watching_outage o ON o.target_id = c.target AND o.is_whole
   AND tstzmultirange(tstzrange(o.since, o.until)) && c.spans
 WHERE c.state = '{TargetState.DOWN}'
 GROUP BY c.agency_id, c.day, o.id
"""  # noqa: S608 - our own constants


def reached(since: date, until: date) -> Records:
    return Records(_REACHED, {"since": since, "until": until})


def lost(since: date, until: date) -> Records:
    return Records(_LOST, {"since": since, "until": until})


def tell_links(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """To who keeps them or the other end; one query."""
    rows = targets_seen(seat).filter(pk__in=ids)
    return {
        one.pk: Told(one.name, reverse("watching:target", args=[one.pk]))
        for one in rows
    }


def tell_outages(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    return {
        one.pk: Told(
            f"{one.target.name}, {one.since:%d/%m/%Y}",
            reverse("watching:target", args=[one.target_id]),
        )
        for one in outages_seen(seat).filter(pk__in=ids)
    }


record_kinds(
    RecordKind(LINK, _("đường truyền được giám sát"), tell_links),
    RecordKind(OUTAGE, _("lần mất kết nối"), tell_outages),
)
indicators(
    Measured(
        code="watching.links_reached",
        name=_("Đường truyền có kết nối từ 99 % thời gian"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các đường truyền của cơ quan được giám sát trong kỳ, bao nhiêu "
            "đường có kết nối ít nhất 99 % thời gian biết được. Mất kết nối tính từ "
            "lần đầu lỡ trả lời trong số lần liền nhau đã đặt, đến lần đầu trả lời "
            "lại. Thời gian máy thu thập im là không biết; thời gian mất trong bảo "
            "trì đã ghi trước không tính. Cơ quan lấy theo lúc tính."
        ),
        source=_("Chỉ thị 15/2009/CT-UBND không nêu công thức"),
        sure=Sure.OURS,
        records=reached,
        counts_today=True,
    ),
    Measured(
        code="watching.link_minutes_lost",
        name=_("Số phút đường truyền mất kết nối"),
        unit=Unit.COUNT,
        period=PeriodKind.MONTH,
        better=Better.LOWER,
        definition=_(
            "Tổng số phút các đường truyền được giám sát của cơ quan mất hẳn kết nối "
            "trong kỳ, cộng theo từng lần mất; không tính thời gian mất trong bảo trì "
            "đã ghi trước và thời gian máy thu thập im."
        ),
        source=_("Chỉ thị 15/2009/CT-UBND không nêu công thức"),
        sure=Sure.OURS,
        records=lost,
        counts_today=True,
    ),
)
