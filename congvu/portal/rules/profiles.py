"""What a body tells of itself beside what the organisation knows, and how it is read.

Names, units and who leads come from the organisation; what they are there for, by which
text, how they are reached and what they are called in English somebody writes. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from congvu.lib.text import clean, nfc
from congvu.lib.text import gettext_noop as _
from congvu.portal.rules.questions import AskFault, contact_faults, short

LONGEST_NAME = 200
LONGEST_LINE = 300
LONGEST_DOES = 4000
LONGEST_PHONE = 40


class ProfileOf(StrEnum):
    """Of what it is told; the word stands in addresses."""

    AGENCY = "co-quan"
    UNIT = "don-vi"
    POST = "chuc-vu"


PROFILE_NAMES = {
    ProfileOf.AGENCY: _("cơ quan"),
    ProfileOf.UNIT: _("đơn vị"),
    ProfileOf.POST: _("chức vụ"),
}
# A post is told by name and by how to reach it; what it does, its unit says.
PROFILE_FIELDS: Mapping[ProfileOf, tuple[str, ...]] = {
    ProfileOf.AGENCY: (
        "does", "legal_basis", "address", "phone", "email", "name_en", "does_en",
        "address_en",
    ),
    ProfileOf.UNIT: ("does", "phone", "email", "name_en", "does_en"),
    ProfileOf.POST: ("phone", "email", "name_en"),
}  # fmt: skip


@dataclass(frozen=True)
class ProfileData:
    """``does``: functions and tasks, a line a task; ``_en``: the same in English."""

    does: str = ""
    legal_basis: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    name_en: str = ""
    does_en: str = ""
    address_en: str = ""

    def tidied(self) -> ProfileData:
        return replace(
            self, **{f.name: nfc(clean(getattr(self, f.name))) for f in fields(self)}
        )


def profile_faults(data: ProfileData, of: ProfileOf) -> list[AskFault]:
    """Everything that is wrong with what was typed."""
    found = short(data.does, "does", LONGEST_DOES)
    found += short(data.does_en, "does_en", LONGEST_DOES)
    found += short(data.name_en, "name_en", LONGEST_NAME)
    for name in ("legal_basis", "address", "address_en"):
        found += short(getattr(data, name), name, LONGEST_LINE)
    found += contact_faults(data.email, data.phone)
    left = [
        f.name
        for f in fields(data)
        if getattr(data, f.name) and f.name not in PROFILE_FIELDS[of]
    ]
    found += [AskFault(_("Chỗ này không có mục ấy."), name) for name in left]
    return found


# -- the copy for the public, as it is judged and read


def sections_told(content: Mapping[str, Any]) -> dict[int, dict[str, int]]:
    """Of sections 1 and 2, as far as the copy tells anything: what it does not say.

    A list of names alone is no account of a body: the first counts once somebody wrote
    what it does, the second once somebody can be reached.
    """
    about, people = content.get("about", {}), content.get("people", [])
    found: dict[int, dict[str, int]] = {}
    if about.get("does"):
        said = {
            "unit": True,
            "functions": True,
            "legal_basis": bool(about.get("legal_basis")),
            "chart": bool(content.get("units")),
        }
        found[1] = {name: 1 for name, is_there in said.items() if not is_there}
    if any(one.get("phone") or one.get("email") for one in people):
        found[2] = {
            name: count
            for name in ("name", "post", "unit", "phone", "email")
            if (count := sum(not one.get(name) for one in people))
        }
    return found


def told_in_english(content: Mapping[str, Any]) -> frozenset[int]:
    """Which of the two sections an English reader has whole."""
    about, people = content.get("about", {}), content.get("people", [])
    named = bool(about.get("name_en"))
    found = set()
    if named and about.get("does_en"):
        found.add(1)
    if named and people and all(one.get("post_en") for one in people):
        found.add(2)
    return frozenset(found)


@dataclass(frozen=True)
class ToldWords:
    """Words, and in which language where that is not the page's."""

    words: str
    language: str = ""

    @property
    def lines(self) -> list[str]:
        return [line for line in self.words.splitlines() if line.strip()]


@dataclass(frozen=True)
class ToldUnit:
    name: ToldWords
    level: int
    does: ToldWords
    phone: str
    email: str


@dataclass(frozen=True)
class ToldPerson:
    name: str
    post: ToldWords
    unit: ToldWords
    phone: str
    email: str


@dataclass(frozen=True)
class ToldBody:
    """A body as one page tells it, in one language."""

    name: ToldWords
    does: ToldWords
    legal_basis: str
    address: ToldWords
    phone: str
    email: str
    units: tuple[ToldUnit, ...]
    people: tuple[ToldPerson, ...]


def told_body(name: str, content: Mapping[str, Any], language: str) -> ToldBody:
    """In English where that was written, else in Vietnamese, and said to be."""
    about = content.get("about", {})
    return ToldBody(
        name=_words({"name": name, **about}, "name", language),
        does=_words(about, "does", language),
        legal_basis=about.get("legal_basis", ""),
        address=_words(about, "address", language),
        phone=about.get("phone", ""),
        email=about.get("email", ""),
        units=tuple(
            ToldUnit(
                name=_words(one, "name", language),
                level=one.get("level", 0),
                does=_words(one, "does", language),
                phone=one.get("phone", ""),
                email=one.get("email", ""),
            )
            for one in content.get("units", [])
        ),
        people=tuple(
            ToldPerson(
                name=one["name"],
                post=_words(one, "post", language),
                unit=_words(one, "unit", language),
                phone=one.get("phone", ""),
                email=one.get("email", ""),
            )
            for one in content.get("people", [])
        ),
    )


def _words(told: Mapping[str, Any], name: str, language: str) -> ToldWords:
    own = told.get(name, "")
    if language == "vi":
        return ToldWords(own)
    other = told.get(f"{name}_{language}", "")
    return ToldWords(other) if other else ToldWords(own, "vi" if own else "")


def levels(parents: Iterable[tuple[Any, Any]]) -> list[tuple[Any, int]]:
    """Units in the order of a chart, each below its own: its key and how deep."""
    rows = list(parents)
    known = {key for key, _parent in rows}
    below: dict[Any, list[Any]] = {}
    for key, parent in rows:
        below.setdefault(parent if parent in known else None, []).append(key)
    found: list[tuple[Any, int]] = []

    def walk(parent: Any, depth: int) -> None:
        for key in below.get(parent, []):
            found.append((key, depth))
            walk(key, depth + 1)

    walk(None, 0)
    return found
