"""Who sits in a team; what binds a person to a body, as they declare it themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.rules import for_the_log
from congvu.inspections import queries
from congvu.inspections.access import reads_inspections
from congvu.inspections.actions.asking import (
    doer_reasons,
    fault_reasons,
    locked_inspection,
    refuse_marked,
    said_reasons,
    state_reasons,
)
from congvu.inspections.actions.history import note
from congvu.inspections.actions.telling import tell_posts
from congvu.inspections.models import Conflict, Inspection, TeamMember
from congvu.inspections.rules import (
    BEFORE_CONCLUSION,
    Candidate,
    Doer,
    TeamRole,
    team_faults,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.models import Appointment
from congvu.organisations.queries import agency_on


@transaction.atomic
def name_team(
    *, inspection_id: UUID, team: Mapping[UUID, TeamRole], by: Seat, at: datetime
) -> list[TeamMember]:
    """The whole team at once, post → role; until the conclusion it may be renamed."""
    found, on = locked_inspection(inspection_id, by), local_date(at)
    reasons = doer_reasons(found, by, Doer.ORDERS)
    reasons += state_reasons(found, BEFORE_CONCLUSION)
    held = queries.people_at(team, on)
    if len(held) < len(team):
        words = _("Có chức vụ hôm nay không ai giữ.")
        reasons.append(Reason(words, "members"))
    reasons += fault_reasons(team_faults(_candidates(found, team, held, on)))
    if reasons:
        raise Refused(reasons)
    before = set(found.team.values_list("post_id", flat=True))
    found.team.all().delete()
    made = TeamMember.objects.bulk_create(
        _member(found, one, team[post]) for post, one in held.items()
    )
    names = "; ".join(f"{m.name} ({_(m.get_role_display())})" for m in made)
    data = {"team": len(made)}
    note("inspections.team-named", on=found, by=by, at=at, text=names, data=data)
    tell_posts("inspections.team", found, set(team) - before, by, at)
    return made


def _member(found: Inspection, held: Appointment, role: TeamRole) -> TeamMember:
    return TeamMember(
        inspection=found,
        post_id=held.post_id,
        person=held.person,
        name=held.person.full_name[:80],
        post_name=held.post.name[:200],
        role=role,
    )


def _candidates(
    found: Inspection,
    team: Mapping[UUID, TeamRole],
    held: Mapping[UUID, Appointment],
    on: date,
) -> list[Candidate]:
    people = {row.person_id for row in held.values()}
    theirs = queries.people_of_body(people, found.body_id, on)
    bound = queries.bound_people(people, found.body_id, on)
    return [
        Candidate(
            row.person.full_name,
            team[post],
            of_body=row.person_id in theirs,
            bound_because=bound.get(row.person_id, ""),
        )
        for post, row in held.items()
    ]


def declare_conflict(
    *, body_id: UUID, because: str, by: Seat, at: datetime
) -> Conflict:
    """Each person for themselves; a team they sit in already is not changed by it."""
    refuse_marked(texts=[because], by=by, at=at)
    return _declare(body_id, because, by, at)


@transaction.atomic
def _declare(body_id: UUID, because: str, by: Seat, at: datetime) -> Conflict:
    body = agency_on(body_id, local_date(at))
    reasons = said_reasons(because, "because", _("Ghi điều có thể ảnh hưởng."))
    if not reads_inspections(by):
        reasons.append(Reason(_("Chức vụ này không vào đoàn kiểm tra.")))
    if body is None:
        reasons.append(Reason(_("Không có cơ quan này hôm nay."), "body"))
    rows = Conflict.objects.filter(person=by.person_id, body=body_id, ended_at=None)
    if rows.exists():
        words = _("Anh/chị đã khai báo với cơ quan này.")
        reasons.append(Reason(words, "body"))
    if reasons or body is None:
        raise Refused(reasons)
    made = Conflict.objects.create(
        person_id=by.person_id, body_id=body.id, because=nfc(because), declared_at=at
    )
    data = for_the_log({"body": body.name, "text": nfc(because)})
    record("inspections.conflict-declared", by=by.actor, at=at, on=made, data=data)
    return made


@transaction.atomic
def end_conflict(*, conflict_id: UUID, by: Seat, at: datetime) -> Conflict:
    rows = Conflict.objects.select_for_update().filter(person=by.person_id)
    found = rows.filter(pk=conflict_id, ended_at__isnull=True).first()
    if found is None:
        raise Refused([_("Không tìm thấy khai báo này.")])
    found.ended_at = at
    found.save(update_fields=["ended_at"])
    record("inspections.conflict-ended", by=by.actor, at=at, on=found, data={})
    return found
