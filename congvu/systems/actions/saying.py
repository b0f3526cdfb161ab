"""What the actions share: a row held, reasons in words, a line of the timeline."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import record
from congvu.documents.actions import refuse_secret
from congvu.documents.rules import first_mark
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.notices.actions import notify_each
from congvu.organisations.access import Seat
from congvu.systems.access import keeps_system
from congvu.systems.models import InformationSystem, LevelDossier, SystemEvent
from congvu.systems.queries.lists import desks_of
from congvu.systems.rules import LONGEST_REASON, Fault, SystemState


def refuse_marked(*, texts: Iterable[str], by: Seat, at: datetime) -> None:
    """No state secret here; before any transaction of the caller's."""
    refuse_secret(level=first_mark(texts), by=by, at=at)


def reasons_of(faults: Iterable[Fault]) -> list[Reason]:
    return [Reason(_(fault.words), fault.field) for fault in faults]


def said_reasons(text: str, field: str, most: int = LONGEST_REASON) -> list[Reason]:
    """A reason has to be given, and not a long one."""
    if not text:
        return [Reason(_("Chưa ghi lý do."), field)]
    return length_reasons(text, field, most)


def length_reasons(text: str, field: str, most: int) -> list[Reason]:
    if len(text) <= most:
        return []
    return [Reason(_("Dài quá %(most)s chữ.") % {"most": most}, field)]


def keeps_reasons(by: Seat, system: InformationSystem) -> list[Reason]:
    if keeps_system(by, system):
        return []
    words = _("Hệ thống do quản trị của cơ quan chủ quản, hoặc trung tâm của tỉnh ghi.")
    return [Reason(words)]


def alive_reasons(system: InformationSystem) -> list[Reason]:
    if system.state != SystemState.RETIRED:
        return []
    return [Reason(_("Hệ thống đã hủy bỏ."))]


def locked_system(system_id: UUID) -> InformationSystem:
    rows = InformationSystem.objects.select_for_update(no_key=True)
    found = rows.filter(pk=system_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy hệ thống này.")])
    return found


def locked_dossier(dossier_id: UUID) -> LevelDossier:
    """Its system is held first, so that two deeds never wait for one another."""
    system = LevelDossier.objects.filter(pk=dossier_id).values_list("system", flat=True)
    locked_system(system.first() or dossier_id)
    rows = LevelDossier.objects.select_for_update(of=("self",))
    return rows.select_related("system", "assessment", "regulation").get(pk=dossier_id)


def note(
    event: str,
    *,
    system: InformationSystem,
    by: Seat,
    at: datetime,
    text: str = "",
    dossier: LevelDossier | None = None,
    data: Mapping[str, object] | None = None,
) -> None:
    """A line of the system's timeline and one of the log."""
    SystemEvent.objects.create(
        system=system,
        dossier=dossier,
        at=at,
        event=event,
        actor=by.person_name,
        actor_post=by.acts_as,
        text=text[:LONGEST_REASON],
    )
    record(
        event,
        by=by.actor,
        at=at,
        on=system,
        agency_id=system.agency_id,
        data={"system": system.code, **(data or {})},
    )


def tell(
    *,
    kind: str,
    on: Collection[tuple[UUID, UUID]],
    by: Seat,
    at: datetime,
) -> None:
    """(agency, target): a notice at each desk that keeps security there, but one's
    own.
    """
    desks = desks_of({agency for agency, _target in on}, local_date(at))
    notify_each(
        kind,
        to=[
            (desk, target, {})
            for agency, target in on
            for desk in sorted(desks[agency] - frozenset(by.desks))
        ],
        at=at,
        actor=by.person_name,
    )


def keep_part(
    one: Any,
    system: InformationSystem,
    words: str,
    twice: Reason,
    by: Seat,
    at: datetime,
) -> None:
    """Each once: of two at once the second is refused."""
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError:
        raise Refused([twice]) from None
    note_part(one, system, words, by, at)


def note_part(
    one: Any, system: InformationSystem, words: str, by: Seat, at: datetime
) -> None:
    with override("vi"):
        said = f"{one._meta.verbose_name}: {words}"
    data = {"part": said}
    note("systems.part-added", system=system, by=by, at=at, text=said, data=data)
