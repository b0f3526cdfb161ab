"""Why a seat may not do something in the editor, and whom it asks instead."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from wagtail.models import Page

from congvu.organisations.access import Seat
from congvu.organisations.queries import agency_names_on, posts_on
from congvu.organisations.rules import Permission, Role
from congvu.portal.queries.sites_of_pages import agency_of_page

_MOST_NAMED = 3
_PUBLISHES = (Role.OFFICE_CHIEF, Role.LEADER)


def why_not_here(seat: Seat, page: Page | None) -> str:
    """In words: whose the page is, what the seat writes for, who does it."""
    agency = agency_of_page(page.path) if page is not None else None
    if page is None or agency is None:
        words = _(
            "Chỗ này không thuộc trang của %(own)s. Quay lại cây trang, chọn trang của "
            "cơ quan mình; cần hơn thì hỏi %(who)s."
        )
        return words % {
            "own": seat.agency_name,
            "who": _who(seat.agency_id, seat.on),
        }
    if agency != seat.agency_id:
        words = _(
            "“%(page)s” thuộc trang của %(agency)s; chức vụ đang chọn viết cho "
            "%(own)s. Cần sửa thì nhờ %(who)s, hoặc đổi sang chức vụ ở cơ quan ấy."
        )
        return words % {
            "page": page.get_admin_display_title(),
            "agency": agency_names_on([agency], seat.on).get(agency, ""),
            "own": seat.agency_name,
            "who": _who(agency, seat.on),
        }
    if not seat.can(Permission.PUBLISH_PORTAL):
        words = _(
            "“%(page)s”: biên tập viên viết, sửa và gửi duyệt; xuất bản, gỡ, xóa là "
            "của người duyệt. Gửi duyệt, hoặc nhờ %(who)s."
        )
        return words % {
            "page": page.get_admin_display_title(),
            "who": _who(agency, seat.on),
        }
    return _(
        "“%(page)s” được lập theo tổ chức bộ máy: việc này không làm được ở trang ấy."
    ) % {"page": page.get_admin_display_title()}


def _who(agency_id: UUID, on: date) -> str:
    """Who publishes for that site, by name and post."""
    posts = [
        one
        for one in posts_on(on, agency_id=agency_id)
        if one.role in _PUBLISHES and one.person_name
    ]
    posts.sort(key=lambda one: _PUBLISHES.index(Role(one.role)))
    named = [f"{one.person_name} ({one.name})" for one in posts[:_MOST_NAMED]]
    return ", ".join(named) or _("người duyệt của cơ quan ấy")
