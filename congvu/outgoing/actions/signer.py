"""Who signs a draft, put down anew: the lines above the name follow from the right."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.outgoing import queries
from congvu.outgoing.actions.drafting import save_whole
from congvu.outgoing.actions.drafts import draft_found_by, locked_draft
from congvu.outgoing.models import DraftVersion


@transaction.atomic
def change_signer(
    *,
    draft_id: UUID,
    signer: str,
    basis: str = "",
    by_head: bool = False,
    by: Seat,
    at: datetime,
) -> DraftVersion:
    """Another person or another right: a new version, so what was approved goes back.

    ``signer`` is the id of a post, for its holder, or of the delegation by which
    somebody acts from it (``queries.signer_choices``); ``by_head``: the paper is the
    head's own.
    """
    draft, basis = locked_draft(draft_id, by), nfc(basis)
    own = queries.may_be_heads_own(draft.agency_id, draft.body_name, local_date(at))
    if by_head and not own:
        words = _("Chỉ văn bản của cơ quan làm việc tập thể mới chọn người đứng đầu.")
        raise Refused([Reason(words, "by_head")])
    turned, draft.by_head = draft.by_head != by_head, by_head
    draft.save(update_fields=["by_head"])
    choices = queries.signer_choices(draft, basis, local_date(at))
    chosen = next((c for c in choices if c.key == signer), None)
    if chosen is None:
        raise Refused([Reason(_("Chọn người ký đang giữ chức vụ."), "signer")])
    if chosen.authority is None:
        raise Refused(list(chosen.reasons))
    newest = draft.versions.get(number=draft.version)
    signed = {"authority": list(chosen.authority.lines), "name": chosen.name}
    body = {**newest.body, "signer": signed}
    if turned:
        now = queries.new_body(draft, on=local_date(at))
        body["authority_name"] = now.get("authority_name", "")
    made = save_whole(
        draft_id=draft_id,
        body=body,
        remark=_("Người ký: %(who)s") % {"who": chosen.words},
        by=by,
        at=at,
    )
    draft.refresh_from_db()
    draft.signer_post_id = chosen.post_id
    draft.signer_name = f"{chosen.name}, {chosen.post}"[:200]
    draft.signing_basis = basis[:300]
    draft.search_text = draft_found_by(draft)
    named = ["signer_post_id", "signer_name", "signing_basis", "search_text"]
    draft.save(update_fields=named)
    return made
