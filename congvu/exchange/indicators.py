"""The share of papers exchanged electronically, as an indicator.

The same reading as rules/share.py, asked of the database: which paper is in scope and
how it stands. tests/exchange/test_indicators.py holds the two against each other.
"""

from __future__ import annotations

import json
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from congvu.exchange.models import Regulation
from congvu.exchange.queries import row_of
from congvu.exchange.rules import (
    DISTRICT,
    DISTRICTS_END,
    ELECTRONIC,
    GOAL,
    LEVELS,
    Row,
    StatusCode,
    Transfer,
    phrase_words,
    rank_of,
)
from congvu.indicators.rules import (
    Better,
    Goal,
    Measured,
    PeriodKind,
    Records,
    Sure,
    Unit,
    indicators,
)
from congvu.lib.dates import VIETNAM
from congvu.lib.text import gettext_noop as _
from congvu.outgoing.rules import OutgoingState

_DAY = "(e.released_at AT TIME ZONE INTERVAL '7 hours')::date"
# A subject as the phrases are compared with it (rules/regulation.py, phrase_words).
SAID = r"""(SELECT ' ' || btrim(regexp_replace(
    lower(normalize(e.subject, NFC)), '[^[:alnum:]]+', ' ', 'g')) || ' ' AS words
    OFFSET 0)"""
_LEVEL = (
    "{kind} = ANY(%(levels)s) AND ({kind} <> %(district)s OR"
    f" {_DAY} < %(districts_end)s)"
)
# Which row decides of a kind of recipient: the first in the order of their ranks. A
# paper that no row speaks of is left out like one that may not go this way.
_FORBIDDEN = """
coalesce((SELECT g.forbids FROM rows g
           WHERE g.first <= x.day AND (g.until IS NULL OR g.until > x.day)
             AND (g.types = '{}' OR x.type_code = ANY(g.types))
             AND (g.sender = '' OR g.sender = x.kind)
             AND (g.recipient = '' OR g.recipient = k.kind)
             AND (g.phrases = '{}' OR EXISTS (
                 SELECT FROM unnest(g.phrases) p WHERE strpos(x.words, p) > 0))
           ORDER BY g.rank LIMIT 1), true)
"""
_SQL = f"""
WITH rows AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb) AS g (
      rank int, first date, until date, types text[], phrases text[], sender text,
      recipient text, forbids bool))
SELECT x.agency_id, x.day, 'outgoing.entry', x.id,
       x.arrived AND x.files > x.beside
  FROM (
    SELECT e.agency_id, {_DAY} AS day, e.id, e.type_code, b.kind, w.words,
           s.kinds, s.arrived,
           (SELECT count(*) FROM documents_documentfile f
             WHERE f.document_id = e.document_id) AS files,
           (SELECT count(*) FROM outgoing_draftattachment t
              JOIN outgoing_draft d ON d.id = t.draft_id
             WHERE d.entry_id = e.id AND t.until IS NULL) AS beside
      FROM organisations_agency b
      JOIN outgoing_outgoingentry e ON e.agency_id = b.id
     CROSS JOIN LATERAL {SAID} w
     CROSS JOIN LATERAL (
       SELECT array_agg(DISTINCT a.kind) AS kinds,
              bool_and(coalesce(
                  d.channel = ANY(%(electronic)s) AND d.state = '{Transfer.SENT}'
                  AND d.status NOT IN ('', '{StatusCode.REFUSED}'), false)) AS arrived
         FROM outgoing_recipient r
         LEFT JOIN exchange_dispatch d ON d.recipient_id = r.id
         JOIN organisations_agency a ON a.id = coalesce(d.agency_id, r.agency_id)
        WHERE r.entry_id = e.id AND a.kind <> b.kind
          AND {_LEVEL.format(kind="a.kind")}) s
     WHERE e.state = '{OutgoingState.ISSUED}' AND e.recalled_at IS NULL
       AND e.released_at >= %(since)s AND e.released_at < %(until)s
       AND {_LEVEL.format(kind="b.kind")}) x
 WHERE x.kinds IS NOT NULL
   AND NOT EXISTS (SELECT FROM unnest(x.kinds) k (kind) WHERE {_FORBIDDEN})
"""  # noqa: S608 - our own constants


def exchanged(since: date, until: date) -> Records:
    """One query for the regulation, which the statement gets in the order of ranks."""
    held = Regulation.objects.filter(valid_from__lt=until)
    rows = [row_of(one) for one in held.exclude(valid_until__lte=since)]
    rows.sort(key=rank_of, reverse=True)
    return Records(
        _SQL,
        {
            "since": datetime.combine(since, time(), VIETNAM),
            "until": datetime.combine(until, time(), VIETNAM),
            "rows": json.dumps([_as_json(n, row) for n, row in enumerate(rows)]),
            "levels": sorted(LEVELS),
            "district": DISTRICT,
            "districts_end": DISTRICTS_END,
            "electronic": sorted(ELECTRONIC),
        },
    )


def _as_json(rank: int, row: Row) -> dict[str, Any]:
    return {
        "rank": rank,
        "first": row.valid_from.isoformat(),
        "until": row.valid_until.isoformat() if row.valid_until else None,
        "types": list(row.types),
        "phrases": [f" {phrase_words(phrase)} " for phrase in row.phrases],
        "sender": row.sender,
        "recipient": row.recipient,
        "forbids": row.forbids,
    }


indicators(
    Measured(
        code="exchange.electronic_share",
        name=_("Văn bản trao đổi điện tử"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các văn bản phát hành trong kỳ cho cơ quan khác cấp của tỉnh (Ủy "
            "ban nhân dân tỉnh, sở, ban, ngành, xã; huyện đến hết 30/6/2025), bao "
            "nhiêu văn bản mà mọi cơ quan ấy đều nhận đủ tệp bằng đường điện tử và đã "
            "báo nhận. Mỗi văn bản tính một lần, gửi bao nhiêu nơi, bao nhiêu lần cũng "
            "vậy. Không tính văn bản quy chế không cho gửi điện tử hoặc chưa có quy "
            "chế vào ngày ấy, và văn bản đã thu hồi."
        ),
        source=_("Chỉ thị 15/2009/CT-UBND điểm 6b không nêu công thức"),
        sure=Sure.OURS,
        goal=Goal(
            Decimal(GOAL),
            date(2010, 12, 31),
            _("Chỉ thị 15/2009/CT-UBND điểm 6b: 80 % đến hết năm 2010"),
        ),
        records=exchanged,
    ),
)
