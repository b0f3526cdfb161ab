"""How the overview calls things: in lists, on charts, in the exported report."""

from __future__ import annotations

from congvu.documents.queries.overview.course import Cause, Fate, Step
from congvu.documents.queries.overview.load import Lying
from congvu.lib.text import gettext_noop as _

FATE_NAMES = {
    Fate.IN_TIME: _("xong đúng hạn"),
    Fate.EXTENDED: _("xong đúng hạn sau gia hạn"),
    Fate.LATE: _("xong quá hạn"),
    Fate.DONE_FREE: _("xong, không hạn"),
    Fate.OPEN: _("đang trong hạn"),
    Fate.OPEN_LATE: _("đang quá hạn"),
    Fate.OPEN_FREE: _("đang làm, không hạn"),
    Fate.RETURNED: _("đã trả lại nơi gửi"),
    Fate.CANCELLED: _("đã hủy số"),
}
STEP_NAMES = {
    Step.REGISTER: _("Vào sổ"),
    Step.SUBMIT: _("Trình lãnh đạo"),
    Step.INSTRUCT: _("Chờ bút phê"),
    Step.TRANSFER: _("Chuyển xử lý"),
    Step.ASSIGN: _("Trưởng phòng giao việc"),
    Step.SUPPORT: _("Xin ý kiến phối hợp"),
    Step.WORK: _("Chuyên viên giải quyết"),
    Step.CONFIRM: _("Xác nhận kết quả"),
}
CAUSE_NAMES = {
    Cause.REGISTRY: _("Văn thư"),
    Cause.INSTRUCTION: _("Chờ bút phê"),
    Cause.UNIT_HEAD: _("Trưởng phòng"),
    Cause.SUPPORT: _("Chờ phối hợp"),
    Cause.HANDLER: _("Người giải quyết"),
    Cause.CONFIRMATION: _("Chờ xác nhận"),
    Cause.ASKING: _("Chờ trả lời xin gia hạn"),
    Cause.EXTENDED: _("Được gia hạn"),
    Cause.UNKNOWN: _("Chưa rõ"),
}
LYING_NAMES = {
    Lying.OPEN: _("đang giữ"),
    Lying.LATE: _("quá hạn"),
    Lying.THIS_WEEK: _("đến hạn tuần này"),
    Lying.FINISHED: _("xong trong kỳ"),
}
