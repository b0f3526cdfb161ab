"""What a seat may do with a paper now; the actions decide again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.documents.models import (
    Assignment,
    WorkRequest,
)
from congvu.documents.queries import (
    EntryDetail,
    asks_sender,
    gives_work,
    may_be_urged,
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
    Part,
    Wish,
    WishState,
)
from congvu.organisations.access import Seat
from congvu.organisations.rules import UNIT_WIDE, Permission


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
