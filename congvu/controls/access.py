"""One policy, that of systems: who reads a system reads how it meets what is asked, who
keeps it answers. Catalogues are public rules: who reads security reads them; the
province's centre loads them. Who is named to answer an audit sees its part, answers,
and mends what is found, whatever the post may read otherwise.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from congvu.controls.models import (
    AuditFinding,
    AuditPart,
    Catalogue,
    Evidence,
    FindingStep,
    LearningDuty,
    Requirement,
    SecurityAudit,
    SystemRisk,
    UnitRegulation,
)
from congvu.dissemination.access import may_send
from congvu.documents.access import scope_of
from congvu.files.models import FileState, StoredFile
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission, Role
from congvu.outgoing.queries import readable_drafts
from congvu.systems.access import (
    get_system_for,
    get_system_to_keep,
    keeps,
    keeps_all,
    keeps_system,
    reads,
    seen_systems,
)
from congvu.systems.models import InformationSystem
from congvu.systems.rules import SystemState

__all__ = [
    "get_system_for",
    "get_system_to_keep",
    "keeps",
    "keeps_system",
    "reads",
    "seen_systems",
]


_NOT_SENT = [FileState.DESTROYED, FileState.QUARANTINED]


def loads_catalogues(seat: Seat) -> bool:
    return keeps_all(seat)


def need_loader(seat: Seat) -> Seat:
    if not loads_catalogues(seat):
        raise Http404
    return seat


def get_evidence_file(
    seat: Seat, system_id: UUID, evidence_id: UUID
) -> tuple[StoredFile, str]:
    rows = Evidence.objects.filter(
        answer__system__in=seen_systems(seat).values("pk"),
        answer__system=system_id,
        file__isnull=False,
    )
    rows = rows.exclude(file__state__in=_NOT_SENT).select_related("file")
    found = rows.filter(pk=evidence_id).first()
    if found is None or found.file is None:
        raise Http404
    return found.file, found.file_name


def systems_asked(seat: Seat) -> QuerySet[InformationSystem]:
    """Those that have to meet something: in use, seen by the seat."""
    return seen_systems(seat).exclude(state=SystemState.RETIRED)


def seen_catalogues(seat: Seat) -> QuerySet[Catalogue]:
    return Catalogue.objects.all() if reads(seat) else Catalogue.objects.none()


def get_catalogue_for(seat: Seat, catalogue_id: UUID) -> Catalogue:
    found = seen_catalogues(seat).filter(pk=catalogue_id).first()
    if found is None:
        raise Http404
    return found


def get_requirement_for(seat: Seat, requirement_id: UUID) -> Requirement:
    rows = Requirement.objects.filter(catalogue__in=seen_catalogues(seat).values("pk"))
    found = rows.select_related("catalogue").filter(pk=requirement_id).first()
    if found is None:
        raise Http404
    return found


def get_system_to_tell(seat: Seat, system_id: UUID) -> InformationSystem:
    """Of the yearly report the agency that runs a system tells, and the centre."""
    found = systems_asked(seat).filter(pk=system_id).first()
    if found is None or not tells_year(seat, found):
        raise Http404
    return found


def tells_year(seat: Seat, system: InformationSystem) -> bool:
    return keeps_all(seat) or (keeps(seat) and system.operator_id == seat.agency_id)


def composes_report(seat: Seat) -> bool:
    """Who reads security and drafts papers: leaders, the chief of the office."""
    return reads(seat) and seat.can(Permission.DRAFT)


def drafts_read(seat: Seat, drafts: Collection[UUID]) -> set[UUID]:
    """Those of them whose text the seat may open; to an administrator none."""
    if not drafts or seat.role == Role.ADMINISTRATOR:
        return set()
    rows = readable_drafts(scope_of(seat)).filter(pk__in=list(drafts))
    return set(rows.values_list("pk", flat=True))


def keeps_learning_of(seat: Seat, agency_id: UUID) -> bool:
    return keeps_all(seat) or (keeps(seat) and seat.agency_id == agency_id)


def seen_duties(seat: Seat) -> QuerySet[LearningDuty]:
    """Of one's agency, to who reads its security; of everybody to the centre."""
    rows = LearningDuty.objects.all()
    if keeps_all(seat):
        return rows
    return rows.filter(agency=seat.agency_id) if reads(seat) else rows.none()


def own_duties(seat: Seat) -> QuerySet[LearningDuty]:
    """What the person at the seat has to learn, wherever they were told to."""
    return LearningDuty.objects.filter(person=seat.person_id)


def duties_to_keep(seat: Seat) -> QuerySet[LearningDuty]:
    return seen_duties(seat) if keeps(seat) else LearningDuty.objects.none()


def get_duty_to_keep(seat: Seat, learning_id: UUID) -> LearningDuty:
    found = duties_to_keep(seat).select_related("person").filter(pk=learning_id).first()
    if found is None:
        raise Http404
    return found


def get_duty_file(seat: Seat, learning_id: UUID) -> tuple[StoredFile, str]:
    """Whoever sees the duty: its person, too."""
    rows = seen_duties(seat) | own_duties(seat)
    rows = rows.filter(file__isnull=False).exclude(file__state__in=_NOT_SENT)
    found = rows.select_related("file").filter(pk=learning_id).first()
    if found is None or found.file is None:
        raise Http404
    return found.file, found.file_name


def starts_audits(seat: Seat) -> bool:
    return keeps(seat)


def systems_audited(seat: Seat) -> QuerySet[InformationSystem]:
    """Those whose answers one may ask for: one's own, to the centre all."""
    rows = systems_asked(seat)
    return rows if keeps_all(seat) else rows.filter(agency=seat.agency_id)


