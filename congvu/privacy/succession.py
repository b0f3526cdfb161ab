"""What the end of a body does to its register and requests (docs/adr/0120)."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _
from congvu.organisations.rules import Declared, Fate, declare
from congvu.privacy.actions import pass_privacy
from congvu.privacy.queries.passing import count_processing

declare(
    Declared(
        "privacy.Processing.agency",
        Fate.FOLLOWS,
        _("hoạt động xử lý dữ liệu cá nhân"),
        count_processing,
        pass_privacy,
    ),
    Declared("privacy.SubjectRequest.agency", Fate.FOLLOWS, move=pass_privacy),
)
