"""What people send as lessons."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from congvu.ui.fields import needed


class PackageForm(forms.Form):
    use_required_attribute = False

    file = needed(
        forms.FileField(
            label=gettext_lazy("Gói SCORM 1.2 (.zip)"),
            required=False,
            allow_empty_file=True,
            help_text=gettext_lazy(
                "Tối đa 200 MB, giải nén không quá 100 MB và 2.000 tệp. Bài chạy trong "
                "khung riêng, không vào được dữ liệu của văn phòng."
            ),
        )
    )
    counts = forms.BooleanField(
        label=gettext_lazy("Phải học xong mới hoàn thành lớp"),
        required=False,
        initial=True,
    )
