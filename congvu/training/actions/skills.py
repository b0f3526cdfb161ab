"""Skills shown by a paper; who is named for information technology."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.organisations.models import Agency
from congvu.training.access import keeps
from congvu.training.actions.saying import line, missing, too_long
from congvu.training.models import ItSpecialist, Skill
from congvu.training.queries.people import is_at_work
from congvu.training.rules.modules import MODULES
from congvu.training.rules.words import LONGEST_NAME


@transaction.atomic
def record_skills(
    *,
    person_id: UUID | None,
    modules: list[str],
    held_on: date | None,
    proof: str,
    by: Seat,
    at: datetime,
) -> int:
    """By a paper that was shown. How many are new."""
    proof, today = line(proof), local_date(at)
    reasons = _person_reasons(person_id, by, today)
    if not modules or not set(modules) <= set(MODULES):
        reasons.append(Reason(_("Chọn mô-đun."), "modules"))
    if held_on is None or held_on > today:
        reasons.append(Reason(_("Ghi ngày cấp, không sau hôm nay."), "held_on"))
    reasons += missing({"proof": (proof, _("Ghi giấy chứng minh."))})
    reasons += too_long({"proof": (proof, LONGEST_NAME)})
    if reasons or person_id is None or held_on is None:
        raise Refused(reasons)
    before = Skill.objects.filter(person=person_id).count()
    Skill.objects.bulk_create(
        [
            Skill(
                person_id=person_id,
                module=one,
                held_on=held_on,
                proof=proof,
                at=at,
                by=by.person_name,
            )
            for one in sorted(set(modules))
        ],
        ignore_conflicts=True,
    )
    made = Skill.objects.filter(person=person_id).count() - before
    record(
        "training.skill-recorded",
        by=by.actor,
        at=at,
        on_type="organisations.person",
        on_id=person_id,
        agency_id=by.agency_id,
        data={"module": ", ".join(sorted(set(modules)))},
    )
    return made


def _person_reasons(person_id: UUID | None, by: Seat, on: date) -> list[Reason]:
    reasons = []
    if not keeps(by):
        reasons.append(Reason(_("Do người giữ công tác đào tạo ghi.")))
    if person_id is None or not is_at_work(person_id, by.agency_id, on):
        reasons.append(Reason(_("Chọn người của cơ quan."), "person_id"))
    return reasons


@transaction.atomic
def name_specialist(
    *, person_id: UUID | None, since: date | None, basis: str, by: Seat, at: datetime
) -> ItSpecialist:
    """Of one's agency; who was named before is named until that day."""
    # Where nobody is named yet there is no row of theirs to lock.
    Agency.objects.select_for_update(no_key=True).get(pk=by.agency_id)
    basis, today = line(basis), local_date(at)
    reasons = _person_reasons(person_id, by, today)
    rows = ItSpecialist.objects.filter(agency=by.agency_id)
    last = rows.filter(until=None).first()
    if since is None or since > today or (last is not None and since < last.since):
        told = _("Ghi từ ngày nào: không sau hôm nay, không trước người đang giữ.")
        reasons.append(Reason(told, "since"))
    reasons += missing({"basis": (basis, _("Ghi văn bản phân công."))})
    reasons += too_long({"basis": (basis, LONGEST_NAME)})
    if reasons or person_id is None or since is None:
        raise Refused(reasons)
    if last is not None:
        last.until = since
        last.save(update_fields=["until"])
    made = ItSpecialist.objects.create(
        agency_id=by.agency_id,
        person_id=person_id,
        basis=basis,
        since=since,
        at=at,
        by=by.person_name,
    )
    record(
        "training.specialist-named",
        by=by.actor,
        at=at,
        on=made,
        agency_id=by.agency_id,
    )
    return made