def runs_audit(seat: Seat, audit: SecurityAudit) -> bool:
    """Who opened it judges; the centre any."""
    return keeps_all(seat) or (keeps(seat) and audit.agency_id == seat.agency_id)


def seen_parts(seat: Seat) -> QuerySet[AuditPart]:
    """Of systems one reads, of audits one's agency runs, and one's own."""
    rows = AuditPart.objects.all()
    if keeps_all(seat):
        return rows
    own = Q(post=seat.post_id)
    if reads(seat):
        own |= Q(audit__agency=seat.agency_id)
        own |= Q(system__in=seen_systems(seat).values("pk"))
    return rows.filter(own)


def seen_audits(seat: Seat) -> QuerySet[SecurityAudit]:
    return SecurityAudit.objects.filter(pk__in=seen_parts(seat).values("audit"))


def get_audit_for(seat: Seat, audit_id: UUID) -> SecurityAudit:
    rows = seen_audits(seat).select_related("catalogue")
    found = rows.filter(pk=audit_id).first()
    if found is None:
        raise Http404
    return found


def get_audit_to_run(seat: Seat, audit_id: UUID) -> SecurityAudit:
    found = get_audit_for(seat, audit_id)
    if not runs_audit(seat, found):
        raise Http404
    return found


def get_part_for(seat: Seat, part_id: UUID) -> AuditPart:
    rows = seen_parts(seat).select_related("audit__catalogue", "system", "post")
    found = rows.filter(pk=part_id).first()
    if found is None:
        raise Http404
    return found


def answers_part(seat: Seat, part: AuditPart) -> bool:
    """Who is named, and who keeps the system."""
    return part.post_id == seat.post_id or keeps_system(seat, part.system)


def answers_in_audit(seat: Seat, system: InformationSystem) -> bool:
    """Named in an audit that still waits for the system's answers."""
    return AuditPart.objects.filter(
        system=system, post=seat.post_id, handed_at=None, audit__closed_at=None
    ).exists()


def names_respondent(seat: Seat, part: AuditPart) -> bool:
    return keeps_system(seat, part.system) or runs_audit(seat, part.audit)


def get_part_to_answer(seat: Seat, part_id: UUID) -> AuditPart:
    found = get_part_for(seat, part_id)
    if not answers_part(seat, found):
        raise Http404
    return found


def get_part_requirement(
    seat: Seat, part_id: UUID, requirement_id: UUID
) -> tuple[AuditPart, Requirement]:
    """One that a part asks and that waits for its answer."""
    part = get_part_to_answer(seat, part_id)
    rows = part.audit.catalogue.requirements.select_related("catalogue")
    asked = rows.filter(pk=requirement_id).first()
    if asked is None or part.handed_at or part.audit.closed_at:
        raise Http404
    return part, asked


def get_part_to_name(seat: Seat, part_id: UUID) -> AuditPart:
    found = get_part_for(seat, part_id)
    if not names_respondent(seat, found):
        raise Http404
    return found


def get_part_to_judge(seat: Seat, part_id: UUID) -> AuditPart:
    found = get_part_for(seat, part_id)
    if not runs_audit(seat, found.audit):
        raise Http404
    return found


def seen_findings(seat: Seat) -> QuerySet[AuditFinding]:
    return AuditFinding.objects.filter(part__in=seen_parts(seat).values("pk"))


def get_finding_for(seat: Seat, finding_id: UUID) -> AuditFinding:
    rows = seen_findings(seat).select_related(
        "part__audit", "part__system", "part__post", "requirement"
    )
    found = rows.filter(pk=finding_id).first()
    if found is None:
        raise Http404
    return found


def get_finding_to_mend(seat: Seat, finding_id: UUID) -> AuditFinding:
    found = get_finding_for(seat, finding_id)
    if not answers_part(seat, found.part):
        raise Http404
    return found


def get_finding_to_judge(seat: Seat, finding_id: UUID) -> AuditFinding:
    found = get_finding_for(seat, finding_id)
    if not runs_audit(seat, found.part.audit):
        raise Http404
    return found


def get_step_file(
    seat: Seat, finding_id: UUID, step_id: UUID
) -> tuple[StoredFile, str]:
    rows = FindingStep.objects.filter(
        finding__in=seen_findings(seat).values("pk"), finding=finding_id
    )
    rows = rows.filter(file__isnull=False).exclude(file__state__in=_NOT_SENT)
    found = rows.select_related("file").filter(pk=step_id).first()
    if found is None or found.file is None:
        raise Http404
    return found.file, found.file_name


def seen_risks(seat: Seat) -> QuerySet[SystemRisk]:
    """Of systems one reads, for a risk says where an agency is weak; and those that
    one's own post owns.
    """
    own = Q(owner=seat.post_id)
    return SystemRisk.objects.filter(
        own | Q(system__in=seen_systems(seat).values("pk"))
    )


def get_risk_to_keep(seat: Seat, risk_id: UUID) -> SystemRisk:
    rows = seen_risks(seat).select_related("system")
    found = rows.filter(pk=risk_id).first()
    if found is None or not keeps_system(seat, found.system):
        raise Http404
    return found


def tells_staff(seat: Seat) -> bool:
    """Who composes a regulation and sends papers to people: leaders, the chief."""
    return composes_report(seat) and may_send(seat)


def get_regulation_to_tell(seat: Seat, regulation_id: UUID) -> UnitRegulation:
    rows = UnitRegulation.objects.filter(agency=seat.agency_id)
    found = rows.select_related("draft").filter(pk=regulation_id).first()
    if found is None or not tells_staff(seat):
        raise Http404
    return found
