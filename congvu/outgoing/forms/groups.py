"""What people type about a recipient group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.organisations.models import AgencyKind
from congvu.organisations.queries import AgencyOnDay
from congvu.outgoing.actions import GroupWish
from congvu.outgoing.models import RecipientGroup
from congvu.outgoing.rules import lines_of
from congvu.ui.fields import fill, needed, words


class GroupForm(forms.Form):
    """The name, agencies of the directory, names outside with their addresses."""

    use_required_attribute = False

    name = needed(words(gettext_lazy("Tên nhóm")))
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Thêm cả loại"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Mọi cơ quan loại ấy của hôm nay vào nhóm."),
    )
    agencies = forms.MultipleChoiceField(
        label=gettext_lazy("Cơ quan nhận"),
        required=False,
        widget=forms.SelectMultiple({"size": 12}),
    )
    outside = words(
        gettext_lazy("Nơi nhận bên ngoài"),
        rows=4,
        most=20000,
        help_text=gettext_lazy("Mỗi nơi một dòng: tên | địa chỉ."),
    )

    def __init__(
        self,
        *args: Any,
        agencies: Sequence[AgencyOnDay],
        group: RecipientGroup | None = None,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self._agencies = agencies
        living = {a.id for a in agencies}
        choices = [(str(a.id), a.name) for a in agencies]
        for member in group.now if group else []:  # type: ignore[attr-defined]
            if member.agency_id and member.agency_id not in living:
                name = _("%(name)s (đã kết thúc)") % {"name": member.name}
                choices.append((str(member.agency_id), name))
        there = {a.kind for a in agencies}
        kinds = [(kind, label) for kind, label in AgencyKind.choices if kind in there]
        fill(self, "kinds", kinds)
        fill(self, "agencies", choices)

    def wish(self) -> GroupWish:
        data = self.cleaned_data
        chosen = [UUID(one) for one in data["agencies"]]
        chosen += [a.id for a in self._agencies if a.kind in data["kinds"]]
        outside = [line.partition("|") for line in lines_of(data["outside"])]
        return GroupWish(
            data["name"],
            list(dict.fromkeys(chosen)),
            [(name.strip(), address.strip()) for name, _bar, address in outside],
        )


def group_initial(group: RecipientGroup) -> dict[str, Any]:
    """What the form shows of a group."""
    members = group.now  # type: ignore[attr-defined]
    outside = [m for m in members if not m.agency_id]
    return {
        "name": group.name,
        "agencies": [str(m.agency_id) for m in members if m.agency_id],
        "outside": "\n".join(
            f"{m.name} | {m.address}" if m.address else m.name for m in outside
        ),
    }
