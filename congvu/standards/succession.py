"""What the end of a body does to its evaluations (docs/adr/0131)."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _
from congvu.organisations.rules import Declared, Fate, declare
from congvu.standards.actions import pass_evaluations
from congvu.standards.queries import count_evaluations

declare(
    Declared(
        "standards.Evaluation.agency",
        Fate.FOLLOWS,
        _("đánh giá phần mềm"),
        count_evaluations,
        pass_evaluations,
    ),
)
