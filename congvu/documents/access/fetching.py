"""Fetch and check in one step: what a seat may not see is not found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from congvu.documents.models import (
    Assignment,
    Delivery,
    DocumentFile,
    HandOver,
    IntakeItem,
    Pile,
    RegisterEntry,
    SavedFilter,
)
from congvu.documents.queries import (
    OldBook,
    Scope,
    delivery_of,
    entry_of,
    held_in,
    intake_ready,
    list_counts,
    old_books,
    tab_counts,
)
from congvu.documents.rules import (
    IntakeState,
)
from congvu.organisations.access import Seat, get_agency_to_edit
from congvu.organisations.models import Post
from congvu.organisations.rules import DRAFTS_WIDE, UNIT_WIDE, Permission, Role


def scope_of(seat: Seat) -> Scope:
    """What the seat's lists may show; an administrator's seat shows no papers."""
    if seat.role == Role.ADMINISTRATOR:
        return Scope(seat.agency_id, frozenset())
    wide = seat.is_agency_wide
    return Scope(
        agency_id=seat.agency_id,
        principals=None if wide else seat.principals,
        ancestors=frozenset(a.agency_id for a in seat.ancestors),
        whole=frozenset(a.agency_id for a in seat.ancestors if wide and a.is_whole),
        past=frozenset(p for a in seat.ancestors for p in a.principals),
        drafts=not wide or seat.role in DRAFTS_WIDE,
        desks=seat.desks,
        person_id=seat.person_id,
    )


def register_counts(seat: Seat) -> dict[str, int]:
    """How much lies where in the register, asked once an answer: the page and the
    spine beside it both show it.
    """
    if "register" not in seat.counted:
        seat.counted["register"] = tab_counts(scope_of(seat), seat.on)
    return seat.counted["register"]


def intake_waiting(seat: Seat) -> int:
    """How many files, read already, wait at the door for a clerk; once an answer."""
    if not seat.can(Permission.INTAKE):
        return 0
    return seat.count(intake=intake_ready(seat.agency_id))["intake"]


def register_days(seat: Seat, days: Iterable[date]) -> dict[date, int]:
    """How many lines came on each of these days; what `register_counts` tells is asked
    with it, as both have to go through all that the seat was granted.
    """
    counts, totals = list_counts(scope_of(seat), days, on=seat.on)
    seat.counted["register"] = counts
    return totals


def get_entry_for(seat: Seat, entry_id: UUID) -> RegisterEntry:
    """The entry with its document and register; one query.

    Also of a book that an agency left behind when it ended in favour of the seat's.
    """
    entry = entry_of(scope_of(seat), entry_id)
    if entry is None:
        raise Http404
    return entry


def get_old_book_for(seat: Seat, register_id: UUID) -> OldBook:
    """A book of an agency that ended in favour of the seat's; three queries."""
    scope = scope_of(seat)
    for book in old_books(scope.ancestors):
        if book.register.pk == register_id:
            return book
    raise Http404


def hand_overs_for(seat: Seat) -> QuerySet[HandOver]:
    """Records of the seat's agency, and of those that ended in its favour.

    The registry, leaders, the office chief and the archivist see them all; others those
    of their own desk; an administrator's seat reads no paper, so none.
    """
    if seat.role == Role.ADMINISTRATOR:
        return HandOver.objects.none()
    places = [seat.agency_id, *(a.agency_id for a in seat.ancestors)]
    ours = Q(from_agency_id__in=places) | Q(to_agency_id__in=places)
    found = HandOver.objects.filter(ours)
    if seat.is_agency_wide:
        return found
    desks = list(seat.principals)
    return found.filter(Q(from_desk_id__in=desks) | Q(to_desk_id__in=desks))


def get_hand_over_for(seat: Seat, hand_over_id: UUID) -> HandOver:
    """One record that either side may read and print; one query."""
    found = hand_overs_for(seat).filter(pk=hand_over_id).first()
    if found is None:
        raise Http404
    return found


