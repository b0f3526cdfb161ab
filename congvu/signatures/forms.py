"""What people send to be checked, and what an administrator says of a trust list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from congvu.signatures.models import TrustList
from congvu.signatures.rules import HOLDERS, KeyKind


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


class KeyKindForm(forms.Form):
    """Which keeper: the fields of the next form depend on it."""

    noi = forms.ChoiceField(
        label=_("Khóa nằm ở đâu"), choices=(), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        offered = [one for one in KeyKind if _is_offered(one)]
        self.fields["noi"] = forms.ChoiceField(
            label=_("Khóa nằm ở đâu"),
            choices=[(one.value, _(HOLDERS[one])) for one in offered],
            widget=forms.RadioSelect,
            error_messages={"required": _("Chọn nơi giữ khóa.")},
        )


def _is_offered(kind: KeyKind) -> bool:
    """Only keepers this installation has."""
    return {
        KeyKind.TOKEN: bool(settings.PKCS11_MODULE),
        KeyKind.REMOTE: bool(settings.REMOTE_SIGNING),
        KeyKind.DEMO: settings.SIGNING_DEMO,
        KeyKind.OUTSIDE: True,
    }[kind]


class KeyForm(forms.Form):
    """Whose key it is, which one, and the picture its signatures show."""

    owner = forms.ChoiceField(
        label=_("Ai dùng khóa"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn ai dùng khóa.")},
    )
    fingerprint = forms.ChoiceField(
        label=_("Chứng thư"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một chứng thư.")},
    )
    certificate = forms.FileField(
        label=_("Tệp chứng thư"),
        help_text=_("PEM, DER hoặc PKCS#7; nên gồm cả chứng thư nơi cấp"),
        error_messages={
            "required": _("Chọn tệp chứng thư."),
            "missing": _("Chọn tệp chứng thư."),
            "empty": _("Tệp rỗng."),
        },
    )
    image = forms.FileField(
        label=_("Ảnh chữ ký hoặc dấu"),
        required=False,
        help_text=_(
            "Tệp .png nền trong suốt, đến 2 MB: chữ ký màu xanh, dấu màu đỏ đúng "
            "kích thước thật"
        ),
        widget=forms.ClearableFileInput(attrs={"accept": "image/png"}),
        error_messages={"empty": _("Tệp rỗng.")},
    )

    def __init__(
        self,
        *args: Any,
        kind: str,
        owners: Sequence[tuple[str, str]],
        found: Sequence[Any] = (),
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self.kind = kind
        owner = self.fields["owner"]
        owner.choices = list(owners)  # type: ignore[attr-defined]
        owner.initial = owners[0][0]
        if kind == KeyKind.OUTSIDE:
            del self.fields["fingerprint"]
            return
        del self.fields["certificate"]
        if kind == KeyKind.DEMO:
            del self.fields["fingerprint"]
            return
        self.fields["fingerprint"].choices = [  # type: ignore[attr-defined]
            (one.fingerprint, one.label) for one in found
        ]
