"""Agencies come, change and go; a code never belongs to two."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from congvu.hub.actions.log import Caller, note
from congvu.hub.models import Agency, AgencyName, Box
from congvu.hub.queries import members_named
from congvu.hub.rules import WAITING, Code, Event, Turned, is_code, is_within


@transaction.atomic
def register(
    *,
    code: str,
    old_code: str = "",
    code102: str = "",
    name: str,
    mail: str = "",
    by: Caller,
    at: datetime,
) -> Agency:
    """New, or told anew by the system whose agency it is."""
    names = {c for c in (code, old_code, code102) if c} | {code}
    for one in names:
        if not is_code(one):
            raise Turned(Code.NOT_EDXML, "code-shape", code=one[:60])
    if not is_within(code, list(by.roots)):
        raise Turned(Code.NO_SENDER, "out-of-scope", code=code)
    known = Agency.objects.select_for_update().filter(code=code).first()
    if known is not None and known.system_id != by.pk:
        raise Turned(Code.NO_SENDER, "taken", code=code)
    agency = known or Agency(code=code, system_id=by.pk)
    agency.old_code, agency.code102 = old_code, code102
    agency.name, agency.mail = name[:200], mail[:100]
    agency.registered_at, agency.deleted_at = at, None
    agency.save()
    agency.names.exclude(value__in=names).delete()
    for one in sorted(names):
        _claim(one, agency)
    note(Event.REGISTERED, by=by, at=at, sender=code, words=name)
    return agency


def _claim(value: str, agency: Agency) -> None:
    try:
        with transaction.atomic():
            row, _new = AgencyName.objects.get_or_create(
                value=value, defaults={"agency": agency}
            )
    except IntegrityError:
        row = AgencyName.objects.get(value=value)
    if row.agency_id != agency.pk:
        raise Turned(Code.NO_SENDER, "taken", code=value)


@transaction.atomic
def delete(*, code: str, by: Caller, at: datetime) -> None:
    """Its codes stay its own; nothing that waits for it may be lost."""
    agency = members_named([code]).get(code)
    if agency is None or agency.system != by.pk:
        raise Turned(Code.NO_SENDER, "not-yours", code=code)
    waiting = Box.objects.filter(receiver_id=agency.pk, state__in=WAITING).count()
    if waiting:
        raise Turned(Code.LOCKED, "waiting", count=waiting)
    Agency.objects.filter(pk=agency.pk).update(deleted_at=at)
    note(Event.DELETED, by=by, at=at, sender=agency.code)


@transaction.atomic
def lock(*, code: str, because: str, by: Caller, at: datetime) -> None:
    """It gets nothing more; what lies here it may still fetch."""
    agency = Agency.objects.select_for_update().get(code=code)
    agency.locked_because = because[:200]
    agency.save(update_fields=["locked_because"])
    note(Event.LOCKED, by=by, at=at, sender=code, words=because)


@transaction.atomic
def unlock(*, code: str, by: Caller, at: datetime) -> None:
    agency = Agency.objects.select_for_update().get(code=code)
    agency.locked_because = ""
    agency.save(update_fields=["locked_because"])
    note(Event.UNLOCKED, by=by, at=at, sender=code)
