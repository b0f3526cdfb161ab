"""Dossiers as one desk may see them, paged by key. Rights come in as a Scope."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from congvu.archives.models import (
    Dossier,
    DossierEvent,
    DossierGrant,
    FrozenDossier,
)
from congvu.archives.rules import AUDIT_EVENTS, DossierState
from congvu.documents.queries import RightLine, Scope, desks
from congvu.documents.queries.filters import starting
from congvu.documents.rules import GRANT_ORIGIN_NAMES, GrantOrigin, search_words
from congvu.organisations.rules import members_of
from congvu.sql import Compiled
from congvu.ui.rules import Event, dated


class DossierTab(StrEnum):
    """Whose dossiers are listed."""

    MINE = "cua-toi"
    UNIT = "cua-don-vi"
    AGENCY = "cua-co-quan"
    ARCHIVE = "luu-tru"


@dataclass(frozen=True)
class DossierPage:
    """One page of dossiers; ``after`` is where the next begins."""

    dossiers: Sequence[Dossier]
    after: UUID | None


def visible_dossiers(scope: Scope) -> QuerySet[Dossier]:
    """Every dossier that the scope covers, of the agency that keeps it today."""
    return _seen(**_own(scope))


def _own(scope: Scope) -> dict[str, Any]:
    if scope.principals is None:
        return {"agency": scope.agency_id}
    return {"agency": scope.agency_id, "desks": list(scope.principals | scope.past)}


def _seen(agency: UUID, desks: Collection[UUID] | None = None) -> QuerySet[Dossier]:
    found = Dossier.objects.filter(agency=agency)
    if desks is None:
        return found
    granted = DossierGrant.objects.filter(
        dossier=OuterRef("pk"), principal_id__any=list(desks)
    )
    return found.filter(Exists(granted))


def dossiers_page(
    scope: Scope,
    *,
    tab: DossierTab,
    units: Collection[UUID] = (),
    state: str = "",
    year: int | None = None,
    find: str = "",
    after: UUID | None = None,
    limit: int = 50,
) -> DossierPage:
    """Newest first, one page, one query; words are found without their accents."""
    lying = _lying(scope, tab, units)
    if (state, year, find, after) == ("", None, "", None):
        return _page(_newest(tab, limit + 1, **_own(scope), **lying), limit)
    found = _of_tab(visible_dossiers(scope), tab, **lying)
    if state:
        found = found.filter(state=state)
    if year is not None:
        found = found.filter(year=year)
    words = search_words(find)
    if words:
        found = found.filter(search=starting(words))
    if after is not None:
        found = found.filter(pk__lt=after)
    rows = list(_in_order(found)[: limit + 1])
    return _page(rows, limit)


def _page(rows: Sequence[Dossier], limit: int) -> DossierPage:
    more = rows[limit - 1].pk if len(rows) > limit else None
    return DossierPage(rows[:limit], more)


def _in_order(found: QuerySet[Dossier]) -> QuerySet[Dossier]:
    return (
        found.annotate(is_frozen=frozen_now())
        .defer("search", "search_text")
        .order_by("-id")
    )


_newest: Compiled[Dossier] = Compiled(
    lambda tab, limit, at=(), **own: _in_order(_of_tab(_seen(**own), tab, at))[:limit]
)


def frozen_now() -> Exists:
    """Whether a dossier lies in a freeze that has not ended."""
    held = FrozenDossier.objects.filter(
        dossier=OuterRef("pk"), freeze__ended_at__isnull=True
    )
    return Exists(held)


def _lying(
    scope: Scope, tab: DossierTab, units: Collection[UUID]
) -> dict[str, list[UUID]]:
    """On which desks, or in which units, the dossiers of a tab lie."""
    if tab == DossierTab.MINE:
        return {"at": list(scope.desks)}
    return {"at": list(units)} if tab == DossierTab.UNIT else {}


def _of_tab(
    found: QuerySet[Dossier], tab: DossierTab, at: Collection[UUID] = ()
) -> QuerySet[Dossier]:
    if tab == DossierTab.MINE:
        return found.filter(post_id__any=list(at))
    if tab == DossierTab.UNIT:
        return found.filter(unit_id__any=list(at))
    if tab == DossierTab.ARCHIVE:
        return found.filter(state__in=[DossierState.SENT, DossierState.ARCHIVED])
    return found


def fileable(
    scope: Scope, desks_of: Collection[UUID], *, limit: int = 200
) -> list[Dossier]:
    """Open dossiers that these desks may file into, their own first."""
    may = DossierGrant.objects.filter(
        dossier=OuterRef("pk"),
        principal_id__in=list(desks_of),
        origin=GrantOrigin.WORK,
    )
    found = (
        Dossier.objects.filter(
            Exists(may), agency=scope.agency_id, state=DossierState.OPEN
        )
        .filter(~Q(frozen_now()))
        .defer("search", "search_text")
        .order_by("-id")[:limit]
    )
    return sorted(found, key=lambda d: d.post_id not in desks_of)


def may_file(dossier: Dossier, desks_of: Collection[UUID]) -> bool:
    return DossierGrant.objects.filter(
        dossier=dossier, principal_id__in=list(desks_of), origin=GrantOrigin.WORK
    ).exists()


def is_frozen(dossier_id: UUID) -> bool:
    return FrozenDossier.objects.filter(
        dossier=dossier_id, freeze__ended_at__isnull=True
    ).exists()


def is_line_frozen(line_id: UUID) -> bool:
    """Whether a line of either register lies in a dossier that is frozen."""
    return FrozenDossier.objects.filter(
        Q(dossier__items__incoming=line_id) | Q(dossier__items__outgoing=line_id),
        dossier__items__dropped_at=None,
        freeze__ended_at=None,
    ).exists()


# What these lines say names a paper, which may not be for every reader.
_NAMING = frozenset(
    {"archives.item-filed", "archives.item-removed", "archives.item-moved"}
)


def told(dossier: Dossier, *, names_papers: bool, on: date) -> list[Event]:
    """Its timeline in words, oldest first; papers by name where all may be seen."""

    def words(event: DossierEvent) -> str:
        said = event.text if names_papers or event.event not in _NAMING else ""
        return f"{_(AUDIT_EVENTS[event.event])}{f': {said}' if said else ''}"

    rows = DossierEvent.objects.filter(dossier=dossier).order_by("at", "id")
    events = [Event(text=words(e), actor=e.actor, at=e.at) for e in rows]
    return dated(events, on)


def dossier_rights(dossier: Dossier, *, on: date) -> list[RightLine]:
    """Who may see it and how: the agency's registry, those who file, those let read."""
    names = {dossier.agency_id: _("Văn thư, lãnh đạo, chánh văn phòng, lưu trữ")}
    for desk in desks(dossier.agency_id, on).values():
        if desk.is_unit:
            head = _("%(unit)s (người đứng đầu)") % {"unit": desk.name}
            everybody = _("%(unit)s (mọi người)") % {"unit": desk.name}
            names[desk.id], names[members_of(desk.id)] = head, everybody
        else:
            names[desk.id] = desk.name
    held = _(GRANT_ORIGIN_NAMES[GrantOrigin.HELD])
    lines = [
        RightLine(dossier.agency_id, names[dossier.agency_id], GrantOrigin.HELD, held)
    ]
    words = {
        GrantOrigin.WORK: _("lập hồ sơ"),
        GrantOrigin.OPENED: _(GRANT_ORIGIN_NAMES[GrantOrigin.OPENED]),
    }
    for g in DossierGrant.objects.filter(dossier=dossier).order_by("origin", "id"):
        origin = GrantOrigin(g.origin)
        name = names.get(g.principal_id, _("Nơi không còn hoạt động"))
        lines.append(RightLine(g.principal_id, name, origin, words[origin]))
    return sorted(lines, key=lambda x: list(GrantOrigin).index(x.origin))


def years_of(scope: Scope) -> list[int]:
    return sorted((year for year, _n in _years.rows(**_own(scope))), reverse=True)


_years: Compiled[Dossier] = Compiled(
    lambda **own: _seen(**own).values_list("year").annotate(n=Count("id"))
)


def dossiers_holding(
    scope: Scope,
    *,
    incoming: Sequence[UUID] = (),
    outgoing: Sequence[UUID] = (),
) -> list[Dossier]:
    """The dossiers that a paper lies in, those the scope may see; one query."""
    here = Q(items__incoming__in=list(incoming)) | Q(items__outgoing__in=list(outgoing))
    return list(
        visible_dossiers(scope)
        .filter(here, items__dropped_at=None)
        .defer("search", "search_text")
        .order_by("-id")
        .distinct()
    )
