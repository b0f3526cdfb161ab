"""What happens by itself with letters of certain senders, as a registry says."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.documents import queries as incoming
from congvu.documents.actions import register_incoming
from congvu.documents.models import IntakeItem, RegisterEntry
from congvu.documents.rules import IntakeState
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.mailboxes.actions.taking_letters import put_aside, take_by_rule
from congvu.mailboxes.models import BoxLetter, LetterRule
from congvu.mailboxes.queries.letters import rules_held
from congvu.mailboxes.rules.findings import Verdict
from congvu.mailboxes.rules.letters import LetterState, RuleDoes, rule_for
from congvu.organisations.access import NoSeat, Seat, seat_of_post
from congvu.organisations.rules import Permission

MOST_AT_ONCE = 100
_SENDER = re.compile(r"([^@\s]+@)?[a-z0-9-]+(\.[a-z0-9-]+)+")


@transaction.atomic
def add_letter_rule(
    *, sender: str, phrase: str, does: str, valid_from: date, by: Seat, at: datetime
) -> LetterRule:
    """From today or later; the same words of the same sender have one rule a day."""
    who, words = nfc(sender).lower().lstrip("@"), nfc(phrase)
    reasons = _right_reasons(by)
    if not _SENDER.fullmatch(who) or len(who) > 254:
        said = _("Ghi một địa chỉ thư hoặc một tên miền, như so.gov.vn.")
        reasons.append(Reason(said, "sender"))
    if len(words) > 100:
        reasons.append(Reason(_("Dài quá 100 ký tự."), "phrase"))
    if does not in set(RuleDoes):
        reasons.append(Reason(_("Chọn cách xử lý."), "does"))
    if valid_from < local_date(at):
        reasons.append(Reason(_("Từ hôm nay hoặc một ngày sau."), "valid_from"))
    held = LetterRule.objects.filter(agency=by.agency_id, sender=who, phrase=words)
    if held.exclude(valid_until__lte=valid_from).exists():
        said = _("Đã có quy tắc cho nơi gửi và cụm từ này; ghi hết hiệu lực trước.")
        reasons.append(Reason(said, "sender"))
    if reasons:
        raise Refused(reasons)
    rule: LetterRule = LetterRule.objects.create(
        agency_id=by.agency_id,
        sender=who,
        phrase=words,
        does=does,
        post_id=by.post_id,
        valid_from=valid_from,
        set_at=at,
        set_by=by.person_name,
    )
    record(
        "mailboxes.letter-rule-added",
        by=by.actor,
        at=at,
        on=rule,
        data={"sender": who, "phrase": words, "does": does},
    )
    return rule


@transaction.atomic
def end_letter_rule(*, rule_id: UUID, by: Seat, at: datetime) -> LetterRule:
    """From today on; what it did stays done."""
    reasons = _right_reasons(by)
    rows = LetterRule.objects.select_for_update().filter(agency=by.agency_id)
    rule: LetterRule | None = rows.filter(pk=rule_id).first()
    today = local_date(at)
    if rule is None:
        raise Refused([*reasons, Reason(_("Không có quy tắc này."))])
    if rule.valid_until is not None and rule.valid_until <= today:
        reasons.append(Reason(_("Quy tắc này đã hết hiệu lực.")))
    if reasons:
        raise Refused(reasons)
    # Of one that has not held for a day the day before is written: a period has one.
    rule.valid_from = min(rule.valid_from, today - timedelta(days=1))
    rule.valid_until, rule.ended_by = today, by.person_name
    rule.save(update_fields=["valid_from", "valid_until", "ended_by"])
    record(
        "mailboxes.letter-rule-ended",
        by=by.actor,
        at=at,
        on=rule,
        data={"sender": rule.sender, "phrase": rule.phrase},
    )
    return rule


def _right_reasons(by: Seat) -> list[Reason]:
    if by.can(Permission.REGISTER):
        return []
    return [Reason(_("Chức vụ này không có quyền vào sổ."))]


# -- carried out


def carry_out_rules(*, letter_id: UUID, by: Actor, at: datetime) -> BoxLetter:
    """A letter that was just read, from whom it names: what a rule says is done. Once:
    the last that happens to a letter by itself is that it is known to be done."""
    letter = _carry_out(letter_id, by, at)
    letter.treated_at = at
    letter.save(update_fields=["treated_at"])
    return letter


def _carry_out(letter_id: UUID, by: Actor, at: datetime) -> BoxLetter:
    letter = BoxLetter.objects.select_related("file", "item").get(pk=letter_id)
    is_sure = letter.verdict == Verdict.SURE and not letter.is_spam
    if letter.state != LetterState.WAITING or letter.file is None or not is_sure:
        return letter
    held = rules_held(letter.agency_id, local_date(at))
    found = rule_for(held, letter.from_address, letter.subject)
    if found is None:
        return letter
    rule = LetterRule.objects.get(pk=found.id)
    try:
        if found.does == RuleDoes.IGNORE:
            with override("vi"):
                words = _("Theo quy tắc về %(sender)s.") % {"sender": rule.sender}
            put_aside(letter_id=letter.pk, reason=words, by=by, who=rule.set_by, at=at)
        else:
            take_by_rule(letter=letter, rule=rule, by=by, at=at)
    except Refused:
        # It waits for a person, as without the rule.
        return letter
    letter.refresh_from_db()
    return letter


def register_by_rules(*, at: datetime) -> list[RegisterEntry]:
    """What a rule lets in by itself and now lies read at the door, with nothing to ask:
    entered in the name of the post that set the rule. What cannot be is left to the
    clerk, who sees it at the door, and why: it is not asked about again."""
    waiting = BoxLetter.objects.filter(
        state=LetterState.TAKEN,
        rule__does=RuleDoes.REGISTER,
        item__state=IntakeState.READY,
        left_at=None,
    ).select_related("rule")
    done = []
    for letter in waiting.order_by("id")[:MOST_AT_ONCE]:
        try:
            entry = _register(letter, at)
        except Refused:
            entry = None
        if entry is None:
            letter.left_at = at
            letter.save(update_fields=["left_at"])
        else:
            done.append(entry)
    return done


def _register(letter: BoxLetter, at: datetime) -> RegisterEntry | None:
    if letter.rule is None or letter.item_id is None:
        return None
    try:
        seat = seat_of_post(letter.rule.post_id, local_date(at))
    except NoSeat:
        return None
    items = IntakeItem.objects.filter(pk=letter.item_id, agency=seat.agency_id)
    today = incoming.Lists.of(local_date(at))
    rows = items.select_related("file", "document")
    line = next(iter(incoming.proposed(rows, today, at=at)), None)
    if line is None or not line.is_ready:
        return None
    return register_incoming(
        paper=incoming.paper_proposed(line.proposal),
        arrived_at=letter.arrived_at,
        by=seat,
        at=at,
        item_id=line.item.id,
        channel="mail",
        looked_at=False,
    )
