"""Specialised data of the demo: cooperatives, corrected, waiting, shared, open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.rules import Role
from congvu.registry.actions import (
    DatabaseData,
    RowData,
    ServiceData,
    SetData,
    SourceData,
    Terms,
    agree_sharing,
    apply_structure,
    ask_sharing,
    correct_row,
    declare_service,
    enter_row,
    make_database,
    make_source,
    offer_set,
    prepare_structure,
    publish_set,
    read_set,
)
from congvu.registry.models import Database, RowChange
from congvu.registry.queries import last_structure
from congvu.registry.rules import Access, day_typed, read_tables

FILE = "registry.yaml"


def keep_registry(*, now: datetime) -> None:
    told, bodies = read(FILE), Bodies(local_date(now))
    head = seat_of_post(bodies.head("committee", "division"), bodies.on)
    clerk = seat_of_post(bodies.specialist("committee", "division"), bodies.on)
    began = now - timedelta(days=120)
    found = _database(told, head, began)
    since = date(2022, 1, 1)
    for name in told["communes"]:
        _enter(found, "xa", {"ten": name}, since, head, began, approve=True)
    made = {
        one["so"]: _enter(found, "htx", one, since, head, began, approve=True)
        for one in told["rows"]
    }
    _correct(found, told, made, head, now - timedelta(days=20))
    waits = now - timedelta(days=2)
    _enter(found, "htx", told["waiting"], local_date(waits), clerk, waits)
    make_source(
        database_id=found.pk,
        table_key="htx",
        data=SourceData(**told["source"]),
        by=clerk,
        at=now,
    )
    declare_service(data=ServiceData(**told["service"]), by=head, at=began)
    _share(found, told["shared"], head, bodies, now)


def _share(
    found: Database, told: Mapping[str, Any], head: Seat, bodies: Bodies, now: datetime
) -> None:
    """One set for everybody, one that a department reads as agreed."""
    began = now - timedelta(days=60)
    leader = seat_of_post(bodies.desk("committee", Role.LEADER), bodies.on)
    for one in told["sets"]:
        made = offer_set(
            database_id=found.pk,
            table_key="htx",
            data=SetData(**one),
            by=head,
            at=began,
        )
        if made.access == Access.OPEN:
            publish_set(set_id=made.pk, by=leader, at=began + timedelta(days=5))
    reader = seat_of_post(bodies.desk(told["reader"], Role.LEADER), bodies.on)
    terms = Terms(valid_from=local_date(began), **told["terms"])
    asked = ask_sharing(
        set_id=made.pk,
        consumer_id=reader.agency_id,
        terms=terms,
        by=reader,
        at=began + timedelta(days=1),
    )
    agree_sharing(
        agreement_id=asked.pk, seen=1, by=leader, at=began + timedelta(days=3)
    )
    for days in (30, 2):
        at = now - timedelta(days=days)
        read_set(data_set=made, on=local_date(at), by=reader, at=at)


def _database(told: Mapping[str, Any], by: Seat, at: datetime) -> Database:
    data = DatabaseData(told["name"], told["about"], told["basis"])
    made = make_database(data=data, unit_id=by.unit_id, by=by, at=at)
    prepared = prepare_structure(
        database_id=made.pk,
        tables=read_tables(told["tables"]),
        seen=last_structure(made).mark,
        by=by,
        at=at,
    )
    apply_structure(
        database_id=made.pk, reason=told["reason"], seen=prepared.mark, by=by, at=at
    )
    return made


def _enter(
    found: Database,
    table: str,
    typed: Mapping[str, object],
    since: date,
    by: Seat,
    at: datetime,
    *,
    approve: bool = False,
) -> RowChange:
    return enter_row(
        database_id=found.pk,
        table_key=table,
        data=RowData(typed, since, structure=1),
        by=by,
        at=at,
        approve=approve,
    )


def _correct(
    found: Database,
    told: Mapping[str, Any],
    made: Mapping[str, RowChange],
    by: Seat,
    at: datetime,
) -> None:
    """What the cooperative reported holds from the day it names."""
    wish = told["corrected"]
    old = next(one for one in told["rows"] if one["so"] == wish["so"])
    change = made[wish["so"]]
    data = RowData(
        {**old, "thanh_vien": wish["thanh_vien"]},
        day_typed(wish["since"]),
        reason=wish["reason"],
        structure=1,
        seen=change.pk,
    )
    correct_row(
        database_id=found.pk, row_id=change.row, data=data, by=by, at=at, approve=True
    )
