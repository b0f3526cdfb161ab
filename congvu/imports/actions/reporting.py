"""The report of a load as a table: every row, with everything said of it."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.formats.register_xlsx import write_register_xlsx
from congvu.imports import queries
from congvu.imports.models import Load
from congvu.law.rules import Column
from congvu.organisations.access import Seat


@transaction.atomic
def write_report(*, load: Load, by: Seat, at: datetime) -> bytes:
    """Vietnamese or the reader's language; no summaries, as on the page."""
    titles = (
        ("where", _("Dòng"), 10),
        ("number", _("Số"), 8),
        ("year", _("Năm"), 8),
        ("symbol", _("Số, ký hiệu"), 20),
        ("verdict", _("Kết quả"), 14),
        ("reasons", _("Vì sao không nạp được"), 50),
        ("notes", _("Cần xem"), 50),
    )
    columns = [
        Column(key=key, title=title, width=width) for key, title, width in titles
    ]
    head = [f"{load.get_book_display()} · {load.name}", *queries.facts_of(load)]
    out = BytesIO()
    lines = (
        {
            "where": row.where,
            "number": str(row.number or ""),
            "year": str(row.year or ""),
            "symbol": row.symbol,
            "verdict": row.verdict,
            "reasons": " ".join(row.reasons),
            "notes": " ".join(row.notes),
        }
        for row in queries.told_rows(load)
    )
    write_register_xlsx(out, head, columns, lines, numeric={"number", "year"})
    record(
        "imports.reported", by=by.actor, at=at, on=load, data={"rows": load.rows_total}
    )
    return out.getvalue()
