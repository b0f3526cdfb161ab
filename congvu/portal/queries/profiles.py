"""What bodies tell of themselves: for who writes it, and as it is copied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from congvu.mailboxes.models import Mailbox
from congvu.mailboxes.rules import SeatKind
from congvu.organisations.models import Agency
from congvu.organisations.queries import PostOnDay, UnitOnDay, posts_on, units_on
from congvu.organisations.rules import Role
from congvu.portal.models import BodyProfile
from congvu.portal.rules.profiles import (
    PROFILE_FIELDS,
    ProfileData,
    ProfileOf,
    levels,
)

# Who is told by name: who leads, who is asked first, and heads of units.
TOLD_BY_NAME = (Role.LEADER, Role.OFFICE_CHIEF, Role.UNIT_HEAD)


def profile_data(row: BodyProfile | None) -> ProfileData:
    """What was written; of nothing, nothing."""
    if row is None:
        return ProfileData()
    names = {name for some in PROFILE_FIELDS.values() for name in some}
    return ProfileData(**{name: getattr(row, name) for name in names})


@dataclass(frozen=True)
class ProfileLine:
    """One thing of a body, and what was written of it; ``email``: or its own box;
    ``seen``: by which the words are known, empty where there are none."""

    of: ProfileOf
    id: UUID
    name: str
    beside: str
    level: int
    data: ProfileData
    email: str
    seen: str


def profile_lines(agency_id: UUID, name: str, on: date) -> list[ProfileLine]:
    """The body, its units as a chart, who is told by name; five queries."""
    units, posts = _chart(agency_id, on), _told_posts(agency_id, on)
    rows = _rows(agency_id)
    told = {key: profile_data(row) for key, row in rows.items()}
    written = {key: row.changed_at for key, row in rows.items()}
    boxes = _boxes(agency_id, posts, on)

    def line(
        of: ProfileOf, key: UUID, name: str, box: str, beside: str = "", level: int = 0
    ) -> ProfileLine:
        data = told.get(key, ProfileData())
        seen = written[key].isoformat() if key in written else ""
        box = data.email or box
        return ProfileLine(of, key, name, beside, level, data, box, seen)

    return [
        line(ProfileOf.AGENCY, agency_id, name, boxes.get(agency_id, "")),
        *(
            line(ProfileOf.UNIT, one.id, one.name, boxes.get(one.id, ""), level=depth)
            for one, depth in units
        ),
        *(
            line(
                ProfileOf.POST,
                one.id,
                one.name,
                boxes.get(one.person_id, "") if one.person_id else "",
                beside=", ".join(w for w in (one.person_name, one.unit_name) if w),
            )
            for one in posts
        ),
    ]


def body_told(agency_id: UUID, on: date) -> dict[str, Any]:
    """As it is copied for the public: of itself, its units, who leads and how they are
    reached; nobody else by name."""
    units, posts = _chart(agency_id, on), _told_posts(agency_id, on)
    told, boxes = _profiles(agency_id), _boxes(agency_id, posts, on)
    nothing = ProfileData()
    about = told.get(agency_id, nothing)
    basis = about.legal_basis or _founded_by(agency_id)
    return {
        "about": _said(
            {
                "does": about.does,
                "does_en": about.does_en,
                "legal_basis": basis,
                "address": about.address,
                "address_en": about.address_en,
                "name_en": about.name_en,
            },
            about,
            boxes.get(agency_id, ""),
        ),
        "units": [
            _said(
                {
                    "name": one.name,
                    "name_en": told.get(one.id, nothing).name_en,
                    "does": told.get(one.id, nothing).does,
                    "does_en": told.get(one.id, nothing).does_en,
                },
                told.get(one.id, nothing),
                boxes.get(one.id, ""),
            )
            | ({"level": depth} if depth else {})
            for one, depth in units
        ],
        "people": [
            _said(
                {
                    "name": one.person_name,
                    "post": one.name,
                    "post_en": told.get(one.id, nothing).name_en,
                    "unit": one.unit_name,
                    "unit_en": told.get(one.unit_id, nothing).name_en,
                },
                told.get(one.id, nothing),
                boxes.get(one.person_id, "") if one.person_id else "",
            )
            for one in posts
            if one.person_name
        ],
    }


def _said(words: dict[str, Any], data: ProfileData, box: str) -> dict[str, Any]:
    """Without what nobody said."""
    words |= {"phone": data.phone, "email": data.email or box}
    return {name: said for name, said in words.items() if said}


def _chart(agency_id: UUID, on: date) -> list[tuple[UnitOnDay, int]]:
    units = units_on(agency_id, on)
    by_key = {one.id: one for one in units}
    order = levels((one.id, one.parent_id) for one in units)
    return [(by_key[key], depth) for key, depth in order]


def _told_posts(agency_id: UUID, on: date) -> list[PostOnDay]:
    """Who leads first, then head by head as the units stand."""
    rows = [one for one in posts_on(on, agency_id=agency_id) if one.role in _RANKS]
    return sorted(rows, key=lambda one: _RANKS[one.role])


_RANKS: Mapping[str, int] = {role: rank for rank, role in enumerate(TOLD_BY_NAME)}


def _rows(agency_id: UUID) -> dict[UUID, BodyProfile]:
    rows = BodyProfile.objects.filter(agency=agency_id)
    return {row.post_id or row.unit_id or row.agency_id: row for row in rows}


def _profiles(agency_id: UUID) -> dict[UUID, ProfileData]:
    return {key: profile_data(row) for key, row in _rows(agency_id).items()}


def _boxes(agency_id: UUID, posts: Sequence[PostOnDay], on: date) -> dict[UUID, str]:
    """Official addresses: of the body (its registry), units, holders; by key."""
    people = [one.person_id for one in posts if one.person_id]
    there = Mailbox.objects.valid(on=on)
    rows = there.filter(person__in=people) | there.filter(
        agency=agency_id, seat__in=[SeatKind.REGISTRY, SeatKind.UNIT]
    )
    found: dict[UUID, str] = {}
    for person, unit, seat, address in rows.order_by("id").values_list(
        "person_id", "unit_id", "seat", "address"
    ):
        is_registry = seat == SeatKind.REGISTRY
        key = agency_id if is_registry else person or unit
        if key is not None:
            found.setdefault(key, address)
    return found


def _founded_by(agency_id: UUID) -> str:
    found = Agency.objects.filter(pk=agency_id).values_list("legal_basis", flat=True)
    return found.first() or ""
