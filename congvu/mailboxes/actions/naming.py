"""The domain and the rule that gives addresses, from a day on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean
from congvu.mailboxes.actions.reports import take_reports
from congvu.mailboxes.models import MailDomain, NamingRule
from congvu.mailboxes.rules import (
    QUOTA_LEAST,
    QUOTA_MOST,
    Collision,
    Naming,
    pattern_faults,
)

_FIELDS = {
    "person": "person_pattern",
    "seat": "seat_pattern",
    "agency": "agency_pattern",
    "domain": "domain",
}


@dataclass(frozen=True)
class RuleData:
    """What is typed about a rule."""

    domain: str
    valid_from: date
    person_pattern: str = "ten.hodem.donvi"
    seat_pattern: str = "ghe.donvi"
    agency_pattern: str = "donvi"
    collision: Collision = Collision.NAMES
    person_quota_mb: int = 2048
    seat_quota_mb: int = 8192
    grace_days: int = 30
    is_automatic: bool = True
    legal_basis: str = ""

    def naming(self) -> Naming:
        return Naming(
            domain=self.domain.strip().lower(),
            person=self.person_pattern.strip().lower(),
            seat=self.seat_pattern.strip().lower(),
            agency=self.agency_pattern.strip().lower(),
            collision=Collision(self.collision),
        )


def rule_reasons(data: RuleData) -> list[Reason]:
    """Why this cannot be a rule; all of it."""
    reasons = [Reason(_(why), _FIELDS[at]) for at, why in pattern_faults(data.naming())]
    for field in ("person_quota_mb", "seat_quota_mb"):
        if not QUOTA_LEAST <= getattr(data, field) <= QUOTA_MOST:
            said = _("Dung lượng từ %(least)d đến %(most)d MB.")
            given = {"least": QUOTA_LEAST, "most": QUOTA_MOST}
            reasons.append(Reason(said % given, field))
    if not 0 <= data.grace_days <= 366:
        reasons.append(Reason(_("Số ngày chuyển tiếp từ 0 đến 366."), "grace_days"))
    return reasons


@transaction.atomic
def set_rule(*, data: RuleData, by: Actor, at: datetime) -> NamingRule:
    """From its day on; the rule before it ends that day. Addresses that were given
    stay as they are.
    """
    reasons = rule_reasons(data)
    later = NamingRule.objects.select_for_update().filter(
        valid_from__gte=data.valid_from
    )
    if later.exists():
        words = _("Đã có quy tắc từ ngày ấy hoặc sau ngày ấy; chọn ngày muộn hơn.")
        reasons.append(Reason(words, "valid_from"))
    if reasons:
        raise Refused(reasons)
    naming = data.naming()
    domain, _made = MailDomain.objects.get_or_create(
        name=naming.domain, defaults={"valid_from": data.valid_from}
    )
    NamingRule.objects.filter(valid_until__isnull=True).update(
        valid_until=data.valid_from
    )
    rule = NamingRule.objects.create(
        domain=domain,
        person_pattern=naming.person,
        seat_pattern=naming.seat,
        agency_pattern=naming.agency,
        collision=naming.collision,
        person_quota_mb=data.person_quota_mb,
        seat_quota_mb=data.seat_quota_mb,
        grace_days=data.grace_days,
        is_automatic=data.is_automatic,
        legal_basis=clean(data.legal_basis)[:200],
        valid_from=data.valid_from,
        set_at=at,
        set_by=by.name[:80],
    )
    record(
        "mailboxes.rule-set",
        by=by,
        at=at,
        on=rule,
        data={
            "domain": naming.domain,
            "pattern": naming.person,
            "from": data.valid_from.isoformat(),
        },
    )
    take_reports(on=local_date(at), by=by, at=at)
    return rule
