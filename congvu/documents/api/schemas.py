"""What goes in and out. Names are the glossary's; days ISO 8601, moments +07:00."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils import timezone
from ninja import Field, Schema
from pydantic import AfterValidator

from congvu.documents.actions import Share
from congvu.documents.models import Assignment, Delivery, IntakeItem, RegisterEntry
from congvu.documents.queries import reason_of
from congvu.documents.rules import (
    LONGEST_INSTRUCTION,
    LONGEST_REASON,
    LONGEST_URGING,
    Paper,
    Part,
)
from congvu.lib.dates import EARLIEST, LATEST, VIETNAM
from congvu.organisations.api import Day
from congvu.organisations.queries import note_on_sender

Text = Annotated[str, Field(max_length=LONGEST_INSTRUCTION)]
Result = Annotated[str, Field(max_length=2000)]
Short = Annotated[str, Field(max_length=LONGEST_REASON)]


def _moment(value: datetime) -> datetime:
    """Without an offset it is the clock on the wall in Viet Nam."""
    if not EARLIEST.year <= value.year <= LATEST.year:
        raise ValueError
    return value if value.tzinfo else value.replace(tzinfo=VIETNAM)


Moment = Annotated[datetime, AfterValidator(_moment)]


class PaperIn(Schema):
    """What the clerk says a paper is."""

    subject: str = ""
    issuer_name: str = ""
    type_code: str = ""
    symbol: str = ""
    has_no_symbol: bool = False
    issued_on: date | None = None
    signer_name: str = ""
    signer_position: str = ""
    urgency: str = "normal"
    secrecy: str = ""
    identifier: str = ""
    note: str = ""
    arrived_at: Moment | None = None
    not_duplicate: bool = False
    late_reason: str = ""

    def paper(self) -> Paper:
        data = self.dict(exclude={"arrived_at", "not_duplicate", "late_reason"})
        return Paper(**data)


class CorrectionIn(Schema):
    """What is put right on a line; a field that is not sent stays as it is."""

    reason: Short
    symbol: str = ""
    has_no_symbol: bool = False
    issued_on: date | None = None
    issuer_name: str = ""
    type_code: str = ""
    urgency: str = ""
    subject: str = ""
    signer_name: str = ""
    signer_position: str = ""
    identifier: str = ""
    note: str = ""
    secrecy: str = ""
    arrived_on: Day | None = None
    not_duplicate: bool = False

    def paper(self, held: Paper) -> Paper:
        sent = self.dict(
            exclude={"reason", "arrived_on", "not_duplicate"}, exclude_unset=True
        )
        if sent.get("symbol"):
            sent.setdefault("has_no_symbol", False)
        return replace(held, **sent)


class ShareIn(Schema):
    """A deadline on a day off is refused, unless ``day_off`` beside says it is meant.

    ``request`` is what another agency is told with the paper.
    """

    desk_id: UUID
    part: Literal["lead", "support", "inform"]
    due_on: Day | None = None
    request: Short = ""

    def share(self) -> Share:
        return Share(self.desk_id, Part(self.part), self.due_on, self.request)


class SubmitIn(Schema):
    leader_post_id: UUID
    request: Short = ""
    proposal: list[ShareIn] = Field(default_factory=list)
    day_off: bool = False


class InstructIn(Schema):
    assignment_id: UUID
    text: Text
    shares: list[ShareIn] = Field(default_factory=list)
    hold: bool = False
    again: bool = False
    file_only: bool = False
    day_off: bool = False


class AssignIn(Schema):
    assignment_id: UUID
    text: Text = ""
    shares: list[ShareIn]
    again: bool = False
    day_off: bool = False


class ReportIn(Schema):
    """``reply_symbol``: number and symbol of the paper that answers it, if any."""

    assignment_id: UUID
    result: Result
    reply_symbol: Short = ""


class ConfirmIn(Schema):
    assignment_id: UUID
    remark: Short = ""


class ReturnIn(Schema):
    assignment_id: UUID
    reason: Short


class WhichIn(Schema):
    assignment_id: UUID


class ReasonIn(Schema):
    reason: Short


class AttachIn(Schema):
    entry_id: UUID


class OpenIn(Schema):
    """A desk of the agency, as ``/desks`` or ``/rights`` names it, and why."""

    desk_id: UUID
    reason: Short


class RightOut(Schema):
    """One desk that may see the paper: held, work or opened."""

    principal_id: UUID
    name: str
    origin: str
    how: str


class PassOnIn(Schema):
    """``due_on`` only from the giver; without it the day stays."""

    assignment_id: UUID
    to_desk_id: UUID
    reason: Short
    due_on: Day | None = None
    day_off: bool = False


class AskExtensionIn(Schema):
    assignment_id: UUID
    until: Day
    reason: Short


class AskSenderExtensionIn(Schema):
    until: Day
    reason: Short


class MoveDayIn(AskSenderExtensionIn):
    assignment_id: UUID


class GrantExtensionIn(Schema):
    """As asked where ``until`` is not said; ``beyond`` allows a day after one's own."""

    assignment_id: UUID
    until: Day | None = None
    beyond: bool = False


