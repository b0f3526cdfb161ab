"""The tables of outgoing."""

from congvu.outgoing.models.attachments import DraftAttachment
from congvu.outgoing.models.copies import PaperCopy
from congvu.outgoing.models.drafts import (
    Draft,
    DraftCheck,
    DraftGrant,
    DraftVersion,
    Opinion,
    OpinionRequest,
)
from congvu.outgoing.models.groups import GroupMember, RecipientGroup
from congvu.outgoing.models.issuing import (
    PaperRelation,
    PaperSignature,
    Recipient,
)
from congvu.outgoing.models.numbering import (
    NumberSequence,
    OutgoingBook,
    OutgoingEntry,
    OutgoingEvent,
    OutgoingGrant,
)
from congvu.outgoing.models.runs import RunPaper, SigningRun
from congvu.outgoing.models.templates import PaperTemplate
from congvu.outgoing.models.typing import UnsavedText
from congvu.outgoing.models.with_paper import PaperRule

__all__ = [
    "Draft",
    "DraftAttachment",
    "DraftCheck",
    "DraftGrant",
    "DraftVersion",
    "GroupMember",
    "NumberSequence",
    "Opinion",
    "OpinionRequest",
    "OutgoingBook",
    "OutgoingEntry",
    "OutgoingEvent",
    "OutgoingGrant",
    "PaperCopy",
    "PaperRelation",
    "PaperRule",
    "PaperSignature",
    "PaperTemplate",
    "Recipient",
    "RecipientGroup",
    "RunPaper",
    "SigningRun",
    "UnsavedText",
]
