"""What of licences is told to whom, said as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.lib.text import gettext_noop as _
from congvu.licences.access import keeps, read_rights
from congvu.licences.rules import TOLD_BEFORE_DAYS
from congvu.notices.rules import Kind, Mailing, NoticeLike, Told, kinds
from congvu.organisations.access import Seat


def tell_ending_rights(
    seat: Seat, notices: Sequence[NoticeLike]
) -> Mapping[UUID, Told]:
    """Those that still end soon: a later end, or the end itself, takes the notice away;
    one query.
    """
    rows = read_rights(seat).filter(
        pk__in={n.target_id for n in notices},
        ends_on__gt=seat.on,
        ends_on__lte=seat.on + timedelta(days=TOLD_BEFORE_DAYS),
    )
    found = {row.pk: row for row in rows.select_related("product")}
    told = {}
    for notice in notices:
        one = found.get(notice.target_id)
        if one is None or one.ends_on is None or not keeps(seat):
            continue
        told[notice.id] = Told(
            words=gettext("Quyền sử dụng phần mềm sắp hết hạn: %(day)s")
            % {"day": f"{one.ends_on:%d/%m/%Y}"},
            subject=one.product.full_name,
            url=reverse("licences:right", args=[one.pk]),
        )
    return told


kinds(
    Kind(
        "licences.ending",
        _("Bản quyền: quyền sử dụng sắp hết hạn"),
        tell_ending_rights,
        mail=Mailing.DIGEST,
    ),
)
