"""What the end of an agency, unit or post does to outgoing papers."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _
from congvu.organisations.rules import Declared, Fate, declare, seen, stays
from congvu.outgoing.actions import pass_outgoing
from congvu.outgoing.queries import count_books, count_drafts, count_keys

declare(
    Declared(
        "outgoing.OutgoingBook.agency",
        Fate.ENDS,
        _("sổ văn bản đi phải khóa"),
        count_books,
        pass_outgoing,
    ),
    Declared(
        "outgoing.Draft.agency",
        Fate.FOLLOWS,
        _("dự thảo đang soạn"),
        count_drafts,
        pass_outgoing,
    ),
    Declared(
        "signatures.SigningKey.agency_id",
        Fate.ENDS,
        _("khóa ký số thôi dùng"),
        count_keys,
        pass_outgoing,
    ),
    Declared("outgoing.Draft.unit_id", Fate.FOLLOWS, move=pass_outgoing),
    Declared("outgoing.Draft.desk_id", Fate.FOLLOWS, move=pass_outgoing),
    Declared("outgoing.Draft.drafter_post_id", Fate.FOLLOWS, move=pass_outgoing),
    Declared("outgoing.Draft.signer_post_id", Fate.FOLLOWS, move=pass_outgoing),
    Declared("outgoing.OpinionRequest.desk_id", Fate.FOLLOWS, move=pass_outgoing),
)

# Who could see a line is never rewritten: the heirs ask for their predecessors, too.
seen("outgoing.OutgoingGrant.principal_id", "outgoing.DraftGrant.principal_id")

# As it was on the day it was written.
stays(
    "outgoing.Draft.came_from",
    "outgoing.OutgoingEntry.agency",
    "outgoing.PaperRule.agency",
    "outgoing.OutgoingEntry.unit_id",
    "outgoing.OutgoingEvent.agency_id",
    "outgoing.DraftVersion.post_id",
    "outgoing.Opinion.post_id",
    "outgoing.DraftCheck.post_id",
    "outgoing.PaperSignature.post_id",
    "outgoing.SigningRun.agency",
    "outgoing.SigningRun.post_id",
    "outgoing.Recipient.agency",
    "outgoing.RecipientGroup.agency",
    # Read through its successor on the day of use (queries/groups.py).
    "outgoing.GroupMember.agency",
    "outgoing.PaperTemplate.agency",
    "outgoing.PaperCopy.signer_post_id",
)
