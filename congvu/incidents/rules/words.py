"""The words of incidents: groups, states, steps, urgencies. Pure."""

from __future__ import annotations

from enum import StrEnum

from congvu.lib.text import gettext_noop as _

LONGEST_NAME = 200
LONGEST_LINE = 120
LONGEST_REASON = 500
LONGEST_TEXT = 4000
MOST_UPLOADED = 100 * 1024 * 1024


class Group(StrEnum):
    """What kind of incident; the groups that practitioners use."""

    MALWARE = "malware"
    INTRUSION = "intrusion"
    DENIAL = "denial"
    LEAK = "leak"
    DEFACEMENT = "deface"
    PHISHING = "phishing"
    SUPPLIER = "supplier"
    INSIDER = "insider"
    OTHER = "other"


GROUP_NAMES = {
    Group.MALWARE: _("mã độc"),
    Group.INTRUSION: _("xâm nhập trái phép"),
    Group.DENIAL: _("tấn công từ chối dịch vụ"),
    Group.LEAK: _("lộ, mất dữ liệu"),
    Group.DEFACEMENT: _("thay đổi giao diện"),
    Group.PHISHING: _("lừa đảo"),
    Group.SUPPLIER: _("qua nhà cung cấp"),
    Group.INSIDER: _("từ bên trong"),
    Group.OTHER: _("khác"),
}


class Gravity(StrEnum):
    """Whether it is serious is decided by a person: the law does not define it."""

    OPEN = "open"
    SERIOUS = "serious"
    ORDINARY = "ordinary"


GRAVITY_NAMES = {
    Gravity.OPEN: _("chưa xác định"),
    Gravity.SERIOUS: _("nghiêm trọng"),
    Gravity.ORDINARY: _("không nghiêm trọng"),
}


class IncidentState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


INCIDENT_STATE_NAMES = {
    IncidentState.OPEN: _("đang xử lý"),
    IncidentState.CLOSED: _("đã đóng"),
}


class Step(StrEnum):
    """What a line of the timeline tells of; the first three are steps of the answer."""

    CONTAINED = "contain"
    ERADICATED = "eradicate"
    RECOVERED = "recover"
    NOTE = "note"


STEP_NAMES = {
    Step.CONTAINED: _("Đã ngăn chặn, cô lập"),
    Step.ERADICATED: _("Đã gỡ bỏ nguyên nhân"),
    Step.RECOVERED: _("Đã khôi phục"),
    Step.NOTE: _("Ghi chép"),
}


class Custody(StrEnum):
    TAKEN = "taken"
    PASSED = "passed"
    VERIFIED = "verified"


CUSTODY_NAMES = {
    Custody.TAKEN: _("thu giữ"),
    Custody.PASSED: _("bàn giao"),
    Custody.VERIFIED: _("đối chiếu"),
}


MATCH_NAMES = {True: _("khớp mã băm"), False: _("KHÔNG khớp mã băm")}


class Urgency(StrEnum):
    NOW = "now"
    SOON = "soon"
    KNOW = "know"


URGENCY_NAMES = {
    Urgency.NOW: _("khẩn, làm ngay"),
    Urgency.SOON: _("cao"),
    Urgency.KNOW: _("để biết, đề phòng"),
}


class AnswerState(StrEnum):
    """Where an agency stands with a warning."""

    SENT = "sent"
    SEEN = "seen"
    DONE = "done"


ANSWER_STATE_NAMES = {
    AnswerState.SENT: _("chưa xác nhận"),
    AnswerState.SEEN: _("đã xác nhận, chưa xong"),
    AnswerState.DONE: _("đã thực hiện"),
}


class ContactRole(StrEnum):
    MAIN = "main"
    DEPUTY = "deputy"


CONTACT_ROLE_NAMES = {
    ContactRole.MAIN: _("đầu mối chính"),
    ContactRole.DEPUTY: _("đầu mối dự phòng"),
}
