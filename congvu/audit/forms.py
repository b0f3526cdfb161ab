"""What the reader of the log may ask for."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from congvu.audit import queries
from congvu.audit.queries import Wanted


def _events() -> list[tuple[str, str]]:
    return [("", gettext("mọi việc"))] + [
        (event, gettext(label)) for event, label in queries.register().items()
    ]


class LogFilter(forms.Form):
    """A GET form: its address can be kept and sent."""

    viec = forms.ChoiceField(label=_("Việc"), choices=_events, required=False)
    nguoi = forms.CharField(
        label=_("Người làm"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"placeholder": _("một phần tên")}),
    )
    doi_tuong = forms.UUIDField(
        label=_("Mã đối tượng"),
        required=False,
        error_messages={"invalid": _("Mã đối tượng không đúng dạng.")},
    )
    ngay = forms.DateField(
        label=_("Ngày"),
        required=False,
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        widget=forms.DateInput(attrs={"placeholder": "23/11/2026"}, format="%d/%m/%Y"),
        error_messages={"invalid": _("Ngày phải có dạng 23/11/2026.")},
    )
    truoc = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_truoc(self) -> tuple[datetime, UUID] | None:
        """The key of the page, ``moment_key``; an unreadable one is the first page."""
        moment, _line, key = str(self.cleaned_data["truoc"]).partition("_")
        try:
            at = datetime.fromisoformat(moment)
            return (at, UUID(key)) if at.tzinfo else None
        except ValueError:
            return None

    def wanted(self, agency_id: UUID | None) -> Wanted:
        values: dict[str, Any] = self.cleaned_data
        return Wanted(
            event=values.get("viec") or "",
            who=(values.get("nguoi") or "").strip(),
            object_id=values.get("doi_tuong"),
            day=values.get("ngay"),
            agency_id=agency_id,
        )
