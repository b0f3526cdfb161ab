"""One policy: which entries and files a seat may see, whatever door it came by.

Inside the agency only, and agencies that ended in its favour. The registry, leaders,
the office chief and the archivist see all their agency holds; everybody else what was
granted to their post, their unit's desk (its head) or their unit's members. What one
may not see is not found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from congvu.documents.models import (
    Assignment,
    Delivery,
    DocumentFile,
    HandOver,
    IntakeItem,
    Pile,
    RegisterEntry,
    SavedFilter,
    WorkRequest,
)
from congvu.documents.queries import (
    EntryDetail,
    OldBook,
    ReaderList,
    Scope,
    asks_sender,
    coming_files,
    deadline_of,
    delivery_of,
    entry_detail,
    gives_work,
    held_in,
    knows,
    may_be_urged,
    may_see_readers,
    old_books,
    parts,
    readable_entries,
    readers_of,
    rights_of,
    slip,
    stamp,
    tab_counts,
    told,
)
from congvu.documents.rules import (
    ACTING_STATES,
    AWAITED,
    OPEN_ASSIGNMENT_STATES,
    OPEN_ENTRY_STATES,
    RECALLED_FROM,
    UNDER_WAY,
    AssignmentState,
    DeliveryState,
    EntryState,
    IntakeState,
    Part,
    Wish,
    WishState,
)
from congvu.lib.dates import WorkCalendar
from congvu.organisations.access import Seat, get_agency_to_edit
from congvu.organisations.models import Post
from congvu.organisations.queries import agency_names_on
from congvu.organisations.rules import UNIT_WIDE, Permission, Role


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
    )


def register_counts(seat: Seat) -> dict[str, int]:
    """How much lies where in the register, asked once an answer: the page and the
    spine beside it both show it.
    """
    if "register" not in seat.counted:
        seat.counted["register"] = tab_counts(scope_of(seat), seat.on)
    return seat.counted["register"]


def get_entry_for(seat: Seat, entry_id: UUID) -> RegisterEntry:
    """The entry with its document and register; one query.

    Also of a book that an agency left behind when it ended in favour of the seat's.
    """
    entry = (
        readable_entries(scope_of(seat))
        .select_related("document", "register")
        .defer("search", "search_text")
        .filter(pk=entry_id)
        .first()
    )
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
    """A filter kept by this seat, or shared with its unit."""
    own = Q(person_id=seat.person_id, post_id=seat.post_id)
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

    Of another agency only for who keeps all people, the province's administrator.
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


# -- what one page about an entry shows


def detail_for(seat: Seat, entry: RegisterEntry) -> EntryDetail:
    """The entry's detail; for who was informed, when they said to know of it."""
    detail = entry_detail(entry)
    if all(a.part != Part.INFORM for a in detail.on_desks(seat.desks)):
        return detail
    return replace(detail, known_at=knows(entry, seat.person_id))


def get_readers_for(seat: Seat, entry: RegisterEntry, *, on: date) -> list[ReaderList]:
    """Who has opened it: for who gave of it, the registry, agency-wide desks."""
    parts_given = Assignment.objects.filter(entry=entry).order_by("given_at", "id")
    if not may_see_readers(seat, list(parts_given)):
        raise Http404
    return readers_of(entry, on=on)


