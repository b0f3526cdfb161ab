"""What people write of targets, SNMP and planned work, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from ipaddress import ip_address
from uuid import UUID

from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc
from congvu.network.rules import Fault
from congvu.watching.rules.words import (
    LONGEST_NAME,
    LONGEST_REASON,
    ProbeKind,
    SnmpAuth,
    SnmpPriv,
    SnmpVersion,
    Subject,
)

_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = re.compile(rf"(?=.{{1,120}}\Z){_LABEL}(\.{_LABEL})*\Z")
_PATH = re.compile(r"/[!-~]{0,199}\Z")
LONGEST_SECRET = 200
# SNMPv3 takes no shorter pass phrase (RFC 3414, 11.2).
SHORTEST_KEY = 8
LEAST_SECONDS, MOST_SECONDS = 10, 3600
MOST_FAILS = 10
LONGEST_WORK = timedelta(days=30)


@dataclass(frozen=True)
class ProbeData:
    """One way of asking; ``port`` None: the kind's own. ``access_id``: for SNMP."""

    kind: ProbeKind
    port: int | None = None
    path: str = ""
    access_id: UUID | None = None


@dataclass(frozen=True)
class TargetData:
    """``of_id``: the link or device that it stands for; ``every`` in seconds."""

    name: str
    host: str
    subject: Subject
    collector_id: UUID | None
    probes: Sequence[ProbeData] = ()
    of_id: UUID | None = None
    every: int = 60
    fails: int = 3

    def tidied(self) -> TargetData:
        return replace(self, name=nfc(self.name), host=nfc(self.host).strip("[]"))


def is_host(text: str) -> bool:
    """An address, or a name that nothing but a name server reads."""
    if "%" in text:
        return False
    try:
        ip_address(text)
    except ValueError:
        return bool(_HOST.match(text))
    return True


def target_faults(data: TargetData) -> list[Fault]:
    found = []
    if not data.name:
        found.append(Fault(_("Chưa có tên đối tượng."), "name"))
    elif len(data.name) > LONGEST_NAME:
        found.append(_too_long("name", LONGEST_NAME))
    if not is_host(data.host):
        words = _("Ghi địa chỉ như 10.20.4.1, hoặc tên máy như cong.backan.gov.vn.")
        found.append(Fault(words, "host"))
    if data.collector_id is None:
        found.append(Fault(_("Chọn máy thu thập."), "collector"))
    if not data.probes:
        found.append(Fault(_("Chọn ít nhất một cách thử."), "kinds"))
    for one in data.probes:
        found += _probe_faults(one)
    found += _within(data.every, "every", LEAST_SECONDS, MOST_SECONDS)
    found += _within(data.fails, "fails", 1, MOST_FAILS)
    if data.subject in {Subject.LINK, Subject.DEVICE} and data.of_id is None:
        found.append(Fault(_("Chọn đường truyền hoặc thiết bị."), "of"))
    return found


def _probe_faults(data: ProbeData) -> list[Fault]:
    found = []
    if data.port is not None:
        found += _within(data.port, "port", 1, 65535)
    if data.kind == ProbeKind.SNMP and data.access_id is None:
        found.append(Fault(_("Thử SNMP cần chọn thông tin SNMP."), "access"))
    if data.path and not _PATH.match(data.path):
        found.append(Fault(_("Đường dẫn bắt đầu bằng / và không có dấu cách."), "path"))
    return found


def _too_long(field: str, most: int) -> Fault:
    return Fault(_("Dài quá %(most)s chữ."), field, {"most": str(most)})


def _within(number: int, field: str, least: int, most: int) -> list[Fault]:
    if least <= number <= most:
        return []
    named = {"least": str(least), "most": str(most)}
    return [Fault(_("Ghi một số từ %(least)s đến %(most)s."), field, named)]


@dataclass(frozen=True)
class AccessData:
    """With what devices answer; keys are pass phrases, never shown again."""

    name: str
    version: SnmpVersion
    community: str = ""
    user: str = ""
    auth: SnmpAuth = SnmpAuth.NONE
    auth_key: str = ""
    priv: SnmpPriv = SnmpPriv.NONE
    priv_key: str = ""
    port: int = 161

    def secrets(self) -> dict[str, str]:
        if self.version == SnmpVersion.V2C:
            return {"community": self.community}
        return {"auth_key": self.auth_key, "priv_key": self.priv_key}


def access_faults(data: AccessData) -> list[Fault]:
    found = []
    if not data.name:
        found.append(Fault(_("Chưa có tên."), "name"))
    for field in ("name", "community", "user", "auth_key", "priv_key"):
        most = LONGEST_NAME if field == "name" else LONGEST_SECRET
        if len(getattr(data, field)) > most:
            found.append(_too_long(field, most))
    found += _within(data.port, "port", 1, 65535)
    if data.version == SnmpVersion.V2C:
        if not data.community:
            found.append(Fault(_("Chưa có chuỗi community."), "community"))
        return found
    if not data.user:
        found.append(Fault(_("Chưa có tên người dùng SNMPv3."), "user"))
    if data.priv and not data.auth:
        found.append(Fault(_("Mã hóa cần có xác thực."), "auth"))
    for kind, field in (("auth", "auth_key"), ("priv", "priv_key")):
        if getattr(data, kind) and len(getattr(data, field)) < SHORTEST_KEY:
            named = {"least": str(SHORTEST_KEY)}
            words = _("Mật khẩu SNMPv3 có ít nhất %(least)s chữ.")
            found.append(Fault(words, field, named))
    return found


@dataclass(frozen=True)
class WorkData:
    """Planned work at a site, or on one of its links; half-open."""

    link_id: UUID | None
    since: datetime | None
    until: datetime | None
    reason: str

    def tidied(self) -> WorkData:
        return replace(self, reason=nfc(self.reason))


def work_faults(data: WorkData, *, at: datetime) -> list[Fault]:
    """What is over is no plan: else a loss could be planned away afterwards."""
    found = []
    if not data.reason:
        found.append(Fault(_("Ghi việc sẽ làm."), "reason"))
    elif len(data.reason) > LONGEST_REASON:
        found.append(_too_long("reason", LONGEST_REASON))
    if data.since is None:
        found.append(Fault(_("Chưa có lúc bắt đầu."), "since"))
    elif data.since < at - timedelta(minutes=1):
        found.append(Fault(_("Bảo trì phải ghi trước khi bắt đầu."), "since"))
    if data.until is None:
        found.append(Fault(_("Chưa có lúc xong."), "until"))
    elif data.since is not None and data.until <= data.since:
        found.append(Fault(_("Lúc xong phải sau lúc bắt đầu."), "until"))
    elif data.since is not None and data.until - data.since > LONGEST_WORK:
        found.append(Fault(_("Mỗi đợt bảo trì dài nhất 30 ngày."), "until"))
    return found
