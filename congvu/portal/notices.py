"""What the portal tells its editors, said as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, Mailing, NoticeLike, Told, kinds
from congvu.organisations.access import Seat
from congvu.portal.access import meter_agencies
from congvu.portal.rules import BY_CODE


def tell_sections(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """Of a site the seat answers for no more it is not told."""
    seen = meter_agencies(seat)
    told = {}
    for notice in notices:
        codes = str(notice.detail.get("codes", "")).split()
        if notice.target_id not in seen or not codes:
            continue
        told[notice.id] = Told(
            words=gettext("Mục trên cổng cần bổ sung, cập nhật"),
            subject=", ".join(gettext(BY_CODE[int(code)].name) for code in codes),
            url=reverse("portal:meter-site", args=[notice.target_id]),
        )
    return told


kinds(
    Kind(
        "portal.sections",
        _("Cổng thông tin: mục thiếu, chậm, lâu chưa cập nhật"),
        tell_sections,
        mail=Mailing.DIGEST,
        is_work=True,
    )
)
