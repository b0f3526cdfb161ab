"""What is asked when an old register is sent, and before it is entered or undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from congvu.imports.rules import BOOK_KIND_NAMES
from congvu.ui.fields import choice, fill, needed


class SendForm(forms.Form):
    """A table, which book it is, and the scans beside it."""

    file = forms.FileField(
        label=_("Bảng sổ cũ"),
        help_text=_(
            "Tệp .xlsx, .ods hoặc .csv; có dòng tiêu đề, cột theo thứ tự nào cũng được."
        ),
    )
    book = forms.ChoiceField(
        label=_("Sổ"),
        required=False,
        choices=[
            ("", _("Tự nhận theo tiêu đề")),
            *((kind.value, _(name)) for kind, name in BOOK_KIND_NAMES.items()),
        ],
    )
    fonds = needed(choice(_("Sổ của cơ quan")))
    scans = forms.FileField(
        label=_("Bản quét (tệp .zip)"),
        required=False,
        help_text=_("Tên tệp ghi ở cột “Tên tệp” của bảng. Không có thì để trống."),
    )

    def __init__(
        self, *args: Any, ended: Sequence[tuple[UUID, str]] = (), **given: Any
    ) -> None:
        """``ended``: whose registers may come in here, too; asked only where any."""
        super().__init__(*args, **given)
        if not ended:
            del self.fields["fonds"]
            return
        own = ("", gettext("Cơ quan mình"))
        named = [(str(agency_id), name) for agency_id, name in ended]
        fill(self, "fonds", [own, *named])

    def clean_fonds(self) -> UUID | None:
        value = self.cleaned_data["fonds"]
        return UUID(value) if value else None


class EnterForm(forms.Form):
    """Enter what can be entered."""

    skips_wrong = forms.BooleanField(
        label=_("Bỏ qua các dòng không nạp được"), required=False
    )


class UndoForm(forms.Form):
    """Nothing to say but that it is wanted."""
