"""What the end of an agency or unit does to tellings (docs/adr/0085)."""

from __future__ import annotations

from congvu.dissemination.actions import pass_tellings
from congvu.dissemination.queries import count_tellings
from congvu.lib.text import gettext_noop as _
from congvu.organisations.rules import Declared, Fate, declare, stays

declare(
    Declared(
        "dissemination.Telling.agency",
        Fate.FOLLOWS,
        _("đợt phổ biến"),
        count_tellings,
        pass_tellings,
    ),
    Declared("dissemination.Audience.agency", Fate.FOLLOWS, move=pass_tellings),
    Declared("dissemination.Audience.unit_id", Fate.FOLLOWS, move=pass_tellings),
)

# Where somebody is the rules find anew each hour; of who left, where they were last.
stays(
    "dissemination.Telling.came_from",
    "dissemination.Telling.sent_post_id",
    "dissemination.Addressee.post_id",
    "dissemination.Addressee.unit_id",
    "dissemination.Addressee.agency",
    "dissemination.Addressee.due_agency",
)
