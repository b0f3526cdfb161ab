"""Đôn đốc bằng công văn: the draft of a letter that lists what a body owes.

From there it is a draft like any other: checked, signed, numbered, issued.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.law.queries import calendar
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop
from congvu.organisations.access import Seat
from congvu.organisations.queries import agency_on
from congvu.outgoing.actions import DraftWish, start_draft
from congvu.outgoing.rules.paper import OFFICIAL_LETTER
from congvu.reporting.access import late_returns
from congvu.reporting.actions.asking import refuse_marked
from congvu.reporting.formats.letter import LateReport, letter_fields
from congvu.reporting.models import ReportLetter, ReturnEvent
from congvu.reporting.queries import period_of_round, period_words

MOST_LISTED = 200
HAND_IN_WITHIN = 3
"""Working days that the letter asks for; whoever drafts may change it."""


def urge_by_letter(
    *,
    agency_id: UUID,
    signer_post_id: UUID | None,
    by: Seat,
    at: datetime,
    signing_basis: str = "",
) -> ReportLetter:
    """Begin the letter to one agency; the link to what it lists is kept."""
    on = local_date(at)
    body = agency_on(agency_id, on)
    late = late_returns(by, on=on).filter(agency=agency_id)
    rows = list(late.order_by("round__due_on", "pk")[:MOST_LISTED])
    if body is None or not rows:
        words = _("Cơ quan này không có báo cáo quá hạn nào mà anh/chị thu.")
        raise Refused([Reason(words, "agency")])
    reports = [
        LateReport(
            row.round.form.name,
            period_words(period_of_round(row.round, row.round.form.rhythm)),
            row.round.due_on,
        )
        for row in rows
    ]
    refuse_marked(texts=[one.form for one in reports], by=by, at=at)
    fields = letter_fields(
        reports,
        body=body.name,
        day=on,
        hand_in_by=calendar().add_working_days(on, HAND_IN_WITHIN),
    )
    wish = DraftWish(
        type_code=OFFICIAL_LETTER,
        # Kept as the office writes it, whatever language the drafter reads in.
        subject=gettext_noop("V/v đôn đốc nộp báo cáo định kỳ"),
        signer_post_id=signer_post_id,
        signing_basis=signing_basis,
    )
    with transaction.atomic():
        draft = start_draft(wish=wish, fields=fields, by=by, at=at)
        made = ReportLetter.objects.create(draft=draft, agency_id=body.id, at=at)
        made.returns.set(rows)
        ReturnEvent.objects.bulk_create(
            ReturnEvent(
                report=row,
                at=at,
                day=on,
                event="reporting.letter-drafted",
                actor=by.person_name,
                actor_post=by.acts_as,
            )
            for row in rows
        )
        data = {"reports": len(rows)}
        record("reporting.letter-drafted", by=by.actor, at=at, on=draft, data=data)
    return made
