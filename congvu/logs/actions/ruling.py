"""Rules that the centre loads: read, tried on the last day, only then switched on."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.refusals import Reason, Refused
from congvu.logs.formats import Rules, Unreadable, read_rules, shipped_rules
from congvu.logs.models import DetectionRule, LogEvent
from congvu.logs.queries.detecting import event_of
from congvu.logs.rules import LONGEST_NAME, facts_of
from congvu.organisations.access import Seat

MOST_TRIED = 50_000
"""Lines of the last day, the newest, that a rule is tried on."""
MOST_RULES = 500
_SLOWEST = 0.000_2
"""Seconds a line; five thousand of them come in one."""
_FEW = 200
_LARGEST_SHARE = 0.5


@transaction.atomic
def add_rule(*, text: str, by: Seat, at: datetime) -> DetectionRule:
    """Of a file that cannot be read, or would meet every line, nothing is kept."""
    found = _read(text)
    shipped = {one.id for one in shipped_rules().all}
    digest = sha256(text.encode()).hexdigest()
    reasons = []
    if shipped & {one.id for one in found.all}:
        reasons.append(Reason(_("Quy tắc này đã có trong bộ đi kèm."), "file"))
    if DetectionRule.objects.filter(digest=digest).exists():
        reasons.append(Reason(_("Tệp này đã nạp."), "file"))
    if DetectionRule.objects.count() >= MOST_RULES:
        reasons.append(Reason(_("Đã có 500 tệp quy tắc; bỏ bớt trước."), "file"))
    if reasons:
        raise Refused(reasons)
    made = DetectionRule.objects.create(
        title=found.all[0].title[:LONGEST_NAME],
        text=text,
        digest=digest,
        made_at=at,
        made_by=by.person_name[:80],
    )
    _log("logs.rule-added", made, by, at)
    return made


@transaction.atomic
def try_rule(*, rule_id: UUID, by: Seat, at: datetime) -> DetectionRule:
    """How many of the last day's lines it would have met, and whether it is quick."""
    found = DetectionRule.objects.select_for_update().get(pk=rule_id)
    detections = _read(found.text).detections
    rows = LogEvent.objects.filter(received_at__gte=at - timedelta(days=1))
    lines = met = 0
    spent = 0.0
    for one in rows.order_by("-received_at", "-id").defer("terms")[:MOST_TRIED]:
        facts = facts_of(event_of(one))
        began = time.perf_counter()
        met += any(rule.matches(facts) for rule in detections)
        spent += time.perf_counter() - began
        lines += 1
    if lines >= _FEW and spent / lines > _SLOWEST:
        raise Refused([_("Quy tắc quá chậm: hơn 0,2 ms một dòng.")])
    if lines >= _FEW and met / lines > _LARGEST_SHARE:
        words = _("Quy tắc khớp %(met)d trong %(lines)d dòng đã thử: quá rộng.")
        raise Refused([words % {"met": met, "lines": lines}])
    found.tried_at, found.tried_lines, found.tried_met = at, lines, met
    found.save(update_fields=["tried_at", "tried_lines", "tried_met"])
    _log("logs.rule-tried", found, by, at, matched=met, lines=lines)
    return found


@transaction.atomic
def switch_rule(*, rule_id: UUID, is_on: bool, by: Seat, at: datetime) -> DetectionRule:
    """The loader sees it within seconds."""
    found = DetectionRule.objects.select_for_update().get(pk=rule_id)
    if is_on and found.tried_at is None:
        raise Refused([_("Chạy thử quy tắc trên nhật ký một ngày qua trước khi bật.")])
    found.is_on = is_on
    found.save(update_fields=["is_on"])
    _log("logs.rule-on" if is_on else "logs.rule-off", found, by, at)
    return found


def _read(text: str) -> Rules:
    try:
        return read_rules(text)
    except Unreadable as why:
        raise Refused([Reason(_(why.words) % why.given, "file")]) from why


def _log(
    event: str, found: DetectionRule, by: Seat, at: datetime, **told: object
) -> None:
    record(event, by=by.actor, at=at, on=found, data={"rule": found.title, **told})
