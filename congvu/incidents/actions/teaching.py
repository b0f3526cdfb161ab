"""Who has to learn from a drill or from what happened: duties that controls keeps."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.controls.actions import require_learning
from congvu.controls.queries import people_of
from congvu.controls.rules import Because, usual_due
from congvu.incidents.access import keeps_incident
from congvu.incidents.actions.saying import note
from congvu.incidents.models import DrillPlan, Incident
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat


def teach_clickers(
    *, drill: DrillPlan, people: Collection[UUID], by: Seat, at: datetime
) -> None:
    """Those who clicked or gave; loaded again each still has one duty. The caller's
    transaction.
    """
    for person in sorted(people):
        require_learning(
            subject=_("Nhận biết thư lừa đảo"),
            because=Because.DRILL,
            basis=drill.name,
            due=usual_due(Because.DRILL, local_date(at)),
            by=by,
            at=at,
            person_id=person,
            source=f"drill:{drill.pk}",
        )


@transaction.atomic
def teach_people(
    *,
    incident_id: UUID,
    people: Collection[UUID],
    subject: str,
    due: date | None,
    by: Seat,
    at: datetime,
) -> int:
    """Those of the incident's agency who have to learn from it; how many."""
    rows = Incident.objects.select_for_update(no_key=True)
    found = rows.get(pk=incident_id)
    there, reasons = people_of(found.agency_id, local_date(at)), []
    if not keeps_incident(by, found):
        words = _("Sự cố do quản trị của cơ quan hoặc trung tâm của tỉnh ghi.")
        reasons.append(Reason(words))
    if found.is_drill:
        reasons.append(Reason(_("Đây là diễn tập; học theo kết quả diễn tập.")))
    if not people or not set(people) <= set(there):
        reasons.append(Reason(_("Chọn người của cơ quan."), "people"))
    if reasons:
        raise Refused(reasons)
    for person in sorted(set(people)):
        require_learning(
            subject=subject,
            because=Because.INCIDENT,
            basis=found.name,
            due=due,
            by=by,
            at=at,
            person_id=person,
            source=f"incident:{found.pk}",
        )
    names = ", ".join(there[one] for one in sorted(set(people)))
    note("incidents.taught", incident=found, by=by, at=at, text=names)
    return len(set(people))