def get_file_for(seat: Seat, entry_id: UUID, file_id: UUID) -> DocumentFile:
    """A file of a paper the seat may see, unless it is held; two queries."""
    entry = get_entry_for(seat, entry_id)
    found = (
        DocumentFile.objects.select_related("file")
        .filter(~held_in(entry.agency_id), pk=file_id, document=entry.document_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_item_for(seat: Seat, item_id: UUID) -> IntakeItem:
    """A file at the door of the clerk's own agency."""
    item = (
        IntakeItem.objects.select_related("file", "entry", "delivery__assignment")
        .filter(pk=item_id, agency=seat.agency_id)
        .first()
        if seat.can(Permission.INTAKE)
        else None
    )
    if item is None:
        raise Http404
    return item


def get_pile_for(seat: Seat, pile_id: UUID) -> Pile:
    """A pile of scans of the clerk's own agency."""
    pile = (
        Pile.objects.select_related("file")
        .filter(pk=pile_id, agency=seat.agency_id)
        .first()
        if seat.can(Permission.INTAKE)
        else None
    )
    if pile is None:
        raise Http404
    return pile


def get_filter_for(seat: Seat, filter_id: UUID) -> SavedFilter:
    """A filter this person keeps, or one shared with the seat's unit."""
    own = Q(person_id=seat.person_id)
    shared = Q(unit_id=seat.unit_id, shared=True)
    kept = SavedFilter.objects.filter(own | shared, pk=filter_id).first()
    if kept is None:
        raise Http404
    return kept


def get_shown_item_for(seat: Seat, item_id: UUID) -> IntakeItem:
    """The same, to look into the file itself.

    What was refused as secret is not to be looked at again, whatever else holds it; nor
    is what may be secret, until somebody has decided.
    """
    item = get_item_for(seat, item_id)
    if item.state == IntakeState.REFUSED or item.is_held:
        raise Http404
    return item


def get_assignment_for(
    seat: Seat, entry: RegisterEntry, assignment_id: UUID
) -> Assignment:
    """A part on the seat's desk, or one it gave and has to answer; one query."""
    desks = list(seat.desks)
    mine = Q(desk_id__in=desks) | Q(parent__desk_id__in=desks)
    return _part(entry, assignment_id, mine)


def get_own_part_for(
    seat: Seat, entry: RegisterEntry, assignment_id: UUID
) -> Assignment:
    """A part on the seat's own desk."""
    return _part(entry, assignment_id, Q(desk_id__in=list(seat.desks)))


def get_given_part_for(
    seat: Seat, entry: RegisterEntry, assignment_id: UUID
) -> Assignment:
    """A part that was handed on from the seat's desk."""
    return _part(entry, assignment_id, Q(parent__desk_id__in=list(seat.desks)))


def units_kept_by(seat: Seat) -> frozenset[UUID] | None:
    """Whose people's work a seat hands over: None is all of the agency, empty nobody's.

    A head that of the unit and those below; who decides on the agency's people, all.
    """
    if seat.can(Permission.INSTRUCT) or seat.can(Permission.EDIT_ORGANISATION):
        return None
    return seat.principals if seat.role in UNIT_WIDE else frozenset()


def get_agency_kept_by(seat: Seat, asked: str = "") -> UUID:
    """Whose empty desks a seat sees: its own agency's; who keeps all, the one asked."""
    if not asked or asked == str(seat.agency_id):
        return seat.agency_id
    try:
        found = get_agency_to_edit(seat, UUID(asked))
    except ValueError:
        raise Http404 from None
    return found.id


def get_post_to_hand_over_for(seat: Seat, post_id: UUID) -> Post:
    """The seat's own post, or one whose unit it keeps.

    Of another agency only for the administrator of the province.
    """
    found: Post | None = Post.objects.select_related("unit").filter(pk=post_id).first()
    if found is None:
        raise Http404
    if found.unit.agency_id != seat.agency_id:
        get_agency_to_edit(seat, found.unit.agency_id)
        return found
    units = units_kept_by(seat)
    if not (post_id == seat.post_id or units is None or found.unit_id in units):
        raise Http404
    return found


def get_any_part_for(
    seat: Seat, entry: RegisterEntry, assignment_id: UUID
) -> Assignment:
    """A part of an entry that the seat may see, whoever has it; the action decides."""
    return _part(entry, assignment_id, Q(agency_id=seat.agency_id))


def _part(entry: RegisterEntry, assignment_id: UUID, mine: Q) -> Assignment:
    found = (
        Assignment.objects.select_related("parent", "instruction")
        .filter(mine, pk=assignment_id, entry=entry)
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_sent_for(seat: Seat, entry: RegisterEntry) -> Delivery:
    """What another agency asked of the seat's, for who may ask it for more time."""
    sent = delivery_of(entry)
    mine = entry.agency_id == seat.agency_id and seat.can(Permission.INSTRUCT)
    if sent is None or not mine:
        raise Http404
    return sent
