"""The shapes that mailboxes have for machines."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

from congvu.mailboxes.actions import (
    EntryData,
    ListData,
    MemberData,
    RequestData,
    RuleData,
    SeatBoxData,
)
from congvu.mailboxes.rules import Collision, RequestKind
from congvu.organisations.api import Day

Line = Annotated[str, Field(max_length=200)]
Reason = Annotated[str, Field(max_length=500)]
Text = Annotated[str, Field(max_length=4000)]
AddressText = Annotated[str, Field(max_length=254)]
Number = Annotated[int, Field(ge=0, le=10_000_000)]
RoleName = Literal[
    "",
    "records-clerk",
    "leader",
    "office-chief",
    "unit-head",
    "specialist",
    "administrator",
    "archivist",
]
KindName = Literal["", "province", "department", "district", "commune", "other"]


class MailboxOut(Schema):
    """``wanted`` is what the rule gave first; another address where it was taken."""

    id: UUID
    address: str
    wanted: str
    kind: str
    seat: str
    title: str
    person_id: UUID | None
    agency_id: UUID | None
    unit_id: UUID | None
    quota_mb: int
    valid_from: date
    valid_until: date | None
    grace_until: date | None
    forward_to: str
    closed_because: str


class MailAliasOut(Schema):
    id: UUID
    address: str
    reason: str
    valid_from: date
    valid_until: date | None


class MailboxMemberOut(Schema):
    id: UUID
    post_id: UUID | None
    person_id: UUID | None
    can_read: bool
    can_send_as: bool
    can_send_on_behalf: bool
    valid_from: date
    valid_until: date | None


class MailboxHolderOut(Schema):
    """A membership and who that is today."""

    name: str
    member: MailboxMemberOut


class BoxAccessOut(Schema):
    """An administrator opened the box."""

    id: UUID
    mailbox_id: UUID
    person_name: str
    post_name: str
    reason: str
    since: datetime
    until: datetime
    ended_at: datetime | None


class OpenedBoxOut(Schema):
    """A seat's box one may open, from which post and until when."""

    box: MailboxOut
    why: str
    is_delegated: bool
    until: date | None
    can_read: bool
    can_send_as: bool
    can_send_on_behalf: bool


class AppPasswordOut(Schema):
    id: UUID
    label: str
    made_at: datetime
    last_used_at: datetime | None


class NewAppPasswordOut(Schema):
    """``secret`` is given this once and kept nowhere."""

    password: AppPasswordOut
    secret: str


class VacationOut(Schema):
    subject: str
    text: str
    valid_from: date
    valid_until: date | None


class OwnMailboxOut(Schema):
    box: MailboxOut | None
    aliases: list[MailAliasOut]
    opened: list[OpenedBoxOut]
    passwords: list[AppPasswordOut]
    vacation: VacationOut | None
    looks: list[BoxAccessOut]


class MailboxPageOut(Schema):
    """``after`` is where the next page begins; empty at the end."""

    items: list[MailboxOut]
    after: str


class MailboxDetailOut(Schema):
    box: MailboxOut
    state: str
    aliases: list[MailAliasOut]
    holders: list[MailboxHolderOut]
    looks: list[BoxAccessOut]


class AppPasswordIn(Schema):
    label: Line


class VacationIn(Schema):
    first_day: Day
    last_day: Day
    subject: Line = ""
    text: Text


class SeatBoxIn(Schema):
    """Without an agency, one's own; another's only centrally."""

    agency_id: UUID | None = None
    unit_id: UUID | None = None
    title: Line
    local_part: AddressText = ""
    quota_mb: Number | None = None

    def given(self, agency_id: UUID) -> SeatBoxData:
        return SeatBoxData(
            agency_id=agency_id,
            title=self.title,
            unit_id=self.unit_id,
            local_part=self.local_part,
            quota_mb=self.quota_mb,
        )


class MailboxChangeIn(Schema):
    title: Line
    quota_mb: Number


