"""Whom a duty can be given to, and what became of who can have it no more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.documents.queries import Desk, all_desks
from congvu.organisations.models import Agency, Post, Unit
from congvu.organisations.queries import (
    agency_names_on,
    agency_on,
    posts_of_role,
    successors_on,
)
from congvu.organisations.rules import Role


@dataclass(frozen=True)
class Body:
    """An agency, a unit or a post that can have a share; ``agency_id`` is whose."""

    id: UUID
    agency_id: UUID
    name: str
    kind: str = ""


def bodies(agency_id: UUID, on: date) -> dict[UUID, Body]:
    """The agency itself, its units and posts, the agencies below and beside it."""
    own = agency_on(agency_id, on)
    found = {}
    if own is not None:
        found[own.id] = Body(own.id, own.id, own.name, own.kind)
    for desk in all_desks(agency_id, on).values():
        if desk.role != Role.ADMINISTRATOR:
            found[desk.id] = _body(desk, agency_id)
    return found


def _body(desk: Desk, agency_id: UUID) -> Body:
    own = desk.id if desk.is_agency else agency_id
    return Body(desk.id, own, desk.name[:200], desk.kind)


def unknown_words(wanted: Collection[UUID], on: date) -> list[str]:
    """Why each of these cannot be given anything that day, in words: what has ended is
    named with who came after it. A few queries, only where something is wrong.
    """
    ended = {
        pk: until
        for model in (Agency, Unit, Post)
        for pk, until in model.objects.filter(
            pk__in=list(wanted), valid_until__lte=on
        ).values_list("pk", "valid_until")
    }
    names = _last_names(ended)
    after = successors_on(ended, on)
    called = _last_names({pk: on for heirs in after.values() for pk in heirs})
    found = []
    for pk in wanted:
        if pk not in ended:
            found.append(_("Không có nơi nào như vậy trong số nơi giao được."))
            continue
        told = {"name": names.get(pk, ""), "day": f"{ended[pk]:%d/%m/%Y}"}
        heirs = sorted(called[h] for h in after[pk] if h in called)
        if heirs:
            words = _("%(name)s không còn từ %(day)s; nơi kế thừa: %(heirs)s.")
            found.append(words % {**told, "heirs": "; ".join(heirs)})
        else:
            found.append(_("%(name)s không còn từ %(day)s.") % told)
    return list(dict.fromkeys(found))


def _last_names(days: Mapping[UUID, date]) -> dict[UUID, str]:
    if not days:
        return {}
    last = max(days.values())
    found = agency_names_on(days, last)
    units = Unit.objects.filter(pk__in=list(days)).values_list("pk", "versions__name")
    found |= dict(units.order_by("versions__valid_from"))
    found |= dict(Post.objects.filter(pk__in=list(days)).values_list("pk", "name"))
    return found


def told_desks(given: Mapping[UUID, UUID], on: date) -> dict[UUID, set[UUID]]:
    """Desk of a share → the desks that hear of it: of an agency, its leaders and the
    chief of its office. ``given`` is desk → its agency; two queries at most.
    """
    whole = {agency for desk, agency in given.items() if desk == agency}
    leads: dict[UUID, set[UUID]] = {agency: set() for agency in whole}
    for role in (Role.LEADER, Role.OFFICE_CHIEF) if whole else ():
        for agency, posts in posts_of_role(role, whole, on).items():
            leads[agency] |= posts
    return {desk: leads.get(desk, {desk}) for desk in given}
