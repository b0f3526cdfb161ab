"""Papers of the months before that people read: written, sent out among the others
(months.py), then made public by their registries two hours after they left.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from congvu.audit.rules import SYSTEM
from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.demo.formats.paper import Sheet, make_pdf
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.models import AgencyKind
from congvu.organisations.queries import AgencyOnDay
from congvu.organisations.rules import Role
from congvu.outgoing.models import OutgoingEntry, PaperRelation
from congvu.portal import actions
from congvu.portal.actions import PublicWish
from congvu.portal.models import Publishing
from congvu.synth.actions.papers import Issued, Written

FILE = "shown.yaml"
_AFTER = timedelta(hours=2)


@dataclass(frozen=True)
class Told:
    """One paper of the file, and whose it is."""

    line: dict[str, Any]
    agency: AgencyOnDay
    superior: str
    type_name: str

    @property
    def agency_id(self) -> UUID:
        return self.agency.id

    def written(self, at: datetime) -> Written:
        year = local_date(at).year
        title = self.line["subject"].format(year=year)
        body = tuple(words.format(year=year) for words in self.line["body"])
        return Written(
            code=self.line["type"],
            title=title,
            text="\n".join([self.type_name, title, *body]),
            drawn=lambda made: make_pdf(self._sheet(made, body)),
        )

    def _sheet(self, made: Issued, body: tuple[str, ...]) -> Sheet:
        own = made.position.upper()
        is_committee = self.agency.kind != AgencyKind.DEPARTMENT
        return Sheet(
            superior="" if is_committee else self.superior,
            issuer=self.agency.name,
            symbol=made.symbol,
            place=self.agency.place,
            day=made.issued_on,
            type_name=self.type_name,
            subject=made.title,
            to="",
            body=(*body, "Trân trọng./."),
            receivers=("Các cơ quan, đơn vị liên quan;", "Lưu: VT."),
            authority=("TM. ỦY BAN NHÂN DÂN", own) if is_committee else (own,),
            signer=made.signer,
        )


def told_papers(on: date) -> list[Told]:
    """Those whose agency there was that day, the oldest first."""
    bodies = Bodies(on)
    superior = bodies.agencies["committee"].short_name
    return [
        Told(line, agency, superior, bodies.types[line["type"]])
        for line in read(FILE)
        if (agency := bodies.agencies.get(line["from"])) is not None
    ]


def show_earlier(*, now: datetime) -> None:
    """After the sites are there; what is over since, replaced or taken down is said."""
    bodies = Bodies(local_date(now))
    for line in read(FILE):
        entry = _entry(bodies, line["from"], line["subject"])
        if entry is None:
            continue
        at = min((entry.released_at or now) + _AFTER, now)
        desk = bodies.desk(line["from"], Role.RECORDS_CLERK)
        found = _show(entry, line, seat_of_post(desk, local_date(at)), at)
        earlier = _entry(bodies, line["from"], line.get("after", ""))
        if earlier is not None:
            _relate(earlier, entry, line["how"], at)
        if "gone" in line:
            actions.take_down(
                publishing_id=found.pk,
                why=line["gone"],
                is_secret=False,
                by=seat_of_post(desk, local_date(now)),
                at=now,
            )
    actions.expire_papers(by=SYSTEM, at=now)


def _entry(bodies: Bodies, agency: str, subject: str) -> OutgoingEntry | None:
    """The paper as it went out, in whatever year that was."""
    before, _year, after = subject.partition("{year}")
    found: OutgoingEntry | None = (
        OutgoingEntry.objects.filter(
            agency=bodies.agencies[agency].id,
            subject__startswith=before,
            subject__endswith=after,
        ).first()
        if subject and agency in bodies.agencies
        else None
    )
    return found


def _show(
    entry: OutgoingEntry, line: dict[str, Any], by: Seat, at: datetime
) -> Publishing:
    until = entry.issued_on + timedelta(days=line["lasts"]) if "lasts" in line else None
    wish = PublicWish(public=True, field=line["field"], expires_on=until)
    found = actions.decide_public(wish=wish, entry_id=entry.pk, by=by, at=at)
    actions.read_publishing(publishing_id=found.pk, by=SYSTEM, at=at)
    return found


def _relate(
    earlier: OutgoingEntry, later: OutgoingEntry, how: str, at: datetime
) -> None:
    PaperRelation.objects.create(entry=later, earlier=earlier, kind=how)
    actions.tell_relation(earlier=earlier, later=later, kind=how, by=SYSTEM, at=at)
