"""Recipient groups, and where they lead on a day: the dead by their successors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from congvu.organisations.queries import agencies_on, ended_agencies, successors_on
from congvu.outgoing.models import GroupMember, RecipientGroup


@dataclass(frozen=True)
class Place:
    """Where a group leads: an agency that lives, or a name outside."""

    agency_id: UUID | None
    name: str
    address: str = ""

    @property
    def key(self) -> UUID | str:
        return self.agency_id or self.name.casefold()


@dataclass(frozen=True)
class Divided:
    """A member that ended with several successors: a person chooses among them."""

    words: str
    candidates: frozenset[UUID]


@dataclass
class GroupPlaces:
    """A group as of a day; ``notes`` say what became of members that ended."""

    group: RecipientGroup
    places: list[Place] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    divided: list[Divided] = field(default_factory=list)


def groups_of(agency_id: UUID) -> QuerySet[RecipientGroup]:
    """Those in use, by name, with their members."""
    members = GroupMember.objects.filter(ended_at__isnull=True).order_by("name", "id")
    return (
        RecipientGroup.objects.filter(agency=agency_id, ended_at__isnull=True)
        .prefetch_related(Prefetch("members", members, to_attr="now"))
        .order_by("name")
    )


def dropped_groups(agency_id: UUID) -> QuerySet[RecipientGroup]:
    """Those out of use, the last first."""
    rows = RecipientGroup.objects.filter(agency=agency_id, ended_at__isnull=False)
    return rows.order_by("-ended_at")


def places_of(
    groups: Sequence[RecipientGroup], own: UUID, on: date
) -> list[GroupPlaces]:
    """Each group with where it leads on that day, every place once; few queries,
    however many groups.
    """
    names = {a.id: a.name for a in agencies_on(on)}
    members = [m for group in groups for m in group.now]  # type: ignore[attr-defined]
    gone = {m.agency_id for m in members if m.agency_id and m.agency_id not in names}
    heirs = successors_on(gone, on)
    ended = {one.id: one for one in ended_agencies(gone)}
    found = []
    for group in groups:
        one = GroupPlaces(group)
        for member in group.now:  # type: ignore[attr-defined]
            if member.agency_id not in gone:
                name = names.get(member.agency_id, member.name)
                place = Place(member.agency_id, name, member.address)
                one.places.append(place)
                continue
            last = ended.get(member.agency_id)
            given = {
                "name": last.name if last else member.name,
                "day": f"{last.ended_on:%d/%m/%Y}" if last else "",
            }
            _succeeded(one, given, heirs[member.agency_id], names)
        if any(place.agency_id == own for place in one.places):
            one.notes.append(_("Không gửi cho chính cơ quan ban hành."))
        places = {p.key: p for p in one.places if p.agency_id != own}
        one.places = sorted(places.values(), key=lambda p: p.name)
        found.append(one)
    return found


def _succeeded(
    one: GroupPlaces,
    given: dict[str, str],
    heirs: frozenset[UUID],
    names: dict[UUID, str],
) -> None:
    """One successor takes the place; several are named for a person to choose."""
    given = given | {"heirs": ", ".join(sorted(names.get(h, "") for h in heirs))}
    if not heirs:
        words = _("%(name)s đã kết thúc từ %(day)s, không có nơi kế thừa; không gửi.")
        one.notes.append(words % given)
    elif len(heirs) == 1:
        heir = next(iter(heirs))
        one.places.append(Place(heir, names.get(heir, "")))
        words = _("%(name)s đã kết thúc từ %(day)s; gửi cho %(heirs)s.")
        one.notes.append(words % given)
    else:
        words = _(
            "%(name)s đã kết thúc từ %(day)s và được chia; chọn trong: %(heirs)s."
        )
        one.divided.append(Divided(words % given, heirs))
