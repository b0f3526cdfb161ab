"""Which unit answers for an agency, and whether for the whole province."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.organisations.queries import units_on
from congvu.support.access import keeps_desk
from congvu.support.models import SupportDesk


@transaction.atomic
def set_desk(
    *, unit_id: UUID | None, for_all: bool, by: Seat, at: datetime
) -> SupportDesk | None:
    """None: the agency's administrators answer. Only the province's own administrator
    says which desk answers for all; the one that did before then does no more.
    """
    units = {one.id: one.name for one in units_on(by.agency_id, by.on)}
    reasons = []
    if not keeps_desk(by):
        reasons.append(Reason(_("Chức vụ này không đặt bộ phận hỗ trợ.")))
    if unit_id is not None and unit_id not in units:
        reasons.append(Reason(_("Chọn đơn vị của cơ quan."), "unit"))
    if for_all and not by.is_central:
        words = _("Bộ phận trả lời cho cả tỉnh do quản trị của tỉnh đặt.")
        reasons.append(Reason(words, "for_all"))
    if for_all and unit_id is None:
        words = _("Chọn đơn vị trả lời cho cả tỉnh.")
        reasons.append(Reason(words, "unit"))
    if reasons:
        raise Refused(reasons)
    rows = SupportDesk.objects.select_for_update()
    list(rows.order_by("pk"))  # few; held so that two do not both become the one
    if for_all:
        rows.exclude(agency=by.agency_id).filter(for_all=True).update(for_all=False)
    made = None
    if unit_id is None:
        rows.filter(agency=by.agency_id).delete()
    else:
        values = {"unit_id": unit_id, "for_all": for_all}
        made, _new = SupportDesk.objects.update_or_create(
            agency_id=by.agency_id, defaults=values
        )
    record(
        "support.desk-set",
        by=by.actor,
        at=at,
        on=made,
        agency_id=by.agency_id,
        data={"unit": units[unit_id] if unit_id else "", "for_all": for_all},
    )
    return made
