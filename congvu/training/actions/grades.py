"""Results of a file of Moodle: looked at line by line, kept, undone as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.files.actions import read_table
from congvu.files.formats.sheet_grid import Bounds
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.training.actions.classes import locked
from congvu.training.actions.saying import line, note, refuse_marked
from congvu.training.formats.grades import NotGrades, read_grades
from congvu.training.models import GradeImport, ImportedGrade
from congvu.training.queries.grades import known_of
from congvu.training.rules.grades import GradeRow, match
from congvu.training.rules.words import LONGEST_LINE, LONGEST_NAME, PlaceState

_BOUNDS = Bounds(bytes=5_000_000, rows=5000, cells=200, letters=300, sheets=5)
MOST_POINTS = 10_000


@dataclass(frozen=True)
class GradesData:
    """``most`` is what the course gives for everything right."""

    file_name: str
    most: int | None
    pass_percent: int | None


def check_grades(
    *, class_id: UUID, data: GradesData, stream: BinaryIO, by: Seat, at: datetime
) -> GradeImport:
    """Nothing counts yet: the report of its lines is there to be looked at."""
    refuse_marked(texts=[data.file_name], by=by, at=at)
    reasons = []
    most, percent = data.most, data.pass_percent
    if most is None or not 1 <= most <= MOST_POINTS:
        reasons.append(Reason(_("Điểm tối đa từ 1 đến 10.000."), "most"))
    if percent is None or not 1 <= percent <= 100:
        reasons.append(Reason(_("Ghi số từ 1 đến 100."), "pass_percent"))
    rows, sha256 = list[GradeRow](), ""
    try:
        table, sha256 = read_table(stream=stream, bounds=_BOUNDS, field="file")
        rows = read_grades(table, most or 1)
    except NotGrades as why:
        reasons.append(Reason(_(why.message), "file"))
    except Refused as why:
        reasons += why.reasons
    if reasons or most is None or percent is None:
        raise Refused(reasons)
    with transaction.atomic():
        found = locked(class_id, by)
        made = GradeImport.objects.create(
            training_class=found,
            file_name=line(data.file_name)[:LONGEST_NAME],
            sha256=sha256,
            most=most,
            pass_percent=percent,
            made_at=at,
            made_by=by.person_name,
        )
        ImportedGrade.objects.bulk_create(
            ImportedGrade(
                load=made,
                line=one.row.line,
                name=one.row.name[:LONGEST_LINE],
                mail=one.row.mail[:254],
                code=one.row.code[:LONGEST_LINE],
                score=one.row.score,
                place_id=one.place_id,
                why=one.why,
            )
            for one in match(rows, known_of(found.pk))
        )
        note("training.grades-read", found, by=by, at=at, file=made.file_name)
        return made


def _locked(import_id: UUID, by: Seat) -> GradeImport:
    """With its class, which is locked first, and open."""
    made = GradeImport.objects.filter(pk=import_id).first()
    if made is None:
        raise Refused([Reason(_("Không tìm thấy lần nhập này."))])
    found = locked(made.training_class_id, by)
    made = GradeImport.objects.select_for_update().get(pk=import_id)
    made.training_class = found
    if made.undone_at is not None:
        raise Refused([Reason(_("Lần nhập này đã rút."))])
    return made


@transaction.atomic
def keep_grades(*, import_id: UUID, by: Seat, at: datetime) -> int:
    """How many count; who left the class since is not among them. Twice is once."""
    made = _locked(import_id, by)
    rows = made.lines.filter(place__state=PlaceState.HELD)
    count = rows.count()
    if not count:
        raise Refused([Reason(_("Không dòng nào là của người trong lớp."))])
    if made.kept_at is None:
        made.kept_at = at
        made.save(update_fields=["kept_at"])
        _note("training.grades-kept", made, by, at, people=count)
    return count


@transaction.atomic
def undo_grades(*, import_id: UUID, by: Seat, at: datetime) -> GradeImport:
    """As if it had never been kept; an earlier file counts again."""
    made = _locked(import_id, by)
    made.undone_at = at
    made.save(update_fields=["undone_at"])
    _note("training.grades-undone", made, by, at, people=made.lines.count())
    return made


def _note(
    event: str, made: GradeImport, by: Seat, at: datetime, *, people: int
) -> None:
    found = made.training_class
    note(event, found, by=by, at=at, file=made.file_name, people=people)
