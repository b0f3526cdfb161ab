"""What is asked when an old register is sent, and before it is entered or undone."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from congvu.imports.rules import BOOK_KIND_NAMES


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
    scans = forms.FileField(
        label=_("Bản quét (tệp .zip)"),
        required=False,
        help_text=_("Tên tệp ghi ở cột “Tên tệp” của bảng. Không có thì để trống."),
    )


class EnterForm(forms.Form):
    """Enter what can be entered."""

    skips_wrong = forms.BooleanField(
        label=_("Bỏ qua các dòng không nạp được"), required=False
    )


class UndoForm(forms.Form):
    """Nothing to say but that it is wanted."""
