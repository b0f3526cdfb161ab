"""Letters of registries: lists, what is like one, which paper of ours one is about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from congvu.documents.models import DocumentFile, RegisterEntry
from congvu.exchange.models import DirectoryEntry
from congvu.mailboxes.models import (
    BoxLetter,
    Expunging,
    LetterRule,
    Mailbox,
    MailedPaper,
    MailLog,
)
from congvu.mailboxes.rules import BoxKind, SeatKind
from congvu.mailboxes.rules.letters import (
    LETTER_STATE_NAMES,
    LetterState,
    Rule,
    RuleDoes,
)
from congvu.organisations.queries import names_ever

PAGE = 50


def registry_boxes(on: date) -> list[Mailbox]:
    """The registry's box of each agency, as far as it receives that day; one query."""
    rows = Mailbox.objects.filter(
        kind=BoxKind.SEAT, seat=SeatKind.REGISTRY, agency__isnull=False
    )
    return list(rows.valid(on=on).select_related("cursor").order_by("address"))


def registry_box(agency_id: UUID, on: date) -> Mailbox | None:
    """The agency's own, as far as it receives that day; one query."""
    rows = Mailbox.objects.filter(
        kind=BoxKind.SEAT, seat=SeatKind.REGISTRY, agency=agency_id
    )
    return rows.valid(on=on).order_by("address").first()


def letters_of(agencies: Collection[UUID]) -> QuerySet[BoxLetter]:
    return BoxLetter.objects.filter(agency__in=agencies)


@dataclass(frozen=True)
class LetterPage:
    """``after`` is the key of the next page."""

    letters: list[BoxLetter]
    after: UUID | None


def letters_page(
    agencies: Collection[UUID],
    *,
    state: str = "",
    after: UUID | None = None,
    limit: int = PAGE,
) -> LetterPage:
    """One page, newest first; what a machine wrote only where it is asked for."""
    rows = letters_of(agencies).select_related("item", "box")
    if state == LetterState.WAITING or not state:
        rows = rows.filter(state__in=[LetterState.WAITING, LetterState.NEW])
    elif state in set(LetterState):
        rows = rows.filter(state=state)
    if after is not None:
        rows = rows.filter(id__lt=after)
    found = list(rows.defer("text").order_by("-id")[: limit + 1])
    return LetterPage(found[:limit], found[limit - 1].pk if found[limit:] else None)


def letter_counts(agencies: Collection[UUID]) -> dict[str, int]:
    """By state, those that wait to be read with those that wait; one query."""
    rows = letters_of(agencies).order_by().values_list("state")
    found = dict(rows.annotate(n=Count("id")))
    waiting = found.pop(LetterState.NEW, 0) + found.get(LetterState.WAITING, 0)
    return {s: found.get(s, 0) for s in LETTER_STATE_NAMES} | {
        LetterState.WAITING: waiting
    }


def letters_waiting(agencies: Collection[UUID]) -> int:
    rows = letters_of(agencies)
    return rows.filter(state=LetterState.WAITING, is_spam=False).count()


def untreated_letters(limit: int = 5_000) -> list[UUID]:
    """To be read, or read and not yet looked at by the rules; the oldest first. More
    than a run gets to: some that fail each time keep nobody waiting."""
    rows = BoxLetter.objects.filter(treated_at=None).order_by("kept_at", "id")
    return list(rows.values_list("id", flat=True)[:limit])


def to_expunge(at: datetime) -> list[Expunging]:
    """Letters that must go from their mailboxes and are due; one query."""
    rows = Expunging.objects.filter(done_at__isnull=True, not_before__lte=at)
    return list(rows.select_related("letter__box").order_by("not_before")[:50])


def expunging_of(letter: BoxLetter) -> Expunging | None:
    return Expunging.objects.filter(letter=letter).first()


def paper_named(message_ids: Sequence[str], agency_id: UUID) -> MailedPaper | None:
    """The paper of the agency that went as one of these letters; one query."""
    if not message_ids:
        return None
    rows = MailedPaper.objects.filter(
        message_id__in=message_ids, packet__sender=agency_id
    )
    return rows.select_related("packet__entry").order_by("-id").first()


@dataclass(frozen=True)
class Alike:
    """What the agency has already that a letter seems to bring again."""

    letters: list[BoxLetter] = field(default_factory=list)
    entries: list[RegisterEntry] = field(default_factory=list)


def alike(letter: BoxLetter) -> Alike:
    """Letters of the same name, or of the same bytes; papers with one of its files.
    Two queries at most."""
    same = Q(pk=None)
    if letter.message_id:
        same |= Q(message_id=letter.message_id)
    if letter.sha256:
        same |= Q(sha256=letter.sha256)
    letters = BoxLetter.objects.filter(same, agency=letter.agency_id)
    digests = {str(part["sha256"]) for part in letter.parts if part["size"]}
    places = DocumentFile.objects.filter(file__sha256__in=digests)
    entries = RegisterEntry.objects.filter(
        agency=letter.agency_id, document__in=places.values("document")
    )
    if letter.item_id is not None:
        entries = entries.exclude(intake_item=letter.item_id)
    return Alike(
        list(letters.exclude(pk=letter.pk).defer("text").order_by("id")[:5]),
        list(entries.select_related("document").order_by("-order_key")[:5])
        if digests
        else [],
    )


def known_sender(address: str) -> str:
    """Who the office knows by this address: a body here, or one of the directory; two
    queries."""
    if not address:
        return ""
    box = Mailbox.objects.filter(address=address, kind=BoxKind.SEAT).first()
    if box is not None and box.agency_id is not None:
        return names_ever([box.agency_id]).get(box.agency_id, "")
    entry = DirectoryEntry.objects.filter(mailbox__iexact=address).first()
    return entry.name if entry is not None else ""


def letter_rules(agency_id: UUID, on: date) -> list[LetterRule]:
    """Those that hold, or will."""
    rows = LetterRule.objects.filter(agency=agency_id).filter(
        Q(valid_until=None) | Q(valid_until__gt=on)
    )
    return list(rows.select_related("post").order_by("sender", "phrase", "valid_from"))


def rules_held(agency_id: UUID, on: date) -> list[Rule]:
    rows = LetterRule.objects.filter(agency=agency_id).valid(on=on)
    return [Rule(str(r.pk), r.sender, r.phrase, RuleDoes(r.does)) for r in rows]


def box_address(letter_id: UUID) -> str:
    """In which box a letter lay; one query."""
    return BoxLetter.objects.values_list("box__address", flat=True).get(pk=letter_id)


def reading_troubles(on: date, logs: Sequence[str]) -> list[tuple[str, str]] | None:
    """Which registries' boxes and which of these logs could not be read last, and why;
    None where nothing was ever to be read. Two queries."""
    rows = Mailbox.objects.filter(kind=BoxKind.SEAT, seat=SeatKind.REGISTRY)
    boxes = rows.valid(on=on).exclude(cursor=None).order_by("address")
    found = list(boxes.values_list("address", "cursor__error"))
    read = MailLog.objects.filter(path__in=logs).order_by("path")
    found += read.values_list("path", "error")
    return [(name, why) for name, why in found if why] if found else None


def unread_boxes(agency_id: UUID, on: date) -> list[Mailbox]:
    """The agency's registry boxes whose last reading failed; one query."""
    rows = Mailbox.objects.filter(
        kind=BoxKind.SEAT, seat=SeatKind.REGISTRY, agency=agency_id
    )
    failed = rows.valid(on=on).exclude(cursor__error="").exclude(cursor=None)
    return list(failed.select_related("cursor"))
