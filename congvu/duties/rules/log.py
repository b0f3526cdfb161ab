"""The words under which duties stand in the log, and on their timeline."""

from __future__ import annotations

from congvu.duties.rules.asking import EVIDENCE_KIND_NAMES
from congvu.duties.rules.difficulties import EFFECT_NAMES
from congvu.duties.rules.states import SHARE_ROLE_NAMES, SOURCE_NAMES
from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS = {
    "duties.given": _("Giao nhiệm vụ"),
    "duties.assigned": _("Giao tiếp phần nhiệm vụ"),
    "duties.round-begun": _("Bắt đầu lượt mới của nhiệm vụ định kỳ"),
    "duties.progressed": _("Báo cáo tiến độ nhiệm vụ"),
    "duties.reported": _("Báo cáo hoàn thành nhiệm vụ"),
    "duties.accepted": _("Xác nhận hoàn thành nhiệm vụ"),
    "duties.returned": _("Trả lại báo cáo hoàn thành nhiệm vụ"),
    "duties.extension-asked": _("Xin gia hạn nhiệm vụ"),
    "duties.extension-granted": _("Gia hạn nhiệm vụ"),
    "duties.extension-refused": _("Không gia hạn nhiệm vụ"),
    "duties.suspended": _("Tạm dừng nhiệm vụ"),
    "duties.resumed": _("Cho làm tiếp nhiệm vụ"),
    "duties.revoked": _("Thu hồi nhiệm vụ"),
    "duties.urged": _("Đôn đốc nhiệm vụ"),
    "duties.letter-drafted": _("Soạn công văn đôn đốc nhiệm vụ"),
    "duties.difficulty-asked": _("Báo khó khăn, vướng mắc"),
    "duties.difficulty-answered": _("Trả lời khó khăn, vướng mắc"),
    "duties.difficulty-escalated": _("Trình cấp trên về khó khăn, vướng mắc"),
    "duties.difficulty-referred": _("Trình cơ quan cấp trên về khó khăn, vướng mắc"),
    "duties.difficulty-decided": _("Quyết định về khó khăn, vướng mắc"),
    "duties.passed": _("Nhiệm vụ chuyển sang nơi kế thừa"),
    "duties.handed": _("Bàn giao nhiệm vụ theo chức vụ"),
    "duties.measured": _("Đo nhiệm vụ bằng một chỉ tiêu"),
    "duties.unmeasured": _("Thôi đo nhiệm vụ bằng chỉ tiêu"),
    "duties.words-forgotten": _("Xóa lời của nhiệm vụ vì văn bản mật"),
    "duties.viewed": _("Xem nhiệm vụ"),
    "duties.scorecard-exported": _("Xuất bảng điểm nhiệm vụ"),
}
AUDIT_WORDS = {
    "source": _("nguồn"),
    "round": _("lượt"),
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
    "until": _("tới ngày"),
    "effect": _("với nhiệm vụ"),
    "old": _("hạn cũ"),
    "shares": _("số phần nhiệm vụ"),
    "basis": _("căn cứ"),
    "day": _("ngày"),
    "tasks": _("số nhiệm vụ"),
    "indicator": _("chỉ tiêu"),
    "target": _("mục tiêu"),
    **{str(key): words for key, words in SOURCE_NAMES.items()},
    **{str(key): words for key, words in SHARE_ROLE_NAMES.items()},
    **{str(key): words for key, words in EFFECT_NAMES.items()},
    **{str(key): words for key, words in EVIDENCE_KIND_NAMES.items()},
}

# The predicate after the actor's name, one for each kind of line.
EVENT_WORDS = {
    "duties.given": _("giao nhiệm vụ cho %(desk)s"),
    "duties.assigned": _("giao tiếp cho %(desk)s"),
    "duties.round-begun": _("bắt đầu lượt %(round)s cho %(desk)s"),
    "duties.progressed": _("báo cáo tiến độ"),
    "duties.reported": _("báo cáo đã hoàn thành ngày %(day)s"),
    "duties.accepted": _("xác nhận hoàn thành ngày %(day)s"),
    "duties.returned": _("trả lại báo cáo"),
    "duties.extension-asked": _("xin gia hạn từ %(old)s tới %(until)s"),
    "duties.extension-granted": _("gia hạn từ %(old)s tới %(until)s"),
    "duties.extension-refused": _("không gia hạn, hạn vẫn là %(old)s"),
    "duties.suspended": _("cho tạm dừng"),
    "duties.resumed": _("cho làm tiếp"),
    "duties.revoked": _("thu hồi"),
    "duties.urged": _("đôn đốc"),
    "duties.letter-drafted": _("soạn công văn đôn đốc"),
    "duties.difficulty-asked": _("báo khó khăn, vướng mắc"),
    "duties.difficulty-answered": _("trả lời khó khăn, vướng mắc"),
    "duties.difficulty-escalated": _("trình cấp trên về khó khăn, vướng mắc"),
    "duties.difficulty-referred": _(
        "trình %(to)s về khó khăn, vướng mắc, chờ quyết định"
    ),
    "duties.difficulty-decided": _("quyết định về khó khăn, vướng mắc"),
    "duties.passed": _("chuyển sang nơi kế thừa %(to)s"),
    "duties.handed": _("bàn giao cho %(to)s"),
    "duties.measured": _("cho đo bằng chỉ tiêu"),
    "duties.unmeasured": _("cho thôi đo bằng chỉ tiêu"),
}
