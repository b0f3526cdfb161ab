"""Kinds of targets, probes and states, and what each is called."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from congvu.lib.text import gettext_noop as _

LONGEST_NAME = 120
LONGEST_REASON = 300
# A collector that was not heard of for so long is silent.
SILENT_AFTER = timedelta(minutes=5)
# Who falls again so soon after a return is flapping, and has to stand so long.
FLAPS_WITHIN = STABLE_FOR = timedelta(minutes=10)
# Answers in a row that are a return.
ANSWERS_NEEDED = 2
# What a collector brings may be so old, and its clock so far ahead.
OLDEST_RESULT = timedelta(days=62)
AHEAD = timedelta(minutes=2)
HOURS_KEPT = timedelta(days=400)
# A sweep asks this many addresses at most: a /22.
MOST_SWEPT = 1024


class Subject(StrEnum):
    """What a target stands for."""

    LINK = "link"
    SITE = "site"
    DEVICE = "device"
    OTHER = "other"


SUBJECT_NAMES = {
    Subject.LINK: _("đường truyền"),
    Subject.SITE: _("điểm mạng"),
    Subject.DEVICE: _("thiết bị"),
    Subject.OTHER: _("dịch vụ, máy khác"),
}


class ProbeKind(StrEnum):
    ICMP = "icmp"
    SNMP = "snmp"
    HTTP = "http"
    HTTPS = "https"


PROBE_KIND_NAMES = {
    ProbeKind.ICMP: "ICMP",
    ProbeKind.SNMP: "SNMP",
    ProbeKind.HTTP: "HTTP",
    ProbeKind.HTTPS: "HTTPS",
}
PORTS = {ProbeKind.SNMP: 161, ProbeKind.HTTP: 80, ProbeKind.HTTPS: 443}


class TargetState(StrEnum):
    """PARTLY: some of its probes are answered, some are not."""

    UNKNOWN = "unknown"
    UP = "up"
    PARTLY = "partly"
    DOWN = "down"


TARGET_STATE_NAMES = {
    TargetState.UNKNOWN: _("không rõ"),
    TargetState.UP: _("có kết nối"),
    TargetState.PARTLY: _("trả lời một phần"),
    TargetState.DOWN: _("mất kết nối"),
}


class Unwatched(StrEnum):
    """Why an outage ended that was never seen to end."""

    REVOKED = "revoked"
    RETIRED = "retired"


UNWATCHED_NAMES = {
    Unwatched.REVOKED: _("thôi theo dõi: mã máy thu thập bị thu hồi"),
    Unwatched.RETIRED: _("thôi theo dõi đối tượng này"),
}
TONES = {
    TargetState.UP: "done",
    TargetState.PARTLY: "look",
    TargetState.DOWN: "late",
    TargetState.UNKNOWN: "",
}
FALLEN = (TargetState.PARTLY, TargetState.DOWN)


class SnmpVersion(StrEnum):
    V2C = "v2c"
    V3 = "v3"


SNMP_VERSION_NAMES = {SnmpVersion.V2C: "v2c", SnmpVersion.V3: "v3"}


class SnmpAuth(StrEnum):
    NONE = ""
    SHA = "sha"
    SHA256 = "sha256"
    SHA512 = "sha512"


SNMP_AUTH_NAMES = {
    SnmpAuth.NONE: _("không"),
    SnmpAuth.SHA: "SHA-1",
    SnmpAuth.SHA256: "SHA-256",
    SnmpAuth.SHA512: "SHA-512",
}


class SnmpPriv(StrEnum):
    NONE = ""
    AES = "aes"
    AES256 = "aes256"


SNMP_PRIV_NAMES = {
    SnmpPriv.NONE: _("không"),
    SnmpPriv.AES: "AES-128",
    SnmpPriv.AES256: "AES-256",
}


class SweepState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


SWEEP_STATE_NAMES = {
    SweepState.WAITING: _("đang chờ, đang dò"),
    SweepState.DONE: _("đã dò xong"),
    SweepState.FAILED: _("không dò được"),
}
