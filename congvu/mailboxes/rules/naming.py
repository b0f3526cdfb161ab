"""How an address is made of a name: a pattern, a domain, and what a collision does.

A pattern is words joined by a dot, a hyphen or a low line; ``+`` joins with nothing
between: ``ten.hodem.donvi`` makes dung.nguyentien.ubnd, ``ten+hd.donvi`` dungnt.ubnd.
Words that mean nothing here stand as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from congvu.lib.text import fold
from congvu.lib.text import gettext_noop as _

ADDRESS_SHAPE = r"^[a-z0-9]+([._-][a-z0-9]+)*@[a-z0-9.-]+$"
LONGEST_LOCAL = 64  # RFC 5321 4.5.3.1.1
LONGEST_ADDRESS = 254
_LONGEST_CODE = 30

_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_LOCAL = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
_DOMAIN = re.compile(
    r"(?=.{4,190}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?"
)
_PATTERN = re.compile(r"[a-z0-9]+(?:[.+_-][a-z0-9]+)*")
_WORDS = re.compile(r"([.+_-]?)([a-z0-9]+)")

OF_PERSON = frozenset({"ten", "ho", "dem", "hodem", "hd"})
OF_BODY = frozenset({"donvi"})
OF_SEAT = frozenset({"ghe"})


class Collision(StrEnum):
    """What is done where the address is somebody's already."""

    NAMES = "names"
    NUMBER = "number"


COLLISION_NAMES = {
    Collision.NAMES: _("thêm họ, tên đệm; vẫn trùng thì thêm số"),
    Collision.NUMBER: _("thêm số"),
}


@dataclass(frozen=True)
class Naming:
    """A rule of its day, as it is applied."""

    domain: str
    person: str = "ten.hodem.donvi"
    seat: str = "ghe.donvi"
    agency: str = "donvi"
    collision: Collision = Collision.NAMES


@dataclass(frozen=True)
class PersonToName:
    id: UUID
    full_name: str
    code: str


@dataclass(frozen=True)
class AgencyToName:
    id: UUID
    kind: str
    short_name: str
    issuer_symbol: str


@dataclass(frozen=True)
class Named:
    """``wanted`` is what the rule says before anybody else is looked at."""

    address: str
    wanted: str

    @property
    def collided(self) -> bool:
        return self.address != self.wanted


def plain(text: str) -> str:
    """Letters and digits that every mail server takes: H'Hen Niê → hhennie."""
    return _NOT_PLAIN.sub("", fold(text))


def is_local_part(text: str) -> bool:
    return len(text) <= LONGEST_LOCAL and _LOCAL.fullmatch(text) is not None


def is_domain(text: str) -> bool:
    return _DOMAIN.fullmatch(text) is not None


def is_address(text: str) -> bool:
    """One of ours: lower case, without anything that needs quoting."""
    local, _at, domain = text.rpartition("@")
    return is_local_part(local) and is_domain(domain) and len(text) <= LONGEST_ADDRESS


def pattern_faults(naming: Naming) -> list[tuple[str, str]]:
    """(field, why) of a rule that could not give everybody an address of their own."""
    faults = []
    for field, pattern, known, needed in (
        ("person", naming.person, OF_PERSON | OF_BODY, {"ten"}),
        ("seat", naming.seat, OF_SEAT | OF_BODY, {"ghe", "donvi"}),
        ("agency", naming.agency, OF_BODY, {"donvi"}),
    ):
        if not _PATTERN.fullmatch(pattern):
            faults.append((field, _("Chỉ dùng chữ thường không dấu, số và . - _ +")))
            continue
        used = {word for _join, word in _WORDS.findall(pattern)}
        every = OF_PERSON | OF_BODY | OF_SEAT
        if used & (every - known):
            faults.append((field, _("Mẫu này dùng từ không thuộc loại hộp thư này.")))
        if not needed <= used:
            faults.append((field, _("Mẫu thiếu từ bắt buộc.")))
    if not is_domain(naming.domain):
        faults.append(("domain", _("Tên miền chưa đúng. Ví dụ: backan.gov.vn.")))
    return faults


# -- people


def person_addresses(naming: Naming, full_name: str, code: str) -> list[str]:
    """What the rule gives, then with more of the name where that is taken."""
    patterns = [naming.person]
    if naming.collision == Collision.NAMES:
        patterns += _longer(naming.person)
    given = _parts(full_name, code)
    made = [f"{_fill(pattern, given)}@{naming.domain}" for pattern in patterns]
    return list(dict.fromkeys(made))


def _numbered(naming: Naming, full_name: str, code: str, number: int) -> str:
    return f"{_fill(naming.person, _parts(full_name, code), number)}@{naming.domain}"


def _parts(full_name: str, code: str) -> dict[str, str]:
    words = [w for w in map(plain, fold(full_name).split()) if w] or ["canbo"]
    before = words[:-1]
    return {
        "ten": words[-1],
        "ho": words[0] if before else "",
        "dem": "".join(words[1:-1]),
        "hodem": "".join(before),
        "hd": "".join(word[0] for word in before),
        "donvi": code,
    }


