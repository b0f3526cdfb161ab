"""Drills: planned, held as incidents marked as such, or by letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.files.actions import read_table
from congvu.files.formats.sheet_grid import Bounds
from congvu.incidents.access import keeps_drill
from congvu.incidents.actions.opening import IncidentData, open_incident
from congvu.incidents.actions.saying import needed_reasons, refuse_marked, tidy
from congvu.incidents.actions.teaching import teach_clickers
from congvu.incidents.formats.phishing import read_results
from congvu.incidents.models import DrillPlan, Incident, LetterResult
from congvu.incidents.queries.drills import owners_of
from congvu.incidents.rules import (
    DRILL_KIND_NAMES,
    GROUP_NAMES,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    DrillKind,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.systems.access import keeps

_BOUNDS = Bounds(bytes=5_000_000, rows=20_000, cells=20, letters=300, sheets=1)
EARLIEST = date(2009, 1, 1)


@dataclass(frozen=True)
class DrillData:
    name: str
    kind: str
    group: str
    scenario: str
    who: str
    planned_on: date | None


def plan_drill(*, data: DrillData, by: Seat, at: datetime) -> DrillPlan:
    """For one's own agency."""
    name, scenario, who = tidy(data.name), tidy(data.scenario), tidy(data.who)
    refuse_marked(texts=[name, scenario], by=by, at=at)
    with transaction.atomic():
        reasons = []
        if not keeps(by):
            reasons.append(Reason(_("Diễn tập do quản trị của cơ quan ghi.")))
        for field, text, words, most in (
            ("name", name, _("Ghi tên cuộc diễn tập."), LONGEST_NAME),
            ("scenario", scenario, _("Ghi tình huống."), LONGEST_TEXT),
            ("who", who, _("Ghi ai tham gia."), LONGEST_REASON),
        ):
            reasons += needed_reasons(text, field, words, most)
        if data.kind not in set(DRILL_KIND_NAMES):
            reasons.append(Reason(_("Chọn loại diễn tập."), "kind"))
        if data.group not in set(GROUP_NAMES):
            reasons.append(Reason(_("Chọn nhóm sự cố."), "group"))
        if data.planned_on is None or data.planned_on < EARLIEST:
            reasons.append(Reason(_("Chưa có ngày."), "planned_on"))
        if reasons or data.planned_on is None:
            raise Refused(reasons)
        made = DrillPlan.objects.create(
            agency_id=by.agency_id,
            name=name,
            kind=data.kind,
            group=data.group,
            scenario=scenario,
            who=who,
            planned_on=data.planned_on,
            made_at=at,
            made_by=by.person_name[:80],
        )
        _log("incidents.drill-planned", made, by, at)
        return made


def _held(drill_id: UUID, kind: DrillKind, by: Seat) -> tuple[DrillPlan, list[Reason]]:
    """The row, locked, and why it is not to be held so."""
    rows = DrillPlan.objects.select_for_update(no_key=True, of=("self",))
    found = rows.filter(pk=drill_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy cuộc diễn tập này.")])
    reasons = []
    if not keeps_drill(by, found):
        reasons.append(Reason(_("Diễn tập do quản trị của cơ quan ghi.")))
    if found.kind != kind:
        reasons.append(Reason(_("Cuộc diễn tập này thuộc loại khác.")))
    return found, reasons


def begin_drill(*, drill_id: UUID, by: Seat, at: datetime) -> Incident:
    """An incident marked as a drill begins that moment: its hours are measured."""
    with transaction.atomic():
        found, reasons = _held(drill_id, DrillKind.ANSWER, by)
        if found.incident_id is not None:
            reasons.append(Reason(_("Cuộc diễn tập này đã bắt đầu.")))
        if reasons:
            raise Refused(reasons)
        made = open_incident(
            data=IncidentData(
                name=found.name,
                group=found.group,
                detected_at=at,
                is_drill=True,
                scope=found.scenario,
            ),
            by=by,
            at=at,
        )
        found.incident, found.held_on = made, local_date(at)
        found.save(update_fields=["incident", "held_on"])
        _log("incidents.drill-begun", found, by, at)
        return made


@dataclass
class ResultsLoaded:
    """What came of a file; ``unknown`` are nobody's of the agency by name or box."""

    rows: int = 0
    taught: int = 0
    unknown: Sequence[str] = ()
    troubles: Sequence[tuple[str, str]] = ()


def load_results(
    *, drill_id: UUID, stream: BinaryIO, by: Seat, at: datetime
) -> ResultsLoaded:
    """All that is good in the file; loaded again, the later word of each stays."""
    table, _sha256 = read_table(stream=stream, bounds=_BOUNDS, field="file")
    rows = table.sheets[0].rows if table.sheets else []
    read = read_results(rows)
    loaded = ResultsLoaded(rows=len(read.results), troubles=tuple(read.troubles))
    if not read.results:
        return loaded
    with transaction.atomic():
        found, reasons = _held(drill_id, DrillKind.PHISHING, by)
        if reasons:
            raise Refused(reasons)
        on = local_date(at)
        names = [one.addressee for one in read.results]
        owners = owners_of(names, found.agency_id, on)
        LetterResult.objects.bulk_create(
            [
                LetterResult(
                    drill=found, person_id=owners.get(one.addressee), **vars(one)
                )
                for one in read.results
            ],
            update_conflicts=True,
            unique_fields=["drill", "addressee"],
            update_fields=["person", "opened", "clicked", "gave", "reported"],
        )
        if found.held_on is None:
            found.held_on = on
            found.save(update_fields=["held_on"])
        taught = {
            owners[one.addressee]
            for one in read.results
            if (one.clicked or one.gave) and one.addressee in owners
        }
        teach_clickers(drill=found, people=taught, by=by, at=at)
        loaded.taught = len(taught)
        loaded.unknown = [one for one in names if one not in owners]
        _log("incidents.drill-results", found, by, at)
    return loaded


def _log(event: str, drill: DrillPlan, by: Seat, at: datetime) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=drill,
        agency_id=drill.agency_id,
        data={"incident": drill.name, "drill": True},
    )
