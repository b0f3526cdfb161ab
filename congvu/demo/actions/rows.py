"""Collecting the rows of a province, then writing them set by set with their log."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models

from congvu.accounts.models import User
from congvu.audit.actions import event_row, record_many
from congvu.audit.rules import Actor, EventRow
from congvu.demo.rules import demo_key
from congvu.lib.text import fold
from congvu.organisations.actions import who_and_where
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
from congvu.organisations.rules import Role

_ORDER: tuple[type[models.Model], ...] = (
    User, Agency, AgencyVersion, Identifier, Unit, UnitVersion,
    Person, Post, Appointment, Delegation,
)  # fmt: skip


@dataclass
class Rows:
    """Everything to be written; each method adds one fact and its entry in the log."""

    by: Actor
    at: datetime
    rows: dict[type[models.Model], list[Any]] = field(default_factory=dict)
    events: list[EventRow] = field(default_factory=list)

    def _add(self, row: models.Model) -> None:
        self.rows.setdefault(type(row), []).append(row)

    def _log(
        self, event: str, row: models.Model, agency: Agency | None, **data: str
    ) -> None:
        self.events.append(
            event_row(
                event,
                by=self.by,
                at=self.at,
                on=row,
                agency_id=agency.id if agency else None,
                data=data,
            )
        )

    def agency(
        self,
        key: str,
        *,
        kind: str,
        names: list[tuple[date, date | None, str, str]],
        symbol: str,
        place: str,
        parent: Agency | None,
    ) -> Agency:
        """A body with its names: (first day, day after the last, name, short name)."""
        since = names[0][0]
        row = Agency(id=demo_key("agency", key), kind=kind, valid_from=since)
        self._add(row)
        for first, until, name, short in names:
            self._add(
                AgencyVersion(
                    id=demo_key("agency-version", key, str(first)),
                    agency=row,
                    parent=parent,
                    name=name,
                    short_name=short,
                    issuer_symbol=symbol,
                    place=place,
                    folded_name=fold(name),
                    valid_from=first,
                    valid_until=until,
                )
            )
        self._log(
            "organisations.agency-created",
            row,
            row,
            name=names[-1][2],
            **{"from": since.isoformat()},
        )
        return row

    def identifier(self, agency: Agency, scheme: str, value: str, since: date) -> None:
        row = Identifier(
            id=demo_key("identifier", scheme, value),
            agency=agency,
            scheme=scheme,
            value=value,
            valid_from=max(since, agency.valid_from),
        )
        self._add(row)
        self._log(
            "organisations.identifier-given", row, agency, scheme=scheme, value=value
        )

    def unit(
        self,
        agency: Agency,
        key: str,
        name: str,
        *,
        symbol: str = "",
        parent: Unit | None = None,
        position: int = 0,
    ) -> Unit:
        row = Unit(
            id=demo_key("unit", key), agency=agency, valid_from=agency.valid_from
        )
        self._add(row)
        self._add(
            UnitVersion(
                id=demo_key("unit-version", key),
                unit=row,
                parent=parent,
                name=name,
                symbol=symbol,
                position=position,
                valid_from=row.valid_from,
            )
        )
        self._log("organisations.unit-created", row, agency, name=name)
        return row

    def user(self, username: str, password: str) -> User:
        """A log-in; ``password`` is already hashed."""
        row = User(
            id=demo_key("user", username),
            username=username,
            email=f"{username}@thainguyen.example",
            password=password,
        )
        self._add(row)
        self._log("accounts.user-created", row, None, username=username)
        return row

    def person(self, key: str, name: str, *, since: date, user: User | None) -> Person:
        row = Person(
            id=demo_key("person", key),
            user=user,
            full_name=name,
            folded_name=fold(name),
            valid_from=since,
        )
        self._add(row)
        self._log("organisations.person-added", row, None)
        return row

    def post(self, unit: Unit, key: str, name: str, role: Role, position: int) -> Post:
        row = Post(
            id=demo_key("post", key),
            unit=unit,
            name=name,
            role=role,
            position=position,
            valid_from=unit.valid_from,
        )
        self._add(row)
        self._log(
            "organisations.post-created", row, unit.agency, name=name, role=role.value
        )
        return row

    def appointment(
        self, person: Person, post: Post, since: date, until: date | None = None
    ) -> None:
        row = Appointment(
            id=demo_key("appointment", str(post.id), str(person.id)),
            person=person,
            post=post,
            valid_from=since,
            valid_until=until,
        )
        self._add(row)
        self._log(
            "organisations.person-appointed",
            row,
            post.unit.agency,
            **who_and_where(person, post),
        )

    def delegation(
        self, person: Person, post: Post, since: date, until: date, basis: str
    ) -> None:
        row = Delegation(
            id=demo_key("delegation", str(post.id), str(person.id)),
            person=person,
            post=post,
            valid_from=since,
            valid_until=until,
            legal_basis=basis,
        )
        self._add(row)
        self._log(
            "organisations.post-delegated",
            row,
            post.unit.agency,
            **who_and_where(person, post),
        )

    def write(self) -> None:
        """All of it; the caller's transaction keeps it whole."""
        for model in _ORDER:
            model._default_manager.bulk_create(self.rows.get(model, []), batch_size=500)
        record_many(self.events)
