"""One policy: who reads an agency's security reads its alerts and what its sources
sent; who keeps it decides about alerts and registers sources; the province's centre
does so for all, and alone sees what came from nobody's source.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from congvu.logs.models import (
    Alert,
    DetectionRule,
    LogEvent,
    LogSource,
    UnknownSender,
)
from congvu.organisations.access import Seat
from congvu.systems.access import keeps, keeps_all, reads, seen_agencies, seen_systems


def seen_sources(seat: Seat) -> QuerySet[LogSource]:
    agencies = seen_agencies(seat)
    rows = LogSource.objects.all()
    return rows if agencies is None else rows.filter(agency__in=agencies)


def searched_sources(seat: Seat) -> list[UUID] | None:
    """Whose events one searches; None: everybody's, also nobody's."""
    if seen_agencies(seat) is None:
        return None
    return list(seen_sources(seat).values_list("pk", flat=True))


def seen_events(seat: Seat) -> QuerySet[LogEvent]:
    sources = searched_sources(seat)
    rows = LogEvent.objects.all()
    return rows if sources is None else rows.filter(source__in=sources)


def seen_strangers(seat: Seat) -> QuerySet[UnknownSender]:
    rows = UnknownSender.objects.all()
    return rows if keeps_all(seat) else rows.none()


def seen_alerts(seat: Seat) -> QuerySet[Alert]:
    agencies = seen_agencies(seat)
    rows = Alert.objects.select_related("source")
    return rows if agencies is None else rows.filter(agency__in=agencies)


def owned_systems(seat: Seat) -> list[tuple[UUID, str]]:
    """Of which a source of one's agency may be."""
    rows = seen_systems(seat).filter(agency=seat.agency_id).order_by("name", "pk")
    return list(rows.values_list("pk", "name"))


def get_alert_for(seat: Seat, alert_id: UUID) -> Alert:
    found = seen_alerts(seat).filter(pk=alert_id).first()
    if found is None:
        raise Http404
    return found


def keeps_alert(seat: Seat, alert: Alert) -> bool:
    return keeps_all(seat) or (keeps(seat) and alert.agency_id == seat.agency_id)


def get_alert_to_keep(seat: Seat, alert_id: UUID) -> Alert:
    found = get_alert_for(seat, alert_id)
    if not keeps_alert(seat, found):
        raise Http404
    return found


def get_source_to_keep(seat: Seat, source_id: UUID) -> LogSource:
    found = seen_sources(seat).filter(pk=source_id).first()
    if found is None or not (
        keeps_all(seat) or (keeps(seat) and found.agency_id == seat.agency_id)
    ):
        raise Http404
    return found


def need_keeper(seat: Seat) -> Seat:
    if not keeps(seat):
        raise Http404
    return seat


def seen_rules(seat: Seat) -> QuerySet[DetectionRule]:
    """What all are watched by, who reads security reads."""
    return DetectionRule.objects.all() if reads(seat) else DetectionRule.objects.none()


def need_centre(seat: Seat) -> Seat:
    if not keeps_all(seat):
        raise Http404
    return seat


def get_rule_to_keep(seat: Seat, rule_id: UUID) -> DetectionRule:
    found = seen_rules(need_centre(seat)).filter(pk=rule_id).first()
    if found is None:
        raise Http404
    return found
