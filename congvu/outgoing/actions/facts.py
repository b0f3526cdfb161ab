"""What a draft is, put down anew: type, whose name it bears, how urgent, by when."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.outgoing import queries
from congvu.outgoing.actions.drafting import edit_reasons, save_any
from congvu.outgoing.actions.drafts import locked_draft
from congvu.outgoing.models import DraftVersion
from congvu.outgoing.queries import DraftFacts


@transaction.atomic
def change_facts(
    *, draft_id: UUID, facts: DraftFacts, by: Seat, at: datetime
) -> DraftVersion:
    """A new version: symbol, name and the lines above the signer's name follow, and
    what was approved goes back.
    """
    draft, on = locked_draft(draft_id, by), local_date(at)
    reasons = edit_reasons(draft, by)
    reasons += queries.fact_reasons(facts, by.agency_id, on, before=draft)
    if facts == DraftFacts.of(draft):
        reasons.append(Reason(_("Chưa thay đổi gì.")))
    if reasons:
        raise Refused(reasons)
    types = {t.code: t.name for t in queries.types_to_draft(on)}
    draft.type_code, draft.type_name = facts.type_code, types[facts.type_code]
    draft.urgency, draft.due_on = facts.urgency, facts.due_on
    draft.body_name, draft.is_normative = facts.body_name, facts.is_normative
    names = ["type_code", "type_name", "urgency", "due_on", "body_name", "is_normative"]
    draft.save(update_fields=names)
    remark = _("Sửa loại, nơi ban hành, độ khẩn, hạn")
    return save_any(draft_id=draft_id, fields={}, remark=remark, by=by, at=at)
