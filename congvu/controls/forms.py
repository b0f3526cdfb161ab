"""What people type about requirements. Forms read; actions decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.controls.actions import (
    AnswerData,
    AuditData,
    CertificateData,
    FindingData,
    LearnedData,
    RiskData,
    Shown,
    YearData,
)
from congvu.controls.models import (
    Answer,
    Catalogue,
    Requirement,
    SystemRisk,
    SystemYear,
)
from congvu.controls.rules import (
    CERTIFICATE_KIND_NAMES,
    DEGREE_NAMES,
    EFFECT_NAMES,
    EVIDENCE_KIND_NAMES,
    LEARNING_RULES,
    LIKELIHOOD_NAMES,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    OFFICER_KIND_NAMES,
    SEVERITY_NAMES,
    STANDING_NAMES,
    TREATMENT_NAMES,
    Because,
)
from congvu.organisations.queries import PostOnDay
from congvu.systems.models import InformationSystem
from congvu.ui.fields import choice, day, fill, needed, words


def proof_file() -> forms.FileField:
    return forms.FileField(
        label=gettext_lazy("Tệp minh chứng"),
        required=False,
        help_text=gettext_lazy(
            "Bản quét, biên bản, ảnh chụp; ai xem được mục này thì tải được."
        ),
        error_messages={"empty": gettext_lazy("Tệp rỗng (0 byte).")},
    )


def shown(file: Any) -> Shown | None:
    return Shown(file.name, file.file) if file else None


class AnswerForm(forms.Form):
    """How a system meets a requirement, with new evidence where there is some."""

    use_required_attribute = False

    standing = needed(choice(gettext_lazy("Kết quả")))
    how = words(gettext_lazy("Cách đáp ứng"), rows=3, most=LONGEST_TEXT)
    reason = words(
        gettext_lazy("Vì sao không áp dụng, cần ngoại lệ"), rows=2, most=LONGEST_REASON
    )
    responsible = words(gettext_lazy("Chức vụ chịu trách nhiệm"), most=LONGEST_LINE)
    planned_on = day(gettext_lazy("Chưa đáp ứng: sẽ đáp ứng trước ngày"))
    evidence_kind = choice(
        gettext_lazy("Thêm bằng chứng"),
        help_text=gettext_lazy(
            "Đáp ứng, đáp ứng một phần cần bằng chứng còn hạn; ngoại lệ cần văn bản "
            "duyệt và ngày hết hiệu lực."
        ),
    )
    evidence = words(
        gettext_lazy("Bằng chứng"),
        most=LONGEST_REASON,
        help_text=gettext_lazy("Là gì, lưu ở hồ sơ nào; hoặc số, ký hiệu văn bản."),
    )
    evidence_on = day(gettext_lazy("Ngày của bằng chứng"))
    evidence_until = day(
        gettext_lazy("Hết hiệu lực sau ngày"),
    )
    file = proof_file()

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        standings = [(str(k), _(v)) for k, v in STANDING_NAMES.items()]
        fill(self, "standing", [("", _("Chọn…")), *standings])
        kinds = [(str(k), _(v)) for k, v in EVIDENCE_KIND_NAMES.items()]
        fill(self, "evidence_kind", [("", _("không thêm")), *kinds])

    def data_given(self) -> AnswerData:
        given = {k: v for k, v in self.cleaned_data.items() if k != "file"}
        return AnswerData(**given, shown=shown(self.cleaned_data["file"]))

    @staticmethod
    def of(found: Answer | None) -> dict[str, Any]:
        if found is None:
            return {}
        names = ("standing", "how", "reason", "responsible", "planned_on")
        return {name: getattr(found, name) for name in names}


class YearForm(forms.Form):
    """What no record knows of a system in a year."""

    use_required_attribute = False

    obeyed = needed(choice(gettext_lazy("Thực hiện quy chế")))
    tested = needed(choice(gettext_lazy("Kiểm tra, đánh giá trong kỳ")))
    tested_on = day(gettext_lazy("Kiểm tra, đánh giá ngày"))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        degrees = [("", _("Chọn…")), *((str(k), _(v)) for k, v in DEGREE_NAMES.items())]
        fill(self, "obeyed", degrees)
        fill(self, "tested", degrees)

    def data_given(self) -> YearData:
        return YearData(**self.cleaned_data)

    @staticmethod
    def of(found: SystemYear | None) -> dict[str, Any]:
        names = ("obeyed", "tested", "tested_on")
        return {name: getattr(found, name) for name in names} if found else {}


class _PersonForm(forms.Form):
    """Somebody who holds a post at the agency."""

    use_required_attribute = False

    person = needed(choice(gettext_lazy("Cán bộ")))

    def __init__(self, *args: Any, people: Mapping[UUID, str], **given: Any) -> None:
        super().__init__(*args, **given)
        named = sorted(people.items(), key=lambda one: one[1])
        shown = [(str(key), name) for key, name in named]
        fill(self, "person", [("", _("Chọn cán bộ")), *shown])

    def person_id(self) -> UUID | None:
        given = self.cleaned_data["person"]
        return UUID(given) if given else None


class AdministratorForm(_PersonForm):
    """Who administers a system directly."""


class OfficerForm(_PersonForm):
    kind = needed(choice(gettext_lazy("Vai trò")))
    basis = needed(words(gettext_lazy("Văn bản phân công"), most=LONGEST_NAME))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        kinds = [(str(k), _(v)) for k, v in OFFICER_KIND_NAMES.items()]
        fill(self, "kind", [("", _("Chọn…")), *kinds])


class CertificateForm(_PersonForm):
    kind = needed(choice(gettext_lazy("Loại")))
    name = needed(words(gettext_lazy("Tên chứng chỉ, bằng cấp"), most=LONGEST_NAME))
    number = needed(words(gettext_lazy("Số hiệu"), most=LONGEST_LINE))
    issued_on = needed(day(gettext_lazy("Ngày cấp")))
    valid_until = day(gettext_lazy("Có giá trị đến ngày"))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        kinds = [(str(k), _(v)) for k, v in CERTIFICATE_KIND_NAMES.items()]
        fill(self, "kind", [("", _("Chọn…")), *kinds])

    def data_given(self) -> CertificateData:
        given = {k: v for k, v in self.cleaned_data.items() if k != "person"}
        return CertificateData(person_id=self.person_id(), **given)


class LearningForm(_PersonForm):
    """What somebody has to learn."""

    subject = needed(words(gettext_lazy("Nội dung phải học"), most=LONGEST_NAME))
    because = needed(choice(gettext_lazy("Lý do")))
    basis = needed(
        words(
            gettext_lazy("Căn cứ"),
            most=LONGEST_REASON,
            help_text=gettext_lazy("Quy định, cuộc diễn tập, sự cố nào."),
        )
    )
    due = needed(day(gettext_lazy("Hạn học xong")))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        kinds = [
            (key.value, _(one.name))
            for key, one in LEARNING_RULES.items()
            if key != Because.CERTIFICATE
        ]
        fill(self, "because", [("", _("Chọn…")), *kinds])

    def data_given(self) -> dict[str, Any]:
        given = {k: v for k, v in self.cleaned_data.items() if k != "person"}
        return {"person_id": self.person_id(), **given}


class AwarenessForm(forms.Form):
    use_required_attribute = False

    due = needed(day(gettext_lazy("Hạn học xong")))


class LearnedForm(forms.Form):
    """That somebody learned, with what proves it."""

    use_required_attribute = False

    done_on = needed(day(gettext_lazy("Học xong ngày")))
    proof = needed(
        words(
            gettext_lazy("Minh chứng"),
            most=LONGEST_REASON,
            help_text=gettext_lazy("Giấy chứng nhận số mấy, danh sách lớp nào."),
        )
    )
    file = proof_file()

    def data_given(self) -> LearnedData:
        given = self.cleaned_data
        return LearnedData(given["done_on"], given["proof"], shown(given["file"]))


def _named(names: Iterable[tuple[Any, str]]) -> list[tuple[str, str]]:
    return [("", _("Chọn…")), *((str(key), str(label)) for key, label in names)]


def _uuid(text: str) -> UUID | None:
    return UUID(text) if text else None


class AuditForm(forms.Form):
    """What is asked of which systems, by when."""

    use_required_attribute = False

    title = needed(words(gettext_lazy("Tên đợt kiểm tra"), most=LONGEST_NAME))
    catalogue = needed(choice(gettext_lazy("Theo bộ yêu cầu")))
    due = needed(day(gettext_lazy("Hạn trả lời")))
    systems = needed(
        forms.MultipleChoiceField(
            label=gettext_lazy("Hệ thống được hỏi"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "invalid_choice": gettext_lazy("Mục đã chọn không còn trong danh sách.")
            },
        )
    )

    def __init__(
        self,
        *args: Any,
        catalogues: Sequence[Catalogue],
        systems: Sequence[InformationSystem],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "catalogue", _named((one.pk, one.name) for one in catalogues))
        fill(self, "systems", [(str(o.pk), f"{o.name} ({o.code})") for o in systems])

    def data_given(self) -> AuditData:
        given = self.cleaned_data
        return AuditData(
            title=given["title"],
            catalogue_id=_uuid(given["catalogue"]),
            due=given["due"],
            system_ids=[UUID(one) for one in given["systems"]],
        )


class RespondentForm(forms.Form):
    use_required_attribute = False

    post = needed(choice(gettext_lazy("Người trả lời")))

    def __init__(self, *args: Any, posts: Mapping[UUID, str], **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "post", _named(posts.items()))

    def post_id(self) -> UUID | None:
        return _uuid(self.cleaned_data["post"])


class FindingForm(forms.Form):
    use_required_attribute = False

    words = needed(words(gettext_lazy("Tồn tại"), rows=2, most=LONGEST_REASON))
    requirement = choice(gettext_lazy("Về yêu cầu"))
    severity = needed(choice(gettext_lazy("Mức độ")))
    due = needed(
        day(
            gettext_lazy("Hạn khắc phục"),
        )
    )

    def __init__(
        self, *args: Any, requirements: Sequence[tuple[str, str]], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        none = ("", _("không về riêng yêu cầu nào"))
        fill(self, "requirement", [none, *requirements])
        fill(self, "severity", _named((k, _(v)) for k, v in SEVERITY_NAMES.items()))

    def data_given(self) -> FindingData:
        given = self.cleaned_data
        return FindingData(
            words=given["words"],
            severity=given["severity"],
            due=given["due"],
            requirement_id=_uuid(given["requirement"]),
        )


class MendedForm(forms.Form):
    use_required_attribute = False

    words = needed(
        words(
            gettext_lazy("Đã làm gì"),
            rows=2,
            most=LONGEST_REASON,
            help_text=gettext_lazy("Theo văn bản, biên bản nào."),
        )
    )
    file = proof_file()

    def shown(self) -> Shown | None:
        return shown(self.cleaned_data["file"])


class JudgedForm(forms.Form):
    use_required_attribute = False

    words = needed(words(gettext_lazy("Nhận xét"), rows=2, most=LONGEST_REASON))


class ReopenForm(forms.Form):
    use_required_attribute = False

    words = needed(words(gettext_lazy("Vì sao mở lại"), rows=2, most=LONGEST_REASON))
    due = needed(day(gettext_lazy("Hạn khắc phục mới")))


class RiskForm(forms.Form):
    """A risk as it is judged today."""

    use_required_attribute = False

    title = needed(words(gettext_lazy("Rủi ro"), most=LONGEST_NAME))
    requirement = choice(gettext_lazy("Về yêu cầu"))
    likelihood = needed(choice(gettext_lazy("Khả năng xảy ra")))
    effect = needed(choice(gettext_lazy("Ảnh hưởng")))
    treatment = needed(choice(gettext_lazy("Cách xử lý")))
    accepted_until = day(gettext_lazy("Chấp nhận đến hết ngày"))
    plan = needed(
        words(
            gettext_lazy("Việc làm, hoặc vì sao chấp nhận"), rows=3, most=LONGEST_TEXT
        )
    )
    owner = needed(choice(gettext_lazy("Người chịu trách nhiệm")))
    review_on = needed(day(gettext_lazy("Rà soát lại ngày")))

    def __init__(
        self,
        *args: Any,
        posts: Mapping[UUID, str],
        requirements: Sequence[Requirement],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        asked = [(str(o.pk), f"{o.code}. {o.name}") for o in requirements]
        fill(self, "requirement", [("", _("không về riêng yêu cầu nào")), *asked])
        fill(self, "likelihood", _named((k, _(v)) for k, v in LIKELIHOOD_NAMES.items()))
        fill(self, "effect", _named((k, _(v)) for k, v in EFFECT_NAMES.items()))
        fill(self, "treatment", _named((k, _(v)) for k, v in TREATMENT_NAMES.items()))
        fill(self, "owner", _named(posts.items()))

    def data_given(self) -> RiskData:
        given = self.cleaned_data
        return RiskData(
            title=given["title"],
            likelihood=int(given["likelihood"] or 0),
            effect=int(given["effect"] or 0),
            treatment=given["treatment"],
            plan=given["plan"],
            owner_id=_uuid(given["owner"]),
            review_on=given["review_on"],
            accepted_until=given["accepted_until"],
            requirement_id=_uuid(given["requirement"]),
        )

    @staticmethod
    def of(found: SystemRisk) -> dict[str, Any]:
        names = "title likelihood effect treatment accepted_until plan review_on"
        kept = {name: getattr(found, name) for name in names.split()}
        return {**kept, "owner": found.owner_id, "requirement": found.requirement_id}


class DropForm(forms.Form):
    use_required_attribute = False

    reason = needed(words(gettext_lazy("Vì sao thôi"), most=LONGEST_REASON))


class AskStaffForm(forms.Form):
    """By when everybody has to say that they know the regulation."""

    use_required_attribute = False

    confirm_by = needed(day(gettext_lazy("Xác nhận trước hết ngày")))


class OtherForm(forms.Form):
    use_required_attribute = False

    other = words(gettext_lazy("Nội dung khác (mục 12)"), rows=4, most=LONGEST_TEXT)


class ComposeForm(forms.Form):
    """Who signs the report."""

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
        given = self.cleaned_data["signer"]
        return UUID(given) if given else None


class CatalogueForm(forms.Form):
    use_required_attribute = False

    file = needed(
        forms.FileField(
            label=gettext_lazy("Tệp bộ yêu cầu"),
            help_text=gettext_lazy(
                "YAML hoặc JSON, tới 1 MB: code, name, source, from, sure, total, "
                "groups. Cùng mã thì thay bộ cũ."
            ),
            error_messages={
                "required": gettext_lazy("Chưa chọn tệp nào."),
                "empty": gettext_lazy("Tệp rỗng (0 byte)."),
            },
        )
    )
