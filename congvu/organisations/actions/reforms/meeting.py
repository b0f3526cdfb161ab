"""Two acts that meet in one body: not on one day, and never behind each other."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from congvu.organisations.actions.reforms.draft import Draft
from congvu.organisations.models import Change, Heir
from congvu.organisations.queries.world import among
from congvu.organisations.rules import ReformState


def check_other_acts(draft: Draft, *, reform_id: UUID | None) -> None:
    """A body is ended or changed by one act a day; only to name it as successor is
    free to several.
    """
    changed, named = _by_body(draft.plan.touched), _by_body(draft.plan.named)
    others = (
        Change.objects.filter(reform__on=draft.on)
        .exclude(reform__state=ReformState.WITHDRAWN)
        .exclude(reform=reform_id)
        .filter(
            Q(bodies__overlap=list(changed | named)) | Q(named__overlap=list(changed))
        )
    )
    twice = _(
        "“%(title)s” (dòng %(other)s) cũng thay đổi cơ quan, đơn vị này cùng ngày"
    )
    goes_on = _(
        "“%(title)s” (dòng %(other)s) ghi cơ quan, đơn vị này là nơi kế thừa cùng ngày"
    )
    heir = _("nơi kế thừa cũng được “%(title)s” (dòng %(other)s) thay đổi cùng ngày")
    for change in others.select_related("reform").order_by("reform", "line"):
        given = {"title": change.reform.title, "other": change.line}
        for mine, theirs, words in (
            (changed, change.bodies, twice),
            (changed, change.named, goes_on),
            (named, change.bodies, heir),
        ):
            for body in mine.keys() & set(theirs):
                draft.refuse(mine[body], words, **given)


def check_handed_on(draft: Draft) -> None:
    """An act of the past may not end, or leave work with, a body that a later act which
    is carried out has already given work, or taken it from.
    """
    ends = {body: end.line for body, end in draft.plan.ends.items()}
    heirs = {e.heir_id: e.line for e in draft.plan.ends.values() if e.heir_id}
    later = Heir.objects.filter(
        reform__state=ReformState.CARRIED_OUT, valid_from__gt=draft.on
    )
    words = _("“%(title)s” từ ngày %(day)s đã bàn giao việc của hoặc cho nơi này")
    for mine, field in ((ends, "heir_id"), (heirs, "predecessor_id")):
        rows = later.filter(among(field, mine)).select_related("reform")
        for row in rows.order_by("valid_from", "id"):
            draft.refuse(
                mine[getattr(row, field)],
                words,
                title=row.reform.title,
                day=f"{row.valid_from:%d/%m/%Y}",
            )


def _by_body(lines: Mapping[int, set[UUID]]) -> dict[UUID, int]:
    return {body: line for line, bodies in lines.items() for body in bodies}
