"""Who is who in the demo: the cast, the invented officials, and where they sit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from congvu.accounts.models import User
from congvu.demo.actions.rows import Rows
from congvu.lib.yamltext import read_yaml
from congvu.organisations.models import Agency, Person, Post, Unit
from congvu.organisations.rules import Role
from congvu.synth.actions.bodies import read_names
from congvu.synth.rules import names

DATA = Path(__file__).resolve().parents[1] / "data"

# desk → (name of the post, role); the leader's post has its own name in each kind.
_DESKS = {
    "leader": ("", Role.LEADER),
    "chief": ("Chánh Văn phòng", Role.OFFICE_CHIEF),
    "clerk": ("Văn thư", Role.RECORDS_CLERK),
    "head": ("Trưởng phòng", Role.UNIT_HEAD),
    "specialist": ("Chuyên viên", Role.SPECIALIST),
}


def read(name: str) -> Any:
    return read_yaml((DATA / name).read_text(encoding="utf-8"))


@dataclass
class Plan:
    """What is known while rows are drawn, and who is left to name."""

    rows: Rows
    password: str
    since: date
    cast: dict[str, Any] = field(default_factory=lambda: read("cast.yaml"))
    people: dict[str, Person] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    invented: Iterator[str] = field(init=False)

    def __post_init__(self) -> None:
        listed = (*self.cast["committee"], *self.cast["elsewhere"])
        taken = {c["name"] for c in listed if "name" in c}
        self.invented = names(read_names(), "Bắc Kạn", taken)

    def continue_with(self, rows: Rows, since: date) -> None:
        """The same people; new rows, of another day."""
        self.rows, self.since = rows, since

    def user(self, username: str) -> User:
        if username not in self.users:
            self.users[username] = self.rows.user(username, self.password)
        return self.users[username]

    def seat(self, post: Post, key: str, *, username: str = "", name: str = "") -> None:
        """Somebody sits in the post: one of the cast, or an invented official."""
        person = self.people.get(username) if username else None
        if person is None:
            # Joined the service some years before the appointment.
            days = 400 + 37 * (len(self.rows.events) % 200)
            person = self.rows.person(
                username or key,
                name or next(self.invented),
                since=self.since - timedelta(days=days),
                user=self.user(username) if username else None,
            )
        if username:
            self.people[username] = person
        self.rows.appointment(person, post, self.since)

    def desks(
        self, key: str, units: Mapping[str, Unit], *, leader: str, cast_key: str
    ) -> None:
        """An agency's posts, one for each desk in ``units``, with somebody in each."""
        known = {
            line["desk"]: line
            for line in self.cast["elsewhere"]
            if line["agency"] == cast_key
        }
        for position, (desk, unit) in enumerate(units.items()):
            name, role = _DESKS[desk]
            place = f"{key}/{desk}"
            post = self.rows.post(unit, place, name or leader, role, position)
            who = known.get(desk, {})
            self.seat(
                post, place, username=who.get("user", ""), name=who.get("name", "")
            )

    def five_desks(
        self,
        agency: Agency,
        key: str,
        *,
        leaders: str,
        office: str,
        division: Mapping[str, str],
        leader: str,
        cast_key: str,
    ) -> None:
        """Leaders, an office with chief and clerk, a division with head and hand."""
        rows = self.rows
        above = rows.unit(agency, f"{key}/leaders", leaders)
        middle = rows.unit(agency, f"{key}/office", office, symbol="VP", position=1)
        below = rows.unit(
            agency,
            f"{key}/division",
            division["name"],
            symbol=division["symbol"],
            position=2,
        )
        units = {
            "leader": above, "chief": middle, "clerk": middle,
            "head": below, "specialist": below,
        }  # fmt: skip
        self.desks(key, units, leader=leader, cast_key=cast_key)

    def committee(self, agency: Agency) -> None:
        """The units of the provincial committee, with the cast in them."""
        units: dict[str, Unit] = {}
        for position, line in enumerate(self.cast["units"]):
            units[line["key"]] = self.rows.unit(
                agency,
                f"committee/{line['key']}",
                line["name"],
                symbol=line.get("symbol", ""),
                parent=units.get(line.get("parent", "")),
                position=position,
            )
        for position, line in enumerate(self.cast["committee"]):
            key = f"committee/{line['unit']}/{line['user']}"
            unit, role = units[line["unit"]], Role(line["role"])
            post = self.rows.post(unit, key, line["post"], role, position)
            self.seat(post, key, username=line["user"], name=line.get("name", ""))
