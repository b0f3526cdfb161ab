"""Whom to call: kept, and looked at again every year."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.incidents.actions.saying import length_reasons, needed_reasons, tidy
from congvu.incidents.models import IncidentContact
from congvu.incidents.rules import (
    CONTACT_ROLE_NAMES,
    LONGEST_LINE,
    ContactRole,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.systems.access import keeps

LONGEST_ADDRESS = 254


@transaction.atomic
def keep_contact(
    *, role: str, name: str, phone: str, email: str, by: Seat, at: datetime
) -> IncidentContact:
    """Of one's own agency; kept again unchanged, it was looked at that day."""
    name, phone, email = tidy(name), tidy(phone), tidy(email)
    reasons = []
    if not keeps(by):
        reasons.append(Reason(_("Đầu mối do quản trị của cơ quan ghi.")))
    if role not in set(CONTACT_ROLE_NAMES):
        reasons.append(Reason(_("Chọn vai trò."), "role"))
    reasons += needed_reasons(name, "name", _("Ghi họ tên."), LONGEST_LINE)
    reasons += needed_reasons(phone, "phone", _("Ghi số điện thoại."), 40)
    if phone and sum(one.isdigit() for one in phone) < 3:
        reasons.append(Reason(_("Ghi số điện thoại."), "phone"))
    reasons += length_reasons(email, "email", LONGEST_ADDRESS)
    if email:
        try:
            validate_email(email)
        except ValidationError:
            reasons.append(Reason(_("Địa chỉ thư điện tử không đúng."), "email"))
    if reasons:
        raise Refused(reasons)
    made, _new = IncidentContact.objects.update_or_create(
        agency_id=by.agency_id,
        role=role,
        defaults={
            "name": name,
            "phone": phone,
            "email": email,
            "checked_on": local_date(at),
            "checked_by": by.person_name[:80],
        },
    )
    record(
        "incidents.contact-kept",
        by=by.actor,
        at=at,
        on=made,
        agency_id=made.agency_id,
        data={"contact": f"{CONTACT_ROLE_NAMES[ContactRole(role)]}: {name}"},
    )
    return made
