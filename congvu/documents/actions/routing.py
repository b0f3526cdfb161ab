"""Handing out: submit to a leader, instruct, transfer, assign.

Every action locks the entry's row first, so that two people deciding on one paper wait
for each other and the second one is told what the first one did.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.documents import queries
from congvu.documents.actions.across import beyond_sender_reasons
from congvu.documents.actions.crossing import come_back, lock_sender_of
from congvu.documents.actions.deliveries import send_held
from congvu.documents.actions.entries import (
    locked_entry,
    own_assignment,
    permission_reasons,
    state_reasons,
)
from congvu.documents.actions.history import grant, note
from congvu.documents.actions.landing import (
    landed,
    landing,
    why_elsewhere,
    with_words,
)
from congvu.documents.actions.shares import (
    Share,
    own_desk_reasons,
    reach_reasons,
    recipients,
    share_reasons,
    text_reasons,
)
from congvu.documents.actions.tree import hand_out, withdraw_open
from congvu.documents.models import Assignment, Instruction, RegisterEntry
from congvu.documents.rules import ACTING_STATES, AssignmentState, EntryState, Part
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop, nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission, Role

_INSTRUCTED_ONCE = (
    EntryState.INSTRUCTED,
    EntryState.HANDLING,
    EntryState.REPORTED,
    EntryState.DONE,
)


_WRITES = (Role.LEADER, Role.OFFICE_CHIEF)  # who can be submitted to


def _giving(*, again: bool) -> frozenset[AssignmentState]:
    """States of a part that may be given on: not yet, or, when it is meant, again."""
    if not again:
        return ACTING_STATES
    return frozenset({AssignmentState.HANDED_ON, AssignmentState.DONE})


@transaction.atomic
def submit(
    *,
    entry_id: UUID,
    leader_post_id: UUID,
    by: Seat,
    at: datetime,
    request: str = "",
    proposal: Sequence[Share] = (),
    day_off: bool = False,
) -> RegisterEntry:
    """Put a registered paper on a leader's desk, with the registry's proposal.

    ``day_off`` says that a deadline on a day off is meant; so in every hand-out.
    """
    entry = locked_entry(entry_id, by)
    desks = queries.all_desks(by.agency_id, local_date(at))
    leader = desks.get(leader_post_id)
    reasons = permission_reasons(by, Permission.SUBMIT)
    reasons += state_reasons(entry, EntryState.REGISTERED)
    reasons += _leader_reasons(leader)
    reasons += share_reasons(proposal, desks, local_date(at), day_off=day_off)
    if reasons or leader is None:
        raise Refused(reasons)
    asked, leader = leader, _leader_landing(leader, desks, by)
    request, elsewhere = nfc(request)[:1000], why_elsewhere(asked, leader)
    Assignment.objects.create(
        entry=entry,
        agency_id=entry.agency_id,
        part=Part.DIRECT,
        desk_id=leader.id,
        desk_name=leader.name,
        unit_id=leader.unit_id,
        state=AssignmentState.WAITING,
        due_on=entry.due_on,
        request=with_words(request, elsewhere)[:1000],
        proposal=[s.as_json() for s in proposal],
        given_at=at,
        given_by=by.person_name,
        given_by_post_id=by.post_id,
    )
    entry.state, entry.holder, entry.move_by = EntryState.SUBMITTED, leader.name, None
    entry.save(update_fields=["state", "holder", "move_by"])
    grant(entry, [leader.id])
    note(
        "documents.submitted",
        entry=entry,
        by=by,
        at=at,
        detail={
            "to": leader.name,
            "text": request,
            **({"elsewhere": elsewhere} if elsewhere else {}),
        },
    )
    return entry


def _leader_reasons(leader: queries.Desk | None) -> list[Reason]:
    if leader is None or leader.role not in _WRITES:
        return [Reason(_("Chọn một lãnh đạo của cơ quan."), "leader")]
    if leader.is_held:
        return []
    words = _("%(desk)s hiện không có người giữ.")
    return [Reason(words % {"desk": leader.name}, "leader")]


def _leader_landing(
    leader: queries.Desk, desks: dict[UUID, queries.Desk], by: Seat
) -> queries.Desk:
    """What waits for a bút phê goes only where one can be written."""
    found = landing(leader, desks, by)
    return found if found.role in _WRITES else leader


def _write(
    entry: RegisterEntry,
    level: Instruction.Level,
    text: str,
    by: Seat,
    at: datetime,
) -> Instruction:
    return Instruction.objects.create(
        entry=entry,
        level=level,
        text=nfc(text),
        given_at=at,
        given_by=by.person_name,
        given_by_post=by.acts_as,
        post_id=by.post_id,
    )


def _writing_reasons(
    entry: RegisterEntry, assignment: Assignment, by: Seat, *, again: bool
) -> list[Reason]:
    """Why this seat may not write a bút phê on this part now."""
    allowed = _INSTRUCTED_ONCE if again else (EntryState.SUBMITTED,)
    reasons = permission_reasons(by, Permission.INSTRUCT)
    reasons += state_reasons(entry, *allowed)
    if assignment.part != Part.DIRECT or assignment.state not in _giving(again=again):
        reasons.append(Reason(_("Việc này không chờ bút phê.")))
    return reasons


def _said_reasons(text: str, *, is_empty: bool) -> list[Reason]:
    """What is wrong with the words, and with handing out to nobody."""
    reasons: list[Reason] = []
    if not nfc(text):
        reasons.append(Reason(_("Chưa ghi ý kiến chỉ đạo."), "text"))
    if is_empty:
        words = _("Chọn nơi chủ trì hoặc nơi để biết, hoặc ghi rõ là chỉ lưu.")
        reasons.append(Reason(words, "lead"))
    return reasons + text_reasons(text)


@transaction.atomic
def instruct(
    *,
    entry_id: UUID,
    assignment_id: UUID,
    text: str,
    shares: Sequence[Share],
    by: Seat,
    at: datetime,
    hold: bool = False,
    again: bool = False,
    file_only: bool = False,
    day_off: bool = False,
) -> Instruction:
    """A leader's bút phê: who leads, who supports, who is informed, by when.

    With ``hold`` the registry transfers it afterwards. Without anybody to lead, the
    paper is for information only and its handling ends here (NĐ 30/2020 Đ24); where not
    even somebody is told, ``file_only`` says that this is meant. Written ``again``, it
    takes the work back from the desks that have it, or opens a finished paper anew.
    """
    lock_sender_of(entry_id)
    entry = locked_entry(entry_id, by)
    assignment = own_assignment(entry, assignment_id, by)
    today = local_date(at)
    desks = queries.all_desks(by.agency_id, today)
    reasons = _writing_reasons(entry, assignment, by, again=again)
    reasons += _said_reasons(text, is_empty=not shares and not file_only)
    reasons += share_reasons(shares, desks, today, day_off=day_off)
    reasons += own_desk_reasons(shares, desks, by)
    reasons += beyond_sender_reasons(entry, *(s.due_on for s in shares), field="due_on")
    if reasons:
        raise Refused(reasons)
    shares = landed(shares, desks, by)
    why = gettext_noop("Thay bằng ý kiến chỉ đạo mới.")
    withdraw_open(entry, at=at, why=why, below=assignment)
    instruction = _write(entry, Instruction.Level.LEADER, text, by, at)
    lead = next((s for s in shares if s.part == Part.LEAD), None)
    held = hold and lead is not None
    state = AssignmentState.HELD if held else AssignmentState.WAITING
    hand_out(
        entry=entry,
        parent=assignment,
        shares=shares,
        desks=desks,
        instruction=instruction,
        state=state,
        by=by,
        at=at,
    )
    entry.recipient = recipients(shares, desks)
    _move_after_instruction(entry, assignment, lead, desks, held, by, at)
    _tell_instruction(entry, instruction, shares, lead, desks, again, by, at)
    if lead is None:
        said = gettext_noop("Đã xem và lưu.")
        come_back(entry=entry, result=said, reply="", by=by, at=at)
    return instruction


def _tell_instruction(
    entry: RegisterEntry,
    instruction: Instruction,
    shares: Sequence[Share],
    lead: Share | None,
    desks: dict[UUID, queries.Desk],
    again: bool,  # noqa: FBT001  private, one caller
    by: Seat,
    at: datetime,
) -> None:
    names: dict[Part, list[str]] = {s.part: [] for s in shares}
    for share in shares:
        names[share.part].append(desks[share.desk_id].name)
    note(
        "documents.instructed",
        entry=entry,
        by=by,
        at=at,
        detail={
            "text": instruction.text,
            "to": {str(part): who for part, who in names.items()},
            "due": lead.due_on.isoformat() if lead and lead.due_on else "",
            **({"again": True} if again else {}),
        },
    )


def _move_after_instruction(
    entry: RegisterEntry,
    assignment: Assignment,
    lead: Share | None,
    desks: dict[UUID, queries.Desk],
    held: bool,  # noqa: FBT001  private, one caller
    by: Seat,
    at: datetime,
) -> None:
    today = local_date(at)
    entry.transferred_on = None if held or not entry.recipient else today
    if lead is None:
        entry.state, entry.holder, entry.finished_at = EntryState.DONE, "", at
        entry.move_by = None
        assignment.state, assignment.ended_at = AssignmentState.DONE, at
    else:
        entry.state = EntryState.INSTRUCTED if held else EntryState.HANDLING
        entry.holder = desks[lead.desk_id].name
        entry.move_by = (
            queries.step_deadline("transfer", entry.urgency, today) if held else None
        )
        entry.finished_at, entry.result = None, ""
        _set_due(entry, lead.due_on, by)
        assignment.state, assignment.ended_at = AssignmentState.HANDED_ON, None
    assignment.read_at = assignment.read_at or at
    assignment.save(update_fields=["state", "ended_at", "read_at"])
    entry.save(
        update_fields=[
            "state",
            "holder",
            "recipient",
            "transferred_on",
            "due_on",
            "due_basis",
            "move_by",
            "finished_at",
            "result",
        ]
    )


def _set_due(entry: RegisterEntry, due_on: date | None, by: Seat) -> None:
    """The leader's day takes the place of the rule's, and is the reason of its own.

    Kept as the office writes it, whatever language the leader reads in.
    """
    if due_on is None or due_on == entry.due_on:
        return
    entry.due_on = due_on
    with override("vi"):
        entry.due_basis = _("Bút phê của %(name)s") % {"name": by.person_name}


@transaction.atomic
def transfer(*, entry_id: UUID, by: Seat, at: datetime) -> RegisterEntry:
    """The registry carries out an instruction: the paper goes to those named in it."""
    entry = locked_entry(entry_id, by)
    reasons = permission_reasons(by, Permission.TRANSFER)
    reasons += state_reasons(entry, EntryState.INSTRUCTED)
    if reasons:
        raise Refused(reasons)
    for part in _land_held(entry, by, at):
        if part.unit_id is not None:
            grant(entry, [part.desk_id, part.unit_id])
    Assignment.objects.filter(entry=entry, state=AssignmentState.HELD).update(
        state=AssignmentState.WAITING, given_at=at
    )
    send_held(entry=entry, by=by, at=at)
    entry.state, entry.transferred_on = EntryState.HANDLING, local_date(at)
    entry.move_by = None
    entry.save(update_fields=["state", "transferred_on", "move_by"])
    note(
        "documents.transferred",
        entry=entry,
        by=by,
        at=at,
        detail={"to": entry.recipient},
    )
    return entry


def _land_held(entry: RegisterEntry, by: Seat, at: datetime) -> list[Assignment]:
    """Who went away since the bút phê was written: their part goes where they asked.

    Where that desk has a part of this paper already, each stays where it was given.
    """
    desks = queries.desks(entry.agency_id, local_date(at))
    held = list(Assignment.objects.filter(entry=entry, state=AssignmentState.HELD))
    taken = {part.desk_id for part in held}
    for part in held:
        desk = desks.get(part.desk_id)
        if desk is None or part.part == Part.INFORM:
            continue
        there = landing(desk, desks, by)
        if there.id in taken:
            continue
        taken.add(there.id)
        part.desk_id, part.desk_name, part.unit_id = there.id, there.name, there.unit_id
        part.request = with_words(part.request, why_elsewhere(desk, there))[:1000]
        part.save(update_fields=["desk_id", "desk_name", "unit_id", "request"])
        if part.part == Part.LEAD:
            entry.holder = there.name
    entry.save(update_fields=["holder"])
    return held


def _late_reasons(
    entry: RegisterEntry, assignment: Assignment, shares: Sequence[Share]
) -> list[Reason]:
    """What is handed on may not end after the day the desk itself was given."""
    last = assignment.due_on or entry.due_on
    if last is None or not any(s.due_on and s.due_on > last for s in shares):
        return []
    words = _("Hạn giao tiếp không được sau hạn của đơn vị (%(day)s).")
    return [Reason(words % {"day": last.strftime("%d/%m/%Y")}, "due_on")]


def _giving_reasons(
    entry: RegisterEntry, assignment: Assignment, by: Seat, *, again: bool
) -> list[Reason]:
    """Why this seat may not give this part on now."""
    reasons = permission_reasons(by, Permission.ASSIGN, Permission.INSTRUCT)
    reasons += state_reasons(entry, EntryState.HANDLING)
    states = _giving(again=again) - {AssignmentState.DONE}
    if assignment.part not in (Part.LEAD, Part.SUPPORT) or (
        assignment.state not in states
    ):
        reasons.append(Reason(_("Phần việc này đã giao tiếp hoặc đã xong.")))
    return reasons


def _move_after_assigning(
    entry: RegisterEntry, assignment: Assignment, made: list[Assignment], at: datetime
) -> None:
    assignment.state = AssignmentState.HANDED_ON
    assignment.read_at = assignment.read_at or at
    assignment.save(update_fields=["state", "read_at"])
    if assignment.part == Part.LEAD:
        entry.holder = next(m.desk_name for m in made if m.part == Part.LEAD)
        entry.save(update_fields=["holder"])


@transaction.atomic
def assign(
    *,
    entry_id: UUID,
    assignment_id: UUID,
    shares: Sequence[Share],
    by: Seat,
    at: datetime,
    text: str = "",
    again: bool = False,
    day_off: bool = False,
) -> list[Assignment]:
    """A unit head, or any desk that may hand on, gives its part to others.

    Given ``again``, it is taken back from the desks that have it.
    """
    entry = locked_entry(entry_id, by)
    assignment = own_assignment(entry, assignment_id, by)
    today = local_date(at)
    desks = queries.desks(by.agency_id, today)
    reasons = _giving_reasons(entry, assignment, by, again=again)
    if not any(share.part == Part.LEAD for share in shares):
        reasons.append(Reason(_("Chọn người chủ trì."), "lead"))
    reasons += text_reasons(text)
    reasons += share_reasons(shares, desks, today, day_off=day_off)
    reasons += own_desk_reasons(shares, desks, by)
    reasons += reach_reasons(shares, desks, by)
    reasons += _late_reasons(entry, assignment, shares)
    if reasons:
        raise Refused(reasons)
    shares = landed(shares, desks, by)
    withdraw_open(
        entry, at=at, why=gettext_noop("Thay bằng phân công mới."), below=assignment
    )
    unit = Instruction.Level.UNIT
    instruction = _write(entry, unit, text, by, at) if nfc(text) else None
    made = hand_out(
        entry=entry,
        parent=assignment,
        shares=shares,
        desks=desks,
        instruction=instruction,
        state=AssignmentState.WAITING,
        by=by,
        at=at,
    )
    _move_after_assigning(entry, assignment, made, at)
    note(
        "documents.assigned",
        entry=entry,
        by=by,
        at=at,
        detail={
            "text": nfc(text),
            "to": [m.desk_name for m in made],
            **({"again": True} if again else {}),
        },
    )
    return made
