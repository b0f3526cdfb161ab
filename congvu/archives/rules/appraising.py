"""Appraisal and destruction: what a council says, and what follows from it.

TT 05/2025/TT-BNV as digests tell it: what has run out is listed (xem xét hủy), a
council decides, the trail stays. How votes are counted is this office's own, and in
doubt a dossier is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from congvu.archives.rules.keeping import Retention
from congvu.archives.rules.states import DossierState
from congvu.lib.text import gettext_noop as _


class AppraisalState(StrEnum):
    """How far a council's work is; what was returned or done has ended."""

    OPEN = "open"
    CONCLUDED = "concluded"
    APPROVED = "approved"
    DESTROYING = "destroying"
    DONE = "done"
    RETURNED = "returned"


APPRAISAL_STATE_NAMES = {
    AppraisalState.OPEN: _("hội đồng đang xem xét"),
    AppraisalState.CONCLUDED: _("đã kết luận, chờ người đứng đầu duyệt"),
    AppraisalState.APPROVED: _("đã duyệt, chờ hủy"),
    AppraisalState.DESTROYING: _("đang hủy"),
    AppraisalState.DONE: _("đã xong"),
    AppraisalState.RETURNED: _("không duyệt"),
}
ENDED_APPRAISALS = (AppraisalState.DONE, AppraisalState.RETURNED)


class Verdict(StrEnum):
    """What becomes of a dossier."""

    DESTROY = "destroy"
    EXTEND = "extend"
    KEEP = "keep"


VERDICT_NAMES = {
    Verdict.DESTROY: _("hủy"),
    Verdict.EXTEND: _("kéo dài thời hạn"),
    Verdict.KEEP: _("giữ lại, xét sau"),
}


class CouncilPart(StrEnum):
    CHAIR = "chair"
    SECRETARY = "secretary"
    MEMBER = "member"


COUNCIL_PART_NAMES = {
    CouncilPart.CHAIR: _("chủ tịch hội đồng"),
    CouncilPart.SECRETARY: _("thư ký"),
    CouncilPart.MEMBER: _("ủy viên"),
}


@dataclass(frozen=True)
class Voice:
    """One member's word on one dossier; ``retention`` where it is kept longer."""

    verdict: Verdict
    retention: str = ""


def conclusion(voices: Sequence[Voice]) -> Voice:
    """More than half decide; where no more than half agree, the dossier is kept.

    Of several longer periods the longest holds.
    """
    for verdict in (Verdict.DESTROY, Verdict.EXTEND):
        said = [v for v in voices if v.verdict == verdict]
        if len(said) * 2 > len(voices):
            terms = [Retention(v.retention) for v in said if v.retention]
            longest = max(terms, key=_length, default=None)
            return Voice(verdict, longest or "")
    return Voice(Verdict.KEEP)


def _length(term: Retention) -> int:
    return term.years or 1000


def is_longer(new: str, old: str) -> bool:
    """Whether a period is one at all, and longer than the other."""
    if new not in set(Retention):
        return False
    return _length(Retention(new)) > _length(Retention(old))


@dataclass(frozen=True)
class ToAppraise:
    """A dossier as it stands when it is listed, and again when it is destroyed."""

    name: str
    state: str
    kept_until: date | None
    is_frozen: bool
    is_elsewhere: bool
    has_open_work: bool


def appraisal_faults(
    dossiers: Sequence[ToAppraise], today: date
) -> list[tuple[str, str]]:
    """Why a dossier may not be listed or destroyed; all of it, with its name."""
    found = []
    for one in dossiers:
        if one.state != DossierState.ARCHIVED:
            found.append(("state", one.name))
        elif one.kept_until is None or one.kept_until >= today:
            found.append(("not-run-out", one.name))
        if one.is_frozen:
            found.append(("frozen", one.name))
        if one.is_elsewhere:
            found.append(("elsewhere", one.name))
        if one.has_open_work:
            found.append(("open-work", one.name))
    return found
