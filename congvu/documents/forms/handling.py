"""The form of an office's own days and steps of reminding."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from congvu.documents.forms.routing import AskedField
from congvu.documents.queries import Reminding
from congvu.law.rules import Step, When, Whom

WHOM_NAMES = {
    Whom.HANDLER: gettext_noop("người giải quyết"),
    Whom.HEAD: gettext_noop("trưởng đơn vị"),
    Whom.GIVER: gettext_noop("người giao"),
    Whom.CHIEF: gettext_noop("chánh văn phòng"),
}
# The five steps an office may take, in the order of time.
SLOTS: tuple[tuple[str, When, str], ...] = (
    ("before", When.BEFORE, gettext_noop("Trước hạn")),
    ("due", When.DUE, gettext_noop("Đúng ngày hạn")),
    ("late", When.AFTER, gettext_noop("Quá hạn, lần đầu")),
    ("later", When.AFTER, gettext_noop("Quá hạn, lần hai")),
    ("every", When.EVERY, gettext_noop("Sau đó, cứ mỗi")),
)
_WRONG_DAY = _("Ghi ngày dạng ngày/tháng/năm, ví dụ 02/09/2026.")
_WRONG_NUMBER = _("Ghi số ngày làm việc.")
_DAYS = {"invalid": _WRONG_NUMBER, "required": _WRONG_NUMBER}


def _days_field(label: Any, *, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=required,
        widget=forms.NumberInput(attrs={"min": 1, "max": 60, "class": "input-days"}),
        error_messages=_DAYS,
    )


class HandlingRulesForm(forms.Form):
    """Without a tick a step is not taken."""

    working_days = _days_field(_("Giải quyết văn bản thường trong (ngày làm việc)"))
    off = forms.ChoiceField(
        label=_("Hạn rơi vào ngày nghỉ thì nhắc"),
        choices=[
            ("previous", _("ngày làm việc trước đó")),
            ("next", _("ngày làm việc sau đó")),
        ],
        widget=forms.RadioSelect,
    )
    basis = AskedField(
        label=_("Căn cứ"),
        missing=_("Ghi căn cứ, ví dụ số, ký hiệu và điều của quy chế."),
        help_text=_("Ví dụ: Điều 12 Quy chế làm việc, QĐ 05/2026/QĐ-UBND"),
    )
    valid_from = forms.DateField(
        label=_("Áp dụng từ ngày"),
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d/%m/%Y"),
        error_messages={"invalid": _WRONG_DAY, "required": _WRONG_DAY},
    )

    def __init__(self, found: Reminding, today: date, data: Any = None) -> None:
        by_key = {step.key: step for step in found.steps}
        due = by_key.get("due")
        super().__init__(
            data,
            initial={
                "working_days": found.working_days,
                "off": "previous" if due is None or due.off_previous else "next",
                "basis": found.own.basis if found.own else "",
                "valid_from": today,
            },
        )
        for key, when, label in SLOTS:
            self._add_slot(key, when, gettext(label), by_key.get(key))

    def _add_slot(self, key: str, when: When, label: str, now: Step | None) -> None:
        self.fields[f"on_{key}"] = forms.BooleanField(
            label=label, required=False, initial=now is not None
        )
        if when != When.DUE:
            words = gettext("%(step)s: số ngày làm việc") % {"step": label}
            field = _days_field(words, required=False)
            field.initial = now.days if now else None
            self.fields[f"days_{key}"] = field
        self.fields[f"to_{key}"] = forms.MultipleChoiceField(
            label=gettext("%(step)s: nhắc") % {"step": label},
            required=False,
            choices=[(w.value, gettext(n)) for w, n in WHOM_NAMES.items()],
            widget=forms.CheckboxSelectMultiple,
            initial=[str(whom) for whom in now.to] if now else [],
        )

    def rows(self) -> list[dict[str, Any]]:
        """One line a step, for the table."""
        return [
            {
                "on": self[f"on_{key}"],
                "days": self[f"days_{key}"] if when != When.DUE else None,
                "to": self[f"to_{key}"],
            }
            for key, when, _label in SLOTS
        ]

    def steps(self) -> list[Step]:
        data = self.cleaned_data
        return [
            Step(
                key=key,
                when=when,
                days=data.get(f"days_{key}") or 0,
                to=tuple(Whom(whom) for whom in data[f"to_{key}"]),
                off_previous=data["off"] == "previous",
            )
            for key, when, _label in SLOTS
            if data[f"on_{key}"]
        ]
