"""The way of a draft: whose desk it lies on, who may judge it, what falls away. Pure.

NĐ 30/2020/NĐ-CP Điều 10–12: the head of the drafting unit answers for the content,
another person for the form; the signer approves; what is changed after approval goes
back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from congvu.lib.refusals import Reason
from congvu.lib.text import gettext_noop as _

LONGEST_OPINION = 5000
MOST_ASKED = 50


class DraftState(StrEnum):
    """A draft is in exactly one."""

    WRITING = "writing"
    CONTENT = "content"
    FORM = "form"
    APPROVAL = "approval"
    APPROVED = "approved"
    SIGNED = "signed"
    NUMBERED = "numbered"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"


DRAFT_STATE_NAMES = {
    DraftState.WRITING: _("đang soạn"),
    DraftState.CONTENT: _("chờ kiểm tra nội dung"),
    DraftState.FORM: _("chờ kiểm tra thể thức"),
    DraftState.APPROVAL: _("chờ duyệt"),
    DraftState.APPROVED: _("đã duyệt, chờ ký"),
    DraftState.SIGNED: _("đã ký, chờ cấp số"),
    DraftState.NUMBERED: _("đã cấp số, chờ ký cơ quan"),
    DraftState.ISSUED: _("đã phát hành"),
    DraftState.WITHDRAWN: _("đã rút"),
}
OPEN_DRAFT_STATES = frozenset(DraftState) - {DraftState.ISSUED, DraftState.WITHDRAWN}
UNSIGNED_STATES = frozenset(
    {
        DraftState.WRITING,
        DraftState.CONTENT,
        DraftState.FORM,
        DraftState.APPROVAL,
        DraftState.APPROVED,
    }
)
"""Until somebody has signed, it may be changed and withdrawn."""
SIGNED_STATES = frozenset({DraftState.SIGNED, DraftState.NUMBERED})
"""Signed and still here: it may be issued, or returned, which undoes the signing."""


class CheckKind(StrEnum):
    """What somebody judges a version for."""

    CONTENT = "content"
    FORM = "form"
    APPROVAL = "approval"


CHECK_KIND_NAMES = {
    CheckKind.CONTENT: _("kiểm tra nội dung"),
    CheckKind.FORM: _("kiểm tra thể thức"),
    CheckKind.APPROVAL: _("duyệt dự thảo"),
}
CHECK_OF = {
    DraftState.CONTENT: CheckKind.CONTENT,
    DraftState.FORM: CheckKind.FORM,
    DraftState.APPROVAL: CheckKind.APPROVAL,
}


class Stance(StrEnum):
    """What an opinion comes to."""

    AGREE = "agree"
    CHANGES = "changes"
    DISAGREE = "disagree"


STANCE_NAMES = {
    Stance.AGREE: _("đồng ý"),
    Stance.CHANGES: _("đồng ý, có sửa"),
    Stance.DISAGREE: _("không đồng ý"),
}


class AskedState(StrEnum):
    WAITING = "waiting"
    GIVEN = "given"
    CLOSED = "closed"


ASKED_STATE_NAMES = {
    AskedState.WAITING: _("chờ ý kiến"),
    AskedState.GIVEN: _("đã góp ý"),
    AskedState.CLOSED: _("hết hạn, đã khép"),
}


@dataclass(frozen=True)
class Judged:
    """One word on a version: which kind, by whom, and whether it let it pass."""

    kind: CheckKind
    version: int
    person_id: UUID
    passed: bool


def standing(judged: Iterable[Judged], version: int) -> dict[CheckKind, Judged]:
    """What still counts: the latest word of a kind on this version, where it passed it.

    Oldest first; who returns what they had passed has taken their word back.
    """
    latest = {j.kind: j for j in judged if j.version == version}
    return {kind: j for kind, j in latest.items() if j.passed}


def two_people_reasons(
    kind: CheckKind, person_id: UUID, counting: dict[CheckKind, Judged]
) -> list[Reason]:
    """Content and form are judged by two people (Điều 12)."""
    other = {
        CheckKind.CONTENT: CheckKind.FORM,
        CheckKind.FORM: CheckKind.CONTENT,
    }.get(kind)
    found = counting.get(other) if other else None
    if found is None or found.person_id != person_id:
        return []
    words = _(
        "Nội dung và thể thức do hai người kiểm tra; anh/chị đã kiểm tra phần kia của "
        "bản này."
    )
    return [Reason(words)]
