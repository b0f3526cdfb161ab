"""What the office would enter for a file at the door: read, typed, and held alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from congvu.documents.formats.proposed import DAY, TYPED, Proposal, propose
from congvu.documents.models import IntakeItem, RegisterEntry
from congvu.documents.queries.duplicates import Sought, duplicates_of
from congvu.documents.rules import NOT_SECRET, IntakeState, Paper
from congvu.law.queries import document_types, rules
from congvu.law.rules import DocumentType
from congvu.lib.dates import local_date
from congvu.lib.text import fold, nfc
from congvu.organisations.queries import agencies_on

OPEN = (IntakeState.READY, IntakeState.READING)
# What a draft keeps. No head of a paper carries the identifier: it is only typed.
DRAFTED = (*TYPED, "identifier")


@dataclass(frozen=True)
class Lists:
    """What a form offers to choose from that day, read once a page."""

    types: Sequence[DocumentType]
    secrecy: Sequence[str]
    issuers: Mapping[str, str]

    @classmethod
    def of(cls, on: date) -> Lists:
        """``issuers`` are the agencies of that day by their folded names."""
        return cls(
            document_types(on),
            [r.label for r in rules("secrecy", on)],
            {fold(a.name): a.name for a in agencies_on(on)},
        )

    @property
    def names(self) -> dict[str, str]:
        return {t.code: t.name for t in self.types}


@dataclass(frozen=True)
class Proposed:
    """A file at the door, what it would be entered as, and what looks like it."""

    item: IntakeItem
    proposal: Proposal
    duplicates: Sequence[RegisterEntry]

    @property
    def is_ready(self) -> bool:
        """Everything mandatory is read or typed, and nothing like it is held."""
        return (
            self.item.state == IntakeState.READY
            and not self.proposal.attention
            and (not self.duplicates or self.proposal.not_duplicate)
        )


def proposed(
    items: Iterable[IntakeItem], lists: Lists, *, at: datetime
) -> list[Proposed]:
    """In their order; two queries for the doubles of all of them."""
    items = list(items)
    if not items:
        return []
    today = local_date(at)
    proposals = {i.id: proposal_of(i, i.draft, lists, today=today) for i in items}
    doubles = duplicates_of(
        items[0].agency_id,
        {i.id: _sought(i, proposals[i.id]) for i in items if i.state in OPEN},
    )
    return [Proposed(i, proposals[i.id], doubles.get(i.id, [])) for i in items]


def proposal_of(
    item: IntakeItem, draft: Mapping[str, str], lists: Lists, *, today: date
) -> Proposal:
    found = propose(
        item.fields, draft, types=lists.names, issuers=lists.issuers, today=today
    )
    typed = {"identifier": draft["identifier"]} if draft.get("identifier") else {}
    return replace(found, values=found.values | typed)


def paper_proposed(proposal: Proposal) -> Paper:
    """The paper as its form would post it; registering judges it."""
    values = proposal.values
    texts = ("subject", "issuer_name", "symbol", "signer_name", "signer_position")
    return Paper(
        **{name: nfc(values.get(name, "")) for name in (*texts, "identifier", "note")},
        type_code=values.get("type_code", ""),
        has_no_symbol=proposal.has_no_symbol,
        issued_on=proposal.issued_on,
        urgency=values.get("urgency") or "normal",
        secrecy=NOT_SECRET,
    )


def _sought(item: IntakeItem, proposal: Proposal) -> Sought:
    values = proposal.values
    return Sought(
        symbol="" if proposal.has_no_symbol else values.get("symbol", ""),
        issuer_name=values.get("issuer_name", ""),
        issued_on=proposal.issued_on,
        identifier=values.get("identifier", ""),
        file_id=item.file_id,
    )


@dataclass(frozen=True)
class Compared:
    """One field of a file at the door beside the same of a paper in the register."""

    name: str
    label: str
    mine: str
    held: str

    @property
    def same(self) -> bool:
        return fold(self.mine) == fold(self.held)


def compared(proposal: Proposal, entry: RegisterEntry) -> list[Compared]:
    """In the order of the form; an identifier only where one of them has it."""
    document, values = entry.document, proposal.values
    issued_on = document.issued_on.strftime(DAY) if document.issued_on else ""
    held = {
        "symbol": (_("số, ký hiệu"), document.symbol),
        "issued_on": (_("ngày văn bản"), issued_on),
        "issuer_name": (_("cơ quan ban hành"), document.issuer_name),
        "subject": (_("trích yếu"), document.subject),
        "signer_name": (_("người ký"), document.signer_name),
        "identifier": (_("mã định danh"), document.identifier),
    }
    rows = [
        Compared(name, label, values.get(name, ""), words)
        for name, (label, words) in held.items()
    ]
    return [r for r in rows if r.name != "identifier" or r.mine or r.held]
