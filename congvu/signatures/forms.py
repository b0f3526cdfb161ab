"""What people send to be checked, and what an administrator says of a trust list."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from congvu.signatures.models import TrustList


class VerifyForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp PDF"),
        help_text=_("Tệp chỉ được giữ đến khi kiểm tra xong."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,application/pdf"}),
        error_messages={
            "required": _("Chọn một tệp PDF."),
            "missing": _("Chọn một tệp PDF."),
            "empty": _("Tệp rỗng."),
        },
    )


class TrustForm(forms.Form):
    """A name that is there already adds to that list, whose other facts stay."""

    name = forms.CharField(
        label=_("Tên danh sách"),
        max_length=200,
        help_text=_("Ví dụ: Chứng thư gốc quốc gia; Chứng thư chuyên dùng công vụ"),
        error_messages={"required": _("Ghi tên danh sách tin cậy.")},
    )
    file = forms.FileField(
        label=_("Tệp chứng thư"),
        help_text=_("PEM, DER hoặc PKCS#7; có thể gồm chứng thư trung gian"),
        error_messages={
            "required": _("Chọn tệp chứng thư."),
            "missing": _("Chọn tệp chứng thư."),
            "empty": _("Tệp rỗng."),
        },
    )
    keeper = forms.CharField(
        label=_("Tổ chức giữ"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: NEAC; Ban Cơ yếu Chính phủ. Cần cho danh sách mới."),
    )
    source = forms.CharField(
        label=_("Nguồn"),
        max_length=500,
        required=False,
        help_text=_("Nơi lấy tệp. Cần cho danh sách mới."),
    )
    sureness = forms.ChoiceField(
        label=_("Mức chắc chắn"),
        choices=TrustList.Sureness.choices,
        initial=TrustList.Sureness.UNCHECKED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn mức chắc chắn.")},
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=2000, required=False)
