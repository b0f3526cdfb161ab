"""An inventory is taken: whose machine it is, what of it is new, what is gone.

Each machine is one transaction. Two agents of one agency go one after the other, so
that a machine nobody knew is not entered twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256 as _sha256
from io import BytesIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.files.actions import read_table
from congvu.inventory.actions.matching import match_and_hold, one_by_one, suspect
from congvu.inventory.actions.programs import Moved, sync_programs
from congvu.inventory.actions.standing import keep_standing
from congvu.inventory.formats import (
    BOUNDS,
    AgentMessage,
    Unreadable,
    is_table,
    machines_of,
    read_message,
)
from congvu.inventory.models import (
    AgentEnrolment,
    InventoryLoad,
    Machine,
    MachineChange,
    MachineReading,
)
from congvu.inventory.rules import (
    FACTS,
    LONGEST_REASON,
    Format,
    ReadingState,
    Told,
    real_cards,
    real_serial,
    real_uuid,
)
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop, nfc

_CLAIMED = gettext_noop(
    "Máy này đã được cơ quan khác ghi nhận; bản kiểm kê không làm thay đổi gì. "
    "Nhật ký của cơ quan ấy đã ghi lại."
)
_NO_MACHINE = gettext_noop("Tệp không kê máy nào.")
_OVERTAKEN = gettext_noop(
    "Bản này đã nhận trước đây, và sau đó máy đã có bản kiểm kê khác: xem có phải "
    "nạp nhầm tệp cũ."
)


@dataclass(frozen=True)
class _Source:
    message: AgentMessage
    sha256: str
    agency_id: UUID
    by: Actor
    at: datetime
    enrolment: AgentEnrolment | None
    load: InventoryLoad | None = None

    def digest(self, told: Told | None) -> str:
        """Of the message as it came; of a table, of what the line says."""
        if told is not None and self.message.format == Format.TABLE:
            return _sha256(repr(told).encode("utf-8", "replace")).hexdigest()
        return self.sha256


def receive(
    *,
    content: bytes,
    agency_id: UUID,
    by: Actor,
    at: datetime,
    name: str = "",
    most: int | None = None,
) -> list[MachineReading]:
    """A file as it was uploaded: a reading a machine, or one that says why not.

    Refused where it tells of more than ``most`` machines: who waits for the answer
    takes a long table in as a load.
    """
    try:
        message = open_message(content)
    except Unreadable as why:
        refused = refuse_message(
            why=why, content=content, agency_id=agency_id, by=by, at=at, name=name
        )
        return [refused]
    if most is not None and len(message.machines) > most:
        words = _("Bảng có hơn %(most)d máy: nạp như bảng dài, không chờ ở đây.")
        raise Refused([Reason(words % {"most": most}, "file")])
    return take_message(
        message=message, content=content, agency_id=agency_id, by=by, at=at
    )


def open_message(content: bytes) -> AgentMessage:
    """What a file says of which machines, whoever wrote it; or `Unreadable`."""
    found = _table(content) if is_table(content) else read_message(content)
    if not found.machines and not found.refused:
        raise Unreadable(_NO_MACHINE)
    return found


def _table(content: bytes) -> AgentMessage:
    """A stranger's table, opened in the jail."""
    try:
        table, _digest = read_table(stream=BytesIO(content), bounds=BOUNDS)
    except Refused as why:
        words = " ".join(reason.message for reason in why.reasons)
        raise Unreadable(words) from why
    return machines_of(table)


def take_message(
    *,
    message: AgentMessage,
    content: bytes,
    agency_id: UUID,
    by: Actor,
    at: datetime,
    enrolment: AgentEnrolment | None = None,
    load: InventoryLoad | None = None,
) -> list[MachineReading]:
    """What was read of it; of a table each line for itself."""
    digest = _sha256(content).hexdigest()
    source = _Source(message, digest, agency_id, by, at, enrolment, load)
    taken = [_take(told, source) for told in message.machines]
    for which, words, given in message.refused:
        reading = _reading(source, which, reason=_(words) % given)
        taken.append(_write_refusal(reading, by))
    return taken


def refuse_message(
    *,
    why: Unreadable,
    content: bytes,
    agency_id: UUID,
    by: Actor,
    at: datetime,
    name: str = "",
    enrolment: AgentEnrolment | None = None,
) -> MachineReading:
    """What cannot be read leaves a line that says so."""
    reason = _(why.words) % why.given if why.given else _(why.words)
    return _write_refusal(
        MachineReading(
            agency_id=agency_id,
            enrolment=enrolment,
            at=at,
            sha256=_sha256(content).hexdigest(),
            told=nfc(name)[:200],
            state=ReadingState.REFUSED,
            reason=reason[:LONGEST_REASON],
        ),
        by,
    )


@transaction.atomic
def _write_refusal(reading: MachineReading, by: Actor) -> MachineReading:
    reading.save()
    record(
        "inventory.refused",
        by=by,
        at=reading.at,
        on=reading,
        agency_id=reading.agency_id,
        data={"reason": reading.reason, "format": reading.format},
    )
    return reading


