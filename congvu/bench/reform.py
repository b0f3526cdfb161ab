"""The day an act ends every agency of the synthetic province; all of it is put back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, Q
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.bench.timing import ACT_DOCUMENTS, Figure
from congvu.documents.models import Assignment, RegisterEntry
from congvu.documents.queries import NOT_ENDED
from congvu.organisations.actions import pass_on
from congvu.organisations.models import (
    Agency,
    AgencyVersion,
    Appointment,
    Heir,
    Identifier,
    Post,
    Reform,
    Unit,
    UnitVersion,
)
from congvu.organisations.queries import touched
from congvu.organisations.rules import BodyKind, ReformState

MOST_PREVIEW_SECONDS = 5
MOST_ACT_SECONDS = 60
OPEN_PARTS = 20_000  # as many as the act of July 2025 met
TOGETHER = 3  # as many agencies become one


def reform_figures(seed: int, on: date) -> Iterator[Figure]:
    """What the preview counts and what the day moves, with nothing open left out."""
    agencies = list(
        Identifier.objects.filter(
            value__startswith=f"X{seed:02d}", agency__valid_until__isnull=True
        )
        .order_by("value")
        .values_list("agency_id", flat=True)
    )
    with transaction.atomic():
        _reopen(agencies)
        documents = RegisterEntry.objects.filter(agency__in=agencies).count()
        parts = _open(agencies)
        told = {
            "documents": float(documents),
            "open_parts": float(parts),
            "agencies": float(len(agencies)),
        }
        began = time.perf_counter()
        touched(agencies, on)
        preview = time.perf_counter() - began
        act = _act(agencies, on)
        transaction.set_rollback(True)
    yield Figure(
        "documents before that act", documents, "documents", least=ACT_DOCUMENTS
    )
    yield Figure("open parts before that act", parts, "parts", least=OPEN_PARTS)
    yield Figure(
        "preview of an act that ends every agency",
        preview,
        "seconds",
        most=MOST_PREVIEW_SECONDS,
        beside=told,
    )
    yield Figure(
        "the day of that act",
        act,
        "seconds",
        most=MOST_ACT_SECONDS,
        beside=told,
    )


def _act(agencies: list[UUID], on: date) -> float:
    """Seconds of the moving itself, its constraints checked as a commit would."""
    reform = _decided(agencies, on, timezone.now())
    began = time.perf_counter()
    pass_on(reform=reform, by=SYSTEM, at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    spent = time.perf_counter() - began
    if _open(agencies):
        raise RuntimeError("open work was left behind")
    return spent


def _open(agencies: list[UUID]) -> int:
    return Assignment.objects.filter(
        agency_id__in=agencies, state__in=NOT_ENDED
    ).count()


def _reopen(agencies: list[UUID]) -> None:
    """Finished papers that somebody led are opened again until there is work enough."""
    missing, some = OPEN_PARTS - _open(agencies), []
    done = RegisterEntry.objects.filter(agency__in=agencies, state="done").annotate(
        parts=Count("assignments", filter=Q(assignments__state="done")),
        led=Count("assignments", filter=Q(assignments__part="lead")),
    )
    lives = done.filter(led__gt=0).order_by("-order_key", "pk")
    for entry, parts_of_it in lives.values_list("pk", "parts"):
        if missing <= 0:
            break
        some.append(entry)
        missing -= parts_of_it
    parts = Assignment.objects.filter(entry__in=some, state="done")
    parts.filter(part__in=["lead", "support"]).update(state="working")
    parts.filter(part="direct").update(state="handed-on")
    RegisterEntry.objects.filter(pk__in=some).update(state="handling")


def _decided(agencies: list[UUID], on: date, at: datetime) -> Reform:
    reform = Reform.objects.create(
        title="Đo tốc độ",
        legal_basis="Nghị quyết đo tốc độ",
        on=on,
        state=ReformState.DECIDED,
        prepared_at=at,
        prepared_by="bench",
        decided_at=at,
        decided_by="bench",
    )
    for first in range(0, len(agencies), TOGETHER):
        some = agencies[first : first + TOGETHER]
        heir = _copy(some[0], on)
        Heir.objects.bulk_create(
            Heir(
                reform=reform,
                kind=BodyKind.AGENCY,
                predecessor_id=body,
                heir_id=heir,
                valid_from=on,
            )
            for body in some
        )
    Agency.objects.filter(pk__in=agencies).update(valid_until=on)
    return reform


def _copy(agency_id: UUID, on: date) -> UUID:
    """A new agency with the units, posts and people of an old one."""
    old = AgencyVersion.objects.get(agency=agency_id, valid_until__isnull=True)
    made = Agency.objects.create(kind="commune", valid_from=on)
    AgencyVersion.objects.create(
        agency=made,
        name=f"{old.name} mới",
        short_name=old.short_name,
        issuer_symbol=old.issuer_symbol,
        folded_name=old.folded_name,
        valid_from=on,
    )
    units = {}
    for version in UnitVersion.objects.valid(on=on).filter(unit__agency=agency_id):
        unit = Unit.objects.create(agency=made, valid_from=on)
        units[version.unit_id] = unit
        version.pk, version.unit, version.valid_from = unit.pk, unit, on
        version.save(force_insert=True)
    for post in Post.objects.filter(unit__in=units):
        held = Appointment.objects.filter(post=post.pk).first()
        new = Post.objects.create(
            unit=units[post.unit_id],
            name=post.name,
            role=post.role,
            position=post.position,
            valid_from=on,
        )
        if held is not None:
            Appointment.objects.create(post=new, person=held.person, valid_from=on)
    return made.pk