def reading(
    seat: Seat, entry: RegisterEntry, *, on: date, days: WorkCalendar
) -> dict[str, Any]:
    """Everything the pane draws for this seat; eleven queries at most."""
    detail = detail_for(seat, entry)
    may_do = deeds(seat, detail, on=on)
    beside: dict[UUID | None, list[Deed]] = {}
    for deed in may_do:
        if deed.on_part:
            beside.setdefault(deed.assignment_id, []).append(deed)
    return {
        "detail": detail,
        "entry": entry,
        "document": entry.document,
        "stamp": stamp(entry.urgency),
        "deeds": [d for d in may_do if not d.on_part],
        "events": told(detail, on=on),
        "due": deadline_of(entry.due_on, on=on, days=days),
        "due_by_rule": not any(
            entry.due_basis.endswith(i.given_by) for i in detail.instructions
        )
        and not (detail.sent and entry.due_basis == detail.sent.sender_name[:200]),
        "is_open": entry.state in OPEN_ENTRY_STATES,
        "parts": [
            replace(line, deeds=beside.get(line.assignment.id, ()))
            for line in parts(detail, on=on, days=days)
        ],
        "sees_readers": may_see_readers(seat, detail.assignments),
        "request_of": detail.sent,
        "rights": rights_of(entry, on=on),
        "may_open": seat.can(Permission.OPEN_PAPERS)
        and entry.agency_id == seat.agency_id,
        "coming": coming_files(entry) if seat.can(Permission.INTAKE) else (),
        "book_agency": book_agency(entry)
        if entry.register.agency_id != seat.agency_id
        else "",
    }


def book_agency(entry: RegisterEntry) -> str:
    """Who registered it, as that body was called that day; one query."""
    agency = entry.register.agency_id
    return agency_names_on([agency], entry.arrived_on).get(agency, "")


def slip_page(seat: Seat, entry: RegisterEntry) -> dict[str, Any]:
    """What phiếu giải quyết shows, headed by whoever registered the paper."""
    return {
        "entry": entry,
        "document": entry.document,
        "slip": slip(
            entry_detail(entry), agency_name=book_agency(entry) or seat.agency_name
        ),
        "taken_over": entry.register.agency_id != seat.agency_id,
        "seat": seat,
    }


def shown_page(detail: EntryDetail, asked: Mapping[str, str]) -> dict[str, Any]:
    """The page of the paper that is shown: of the file asked for (``tep``), else of the
    first that has pages.
    """
    files = detail.shown_files
    chosen = next((f for f in files if str(f.pk) == asked.get("tep")), None)
    pictured = next((f for f in files if f.file.pages), None)
    shown = chosen if chosen is not None else pictured
    last = (shown.file.pages or 1) if shown else 1
    page = asked.get("trang", "")
    number = int(page) if page.isdecimal() and len(page) < 6 else 1
    return {
        "file": shown if shown and shown.file.pages else None,
        "chosen": shown,
        "number": max(1, min(number, last)),
        "last": last,
    }


# -- what may be done


@dataclass(frozen=True)
class Deed:
    """One thing this seat may do with an entry now; ``name`` is its address.

    ``at_once`` needs no form: the button itself sends it. ``on_part`` stands beside the
    part it is about, not under the paper; ``answers`` what a desk asked for.
    """

    name: str
    label: str
    assignment_id: UUID | None = None
    key: str = ""
    at_once: bool = False
    icon: str = "undo"
    on_part: bool = False
    answers: bool = False


def deeds(seat: Seat, detail: EntryDetail, *, on: date) -> list[Deed]:
    """What may be done, the expected thing first; the actions decide again.

    Nothing with what an agency that ended had finished: it is read and printed only.
    """
    if detail.entry.agency_id != seat.agency_id:
        return []
    found: list[Deed] = []
    gives = gives_work(seat)
    for asked in detail.asked_of(seat.desks) if gives else ():
        found += _answering(asked)
    for assignment in detail.on_desks(seat.desks):
        found += _own(seat, detail, assignment)
    if seat.can(Permission.INSTRUCT) or seat.can(Permission.ASSIGN):
        for part in detail.reported_to(seat.desks):
            found += [
                Deed("confirm", _("Xác nhận kết quả"), part.id, "X"),
                Deed("return-report", _("Trả lại báo cáo"), part.id),
            ]
    for assignment in detail.on_desks(seat.desks):
        found += _asks(seat, detail, assignment)
    if asks_sender(seat, detail.entry, detail.sent):
        words = _("Xin nơi gửi gia hạn")
        found.append(Deed("ask-sender-extension", words, icon="history"))
    found += _registry(seat, detail)
    return found + (
        _on_parts(seat, detail, on) if gives or seat.can(Permission.SUBMIT) else []
    )


