"""What the end of an agency, unit or post does to outgoing papers."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _
from congvu.organisations.rules import Declared, Fate, declare, seen, stays
from congvu.outgoing.actions import pass_outgoing
from congvu.outgoing.queries import count_books

declare(
    Declared(
        "outgoing.OutgoingBook.agency",
        Fate.ENDS,
        _("sổ văn bản đi phải khóa"),
        count_books,
        pass_outgoing,
    ),
)

# Who could see a line is never rewritten: the heirs ask for their predecessors, too.
seen("outgoing.OutgoingGrant.principal_id")

# As it was on the day it was written.
stays(
    "outgoing.OutgoingEntry.agency",
    "outgoing.OutgoingEntry.unit_id",
    "outgoing.OutgoingEvent.agency_id",
)