def _longer(pattern: str) -> list[str]:
    """The same pattern with more of the name in it, less first."""
    words = {word for _join, word in _WORDS.findall(pattern)}
    if "hodem" in words or {"ho", "dem"} <= words:
        return []
    found = []
    if "hd" in words:
        found.append(re.sub(r"\bhd\b", "hodem", pattern))
    elif "ho" in words:
        found.append(re.sub(r"\bho\b", "hodem", pattern))
    elif "dem" in words:
        found.append(re.sub(r"\bdem\b", "hodem", pattern))
    else:
        found += [
            re.sub(r"\bten\b", f"ten.{more}", pattern) for more in ("hd", "hodem")
        ]
    return found


def _fill(pattern: str, given: dict[str, str], number: int = 0) -> str:
    """Words put in, empty ones with what joined them left out; ``number`` stands after
    the last word of the name, or at the end of a seat's.
    """
    words = _WORDS.findall(pattern)
    named = [n for n, (_join, word) in enumerate(words) if word in OF_PERSON | OF_SEAT]
    last = next((n for n in reversed(named) if given.get(words[n][1])), len(words) - 1)
    made, room = "", LONGEST_LOCAL - len(str(number or ""))
    for place, (join, word) in enumerate(words):
        text = given.get(word, word)
        if place == last and number:
            text += str(number)
        if text:
            made += ("" if join == "+" or not made else join) + text
    if len(made) <= LONGEST_LOCAL:
        return made
    cut = made[:room].rstrip("._-")
    return f"{cut}{number}" if number else cut


def name_people(
    naming: Naming, people: Iterable[PersonToName], taken: set[str]
) -> dict[UUID, Named]:
    """An address for each, in the order given; ``taken`` grows by them."""
    found = {}
    numbers: dict[str, int] = {}
    for person in people:
        found[person.id] = _first_free(naming, person, taken, numbers)
        taken.add(found[person.id].address)
    return found


def _first_free(
    naming: Naming, person: PersonToName, taken: set[str], numbers: dict[str, int]
) -> Named:
    """``numbers``: how far those of each address have gone, so that the hundredth
    Nguyễn Văn Hùng does not try the ninety-nine before.
    """
    forms = person_addresses(naming, person.full_name, person.code)
    for address in forms:
        if address not in taken:
            return Named(address, forms[0])
    number, address = numbers.get(forms[0], 1), forms[0]
    while address in taken:
        number += 1
        address = _numbered(naming, person.full_name, person.code, number)
    numbers[forms[0]] = number
    return Named(address, forms[0])


# -- bodies and their seats

# What a body's short name begins with, longest first; the rest is its place.
_KINDS = (
    ("uy ban nhan dan", ""),
    ("ubnd", ""),
    ("thanh pho", "tp"),
    ("thi tran", "tt"),
    ("thi xa", "tx"),
    ("phuong", "phuong"),
    ("huyen", "huyen"),
    ("tinh", "tinh"),
    ("xa", "xa"),
    ("tp", "tp"),
    ("tt", "tt"),
    ("tx", "tx"),
)
_BY_PLACE = frozenset({"district", "commune"})


def _place(short_name: str) -> tuple[str, str]:
    """ "UBND xã Yến Dương" → ("xa", "yenduong")."""
    text, kind = fold(short_name).replace(".", " ").strip(), ""
    again = True
    while again:
        again = False
        for word, short in _KINDS:
            if text.startswith(f"{word} "):
                text, again = text[len(word) :].strip(), True
                kind = short or kind
                break
    return kind, plain(text)


def _initials(text: str) -> str:
    return "".join(word[0] for word in fold(text).split() if plain(word))


def _codes(agency: AgencyToName) -> Iterator[str]:
    kind, place = _place(agency.short_name)
    if agency.kind in _BY_PLACE and place:
        first, second = place, f"{kind}{place}"
    else:
        first = plain(agency.issuer_symbol) or plain(_initials(agency.short_name))
        first = first or "coquan"
        second = f"{first}{place}"
    yield first[:_LONGEST_CODE]
    yield second[:_LONGEST_CODE]
    number = 2
    while True:
        yield f"{first[: _LONGEST_CODE - 4]}{number}"
        number += 1


def agency_codes(agencies: Sequence[AgencyToName]) -> dict[UUID, str]:
    """What stands for each body in addresses, each its own; the older body keeps the
    shorter one.
    """
    found: dict[UUID, str] = {}
    taken: set[str] = set()
    for agency in sorted(agencies, key=lambda one: one.id):
        code = next(c for c in _codes(agency) if c not in taken)
        found[agency.id] = code
        taken.add(code)
    return found


def unit_code(name: str, symbol: str) -> str:
    """A unit's seat: its symbol, or the first letters of its name."""
    return (plain(symbol) or plain(_initials(name)) or "donvi")[:_LONGEST_CODE]


def name_seat(naming: Naming, seat: str, code: str, taken: set[str]) -> Named:
    """``seat`` empty: the body's own address; ``taken`` grows by it."""
    pattern = naming.seat if seat else naming.agency
    given = {"ghe": seat, "donvi": code}
    wanted = f"{_fill(pattern, given)}@{naming.domain}"
    address, number = wanted, 1
    while address in taken:
        number += 1
        address = f"{_fill(pattern, given, number)}@{naming.domain}"
    taken.add(address)
    return Named(address, wanted)
