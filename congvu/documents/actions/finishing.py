"""Answering for it: report, confirm, return, and the ways a paper ends."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.documents import queries
from congvu.documents.actions.crossing import come_back, lock_sender_of, refuse_received
from congvu.documents.actions.entries import (
    locked_entry,
    own_assignment,
    permission_reasons,
    reason_reasons,
    state_reasons,
)
from congvu.documents.actions.history import note
from congvu.documents.actions.looking import know
from congvu.documents.actions.tree import (
    give_back,
    mark_reported,
    open_below,
    withdraw_open,
)
from congvu.documents.models import Assignment, RegisterEntry
from congvu.documents.rules import (
    ACTING_STATES,
    ENTRY_STATE_NAMES,
    LONGEST_SYMBOL,
    OPEN_ENTRY_STATES,
    AssignmentState,
    EntryState,
    Part,
    holding_reasons,
)
from congvu.lib.dates import local_date
from congvu.lib.numbering import SymbolUnreadable, parse_symbol
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop, nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission, members_of


@transaction.atomic
def report(
    *,
    entry_id: UUID,
    assignment_id: UUID,
    result: str,
    by: Seat,
    at: datetime,
    reply_symbol: str = "",
) -> Assignment:
    """Say that one's part is done and what came of it; the giver confirms.

    ``reply_symbol`` is the number and symbol of the paper that answers it, if any.
    """
    entry = locked_entry(entry_id, by)
    assignment = own_assignment(entry, assignment_id, by)
    reasons = permission_reasons(by, Permission.WORK)
    reasons += state_reasons(entry, EntryState.HANDLING, EntryState.REPORTED)
    if assignment.part not in (Part.LEAD, Part.SUPPORT):
        reasons.append(Reason(_("Phần việc này không cần báo cáo.")))
    elif assignment.state == AssignmentState.HANDED_ON and open_below(assignment):
        reasons.append(
            Reason(
                _("Còn %(count)s phần việc đã giao tiếp chưa xong.")
                % {"count": open_below(assignment)}
            )
        )
    elif assignment.state not in ACTING_STATES | {AssignmentState.HANDED_ON}:
        reasons.append(Reason(_("Phần việc này đã báo cáo hoặc đã kết thúc.")))
    if not nfc(result):
        reasons.append(Reason(_("Chưa ghi kết quả."), "result"))
    reply, unreadable = _reply(reply_symbol)
    if reasons or unreadable:
        raise Refused([*reasons, *unreadable])
    mark_reported(entry, assignment, nfc(result)[:2000], reply, at)
    note(
        "documents.reported",
        entry=entry,
        by=by,
        at=at,
        detail={
            "text": assignment.result,
            "part": assignment.part,
            **({"reply": reply} if reply else {}),
        },
    )
    return assignment


def _reply(symbol: str) -> tuple[str, list[Reason]]:
    """The symbol as it is written, or why it is none."""
    if not nfc(symbol):
        return "", []
    try:
        text = parse_symbol(symbol).text
    except SymbolUnreadable as why:
        return "", [Reason(r.message, "reply_symbol") for r in why.reasons]
    if len(text) > LONGEST_SYMBOL:
        words = _("Dài quá %(most)d ký tự.") % {"most": LONGEST_SYMBOL}
        return "", [Reason(words, "reply_symbol")]
    return text, []


def _reported_to(entry: RegisterEntry, assignment_id: UUID, by: Seat) -> Assignment:
    """A reported part whose giver's desk is the actor's."""
    found = (
        Assignment.objects.select_related("parent__parent")
        .filter(pk=assignment_id, entry=entry, parent__desk_id__in=by.desks)
        .first()
    )
    if found is None:
        raise Refused([_("Việc này không do chức vụ đang chọn giao.")])
    return found


@transaction.atomic
def confirm(
    *, entry_id: UUID, assignment_id: UUID, by: Seat, at: datetime, remark: str = ""
) -> RegisterEntry:
    """The giver accepts a reported result.

    Accepting the lead's result reports it one step up; at the leader's desk the paper
    is answered for and closed, and what others still held of it is withdrawn.
    """
    lock_sender_of(entry_id)
    entry = locked_entry(entry_id, by)
    assignment = _reported_to(entry, assignment_id, by)
    reasons = permission_reasons(
        by, Permission.INSTRUCT, Permission.ASSIGN
    ) + state_reasons(entry, EntryState.HANDLING, EntryState.REPORTED)
    if assignment.state != AssignmentState.REPORTED:
        reasons.append(Reason(_("Phần việc này chưa báo cáo kết quả.")))
    if reasons:
        raise Refused(reasons)
    assignment.state, assignment.ended_at = AssignmentState.DONE, at
    assignment.save(update_fields=["state", "ended_at"])
    parent = assignment.parent
    if assignment.part == Part.LEAD and parent is not None:
        if parent.part == Part.DIRECT:
            _finish(entry, parent, assignment, by, at)
        else:
            reply = assignment.reply_symbol
            mark_reported(entry, parent, assignment.result, reply, at)
    note(
        "documents.confirmed",
        entry=entry,
        by=by,
        at=at,
        detail={"from": assignment.desk_name, "text": nfc(remark)[:1000]},
    )
    return entry


def _finish(
    entry: RegisterEntry, direct: Assignment, told: Assignment, by: Seat, at: datetime
) -> None:
    direct.state, direct.ended_at = AssignmentState.DONE, at
    direct.save(update_fields=["state", "ended_at"])
    withdraw_open(entry, at=at, why=gettext_noop("Văn bản đã giải quyết xong."))
    entry.state, entry.holder, entry.finished_at = EntryState.DONE, "", at
    # An answer that was issued stands there already; a report may name none.
    reply = told.reply_symbol or entry.reply_symbol
    entry.result, entry.reply_symbol = told.result, reply
    entry.save(
        update_fields=["state", "holder", "finished_at", "result", "reply_symbol"]
    )
    come_back(entry=entry, result=told.result, reply=reply, by=by, at=at)


@transaction.atomic
def return_report(
    *, entry_id: UUID, assignment_id: UUID, reason: str, by: Seat, at: datetime
) -> Assignment:
    """The giver does not accept a result: back to work, with the reason."""
    entry = locked_entry(entry_id, by)
    assignment = _reported_to(entry, assignment_id, by)
    reasons = permission_reasons(
        by, Permission.INSTRUCT, Permission.ASSIGN
    ) + state_reasons(entry, EntryState.HANDLING, EntryState.REPORTED)
    if assignment.state != AssignmentState.REPORTED:
        reasons.append(Reason(_("Phần việc này chưa báo cáo kết quả.")))
    if not nfc(reason):
        reasons.append(Reason(_("Chưa ghi lý do trả lại."), "reason"))
    if reasons:
        raise Refused(reasons)
    assignment.state = AssignmentState.WORKING
    assignment.reason = nfc(reason)[:1000]
    assignment.save(update_fields=["state", "reason"])
    if assignment.part == Part.LEAD:
        entry.state, entry.holder = EntryState.HANDLING, assignment.desk_name
        entry.save(update_fields=["state", "holder"])
    note(
        "documents.sent-back",
        entry=entry,
        by=by,
        at=at,
        detail={
            "to": assignment.desk_name,
            "text": assignment.reason,
            "assignment": str(assignment.id),
        },
    )
    return assignment


@transaction.atomic
def send_back(
    *, entry_id: UUID, assignment_id: UUID, reason: str, by: Seat, at: datetime
) -> Assignment:
    """Give a part back to who gave it: not ours, or not possible, and why."""
    entry = locked_entry(entry_id, by)
    assignment = own_assignment(entry, assignment_id, by)
    reasons = permission_reasons(
        by, Permission.WORK, Permission.INSTRUCT, Permission.ASSIGN
    ) + state_reasons(entry, *OPEN_ENTRY_STATES)
    if assignment.part == Part.INFORM:
        reasons.append(Reason(_("Việc này chỉ để biết, không phải trả lại.")))
    elif assignment.state not in ACTING_STATES:
        reasons.append(Reason(_("Phần việc này đã giao tiếp hoặc đã xong.")))
    if not nfc(reason):
        reasons.append(Reason(_("Chưa ghi lý do trả lại."), "reason"))
    if reasons:
        raise Refused(reasons)
    assignment.state, assignment.ended_at = AssignmentState.RETURNED, at
    assignment.reason = nfc(reason)[:1000]
    assignment.save(update_fields=["state", "ended_at", "reason"])
    withdraw_open(
        entry, at=at, why=gettext_noop("Việc gốc đã được trả lại."), below=assignment
    )
    giver = give_back(entry, assignment, local_date(at))
    note(
        "documents.sent-back",
        entry=entry,
        by=by,
        at=at,
        detail={"to": giver, "text": assignment.reason},
    )
    return assignment


@transaction.atomic
def mark_seen(
    *, entry_id: UUID, assignment_id: UUID, by: Seat, at: datetime
) -> Assignment:
    """What was for information is known to this person.

    Given to a whole unit, it ends when everybody there has said so: one member's word
    takes it from that member's desk alone.
    """
    entry = locked_entry(entry_id, by)
    assignment = own_assignment(entry, assignment_id, by)
    whole_unit = assignment.desk_id == members_of(assignment.unit_id or by.unit_id)
    waits = assignment.part == Part.INFORM and assignment.state == (
        AssignmentState.WAITING
    )
    if not waits or (
        whole_unit and not know(entry=entry, by=by, at=at, since=assignment)
    ):
        raise Refused([_("Việc này không phải “để biết” hoặc đã xem.")])
    if not whole_unit or not queries.not_knowing(assignment, on=local_date(at)):
        assignment.state = AssignmentState.SEEN
        assignment.ended_at = at
    assignment.read_at = assignment.read_at or at
    assignment.save(update_fields=["state", "read_at", "ended_at"])
    note("documents.noted", entry=entry, by=by, at=at)
    return assignment


@transaction.atomic
def return_to_sender(
    *, entry_id: UUID, reason: str, by: Seat, at: datetime
) -> RegisterEntry:
    """A wrongly addressed or faulty paper goes back (NĐ 30/2020 Đ21.2)."""
    return _end(
        entry_id=entry_id, reason=reason, by=by, at=at, state=EntryState.RETURNED
    )


@transaction.atomic
def cancel_number(
    *, entry_id: UUID, reason: str, by: Seat, at: datetime
) -> RegisterEntry:
    """A số đến given by mistake stays in the register, with the reason, for good."""
    return _end(
        entry_id=entry_id, reason=reason, by=by, at=at, state=EntryState.CANCELLED
    )


@transaction.atomic
def end_recalled(
    *, entry_id: UUID, reason: str, by: Seat, at: datetime
) -> RegisterEntry:
    """Its issuer took the paper back and the registry agreed: work on it ends."""
    return _end(
        entry_id=entry_id,
        reason=reason,
        by=by,
        at=at,
        state=EntryState.RETURNED,
        ends=[*OPEN_ENTRY_STATES, EntryState.DONE],
    )


def _end(
    *,
    entry_id: UUID,
    reason: str,
    by: Seat,
    at: datetime,
    state: EntryState,
    ends: Collection[EntryState] = (EntryState.REGISTERED,),
) -> RegisterEntry:
    lock_sender_of(entry_id)
    entry = locked_entry(entry_id, by)
    reasons = permission_reasons(by, Permission.REGISTER)
    reasons += state_reasons(entry, *ends)
    reasons += reason_reasons(reason) + holding_reasons(entry.pk)
    if reasons:
        raise Refused(reasons)
    withdraw_open(entry, at=at, why=ENTRY_STATE_NAMES[state].capitalize() + ".")
    refuse_received(entry=entry, reason=nfc(reason), by=by, at=at)
    entry.state, entry.holder, entry.finished_at = state, "", at
    entry.move_by, entry.ended_because = None, nfc(reason)
    entry.save(
        update_fields=["state", "holder", "finished_at", "move_by", "ended_because"]
    )
    event = (
        "documents.number-cancelled"
        if state == EntryState.CANCELLED
        else "documents.sent-back"
    )
    detail: dict[str, object] = {"text": entry.ended_because}
    if state == EntryState.RETURNED:
        detail["to"] = entry.document.issuer_name
    note(event, entry=entry, by=by, at=at, detail=detail)
    return entry
