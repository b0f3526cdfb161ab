"""The acts of data/acts/, by the office's own actions, each on the clock of its day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from congvu.audit.actions import ensure_months
from congvu.audit.rules import Actor
from congvu.demo.actions.plan import DATA, read
from congvu.files.formats.sheets import read_sheets
from congvu.lib.dates import VIETNAM
from congvu.organisations.actions import (
    carry_out_reform,
    decide_reform,
    prepare_reform,
    withdraw_reform,
)
from congvu.organisations.formats.reform_sheet import read_sheet, table_rows

ACTS = "acts/acts.yaml"


def decide_past(*, number: int, by: Actor) -> tuple[UUID, date]:
    """Prepare and decide an act of the past: from here its bodies have their rows."""
    act: dict[str, Any] = read(ACTS)["past"][number]
    reform = _prepare(act, act["day"], by, _at(act["prepared"], 9))
    decide_reform(reform_id=reform, by=by, at=_at(act["decided"], 16))
    return reform, act["day"]


def carry_out(*, reform: UUID, on: date, by: Actor) -> None:
    """Its day has come: five minutes after midnight."""
    carry_out_reform(reform_id=reform, by=by, at=_at(on, 0))


def look_ahead(*, today: date, by: Actor, at: datetime) -> None:
    """Acts whose day is months away: one decided, one in preparation, one withdrawn."""
    for act in read(ACTS)["ahead"]:
        reform = _prepare(act, _months_ahead(today, act["months"]), by, at)
        then: Callable[..., object] | None = {
            "decided": decide_reform,
            "withdrawn": withdraw_reform,
        }.get(act["then"])
        if then is not None:
            then(reform_id=reform, by=by, at=at)


def _prepare(act: dict[str, Any], on: date, by: Actor, at: datetime) -> UUID:
    ensure_months("audit_event", [at, _at(on, 0)])
    content = (DATA / "acts" / act["sheet"]).read_bytes()
    sheet = read_sheet(table_rows(read_sheets(content)))
    reform = prepare_reform(
        title=act["title"],
        legal_basis=act["basis"],
        on=on,
        lines=sheet.lines,
        by=by,
        at=at,
    )
    return UUID(str(reform.pk))


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 5), VIETNAM)


def _months_ahead(today: date, months: int) -> date:
    day = today
    for _month in range(months):
        day = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
    return day
