"""What people type about their log-in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_CODE = {
    "autocomplete": "one-time-code",
    "autocapitalize": "off",
    "spellcheck": "false",
}


class SignInForm(forms.Form):
    username = forms.CharField(
        label=_("Tên đăng nhập hoặc thư công vụ"),
        max_length=254,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autocapitalize": "off",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
        error_messages={"required": _("Hãy gõ tên đăng nhập.")},
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=1024,
        strip=False,
        help_text=_("Nếu tài khoản có mã xác thực, bước sau sẽ hỏi mã 6 số."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Hãy gõ mật khẩu.")},
    )
    tiep = forms.CharField(required=False, widget=forms.HiddenInput)


class UnlockForm(forms.Form):
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput(
            attrs={"autocomplete": "current-password", "autofocus": True}
        ),
        error_messages={"required": _("Hãy gõ mật khẩu.")},
    )
    tiep = forms.CharField(required=False, widget=forms.HiddenInput)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Mã trên điện thoại, hoặc một mã dự phòng"),
        max_length=40,
        widget=forms.TextInput(attrs={**_CODE, "autofocus": True}),
        error_messages={"required": _("Hãy gõ mã.")},
    )


class EnrolForm(forms.Form):
    code = forms.CharField(
        label=_("Mã 6 số trên điện thoại"),
        max_length=20,
        widget=forms.TextInput(attrs={**_CODE, "inputmode": "numeric"}),
        error_messages={"required": _("Hãy gõ mã 6 số trên điện thoại.")},
    )


class OldPasswordForm(forms.Form):
    """Asked again before something that an unattended browser must not do.

    Not of people without a password: they have signed in just now instead.
    """

    def __init__(self, *args: Any, has_password: bool = True, **given: Any) -> None:
        super().__init__(*args, **given)
        if not has_password:
            del self.fields["old"]

    old = forms.CharField(
        label=_("Mật khẩu đang dùng"),
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Hãy gõ mật khẩu đang dùng.")},
    )


class PasskeyForm(OldPasswordForm):
    field_order = ["name", "old"]
    name = forms.CharField(
        label=_("Tên của khóa"),
        max_length=100,
        help_text=_("Khóa nằm ở đâu: “Điện thoại của tôi”, “Máy ở phòng”."),
        error_messages={"required": _("Hãy đặt tên để sau này còn nhận ra khóa.")},
    )


class PasskeyAnswerForm(forms.Form):
    """What the browser's device said; the page's script fills it in."""

    response = forms.CharField(
        max_length=20_000,
        widget=forms.HiddenInput,
        error_messages={
            "required": _(
                "Khóa truy cập cần một trình duyệt có JavaScript. Không có thì dùng"
                " mật khẩu."
            )
        },
    )
    tiep = forms.CharField(required=False, widget=forms.HiddenInput)


class PasswordForm(OldPasswordForm):
    new = forms.CharField(
        label=_("Mật khẩu mới"),
        max_length=1024,
        strip=False,
        help_text=_(
            "Ít nhất 14 ký tự, 12 nếu tài khoản có mã xác thực; một câu dễ nhớ là tốt"
            " nhất."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Hãy gõ mật khẩu mới.")},
    )
    again = forms.CharField(
        label=_("Gõ lại mật khẩu mới"),
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Hãy gõ lại mật khẩu mới.")},
    )

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("new", again):
            raise forms.ValidationError(_("Hai lần gõ mật khẩu mới không giống nhau."))
        return again


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("Tên của mã"),
        max_length=100,
        help_text=_("Chương trình nào dùng, ở máy nào: “Máy quét phòng văn thư”."),
        error_messages={"required": _("Hãy đặt tên để sau này còn nhận ra mã.")},
    )
    expires_on = forms.DateField(
        label=_("Hết hạn ngày"),
        required=False,
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        help_text=_("Để trống nếu không đặt hạn."),
        widget=forms.DateInput(attrs={"placeholder": "31/12/2027"}, format="%d/%m/%Y"),
        error_messages={"invalid": _("Ngày phải có dạng 31/12/2027.")},
    )


class PreferencesForm(forms.Form):
    single_letter_keys = forms.BooleanField(
        label=_("Dùng phím tắt một chữ (N, T, C…)"), required=False
    )
    larger_text = forms.BooleanField(label=_("Chữ lớn hơn"), required=False)
    high_contrast = forms.BooleanField(label=_("Tương phản cao"), required=False)
