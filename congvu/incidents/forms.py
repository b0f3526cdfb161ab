"""What people type about incidents and warnings. Forms read; actions decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.incidents.actions import (
    DrillData,
    EvidenceData,
    IncidentData,
    KnownData,
    SignData,
    WarningData,
)
from congvu.incidents.rules import (
    AUDIENCE_NAMES,
    CONTACT_ROLE_NAMES,
    DRILL_KIND_NAMES,
    GRAVITY_NAMES,
    GROUP_NAMES,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    LONGEST_VALUE,
    SIGN_KIND_NAMES,
    STEP_NAMES,
    TLP_NAMES,
    URGENCY_NAMES,
    Gravity,
)
from congvu.organisations.queries import PostOnDay
from congvu.ui.fields import choice, day, fill, needed, words

Offered = Sequence[tuple[UUID, str]]
_MOMENTS = ["%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]


def _moment(label: Any, **more: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=False,
        input_formats=_MOMENTS,
        error_messages={"invalid": gettext_lazy("Ghi như 22:00 28/11/2026.")},
        widget=forms.DateTimeInput(
            format="%H:%M %d/%m/%Y",
            attrs={
                "autocomplete": "off",
                "placeholder": gettext_lazy("giờ:phút ngày/tháng/năm"),
            },
        ),
        **more,
    )


def _yes(label: Any, **more: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, **more)


def _several(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("Mục đã chọn không còn trong danh sách.")
        },
    )


def _named(names: Iterable[tuple[Any, str]]) -> list[tuple[str, str]]:
    return [("", _("Chọn…")), *((str(key), _(label)) for key, label in names)]


def _file(label: Any, *, required: bool, help_text: Any) -> forms.FileField:
    return forms.FileField(
        label=label,
        required=required,
        help_text=help_text,
        error_messages={
            "required": gettext_lazy("Chưa chọn tệp nào."),
            "empty": gettext_lazy("Tệp rỗng (0 byte)."),
        },
    )


_URGENT = gettext_lazy(
    "Có dấu hiệu xâm hại an ninh quốc gia, trật tự xã hội, hoặc gián đoạn nghiêm trọng"
)


class OpenForm(forms.Form):
    use_required_attribute = False

    name = needed(words(gettext_lazy("Điều đã xảy ra"), most=LONGEST_NAME))
    group = needed(choice(gettext_lazy("Nhóm sự cố")))
    detected_at = needed(
        _moment(
            gettext_lazy("Phát hiện lúc"),
            help_text=gettext_lazy("Mọi thời hạn báo tính bằng giờ từ lúc này."),
        )
    )
    detected_reason = words(
        gettext_lazy("Vì sao phát hiện sau cảnh báo"),
        most=LONGEST_REASON,
        help_text=gettext_lazy("Chỉ ghi khi giờ phát hiện sau lần gặp đầu tiên."),
    )
    systems = _several(gettext_lazy("Hệ thống liên quan"))
    scope = words(gettext_lazy("Phạm vi biết được"), rows=3, most=LONGEST_TEXT)
    is_urgent = _yes(_URGENT)
    personal_data = _yes(gettext_lazy("Liên quan dữ liệu cá nhân"))
    is_drill = _yes(gettext_lazy("Đây là diễn tập"))

    def __init__(
        self, *args: Any, systems: Offered, has_alert: bool, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "group", _named(GROUP_NAMES.items()))
        if not has_alert:
            del self.fields["detected_reason"]
        fill(self, "systems", [(str(pk), name) for pk, name in systems])
        if not systems:
            del self.fields["systems"]

    def data_given(self, alert_id: UUID | None) -> IncidentData:
        data = dict(self.cleaned_data)
        data["systems"] = [UUID(one) for one in data.get("systems") or ()]
        return IncidentData(**data, alert_id=alert_id)


class KnownForm(forms.Form):
    use_required_attribute = False

    cause = words(gettext_lazy("Nguyên nhân"), rows=3, most=LONGEST_TEXT)
    scope = words(gettext_lazy("Phạm vi"), rows=3, most=LONGEST_TEXT)
    measures = words(gettext_lazy("Biện pháp"), rows=3, most=LONGEST_TEXT)
    lessons = words(gettext_lazy("Bài học kinh nghiệm"), rows=3, most=LONGEST_TEXT)
    is_urgent = _yes(_URGENT)
    personal_data = _yes(gettext_lazy("Liên quan dữ liệu cá nhân"))
    subjects = forms.IntegerField(
        label=gettext_lazy("Số người bị ảnh hưởng dữ liệu"),
        required=False,
        error_messages={"invalid": gettext_lazy("Ghi một số nguyên không âm.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def data_given(self) -> KnownData:
        return KnownData(**self.cleaned_data)


class JudgeForm(forms.Form):
    use_required_attribute = False

    gravity = needed(choice(gettext_lazy("Mức nghiêm trọng")))
    reason = needed(words(gettext_lazy("Lý do"), rows=3, most=LONGEST_REASON))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        judged = [(k, v) for k, v in GRAVITY_NAMES.items() if k != Gravity.OPEN]
        fill(self, "gravity", _named(judged))


class StepForm(forms.Form):
    use_required_attribute = False

    step = needed(choice(gettext_lazy("Việc")))
    done_at = needed(_moment(gettext_lazy("Lúc")))
    text = needed(words(gettext_lazy("Nội dung"), rows=3, most=LONGEST_REASON - 50))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "step", _named(STEP_NAMES.items()))


class TeachForm(forms.Form):
    use_required_attribute = False

    people = needed(_several(gettext_lazy("Ai phải học")))
    subject = needed(words(gettext_lazy("Nội dung phải học"), most=LONGEST_NAME))
    due = needed(day(gettext_lazy("Học xong trước")))

    def __init__(self, *args: Any, people: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "people", [(str(pk), name) for pk, name in people])

    def data_given(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return {**data, "people": [UUID(one) for one in data["people"]]}


class ToldForm(forms.Form):
    use_required_attribute = False

    told_at = needed(_moment(gettext_lazy("Đã báo lúc")))
    how = needed(
        words(
            gettext_lazy("Văn bản, cách báo"),
            rows=2,
            most=LONGEST_REASON,
            help_text=gettext_lazy(
                "Số, ký hiệu văn bản đã phát hành; nếu báo qua điện thoại: báo cho ai."
            ),
        )
    )


class ComposeForm(forms.Form):
    """Who signs the paper."""

    use_required_attribute = False

    signer = needed(choice(gettext_lazy("Người ký")))
    signing_basis = words(
        gettext_lazy("Căn cứ ký thừa lệnh"),
        most=LONGEST_REASON,
        help_text=gettext_lazy("Chỉ khi trưởng đơn vị ký TL.: điều nào của quy chế."),
    )

    def __init__(self, *args: Any, signers: Sequence[PostOnDay], **given: Any) -> None:
        super().__init__(*args, **given)
        posts = [(str(p.id), f"{p.person_name}, {p.name}") for p in signers]
        fill(self, "signer", [("", _("Chọn người ký")), *posts])

    def signer_id(self) -> UUID | None:
        chosen = self.cleaned_data["signer"]
        return UUID(chosen) if chosen else None


class TaskForm(forms.Form):
    use_required_attribute = False

    title = needed(words(gettext_lazy("Việc phải làm"), most=LONGEST_NAME))
    owner = needed(words(gettext_lazy("Người làm"), most=LONGEST_LINE))
    due_at = needed(_moment(gettext_lazy("Hạn")))


class ResultForm(forms.Form):
    use_required_attribute = False

    result = needed(words(gettext_lazy("Kết quả"), rows=2, most=LONGEST_REASON - 210))


class ReasonForm(forms.Form):
    use_required_attribute = False

    reason = needed(words(gettext_lazy("Lý do"), rows=2, most=LONGEST_REASON))


_DIGESTED = gettext_lazy(
    "Chỉ tính mã băm SHA-256, không giữ tệp; tới 100 MB. Tệp lớn hơn: ghi qua API."
)


class EvidenceForm(forms.Form):
    use_required_attribute = False

    name = needed(words(gettext_lazy("Chứng cứ"), most=LONGEST_NAME))
    file = needed(_file(gettext_lazy("Tệp"), required=True, help_text=_DIGESTED))
    taken_at = needed(_moment(gettext_lazy("Thu lúc")))
    holder = needed(words(gettext_lazy("Người giữ"), most=LONGEST_LINE))
    place = needed(words(gettext_lazy("Giữ ở"), most=LONGEST_LINE))
    reason = needed(words(gettext_lazy("Lý do thu giữ"), most=LONGEST_REASON))

    def data_given(self) -> EvidenceData:
        data = dict(self.cleaned_data)
        del data["file"]
        return EvidenceData(**data)


class PassForm(forms.Form):
    use_required_attribute = False

    holder = needed(words(gettext_lazy("Người nhận"), most=LONGEST_LINE))
    reason = needed(words(gettext_lazy("Lý do"), rows=2, most=LONGEST_REASON))


class VerifyForm(forms.Form):
    use_required_attribute = False

    file = needed(_file(gettext_lazy("Tệp"), required=True, help_text=_DIGESTED))
    reason = needed(words(gettext_lazy("Lý do"), most=LONGEST_REASON))


class WarningForm(forms.Form):
    use_required_attribute = False

    title = needed(words(gettext_lazy("Tên cảnh báo"), most=LONGEST_NAME))
    text = needed(words(gettext_lazy("Nội dung"), rows=5, most=LONGEST_TEXT))
    products = words(
        gettext_lazy("Sản phẩm bị ảnh hưởng"),
        rows=2,
        most=LONGEST_TEXT,
        help_text=gettext_lazy("Mỗi dòng một sản phẩm: CPE, hoặc tên và phiên bản."),
    )
    urgency = needed(choice(gettext_lazy("Mức khẩn")))
    action = needed(words(gettext_lazy("Việc phải làm"), rows=2, most=LONGEST_REASON))
    due_at = needed(_moment(gettext_lazy("Hạn")))
    agencies = needed(_several(gettext_lazy("Gửi tới")))

    def __init__(self, *args: Any, agencies: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "urgency", _named(URGENCY_NAMES.items()))
        fill(self, "agencies", [(str(pk), name) for pk, name in agencies])

    def data_given(self, incident_id: UUID | None, weakness: str) -> WarningData:
        data = dict(self.cleaned_data)
        data["agencies"] = [UUID(one) for one in data["agencies"]]
        return WarningData(**data, incident_id=incident_id, weakness=weakness)


class ProofForm(forms.Form):
    use_required_attribute = False

    proof = needed(
        words(gettext_lazy("Đã làm gì, theo văn bản nào"), rows=3, most=LONGEST_REASON)
    )
    file = _file(
        gettext_lazy("Tệp minh chứng"),
        required=False,
        help_text=gettext_lazy("Giữ tên và mã băm SHA-256; tệp lưu ở cơ quan."),
    )


class ContactForm(forms.Form):
    use_required_attribute = False

    role = needed(choice(gettext_lazy("Vai trò")))
    name = needed(words(gettext_lazy("Họ tên"), most=LONGEST_LINE))
    phone = needed(words(gettext_lazy("Điện thoại"), most=40))
    email = words(gettext_lazy("Thư điện tử"), most=LONGEST_LINE)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "role", _named(CONTACT_ROLE_NAMES.items()))


class BundleForm(forms.Form):
    use_required_attribute = False

    source = needed(words(gettext_lazy("Nhận từ"), most=LONGEST_NAME))
    file = needed(
        _file(
            gettext_lazy("Tệp STIX 2.1"),
            required=True,
            help_text=gettext_lazy("Gói JSON (bundle), tới 20 MB."),
        )
    )


class SignForm(forms.Form):
    use_required_attribute = False

    name = needed(words(gettext_lazy("Tên dấu hiệu"), most=LONGEST_NAME))
    kind = needed(choice(gettext_lazy("Loại")))
    value = needed(words(gettext_lazy("Giá trị"), most=LONGEST_VALUE))
    tlp = needed(
        choice(
            gettext_lazy("Được báo tới đâu (TLP)"),
            help_text=gettext_lazy(
                "RED chỉ trung tâm biết, không bao giờ xuất ra; AMBER trong tỉnh; "
                "GREEN mạng lưới ứng cứu; CLEAR công khai."
            ),
        )
    )
    days = needed(
        forms.IntegerField(
            label=gettext_lazy("Theo dõi bao nhiêu ngày"),
            required=False,
            initial=90,
            error_messages={"invalid": gettext_lazy("Ghi một số nguyên.")},
        )
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "kind", _named(SIGN_KIND_NAMES.items()))
        fill(self, "tlp", _named(TLP_NAMES.items()))

    def data_given(self, incident_id: UUID | None) -> SignData:
        return SignData(**self.cleaned_data, incident_id=incident_id)


class AudienceForm(forms.Form):
    use_required_attribute = False

    audience = needed(choice(gettext_lazy("Xuất cho")))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "audience", _named(AUDIENCE_NAMES.items()))


class DrillForm(forms.Form):
    use_required_attribute = False

    name = needed(words(gettext_lazy("Diễn tập"), most=LONGEST_NAME))
    kind = needed(choice(gettext_lazy("Loại")))
    group = needed(choice(gettext_lazy("Nhóm sự cố")))
    scenario = needed(words(gettext_lazy("Tình huống"), rows=4, most=LONGEST_TEXT))
    who = needed(words(gettext_lazy("Ai tham gia"), most=LONGEST_REASON))
    planned_on = needed(day(gettext_lazy("Dự kiến ngày")))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "kind", _named(DRILL_KIND_NAMES.items()))
        fill(self, "group", _named(GROUP_NAMES.items()))

    def data_given(self) -> DrillData:
        return DrillData(**self.cleaned_data)


class ResultsForm(forms.Form):
    use_required_attribute = False

    file = needed(
        _file(
            gettext_lazy("Tệp kết quả"),
            required=True,
            help_text=gettext_lazy(
                "CSV hoặc Excel; cột: người nhận (họ tên hoặc địa chỉ thư), đã mở, đã "
                "bấm, đã khai, đã báo. Ghi có hoặc không."
            ),
        )
    )
