"""The words under which duties stand in the log, and on their timeline."""

from __future__ import annotations

from congvu.duties.rules.asking import EVIDENCE_KIND_NAMES
from congvu.duties.rules.states import SHARE_ROLE_NAMES, SOURCE_NAMES
from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS = {
    "duties.given": _("Giao nhiệm vụ"),
    "duties.assigned": _("Giao tiếp phần nhiệm vụ"),
    "duties.progressed": _("Báo cáo tiến độ nhiệm vụ"),
    "duties.reported": _("Báo cáo hoàn thành nhiệm vụ"),
    "duties.accepted": _("Xác nhận hoàn thành nhiệm vụ"),
    "duties.returned": _("Trả lại báo cáo hoàn thành nhiệm vụ"),
    "duties.passed": _("Nhiệm vụ chuyển sang nơi kế thừa"),
    "duties.handed": _("Bàn giao nhiệm vụ theo chức vụ"),
    "duties.viewed": _("Xem nhiệm vụ"),
}
AUDIT_WORDS = {
    "source": _("nguồn"),
    "leads": _("số nơi chủ trì"),
    "supports": _("số nơi phối hợp"),
    "deadline": _("hạn"),
    "given_on": _("ngày giao"),
    "role": _("vai trò"),
    "desk": _("nơi thực hiện"),
    "parts": _("số phần được giao"),
    "done_on": _("xong ngày"),
    "evidence": _("số minh chứng"),
    "text_sha256": _("SHA-256 của nội dung"),
    "paper": _("văn bản"),
    "kind": _("loại"),
    "to": _("nơi nhận"),
    "basis": _("căn cứ"),
    **{str(key): words for key, words in SOURCE_NAMES.items()},
    **{str(key): words for key, words in SHARE_ROLE_NAMES.items()},
    **{str(key): words for key, words in EVIDENCE_KIND_NAMES.items()},
}

# The predicate after the actor's name, one for each kind of line.
EVENT_WORDS = {
    "duties.given": _("giao nhiệm vụ cho %(desk)s"),
    "duties.assigned": _("giao tiếp cho %(desk)s"),
    "duties.progressed": _("báo cáo tiến độ"),
    "duties.reported": _("báo cáo đã hoàn thành ngày %(day)s"),
    "duties.accepted": _("xác nhận hoàn thành ngày %(day)s"),
    "duties.returned": _("trả lại báo cáo"),
    "duties.passed": _("chuyển sang nơi kế thừa %(to)s"),
    "duties.handed": _("bàn giao cho %(to)s"),
}