class MailboxCloseIn(Schema):
    reason: Line
    forward_to: AddressText = ""
    grace_days: Number = 30


class MailboxMemberIn(Schema):
    """A post, or one person."""

    post_id: UUID | None = None
    person_id: UUID | None = None
    can_read: bool = True
    can_send_as: bool = False
    can_send_on_behalf: bool = False
    valid_from: Day | None = None
    valid_until: Day | None = None

    def given(self) -> MemberData:
        return MemberData(**self.dict())


class MailAliasIn(Schema):
    address: AddressText
    reason: Line = ""
    valid_until: Day | None = None


class BoxAccessIn(Schema):
    reason: Reason
    hours: Number = 4


class ProvisionedOut(Schema):
    """``collided``: address, what the rule gave first, whose."""

    people: int
    reopened: int
    seats: int
    members: int
    collided: list[list[str]]


class MailboxRequestIn(Schema):
    kind: Literal["open", "quota", "alias", "list", "close"]
    reason: Reason
    mailbox_id: UUID | None = None
    unit_id: UUID | None = None
    title: Line = ""
    local_part: AddressText = ""
    quota_mb: Number | None = None

    def given(self) -> RequestData:
        return RequestData(**(self.dict() | {"kind": RequestKind(self.kind)}))


class MailboxAnswerIn(Schema):
    answer: Reason = ""


class MailboxRequestOut(Schema):
    id: UUID
    agency_id: UUID
    kind: str
    state: str
    mailbox_id: UUID | None
    unit_id: UUID | None
    title: str
    local_part: str
    quota_mb: int | None
    reason: str
    asked_at: datetime
    asked_by: str
    asked_by_post: str
    decided_at: datetime | None
    decided_by: str
    answer: str
    made_box_id: UUID | None
    made_list_id: UUID | None


class MailboxRequestPageOut(Schema):
    """``after`` is where the next page begins; empty at the end."""

    items: list[MailboxRequestOut]
    after: str


class ListEntryIn(Schema):
    """One of agency, unit, kind of agency, box; a role narrows the first three."""

    agency_id: UUID | None = None
    unit_id: UUID | None = None
    agency_kind: KindName = ""
    mailbox_id: UUID | None = None
    role: RoleName = ""

    def given(self) -> EntryData:
        return EntryData(**self.dict())


class DistributionListIn(Schema):
    title: Line
    address: AddressText
    entries: Annotated[list[ListEntryIn], Field(max_length=200)]

    def given(self, agency_id: UUID) -> ListData:
        return ListData(
            agency_id, self.title, self.address, [one.given() for one in self.entries]
        )


class DistributionListChangeIn(Schema):
    title: Line
    entries: Annotated[list[ListEntryIn], Field(max_length=200)]


class DistributionListOut(Schema):
    id: UUID
    address: str
    title: str
    agency_id: UUID
    valid_from: date
    valid_until: date | None


class DistributionListDetailOut(Schema):
    """``targets``: (address, name) of whom it means today."""

    found: DistributionListOut
    entries: list[str]
    targets: list[list[str]]


class NamingRuleIn(Schema):
    domain: Line
    valid_from: Day
    person_pattern: Line = "ten.hodem.donvi"
    seat_pattern: Line = "ghe.donvi"
    agency_pattern: Line = "donvi"
    collision: Literal["names", "number"] = "names"
    person_quota_mb: Number = 2048
    seat_quota_mb: Number = 8192
    grace_days: Number = 30
    is_automatic: bool = True
    legal_basis: Line = ""

    def given(self) -> RuleData:
        return RuleData(**(self.dict() | {"collision": Collision(self.collision)}))


class NamingRuleOut(Schema):
    id: UUID
    domain: Annotated[str, Field(validation_alias="domain.name")]
    valid_from: date
    valid_until: date | None
    person_pattern: str
    seat_pattern: str
    agency_pattern: str
    collision: str
    person_quota_mb: int
    seat_quota_mb: int
    grace_days: int
    is_automatic: bool
    legal_basis: str
    set_by: str
