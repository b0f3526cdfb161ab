"""What people type about a proposal. Forms read; actions decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.directives.actions import ProposalWish
from congvu.directives.models import Proposal
from congvu.directives.queries import Meaning
from congvu.directives.rules import (
    LONGEST_ACTORS,
    LONGEST_DELIVERABLE,
    LONGEST_MEASURE,
    LONGEST_REASON,
    LONGEST_SENTENCE,
    LONGEST_TITLE,
    LONGEST_WORDS,
)
from congvu.duties.rules import HEAVIEST
from congvu.lib.text import gettext_noop
from congvu.ui.fields import choice, day, fill, needed, words

RECURRING = {
    "P1W": gettext_noop("hằng tuần"),
    "P1M": gettext_noop("hằng tháng"),
    "P3M": gettext_noop("hằng quý"),
    "P6M": gettext_noop("sáu tháng một lần"),
    "P1Y": gettext_noop("hằng năm"),
}


class ProposalForm(forms.Form):
    """One proposal as a duty. ``seen`` says which words the reader saw."""

    title = needed(words(gettext_lazy("Nhiệm vụ"), rows=2, most=LONGEST_TITLE))
    lead = words(gettext_lazy("Chủ trì"), rows=1, most=LONGEST_ACTORS)
    support = words(gettext_lazy("Phối hợp"), rows=1, most=LONGEST_ACTORS)
    deadline = day(gettext_lazy("Hạn"))
    recurs = choice(gettext_lazy("Định kỳ"))
    measure = words(gettext_lazy("Thước đo"), most=LONGEST_MEASURE)
    indicator = words(gettext_lazy("Chỉ tiêu"), most=80)
    deliverable = words(gettext_lazy("Sản phẩm"), most=LONGEST_DELIVERABLE)
    weight = forms.IntegerField(
        label=gettext_lazy("Trọng số"),
        min_value=1,
        max_value=HEAVIEST,
        required=False,
    )
    watch = words(gettext_lazy("Theo dõi"), most=LONGEST_WORDS)
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, recurring: str = "", **given: Any) -> None:
        super().__init__(*args, **given)
        told = {"": _("một lần"), **{key: _(said) for key, said in RECURRING.items()}}
        if recurring:
            told.setdefault(recurring, recurring)
        fill(self, "recurs", told.items())
        for name, box in self.fields.items():
            box.widget.attrs.setdefault("placeholder", _("Văn bản không nêu"))
            if name in ("lead", "support"):
                box.widget.attrs["spellcheck"] = "false"
        self.fields["watch"].widget.attrs["list"] = "bodies"

    def wish(self) -> ProposalWish:
        """What was typed; which bodies were unticked is read beside it."""
        data = {**self.cleaned_data, "weight": self.cleaned_data["weight"] or 1}
        return ProposalWish(
            **{
                name: data[name]
                for name in ProposalWish.__dataclass_fields__
                if not name.endswith("_out")
            }
        )


def initial_of(proposal: Proposal, seen: str) -> dict[str, Any]:
    names = [n for n in ProposalForm.base_fields if n != "seen"]
    return {"seen": seen, **{name: getattr(proposal, name) for name in names}}


def with_left_out(
    wish: ProposalWish,
    *,
    meanings: dict[str, Meaning],
    shown: dict[str, str],
    ticked: dict[str, Sequence[str]],
) -> ProposalWish:
    """The bodies that stood ticked beside these very words and were unticked.

    Words that were changed mean all they say: what was unticked was of others.
    """
    left: dict[str, tuple[UUID, ...]] = {}
    for name, meaning in meanings.items():
        same = shown.get(name) == getattr(wish, name)
        kept = set(ticked.get(name, ()))
        left[f"{name}_left_out"] = tuple(
            body.id
            for body in (meaning.all_bodies if same else ())
            if str(body.id) not in kept
        )
    return replace(wish, **left)  # type: ignore[arg-type]  # both are tuples of ids


class RejectForm(forms.Form):
    reason = needed(
        words(
            gettext_lazy("Vì sao không phải nhiệm vụ"),
            rows=2,
            most=LONGEST_REASON,
            help_text=gettext_lazy(
                "Ví dụ: câu nêu tình hình; mục tiêu chung; trùng với nhiệm vụ khác."
            ),
        )
    )


class SplitForm(forms.Form):
    """Where the second duty begins: one of the places offered, or by its words."""

    place = forms.ChoiceField(
        label=gettext_lazy("Phần sau bắt đầu từ"),
        required=False,
        widget=forms.RadioSelect,
    )
    before = words(
        gettext_lazy("Chỗ khác: những chữ đầu của phần sau"),
        most=LONGEST_WORDS,
        help_text=gettext_lazy("Chép nguyên văn, có đúng một lần trong câu."),
    )

    def __init__(
        self, *args: Any, places: Iterable[tuple[int, str]], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        offered = [(str(at), said) for at, said in places]
        fill(self, "place", offered)
        if not offered:
            del self.fields["place"]

    def asked(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data["before"]:
            return {"before": data["before"]}
        place = data.get("place", "")
        return {"place": int(place)} if place else {}


class AddForm(forms.Form):
    """A passage by its words, copied; a script fills in its place."""

    words = needed(
        words(
            gettext_lazy("Đoạn chữ giao việc"),
            rows=4,
            most=LONGEST_SENTENCE,
            help_text=gettext_lazy("Chép nguyên văn từ văn bản bên trái."),
        )
    )
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class WatchForm(forms.Form):
    watch = choice(
        gettext_lazy("Đơn vị theo dõi"),
        required=True,
        help_text=gettext_lazy(
            "Trưởng đơn vị và chuyên viên ở đó cùng xác nhận, nếu được xem văn bản."
        ),
    )

    def __init__(
        self, *args: Any, units: Iterable[tuple[UUID, str]], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "watch", [(str(key), name) for key, name in units])
