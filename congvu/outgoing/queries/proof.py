"""Proving the books of outgoing papers: what no single constraint can hold.

Each query returns the rows that break its rule; a sound office returns none.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from congvu.documents.queries import Fault, proved

_RULES = (
    (
        _("Mỗi dãy số văn bản đi liên tục từ 1 đến số cuối"),
        """
        SELECT s.id FROM outgoing_numbersequence s
        LEFT JOIN outgoing_outgoingentry e ON e.sequence_id = s.id
        CROSS JOIN LATERAL (
            -- An old book keeps the gaps it came with: ours has none after it.
            SELECT coalesce(max(old.number), 0) AS number
            FROM outgoing_outgoingentry old
            WHERE old.sequence_id = s.id AND EXISTS (
                SELECT FROM outgoing_event h
                WHERE h.target_id = old.id AND h.event = 'outgoing.imported')
        ) AS imported
        GROUP BY s.id, imported.number
        HAVING count(e.id) FILTER (WHERE e.number > imported.number)
               <> s.last_number - imported.number
            OR coalesce(max(e.number), 0) <> s.last_number
        """,
    ),
    (
        _("Sổ văn bản đi có đủ dòng, không dòng nào quá dòng cuối"),
        """
        SELECT b.id FROM outgoing_outgoingbook b
        JOIN outgoing_numbersequence s ON s.book_id = b.id
        JOIN outgoing_outgoingentry e ON e.sequence_id = s.id
        WHERE e.agency_id = b.agency_id
        GROUP BY b.id
        HAVING max(e.order_key) > b.year * 10000000::bigint + b.last_line
            OR count(*) > b.last_line
        """,
    ),
    (
        _("Dự thảo và dòng sổ của nó cùng một trạng thái"),
        """
        SELECT d.id FROM outgoing_draft d
        LEFT JOIN outgoing_outgoingentry e ON e.id = d.entry_id
        WHERE d.state = 'issued' AND e.state IS DISTINCT FROM 'issued'
           OR d.state = 'numbered' AND e.state IS DISTINCT FROM 'reserved'
           OR d.state IN ('writing', 'content', 'form', 'approval', 'approved',
                          'signed') AND d.entry_id IS NOT NULL
        """,
    ),
    (
        _("Dự thảo đã ký, đã cấp số, đã phát hành có chữ ký của người ký"),
        """
        SELECT d.id FROM outgoing_draft d
        WHERE d.state IN ('signed', 'numbered', 'issued') AND NOT EXISTS (
            SELECT FROM outgoing_papersignature s
            WHERE s.draft_id = d.id AND s.attachment_id IS NULL
              AND s.how <> 'agency')
        """,
    ),
)


def faults() -> Iterator[tuple[str, Fault | None]]:
    """Every rule in turn, with what breaks it or None."""
    yield from proved(_RULES)
