"""A letter is kept whole, then read in the jail; none stops the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override

from congvu.audit.actions import record
from congvu.audit.rules import Actor, clean_text
from congvu.exchange.actions import hear_letter
from congvu.exchange.rules import is_vouched
from congvu.files import actions as files
from congvu.files import jail
from congvu.files.models import StoredFile
from congvu.files.queries import file_as_path
from congvu.lib.dates import local_date
from congvu.lib.refusals import NotNow, Refused
from congvu.mailboxes.models import BoxCursor, BoxLetter, Mailbox
from congvu.mailboxes.queries.letters import paper_named
from congvu.mailboxes.rules.findings import Verdict, verdict_of
from congvu.mailboxes.rules.letters import (
    ACTIONS,
    PROBLEMS,
    LetterState,
    PartTold,
    is_servers_word,
)
from congvu.notices.actions import notify
from congvu.organisations.queries import posts_of_role
from congvu.organisations.rules import Role

TASKS = "congvu.mailboxes.jail"
LIMITS = jail.Limits(seconds=30, memory=1536 * jail.MIB)
MOST_FILES = 200


@dataclass(frozen=True)
class Brought:
    """What the mail server says of a letter beside its bytes."""

    box: Mailbox
    validity: str
    uid: int
    size: int
    at: datetime


def keep_letter(
    *, letter: Path, brought: Brought, by: Actor, at: datetime
) -> BoxLetter | None:
    """The bytes first, then the row; the same letter of the same box is one row.

    None where it was here already. Raises `NotNow` where the disk cannot take it: the
    cursor stays, and it is brought again.
    """
    try:
        kept = files.store(
            path=letter,
            name=f"thu-{brought.uid}.eml",
            by=by,
            at=at,
            agency_id=brought.box.agency_id,
            read_later=False,
            is_envelope=True,
        )
    except NotNow:
        raise
    except Refused as why:
        key = "destroyed" if isinstance(why, files.FileDestroyed) else "large"
        return note_not_kept(
            brought=brought, problem=key, head=b"", by=by, at=at, words=str(why)
        )
    return _enter(brought, kept.file, by, at)


@transaction.atomic
def _enter(
    brought: Brought, file: StoredFile, by: Actor, at: datetime
) -> BoxLetter | None:
    letter = BoxLetter(
        **_came(brought),
        file=file,
        sha256=file.sha256,
        size=file.size,
        kept_at=at,
        state=LetterState.NEW,
    )
    # Two workers that bring the same letter: one of them wrote it.
    BoxLetter.objects.bulk_create([letter], ignore_conflicts=True)
    if not BoxLetter.objects.filter(pk=letter.pk).exists():
        return None
    record(
        "mailboxes.letter-kept",
        by=by,
        at=at,
        on=letter,
        agency_id=letter.agency_id,
        data={"sha256": letter.sha256, "size": letter.size},
    )
    return letter


def _came(brought: Brought) -> dict[str, Any]:
    return {
        "box": brought.box,
        "agency_id": brought.box.agency_id,
        "remote_id": f"{brought.validity}.{brought.uid}"[:60],
        "arrived_at": brought.at,
    }


def note_not_kept(
    *,
    brought: Brought,
    problem: str,
    head: bytes,
    by: Actor,
    at: datetime,
    words: str = "",
) -> BoxLetter | None:
    """Nobody may keep it: what its header says, and why; it stays in the mailbox."""
    told = _jailed_head(head) if head else {}
    return _enter_without(brought, problem, told, by, at, words)


@transaction.atomic
def _enter_without(
    brought: Brought,
    problem: str,
    told: Mapping[str, Any],
    by: Actor,
    at: datetime,
    words: str,
) -> BoxLetter | None:
    letter = BoxLetter(
        **_came(brought),
        size=brought.size,
        kept_at=at,
        state=LetterState.WAITING,
        treated_at=at,
        reason=clean_text(words)[:500],
    )
    if told:
        _fill(letter, told)
    letter.text, letter.parts, letter.problems = "", [], [problem]
    BoxLetter.objects.bulk_create([letter], ignore_conflicts=True)
    if not BoxLetter.objects.filter(pk=letter.pk).exists():
        return None
    record(
        "mailboxes.letter-not-kept",
        by=by,
        at=at,
        on=letter,
        agency_id=letter.agency_id,
        data={"size": letter.size, "problem": problem},
    )
    _tell_registry(letter, at)
    return letter


@transaction.atomic
def note_read_to(*, box: Mailbox, validity: str, uid: int, at: datetime) -> None:
    """No audit entry: what was brought has its own."""
    BoxCursor.objects.update_or_create(
        mailbox=box,
        defaults={"validity": validity, "last_uid": uid, "read_at": at, "error": ""},
    )


@transaction.atomic
def note_unread(*, box: Mailbox, words: str) -> None:
    """The server did not answer; the page and the health page say so."""
    BoxCursor.objects.update_or_create(mailbox=box, defaults={"error": words[:500]})


# -- reading


def read_letter(*, letter_id: UUID, server: str, by: Actor, at: datetime) -> BoxLetter:
    """What the letter says, in the jail. May run any number of times."""
    letter = BoxLetter.objects.select_related("file").get(pk=letter_id)
    if letter.state != LetterState.NEW or letter.file is None:
        return letter
    told = _jailed(letter.file, server)
    return _note_read(letter_id, told, by, at)


def _jailed(file: StoredFile, server: str) -> dict[str, Any]:
    try:
        with file_as_path(file) as path:
            return _asked("letter", path, {"server": server}).result
    except jail.JailFailed:
        return {}


def _jailed_head(head: bytes) -> dict[str, Any]:
    place = Path(settings.HOME) / "tmp"
    with NamedTemporaryFile(dir=place, suffix=".eml") as kept:
        kept.write(head)
        kept.flush()
        path = Path(kept.name)
        try:
            return _asked("letter", path, {}).result
        except jail.JailFailed:
            return {}


def _asked(task: str, path: Path, arguments: Mapping[str, Any]) -> jail.Answer:
    return jail.run(
        task,
        path,
        temporary=Path(settings.HOME) / "tmp",
        limits=LIMITS,
        arguments=arguments,
        tasks=TASKS,
    )


def jailed_task(
    task: str, path: Path, **arguments: Any
) -> tuple[list[PartTold] | None, bytes]:
    """The files of a letter with their bytes; None where they are too large."""
    answer = _asked(task, path, arguments)
    if answer.result.get("large"):
        return None, b""
    return parts_told(answer.result.get("parts")), answer.blob


@transaction.atomic
def _note_read(
    letter_id: UUID, told: Mapping[str, Any], by: Actor, at: datetime
) -> BoxLetter:
    letter = BoxLetter.objects.select_for_update().get(pk=letter_id)
    if letter.state != LetterState.NEW:
        return letter
    if told:
        _fill(letter, told)
    else:
        letter.problems = ["unreadable"]
    letter.state = LetterState.WAITING
    bounce = told.get("bounce") if isinstance(told.get("bounce"), dict) else None
    action = _words((bounce or {}).get("action"), 20)
    is_report = bounce is not None and is_servers_word(letter.from_address, action)
    named = _texts([(bounce or {}).get("message_id")], 254) if is_report else []
    letter.answers = paper_named(named or letter.replies_to, letter.agency_id)
    if bounce and is_report and letter.answers is not None:
        letter.state = LetterState.REPORT
        said = bounce.get("words") or bounce.get("status")
        with override("vi"):
            words = gettext(ACTIONS[action]) if action in ACTIONS else said
        letter.reason = _words(words, 500)
    letter.save()
    _tell_paper(letter, is_report=is_report, at=at)
    record(
        "mailboxes.letter-read",
        by=by,
        at=at,
        on=letter,
        agency_id=letter.agency_id,
        data={"verdict": letter.verdict, "problems": list(letter.problems)},
    )
    if letter.state == LetterState.WAITING:
        _tell_registry(letter, at)
    return letter


def _tell_paper(letter: BoxLetter, *, is_report: bool, at: datetime) -> None:
    """Who answers from the mailbox a paper went to has it. A bounce is believed from
    nobody but our own servers, whose log says the same: it only changes the list."""
    paper = letter.answers
    if paper is None or is_report:
        return
    is_from_there = letter.from_address == paper.address.lower()
    if letter.verdict == Verdict.SURE and is_from_there:
        hear_letter(
            packet_id=paper.packet_id,
            address=paper.address,
            arrived=True,
            words="",
            at=at,
        )


def _tell_registry(letter: BoxLetter, at: datetime) -> None:
    clerks = posts_of_role(Role.RECORDS_CLERK, [letter.agency_id], local_date(at))
    notify(
        "mailboxes.letter",
        to=clerks.get(letter.agency_id, set()),
        target_id=letter.pk,
        at=at,
        actor=(letter.sender or letter.from_address)[:80],
    )


# -- what the jail says is a stranger's, too


def _fill(letter: BoxLetter, told: Mapping[str, Any]) -> None:
    letter.from_name = _words(told.get("from_name"), 200)
    letter.from_address = _words(told.get("from_address"), 254)
    letter.to = _texts(told.get("to"), 254)[:100]
    letter.subject = _words(told.get("subject"), 1000)
    letter.text = clean_text(str(told.get("text") or ""))[:200_000]
    letter.message_id = _words(told.get("message_id"), 254)
    letter.replies_to = _texts(told.get("replies_to"), 254)[:20]
    letter.told_at = _moment(told.get("at"))
    letter.problems = [k for k in _texts(told.get("problems"), 20) if k in PROBLEMS]
    letter.parts = [asdict(part) for part in parts_told(told.get("parts"))]
    found = told.get("findings")
    letter.findings = {
        _words(k, 10): _words(v, 300 if k == "spam" else 12)
        for k, v in (found.items() if isinstance(found, dict) else ())
    }
    vouched = is_vouched(letter.from_address, _texts(told.get("vouched"), 254))
    letter.verdict = verdict_of(letter.findings, is_vouched=vouched)
    letter.is_spam = bool(told.get("is_spam"))


def parts_told(told: object) -> list[PartTold]:
    found: list[PartTold] = []
    for one in told if isinstance(told, list) else []:
        if not isinstance(one, dict) or len(found) == MOST_FILES:
            break
        found.append(
            PartTold(
                name=_words(one.get("name"), 200),
                media_type=_words(one.get("media_type"), 100),
                size=int(one.get("size") or 0),
                sha256=_words(one.get("sha256"), 64),
                is_inline=bool(one.get("is_inline")),
            )
        )
    return found


def _words(value: object, most: int) -> str:
    return clean_text(str(value or ""))[:most]


def _texts(value: object, most: int) -> list[str]:
    rows: Sequence[object] = value if isinstance(value, list) else []
    return [text for one in rows if (text := _words(one, most))]


def _moment(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
