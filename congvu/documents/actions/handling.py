"""An office sets its own days and steps of reminding, from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.actions.entries import permission_reasons
from congvu.documents.models import HandlingRules
from congvu.law.rules import Step, When
from congvu.lib.dates import LATEST, local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.models import Agency
from congvu.organisations.rules import Permission

MOST_DAYS = 60
LONGEST_BASIS = 150


@transaction.atomic
def set_handling_rules(
    *,
    working_days: int,
    steps: Sequence[Step],
    basis: str,
    valid_from: date,
    by: Seat,
    at: datetime,
) -> HandlingRules:
    """From that day on these count, and those before them end.

    Never for a day that is over: papers were judged by the rules of their day.
    """
    # One at a time: two new sets must not both end the same one.
    Agency.objects.select_for_update().get(pk=by.agency_id)
    reasons = permission_reasons(by, Permission.EDIT_HANDLING)
    reasons += _value_reasons(working_days, steps, nfc(basis))
    reasons += _day_reasons(by, valid_from, local_date(at))
    if reasons:
        raise Refused(reasons)
    earlier = HandlingRules.objects.filter(
        agency=by.agency_id, valid_from__lt=valid_from
    ).order_by("-valid_from")[:1]
    for row in earlier:
        row.valid_until = valid_from
        row.save(update_fields=["valid_until"])
    row, _made = HandlingRules.objects.update_or_create(
        agency_id=by.agency_id,
        valid_from=valid_from,
        defaults={
            "valid_until": None,
            "working_days": working_days,
            "steps": [each.as_json() for each in steps],
            "basis": nfc(basis),
            "set_by": by.person_name,
            "set_at": at,
        },
    )
    record(
        "documents.handling-rules-set",
        by=by.actor,
        at=at,
        on=row,
        agency_id=by.agency_id,
        data={
            "valid_from": valid_from,
            "working_days": working_days,
            "basis": nfc(basis),
        },
    )
    return row


def _value_reasons(
    working_days: int, steps: Sequence[Step], basis: str
) -> list[Reason]:
    reasons = []
    if not 1 <= working_days <= MOST_DAYS:
        words = _("Số ngày làm việc từ 1 đến %(most)d.") % {"most": MOST_DAYS}
        reasons.append(Reason(words, "working_days"))
    for each in steps:
        if each.when != When.DUE and not 1 <= each.days <= MOST_DAYS:
            words = _("Số ngày làm việc từ 1 đến %(most)d.") % {"most": MOST_DAYS}
            reasons.append(Reason(words, f"days_{each.key}"))
        if not each.to:
            reasons.append(Reason(_("Chọn ít nhất một nơi nhắc."), f"to_{each.key}"))
    after = [each.days for each in steps if each.when == When.AFTER]
    if sorted(set(after)) != after:
        words = _("Các lần nhắc quá hạn phải muộn dần.")
        last = [each.key for each in steps if each.when == When.AFTER][-1]
        reasons.append(Reason(words, f"days_{last}"))
    if not basis:
        words = _("Ghi căn cứ, ví dụ số, ký hiệu và điều của quy chế.")
        reasons.append(Reason(words, "basis"))
    elif len(basis) > LONGEST_BASIS:
        words = _("Dài quá %(most)d ký tự.") % {"most": LONGEST_BASIS}
        reasons.append(Reason(words, "basis"))
    return reasons


def _day_reasons(by: Seat, valid_from: date, today: date) -> list[Reason]:
    if not today <= valid_from <= LATEST:
        return [Reason(_("Chỉ áp dụng được từ hôm nay trở đi."), "valid_from")]
    later = (
        HandlingRules.objects.filter(agency=by.agency_id, valid_from__gt=valid_from)
        .order_by("-valid_from")
        .values_list("valid_from", flat=True)
        .first()
    )
    if later is None:
        return []
    words = _("Đã có quy định áp dụng từ %(day)s; chọn ngày đó hoặc ngày sau đó.")
    return [Reason(words % {"day": f"{later:%d/%m/%Y}"}, "valid_from")]
