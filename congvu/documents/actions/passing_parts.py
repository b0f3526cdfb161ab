"""Another desk takes a part over: passed on by its giver or its head, or asked for."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.documents import queries
from congvu.documents.access import heads
from congvu.documents.actions.across import beyond_sender_reasons
from congvu.documents.actions.crossing import lock_sender_of
from congvu.documents.actions.entries import (
    any_assignment,
    given_assignment,
    hands_out_reasons,
    locked_entry,
    own_assignment,
    permission_reasons,
    reason_reasons,
    state_reasons,
    under_way_reasons,
)
from congvu.documents.actions.history import grant, note
from congvu.documents.actions.landing import landing, why_elsewhere, with_words
from congvu.documents.actions.requests import decide, open_request, open_request_reasons
from congvu.documents.actions.shares import day_reasons, is_own_desk, may_hand_to
from congvu.documents.actions.tree import withdraw_open
from congvu.documents.models import Assignment, Delivery, RegisterEntry, WorkRequest
from congvu.documents.rules import (
    AssignmentState,
    EntryState,
    Part,
    Wish,
    WishState,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop, nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission

_GOING_ON = (EntryState.HANDLING, EntryState.REPORTED)


@transaction.atomic
def pass_on(
    *,
    entry_id: UUID,
    assignment_id: UUID,
    to_desk_id: UUID,
    reason: str,
    by: Seat,
    at: datetime,
    due_on: date | None = None,
    day_off: bool = False,
) -> Assignment:
    """Chuyển người khác xử lý: the part goes to another desk, its day with it.

    The giver passes it to whomever it may give work to, and may set another day. The
    head of the unit it lies in passes it to somebody else of the unit, no more: another
    unit is the giver's to choose (`ask_pass_on`). The old part stays in the tree.
    """
    lock_sender_of(entry_id)
    entry = locked_entry(entry_id, by)
    assignment = any_assignment(entry, assignment_id)
    today = local_date(at)
    desks = queries.desks(by.agency_id, today)
    to = desks.get(to_desk_id)
    reasons = hands_out_reasons(by) + state_reasons(entry, *_GOING_ON)
    reasons += under_way_reasons(assignment) + outside_reasons(assignment)
    reasons += _reach_reasons(assignment, to, by, due_on=due_on)
    there = to and landing(to, desks, by, leaves=assignment.desk_id)
    reasons += to_reasons(entry, assignment, to, there)
    reasons += day_reasons(due_on, today, day_off=day_off)
    reasons += _parent_reasons(entry, assignment, due_on) + reason_reasons(reason)
    reasons += beyond_sender_reasons(entry, due_on, field="due_on")
    if reasons or to is None or there is None:
        raise Refused(reasons)
    return move_part(
        entry=entry,
        old=assignment,
        to=there,
        meant=to,
        due_on=due_on,
        why=reason,
        by=by,
        at=at,
    )


def move_part(
    *,
    entry: RegisterEntry,
    old: Assignment,
    to: queries.Desk,
    meant: queries.Desk,
    due_on: date | None,
    why: str,
    by: Seat,
    at: datetime,
) -> Assignment:
    """The old part ends passed on; the new one has the same giver and stays beside.

    It lies at ``to``, also where another desk was ``meant`` whose holder is away.
    """
    elsewhere = why_elsewhere(meant, to)
    withdraw_open(
        entry, at=at, why=gettext_noop("Việc gốc đã chuyển nơi khác."), below=old
    )
    old.state, old.ended_at, old.reason = AssignmentState.PASSED_ON, at, nfc(why)
    old.save(update_fields=["state", "ended_at", "reason"])
    made = Assignment.objects.create(
        entry=entry,
        agency_id=entry.agency_id,
        parent=old.parent,
        part=old.part,
        desk_id=to.id,
        desk_name=to.name,
        unit_id=to.unit_id,
        state=AssignmentState.WAITING,
        due_on=due_on or old.due_on,
        first_due_on=old.first_due_on,
        instruction_id=old.instruction_id,
        request=with_words(old.request, elsewhere)[:1000],
        given_at=at,
        given_by=old.given_by,
        given_by_post_id=old.given_by_post_id,
        passed_from=old,
    )
    grant(entry, {to.id, to.unit_id})
    if old.part == Part.LEAD:
        entry.holder = to.name
        entry.save(update_fields=["holder"])
    note(
        "documents.part-passed-on",
        entry=entry,
        by=by,
        at=at,
        detail={
            "assignment": str(made.id),
            "from_desk": old.desk_name,
            "to_desk": to.name,
            "text": nfc(why),
            **({"elsewhere": elsewhere} if elsewhere else {}),
        },
    )
    return made


@transaction.atomic
def ask_pass_on(
    *,
    entry_id: UUID,
    assignment_id: UUID,
    to_desk_id: UUID,
    reason: str,
    by: Seat,
    at: datetime,
) -> WorkRequest:
    """The desk asks its giver to give the part to another unit or person."""
    entry = locked_entry(entry_id, by)
    assignment = own_assignment(entry, assignment_id, by)
    to = queries.desks(by.agency_id, local_date(at)).get(to_desk_id)
    reasons = permission_reasons(by, Permission.WORK, Permission.ASSIGN)
    reasons += state_reasons(entry, *_GOING_ON) + under_way_reasons(assignment)
    reasons += open_request_reasons(assignment, Wish.PASS_ON)
    reasons += to_reasons(entry, assignment, to, to) + reason_reasons(reason)
    if to is not None and is_own_desk(by, to):
        reasons.append(Reason(_("Việc đang ở chính bàn này."), "to_desk"))
    if reasons or to is None:
        raise Refused(reasons)
    asked = open_request(
        assignment=assignment, kind=Wish.PASS_ON, why=reason, by=by, at=at, to=to
    )
    note(
        "documents.pass-on-asked",
        entry=entry,
        by=by,
        at=at,
        detail={
            "assignment": str(assignment.id),
            "to_desk": to.name,
            "reason": asked.reason,
        },
    )
    return asked


@transaction.atomic
def answer_pass_on(
    *,
    entry_id: UUID,
    assignment_id: UUID,
    granted: bool,
    by: Seat,
    at: datetime,
    reason: str = "",
) -> WorkRequest:
    """The giver lets the part go where it was asked to, or says why not."""
    entry = locked_entry(entry_id, by)
    assignment = given_assignment(entry, assignment_id, by)
    reasons = hands_out_reasons(by) + state_reasons(entry, *_GOING_ON)
    reasons += under_way_reasons(assignment)
    asked = WorkRequest.objects.filter(
        assignment=assignment, kind=Wish.PASS_ON, state=WishState.OPEN
    ).first()
    if asked is None:
        reasons.append(Reason(_("Đề nghị này đã được trả lời hoặc không còn.")))
    reasons += [] if granted else reason_reasons(reason)
    desks = queries.desks(by.agency_id, local_date(at))
    to = desks.get(asked.to_desk_id if asked and asked.to_desk_id else assignment_id)
    there = to and landing(to, desks, by, leaves=assignment.desk_id)
    if granted and asked is not None:
        reasons += to_reasons(entry, assignment, to, there)
    if reasons or asked is None:
        raise Refused(reasons)
    decide(asked=asked, granted=granted, answer=reason, by=by, at=at)
    if granted and to is not None and there is not None:
        move_part(
            entry=entry,
            old=assignment,
            to=there,
            meant=to,
            due_on=None,
            why=asked.reason,
            by=by,
            at=at,
        )
    else:
        note(
            "documents.pass-on-refused",
            entry=entry,
            by=by,
            at=at,
            detail={
                "assignment": str(assignment.id),
                "to_desk": asked.to_desk_name,
                "reason": asked.answer,
            },
        )
    return asked


def outside_reasons(assignment: Assignment) -> list[Reason]:
    """What lies at another agency is not passed on from here."""
    if not Delivery.objects.filter(assignment=assignment).exists():
        return []
    return [Reason(_("Việc đã gửi cơ quan khác: thu hồi rồi giao lại."))]


def to_reasons(
    entry: RegisterEntry,
    assignment: Assignment,
    to: queries.Desk | None,
    there: queries.Desk | None,
) -> list[Reason]:
    """What is wrong with the desk that should take it over, or the one it lands on."""
    if to is None or there is None:
        words = _("Nơi nhận không còn hoạt động hoặc không thuộc cơ quan này.")
    elif not to.is_held:
        words = _("%(desk)s hiện không có người giữ, không nhận việc được.") % {
            "desk": to.name
        }
    elif to.id == assignment.desk_id:
        words = _("Việc đang ở chính nơi này.")
    elif Assignment.objects.filter(
        entry=entry,
        parent=assignment.parent_id,
        desk_id=there.id,
        state__in=_HAS_IT,
    ).exists():
        words = _("%(desk)s đã có phần trong việc này.") % {"desk": there.name}
        words = with_words(words, why_elsewhere(to, there))
    else:
        return []
    return [Reason(words, "to_desk")]


_HAS_IT = (
    AssignmentState.HELD,
    AssignmentState.WAITING,
    AssignmentState.WORKING,
    AssignmentState.HANDED_ON,
    AssignmentState.REPORTED,
)


def _reach_reasons(
    assignment: Assignment, to: queries.Desk | None, by: Seat, *, due_on: date | None
) -> list[Reason]:
    """The giver chooses freely; a head only within the unit, and never the day."""
    if to is not None and is_own_desk(by, to):
        return [Reason(_("Không giao được cho chính bàn của mình."), "to_desk")]
    parent = assignment.parent
    if parent is not None and parent.desk_id in by.desks:
        if to is None or may_hand_to(by, to) or by.can(Permission.INSTRUCT):
            return []
        words = _("%(desk)s không thuộc đơn vị của mình, không phân công được.")
        return [Reason(words % {"desk": to.name}, "to_desk")]
    if not heads(by, assignment):
        return [Reason(_("Chỉ người giao việc hoặc trưởng đơn vị chuyển được."))]
    reasons: list[Reason] = []
    if due_on is not None:
        words = _("Chỉ người giao việc đổi được hạn; trưởng đơn vị thì xin gia hạn.")
        reasons.append(Reason(words, "due_on"))
    if to is not None and (to.is_unit or not may_hand_to(by, to)):
        words = _(
            "%(desk)s không thuộc đơn vị của mình. Muốn chuyển sang đơn vị khác, xin "
            "người giao việc."
        )
        reasons.append(Reason(words % {"desk": to.name}, "to_desk"))
    return reasons


def _parent_reasons(
    entry: RegisterEntry, assignment: Assignment, due_on: date | None
) -> list[Reason]:
    """The day of a part handed on may not lie after that of what it is part of."""
    parent = assignment.parent
    if due_on is None or parent is None or parent.part == Part.DIRECT:
        return []
    last = parent.due_on or entry.due_on
    if last is None or due_on <= last:
        return []
    words = _("Hạn giao tiếp không được sau hạn của đơn vị (%(day)s).")
    return [Reason(words % {"day": last.strftime("%d/%m/%Y")}, "due_on")]
