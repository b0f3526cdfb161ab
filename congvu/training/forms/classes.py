"""Courses, classes, sessions and who is to come."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.organisations.rules import ROLE_NAMES
from congvu.training.actions import ClassData, CourseData, SessionData
from congvu.training.forms.offering import (
    Offered,
    chosen,
    many,
    modules,
    moment,
    named,
    number,
)
from congvu.training.rules.words import (
    COURSE_KIND_NAMES,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
)
from congvu.ui.fields import choice, day, fill, needed, words


class CourseForm(forms.Form):
    use_required_attribute = False

    name = needed(words(gettext_lazy("Tên khóa học"), most=LONGEST_NAME))
    kind = needed(choice(gettext_lazy("Loại")))
    programme = words(gettext_lazy("Thuộc chương trình"), most=LONGEST_NAME)
    hours = needed(number(gettext_lazy("Số giờ")))
    min_attended = needed(
        number(
            gettext_lazy("Phải dự ít nhất (%)"),
            help_text=gettext_lazy("Phần số buổi phải có mặt để hoàn thành."),
        )
    )
    modules = many(
        gettext_lazy("Mô-đun người hoàn thành có"),
        help_text=gettext_lazy("Theo Thông tư 03/2014/TT-BTTTT."),
    )
    content = words(gettext_lazy("Nội dung"), rows=4, most=LONGEST_TEXT)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "kind", named(COURSE_KIND_NAMES.items()))
        fill(self, "modules", modules())

    def data_given(self) -> CourseData:
        taught = tuple(self.cleaned_data["modules"])
        return CourseData(**{**self.cleaned_data, "modules": taught})


class ClassForm(forms.Form):
    """``courses`` None: of a class that is there, whose course stays."""

    use_required_attribute = False

    course_id = needed(choice(gettext_lazy("Khóa học")))
    name = needed(words(gettext_lazy("Tên lớp"), most=LONGEST_NAME))
    begins_on = needed(day(gettext_lazy("Từ ngày")))
    ends_on = needed(day(gettext_lazy("Đến ngày")))
    ask_until = needed(day(gettext_lazy("Đăng ký đến hết ngày")))
    room = needed(words(gettext_lazy("Địa điểm"), most=LONGEST_NAME))
    capacity = needed(number(gettext_lazy("Số chỗ")))
    cost = number(
        gettext_lazy("Kinh phí (đồng)"), help_text=gettext_lazy("Số đồng nguyên.")
    )
    budget_line = words(gettext_lazy("Nguồn, mục chi"), most=LONGEST_NAME)

    def __init__(
        self, *args: Any, courses: Offered | None = None, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        if courses is None:
            del self.fields["course_id"]
        else:
            fill(self, "course_id", named(courses))

    def data_given(self) -> ClassData:
        data = dict(self.cleaned_data)
        if "course_id" in data:
            data["course_id"] = chosen(self, "course_id")
        return ClassData(**data)


class SessionForm(forms.Form):
    use_required_attribute = False

    subject = needed(words(gettext_lazy("Nội dung"), most=LONGEST_NAME))
    starts_at = needed(moment(gettext_lazy("Bắt đầu")))
    ends_at = needed(moment(gettext_lazy("Kết thúc")))
    room = words(gettext_lazy("Phòng"), most=LONGEST_NAME)
    trainer_name = needed(words(gettext_lazy("Giảng viên"), most=LONGEST_LINE))
    trainer_id = choice(
        gettext_lazy("Giảng viên là người của cơ quan"),
        help_text=gettext_lazy("Người này mở được mã điểm danh."),
    )

    def __init__(self, *args: Any, people: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "trainer_id", named(people))

    def data_given(self) -> SessionData:
        trainer = chosen(self, "trainer_id")
        return SessionData(**{**self.cleaned_data, "trainer_id": trainer})


class InviteForm(forms.Form):
    use_required_attribute = False

    roles = needed(many(gettext_lazy("Giữ chức vụ")))
    agencies = many(
        gettext_lazy("Ở cơ quan"),
        help_text=gettext_lazy(
            "Không chọn: những cơ quan được giao nhiệm vụ của lớp; lớp không theo "
            "nhiệm vụ nào thì cơ quan mở lớp."
        ),
    )

    def __init__(self, *args: Any, agencies: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "roles", [(key.value, _(name)) for key, name in ROLE_NAMES.items()])
        fill(self, "agencies", [(str(pk), name) for pk, name in agencies])

    def data_given(self) -> dict[str, Any]:
        asked = [UUID(one) for one in self.cleaned_data["agencies"]]
        return {"roles": self.cleaned_data["roles"], "agencies": asked}


class PeopleForm(forms.Form):
    use_required_attribute = False

    people = needed(many(gettext_lazy("Người của đơn vị")))

    def __init__(self, *args: Any, people: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "people", [(str(pk), name) for pk, name in people])

    def data_given(self) -> list[UUID]:
        return [UUID(one) for one in self.cleaned_data["people"]]


class ReasonForm(forms.Form):
    use_required_attribute = False

    reason = needed(words(gettext_lazy("Lý do"), rows=2, most=LONGEST_REASON))