def get_sent_for(seat: Seat, entry: RegisterEntry) -> Delivery:
    """What another agency asked of the seat's, for who may ask it for more time."""
    sent = delivery_of(entry)
    mine = entry.agency_id == seat.agency_id and seat.can(Permission.INSTRUCT)
    if sent is None or not mine:
        raise Http404
    return sent


def _answering(asked: WorkRequest) -> list[Deed]:
    part = asked.assignment_id
    if asked.kind == Wish.EXTENSION:
        return [
            Deed("grant-extension", _("Gia hạn"), part, "H", answers=True),
            Deed("refuse-extension", _("Không gia hạn"), part, answers=True),
        ]
    return [
        Deed("grant-pass-on", _("Đồng ý chuyển"), part, answers=True),
        Deed("refuse-pass-on", _("Không chuyển"), part, answers=True),
    ]


def _on_parts(seat: Seat, detail: EntryDetail, on: date) -> list[Deed]:
    """What may be done to parts that lie with others, and the registry urged."""
    by_id = {a.id: a for a in detail.assignments}
    state, found = EntryState(detail.entry.state), []
    for a in detail.assignments:
        a.parent = by_id.get(a.parent_id) if a.parent_id else None
    asking = {r.assignment_id for r in detail.requests if r.state == WishState.OPEN}
    may = may_be_urged(seat, detail.entry, detail.assignments, on=on)
    if None in may:
        found.append(Deed("urge-registry", _("Đôn đốc văn thư"), icon="bell"))
    for a in detail.assignments:
        if a.id in may:
            found.append(Deed("urge", _("Đôn đốc"), a.id, on_part=True))
        if a.part == Part.DIRECT:
            waits = state == EntryState.SUBMITTED and seat.can(Permission.SUBMIT)
            if waits and _untouched(a, by_id):
                found.append(Deed("recall", _("Rút trình"), a.id, on_part=True))
        elif a.part in (Part.LEAD, Part.SUPPORT) and state in OPEN_ENTRY_STATES:
            found += _on_part(seat, a, asks=a.id in asking)
    return found


def _untouched(a: Assignment, by_id: Mapping[UUID, Assignment]) -> bool:
    return a.state in ACTING_STATES and not any(
        other.parent_id == a.id for other in by_id.values()
    )


def _on_part(seat: Seat, a: Assignment, *, asks: bool) -> list[Deed]:
    gave = a.parent is not None and a.parent.desk_id in seat.desks
    found: list[Deed] = []
    if not gives_work(seat):
        return found
    under_way, crossing = a.state in UNDER_WAY, getattr(a, "crossing", None)
    if under_way and gave and crossing in AWAITED and not asks:
        found.append(Deed("move-day", _("Đổi hạn"), a.id, on_part=True))
    if under_way and not crossing and (gave or heads(seat, a)):
        found.append(Deed("pass-on", _("Chuyển người khác"), a.id, on_part=True))
    here = crossing in (None, DeliveryState.HELD, DeliveryState.AT_DOOR)
    if gave and a.state in RECALLED_FROM and here:
        found.append(Deed("recall", _("Thu hồi"), a.id, on_part=True))
    return found


def heads(seat: Seat, a: Assignment) -> bool:
    """Whether the part lies with somebody of a unit this seat is head of."""
    return (
        seat.role in UNIT_WIDE
        and a.unit_id in seat.principals
        and a.desk_id not in seat.desks
    )


