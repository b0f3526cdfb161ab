"""What a draft may be on a day: its type, whose name it bears, how urgent, by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.documents.rules import URGENCY_NAMES
from congvu.lib.refusals import Reason
from congvu.outgoing.models import Draft
from congvu.outgoing.queries.sequences import sequence_missing, types_to_draft


@dataclass(frozen=True)
class DraftFacts:
    """``body_name``: the council or board it is issued by, none for the agency."""

    type_code: str
    urgency: str = "normal"
    due_on: date | None = None
    body_name: str = ""
    is_normative: bool = False

    @classmethod
    def of(cls, draft: Draft) -> DraftFacts:
        return cls(
            draft.type_code,
            draft.urgency,
            draft.due_on,
            draft.body_name,
            draft.is_normative,
        )


def fact_reasons(
    facts: DraftFacts, agency_id: UUID, on: date, *, before: Draft | None = None
) -> list[Reason]:
    """What a paper may not be today; without a sequence it would never have a number.

    A day that is past stands only where it stood before.
    """
    reasons = []
    is_type = facts.type_code in {t.code for t in types_to_draft(on)}
    if not is_type:
        reasons.append(Reason(_("Chọn loại văn bản."), "type_code"))
    if is_type or facts.body_name:
        reasons += sequence_missing(
            agency_id,
            facts.type_code,
            normative=facts.is_normative,
            body=facts.body_name,
            year=on.year,
        )
    if facts.urgency not in URGENCY_NAMES:
        reasons.append(Reason(_("Chọn độ khẩn."), "urgency"))
    kept = before is not None and facts.due_on == before.due_on
    if facts.due_on is not None and facts.due_on < on and not kept:
        reasons.append(Reason(_("Hạn đã qua."), "due_on"))
    return reasons
