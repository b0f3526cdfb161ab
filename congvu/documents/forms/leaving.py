"""Who takes over what lies on a desk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.documents.forms.routing import Choices, desk_choices
from congvu.documents.queries import Desk
from congvu.documents.rules import HAND_OVER_REASON_NAMES, HandOverReason

# An act of reorganisation hands over by itself.
_BY_A_PERSON = [r for r in HandOverReason if r != HandOverReason.REFORM]


class LeavingForm(forms.Form):
    """The desk that takes it, why, and which papers: all that are shown, at first."""

    to_desk = forms.ChoiceField(
        label=gettext_lazy("Bàn giao cho"),
        error_messages={"required": gettext_lazy("Chọn nơi nhận bàn giao.")},
    )
    reason = forms.ChoiceField(label=gettext_lazy("Lý do"))
    legal_basis = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Số, ký hiệu và ngày của quyết định, nếu có"),
    )
    entries = forms.MultipleChoiceField(
        label=gettext_lazy("Văn bản bàn giao"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Chọn ít nhất một văn bản.")},
    )

    def __init__(
        self,
        *args: Any,
        desks: Iterable[Desk],
        papers: Sequence[tuple[UUID, str]],
        reason: HandOverReason,
        kept: Sequence[tuple[str, int]] = (),
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self._offer("to_desk", [("", _("Chọn…")), *desk_choices(desks)])
        self._offer(
            "reason", [(r.value, _(HAND_OVER_REASON_NAMES[r])) for r in _BY_A_PERSON]
        )
        self.initial.setdefault("reason", reason.value)
        if kept:
            words = ", ".join(f"{count} {label}" for label, count in kept)
            self.fields["kept"] = forms.BooleanField(
                label=_("Bàn giao cả %(what)s") % {"what": words},
                required=False,
                initial=True,
            )
            self.fields["entries"].required = False
        if not papers:
            del self.fields["entries"]
            return
        self._offer("entries", [(str(key), words) for key, words in papers])
        self.initial.setdefault("entries", [str(key) for key, _words in papers])

    def _offer(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "to_desk": UUID(data["to_desk"]),
            "reason": HandOverReason(data["reason"]),
            "legal_basis": data["legal_basis"],
            "entries": [UUID(key) for key in data.get("entries", [])],
            "kept": bool(data.get("kept")),
        }
