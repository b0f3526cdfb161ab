"""What the log calls what happens to mailboxes."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _
from congvu.mailboxes.rules.boxes import REQUEST_KIND_NAMES

AUDIT_EVENTS: dict[str, str] = {
    "mailboxes.rule-set": _("Đặt quy tắc địa chỉ thư"),
    "mailboxes.provisioned": _("Mở hộp thư hàng loạt"),
    "mailboxes.opened": _("Mở hộp thư chức danh"),
    "mailboxes.changed": _("Đổi tên hiển thị, dung lượng hộp thư"),
    "mailboxes.renamed": _("Đổi địa chỉ hộp thư"),
    "mailboxes.closed": _("Đóng hộp thư"),
    "mailboxes.left": _("Đóng hộp thư của người thôi giữ chức vụ"),
    "mailboxes.member-added": _("Thêm người dùng hộp thư chức danh"),
    "mailboxes.member-ended": _("Thôi quyền dùng hộp thư chức danh"),
    "mailboxes.alias-added": _("Thêm địa chỉ phụ"),
    "mailboxes.alias-ended": _("Thôi địa chỉ phụ"),
    "mailboxes.list-made": _("Lập danh sách gửi chung"),
    "mailboxes.list-changed": _("Sửa danh sách gửi chung"),
    "mailboxes.list-ended": _("Thôi danh sách gửi chung"),
    "mailboxes.requested": _("Đề nghị về hộp thư"),
    "mailboxes.approved": _("Chấp thuận đề nghị về hộp thư"),
    "mailboxes.refused": _("Từ chối đề nghị về hộp thư"),
    "mailboxes.withdrawn": _("Rút đề nghị về hộp thư"),
    "mailboxes.password-made": _("Tạo mật khẩu ứng dụng"),
    "mailboxes.password-revoked": _("Thu hồi mật khẩu ứng dụng"),
    "mailboxes.vacation-set": _("Đặt trả lời khi vắng mặt"),
    "mailboxes.vacation-ended": _("Thôi trả lời khi vắng mặt"),
    "mailboxes.access-taken": _("Quản trị mở hộp thư"),
    "mailboxes.access-ended": _("Quản trị thôi mở hộp thư"),
    "mailboxes.passed": _("Hộp thư chuyển sang nơi kế thừa"),
}

AUDIT_WORDS = {
    "address": _("địa chỉ"),
    "alias": _("địa chỉ phụ"),
    "domain": _("tên miền"),
    "pattern": _("mẫu địa chỉ cá nhân"),
    "from": _("từ ngày"),
    "until": _("đến"),
    "to": _("chuyển tiếp tới"),
    "people": _("số hộp thư cá nhân"),
    "reopened": _("số hộp thư mở lại"),
    "seats": _("số hộp thư chức danh"),
    "members": _("số người dùng thêm"),
    "collided": _("số địa chỉ trùng đã đổi"),
    "title": _("tên"),
    "quota": _("dung lượng, MB"),
    "before": _("trước đó"),
    "reason": _("lý do"),
    "who": _("người, chức vụ"),
    "read": _("đọc"),
    "send_as": _("gửi với tư cách"),
    "on_behalf": _("gửi thay mặt"),
    "entries": _("số mục"),
    "kind": _("loại đề nghị"),
    "answer": _("trả lời"),
    "label": _("dùng cho"),
    **{str(key): words for key, words in REQUEST_KIND_NAMES.items()},
}
