"""Destruction as the head decided it: dossier by dossier, taken up again after a kill.

The files go, and those that live in another dossier or register stay; the dossier, its
list and its course stay to be read, and so does all the council said.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.archives import queries
from congvu.archives.actions.appraising import (
    fault_reasons,
    locked_appraisal,
    stage_reasons,
)
from congvu.archives.actions.asking import permission_reasons
from congvu.archives.actions.packages import drop_packages
from congvu.archives.models import (
    Appraisal,
    AppraisedDossier,
    Dossier,
    DossierEvent,
)
from congvu.archives.rules import AppraisalState, DossierState, Verdict
from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.files.actions import destroy
from congvu.files.models import StoredFile
from congvu.jobs.actions import enqueue_once
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission

SMALL = 5
"""So many dossiers are destroyed while the archivist waits; the rest by the worker."""


@transaction.atomic
def carry_out(*, appraisal_id: UUID, way: str, by: Seat, at: datetime) -> Appraisal:
    """Destroy what was approved; what has been frozen meanwhile forbids all of it."""
    made = locked_appraisal(appraisal_id, by)
    reasons = permission_reasons(by, Permission.KEEP_ARCHIVE)
    reasons += stage_reasons(made, AppraisalState.APPROVED)
    if not nfc(way):
        words = _("Ghi cách hủy, người chứng kiến.")
        reasons.append(Reason(words, "way"))
    if made.approved_by == by.person_name:
        reasons.append(Reason(_("Người duyệt không tự tay hủy.")))
    going = queries.appraised_lines(made).filter(verdict=Verdict.DESTROY)
    found = queries.looked_at(
        Dossier.objects.select_for_update(of=("self",)).filter(
            pk__in=going.values("dossier")
        ),
        but=made.pk,
    )
    reasons += fault_reasons(list(found.order_by("pk")), at)
    if reasons:
        raise Refused(reasons)
    on = local_date(at)
    years = queries.trail_years(on)
    made.state, made.way = AppraisalState.DESTROYING, nfc(way)[:1000]
    made.carried_at, made.carried_by, made.carried_as = at, by.person_name, by.acts_as
    made.trail_until = date(on.year + years, 12, 31)
    made.save()
    data = {"basis": made.decision, "text": made.way, "destroy": going.count()}
    record("archives.destruction-begun", by=by.actor, at=at, on=made, data=data)
    if going.count() <= SMALL:
        go_on_destroying(appraisal_id=made.pk, by=by.actor, at=at)
        made.refresh_from_db()
    else:
        key = str(made.pk)
        enqueue_once("archives.destroy", lock=key, appraisal_id=key)
    return made


def go_on_destroying(*, appraisal_id: UUID, by: Actor, at: datetime) -> None:
    """Each dossier that is left, by itself; repeatable after a kill."""
    while _one(appraisal_id, by, at):
        pass


@transaction.atomic
def _one(appraisal_id: UUID, by: Actor, at: datetime) -> bool:
    made = (
        Appraisal.objects.select_for_update()
        .filter(pk=appraisal_id, state=AppraisalState.DESTROYING)
        .first()
    )
    if made is None:
        return False
    line = (
        queries.appraised_lines(made)
        .select_related("dossier")
        .filter(verdict=Verdict.DESTROY, is_open=True)
        .first()
    )
    if line is None:
        made.state = AppraisalState.DONE
        made.save(update_fields=["state"])
        record("archives.destruction-done", by=by, at=at, on=made, data={})
        return False
    dossier = Dossier.objects.select_for_update().get(pk=line.dossier_id)
    line.is_open = False
    # Frozen since the worker began: it is left as it is, and listed another time.
    if queries.is_frozen(dossier.pk):
        line.save(update_fields=["is_open"])
        return True
    _destroy(made, line, dossier, by, at)
    return True


def _destroy(
    made: Appraisal,
    line: AppraisedDossier,
    dossier: Dossier,
    by: Actor,
    at: datetime,
) -> None:
    go, stay = queries.files_to_destroy(dossier.pk)
    with override("vi"):
        reason = _("Hết thời hạn bảo quản, hủy theo %(decision)s")
        why = reason % {"decision": made.decision}
        told = _("%(go)s tệp đã hủy, %(stay)s tệp còn ở nơi khác; %(decision)s") % {
            "go": len(go),
            "stay": len(stay),
            "decision": made.decision,
        }
    dossier.state = DossierState.DESTROYED
    dossier.save(update_fields=["state"])
    for file in StoredFile.objects.filter(pk__in=go).order_by("pk"):
        destroy(file=file, reason=why, by=by, at=at)
    drop_packages(dossier, why)
    line.destroyed_at = at
    line.files_destroyed, line.files_kept = len(go), len(stay)
    line.save()
    DossierEvent.objects.create(
        at=at,
        dossier=dossier,
        event="archives.dossier-destroyed",
        actor=made.carried_by,
        actor_post=made.carried_as,
        text=told[:1000],
    )
    record(
        "archives.dossier-destroyed",
        by=by,
        at=at,
        on=dossier,
        agency_id=dossier.agency_id,
        data={
            "symbol": dossier.symbol,
            "basis": made.decision,
            "files": len(go),
            "files_kept": len(stay),
        },
    )
