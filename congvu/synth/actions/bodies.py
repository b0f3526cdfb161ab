"""Inventing the agencies and the people in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from congvu.accounts.models import User
from congvu.lib.dates import VIETNAM
from congvu.lib.text import fold
from congvu.lib.yamltext import read_yaml
from congvu.organisations.models import (
    Agency,
    AgencyVersion,
    Appointment,
    Heir,
    Identifier,
    Person,
    Post,
    Reform,
    Succession,
    Unit,
    UnitVersion,
)
from congvu.organisations.rules import BodyKind, ReformState, Role
from congvu.synth.actions.copying import Table
from congvu.synth.rules import Body, Chair, Dice, Division, names

NAMES = Path(__file__).parents[1] / "data" / "names.yaml"
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


def read_names() -> dict[str, Any]:
    """What names are put together from."""
    found: dict[str, Any] = read_yaml(NAMES.read_text(encoding="utf-8"))
    return found


class _Builder:
    """Rows of the organisation, collected before they are loaded together."""

    def __init__(self, dice: Dice, seed: int, since: date) -> None:
        self.dice, self.seed, self.since = dice, seed, since
        self.at = datetime.combine(since, time(8), VIETNAM)
        self.names: Iterator[str] = names(read_names(), f"synth-{seed}", set())
        self.people = 0
        models = (
            User, Agency, AgencyVersion, Identifier, Unit, UnitVersion, Person, Post,
            Appointment, Reform, Succession, Heir,
        )  # fmt: skip
        # Who holds a post since when, until it is handed on.
        self.holding: dict[UUID, tuple[UUID, UUID, date]] = {}
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
        post_id = self.key()
        self.tables[Post].add(
            id=post_id,
            unit_id=unit_id,
            name=name,
            role=role.value,
            valid_from=self.since,
            position=self.people % 1000,
        )
        return self._seated(post_id, name, unit_id, unit_name, self.since)

    def hand_on(self, chair: Chair, on: date) -> Chair:
        """Somebody else holds the post from that day."""
        self._leave(chair.post_id, on)
        return self._seated(
            chair.post_id, chair.post_name, chair.unit_id, chair.unit_name, on
        )

    def _seated(
        self, post_id: UUID, name: str, unit_id: UUID, unit_name: str, since: date
    ) -> Chair:
        self.people += 1
        who, person_id, user_id = next(self.names), self.key(), self.key()
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
            valid_from=since,
        )
        self.holding[post_id] = (self.key(), person_id, since)
        return Chair(post_id, name, person_id, who, unit_id, unit_name)

    def _leave(self, post_id: UUID, until: date | None) -> None:
        key, person_id, since = self.holding.pop(post_id)
        self.tables[Appointment].add(
            id=key,
            person_id=person_id,
            post_id=post_id,
            valid_from=since,
            valid_until=until,
        )

    def all_stay(self) -> None:
        """Nobody is handed on any more: the appointments as they stand are rows."""
        for post_id in list(self.holding):
            self._leave(post_id, None)

    def reform(self, on: date) -> UUID:
        key, before = self.key(), datetime.combine(on - timedelta(60), time(9), VIETNAM)
        self.tables[Reform].add(
            id=key,
            title=f"Hợp nhất xã của tỉnh Giả Lập {self.seed}",
            legal_basis=f"Nghị quyết số {on.year % 100}/NQ-HĐND",
            on=on,
            state=ReformState.CARRIED_OUT.value,
            prepared_at=before,
            prepared_by="Sở Nội vụ",
            decided_at=before,
            decided_by="HĐND tỉnh",
            carried_out_at=datetime.combine(on, time(0, 5), VIETNAM),
        )
        return key

    def end(self, old: Body, new: Body, reform: UUID, on: date) -> None:
        """An agency lives on in another, its divisions in those of the same name."""
        heirs = {d.name: d.unit_id for d in new.divisions}
        pairs = [(BodyKind.AGENCY, old.agency_id, new.agency_id)]
        pairs += [(BodyKind.UNIT, d.unit_id, heirs[d.name]) for d in old.divisions]
        for kind, before, after in pairs:
            told = {"reform_id": reform, "kind": kind.value, "predecessor_id": before}
            self.tables[Succession].add(
                id=self.key(), successor_id=after, on=on, **told
            )
            self.tables[Heir].add(id=self.key(), heir_id=after, valid_from=on, **told)


class Organisation:
    """The agencies of a province of this size; the first has a third of the papers.

    Some communes are joined by threes on ``reform_on``; each year people change posts.
    """

    def __init__(
        self, dice: Dice, *, documents: int, seed: int, since: date, reform_on: date,
        agencies: int = 0,
    ) -> None:  # fmt: skip
        self.builder = _Builder(dice, seed, since)
        self.dice, self.documents, self.seed = dice, documents, seed
        count = agencies or max(3, min(150, documents // 1000))
        self.bodies = [self._body(n, count) for n in range(count)]
        if count >= 12:
            self._join(reform_on)

    @property
    def tables(self) -> list[Table]:
        return list(self.builder.tables.values())

    def new_year(self, first_day: date) -> None:
        """One post in eight gets another holder, who is new to the province."""
        for body in self.bodies:
            if not body.is_there(first_day):
                continue
            for division in body.divisions:
                division.specialists = [
                    self._next(c, first_day) for c in division.specialists
                ]
                division.head = self._next(division.head, first_day)
            body.leaders = [self._next(c, first_day) for c in body.leaders]
            body.clerk = self._next(body.clerk, first_day)

    def _next(self, chair: Chair, on: date) -> Chair:
        return (
            chair
            if self.dice.random() >= _CHANGING
            else self.builder.hand_on(chair, on)
        )

    def _body(self, n: int, count: int) -> Body:
        fields = _FIELDS
        if n == 0:
            kind, name, symbol = "province", f"UBND tỉnh Giả Lập {self.seed}", "UBND"
        elif n <= len(fields):
            kind, name = "department", f"Sở {fields[n - 1]} Giả Lập {self.seed}"
            symbol = "S" + "".join(
                w[0] for w in fields[n - 1].split() if w[0].isupper()
            )
        else:
            kind, name = "commune", f"UBND xã Giả Lập {self.seed}.{n:03d}"
            symbol = "UBND"
        code = f"X{self.seed:02d}" + (f".{n:03d}" if n else "")
        weight = count / 2 if n == 0 else 1.0
        return self._staffed(kind, name, symbol, code, weight)

    def _staffed(
        self, kind: str, name: str, symbol: str, code: str, weight: float
    ) -> Body:
        """As many people as the papers are work for: five thousand for a million."""
        builder = self.builder
        agency_id = builder.agency(kind, name, symbol, code)
        top = builder.unit(agency_id, "Lãnh đạo", 0)
        office = builder.unit(agency_id, "Văn phòng", 1)
        leaders = [
            builder.chair(top, "Lãnh đạo", title, Role.LEADER)
            for title in ("Chủ tịch" if symbol == "UBND" else "Giám đốc", "Cấp phó")
        ]
        clerk = builder.chair(office, "Văn phòng", "Văn thư", Role.RECORDS_CLERK)
        builder.chair(office, "Văn phòng", "Chánh Văn phòng", Role.OFFICE_CHIEF)
        size, staff = _sizes(kind, self.documents)
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
        return Body(agency_id, name, symbol, clerk, leaders, divisions, weight)

    def _join(self, on: date) -> None:
        """The last third of the communes, three by three, become one each."""
        builder = self.builder
        communes = self.bodies[1 + len(_FIELDS) :]
        ending = communes[-(len(communes) // 9) * 3 :] if len(communes) >= 9 else []
        if not ending:
            return
        reform = builder.reform(on)
        builder.since = on
        for n in range(0, len(ending), 3):
            three = ending[n : n + 3]
            name = f"UBND xã Hợp Nhất {self.seed}.{n // 3 + 1:03d}"
            code = f"X{self.seed:02d}.{900 + n // 3}"
            new = self._staffed("commune", name, "UBND", code, 3.0)
            new.since = on
            for old in three:
                old.until, old.heir = on, new.agency_id
                builder.end(old, new, reform, on)
            self.bodies.append(new)


_CHANGING = 1 / 8


def _sizes(kind: str, documents: int) -> tuple[int, int]:
    """Divisions, and specialists in each."""
    if documents >= 500_000:
        return {"province": (10, 12), "department": (7, 8)}.get(kind, (4, 7))
    # About one specialist a hundredth of the agency's papers, as in a real office.
    if kind == "province":
        return 10, 10 if documents >= 20_000 else 4
    return (4, 3) if kind == "department" else (2, 3)
