"""The period a person decides on, among what is proposed or otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.archives.rules import (
    LONGEST_REASON,
    RETENTION_NAMES,
    RetentionProposal,
)
from congvu.ui.fields import choice, fill, needed, words


class RetentionForm(forms.Form):
    proposal = needed(choice(gettext_lazy("Đề xuất"), widget=forms.RadioSelect))
    retention = choice(gettext_lazy("Thời hạn khác"))
    reason = words(
        gettext_lazy("Lý do chọn thời hạn khác"), rows=2, most=LONGEST_REASON
    )

    def __init__(
        self, *args: Any, proposals: Sequence[RetentionProposal], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        offered = [
            (p.key, f"{_(RETENTION_NAMES[p.retention])} · {p.why} · {p.basis}")
            for p in proposals
        ]
        fill(self, "proposal", [*offered, ("", _("Thời hạn khác, ghi dưới đây"))])
        named = [(str(key), _(text)) for key, text in RETENTION_NAMES.items()]
        fill(self, "retention", [("", _("Chọn…")), *named])
