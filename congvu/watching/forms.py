"""What people type about watching. Forms read; actions decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.network.rules import DEVICE_KIND_NAMES, DeviceKind
from congvu.ui.fields import choice, day, fill, needed, words
from congvu.watching.models import Probe, WatchTarget
from congvu.watching.rules import (
    LONGEST_NAME,
    LONGEST_REASON,
    PROBE_KIND_NAMES,
    SNMP_AUTH_NAMES,
    SNMP_PRIV_NAMES,
    SNMP_VERSION_NAMES,
    SUBJECT_NAMES,
    AccessData,
    ProbeData,
    ProbeKind,
    SnmpAuth,
    SnmpPriv,
    SnmpVersion,
    Subject,
    TargetData,
    WorkData,
)

Offered = Sequence[tuple[UUID, str]]
_MOMENTS = ["%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]


def _moment(label: Any) -> forms.DateTimeField:
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
    )


def _number(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        max_value=10**9,
        error_messages={"invalid": gettext_lazy("Ghi một số nguyên.")},
        **more,
    )


def _secret(label: Any, **more: Any) -> forms.CharField:
    """Kept as typed when the page comes back with reasons? No: it is typed again."""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(
        label=label, max_length=200, required=False, strip=False, widget=widget, **more
    )


def _named(form: forms.Form, field: str, names: Mapping[Any, str]) -> None:
    fill(form, field, [(str(key), _(name)) for key, name in names.items()])


def _offer(form: forms.Form, field: str, offered: Offered, empty: str = "") -> None:
    first = ("", empty or _("Chọn…"))
    fill(form, field, [first, *((str(pk), name) for pk, name in offered)])


def _uuid(value: str) -> UUID | None:
    return UUID(value) if value else None


class CollectorForm(forms.Form):
    site = choice(gettext_lazy("Đặt ở điểm"), required=True)
    label = needed(words(gettext_lazy("Tên máy thu thập"), most=LONGEST_NAME))
    expires_on = day(gettext_lazy("Hết hạn từ ngày"))

    def __init__(self, *args: Any, sites: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        _offer(self, "site", sites)

    def chosen(self) -> UUID:
        return UUID(self.cleaned_data["site"])


class AccessForm(forms.Form):
    name = needed(words(gettext_lazy("Tên"), most=LONGEST_NAME))
    version = choice(gettext_lazy("Phiên bản SNMP"), required=True)
    community = _secret(
        gettext_lazy("Chuỗi community"), help_text=gettext_lazy("Chỉ cho v2c.")
    )
    user = words(
        gettext_lazy("Người dùng"), help_text=gettext_lazy("Chỉ cho v3, như các ô sau.")
    )
    auth = choice(gettext_lazy("Xác thực"))
    auth_key = _secret(gettext_lazy("Mật khẩu xác thực"))
    priv = choice(gettext_lazy("Mã hóa"))
    priv_key = _secret(gettext_lazy("Mật khẩu mã hóa"))
    port = _number(gettext_lazy("Cổng"), initial=161)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        _named(self, "version", SNMP_VERSION_NAMES)
        _named(self, "auth", SNMP_AUTH_NAMES)
        _named(self, "priv", SNMP_PRIV_NAMES)

    def data_given(self) -> AccessData:
        data = dict(self.cleaned_data)
        port = data.pop("port")
        known = {
            "version": SnmpVersion(data["version"]),
            "auth": SnmpAuth(data["auth"]),
            "priv": SnmpPriv(data["priv"]),
        }
        return AccessData(**(data | known), port=161 if port is None else port)


class TargetForm(forms.Form):
    name = needed(words(gettext_lazy("Tên đối tượng"), most=LONGEST_NAME))
    host = needed(
        words(
            gettext_lazy("Địa chỉ để thử"),
            most=LONGEST_NAME,
            help_text=gettext_lazy("Địa chỉ IP hoặc tên máy."),
        )
    )
    subject = choice(gettext_lazy("Đối tượng là"), required=True)
    of = choice(gettext_lazy("Đường truyền hoặc thiết bị"))
    collector = needed(choice(gettext_lazy("Máy thu thập")))
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Cách thử"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("Mục đã chọn không còn trong danh sách.")
        },
    )
    access = choice(gettext_lazy("Thông tin SNMP"))
    port = _number(
        gettext_lazy("Cổng HTTP, HTTPS"),
        help_text=gettext_lazy("Bỏ trống: 80, 443."),
    )
    path = words(gettext_lazy("Đường dẫn HTTP, HTTPS"))
    every = _number(gettext_lazy("Số giây giữa hai lần thử"), initial=60)
    fails = _number(
        gettext_lazy("Số lần lỡ liền nhau thì coi là mất"),
        initial=3,
    )

    def __init__(
        self,
        *args: Any,
        things: Offered,
        collectors: Offered,
        accesses: Offered,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        _named(self, "subject", SUBJECT_NAMES)
        _named(self, "kinds", PROBE_KIND_NAMES)
        _offer(self, "of", things, _("Không"))
        _offer(self, "collector", collectors)
        _offer(self, "access", accesses, _("Không"))

    def data_given(self) -> TargetData:
        data = self.cleaned_data
        return TargetData(
            name=data["name"],
            host=data["host"],
            subject=Subject(data["subject"]),
            collector_id=_uuid(data["collector"]),
            probes=[self._probe(ProbeKind(kind)) for kind in data["kinds"]],
            of_id=_uuid(data["of"]),
            every=60 if data["every"] is None else data["every"],
            fails=3 if data["fails"] is None else data["fails"],
        )

    def _probe(self, kind: ProbeKind) -> ProbeData:
        data = self.cleaned_data
        if kind == ProbeKind.SNMP:
            return ProbeData(kind, access_id=_uuid(data["access"]))
        if kind == ProbeKind.ICMP:
            return ProbeData(kind)
        return ProbeData(kind, data["port"], data["path"])


def target_shown(target: WatchTarget, probes: Sequence[Probe]) -> dict[str, Any]:
    names = ("name", "host", "subject", "every", "fails")
    web = [one for one in probes if one.kind in {ProbeKind.HTTP, ProbeKind.HTTPS}]
    snmp = [one for one in probes if one.kind == ProbeKind.SNMP]
    return {
        **{name: getattr(target, name) for name in names},
        "of": str(target.link_id or target.device_id or ""),
        "collector": str(target.collector_id),
        "kinds": sorted({one.kind for one in probes}),
        "access": str(snmp[0].access_id) if snmp else "",
        "port": web[0].port if web else None,
        "path": web[0].path if web else "",
    }


class WorkForm(forms.Form):
    site = choice(gettext_lazy("Ở điểm"), required=True)
    link = choice(
        gettext_lazy("Chỉ đường truyền"),
        help_text=gettext_lazy("Bỏ trống: mọi thứ ở điểm này."),
    )
    since = needed(_moment(gettext_lazy("Từ lúc")))
    until = needed(_moment(gettext_lazy("Đến lúc")))
    reason = needed(words(gettext_lazy("Việc làm"), most=LONGEST_REASON))

    def __init__(
        self, *args: Any, sites: Offered, links: Offered, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        _offer(self, "site", sites)
        _offer(self, "link", links, _("Mọi thứ ở điểm"))

    def chosen(self) -> UUID:
        return UUID(self.cleaned_data["site"])

    def data_given(self) -> WorkData:
        data = self.cleaned_data
        link = _uuid(data["link"])
        return WorkData(link, data["since"], data["until"], data["reason"])


class SweepForm(forms.Form):
    collector = needed(choice(gettext_lazy("Máy thu thập")))
    access = choice(
        gettext_lazy("Thông tin SNMP"),
        help_text=gettext_lazy("Có thì biết thêm tên máy, cổng, địa chỉ phần cứng."),
    )

    def __init__(
        self, *args: Any, collectors: Offered, accesses: Offered, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        _offer(self, "collector", collectors)
        _offer(self, "access", accesses, _("Chỉ dùng ICMP"))

    def collector_id(self) -> UUID | None:
        return _uuid(self.cleaned_data["collector"])

    def access_id(self) -> UUID | None:
        return _uuid(self.cleaned_data["access"])


class AcceptForm(forms.Form):
    used_for = needed(words(gettext_lazy("Dùng cho"), most=LONGEST_NAME))
    kind = choice(
        gettext_lazy("Thiết bị mạng"),
        help_text=gettext_lazy("Chọn loại thì ghi luôn thành thiết bị của điểm."),
    )
    free = forms.BooleanField(
        label=gettext_lazy("Bỏ địa chỉ cũ trong sổ"), required=False
    )

    def __init__(self, *args: Any, was_at: str = "", **given: Any) -> None:
        super().__init__(*args, **given)
        names = {"": _("Không phải thiết bị mạng")}
        names |= {str(kind): name for kind, name in DEVICE_KIND_NAMES.items()}
        _named(self, "kind", names)
        if was_at:
            words = _("Bỏ địa chỉ cũ trong sổ: %(ip)s") % {"ip": was_at}
            self.fields["free"].label = words
            self.fields["free"].initial = True
        else:
            del self.fields["free"]

    def device_kind(self) -> DeviceKind | None:
        kind = self.cleaned_data["kind"]
        return DeviceKind(kind) if kind else None


class NoteForm(forms.Form):
    note = words(gettext_lazy("Ghi chú"), most=LONGEST_REASON)
