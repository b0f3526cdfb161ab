"""What is kept about everything the public reads: Dublin Core, by kind. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from congvu.lib.text import gettext_noop as _

_TERMS = "http://purl.org/dc/terms/"
ARTICLES, PAPERS, ANSWERS, DRAFTS = "bai-viet", "van-ban", "hoi-dap", "lay-y-kien"
ITEM_NAMES = {
    ARTICLES: _("bài viết, trang trong chuyên mục"),
    PAPERS: _("văn bản"),
    ANSWERS: _("câu trả lời"),
    DRAFTS: _("dự thảo lấy ý kiến"),
}
_ALL = (ARTICLES, PAPERS, ANSWERS, DRAFTS)


@dataclass(frozen=True)
class Term:
    """One element: its name in Dublin Core, what it says, what has it, an example."""

    name: str
    words: str
    held_by: tuple[str, ...]
    example: str

    @property
    def uri(self) -> str:
        return f"{_TERMS}{self.name}"


# As the heads of pages say them; a test reads pages and compares.
TERMS = (
    Term("title", _("Tiêu đề, trích yếu"), _ALL, _("Trồng rừng năm 2026")),
    Term("creator", _("Tác giả, cơ quan ban hành, nơi trả lời"), _ALL, _("UBND tỉnh")),
    Term("publisher", _("Trang công bố"), _ALL, _("Cổng thông tin điện tử tỉnh")),
    Term("subject", _("Lĩnh vực, từ khóa"), _ALL, _("Nông nghiệp")),
    Term("description", _("Tóm tắt"), (ARTICLES, PAPERS), _("Kế hoạch 12/KH-UBND")),
    Term("date", _("Ngày ban hành, ngày đăng"), _ALL, "2026-07-01"),
    Term("valid", _("Thời gian có hiệu lực"), (PAPERS,), "2026-07-01/2027-12-31"),
    Term("type", _("Loại"), _ALL, _("Kế hoạch")),
    Term("format", _("Định dạng"), _ALL, "application/pdf"),
    Term("identifier", _("Địa chỉ không đổi"), _ALL, "/van-ban/…/"),
    Term("language", _("Ngôn ngữ"), _ALL, "vi"),
)
