"""Who may see one entry, and how they came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.documents.models import Grant, RegisterEntry
from congvu.documents.rules import GRANT_ORIGIN_NAMES, GrantOrigin
from congvu.organisations.queries import post_names_on, units_on
from congvu.organisations.rules import members_of
from congvu.sql import Compiled


@dataclass(frozen=True)
class RightLine:
    """One desk that may see the paper; ``opened`` may be taken back."""

    principal_id: UUID
    name: str
    origin: GrantOrigin
    how: str

    @property
    def opened(self) -> bool:
        return self.origin == GrantOrigin.OPENED


_ORDER = list(GrantOrigin)
_grants_of: Compiled[Grant] = Compiled(
    lambda entry: Grant.objects.filter(entry=entry), by_key=True
)


def rights_of(entry: RegisterEntry, *, on: date) -> list[RightLine]:
    """The agency's own desks first, then by work, then opened; three queries."""
    names = {entry.agency_id: _("Văn thư, lãnh đạo, chánh văn phòng, lưu trữ")}
    grants = _grants_of(entry=entry.id)
    given = {g.principal_id for g in grants}
    for unit in units_on(entry.agency_id, on):
        if unit.id in given:
            names[unit.id] = _("%(unit)s (người đứng đầu)") % {"unit": unit.name}
        if (everybody := members_of(unit.id)) in given:
            names[everybody] = _("%(unit)s (mọi người)") % {"unit": unit.name}
    posts = [g.principal_id for g in grants if g.principal_id not in names]
    names |= post_names_on(posts, on, agency_id=entry.agency_id)
    place = {principal: n for n, principal in enumerate(names)}
    unknown = _("Nơi không còn hoạt động")
    lines = [
        RightLine(
            principal_id=g.principal_id,
            name=names.get(g.principal_id, unknown),
            origin=GrantOrigin(g.origin),
            how=_(GRANT_ORIGIN_NAMES[GrantOrigin(g.origin)]),
        )
        for g in grants
    ]
    return sorted(
        lines,
        key=lambda x: (_ORDER.index(x.origin), place.get(x.principal_id, len(place))),
    )
