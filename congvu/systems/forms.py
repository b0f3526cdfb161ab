"""What people type about systems. Forms read; actions decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.organisations.queries import PostOnDay
from congvu.systems.actions import (
    ApplicationData,
    AssessmentData,
    ConnectionData,
    EndData,
    SystemData,
)
from congvu.systems.models import InformationSystem
from congvu.systems.queries import Asked
from congvu.systems.rules import (
    CHOICES,
    CONNECTION_KIND_NAMES,
    DIRECTION_NAMES,
    EXPOSURE_NAMES,
    LEVELS,
    LONGEST_CODE,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    NUMBERS,
    PROTOCOL_NAMES,
    QUESTIONS,
    REVIEW_REASON_NAMES,
    SYSTEM_STATE_NAMES,
    YES_NO,
    ZONE_KIND_NAMES,
    Answer,
    SystemState,
)
from congvu.ui.fields import choice, day, fill, needed, words

Offered = Sequence[tuple[UUID, str]]


def _number(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        error_messages={"invalid": gettext_lazy("Ghi một số nguyên.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        **more,
    )


def _uuid(value: str) -> UUID | None:
    return UUID(value) if value else None


def _named(names: Iterable[tuple[Any, str]]) -> list[tuple[str, str]]:
    return [("", _("Chọn…")), *((str(key), _(label)) for key, label in names)]


class FilterForm(forms.Form):
    """What the register is narrowed to."""

    use_required_attribute = False

    q = words(gettext_lazy("Tên, mã hệ thống"), most=100)
    cap_do = choice(gettext_lazy("Cấp độ"))
    trang_thai = choice(gettext_lazy("Trạng thái"))
    co_quan = choice(gettext_lazy("Chủ quản"))

    def __init__(self, *args: Any, agencies: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        levels = [(str(n), _("Cấp độ %(n)s") % {"n": n}) for n in LEVELS]
        every = ("", _("Tất cả"))
        fill(self, "cap_do", [every, ("0", _("chưa phê duyệt")), *levels])
        states = [(str(k), _(v)) for k, v in SYSTEM_STATE_NAMES.items()]
        fill(self, "trang_thai", [every, *states])
        fill(self, "co_quan", [every, *((str(pk), name) for pk, name in agencies)])
        if len(agencies) < 2:
            del self.fields["co_quan"]

    def asked(self, *, review: bool) -> Asked:
        data = self.cleaned_data if self.is_valid() else {}
        level = data.get("cap_do", "")
        return Asked(
            text=data.get("q", ""),
            level=int(level) if level else None,
            state=data.get("trang_thai", ""),
            agency_id=_uuid(data.get("co_quan", "")),
            review=review,
        )


class SystemForm(forms.Form):
    """A system as it is described."""

    use_required_attribute = False

    agency = needed(choice(gettext_lazy("Chủ quản")))
    code = needed(
        words(
            gettext_lazy("Mã hệ thống"),
            most=LONGEST_CODE,
            help_text=gettext_lazy("Ngắn, không trùng trong tỉnh. Ví dụ: QLVB."),
        )
    )
    name = needed(words(gettext_lazy("Tên hệ thống"), most=LONGEST_NAME))
    operator = needed(choice(gettext_lazy("Cơ quan vận hành")))
    operator_unit = choice(
        gettext_lazy("Đơn vị vận hành"),
        help_text=gettext_lazy("Đơn vị này không được thẩm định hồ sơ của hệ thống."),
    )
    exposure = needed(choice(gettext_lazy("Phục vụ ai")))
    state = needed(choice(gettext_lazy("Trạng thái")))
    began_on = day(gettext_lazy("Vận hành từ ngày"))
    purpose = words(gettext_lazy("Mục đích"), rows=2, most=LONGEST_TEXT)
    scope = words(gettext_lazy("Phạm vi, quy mô"), rows=3, most=LONGEST_TEXT)
    users = _number(gettext_lazy("Số người dùng"))
    model_text = words(
        gettext_lazy("Mô hình lô-gic, vật lý"), rows=4, most=LONGEST_TEXT
    )
    contact = words(
        gettext_lazy("Địa chỉ, điện thoại, thư điện tử của chủ quản"),
        most=LONGEST_REASON,
    )
    owner_rule = words(
        gettext_lazy("Văn bản thành lập chủ quản"),
        most=LONGEST_REASON,
        help_text=gettext_lazy("Số, ngày văn bản quy định chức năng, nhiệm vụ."),
    )
    operator_head = words(
        gettext_lazy("Người đại diện đơn vị vận hành, chức vụ"), most=LONGEST_REASON
    )
    operator_rule = words(
        gettext_lazy("Văn bản thành lập đơn vị vận hành"), most=LONGEST_REASON
    )
    operator_contact = words(
        gettext_lazy("Địa chỉ, điện thoại, thư điện tử của đơn vị vận hành"),
        most=LONGEST_REASON,
    )

    def __init__(
        self,
        *args: Any,
        agencies: Offered,
        operators: Offered,
        units: Offered,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "agency", [(str(pk), name) for pk, name in agencies])
        fill(self, "operator", _named((str(pk), name) for pk, name in operators))
        whole = ("", _("Cả cơ quan, hoặc chưa rõ"))
        fill(self, "operator_unit", [whole, *((str(pk), n) for pk, n in units)])
        fill(self, "exposure", _named(EXPOSURE_NAMES.items()))
        states = (SystemState.RUNNING, SystemState.PLANNED)
        fill(self, "state", [(str(s), _(SYSTEM_STATE_NAMES[s])) for s in states])

    def data_given(self) -> SystemData:
        data = dict(self.cleaned_data)
        for name in ("agency", "operator", "operator_unit"):
            data[f"{name}_id"] = _uuid(data.pop(name))
        return SystemData(**data)

    @staticmethod
    def of(found: InformationSystem) -> dict[str, Any]:
        names = ("code", "name", "exposure", "state", "began_on", "purpose", "scope")
        given = {name: getattr(found, name) for name in names}
        return given | {
            "users": found.users,
            "model_text": found.model_text,
            "contact": found.contact,
            "owner_rule": found.owner_rule,
            "operator_head": found.operator_head,
            "operator_rule": found.operator_rule,
            "operator_contact": found.operator_contact,
            "agency": str(found.agency_id),
            "operator": str(found.operator_id),
            "operator_unit": str(found.operator_unit_id or ""),
        }


class LevelForm(forms.Form):
    """The questions that the criteria of the day ask, and what is proposed."""

    use_required_attribute = False

    def __init__(self, *args: Any, asked: Sequence[str], **given: Any) -> None:
        super().__init__(*args, **given)
        self.asked = asked
        for name in asked:
            self.fields[name] = _question(name)
        self.fields["reason"] = needed(choice(_("Vì sao xác định cấp độ")))
        fill(self, "reason", _named(REVIEW_REASON_NAMES.items()))
        self.fields["risk"] = words(
            _("Nhận diện rủi ro ban đầu"),
            rows=4,
            most=LONGEST_TEXT,
            help_text=_("Điều gì có thể xảy ra, hại tới đâu. Hồ sơ cần mục này."),
        )
        self.fields["proposed"] = choice(
            _("Đề xuất cấp độ cao hơn tiêu chí"),
            help_text=_("Khi rủi ro đòi hỏi; không bao giờ thấp hơn tiêu chí."),
        )
        levels = [(str(n), _("Cấp độ %(n)s") % {"n": n}) for n in LEVELS]
        fill(self, "proposed", [("", _("Theo tiêu chí")), *levels])
        self.fields["note"] = words(_("Ghi chú"), most=LONGEST_REASON)

    def answers(self) -> dict[str, Answer]:
        return {name: _read(name, self.cleaned_data[name]) for name in self.asked}

    def data_given(self, on: Any) -> AssessmentData:
        data = self.cleaned_data
        return AssessmentData(
            answers=self.answers(),
            on=on,
            reason=data["reason"],
            note=data["note"],
            risk=data["risk"],
            proposed=int(data["proposed"]) if data["proposed"] else None,
        )

    @staticmethod
    def of(answers: dict[str, Answer], reason: str) -> dict[str, Any]:
        return {n: _typed(given) for n, given in answers.items()} | {"reason": reason}


def _question(name: str) -> forms.Field:
    label = _(QUESTIONS[name])
    if name in NUMBERS:
        told = _("Ghi 0 nếu không có.")
        return needed(_number(label, help_text=told))
    field = choice(label)
    if name in YES_NO:
        field.choices = [("", _("Chọn…")), ("yes", _("có")), ("no", _("không"))]
    else:
        field.choices = _named(CHOICES[name].items())
    return needed(field)


def _read(name: str, given: Any) -> Answer:
    if name in YES_NO:
        return given == "yes" if given else None
    return given if given != "" else None


def _typed(given: Answer) -> Any:
    if isinstance(given, bool):
        return "yes" if given else "no"
    return given


class DayForm(forms.Form):
    """By the law of which day."""

    ngay = day(gettext_lazy("Theo quy định của ngày"))


class RecordForm(forms.Form):
    """A level that was approved before."""

    level = needed(choice(gettext_lazy("Cấp độ")))
    on = needed(day(gettext_lazy("Phê duyệt ngày")))
    basis = needed(words(gettext_lazy("Quyết định phê duyệt"), most=LONGEST_REASON))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "level", _named((n, str(n)) for n in LEVELS))

    def level_given(self) -> int | None:
        given = self.cleaned_data["level"]
        return int(given) if given else None


class EquipmentForm(forms.Form):
    name = needed(
        words(
            gettext_lazy("Tên máy, số máy hoặc tên thiết bị mạng"),
            most=LONGEST_NAME,
            help_text=gettext_lazy("Như trong kiểm kê máy hoặc sơ đồ mạng."),
        )
    )
    purpose = words(gettext_lazy("Dùng để"), most=LONGEST_LINE)


class ApplicationForm(forms.Form):
    name = needed(words(gettext_lazy("Tên ứng dụng, dịch vụ"), most=LONGEST_LINE))
    place = words(
        gettext_lazy("Đặt ở"),
        most=LONGEST_LINE,
        help_text=gettext_lazy("Tên máy của hệ thống, hoặc nơi đặt."),
    )
    os = words(gettext_lazy("Hệ điều hành"), most=LONGEST_LINE)
    purpose = words(gettext_lazy("Dùng để"), most=LONGEST_LINE)

    def data_given(self) -> ApplicationData:
        return ApplicationData(**self.cleaned_data)


class ZoneForm(forms.Form):
    kind = needed(choice(gettext_lazy("Vùng mạng")))
    private_ip = words(
        gettext_lazy("IP riêng"),
        most=LONGEST_LINE,
        help_text=gettext_lazy("Ví dụ: 10.20.4.0/24"),
    )
    public_ip = words(gettext_lazy("IP công cộng"), most=LONGEST_LINE)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "kind", _named(ZONE_KIND_NAMES.items()))


class ServiceForm(forms.Form):
    name = needed(words(gettext_lazy("Dịch vụ mạng"), most=LONGEST_LINE))
    port = needed(_number(gettext_lazy("Cổng")))
    protocol = needed(choice(gettext_lazy("Giao thức")))
    is_public = forms.BooleanField(label=gettext_lazy("Mở ra Internet"), required=False)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "protocol", _named(PROTOCOL_NAMES.items()))


class ConnectionForm(forms.Form):
    name = needed(
        words(
            gettext_lazy("Hệ thống kia"),
            most=LONGEST_NAME,
            help_text=gettext_lazy("Mã hoặc tên trong sổ; ngoài sổ thì ghi tên."),
        )
    )
    kind = needed(choice(gettext_lazy("Nối qua")))
    direction = needed(choice(gettext_lazy("Chiều dữ liệu")))
    exchanged = needed(words(gettext_lazy("Dữ liệu trao đổi"), most=LONGEST_REASON))
    protocol = words(
        gettext_lazy("Giao thức"),
        most=LONGEST_LINE,
        help_text=gettext_lazy("Ví dụ: HTTPS 443, IPsec, SFTP"),
    )
    agreement = words(
        gettext_lazy("Văn bản thống nhất"),
        most=LONGEST_REASON,
        help_text=gettext_lazy("Số, ngày của văn bản hai bên thống nhất kết nối."),
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "kind", _named(CONNECTION_KIND_NAMES.items()))
        fill(self, "direction", _named(DIRECTION_NAMES.items()))

    def data_given(self) -> ConnectionData:
        return ConnectionData(**self.cleaned_data)


class DossierForm(forms.Form):
    """What of a dossier is not on record elsewhere."""

    regulation = words(
        gettext_lazy("Số, ký hiệu quy chế đã ban hành"),
        most=LONGEST_LINE,
        help_text=gettext_lazy("Văn bản chủ quản đã phát hành trong phần mềm."),
    )
    expert_opinion = words(
        gettext_lazy("Ý kiến chuyên môn"),
        most=LONGEST_REASON,
        help_text=gettext_lazy("Chỉ cấp độ 4, 5: của ai, số, ngày."),
    )
    cost = _number(gettext_lazy("Kinh phí của dự án (đồng)"))
    security_cost = _number(
        gettext_lazy("Trong đó cho an ninh mạng (đồng)"),
        help_text=gettext_lazy("Chỉ ghi khi hệ thống thuộc một dự án, kế hoạch."),
    )


class AppraiseForm(forms.Form):
    opinion = words(gettext_lazy("Ý kiến thẩm định"), rows=3, most=LONGEST_REASON)
    council = words(
        gettext_lazy("Số, ký hiệu quyết định lập hội đồng thẩm định"),
        most=LONGEST_LINE,
        help_text=gettext_lazy(
            "Khi đơn vị vận hành cũng là đơn vị chuyên trách: quyết định của chủ quản "
            "đã phát hành trong phần mềm."
        ),
    )
    answer = words(
        gettext_lazy("Văn bản thẩm định nhận được"),
        most=LONGEST_REASON,
        help_text=gettext_lazy("Cấp độ 4, 5: văn bản của Bộ Công an, số, ngày."),
    )


class ApproveForm(forms.Form):
    decision = words(
        gettext_lazy("Số, ký hiệu quyết định đã phát hành"), most=LONGEST_LINE
    )
    answer = words(
        gettext_lazy("Văn bản phê duyệt nhận được"),
        most=LONGEST_REASON,
        help_text=gettext_lazy("Cấp độ 4, 5: cơ quan phê duyệt, số, ngày."),
    )


class ReasonForm(forms.Form):
    reason = needed(words(gettext_lazy("Lý do"), rows=3, most=LONGEST_REASON))


class ComposeForm(forms.Form):
    """Who signs the paper."""

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
        return _uuid(self.cleaned_data["signer"])


class EndForm(forms.Form):
    """The end of a system, with its evidence."""

    use_required_attribute = False

    ended_on = needed(day(gettext_lazy("Hủy bỏ ngày")))
    reason = needed(words(gettext_lazy("Lý do"), rows=2, most=LONGEST_REASON))
    decision = needed(
        words(gettext_lazy("Văn bản cho phép hủy bỏ"), most=LONGEST_REASON)
    )
    wiped = needed(
        choice(
            gettext_lazy("Hồ sơ xử lý vật mang dữ liệu"),
            help_text=gettext_lazy(
                "Hồ sơ đã hoàn tất, có nói tới từng máy của hệ thống."
            ),
        )
    )

    def __init__(self, *args: Any, records: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        offered = [(str(pk), name) for pk, name in records]
        fill(self, "wiped", [("", _("Chọn hồ sơ đã hoàn tất")), *offered])

    def data_given(self) -> EndData:
        data = dict(self.cleaned_data)
        return EndData(**{**data, "wiped": _uuid(data["wiped"])})
