"""Who wrote a demo paper, to whom, and where its receivers sit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from congvu.demo.actions.plan import read
from congvu.demo.formats.paper import Sheet
from congvu.documents.rules import Paper
from congvu.law.queries import document_types
from congvu.lib.dates import WorkCalendar
from congvu.organisations.models import AgencyKind, Appointment
from congvu.organisations.queries import (
    AgencyOnDay,
    PostOnDay,
    agencies_on,
    posts_on,
)
from congvu.organisations.rules import Role

_MARKS = {
    "urgent": "KHẨN",
    "very_urgent": "THƯỢNG KHẨN",
    "express": "HỎA TỐC",
}


@dataclass(frozen=True)
class Mail:
    """A paper as it comes: its line in the file, its sheet, its register data."""

    line: dict[str, Any]
    sheet: Sheet
    paper: Paper
    file_name: str


# Whose committee is "committee", while it lives.
_PROVINCES = ("H03", "H55")


def _by_word(on: date) -> dict[str, AgencyOnDay]:
    """The agencies of a day by the words of the files of papers: symbol or place."""
    agencies = agencies_on(on)
    # Districts last: one that shares its place with a commune is meant first.
    agencies.sort(key=lambda a: a.kind == AgencyKind.DISTRICT)
    found = {
        a.issuer_symbol if a.kind == AgencyKind.DEPARTMENT else a.place: a
        for a in agencies
    }
    by_code = {a.code: a for a in agencies}
    code = next(code for code in _PROVINCES if code in by_code)
    return found | {"committee": by_code[code]}


class Bodies:
    """The demo's agencies by the words that the papers use, and their desks."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.types = {t.code: t.name for t in document_types(on)}
        self.agencies = _by_word(on)
        self._posts: dict[str, list[PostOnDay]] = {}
        self._users = {
            (row["person__user__username"], row["post__unit__agency"]): row["post"]
            for row in Appointment.objects.valid(on=on)
            .filter(person__user__isnull=False)
            .order_by("-id")
            .values("person__user__username", "post__unit__agency", "post")
        }
        self._units: dict[str, str] = {
            u["key"]: u["name"] for u in read("cast.yaml")["units"]
        }

    def posts(self, agency: str) -> list[PostOnDay]:
        if agency not in self._posts:
            self._posts[agency] = posts_on(self.on, agency_id=self.agencies[agency].id)
        return self._posts[agency]

    def desk(self, agency: str, name: str) -> UUID:
        """The first post of a role, or the post of one of the cast."""
        user = self._users.get((name, self.agencies[agency].id))
        if user is not None:
            return UUID(str(user))
        return next(p.id for p in self.posts(agency) if p.role == name)

    def _unit_name(self, agency: str, name: str) -> str:
        if name != "division":
            return self._units.get(name, "")
        heads = (p for p in self.posts(agency) if p.role == Role.UNIT_HEAD)
        return next(p.unit_name for p in heads if p.person_id)

    def unit_or_post(self, agency: str, name: str) -> UUID:
        """Where a leader hands work to: another agency, a unit, or somebody's post."""
        if name in self.agencies:
            return self.agencies[name].id
        unit = self._unit_name(agency, name)
        found = (p.unit_id for p in self.posts(agency) if unit and p.unit_name == unit)
        return next(found, None) or self.desk(agency, name)

    def head(self, agency: str, name: str) -> UUID:
        return self._of_unit(agency, name, Role.UNIT_HEAD)

    def specialist(self, agency: str, name: str) -> UUID:
        return self._of_unit(agency, name, Role.SPECIALIST)

    def _of_unit(self, agency: str, name: str, role: Role) -> UUID:
        unit = self._unit_name(agency, name)
        held = (
            p.id
            for p in self.posts(agency)
            if unit and p.unit_name == unit and p.role == role and p.person_id
        )
        return next(held, None) or self.desk(agency, name)

    def arrived(self, line: dict[str, Any], days: WorkCalendar, today: date) -> date:
        """The working day it came; ``age`` 0 on a day off is the last working day."""
        if line["age"]:
            return days.add_working_days(today, -line["age"])
        return today if days.is_working(today) else days.add_working_days(today, -1)

    def mail(self, line: dict[str, Any], days: WorkCalendar) -> Mail:
        arrived = self.arrived(line, days, self.on)
        issued = days.add_working_days(arrived, -line.get("issued_age", 1))
        sheet = self._sheet(line, issued)
        paper = Paper(
            subject=line["subject"],
            issuer_name=self._issuer_name(line),
            type_code=line["type"],
            symbol=line["symbol"],
            issued_on=issued,
            signer_name=sheet.signer,
            signer_position=sheet.authority[-1].capitalize(),
            urgency=line.get("urgency", "normal"),
        )
        file_name = f"{line['symbol'].replace('/', '_')}.pdf"
        return Mail(line, sheet, paper, file_name)

    def _issuer_name(self, line: dict[str, Any]) -> str:
        name: str = (
            self.agencies[line["from"]].name if "from" in line else line["issuer"]
        )
        return name

    def _sheet(self, line: dict[str, Any], issued: date) -> Sheet:
        superior, issuer, place, authority, signer = self._head(line)
        to = self.agencies[line["to"]].name
        closing = f"{issuer} trân trọng đề nghị {to} quan tâm, giải quyết./."
        is_letter = line["type"] == "CV"
        unit = line["symbol"].rsplit("-", 1)[-1].rsplit("/", 1)[-1]
        return Sheet(
            superior=superior,
            issuer=issuer,
            symbol=line["symbol"],
            place=place,
            day=issued,
            type_name="" if is_letter else self.types[line["type"]],
            subject=line["subject"],
            to=to if line["type"] in {"CV", "TTr", "BC", "GM"} else "",
            body=(*line["body"], closing if is_letter else "Trân trọng./."),
            receivers=("Như trên;", f"Lưu: VT, {unit}."),
            authority=authority,
            signer=signer,
            mark=_MARKS.get(line.get("urgency", ""), ""),
        )

    def _head(self, line: dict[str, Any]) -> tuple[str, str, str, tuple[str, ...], str]:
        """(superior, issuer, place, authority, signer) as they stand on the paper."""
        if "from" not in line:
            *authority, signer = line["signer"]
            return "", line["issuer"], line["place"], tuple(authority), signer
        agency = self.agencies[line["from"]]
        leader = next(p for p in self.posts(line["from"]) if p.role == Role.LEADER)
        own = leader.name.upper()
        if agency.kind == "department":
            superior = self.agencies["committee"].short_name
            return superior, agency.name, agency.place, (own,), leader.person_name
        authority = ("TM. ỦY BAN NHÂN DÂN", own)
        return "", agency.name, agency.place, authority, leader.person_name
