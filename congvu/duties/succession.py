"""What the end of an agency, unit or post does to duties (docs/adr/0083)."""

from __future__ import annotations

from congvu.duties.actions import move_duties, pass_duties
from congvu.duties.queries import (
    count_at_desk,
    count_followed,
    count_open_shares,
    moved_duties,
)
from congvu.lib.text import gettext_noop as _
from congvu.organisations.rules import (
    Declared,
    DeskWork,
    Fate,
    declare,
    keeps_at_desks,
    stays,
)

declare(
    Declared(
        "duties.Share.desk_id",
        Fate.FOLLOWS,
        _("nhiệm vụ đang thực hiện"),
        count_open_shares,
        pass_duties,
    ),
    Declared("duties.Share.agency", Fate.FOLLOWS, move=pass_duties),
    Declared(
        "duties.Duty.agency",
        Fate.FOLLOWS,
        _("nhiệm vụ đang theo dõi"),
        count_followed,
        pass_duties,
    ),
    Declared("duties.Duty.watcher_desk_id", Fate.FOLLOWS, move=pass_duties),
    Declared("duties.Duty.watcher_agency_id", Fate.FOLLOWS, move=pass_duties),
    Declared("duties.Difficulty.decider", Fate.FOLLOWS, move=pass_duties),
)

keeps_at_desks(
    DeskWork("duties", _("nhiệm vụ"), count_at_desk, move_duties, moved_duties)
)

# As it was on the day it was written; a new standing says who has it from then on.
stays(
    "duties.Share.given_desk_id",
    "duties.Standing.agency",
    "duties.DoneReport.post_id",
    "duties.Evidence.body_id",
    "duties.ExtensionRequest.post_id",
    "duties.DutyUrging.post_id",
    "duties.DifficultyStep.post_id",
    "duties.DutyLetter.agency",
)
