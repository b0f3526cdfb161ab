"""What the end of a body does to its sheets (docs/adr/0105)."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _
from congvu.organisations.rules import Declared, Fate, declare, stays
from congvu.surveys.actions import pass_sheets
from congvu.surveys.queries import count_sheets

declare(
    Declared(
        "surveys.SurveySheet.agency",
        Fate.FOLLOWS,
        _("phiếu rà soát"),
        count_sheets,
        pass_sheets,
    ),
)

# Who was asked, as it was on the day.
stays("surveys.SurveySheet.given_agency")
