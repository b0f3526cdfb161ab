"""Đôn đốc bằng công văn: the draft of a letter that lists what a body is late with.

From there it is a draft like any other: checked, signed, numbered, issued.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.duties.access import late_by_agency
from congvu.duties.actions.asking import refuse_marked
from congvu.duties.actions.history import line
from congvu.duties.formats.letter import LateTask, letter_fields
from congvu.duties.models import DutyEvent, DutyLetter
from congvu.law.queries import calendar
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop
from congvu.organisations.access import Seat
from congvu.organisations.queries import agency_on
from congvu.outgoing.actions import DraftWish, start_draft
from congvu.outgoing.rules.paper import OFFICIAL_LETTER

MOST_LISTED = 200
ANSWER_WITHIN = 5
"""Working days that the letter asks for an answer in; whoever drafts may change it."""


def urge_by_letter(
    *,
    agency_id: UUID,
    signer_post_id: UUID | None,
    by: Seat,
    at: datetime,
    signing_basis: str = "",
) -> DutyLetter:
    """Begin the letter to one agency; the link to what it lists is kept."""
    on = local_date(at)
    body = agency_on(agency_id, on)
    late = late_by_agency(by, on=on).filter(share__agency=agency_id)
    rows = list(
        late.select_related("share__duty__paper").order_by("deadline", "share_id")[
            :MOST_LISTED
        ]
    )
    if body is None or not rows:
        words = _("Cơ quan này không có nhiệm vụ quá hạn nào mà anh/chị theo dõi.")
        raise Refused([Reason(words, "agency")])
    tasks = []
    for row in rows:
        duty = row.share.duty
        paper = f"{duty.paper.type_name} {duty.paper.symbol}" if duty.paper else ""
        tasks.append(LateTask(duty.title, paper.strip(), row.deadline or on))
    fields = letter_fields(
        tasks,
        late=late.count(),
        body=body.name,
        day=on,
        answer_by=calendar().add_working_days(on, ANSWER_WITHIN),
    )
    refuse_marked(texts=[task.title for task in tasks], by=by, at=at)
    wish = DraftWish(
        type_code=OFFICIAL_LETTER,
        # Kept as the office writes it, whatever language the drafter reads in.
        subject=gettext_noop("V/v đôn đốc thực hiện nhiệm vụ quá hạn"),
        signer_post_id=signer_post_id,
        signing_basis=signing_basis,
    )
    with transaction.atomic():
        draft = start_draft(wish=wish, fields=fields, by=by, at=at)
        made = DutyLetter.objects.create(draft=draft, agency_id=body.id, at=at)
        made.shares.set([row.share for row in rows])
        DutyEvent.objects.bulk_create(
            line(
                event="duties.letter-drafted",
                duty=row.share.duty,
                share=row.share,
                by=by,
                at=at,
            )
            for row in rows
        )
        data = {"shares": len(rows)}
        record("duties.letter-drafted", by=by.actor, at=at, on=draft, data=data)
    return made
