"""One policy: which entries and files a seat may see, whatever door it came by.

Inside the agency only. The registry, leaders, the office chief and the archivist see all
their agency holds; everybody else what was granted to their post, their unit's desk (its
head) or their unit's members. What one may not see is not found.
"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from congvu.documents.models import DocumentFile, IntakeItem, RegisterEntry
from congvu.documents.queries import Scope, visible_entries
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission, Role


def scope_of(seat: Seat) -> Scope:
    """What the seat's lists may show; an administrator's seat shows no papers."""
    if seat.is_agency_wide:
        return Scope(seat.agency_id, None)
    if seat.role == Role.ADMINISTRATOR:
        return Scope(seat.agency_id, frozenset())
    return Scope(seat.agency_id, seat.principals)


def get_entry_for(seat: Seat, entry_id: UUID) -> RegisterEntry:
    """The entry with its document and register; one query."""
    entry = (
        visible_entries(scope_of(seat))
        .select_related("document", "register")
        .filter(pk=entry_id)
        .first()
    )
    if entry is None:
        raise Http404
    return entry


def get_file_for(seat: Seat, entry_id: UUID, file_id: UUID) -> DocumentFile:
    """A file of a paper the seat may see; two queries."""
    entry = get_entry_for(seat, entry_id)
    found = (
        DocumentFile.objects.select_related("file")
        .filter(pk=file_id, document=entry.document_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_item_for(seat: Seat, item_id: UUID) -> IntakeItem:
    """A file at the door of the clerk's own agency."""
    item = (
        IntakeItem.objects.select_related("file", "entry")
        .filter(pk=item_id, agency=seat.agency_id)
        .first()
        if seat.can(Permission.INTAKE)
        else None
    )
    if item is None:
        raise Http404
    return item
