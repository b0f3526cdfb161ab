"""What people of the public site type; every form says when it was opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.portal.queries.questions import EndedSite
from congvu.portal.rules import challenge
from congvu.portal.rules.comments import RATED, RATED_NAMES, SCORES, CommentData
from congvu.portal.rules.questions import (
    ASK_KIND_NAMES,
    FILE_BYTES,
    AskData,
    AskKind,
    FileGiven,
)
from congvu.ui.fields import ManyFiles, choice, fill, needed, words

_SALT = "congvu.portal.form"


@dataclass(frozen=True)
class Opened:
    """When a form was opened, under which key; signed, so that nobody makes one up."""

    key: UUID
    at: datetime

    @classmethod
    def now(cls, at: datetime) -> Opened:
        return cls(uuid4(), at)

    @property
    def token(self) -> str:
        return signing.dumps([str(self.key), self.at.timestamp()], salt=_SALT)

    @classmethod
    def read(cls, token: str, at: datetime) -> Opened | None:
        """None for what is forged, or opened too long ago."""
        try:
            key, stamp = signing.loads(token, salt=_SALT, max_age=challenge.LATEST)
            return cls(UUID(key), datetime.fromtimestamp(stamp, tz=at.tzinfo))
        except (signing.BadSignature, ValueError, TypeError):
            return None

    def seconds(self, at: datetime) -> float:
        return (at - self.at).total_seconds()


class SentForm(forms.Form):
    """``website`` is for machines: people do not see it and leave it empty. ``sum`` is
    asked of who sends much.
    """

    website = forms.CharField(required=False, max_length=1000)
    sum = words(
        gettext_lazy("Câu hỏi để biết là người gửi"),
        most=40,
        help_text=gettext_lazy("Ghi bằng số hoặc bằng chữ."),
    )
    opened_token = ""
    asked = ""

    def open(self, opened: Opened) -> None:
        """What goes with the form: its key and when it was opened, signed."""
        self.opened_token = opened.token

    def ask(self, seed: str) -> None:
        """From here on the form shows the question in words."""
        self.asked = _(challenge.ASKED) % challenge.terms_in_words(seed)
        self.fields["sum"].label = self["sum"].label = self.asked

    def shown_fields(self) -> list[forms.BoundField]:
        """What people see, in its order; the question last, once it is asked."""
        hidden = {"website"} if self.asked else {"website", "sum"}
        shown = [self[name] for name in self.fields if name not in hidden | {"sum"}]
        return [*shown, self["sum"]] if self.asked else shown


class AskForm(SentForm):
    agency = needed(choice(gettext_lazy("Gửi đến")))
    kind = choice(gettext_lazy("Đây là"), required=True)
    subject = needed(words(gettext_lazy("Tiêu đề"), most=100_000))
    text = needed(words(gettext_lazy("Nội dung"), rows=8, most=1_000_000))
    attached = ManyFiles(
        label=gettext_lazy("Ảnh hoặc tệp kèm theo"),
        required=False,
        help_text=gettext_lazy("Ảnh, PDF hoặc Word; nhiều nhất 3 tệp, mỗi tệp 10 MB."),
    )
    name = words(gettext_lazy("Họ tên"), most=10_000)
    email = words(
        gettext_lazy("Địa chỉ thư điện tử"),
        most=10_000,
        help_text=gettext_lazy(
            "Có thư thì câu trả lời được gửi đến đó, sau khi anh/chị xác nhận. "
            "Không có thì theo dõi bằng mã."
        ),
    )
    phone = words(gettext_lazy("Điện thoại"), most=10_000)
    address = words(gettext_lazy("Nơi ở, hoặc nơi có việc"), most=10_000)
    may_publish = forms.BooleanField(
        label=gettext_lazy("Đồng ý công khai câu hỏi và trả lời"),
        required=False,
        help_text=gettext_lazy("Tên và mọi thông tin cá nhân được bỏ trước."),
    )

    heir_note = ""

    def __init__(
        self,
        *args: Any,
        agencies: Sequence[tuple[UUID, str]],
        ended: Mapping[UUID, EndedSite] | None = None,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self.ended = ended or {}
        if self.is_bound:
            self._lead_to_heir()
        fill(self, "agency", [(str(pk), name) for pk, name in agencies])
        fill(self, "kind", [(k, _(name)) for k, name in ASK_KIND_NAMES.items()])
        self.fields["kind"].initial = AskKind.QUESTION
        for name, told in (("name", "name"), ("email", "email"), ("phone", "tel")):
            self.fields[name].widget.attrs["autocomplete"] = told

    def begin_with(self, agency: str) -> None:
        """From a site's own link; of a body that ended, its heir's."""
        gone = self._gone(agency)
        self.initial["agency"] = str(gone.heir_id or "") if gone else agency

    def _lead_to_heir(self) -> None:
        """A form opened before the body ended goes to who has it now."""
        gone = self._gone(str(self.data.get("agency", "")))
        if gone is None:
            return
        self.data = {**dict(self.data.items()), "agency": str(gone.heir_id or "")}

    def _gone(self, agency: str) -> EndedSite | None:
        """What the asker is told of it stays in ``heir_note``."""
        try:
            gone = self.ended.get(UUID(agency))
        except ValueError:
            return None
        if gone is None:
            return None
        said = {"old": gone.name, "day": f"{gone.ended_on:%d/%m/%Y}"}
        if gone.heir_id is None:
            words = _(
                "%(old)s đã thôi hoạt động từ ngày %(day)s; chọn cơ quan khác để gửi."
            )
        else:
            said["heir"] = gone.heir_name
            words = _(
                "%(old)s đã thôi hoạt động từ ngày %(day)s; %(heir)s kế thừa và trả "
                "lời câu hỏi này."
            )
        self.heir_note = words % said
        return gone

    def agency_id(self) -> UUID | None:
        chosen = self.cleaned_data["agency"]
        return UUID(chosen) if chosen else None

    def data_given(self) -> AskData:
        names = ("subject", "text", "kind", "name", "email", "phone", "address")
        data = {name: self.cleaned_data[name] for name in names}
        return AskData(**data, may_publish=self.cleaned_data["may_publish"])

    def files_given(self) -> list[FileGiven]:
        """Never more of one than shows that it is too large."""
        return [
            FileGiven(one.name or "", one.read(FILE_BYTES + 1))
            for one in self.cleaned_data["attached"]
            if one is not None
        ]


class TrackForm(forms.Form):
    code = words(
        gettext_lazy("Mã tra cứu"),
        most=100,
        help_text=gettext_lazy("Mười hai chữ và số, ví dụ 7KQ2-9FXM-3HTB."),
    )


class CommentForm(SentForm):
    text = needed(words(gettext_lazy("Ý kiến"), rows=8, most=1_000_000))
    name = words(gettext_lazy("Tên người hoặc tổ chức góp ý"), most=10_000)
    email = words(gettext_lazy("Địa chỉ thư điện tử"), most=10_000)

    def data_given(self) -> CommentData:
        data = self.cleaned_data
        return CommentData(data["text"], data["name"], data["email"])


class RateForm(SentForm):
    """Four marks; each may be left out."""

    remark = words(gettext_lazy("Nhận xét"), rows=3, most=10_000)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for name in RATED:
            field = choice(_(RATED_NAMES[name]))
            field.choices = [("", _("Không chọn"))] + [
                (str(n), _(said)) for n, said in SCORES.items()
            ]
            self.fields[name] = field
        self.order_fields([*RATED, "remark"])

    def marks(self) -> dict[str, int | None]:
        data = self.cleaned_data
        return {n: int(data[n]) if data.get(n) else None for n in RATED}


class HelpForm(SentForm):
    """Whether a page was of help."""

    helpful = forms.ChoiceField(
        label=gettext_lazy("Trang này có ích không?"),
        choices=[("1", gettext_lazy("Có ích")), ("0", gettext_lazy("Chưa có ích"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chọn một mục.")},
    )
    remark = words(gettext_lazy("Thiếu gì, sai gì?"), rows=3, most=10_000)
