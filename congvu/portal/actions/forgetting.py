"""What is kept no longer than it is needed: contacts, what nobody confirmed, marks."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from congvu.audit.actions import record
from congvu.audit.rules import SYSTEM
from congvu.law.queries import rule
from congvu.lib.dates import local_date
from congvu.portal.models import PublicQuestion, QuestionContact, SendingCount, Tracking
from congvu.portal.rules.questions import OVER, QuestionState, code_digest


@transaction.atomic
def forget_unconfirmed(*, at: datetime) -> int:
    """Who never followed the link in the mail is forgotten whole."""
    on = local_date(at)
    days = rule("asking", "confirm", on).number("days") or 7
    rows = PublicQuestion.objects.filter(
        state=QuestionState.UNCONFIRMED, received_at__lt=at - timedelta(days=days)
    )
    gone = list(rows.select_for_update())
    digests = [code_digest(one.code) for one in gone]
    Tracking.objects.filter(code_digest__in=digests).delete()
    PublicQuestion.objects.filter(pk__in=[one.pk for one in gone]).delete()
    return len(gone)


@transaction.atomic
def forget_contacts(*, at: datetime) -> int:
    """Some months after the end nobody can be told anything any more."""
    on = local_date(at)
    months = rule("asking", "contact", on).number("months") or 6
    rows = QuestionContact.objects.filter(
        question__state__in=OVER,
        question__ended_at__lt=at - timedelta(days=30 * months),
    )
    count, _each = rows.delete()
    if count:
        record("portal.contacts-forgotten", by=SYSTEM, at=at, data={"count": count})
    return count


def forget_counts(*, at: datetime) -> int:
    """Yesterday's marks of senders say nothing today."""
    count, _each = SendingCount.objects.filter(day__lt=local_date(at)).delete()
    return count
