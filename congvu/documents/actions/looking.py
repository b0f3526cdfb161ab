"""Looking is written down, too: a file opened, a register printed or exported."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from congvu.audit.actions import record
from congvu.documents.models import DocumentFile, IntakeItem
from congvu.organisations.access import Seat


@transaction.atomic
def record_file_view(
    *, held: DocumentFile | IntakeItem, by: Seat, at: datetime, form: str = "original"
) -> None:
    """Somebody opened the whole file, of a paper or at the door.

    ``form`` is searchable for the copy of a scan in which words can be searched.
    """
    sha256 = held.file.sha256 if held.file else ""
    data = {"sha256": sha256, **({} if form == "original" else {"form": form})}
    record("documents.file-viewed", by=by.actor, at=at, on=held, data=data)


@transaction.atomic
def record_print(
    *, book: str, first: date, last: date, form: str, by: Seat, at: datetime
) -> None:
    """A period of a register was taken out on paper or as a table.

    ``book`` is incoming or tracking; ``form`` is page, pdf, xlsx or api.
    """
    event = "register-exported" if form in ("xlsx", "api") else "register-printed"
    record(
        f"documents.{event}",
        by=by.actor,
        at=at,
        on_type="organisations.agency",
        on_id=by.agency_id,
        data={"register": book, "from": first, "to": last, "form": form},
    )