class UrgeIn(Schema):
    assignment_id: UUID | None = None
    text: Annotated[str, Field(max_length=LONGEST_URGING)] = ""


class UrgeManyIn(Schema):
    """The papers of ``/late-papers`` meant; all of them where none is named."""

    entry_ids: list[UUID] | None = None
    text: Annotated[str, Field(max_length=LONGEST_URGING)] = ""


class UrgedOut(Schema):
    """The papers whose desks were urged now; others had been today."""

    urged: list[UUID]


class ForwardIn(Schema):
    desk_ids: Annotated[list[UUID], Field(max_length=2000)]
    text: Short = ""


class ReaderOut(Schema):
    """``first_at`` is empty as long as this person has not opened the paper."""

    person_name: str
    post_name: str
    unit_name: str
    first_at: datetime | None
    known_at: datetime | None


class ReaderListOut(Schema):
    """Who was to read by one hand-out; ``elsewhere`` tells of another agency."""

    desk_name: str
    part: str
    given_at: datetime | None
    given_by: str
    elsewhere: str
    readers: list[ReaderOut]


class DraftIn(Schema):
    """What was typed so far: field names of ``PaperIn`` with their texts."""

    fields: Annotated[
        dict[Annotated[str, Field(max_length=40)], Short], Field(max_length=40)
    ]


class DeskOut(Schema):
    """Where work can be handed to: a post, a unit standing for its head, or another
    agency below or beside, standing for its registry (its ``kind`` says which).
    ``away`` says until when nobody is there, ``routed_to`` who gets its work meanwhile.
    """

    id: UUID
    unit_id: UUID
    name: str
    is_unit: bool
    role: str | None
    is_held: bool
    away: str
    routed_to: UUID | None
    is_agency: bool
    kind: str


class CountsOut(Schema):
    """Open entries by tab; ``waiting`` is what lies on the seat's own desk."""

    tabs: dict[str, int]
    waiting: int


class DocumentOut(Schema):
    id: UUID
    identifier: str
    type_code: str
    type_name: str
    symbol: str
    number: str
    notation: str
    issued_on: date | None
    issuer_name: str
    subject: str
    signer_name: str
    signer_position: str
    urgency: str
    pages: int | None


class EntryOut(Schema):
    """One line of the register."""

    id: UUID
    number: int
    arrived_on: date
    arrived_at: datetime
    registered_at: datetime
    registered_by: str
    channel: str
    state: str
    holder: str
    due_on: date | None
    first_due_on: date | None
    due_basis: str
    move_by: date | None
    recipient: str
    transferred_on: date | None
    finished_at: datetime | None
    result: str
    reply_symbol: str
    ended_because: str
    note: str
    document: DocumentOut


class IssuerNoteOut(Schema):
    note: str


class RegisteredOut(EntryOut):
    """``sender_note`` says quietly that the issuer is a body that has ended."""

    sender_note: str

    @staticmethod
    def resolve_sender_note(entry: RegisterEntry) -> str:
        return note_on_sender(entry.document.issuer_name, timezone.localdate())


class PaperLineOut(Schema):
    type_name: str
    symbol: str
    issued_on: date | None
    issuer_name: str
    subject: str


class EntryLineOut(Schema):
    """What a list shows of an entry; ask for the entry itself to know more."""

    id: UUID
    number: int
    arrived_on: date
    urgency: str
    state: str
    holder: str
    due_on: date | None
    document: PaperLineOut


class EntryPageOut(Schema):
    """A page; ask for the next with ``after``. There is no exact total."""

    items: list[EntryLineOut]
    after: int | None


class ShareOut(Schema):
    """What the registry proposes for one desk."""

    desk_id: UUID
    part: str
    due_on: date | None
    request: str


