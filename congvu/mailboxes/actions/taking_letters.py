"""From mail to register: a letter is put at the registry's door, with its files.

There it is a paper like any other: looked through for marks of secrecy, read, compared
with what is held, registered once. Or it is put aside, with a reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import record
from congvu.audit.rules import Actor, clean_text
from congvu.documents.actions import put_from_outside
from congvu.documents.formats.proposed import TOLD
from congvu.documents.models import IntakeItem
from congvu.documents.rules import Paper
from congvu.files import actions as files
from congvu.files import jail
from congvu.files.models import FileState, StoredFile
from congvu.files.queries import file_as_path, open_file
from congvu.law.queries import document_types
from congvu.lib.dates import VIETNAM, local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop, nfc
from congvu.mailboxes.actions.keeping_letters import jailed_task
from congvu.mailboxes.models import BoxLetter, LetterRule
from congvu.mailboxes.queries.letters import known_sender
from congvu.mailboxes.rules.letters import (
    LONGEST_IGNORING,
    LetterState,
    PartTold,
    in_order,
    subject_said,
    symbol_in,
)
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission

_OTHER_TYPE = "CV"
Kept = Sequence[tuple[StoredFile, str]]


class LetterGone(Refused):
    """Somebody else has dealt with it meanwhile."""


def take_letter(*, letter_id: UUID, by: Seat, at: datetime) -> IntakeItem:
    """Put at the door of the seat's agency; of two who click at once both get the one
    item there is."""
    letter = BoxLetter.objects.select_related("file", "item").get(pk=letter_id)
    if not by.can(Permission.REGISTER):
        raise Refused([_("Chức vụ này không có quyền vào sổ.")])
    if letter.item is not None:
        return letter.item
    return _take(letter, by.agency_id, by.actor, by.person_name, at, None)


def take_by_rule(
    *, letter: BoxLetter, rule: LetterRule, by: Actor, at: datetime
) -> IntakeItem:
    """The same, because its sender and words fit a rule of the agency."""
    with override("vi"):
        who = _("Quy tắc của %(who)s") % {"who": rule.set_by}
    return _take(letter, letter.agency_id, by, who[:80], at, rule)


def _take(
    letter: BoxLetter,
    agency_id: UUID,
    by: Actor,
    who: str,
    at: datetime,
    rule: LetterRule | None,
) -> IntakeItem:
    if letter.file is None or letter.file.state == FileState.DESTROYED:
        words = _("Thư không có ở đây, chỉ còn trong hộp thư; tải từ hộp thư lên.")
        raise Refused([words])
    if letter.state != LetterState.WAITING:
        raise LetterGone([_not_waiting(letter)])
    kept = _keep_files(letter, letter.file, by, at)
    return _put_at_door(letter.pk, kept, agency_id, by, who, at, rule)


def _not_waiting(letter: BoxLetter) -> str:
    if letter.state == LetterState.NEW:
        return _("Thư đang được đọc; thử lại sau ít giây.")
    return _("Thư này đã được xử lý: %(state)s.") % {
        "state": letter.get_state_display()
    }


def _keep_files(letter: BoxLetter, file: StoredFile, by: Actor, at: datetime) -> Kept:
    """The paper first, then what lies beside it, the words, the letter as it came.

    Outside any transaction: bytes cannot be rolled back. The same bytes twice in a
    letter are one file.
    """
    found: dict[UUID, tuple[StoredFile, str]] = {}
    told, blob = _taken_out(file)
    starts = [sum(part.size for part in told[:n]) for n in range(len(told))]
    for number in in_order(told):
        part = told[number]
        data = bytes(blob[starts[number] : starts[number] + part.size])
        stored = _stored(data, part.name, by, at)
        found.setdefault(stored.pk, (stored, part.name))
    if nfc(letter.text):
        stored = _stored(_as_text(letter), _TEXT_NAME, by, at)
        found.setdefault(stored.pk, (stored, _TEXT_NAME))
    found.setdefault(file.pk, (file, _WHOLE_NAME))
    return list(found.values())


# As the office writes them, whoever clicks.
_TEXT_NAME = gettext_noop("Nội dung thư.txt")
_WHOLE_NAME = gettext_noop("Thư gốc.eml")


def _stored(data: bytes, name: str, by: Actor, at: datetime) -> StoredFile:
    return files.store(
        stream=BytesIO(data), name=name, by=by, at=at, read_later=False
    ).file


def _taken_out(file: StoredFile) -> tuple[list[PartTold], bytes]:
    words = _("Không lấy được tệp kèm ra khỏi thư: quá lớn hoặc thư hỏng. Tải thư gốc.")
    try:
        with file_as_path(file) as path:
            told, blob = jailed_task("files", path)
    except jail.JailFailed as why:
        raise Refused([words]) from why
    if told is None:
        raise Refused([words])
    return told, blob


def _as_text(letter: BoxLetter) -> bytes:
    with override("vi"):
        when = letter.told_at or letter.arrived_at
        lines = [
            f"{_('Người gửi')}: {letter.from_name} <{letter.from_address}>",
            f"{_('Gửi lúc')}: {when.astimezone(VIETNAM):%H:%M %d/%m/%Y}",
            f"{_('Tiêu đề')}: {letter.subject}",
        ]
    return "\n".join([*lines, "", letter.text, ""]).encode()


@transaction.atomic
def _put_at_door(
    letter_id: UUID,
    kept: Kept,
    agency_id: UUID,
    by: Actor,
    who: str,
    at: datetime,
    rule: LetterRule | None,
) -> IntakeItem:
    letter = BoxLetter.objects.select_for_update(of=("self",)).get(pk=letter_id)
    if letter.item_id is not None:
        return IntakeItem.objects.get(pk=letter.item_id)
    if letter.state != LetterState.WAITING:
        raise LetterGone([_not_waiting(letter)])
    is_paper = kept[0][1] not in (_TEXT_NAME, _WHOLE_NAME)
    paper, draft = _as_paper(letter, local_date(at), is_paper=is_paper)
    item = put_from_outside(
        paper=paper,
        files=kept,
        agency_id=agency_id,
        sender=who,
        at=at,
        channel="mail",
        draft=draft,
    )
    letter.item, letter.state, letter.rule = item, LetterState.TAKEN, rule
    letter.decided_at, letter.decided_by = at, who
    letter.save()
    record(
        "mailboxes.letter-taken",
        by=by,
        at=at,
        on=letter,
        agency_id=letter.agency_id,
        data={"item": str(item.pk), "files": len(kept)},
    )
    return item


def _as_paper(
    letter: BoxLetter, on: date, *, is_paper: bool
) -> tuple[Paper, dict[str, str]]:
    """What the letter says of itself; where it brings a paper, its head says more, and
    the form waits for that."""
    known = {t.code for t in document_types(on)}
    symbol = symbol_in(letter.subject)
    type_code = symbol.type_abbreviation if symbol is not None else ""
    type_code = type_code if type_code in known else _OTHER_TYPE
    issuer = known_sender(letter.from_address) or letter.sender
    subject = clean_text(subject_said(letter.subject))[:500]
    day = local_date(letter.told_at or letter.arrived_at)
    paper = Paper(
        subject=subject,
        issuer_name=issuer[:200],
        type_code=type_code,
        symbol=symbol.text if symbol is not None else "",
        has_no_symbol=symbol is None,
        issued_on=None if is_paper else min(day, on),
    )
    draft = {"issuer_name": paper.issuer_name, "subject": subject}
    if symbol is not None:
        draft |= {"symbol": symbol.text, "type_code": type_code}
    if is_paper:
        draft = {TOLD + name: value for name, value in draft.items()}
    else:
        draft |= {"type_code": type_code, "issued_on": f"{min(day, on):%d/%m/%Y}"}
        draft |= {} if symbol is not None else {"has_no_symbol": "on"}
    return paper, {name: value for name, value in draft.items() if value}


# -- put aside


def ignore_letter(*, letter_id: UUID, reason: str, by: Seat, at: datetime) -> BoxLetter:
    """Not for the register: kept, with who decided so and why."""
    if not by.can(Permission.REGISTER):
        raise Refused([_("Chức vụ này không có quyền vào sổ.")])
    words = nfc(reason)
    if not words:
        raise Refused([Reason(_("Chưa ghi lý do."), "reason")])
    if len(words) > LONGEST_IGNORING:
        told = _("Dài quá %(most)d ký tự.") % {"most": LONGEST_IGNORING}
        raise Refused([Reason(told, "reason")])
    return put_aside(
        letter_id=letter_id, reason=words, by=by.actor, who=by.person_name, at=at
    )


@transaction.atomic
def put_aside(
    *, letter_id: UUID, reason: str, by: Actor, who: str, at: datetime
) -> BoxLetter:
    letter = BoxLetter.objects.select_for_update(of=("self",)).get(pk=letter_id)
    if letter.state != LetterState.WAITING:
        raise LetterGone([_not_waiting(letter)])
    letter.state, letter.reason = LetterState.IGNORED, reason[:500]
    letter.decided_at, letter.decided_by = at, who[:80]
    letter.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    record(
        "mailboxes.letter-ignored",
        by=by,
        at=at,
        on=letter,
        agency_id=letter.agency_id,
        data={"reason": letter.reason},
    )
    return letter


@transaction.atomic
def reopen_letter(*, letter_id: UUID, by: Seat, at: datetime) -> BoxLetter:
    """Put aside by mistake: it waits again."""
    if not by.can(Permission.REGISTER):
        raise Refused([_("Chức vụ này không có quyền vào sổ.")])
    letter = BoxLetter.objects.select_for_update(of=("self",)).get(pk=letter_id)
    if letter.state != LetterState.IGNORED:
        raise LetterGone([_not_waiting(letter)])
    letter.state, letter.reason = LetterState.WAITING, ""
    letter.decided_at, letter.decided_by, letter.rule = None, "", None
    letter.save()
    record(
        "mailboxes.letter-reopened",
        by=by.actor,
        at=at,
        on=letter,
        agency_id=letter.agency_id,
    )
    return letter


# -- out of the office again


@dataclass(frozen=True)
class TakenOut:
    stream: BinaryIO
    name: str
    media_type: str


@transaction.atomic
def take_letter_out(*, letter: BoxLetter, by: Seat, at: datetime) -> TakenOut:
    """The letter as it came. The caller has looked at whose it is."""
    assert letter.file is not None  # noqa: S101 - get_kept_letter_for looked at it
    _note_out(letter, letter.sha256, by, at)
    stream = open_file(letter.file)
    return TakenOut(stream, f"thu-{letter.sha256[:16]}.eml", "message/rfc822")


def take_part_out(
    *, letter: BoxLetter, number: int, by: Seat, at: datetime
) -> TakenOut:
    """One file of it, taken out in the jail; always as a download of no kind."""
    assert letter.file is not None  # noqa: S101 - get_kept_letter_for looked at it
    told, blob = _taken_out_one(letter.file, number)
    _note_out(letter, told.sha256, by, at)
    return TakenOut(BytesIO(blob), told.name, "application/octet-stream")


def _taken_out_one(file: StoredFile, number: int) -> tuple[PartTold, bytes]:
    words = _("Không lấy được tệp này ra khỏi thư.")
    try:
        with file_as_path(file) as path:
            told, blob = jailed_task("files", path, only=number)
    except jail.JailFailed as why:
        raise Refused([words]) from why
    if not told:
        raise Refused([words])
    return told[0], blob


def _note_out(letter: BoxLetter, sha256: str, by: Seat, at: datetime) -> None:
    with transaction.atomic():
        record(
            "mailboxes.letter-taken-out",
            by=by.actor,
            at=at,
            on=letter,
            agency_id=by.agency_id,
            data={"sha256": sha256},
        )