def _reading(
    source: _Source, called: str, told: Told | None = None, *, reason: str = ""
) -> MachineReading:
    return MachineReading(
        agency_id=source.agency_id,
        enrolment=source.enrolment,
        load=source.load,
        at=source.at,
        sha256=source.digest(told),
        format=source.message.format,
        agent=source.message.agent,
        told=called[:200],
        state=ReadingState.REFUSED if reason else ReadingState.UNCHANGED,
        reason=reason[:LONGEST_REASON],
    )


@transaction.atomic
def _take(told: Told, source: _Source) -> MachineReading:
    one_by_one(source.agency_id)
    found = match_and_hold(told, source.agency_id)
    if found.claimed is not None:
        return _claim(found.claimed, told, source)
    machine = found.machine
    reading = _reading(source, told.name or told.device_id, told)
    remarks = [_(one) for one in told.odd]
    if machine is not None and _is_overtaken(machine, told, source):
        remarks.append(_(_OVERTAKEN))
    reading.reason = " ".join(remarks)[:LONGEST_REASON]
    is_new = machine is None
    if machine is None:
        machine = _enter(told, source)
        suspect(machine, found, told, source.at)
    changed = _tell_facts(machine, told, source, is_new=is_new)
    moved = Moved()
    if told.programs is not None:
        moved = sync_programs(machine.pk, told.programs, source.at)
    reading.machine = machine
    reading.programs = len(told.programs or ())
    reading.added, reading.removed = moved.added, moved.removed
    if is_new or changed or moved.anything:
        reading.state = ReadingState.ACCEPTED
        data = {
            "name": machine.name,
            "format": reading.format,
            "added": moved.added,
            "removed": moved.removed,
            "changed": changed,
        }
        record(
            "inventory.received",
            by=source.by,
            at=source.at,
            on=machine,
            agency_id=source.agency_id,
            data=data,
        )
    reading.save()
    return reading


def _is_overtaken(machine: Machine, told: Told, source: _Source) -> bool:
    """Whether it is an old file, and another inventory changed the machine since.

    What an agent sends is how the machine is, also when it was so before.
    """
    if source.enrolment is not None:
        return False
    rows = machine.readings.filter(sha256=source.digest(told))
    last = rows.exclude(state=ReadingState.REFUSED).order_by("-at").first()
    if last is None:
        return False
    since = machine.readings.filter(state=ReadingState.ACCEPTED, at__gt=last.at)
    return since.exists()


def _refuse(
    told: Told, source: _Source, reason: str, *, of: Machine | None = None
) -> MachineReading:
    reading = _reading(source, told.name or told.device_id, told, reason=reason)
    reading.machine = of
    return _write_refusal(reading, source.by)


def _claim(claimed: Machine, told: Told, source: _Source) -> MachineReading:
    """The owner's log says that somebody else's agent spoke of their machine."""
    reading = _refuse(told, source, _(_CLAIMED))
    record(
        "inventory.claimed",
        by=source.by,
        at=source.at,
        on=claimed,
        agency_id=claimed.agency_id,
        data={"machine": claimed.name, "name": reading.told},
    )
    return reading


def _enter(told: Told, source: _Source) -> Machine:
    made = Machine.objects.create(
        agency_id=source.agency_id,
        name=told.name or told.device_id,
        added_at=source.at,
        device_id=told.device_id,
    )
    keep_standing([made.pk], at=source.at)
    return made


def _facts(told: Told) -> dict[str, object]:
    """What it really says: no placeholder of a board's maker is a serial number."""
    said = {fact: getattr(told, fact) for fact in FACTS}
    said["serial"], said["uuid"] = real_serial(told.serial), real_uuid(told.uuid)
    return {fact: value for fact, value in said.items() if value not in ("", None)}


def _tell_facts(machine: Machine, told: Told, source: _Source, *, is_new: bool) -> int:
    """How many facts changed; of a machine that is new, none did. A table that somebody
    kept is no inventory: when the last one came stays.
    """
    changes = []
    for fact, after in _facts(told).items():
        before = getattr(machine, fact)
        if before == after:
            continue
        setattr(machine, fact, after)
        was = "" if before is None else str(before)
        changes.append(
            MachineChange(
                machine=machine, at=source.at, fact=fact, before=was, after=str(after)
            )
        )
    machine.cards = list(real_cards(told.cards)) or machine.cards
    machine.last_user = told.last_user or machine.last_user
    # What a merged one was called by its agent stays its own, and is found by it.
    if not machine.merged.filter(device_id=told.device_id).exists():
        machine.device_id = told.device_id or machine.device_id
    if source.message.format != Format.TABLE:
        machine.seen_at, machine.silent_told_at = source.at, None
    # A person's part is a person's.
    told_of = [*FACTS, "cards", "last_user", "device_id", "seen_at", "silent_told_at"]
    machine.save(update_fields=told_of)
    if is_new:
        return 0
    MachineChange.objects.bulk_create(changes)
    return len(changes)
