"""What people type when a paper is copied."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.organisations.queries import PostOnDay
from congvu.outgoing.actions import Chosen, CopyWish
from congvu.outgoing.forms.issuing import KeyForm, PlacesForm
from congvu.outgoing.rules import COPY_TYPES, DIRECTION_NAMES, Direction
from congvu.ui.fields import choice, fill, needed, words

_TO = gettext_lazy("Mỗi nơi một dòng.")
_SIGNS = gettext_lazy(
    "Chỉ bản sao giấy. Bản sao điện tử mang chữ ký số của cơ quan ở góc trên bên phải "
    "trang đầu."
)
_BASIS = gettext_lazy("Khi trưởng đơn vị ký thừa lệnh: quy chế làm việc, điều nào.")
_OF_COPY = gettext_lazy("Khi bản đang giữ là bản sao y: số, ký hiệu của nó.")
_BY_HAND = gettext_lazy("Không chọn nơi nào: bản sao giao tay, phần mềm không gửi.")
_EXTRACT = gettext_lazy("Chỉ trích sao: gõ lại đúng phần cần trích, mỗi đoạn một dòng.")


class CopyForm(forms.Form):
    """Kind, direction, signer, recipients; and the extract of a trích sao."""

    use_required_attribute = False

    kind = needed(choice(gettext_lazy("Hình thức sao")))
    direction = needed(choice(gettext_lazy("Chiều sao")))
    signer = choice(gettext_lazy("Người ký bản sao"))
    basis = words(gettext_lazy("Căn cứ ký thừa lệnh"), most=300, help_text=_BASIS)
    recipients = words(gettext_lazy("Nơi nhận"), rows=3, most=4000, help_text=_TO)
    copies = forms.IntegerField(
        label=gettext_lazy("Số lượng bản"),
        required=False,
        min_value=1,
        max_value=99999,
        error_messages={"invalid": gettext_lazy("Số lượng bản là một con số.")},
    )
    of_copy = words(gettext_lazy("Làm từ bản sao y số"), most=60, help_text=_OF_COPY)
    extract = words(
        gettext_lazy("Phần nội dung trích sao"),
        rows=8,
        most=20000,
        help_text=_EXTRACT,
    )

    def __init__(
        self,
        *args: Any,
        allowed: Mapping[str, Collection[str]],
        signers: Sequence[PostOnDay],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        fill(
            self,
            "kind",
            [(k, _(name)) for k, name in COPY_TYPES.items() if k in allowed],
        )
        known = {d for directions in allowed.values() for d in directions}
        fill(
            self,
            "direction",
            [(d.value, _(DIRECTION_NAMES[d])) for d in Direction if d in known],
        )
        posts = [(str(p.id), f"{p.person_name}, {p.name}") for p in signers]
        fill(self, "signer", [("", _("không ai ký bằng bút")), *posts])
        self.fields["signer"].help_text = _SIGNS

    def wish(self) -> CopyWish:
        data = self.cleaned_data
        return CopyWish(
            kind=data["kind"],
            direction=data["direction"],
            recipients=data["recipients"],
            copies=data["copies"],
            signer_post_id=UUID(data["signer"]) if data["signer"] else None,
            basis=data["basis"],
            of_copy=data["of_copy"],
            extract=data["extract"],
        )


class CopyPlacesForm(PlacesForm):
    """Where the copy goes by this software; nowhere, if nothing is chosen."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["agencies"].help_text = _BY_HAND

    def goes_to(self) -> Chosen:
        return Chosen(self.sent_to(), self.chosen_groups())


class FinishCopyForm(CopyPlacesForm):
    """The scan of a signed and stamped copy, if it is kept; where the copy goes."""

    scan = forms.FileField(
        label=gettext_lazy("Bản quét bản sao đã ký (PDF)"),
        required=False,
    )

    field_order = ("scan",)


class SealCopyForm(CopyPlacesForm, KeyForm):
    """The key that makes the electronic copy, and where it goes."""
