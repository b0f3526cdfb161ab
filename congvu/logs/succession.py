"""What the end of a body does to its sources of logs and its alerts."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _
from congvu.logs.actions import pass_sources
from congvu.logs.queries.passing import count_sources
from congvu.organisations.rules import Declared, Fate, declare

declare(
    Declared(
        "logs.LogSource.agency",
        Fate.FOLLOWS,
        _("nguồn nhật ký"),
        count_sources,
        pass_sources,
    ),
    Declared("logs.Alert.agency", Fate.FOLLOWS, move=pass_sources),
)
