"""One policy: who reads security reads the incidents of its agency, who keeps it writes
there; the province's centre sees and keeps all, and warns agencies. An agency sees the
warnings that went to it and answers for itself.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from congvu.documents.access import scope_of
from congvu.incidents.models import (
    Clock,
    DrillPlan,
    Incident,
    IncidentContact,
    IncidentPaper,
    ThreatSign,
    UnitWarning,
    WarningAnswer,
)
from congvu.incidents.rules import LONGEST_NAME, Audience, SignState, Tlp, may_leave
from congvu.lib.text import nfc
from congvu.logs.models import Alert
from congvu.organisations.access import Seat
from congvu.organisations.queries import agencies_on
from congvu.organisations.rules import Permission, Role
from congvu.outgoing.queries import readable_drafts
from congvu.systems.access import keeps, keeps_all, reads, seen_agencies
from congvu.vulnerabilities.access import seen_findings
from congvu.vulnerabilities.queries import Weakness, weakness_told


def warns(seat: Seat) -> bool:
    return keeps_all(seat)


def get_weakness_for(seat: Seat, name: str) -> Weakness:
    """Of what this seat sees of it."""
    found = weakness_told(seen_findings(seat), nfc(name)[:LONGEST_NAME])
    if found is None:
        raise Http404
    return found


def need_keeper(seat: Seat) -> Seat:
    if not keeps(seat):
        raise Http404
    return seat


def need_warner(seat: Seat) -> Seat:
    if not warns(seat):
        raise Http404
    return seat


def seen_incidents(seat: Seat) -> QuerySet[Incident]:
    agencies = seen_agencies(seat)
    rows = Incident.objects.all()
    return rows if agencies is None else rows.filter(agency__in=agencies)


def seen_alerts(seat: Seat) -> QuerySet[Alert]:
    agencies = seen_agencies(seat)
    rows = Alert.objects.all()
    return rows if agencies is None else rows.filter(agency__in=agencies)


def get_alert_for(seat: Seat, alert_id: UUID) -> Alert:
    found = seen_alerts(seat).filter(pk=alert_id).first()
    if found is None:
        raise Http404
    return found


def keeps_incident(seat: Seat, incident: Incident) -> bool:
    return keeps_all(seat) or (keeps(seat) and incident.agency_id == seat.agency_id)


def get_incident_for(seat: Seat, incident_id: UUID) -> Incident:
    found = seen_incidents(seat).filter(pk=incident_id).first()
    if found is None:
        raise Http404
    return found


def get_incident_to_keep(seat: Seat, incident_id: UUID) -> Incident:
    found = get_incident_for(seat, incident_id)
    if not keeps_incident(seat, found):
        raise Http404
    return found


def composes(seat: Seat, incident: Incident) -> bool:
    """Who reads it for the agency, and drafts papers there."""
    return (
        reads(seat)
        and seat.can(Permission.DRAFT)
        and seat.agency_id == incident.agency_id
    )


def get_incident_to_compose(seat: Seat, incident_id: UUID) -> Incident:
    found = get_incident_for(seat, incident_id)
    if not composes(seat, found):
        raise Http404
    return found


def papers_shown(
    seat: Seat, clocks: list[Clock]
) -> dict[UUID, list[tuple[IncidentPaper, bool]]]:
    """Clock → papers composed for it, each with whether the seat reads its draft."""
    rows = IncidentPaper.objects.filter(clock__in=[one.pk for one in clocks])
    made = list(rows.select_related("draft").order_by("-at"))
    read: set[UUID] = set()
    if made and seat.role != Role.ADMINISTRATOR:
        drafts = readable_drafts(scope_of(seat))
        rows_read = drafts.filter(pk__in=[one.draft_id for one in made])
        read = set(rows_read.values_list("pk", flat=True))
    found: dict[UUID, list[tuple[IncidentPaper, bool]]] = {}
    for one in made:
        found.setdefault(one.clock_id, []).append((one, one.draft_id in read))
    return found


def seen_answers(seat: Seat) -> QuerySet[WarningAnswer]:
    agencies = seen_agencies(seat)
    rows = WarningAnswer.objects.select_related("warning")
    return rows if agencies is None else rows.filter(agency__in=agencies)


def seen_warnings(seat: Seat) -> QuerySet[UnitWarning]:
    rows = UnitWarning.objects.all()
    if warns(seat):
        return rows
    return rows.filter(pk__in=seen_answers(seat).values("warning"))


def get_warning_for(seat: Seat, warning_id: UUID) -> UnitWarning:
    found = seen_warnings(seat).filter(pk=warning_id).first()
    if found is None:
        raise Http404
    return found


def get_answer_to_give(seat: Seat, warning_id: UUID) -> WarningAnswer:
    """That of one's own agency, for who keeps its security."""
    rows = WarningAnswer.objects.select_related("warning")
    found = rows.filter(warning=warning_id, agency=seat.agency_id).first()
    if found is None or not keeps(seat):
        raise Http404
    return found


def seen_contacts(seat: Seat) -> QuerySet[IncidentContact]:
    agencies = seen_agencies(seat)
    rows = IncidentContact.objects.all()
    return rows if agencies is None else rows.filter(agency__in=agencies)


def agencies_warned(seat: Seat) -> list[tuple[UUID, str]]:
    """Whom the centre may warn: every agency of that day."""
    return [(one.id, one.name) for one in agencies_on(seat.on)]


def seen_signs(seat: Seat) -> QuerySet[ThreatSign]:
    """The centre all; who reads security elsewhere what may be told there."""
    rows = ThreatSign.objects.all()
    if warns(seat):
        return rows
    return rows.exclude(tlp=Tlp.RED) if reads(seat) else rows.none()


def get_sign_for(seat: Seat, sign_id: UUID) -> ThreatSign:
    found = seen_signs(seat).filter(pk=sign_id).first()
    if found is None:
        raise Http404
    return found


def get_sign_to_keep(seat: Seat, sign_id: UUID) -> ThreatSign:
    return get_sign_for(need_warner(seat), sign_id)


def given_signs(seat: Seat, audience: Audience, at: datetime) -> QuerySet[ThreatSign]:
    """Of those that hold the ones that may be told there."""
    told = [one for one in Tlp if may_leave(one, audience)]
    rows = seen_signs(seat).filter(state=SignState.LIVE, tlp__in=told)
    return rows.filter(Q(valid_until=None) | Q(valid_until__gt=at))


def seen_drills(seat: Seat) -> QuerySet[DrillPlan]:
    agencies = seen_agencies(seat)
    rows = DrillPlan.objects.all()
    return rows if agencies is None else rows.filter(agency__in=agencies)


def keeps_drill(seat: Seat, drill: DrillPlan) -> bool:
    """An agency's own: who clicked what is its own people's matter."""
    return keeps(seat) and drill.agency_id == seat.agency_id


def get_drill_for(seat: Seat, drill_id: UUID) -> DrillPlan:
    found = seen_drills(seat).filter(pk=drill_id).first()
    if found is None:
        raise Http404
    return found


def get_drill_to_keep(seat: Seat, drill_id: UUID) -> DrillPlan:
    found = get_drill_for(seat, drill_id)
    if not keeps_drill(seat, found):
        raise Http404
    return found
