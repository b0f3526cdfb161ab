"""Bắc Kạn's agencies, units, posts and people, from data/bac_kan.yaml and cast.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from congvu.accounts.models import User
from congvu.demo.actions.rows import Rows
from congvu.demo.rules import names
from congvu.organisations.models import (
    Agency,
    AgencyKind,
    IdentifierScheme,
    Person,
    Post,
    Unit,
)
from congvu.organisations.rules import Role

DATA = Path(__file__).resolve().parents[1] / "data"

# desk → (name of the post, role); the leader's post has its own name in each kind.
_DESKS = {
    "leader": ("", Role.LEADER),
    "chief": ("Chánh Văn phòng", Role.OFFICE_CHIEF),
    "clerk": ("Văn thư", Role.RECORDS_CLERK),
    "head": ("Trưởng phòng", Role.UNIT_HEAD),
    "specialist": ("Chuyên viên", Role.SPECIALIST),
}
# In one commune of seven a specialist works in the registry too.
_EVERY_SEVENTH = 7


def read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return data


def read_papers() -> list[dict[str, Any]]:
    text = (DATA / "papers.yaml").read_text(encoding="utf-8")
    lines: list[dict[str, Any]] = yaml.safe_load(text)
    return lines


@dataclass
class Province:
    """The plan while it is drawn: what is known of it, and who is left to name."""

    facts: dict[str, Any]
    cast: dict[str, Any]
    rows: Rows
    today: date
    password: str
    people: dict[str, Person] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    invented: Iterator[str] = field(init=False)

    def __post_init__(self) -> None:
        listed = (*self.cast["committee"], *self.cast["elsewhere"])
        taken = {c["name"] for c in listed if "name" in c}
        self.invented = names(read("names.yaml"), "Bắc Kạn", taken)

    @property
    def since(self) -> date:
        since: date = self.facts["appointed_from"]
        return since

    def user(self, username: str) -> User:
        if username not in self.users:
            self.users[username] = self.rows.user(username, self.password)
        return self.users[username]

    def seat(
        self,
        post: Post,
        key: str,
        *,
        username: str = "",
        name: str = "",
        until: date | None = None,
    ) -> None:
        """Somebody sits in the post: one of the cast, or an invented official."""
        person = self.people.get(username) if username else None
        if person is None:
            # Joined the service some years before the appointment.
            joined = self.since - timedelta(
                days=400 + 37 * (len(self.rows.events) % 200)
            )
            person = self.rows.person(
                username or key,
                name or next(self.invented),
                since=joined,
                user=self.user(username) if username else None,
            )
        if username:
            self.people[username] = person
            self.posts.setdefault(username, post)
        self.rows.appointment(person, post, self.since, until)


def draw(rows: Rows, *, today: date, password: str) -> None:
    """The whole province into ``rows``; writes nothing yet."""
    province = Province(read("bac_kan.yaml"), read("cast.yaml"), rows, today, password)
    committee = _committee(province)
    for place, facts in enumerate(province.facts["departments"], start=1):
        _department(province, committee, facts, place)
    for facts in province.facts["districts"]:
        _district(province, committee, facts)
    for line in province.cast["outside"]:
        province.user(line["user"])
    for line in province.cast["stands_in"]:
        rows.delegation(
            province.people[line["user"]],
            province.posts[line["post_of"]],
            today - timedelta(days=line["days_before"]),
            today + timedelta(days=line["days_after"]),
            line["basis"],
        )


def _codes(province: Province, agency: Agency, code_35: str, code_13: str) -> None:
    facts = province.facts
    province.rows.identifier(
        agency, IdentifierScheme.CODE_13, code_13, facts["codes_13_from"]
    )
    province.rows.identifier(
        agency, IdentifierScheme.CODE_35, code_35, facts["codes_35_from"]
    )


def _committee(province: Province) -> Agency:
    facts, rows = province.facts["province"], province.rows
    agency = rows.agency(
        "committee",
        kind=AgencyKind.PROVINCE,
        names=[(facts["from"], None, facts["name"], facts["short"])],
        symbol="UBND",
        place=facts["place"],
        parent=None,
    )
    _codes(province, agency, facts["code_35"], facts["code_13"])
    units: dict[str, Unit] = {}
    for position, line in enumerate(province.facts["units"]):
        units[line["key"]] = rows.unit(
            agency,
            f"committee/{line['key']}",
            line["name"],
            symbol=line.get("symbol", ""),
            parent=units.get(line.get("parent", "")),
            position=position,
        )
    for position, line in enumerate(province.cast["committee"]):
        key = f"committee/{line['unit']}/{line['user']}"
        post = rows.post(
            units[line["unit"]], key, line["post"], Role(line["role"]), position
        )
        province.seat(
            post,
            key,
            username=line["user"],
            name=line.get("name", ""),
            until=province.today if line.get("left") else None,
        )
    return agency


def _desks(
    province: Province, key: str, units: dict[str, Unit], leader: str, cast_key: str
) -> None:
    """The posts of an agency, one for each desk in ``units``, with somebody in each."""
    known = {
        c["desk"]: c for c in province.cast["elsewhere"] if c["agency"] == cast_key
    }
    for position, (desk, unit) in enumerate(units.items()):
        name, role = _DESKS[desk]
        post = province.rows.post(unit, f"{key}/{desk}", name or leader, role, position)
        who = known.get(desk, {})
        province.seat(
            post,
            f"{key}/{desk}",
            username=who.get("user", ""),
            name=who.get("name", ""),
        )


def _department(
    province: Province, committee: Agency, facts: dict[str, Any], place: int
) -> None:
    rows, key = province.rows, facts["symbol"]
    agency = rows.agency(
        key,
        kind=AgencyKind.DEPARTMENT,
        names=[(facts["from"], None, facts["name"], facts.get("short", facts["name"]))],
        symbol=facts["symbol"],
        place="Bắc Kạn",
        parent=committee,
    )
    code = facts["demo_code"]
    _codes(province, agency, f"H03.{code}", f"000.00.{code}.H03")
    kind = facts["name"].split()[0]
    leaders = rows.unit(agency, f"{key}/leaders", f"Lãnh đạo {facts['name']}")
    office = rows.unit(
        agency,
        f"{key}/office",
        "Văn phòng Sở" if kind == "Sở" else "Văn phòng",
        symbol="VP",
        position=1,
    )
    division = rows.unit(
        agency,
        f"{key}/division",
        facts["division"]["name"],
        symbol=facts["division"]["symbol"],
        position=2,
    )
    desks = {
        "leader": leaders, "chief": office, "clerk": office,
        "head": division, "specialist": division,
    }  # fmt: skip
    _desks(province, key, desks, facts.get("leader", "Giám đốc"), key)


def _district(province: Province, committee: Agency, facts: dict[str, Any]) -> None:
    rows, key = province.rows, f"district/{facts['code']}"
    was = facts.get("was")
    spans = [(facts["from"], was["until"], was["name"], was["short"])] if was else []
    spans.append(
        (was["until"] if was else facts["from"], None, facts["name"], facts["short"])
    )
    agency = rows.agency(
        key,
        kind=AgencyKind.DISTRICT,
        names=[
            (first, until, _committee_of(name), f"UBND {short}")
            for first, until, name, short in spans
        ],
        symbol="UBND",
        place=facts["place"],
        parent=committee,
    )
    code = facts["demo_code"]
    _codes(province, agency, f"H03.{code}", f"000.00.{code}.H03")
    leaders = rows.unit(agency, f"{key}/leaders", "Lãnh đạo Ủy ban nhân dân")
    office = rows.unit(
        agency,
        f"{key}/office",
        "Văn phòng HĐND và UBND",
        symbol="VP",
        position=1,
    )
    division = rows.unit(
        agency,
        f"{key}/division",
        "Phòng Văn hóa và Thông tin",
        symbol="VHTT",
        position=2,
    )
    desks = {
        "leader": leaders, "chief": office, "clerk": office,
        "head": division, "specialist": division,
    }  # fmt: skip
    _desks(province, key, desks, "Chủ tịch", facts["place"])
    for place, (number, name) in enumerate(facts["communes"].items(), start=1):
        _commune(province, agency, number, name, f"{code}.{place:02d}")


def _commune(
    province: Province, district: Agency, number: str, name: str, code: str
) -> None:
    rows, key = province.rows, f"commune/{number}"
    kind = next(k for k in ("Phường", "Thị trấn", "Xã") if name.startswith(k))
    place = name.removeprefix(kind).strip()
    agency = rows.agency(
        key,
        kind=AgencyKind.COMMUNE,
        names=[
            (
                province.facts["communes_from"],
                None,
                _committee_of(name),
                f"UBND {kind.lower()} {place}",
            )
        ],
        symbol="UBND",
        place=place,
        parent=district,
    )
    upper, lower = code.split(".")
    _codes(province, agency, f"H03.{code}", f"000.{lower}.{upper}.H03")
    rows.identifier(
        agency, IdentifierScheme.COMMUNE_5, number, province.facts["communes_from"]
    )
    leaders = rows.unit(agency, f"{key}/leaders", "Lãnh đạo Ủy ban nhân dân")
    office = rows.unit(
        agency, f"{key}/office", "Văn phòng - Thống kê", symbol="VP", position=1
    )
    desks = {"leader": leaders, "clerk": office}
    if int(number) % _EVERY_SEVENTH == 0:
        desks["specialist"] = office
    _desks(province, key, desks, "Chủ tịch", place)


def _committee_of(name: str) -> str:
    """``Huyện Ba Bể`` → ``Ủy ban nhân dân huyện Ba Bể``."""
    return f"Ủy ban nhân dân {name[0].lower()}{name[1:]}"