class AssignmentOut(Schema):
    """``unit_id`` is the desk's unit; ``proposal`` is what a leader may agree to."""

    id: UUID
    parent_id: UUID | None
    part: str
    desk_id: UUID
    desk_name: str
    state: str
    due_on: date | None
    first_due_on: date | None
    passed_from_id: UUID | None
    request: str
    unit_id: UUID | None
    proposal: list[ShareOut]
    given_at: datetime
    given_by: str
    read_at: datetime | None
    result: str
    reply_symbol: str
    reported_at: datetime | None
    ended_at: datetime | None
    reason: str

    @staticmethod
    def resolve_proposal(assignment: Assignment) -> list[Share]:
        return [Share.from_json(row) for row in assignment.proposal]


class InstructionOut(Schema):
    id: UUID
    level: str
    text: str
    given_at: datetime
    given_by: str
    given_by_post: str


class HistoryOut(Schema):
    at: datetime
    event: str
    actor: str
    actor_post: str
    detail: dict[str, Any]


class FileOut(Schema):
    """``position`` 0 is the paper, the rest came with it."""

    id: UUID
    name: str
    position: int
    pages: int | None
    size: int
    media_type: str
    sha256: str


class DeedOut(Schema):
    """What this seat may do now, the expected thing first.

    ``name`` is the last part of the address it is sent to; attach is sent to files.
    """

    name: str
    label: str
    assignment_id: UUID | None


class RequestOut(Schema):
    """What a desk asks of its giver: extension (``until``) or pass-on (``to_desk_id``).

    ``moved`` are the deadlines a granted extension moved: whose part, from, to.
    """

    assignment_id: UUID
    kind: str
    state: str
    until: date | None
    old_due_on: date | None
    granted_until: date | None
    to_desk_id: UUID | None
    to_desk_name: str
    reason: str
    asked_at: datetime
    asked_by: str
    decided_at: datetime | None
    decided_by: str
    answer: str
    moved: list[dict[str, str]]


class DeliveryOut(Schema):
    """How far another agency is with what it was sent."""

    assignment_id: UUID
    agency_id: UUID
    state: str
    sent_at: datetime | None
    registered_at: datetime | None
    ended_at: datetime | None
    result: str
    reply_symbol: str
    reason: str


class EntryDetailOut(Schema):
    """``possible_duplicates`` is told to the registry alone."""

    entry: EntryOut
    files: list[FileOut]
    instructions: list[InstructionOut]
    assignments: list[AssignmentOut]
    history: list[HistoryOut]
    deeds: list[DeedOut]
    requests: list[RequestOut]
    deliveries: list[DeliveryOut]
    possible_duplicates: list[EntryLineOut]


class WorkOut(Schema):
    assignment: AssignmentOut
    entry: EntryLineOut
    days_left: int | None


class LatePaperOut(Schema):
    """A late paper: who has it, whom an urging reaches, or in ``reason`` why nobody."""

    entry_id: UUID = Field(alias="entry.id")
    number: int = Field(alias="entry.number")
    subject: str = Field(alias="entry.document.subject")
    due_on: date
    holder: str
    whom: list[str]
    reason: str


class MyWorkOut(Schema):
    """``to_do`` waits for me to act, ``to_confirm`` was reported to me.

    ``to_answer`` is what desks ask of me about what I gave, ``given_back`` is support
    that I asked for and did not get.
    """

    to_do: list[WorkOut]
    to_confirm: list[WorkOut]
    to_answer: list[WorkOut]
    given_back: list[WorkOut]


class AskedOut(Schema):
    """What another agency asks with the paper it sent."""

    sender_name: str
    part: str = Field(alias="assignment.part")
    due_on: date | None = Field(alias="assignment.due_on")
    request: str = Field(alias="assignment.request")


class ItemOut(Schema):
    """A file at the door: what was read from it waits for a person.

    ``reason`` also says what was kept. ``doubt`` is "held" while a person has to decide
    whether the paper is a state secret, then "cleared"; held, it tells nothing.
    ``pile_pages`` are those of the pile of scans it was taken out of, ``label`` its
    bar-code label.
    """

    id: UUID
    name: str
    channel: str
    state: str
    doubt: str
    reason: str
    received_at: datetime
    received_by: str
    fields: dict[str, Any]
    draft: dict[str, Any]
    entry_id: UUID | None
    attach_to_id: UUID | None
    pile_id: UUID | None
    pile_pages: list[int]
    label: str
    asked: AskedOut | None

    @staticmethod
    def resolve_asked(item: IntakeItem) -> Delivery | None:
        return getattr(item, "delivery", None)

    @staticmethod
    def resolve_reason(item: IntakeItem) -> str:
        return reason_of(item)

    @staticmethod
    def resolve_fields(item: IntakeItem) -> dict[str, Any]:
        return {} if item.is_held else item.fields

    @staticmethod
    def resolve_draft(item: IntakeItem) -> dict[str, Any]:
        return {} if item.is_held else item.draft