def _registry(seat: Seat, detail: EntryDetail) -> list[Deed]:
    entry, found = detail.entry, []
    state = EntryState(entry.state)
    if state == EntryState.REGISTERED:
        if seat.can(Permission.SUBMIT):
            found.append(Deed("submit", _("Trình lãnh đạo"), None, "T"))
        if seat.can(Permission.REGISTER):
            found.append(Deed("return-to-sender", _("Trả lại nơi gửi")))
    elif state == EntryState.INSTRUCTED and seat.can(Permission.TRANSFER):
        found.append(Deed("transfer", _("Chuyển xử lý"), None, "C", at_once=True))
    if seat.can(Permission.REGISTER) and state != EntryState.CANCELLED:
        if entry.register.closed_at is None:
            found.append(Deed("correct", _("Sửa dữ liệu"), None, "S", icon="pencil"))
        found.append(Deed("attach", _("Thêm tệp"), icon="upload"))
        if state == EntryState.REGISTERED:
            found.append(Deed("cancel-number", _("Hủy số đến")))
    forwards = seat.can(Permission.INSTRUCT) or seat.can(Permission.TRANSFER)
    if forwards and state not in (EntryState.CANCELLED, EntryState.RETURNED):
        found.append(Deed("forward", _("Chuyển để biết"), icon="forward"))
    return found


def _own(seat: Seat, detail: EntryDetail, a: Assignment) -> list[Deed]:
    """What one part on the seat's own desk asks for."""
    acting, state = a.state in ACTING_STATES, EntryState(detail.entry.state)
    found: list[Deed] = []
    if a.part == Part.DIRECT:
        if acting and state == EntryState.SUBMITTED and seat.can(Permission.INSTRUCT):
            if a.proposal:
                found.append(
                    Deed("agree", _("Đồng ý đề xuất"), a.id, "D", at_once=True)
                )
            found.append(Deed("instruct", _("Bút phê"), a.id, "B"))
            found.append(Deed("send-back", _("Trả lại"), a.id))
        elif seat.can(Permission.INSTRUCT) and (
            a.state == AssignmentState.HANDED_ON or state == EntryState.DONE
        ):
            found.append(Deed("instruct", _("Chỉ đạo lại"), a.id))
    elif a.part == Part.INFORM:
        known = detail.known_at is not None and detail.known_at >= a.given_at
        if a.state == AssignmentState.WAITING and not known:
            found.append(Deed("seen", _("Đã biết"), a.id, "E", at_once=True))
    elif state in (EntryState.HANDLING, EntryState.REPORTED):
        hands_on = seat.can(Permission.ASSIGN) or seat.can(Permission.INSTRUCT)
        is_handling = state == EntryState.HANDLING
        if acting and hands_on and is_handling:
            found.append(Deed("assign", _("Phân công"), a.id, "G"))
        if seat.can(Permission.WORK) and (acting or _all_back(detail, a)):
            found.append(Deed("report", _("Báo cáo kết quả"), a.id, "R"))
        if a.state == AssignmentState.HANDED_ON and hands_on and is_handling:
            found.append(Deed("assign", _("Phân công lại"), a.id))
        if acting:
            found.append(Deed("send-back", _("Trả lại việc"), a.id))
    return found


def _asks(seat: Seat, detail: EntryDetail, a: Assignment) -> list[Deed]:
    """More time, or another desk: once each, until it is answered."""
    mine = a.part in (Part.LEAD, Part.SUPPORT) and a.state in UNDER_WAY
    going_on = detail.entry.state in (EntryState.HANDLING, EntryState.REPORTED)
    if not (mine and going_on and seat.can(Permission.WORK)):
        return []
    open_kinds = {
        one.kind
        for one in detail.requests
        if one.assignment_id == a.id and one.state == WishState.OPEN
    }
    found: list[Deed] = []
    if a.due_on is not None and Wish.EXTENSION not in open_kinds:
        found.append(Deed("ask-extension", _("Xin gia hạn"), a.id, icon="history"))
    if Wish.PASS_ON not in open_kinds:
        found.append(Deed("ask-pass-on", _("Xin chuyển nơi khác"), a.id))
    return found


def _all_back(detail: EntryDetail, a: Assignment) -> bool:
    """Handed on, and everything handed on from here is finished."""
    waiting = OPEN_ASSIGNMENT_STATES | {AssignmentState.HELD}
    return a.state == AssignmentState.HANDED_ON and not any(
        below.parent_id == a.id
        and below.state in waiting
        and below.part in (Part.LEAD, Part.SUPPORT)
        for below in detail.assignments
    )
