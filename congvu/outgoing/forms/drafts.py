"""What people type about a draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.documents.queries import Desk
from congvu.documents.rules import URGENCY_NAMES
from congvu.law.rules import DocumentType
from congvu.organisations.queries import PostOnDay
from congvu.outgoing.actions import DraftWish
from congvu.outgoing.forms.numbering import type_choices
from congvu.outgoing.models import Draft
from congvu.outgoing.queries import DraftFacts, body_fields
from congvu.outgoing.rules import STANCE_NAMES, blocks_of, lines_of
from congvu.ui.fields import ManyFiles, choice, day, fill, needed, words


def heads_own() -> forms.ChoiceField:
    """Of a body that decides together: its paper, or its head's own. How its offices
    do it was read in no text of the law, so it is said to be a suggestion.
    """
    return forms.ChoiceField(
        label=gettext_lazy("Ban hành"),
        required=False,
        choices=[
            ("", gettext_lazy("của tập thể (TM.)")),
            ("1", gettext_lazy("của người đứng đầu (không ghi TM.)")),
        ],
        help_text=gettext_lazy(
            "Gợi ý theo thông lệ của Ủy ban nhân dân; chưa xác minh nguồn."
        ),
    )


class FactsForm(forms.Form):
    """What a draft is, all but its words and its signer."""

    use_required_attribute = False

    type_code = needed(choice(gettext_lazy("Loại văn bản")))
    body = needed(choice(gettext_lazy("Đứng tên ban hành")))
    normative = forms.BooleanField(
        label=gettext_lazy("Là văn bản quy phạm pháp luật"), required=False
    )
    urgency = needed(choice(gettext_lazy("Độ khẩn")))
    due_on = day(gettext_lazy("Hạn"))

    def __init__(
        self,
        *args: Any,
        types: Sequence[DocumentType],
        bodies: Sequence[str],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "type_code", type_choices(types, _("Chọn loại")))
        fill(self, "body", [("", _("Cơ quan"))] + [(name, name) for name in bodies])
        fill(self, "urgency", [(k, _(name)) for k, name in URGENCY_NAMES.items()])
        if not bodies:
            del self.fields["body"]

    def facts(self) -> DraftFacts:
        data = self.cleaned_data
        return DraftFacts(
            type_code=data["type_code"],
            urgency=data["urgency"] or "normal",
            due_on=data["due_on"],
            body_name=data.get("body", ""),
            is_normative=data["normative"],
        )


class DraftForm(FactsForm):
    """What a new paper is to become."""

    subject = needed(words(gettext_lazy("Trích yếu"), rows=3, most=500))
    signer = needed(choice(gettext_lazy("Người ký")))
    signing_basis = words(
        gettext_lazy("Căn cứ ký thừa lệnh"),
        most=300,
        help_text=gettext_lazy("Chỉ khi trưởng đơn vị ký TL.: điều nào của quy chế."),
    )
    by_head = heads_own()
    field_order = ("type_code", "subject", "signer", "signing_basis", "body", "by_head")

    def __init__(
        self,
        *args: Any,
        signers: Sequence[PostOnDay],
        collective: bool = False,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        if not collective:
            del self.fields["by_head"]
        posts = [(str(p.id), f"{p.person_name}, {p.name}") for p in signers]
        fill(self, "signer", [("", _("Chọn người ký")), *posts])

    def wish(self, answers_id: UUID | None) -> DraftWish:
        data, facts = self.cleaned_data, self.facts()
        return DraftWish(
            type_code=facts.type_code,
            subject=data["subject"],
            signer_post_id=UUID(data["signer"]) if data["signer"] else None,
            answers_id=answers_id,
            urgency=facts.urgency,
            due_on=facts.due_on,
            body_name=facts.body_name,
            is_normative=facts.is_normative,
            signing_basis=data["signing_basis"],
            by_head=bool(data.get("by_head")),
        )


def facts_initial(draft: Draft) -> dict[str, Any]:
    return {
        "type_code": draft.type_code,
        "body": draft.body_name,
        "normative": draft.is_normative,
        "urgency": draft.urgency,
        "due_on": draft.due_on,
    }


class WriteForm(forms.Form):
    """The parts of form that a person writes, as plain lines."""

    use_required_attribute = False

    summary = needed(words(gettext_lazy("Trích yếu"), rows=2, most=500))
    addressees = words(
        gettext_lazy("Kính gửi"),
        rows=3,
        most=4000,
        help_text=gettext_lazy("Mỗi nơi một dòng."),
    )
    bases = words(
        gettext_lazy("Căn cứ"),
        rows=4,
        most=20000,
        help_text=gettext_lazy("Mỗi căn cứ một dòng."),
    )
    body = words(
        gettext_lazy("Nội dung"),
        rows=18,
        most=400000,
        help_text=gettext_lazy(
            "Mỗi đoạn một dòng. “Chương I: …”, “Điều 1.”, “1.”, “a)”, “-” tự thành "
            "mục; dòng giữa hai gạch đứng | là một hàng của bảng."
        ),
    )
    recipients = words(
        gettext_lazy("Nơi nhận"),
        rows=4,
        most=20000,
        help_text=gettext_lazy("Mỗi nơi một dòng, không ghi dòng Lưu."),
    )
    filed = words(gettext_lazy("Lưu"), most=200)
    drafter_mark = words(gettext_lazy("Ký hiệu người soạn thảo"), most=20)
    copies = forms.IntegerField(
        label=gettext_lazy("Số lượng bản"),
        required=False,
        min_value=1,
        max_value=99999,
        error_messages={"invalid": gettext_lazy("Số lượng bản là một con số.")},
    )
    remark = words(gettext_lazy("Đã sửa gì"), most=500)
    after = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def fields_of(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """What was typed as the parts of a paper; what an editor set else is kept."""
        data = self.cleaned_data
        return {
            "summary": data["summary"],
            "addressees": lines_of(data["addressees"]),
            "bases": lines_of(data["bases"]),
            "body": blocks_of(data["body"], before.get("body") or []),
            "recipients": lines_of(data["recipients"]),
            "filed": data["filed"],
            "drafter_mark": data["drafter_mark"],
            "copies": data["copies"],
        }


def write_initial(body: dict[str, Any], version: int) -> dict[str, Any]:
    return body_fields(body) | {"after": version}


class UploadForm(forms.Form):
    """A version written in Word or LibreOffice."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("Tệp Word (.docx)"),
        error_messages={
            "required": gettext_lazy("Chọn một tệp."),
            "empty": gettext_lazy("Tệp rỗng."),
        },
    )
    remark = words(gettext_lazy("Đã sửa gì"), most=500)


