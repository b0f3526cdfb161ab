"""Inventing the agencies and the people in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from uuid import UUID

from congvu.accounts.models import User
from congvu.demo import rules as demo_rules
from congvu.lib.dates import VIETNAM
from congvu.lib.text import fold
from congvu.lib.yamltext import read_yaml
from congvu.organisations.models import (
    Agency,
    AgencyVersion,
    Appointment,
    Identifier,
    Person,
    Post,
    Unit,
    UnitVersion,
)
from congvu.organisations.rules import Role
from congvu.synth.actions.copying import Table
from congvu.synth.rules import Body, Chair, Dice, Division

NAMES = Path(demo_rules.__file__).parent / "data" / "names.yaml"
DIVISIONS = (
    "Phòng Tổng hợp", "Phòng Kinh tế", "Phòng Nội chính", "Phòng Tài chính",
    "Phòng Văn xã", "Phòng Tài nguyên", "Phòng Xây dựng", "Phòng Công nghệ",
    "Phòng Thanh tra", "Phòng Hành chính",
)  # fmt: skip
_FIELDS = (
    "Nội vụ", "Tài chính", "Y tế", "Tư pháp", "Xây dựng", "Công Thương",
    "Nông nghiệp và Môi trường", "Khoa học và Công nghệ", "Giáo dục và Đào tạo",
    "Văn hóa, Thể thao và Du lịch",
)  # fmt: skip


class _Builder:
    """Rows of the organisation, collected before they are loaded together."""

    def __init__(self, dice: Dice, seed: int, since: date) -> None:
        self.dice, self.seed, self.since = dice, seed, since
        self.at = datetime.combine(since, time(8), VIETNAM)
        parts = read_yaml(NAMES.read_text(encoding="utf-8"))
        self.names: Iterator[str] = demo_rules.names(parts, f"synth-{seed}", set())
        self.people = 0
        models = (
            User, Agency, AgencyVersion, Identifier, Unit, UnitVersion, Person, Post,
            Appointment,
        )  # fmt: skip
        self.tables = {m: Table(m) for m in models}

    def key(self) -> UUID:
        return self.dice.key(self.at)

    def agency(self, kind: str, name: str, symbol: str, code: str) -> UUID:
        agency_id = self.key()
        self.tables[Agency].add(id=agency_id, kind=kind, valid_from=self.since)
        self.tables[AgencyVersion].add(
            id=self.key(),
            agency_id=agency_id,
            name=name,
            short_name=name[:60],
            issuer_symbol=symbol,
            folded_name=fold(name),
            valid_from=self.since,
        )
        self.tables[Identifier].add(
            id=self.key(),
            agency_id=agency_id,
            scheme="code-35",
            value=code,
            valid_from=self.since,
        )
        return agency_id

    def unit(self, agency_id: UUID, name: str, position: int) -> UUID:
        unit_id = self.key()
        self.tables[Unit].add(id=unit_id, agency_id=agency_id, valid_from=self.since)
        self.tables[UnitVersion].add(
            id=self.key(),
            unit_id=unit_id,
            name=name,
            position=position,
            valid_from=self.since,
        )
        return unit_id

    def chair(self, unit_id: UUID, unit_name: str, name: str, role: Role) -> Chair:
        self.people += 1
        who, person_id, post_id, user_id = (
            next(self.names),
            *(self.key() for _n in range(3)),
        )
        self.tables[User].add(
            id=user_id,
            username=f"gl{self.seed}.{self.people:05d}",
            password="!",  # noqa: S106  no password opens it until one is given
            created_at=self.at,
        )
        self.tables[Person].add(
            id=person_id,
            user_id=user_id,
            full_name=who,
            folded_name=fold(who),
            valid_from=self.since,
        )
        self.tables[Post].add(
            id=post_id,
            unit_id=unit_id,
            name=name,
            role=role.value,
            valid_from=self.since,
            position=self.people % 1000,
        )
        self.tables[Appointment].add(
            id=self.key(), person_id=person_id, post_id=post_id, valid_from=self.since
        )
        return Chair(post_id, name, person_id, who, unit_id, unit_name)

    def load(self) -> None:
        for table in self.tables.values():
            table.load()


def make_bodies(dice: Dice, *, documents: int, seed: int, since: date) -> list[Body]:
    """Load the agencies of a province of this size; the first holds a third of it."""
    builder = _Builder(dice, seed, since)
    count = max(3, min(150, documents // 1000))
    bodies = [_body(builder, n, count, documents) for n in range(count)]
    builder.load()
    return bodies


def _body(builder: _Builder, n: int, count: int, documents: int) -> Body:
    if n == 0:
        kind, name, symbol = "province", f"UBND tỉnh Giả Lập {builder.seed}", "UBND"
    elif n <= len(_FIELDS):
        kind, name = "department", f"Sở {_FIELDS[n - 1]} Giả Lập {builder.seed}"
        symbol = "S" + "".join(w[0] for w in _FIELDS[n - 1].split() if w[0].isupper())
    else:
        kind, name = "commune", f"UBND xã Giả Lập {builder.seed}.{n:03d}"
        symbol = "UBND"
    code = f"X{builder.seed:02d}" + (f".{n:03d}" if n else "")
    agency_id = builder.agency(kind, name, symbol, code)
    top = builder.unit(agency_id, "Lãnh đạo", 0)
    office = builder.unit(agency_id, "Văn phòng", 1)
    leaders = [
        builder.chair(top, "Lãnh đạo", title, Role.LEADER)
        for title in ("Chủ tịch" if symbol == "UBND" else "Giám đốc", "Cấp phó")
    ]
    clerk = builder.chair(office, "Văn phòng", "Văn thư", Role.RECORDS_CLERK)
    builder.chair(office, "Văn phòng", "Chánh Văn phòng", Role.OFFICE_CHIEF)
    size = 10 if n == 0 else 4 if kind == "department" else 2
    # About one specialist a hundredth of the agency's papers, as in a real office.
    staff = (10 if documents >= 20_000 else 4) if n == 0 else 3
    divisions = []
    for d in range(size):
        unit_id = builder.unit(agency_id, DIVISIONS[d], d + 2)
        head = builder.chair(unit_id, DIVISIONS[d], "Trưởng phòng", Role.UNIT_HEAD)
        specialists = [
            builder.chair(unit_id, DIVISIONS[d], "Chuyên viên", Role.SPECIALIST)
            for _n in range(staff)
        ]
        pace = builder.dice.about(1, 0.3)
        divisions.append(Division(unit_id, DIVISIONS[d], head, specialists, pace))
    weight = count / 2 if n == 0 else 1.0
    return Body(agency_id, name, symbol, clerk, leaders, divisions, weight)
