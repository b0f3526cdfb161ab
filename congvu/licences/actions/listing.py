"""Open products that staff put beside the ministry's list, and take away again."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.licences.models import OwnListing
from congvu.licences.rules import CATEGORY_NAMES
from congvu.organisations.access import Seat


@transaction.atomic
def add_own_listing(
    *,
    category: str,
    name: str,
    versions: str = "",
    basis: str,
    since: date | None,
    by: Seat,
    at: datetime,
) -> OwnListing:
    """With its basis, because from that day on buying past it needs a reason."""
    name, basis, reasons = nfc(name), nfc(basis), []
    if category not in CATEGORY_NAMES:
        reasons.append(Reason(_("Chọn nhóm phần mềm."), "category"))
    if not name:
        reasons.append(Reason(_("Ghi tên sản phẩm."), "name"))
    if not basis:
        words = _("Ghi căn cứ: văn bản nào, hay đáp ứng tiêu chí nào.")
        reasons.append(Reason(words, "basis"))
    if since is None:
        reasons.append(Reason(_("Ghi ưu tiên từ ngày nào."), "since"))
    rows = OwnListing.objects.filter(category=category, name__iexact=name, until=None)
    if name and rows.exists():
        reasons.append(Reason(_("Sản phẩm này đang được ưu tiên."), "name"))
    if reasons or since is None:
        raise Refused(reasons)
    made = OwnListing.objects.create(
        category=category,
        name=name,
        versions=nfc(versions),
        basis=basis,
        since=since,
        added_at=at,
        added_by=by.person_name,
    )
    record(
        "licences.listed",
        by=by.actor,
        at=at,
        on=made,
        agency_id=by.agency_id,
        data={"product": name, "category": category},
    )
    return made


@transaction.atomic
def end_own_listing(
    *, listing_id: UUID, until: date | None, by: Seat, at: datetime
) -> OwnListing:
    """From ``until`` on it is preferred no more; what was bought before is judged as
    it was.
    """
    found = OwnListing.objects.select_for_update().get(pk=listing_id)
    reasons = []
    if found.until is not None:
        reasons.append(Reason(_("Sản phẩm này đã thôi ưu tiên.")))
    if until is None or until <= found.since:
        words = _("Ngày thôi ưu tiên phải sau ngày bắt đầu, %(day)s.")
        reasons.append(Reason(words % {"day": f"{found.since:%d/%m/%Y}"}, "until"))
    if reasons:
        raise Refused(reasons)
    found.until = until
    found.save(update_fields=["until"])
    record(
        "licences.unlisted",
        by=by.actor,
        at=at,
        on=found,
        agency_id=by.agency_id,
        data={"product": found.name},
    )
    return found
