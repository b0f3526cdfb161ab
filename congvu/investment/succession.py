"""What the end of a body does to its needs (docs/adr/0136)."""

from __future__ import annotations

from congvu.investment.actions import pass_needs
from congvu.investment.queries.needs import count_needs
from congvu.lib.text import gettext_noop as _
from congvu.organisations.rules import Declared, Fate, declare, stays

declare(
    Declared(
        "investment.Need.agency",
        Fate.FOLLOWS,
        _("nhu cầu kinh phí công nghệ thông tin"),
        count_needs,
        pass_needs,
    ),
)

# A figure is of the body of its day.
stays("investment.NeedFigure.body_id")
