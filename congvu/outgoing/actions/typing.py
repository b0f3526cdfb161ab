"""What is typed on a draft, kept by itself until it is saved as a version.

No line in the log: nothing of the draft changes, and nobody else sees it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.documents.actions import refuse_secret
from congvu.documents.rules import typed_mark
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.outgoing.actions.drafting import edit_reasons
from congvu.outgoing.actions.drafts import own_draft
from congvu.outgoing.models import UnsavedText
from congvu.outgoing.rules.paper_json import from_json


def keep_typed(
    *,
    draft_id: UUID,
    fields: Mapping[str, Any],
    after: int,
    by: Seat,
    at: datetime,
) -> UnsavedText:
    """The person's own words, over those kept before."""
    summary = str(fields.get("summary", "") or "")
    refuse_secret(level=typed_mark(summary), by=by, at=at)
    return _keep(draft_id, fields, after, by, at)


@transaction.atomic
def _keep(
    draft_id: UUID, fields: Mapping[str, Any], after: int, by: Seat, at: datetime
) -> UnsavedText:
    draft = own_draft(draft_id, by)
    reasons = edit_reasons(draft, by)
    if not 1 <= after <= draft.version:
        reasons.append(Reason(_("Không tìm thấy bản này.")))
    if reasons:
        raise Refused(reasons)
    newest = draft.versions.get(number=draft.version)
    paper = from_json({**newest.body, **fields}).as_json()
    kept = {name: paper[name] for name in fields if name in paper}
    row, _made = UnsavedText.objects.update_or_create(
        draft=draft,
        person_id=by.person_id,
        defaults={
            "after": after,
            "fields": kept,
            "saved_at": at,
        },
    )
    return row


def drop_typed(*, draft_id: UUID, by: Seat) -> bool:
    """Whether there was something to leave."""
    draft = own_draft(draft_id, by)
    gone, _by_table = UnsavedText.objects.filter(
        draft=draft, person_id=by.person_id
    ).delete()
    return bool(gone)
