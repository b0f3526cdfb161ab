"""What the log calls what happens to needs, versions and money."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS: dict[str, str] = {
    "investment.need-kept": _("Ghi nhu cầu kinh phí công nghệ thông tin"),
    "investment.estimate-kept": _("Lập dự toán chi tiết của nhu cầu kinh phí"),
    "investment.plan-composed": _("Soạn kế hoạch bố trí kinh phí"),
    "investment.year-composed": _("Soạn dự toán kinh phí năm"),
    "investment.exported": _("Lấy dự toán kinh phí ra tệp"),
    "investment.version-made": _("Lập phương án cân đối kinh phí"),
    "investment.budgets-set": _("Đặt nguồn vốn của phương án cân đối"),
    "investment.version-changed": _("Sửa phương án cân đối kinh phí"),
    "investment.balance-asked": _("Đề nghị hệ thống cân đối kinh phí"),
    "investment.balanced": _("Hệ thống cân đối kinh phí"),
    "investment.adopted": _("Chọn phương án cân đối kinh phí"),
    "investment.moved": _("Quyết định về dự toán kinh phí"),
    "investment.used": _("Ghi cam kết, giải ngân"),
    "investment.step-taken": _("Ghi bước tiếp theo của nhu cầu kinh phí"),
    "investment.contracted": _("Ghi hợp đồng đầu tư công nghệ thông tin"),
    "investment.year-committed": _("Cam kết phần trả năm sau của hợp đồng"),
    "investment.plan-kept": _("Ghi kế hoạch giai đoạn về công nghệ thông tin"),
    "investment.placed": _("Xếp nhu cầu, hệ thống vào kế hoạch giai đoạn"),
    "investment.figure-set": _("Gắn chỉ tiêu vào nhu cầu kinh phí"),
    "investment.figure-dropped": _("Bỏ chỉ tiêu khỏi nhu cầu kinh phí"),
    "investment.late-told": _("Báo quá hạn trong đầu tư công nghệ thông tin"),
    "investment.passed": _("Nhu cầu kinh phí chuyển sang nơi kế thừa"),
}
AUDIT_WORDS = {
    "need": _("nhu cầu"),
    "version": _("phương án"),
    "indicator": _("chỉ tiêu"),
    "step": _("bước"),
    "count": _("số"),
    "estimate": _("bản dự toán số"),
    "number": _("số quyết định, chứng từ"),
    "money": _("số tiền, đồng"),
    "deed": _("việc"),
    "source": _("nguồn"),
    "year": _("năm"),
}
