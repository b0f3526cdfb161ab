"""Sets of dossiers frozen and let go (NĐ 30/2020 Phụ lục VI)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.archives.actions.asking import permission_reasons, reason_reasons
from congvu.archives.models import Dossier, DossierEvent, Freeze, FrozenDossier
from congvu.archives.rules import DossierState
from congvu.audit.actions import record
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission

MOST = 1000


@transaction.atomic
def freeze_dossiers(
    *, dossier_ids: Sequence[UUID], reason: str, by: Seat, at: datetime
) -> Freeze:
    """Keep these dossiers as they are: no move, no edit, no destruction."""
    reasons = permission_reasons(by, Permission.FREEZE) + reason_reasons(reason)
    found = list(
        Dossier.objects.select_for_update()
        .filter(pk__in=list(dossier_ids)[: MOST + 1], agency=by.agency_id)
        .exclude(state=DossierState.DESTROYED)
        .order_by("id")
    )
    if len(found) < len(set(dossier_ids)):
        reasons.append(Reason(_("Có hồ sơ không tìm thấy hoặc đã hủy."), "dossiers"))
    if not found:
        reasons.append(Reason(_("Chọn ít nhất một hồ sơ."), "dossiers"))
    if reasons:
        raise Refused(reasons)
    made = Freeze.objects.create(
        agency_id=by.agency_id, at=at, by=by.person_name, reason=nfc(reason)
    )
    FrozenDossier.objects.bulk_create(
        [FrozenDossier(freeze=made, dossier=d) for d in found]
    )
    _tell(found, "archives.dossiers-frozen", made.reason, by, at)
    data = {"dossiers": len(found), "text": made.reason}
    record("archives.dossiers-frozen", by=by.actor, at=at, on=made, data=data)
    return made


@transaction.atomic
def unfreeze_dossiers(
    *, freeze_id: UUID, reason: str, by: Seat, at: datetime
) -> Freeze:
    """Let a set go again, and say why."""
    made = (
        Freeze.objects.select_for_update()
        .filter(pk=freeze_id, agency=by.agency_id)
        .first()
    )
    reasons = permission_reasons(by, Permission.FREEZE) + reason_reasons(reason)
    if made is None:
        raise Refused([*reasons, Reason(_("Không tìm thấy lần đóng băng này."))])
    if made.ended_at is not None:
        reasons.append(Reason(_("Lần đóng băng này đã được bỏ.")))
    if reasons:
        raise Refused(reasons)
    made.ended_at, made.ended_by = at, by.person_name
    made.ended_because = nfc(reason)
    made.save(update_fields=["ended_at", "ended_by", "ended_because"])
    found = list(Dossier.objects.filter(freezes__freeze=made))
    _tell(found, "archives.dossiers-unfrozen", made.ended_because, by, at)
    data = {"dossiers": len(found), "text": made.ended_because}
    record("archives.dossiers-unfrozen", by=by.actor, at=at, on=made, data=data)
    return made


def _tell(
    dossiers: Sequence[Dossier], event: str, text: str, by: Seat, at: datetime
) -> None:
    DossierEvent.objects.bulk_create(
        [
            DossierEvent(
                at=at,
                dossier=d,
                event=event,
                actor=by.person_name,
                actor_post=by.acts_as,
                text=text,
            )
            for d in dossiers
        ]
    )