class AttachForm(forms.Form):
    """Files that go beside the paper."""

    use_required_attribute = False

    file = ManyFiles(
        label=gettext_lazy("Tệp kèm theo"),
        allow_empty_file=True,
        help_text=gettext_lazy(
            "Tệp PDF được ký số của cơ quan ở góc trên bên phải trang đầu; tệp khác "
            "đi nguyên như vậy."
        ),
        error_messages={"required": gettext_lazy("Chọn một tệp.")},
    )


class AskForm(forms.Form):
    """Who is asked for an opinion, until when."""

    use_required_attribute = False

    desks = needed(
        forms.MultipleChoiceField(
            label=gettext_lazy("Nơi góp ý"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
    )
    due_on = needed(day(gettext_lazy("Hạn góp ý")))
    question = words(gettext_lazy("Hỏi về việc gì"), rows=3, most=1000)

    def __init__(self, *args: Any, desks: Iterable[Desk], **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "desks", [(str(d.id), d.label) for d in desks])


class OpinionForm(forms.Form):
    """Given once and for good."""

    use_required_attribute = False

    stance = needed(
        forms.ChoiceField(
            label=gettext_lazy("Ý kiến"), required=False, widget=forms.RadioSelect
        )
    )
    text = words(gettext_lazy("Nội dung góp ý"), rows=6, most=5000)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "stance", [(k.value, _(name)) for k, name in STANCE_NAMES.items()])


class CheckForm(forms.Form):
    """A word that lets a version pass; of the content, also who checks its form."""

    use_required_attribute = False

    form_desk = needed(choice(gettext_lazy("Người kiểm tra thể thức")))
    text = words(gettext_lazy("Ghi chú"), rows=3, most=1000)

    def __init__(
        self, *args: Any, form_desks: Iterable[Desk] | None = None, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        if form_desks is None:
            del self.fields["form_desk"]
        else:
            fill(self, "form_desk", [(str(d.id), d.name) for d in form_desks])


class PlainForm(forms.Form):
    """Nothing to type: only whether."""
