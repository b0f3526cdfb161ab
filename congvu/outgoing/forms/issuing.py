"""What people type when a paper is issued, called back, or points to another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.organisations.models import AgencyKind
from congvu.organisations.queries import AgencyOnDay
from congvu.outgoing.actions import Groups, SentTo, SignedBy
from congvu.outgoing.forms.drafts import heads_own
from congvu.outgoing.queries import GroupPlaces
from congvu.outgoing.rules import RELATION_NAMES, lines_of
from congvu.signatures.models import SigningKey
from congvu.ui.fields import choice, day, fill, needed, words

_OUTSIDE = gettext_lazy("Mỗi nơi một dòng: tên | địa chỉ.")


class PlacesForm(forms.Form):
    """Where a paper goes: groups, agencies, places outside."""

    use_required_attribute = False

    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Cả nhóm"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    own_groups = forms.MultipleChoiceField(
        label=gettext_lazy("Nhóm nơi nhận của cơ quan"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    agencies = forms.MultipleChoiceField(
        label=gettext_lazy("Cơ quan nhận"), required=False
    )
    outside = words(
        gettext_lazy("Nơi nhận bên ngoài"), rows=3, most=20000, help_text=_OUTSIDE
    )
    on_paper = forms.BooleanField(label=gettext_lazy("Gửi cả bản giấy"), required=False)

    def __init__(
        self,
        *args: Any,
        agencies: Sequence[AgencyOnDay],
        own_groups: Sequence[GroupPlaces],
        on_paper: bool,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self._agencies, self.group_places = agencies, own_groups
        self.fields["on_paper"].initial = on_paper
        there = {a.kind for a in agencies}
        kinds = [(kind, label) for kind, label in AgencyKind.choices if kind in there]
        fill(self, "groups", kinds)
        fill(self, "agencies", [(str(a.id), a.name) for a in agencies])
        if own_groups:
            choices = [(str(g.group.id), _named(g)) for g in own_groups]
            fill(self, "own_groups", choices)
        else:
            del self.fields["own_groups"]

    def sent_to(self) -> list[SentTo]:
        """Each place once: groups spread out, then agencies, then places outside."""
        data, on_paper = self.cleaned_data, self.cleaned_data["on_paper"]
        chosen = [a.id for a in self._agencies if a.kind in data["groups"]]
        chosen += [UUID(one) for one in data["agencies"]]
        found = [SentTo(one, on_paper=on_paper) for one in dict.fromkeys(chosen)]
        for line in lines_of(data["outside"]):
            name, _bar, address = line.partition("|")
            found.append(SentTo(None, name.strip(), address.strip(), on_paper))
        return found

    def chosen_groups(self) -> Groups:
        data = self.cleaned_data
        chosen = [UUID(one) for one in data.get("own_groups") or []]
        return Groups(chosen, data["on_paper"])


def _named(group: GroupPlaces) -> str:
    given = {"name": group.group.name, "count": len(group.places)}
    return _("%(name)s: %(count)d nơi") % given


class IssueForm(PlacesForm):
    """Where an issued paper goes, in how many copies; and its scan."""

    copies = forms.IntegerField(
        label=gettext_lazy("Số lượng bản"),
        required=False,
        min_value=1,
        max_value=99999,
        error_messages={"invalid": gettext_lazy("Số lượng bản là một con số.")},
    )
    scan = forms.FileField(
        label=gettext_lazy("Bản quét văn bản đã ký (PDF)"), required=False
    )

    def __init__(self, *args: Any, with_scan: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        if not with_scan:
            del self.fields["scan"]


class ReservedIssueForm(IssueForm):
    """The same for a held number: who signed on paper and when, and the scan of it."""

    signer_name = needed(words(gettext_lazy("Người ký"), most=80))
    signer_position = words(gettext_lazy("Chức vụ người ký"))
    signed_on = needed(day(gettext_lazy("Ngày ký")))

    field_order = ("signer_name", "signer_position", "signed_on", "scan")

    def signed_by(self) -> SignedBy:
        data = self.cleaned_data
        return SignedBy(data["signer_name"], data["signer_position"], data["signed_on"])


class KeyForm(forms.Form):
    """With which key, and what it asks of its holder: passed on and kept nowhere."""

    use_required_attribute = False

    key = choice(gettext_lazy("Khóa ký số"), required=True)
    secret = forms.CharField(
        label=gettext_lazy("Mã PIN của khóa"),
        required=False,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )
    otp = forms.CharField(
        label=gettext_lazy("Mã xác nhận gửi tới điện thoại"),
        required=False,
        max_length=20,
        widget=forms.TextInput(
            {"autocomplete": "one-time-code", "inputmode": "numeric"}
        ),
    )

    def __init__(
        self,
        *args: Any,
        keys: Sequence[SigningKey],
        chosen: SigningKey | None = None,
        pin: bool = True,
        otp: bool = False,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        found = [(str(k.id), f"{k.owner_label}: {k.subject}") for k in keys]
        none = _("Chưa có khóa nào; đăng ký ở trang Khóa ký số")
        fill(self, "key", found or [("", none)])
        if chosen is not None:
            self.fields["key"].widget = forms.HiddenInput()
            self.fields["key"].initial = str(chosen.id)
        if not pin:
            del self.fields["secret"]
        if not otp:
            del self.fields["otp"]

    def key_id(self) -> UUID | None:
        value = self.cleaned_data["key"]
        return UUID(value) if value else None

    @property
    def given(self) -> dict[str, str]:
        """What opens the key."""
        names = ("secret", "otp")
        return {name: self.cleaned_data.get(name) or "" for name in names}


class SignerForm(forms.Form):
    """Who signs; by order of the head also where the work rules say so."""

    use_required_attribute = False

    signer = choice(gettext_lazy("Người ký"), required=True)
    signing_basis = words(
        gettext_lazy("Căn cứ ký thừa lệnh"),
        most=300,
        help_text=gettext_lazy("Chỉ khi ký TL.: điều khoản trong quy chế làm việc."),
    )
    by_head = heads_own()

    def __init__(
        self, *args: Any, choices: Sequence[Any], collective: bool, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        if not collective:
            del self.fields["by_head"]
        found = [(one.key, one.words) for one in choices]
        fill(self, "signer", [("", _("Chọn người ký")), *found])


class RunForm(KeyForm):
    """The same for many papers, each ticked."""

    drafts = forms.MultipleChoiceField(
        label=gettext_lazy("Văn bản"),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy(
                "Có văn bản không còn chờ ký; danh sách đã tải lại."
            )
        },
    )

    def __init__(self, *args: Any, drafts: Sequence[Any], **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "drafts", [(str(d.id), d.subject) for d in drafts])

    def draft_ids(self) -> list[UUID]:
        return [UUID(one) for one in self.cleaned_data["drafts"]]


class RelationForm(forms.Form):
    """Which earlier paper this one corrects, amends or replaces."""

    use_required_attribute = False

    kind = needed(choice(gettext_lazy("Văn bản này")))
    symbol = needed(words(gettext_lazy("Số, ký hiệu văn bản trước"), most=60))
    year = forms.IntegerField(
        label=gettext_lazy("Năm"),
        min_value=1945,
        max_value=2199,
        error_messages={"required": gettext_lazy("Chưa có năm.")},
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "kind", [(k.value, _(name)) for k, name in RELATION_NAMES.items()])
