"""The seventeen sections a site has, in the order of the checklist; what leads to them.

Their slugs never change: people keep addresses, and so do search engines.
"""

from __future__ import annotations

from dataclasses import dataclass

from congvu.lib.text import gettext_noop as _


@dataclass(frozen=True)
class Section:
    """One section: its number in the checklist, its address, its name in Vietnamese."""

    code: int
    slug: str
    name: str


SECTIONS: tuple[Section, ...] = (
    Section(1, "bo-may", _("Bộ máy, chức năng, nhiệm vụ")),
    Section(2, "lanh-dao", _("Lãnh đạo và cán bộ đầu mối")),
    Section(3, "van-ban", _("Văn bản")),
    Section(4, "chi-dao-dieu-hanh", _("Chỉ đạo, điều hành")),
    Section(5, "thu-tuc-hanh-chinh", _("Thủ tục hành chính")),
    Section(6, "pho-bien-phap-luat", _("Phổ biến pháp luật, hướng dẫn chính sách")),
    Section(7, "quy-hoach-ke-hoach", _("Chiến lược, quy hoạch, kế hoạch")),
    Section(8, "dau-tu-dau-thau", _("Dự án, đấu thầu, mua sắm công")),
    Section(9, "dich-vu-truc-tuyen", _("Dịch vụ trực tuyến")),
    Section(10, "lay-y-kien", _("Lấy ý kiến dự thảo")),
    Section(11, "hoi-dap", _("Hỏi đáp, phản ánh, kiến nghị")),
    Section(12, "khoa-hoc", _("Chương trình, đề tài khoa học")),
    Section(13, "thong-ke-tai-chinh", _("Thống kê, tài chính công khai")),
    Section(14, "tin-tuc", _("Tin tức, sự kiện")),
    Section(15, "danh-gia", _("Đánh giá cổng, lượt truy cập")),
    Section(16, "du-lieu-mo", _("Dữ liệu mở")),
    Section(17, "sieu-du-lieu", _("Mô tả dữ liệu")),
)
BY_CODE: dict[int, Section] = {section.code: section for section in SECTIONS}


@dataclass(frozen=True)
class Door:
    """One word of the navigation and the sections it leads to, the first first."""

    name: str
    codes: tuple[int, ...]


DOORS: tuple[Door, ...] = (
    Door(_("Bộ máy"), (1, 2)),
    Door(_("Chỉ đạo, điều hành"), (4,)),
    Door(_("Văn bản"), (3, 6)),
    Door(_("Thủ tục hành chính"), (5, 9)),
    Door(_("Tin tức"), (14,)),
    Door(_("Quy hoạch, đầu tư"), (7, 8, 12)),
    Door(_("Công khai"), (13, 16, 17, 15)),
    Door(_("Hỏi và góp ý"), (11, 10)),
)


def door_of(code: int) -> Door:
    """The word of the navigation that a section lies behind."""
    return next(door for door in DOORS if code in door.codes)


# A site in English has what is owed in English; the province's also what strangers
# come for: how a thing is asked for, and news.
_IN_ENGLISH = (1, 2)
_OF_THE_PROVINCE_IN_ENGLISH = (1, 2, 5, 14)


def sections_in(language: str, *, of_province: bool) -> tuple[int, ...]:
    """The numbers of the sections that a site has in a language."""
    if language == "vi":
        return tuple(BY_CODE)
    return _OF_THE_PROVINCE_IN_ENGLISH if of_province else _IN_ENGLISH
