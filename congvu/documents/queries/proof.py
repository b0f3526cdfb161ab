"""Proving the registers: every rule that no single constraint can hold, as one query.

Each query returns the rows that break its rule; a sound office returns none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What is asked, and the rows (an id each) for which the answer is bad.
_RULES = (
    (
        _("Sổ có số đến liên tục từ 1 đến số cuối"),
        """
        SELECT r.id FROM documents_register r
        LEFT JOIN documents_registerentry e ON e.register_id = r.id
        CROSS JOIN LATERAL (
            -- An old book keeps the gaps it came with: ours has none after it.
            SELECT coalesce(max(old.number), 0) AS number
            FROM documents_registerentry old
            WHERE old.register_id = r.id AND old.channel = 'import'
        ) AS imported
        GROUP BY r.id, imported.number
        HAVING count(e.id) FILTER (WHERE e.number > imported.number)
               <> r.last_number - imported.number
            OR coalesce(max(e.number), 0) <> r.last_number
        """,
    ),
    (
        _("Dòng đăng ký thuộc đúng sổ, đúng cơ quan, đúng năm"),
        """
        SELECT e.id FROM documents_registerentry e
        JOIN documents_register r ON r.id = e.register_id
        WHERE extract(year FROM e.arrived_on) <> r.year
           OR e.agency_id = r.agency_id
              AND e.order_key <> r.year * 10000000::bigint + e.number
           OR e.agency_id <> r.agency_id AND NOT EXISTS (
              SELECT FROM documents_handoverline l
              JOIN documents_handover h ON h.id = l.hand_over_id
              WHERE l.thing_id = e.id AND h.to_agency_id = e.agency_id)
        """,
    ),
    (
        _("Cơ quan nhận xem được văn bản của mình"),
        """
        SELECT e.id FROM documents_registerentry e
        WHERE NOT EXISTS (SELECT FROM documents_grant g
            WHERE g.entry_id = e.id AND g.principal_id = e.agency_id)
        """,
    ),
    (
        _("Việc giao tiếp thuộc cùng văn bản với việc gốc"),
        """
        SELECT a.id FROM documents_assignment a
        JOIN documents_assignment p ON p.id = a.parent_id
        WHERE a.entry_id <> p.entry_id
        """,
    ),
    (
        _("Bàn được giao việc xem được văn bản"),
        """
        SELECT a.id FROM documents_assignment a
        -- Named, but not transferred yet, or never: nothing to see for that.
        WHERE a.state NOT IN ('held', 'withdrawn')
          AND NOT EXISTS (SELECT FROM documents_grant g
            WHERE g.entry_id = a.entry_id AND g.principal_id = a.desk_id)
          -- Another agency has a line of its own and never sees the sender's.
          AND NOT EXISTS (SELECT FROM documents_delivery d
            WHERE d.assignment_id = a.id)
        """,
    ),
    (
        _("Quyền xem theo việc được giao không ghi là được mở riêng"),
        """
        SELECT g.id FROM documents_grant g
        JOIN documents_assignment a ON a.entry_id = g.entry_id
            AND a.desk_id = g.principal_id
        WHERE g.origin <> 'work' AND a.state NOT IN ('held', 'withdrawn')
          AND NOT EXISTS (SELECT FROM documents_delivery d
            WHERE d.assignment_id = a.id)
        """,
    ),
    (
        _("Văn bản chờ bút phê có đúng một lãnh đạo đang giữ"),
        """
        SELECT e.id FROM documents_registerentry e
        LEFT JOIN documents_assignment a ON a.entry_id = e.id
            AND a.part = 'direct' AND a.state IN ('waiting', 'working')
        WHERE e.state = 'submitted'
        GROUP BY e.id HAVING count(a.id) <> 1
        """,
    ),
    (
        _("Văn bản đang giải quyết có đúng một nơi chủ trì"),
        """
        SELECT e.id FROM documents_registerentry e
        LEFT JOIN documents_assignment d ON d.entry_id = e.id
            AND d.part = 'direct' AND d.state = 'handed-on'
        LEFT JOIN documents_assignment a ON a.parent_id = d.id AND a.part = 'lead'
            AND a.state IN ('held', 'waiting', 'working', 'handed-on', 'reported')
        WHERE e.state IN ('instructed', 'handling', 'reported')
        GROUP BY e.id HAVING count(a.id) <> 1
        """,
    ),
    (
        _("Văn bản đã giải quyết, đã trả lại, đã hủy số không còn việc dở"),
        """
        SELECT e.id FROM documents_registerentry e
        JOIN documents_assignment a ON a.entry_id = e.id
        WHERE e.state IN ('done', 'returned', 'cancelled') AND a.part <> 'inform'
          AND a.state NOT IN ('done', 'returned', 'withdrawn')
        """,
    ),
    (
        _("Loại và nơi gửi để lọc của dòng đăng ký đúng với văn bản"),
        """
        SELECT e.id FROM documents_registerentry e
        JOIN documents_document d ON d.id = e.document_id
        WHERE e.type_code <> d.type_code
           OR e.issuer_key <> left(documents_folded(d.issuer_name), 200)
        """,
    ),
    (
        _("Mốc diễn biến của dòng đăng ký không bỏ sót diễn biến nào"),
        """
        SELECT e.id FROM documents_registerentry e
        JOIN (SELECT h.entry_id, max(h.at) AS at
              FROM documents_historyevent h GROUP BY h.entry_id) AS last
          ON last.entry_id = e.id
        WHERE last.at >= e.told_until
        """,
    ),
    (
        _("Tệp tiếp nhận đã vào sổ khớp với tệp của văn bản"),
        """
        SELECT i.id FROM documents_intakeitem i
        JOIN documents_registerentry e ON e.id = i.entry_id
        WHERE i.file_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM documents_documentfile f
            WHERE f.document_id = e.document_id AND f.file_id = i.file_id)
        """,
    ),
    (
        _("Tệp đã kèm văn bản nằm cùng tệp của văn bản ấy"),
        """
        SELECT i.id FROM documents_intakeitem i
        JOIN documents_registerentry e ON e.id = i.attach_to_id
        WHERE i.state = 'attached' AND NOT EXISTS (
            SELECT FROM documents_documentfile f
            WHERE f.document_id = e.document_id AND f.file_id = i.file_id)
        """,
    ),
)


@dataclass(frozen=True)
class Fault:
    """A rule and how many rows break it, with the first of them."""

    rule: str
    count: int
    first: str


def proved(
    rules: Iterable[tuple[Promise, str]],
) -> Iterator[tuple[str, Fault | None]]:
    """Each rule in words, with what breaks it or None; ids are what a query gives."""
    for words, query in rules:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT count(*), min(id::text) FROM ({query}) AS bad(id)"  # noqa: S608 - our own text
            )
            count, first = cursor.fetchone()
        yield str(words), Fault(str(words), count, first) if count else None


def faults() -> Iterator[tuple[str, Fault | None]]:
    """Every rule of the registers in turn."""
    yield from proved(_RULES)
