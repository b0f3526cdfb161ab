"""Loads an office's own file: adds what is missing, changes nothing that differs.

A file describes; it never silently renames, moves or dismisses. Only an explicit
``until`` ends an appointment, and only a row with a new ``from`` makes a new one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from congvu.accounts.models import User
from congvu.audit.rules import Actor
from congvu.lib.refusals import Refused
from congvu.organisations.actions.bodies import (
    create_agency,
    create_unit,
    give_identifier,
)
from congvu.organisations.actions.office import (
    AgencyRow,
    CodeRow,
    DelegationRow,
    HoldingRow,
    OfficeFile,
    PersonRow,
    PostRow,
    Reference,
    UnitRow,
)
from congvu.organisations.actions.people import (
    add_official,
    appoint,
    create_post,
    end_appointment,
)
from congvu.organisations.actions.standing_in import delegate
from congvu.organisations.models import (
    Agency,
    AgencyVersion,
    Appointment,
    Delegation,
    Identifier,
    Person,
    Post,
    Unit,
    UnitVersion,
)
from congvu.organisations.queries import agency_by_code, resolve_code
from congvu.organisations.rules import FIRST_LOAD, Role


class LoadRefused(Refused):
    """Some rows cannot be so; nothing of the file was loaded."""


@dataclass
class Loaded:
    """What a load added, and the first passwords, which nobody can ever see again."""

    added: Counter[str] = field(default_factory=Counter)
    passwords: dict[str, str] = field(default_factory=dict)
    # Codes that are closed, and for whom the load acted.
    notes: list[str] = field(default_factory=list)


@transaction.atomic
def load_office(
    *, office: OfficeFile, by: Actor, at: datetime, dry_run: bool = False
) -> Loaded:
    """All of the file or nothing of it; a dry run goes all the way and back."""
    with connection.cursor() as cursor:
        # Two loads at once would each add what the other is adding.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('organisations.load'))")
    load = _Load(office, by, at)
    load.run()
    if load.wrong:
        raise LoadRefused(load.wrong)
    if dry_run:
        transaction.set_rollback(True)
    return load.done


class _Load:
    """One run: what has been found or made so far, by the names of the file."""

    def __init__(self, office: OfficeFile, by: Actor, at: datetime) -> None:
        self.office, self.by, self.at = office, by, at
        self.done = Loaded()
        self.wrong: list[str] = []
        self.agencies: dict[str, Agency] = {}
        self.units: dict[tuple[str, str], Unit] = {}
        self.people: dict[str, Person] = {}
        self.new: set[str] = set()

    def run(self) -> None:
        for agency in self._superiors_first():
            self._agency(agency)
        if self.wrong:
            # The rest would only repeat that its agency or unit is missing.
            return
        for row in self.office.people:
            self._person(row)
        # Who leaves makes room for who follows on the same day.
        new = [h for p in self.office.people for h in self._not_yet_held(p)]
        for person, held in new:
            self._appoint(person, held)
        for delegation in self.office.delegations:
            self._delegation(delegation)

    @contextmanager
    def _row(self, line: int, what: str, added: str = "") -> Iterator[None]:
        """Remember why a row is refused, and go on with the next."""
        try:
            yield
        except Refused as why:
            self.wrong += [
                _("dòng %(line)s, %(label)s: %(message)s")
                % {"line": line, "label": what, "message": reason.message}
                for reason in why.reasons
            ]
        else:
            if added:
                self.done.added[added] += 1

    def _actor(self, agency: str) -> Actor:
        return FIRST_LOAD if agency in self.new else self.by

    def _superiors_first(self) -> list[AgencyRow]:
        waiting = {row.code: row for row in self.office.agencies}
        found: list[AgencyRow] = []
        while waiting:
            ready = [r for r in waiting.values() if r.parent not in waiting]
            if not ready:
                for row in waiting.values():
                    with self._row(row.line, row.code):
                        raise Refused([_("cấp trên đi vòng tròn")])
                break
            found += [waiting.pop(row.code) for row in ready]
        return found

    # -- bodies

    def _agency(self, row: AgencyRow) -> None:
        with self._row(row.line, row.code):
            agency = self._found_agency(row) or self._new_agency(row)
            self.agencies[row.code] = agency
        if row.code not in self.agencies:
            return
        for code in row.codes:
            self._code(agency, code, row.code)
        for unit in row.units:
            self._unit(agency, unit, row.code)

    def _found_agency(self, row: AgencyRow) -> Agency | None:
        known = next(c for c in row.codes if c.value == row.code)
        agency = agency_by_code(row.code, known.valid_from)
        if agency is None:
            return None
        version = AgencyVersion.objects.valid(on=row.valid_from).get(agency=agency)
        parent = self._parent(row)
        _refuse_changes(
            [
                ("kind", agency.kind, row.kind),
                ("name", version.name, row.name),
                ("short_name", version.short_name, row.short_name),
                ("issuer_symbol", version.issuer_symbol, row.issuer_symbol),
                ("place", version.place, row.place),
                (
                    "parent",
                    str(version.parent_id or ""),
                    str(parent.id) if parent else "",
                ),
            ]
        )
        return agency

    def _parent(self, row: AgencyRow) -> Agency | None:
        if not row.parent:
            return None
        return self.agencies.get(row.parent) or self._meant(row.parent, row.valid_from)

    def _meant(self, code: str, on: date) -> Agency:
        """Whom a code outside the file means; said where it is closed."""
        meant = resolve_code(code, on)
        if meant.words and meant.words not in self.done.notes:
            self.done.notes.append(meant.words)
        return meant.agency

    def _new_agency(self, row: AgencyRow) -> Agency:
        agency = create_agency(
            kind=row.kind,
            name=row.name,
            short_name=row.short_name,
            issuer_symbol=row.issuer_symbol,
            place=row.place,
            parent=self._parent(row),
            legal_basis=row.basis,
            valid_from=row.valid_from,
            by=FIRST_LOAD,
            at=self.at,
        )
        self.new.add(row.code)
        self.done.added["agencies"] += 1
        return agency

    def _code(self, agency: Agency, row: CodeRow, code: str) -> None:
        found = Identifier.objects.filter(
            agency=agency,
            scheme=row.scheme,
            value=row.value,
            valid_from=row.valid_from,
        ).first()
        with self._row(row.line, row.value, "" if found else "codes"):
            if found:
                _refuse_changes(
                    [("until", _day(found.valid_until), _day(row.valid_until))]
                )
                return
            give_identifier(
                agency=agency,
                scheme=row.scheme,
                value=row.value,
                valid_from=row.valid_from,
                valid_until=row.valid_until,
                by=self._actor(code),
                at=self.at,
            )

    def _unit(self, agency: Agency, row: UnitRow, code: str) -> None:
        parent = self.units.get((code, row.parent.casefold())) if row.parent else None
        if row.parent and parent is None:
            return
        found = _unit_named(agency, row.name, row.valid_from)
        with self._row(row.line, row.name, "" if found else "units"):
            if found:
                _refuse_changes(
                    [
                        ("symbol", found.symbol, row.symbol),
                        (
                            "units",
                            str(found.parent_id or ""),
                            str(parent.id) if parent else "",
                        ),
                    ]
                )
                unit = found.unit
            else:
                unit = create_unit(
                    agency=agency,
                    name=row.name,
                    symbol=row.symbol,
                    parent=parent,
                    position=row.position,
                    valid_from=row.valid_from,
                    by=self._actor(code),
                    at=self.at,
                )
            self.units[code, row.name.casefold()] = unit
            for post in row.posts:
                self._post(unit, post, code)

    def _post(self, unit: Unit, row: PostRow, code: str) -> None:
        there = list(Post.objects.filter(unit=unit, name=row.name))
        with self._row(row.line, row.name):
            _refuse_changes([("role", post.role, row.role.value) for post in there])
            for _n in range(row.count - len(there)):
                create_post(
                    unit=unit,
                    name=row.name,
                    role=Role(row.role),
                    position=row.position,
                    valid_from=row.valid_from,
                    by=self._actor(code),
                    at=self.at,
                )
                self.done.added["posts"] += 1

    # -- people

    def _person(self, row: PersonRow) -> None:
        with self._row(row.line, row.username):
            self.people[row.username.casefold()] = self._found_or_new(row)

    def _found_or_new(self, row: PersonRow) -> Person:
        user = User.objects.filter(username__iexact=row.username).first()
        if user is not None:
            _refuse_changes([("email", user.email, row.email or user.email)])
            known: Person | None = Person.objects.filter(user=user).first()
            if known is not None:
                _refuse_changes([("full_name", known.full_name, row.full_name)])
                return known
        person, password = add_official(
            full_name=row.full_name,
            username=row.username,
            email=row.email,
            valid_from=row.valid_from,
            by=self.by,
            at=self.at,
        )
        if password:
            self.done.passwords[row.username] = password
        self.done.added["people"] += 1
        return person

    def _not_yet_held(self, row: PersonRow) -> Iterator[tuple[Person, HoldingRow]]:
        """End what the file ends; give what is new to the file."""
        person = self.people.get(row.username.casefold())
        for held in row.posts if person else ():
            assert person is not None  # noqa: S101 - for the type checker
            with self._row(held.line, row.username):
                found = Appointment.objects.filter(
                    person=person,
                    post__in=self._posts(held.post, held.valid_from),
                    valid_from=held.valid_from,
                ).first()
                if found is None:
                    yield person, held
                elif held.valid_until and held.valid_until != found.valid_until:
                    end_appointment(
                        appointment=found,
                        valid_until=held.valid_until,
                        by=self._actor(held.post.agency),
                        at=self.at,
                    )
                    self.done.added["ends"] += 1

    def _appoint(self, person: Person, row: HoldingRow) -> None:
        with self._row(row.line, person.full_name, "appointments"):
            posts = self._posts(row.post, row.valid_from)
            taken = Appointment.objects.filter(
                post__in=posts, valid_until__isnull=True
            ) | Appointment.objects.filter(
                post__in=posts, valid_until__gt=row.valid_from
            )
            if row.valid_until:
                taken = taken.filter(valid_from__lt=row.valid_until)
            if mine := taken.filter(person=person).first():
                words = _("đang giữ chức vụ này từ ngày %(day)s")
                raise Refused([words % {"day": f"{mine.valid_from:%d/%m/%Y}"}])
            held = set(taken.values_list("post_id", flat=True))
            appoint(
                person=person,
                post=next((p for p in posts if p.id not in held), posts[0]),
                valid_from=row.valid_from,
                valid_until=row.valid_until,
                legal_basis=row.basis,
                by=self._actor(row.post.agency),
                at=self.at,
            )

    def _delegation(self, row: DelegationRow) -> None:
        with self._row(row.line, row.username):
            person = self.people.get(row.username.casefold()) or (
                Person.objects.filter(user__username__iexact=row.username).first()
            )
            if person is None:
                words = _("không có cán bộ mang tên đăng nhập “%(name)s”")
                raise Refused([words % {"name": row.username}])
            posts = self._posts(row.post, row.valid_from)
            found = Delegation.objects.filter(
                person=person, post__in=posts, valid_from=row.valid_from
            ).first()
            if found is not None:
                _refuse_changes(
                    [("until", _day(found.valid_until), _day(row.valid_until))]
                )
                return
            delegate(
                post=posts[0],
                person=person,
                valid_from=row.valid_from,
                valid_until=row.valid_until,
                legal_basis=row.basis,
                by=self._actor(row.post.agency),
                at=self.at,
            )
            self.done.added["delegations"] += 1

    def _posts(self, asked: Reference, on: date) -> list[Post]:
        """The chairs a row means: several when colleagues have the same one."""
        agency = self.agencies.get(asked.agency) or self._meant(asked.agency, on)
        unit = self.units.get((asked.agency, asked.unit.casefold()))
        if unit is None:
            version = _unit_named(agency, asked.unit, on)
            unit = version.unit if version else None
        found = Post.objects.filter(unit=unit, name=asked.post) if unit else None
        posts = list(found.order_by("position", "id")) if found is not None else []
        if not posts:
            raise Refused([_("không có chức vụ “%(post)s”") % {"post": asked}])
        return [p for p in posts if p.is_valid(on=on)] or posts


def _unit_named(agency: Agency, name: str, on: date) -> UnitVersion | None:
    return (
        UnitVersion.objects.valid(on=on)
        .filter(unit__agency=agency, name__iexact=name)
        .select_related("unit")
        .first()
    )


def _day(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""


def _refuse_changes(pairs: list[tuple[str, str, str]]) -> None:
    """What is there stays as it is; a file that says otherwise is told so."""
    words = _("“%(key)s” đang là “%(old)s”, tệp ghi “%(new)s”; lệnh này không sửa")
    changed = [
        words % {"key": key, "old": old, "new": new}
        for key, old, new in pairs
        if old != new
    ]
    if changed:
        raise Refused(changed)
