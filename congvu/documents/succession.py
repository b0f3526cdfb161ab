"""What the end of an agency, unit or post does to papers (docs/adr/0023)."""

from __future__ import annotations

from congvu.documents.actions.passing import pass_papers
from congvu.documents.queries import (
    count_deliveries,
    count_items,
    count_open_entries,
    count_open_parts,
    count_piles,
    count_registers,
)
from congvu.lib.text import gettext_noop as _
from congvu.organisations.rules import Declared, Fate, declare, seen, stays

declare(
    Declared(
        "documents.RegisterEntry.agency",
        Fate.FOLLOWS,
        _("văn bản đang giải quyết"),
        count_open_entries,
        pass_papers,
    ),
    Declared(
        "documents.Assignment.desk_id",
        Fate.FOLLOWS,
        _("phần việc đang mở"),
        count_open_parts,
        pass_papers,
    ),
    Declared("documents.Assignment.agency_id", Fate.FOLLOWS, move=pass_papers),
    Declared("documents.Assignment.unit_id", Fate.FOLLOWS, move=pass_papers),
    Declared(
        "documents.IntakeItem.agency",
        Fate.FOLLOWS,
        _("tệp chờ vào sổ"),
        count_items,
        pass_papers,
    ),
    Declared(
        "documents.Delivery.agency",
        Fate.FOLLOWS,
        _("việc đang gửi giữa các cơ quan"),
        count_deliveries,
        pass_papers,
    ),
    Declared(
        "documents.Pile.agency",
        Fate.FOLLOWS,
        _("bó quét"),
        count_piles,
        pass_papers,
    ),
    Declared(
        "documents.Register.agency",
        Fate.ENDS,
        _("sổ đăng ký phải khóa"),
        count_registers,
        pass_papers,
    ),
    # The heir works by rules, labels and filters of its own: these end with the post.
    Declared("documents.HandlingRules.agency", Fate.ENDS),
    Declared("documents.ScanLabel.agency", Fate.ENDS),
    # A filter stays its person's; the unit it was shared with has it no more.
    Declared("documents.SavedFilter.unit_id", Fate.ENDS),
)

# Who could see a paper is never rewritten: the heirs ask for their predecessors, too.
# The heir's own desk gets a grant of its own where work moves to it.
seen("documents.Grant.principal_id")

# As it was on the day it was written.
stays(
    "documents.Document.issuer",
    "documents.SavedFilter.post_id",
    "documents.Instruction.post_id",
    "documents.Assignment.given_by_post_id",
    "documents.HistoryEvent.agency_id",
    "documents.HandOver.from_agency_id",
    "documents.HandOver.from_desk_id",
    "documents.HandOver.to_agency_id",
    "documents.HandOver.to_desk_id",
    "documents.HandOverLine.from_desk_id",
    "documents.HandOverLine.to_desk_id",
    "documents.Reminder.agency_id",
    "documents.Urging.post_id",
    "documents.Reading.post_id",
    "documents.Reading.unit_id",
    "documents.WorkRequest.to_desk_id",
    "documents.WorkRequest.asked_post_id",
)
