"""One line on a dossier's timeline and one in the log, written together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from congvu.archives.models import Dossier, DossierEvent, DossierGrant
from congvu.archives.rules import LONGEST_REASON
from congvu.audit.actions import record
from congvu.documents.rules import GrantOrigin, for_the_log
from congvu.organisations.access import Seat


def note(
    event: str,
    *,
    on: Dossier,
    by: Seat,
    at: datetime,
    text: str = "",
    data: Mapping[str, object] | None = None,
) -> None:
    """Tell the timeline and the log; what was written is told on the timeline only."""
    DossierEvent.objects.create(
        at=at,
        dossier=on,
        event=event,
        actor=by.person_name,
        actor_post=by.acts_as,
        text=text[:LONGEST_REASON],
    )
    told = {"symbol": on.symbol, **(data or {}), **({"text": text} if text else {})}
    record(
        event,
        by=by.actor,
        at=at,
        on=on,
        agency_id=on.agency_id,
        data=for_the_log(told),
    )


def grant(
    dossier: Dossier,
    principals: Iterable[UUID],
    origin: GrantOrigin = GrantOrigin.WORK,
) -> None:
    """Let these desks see the dossier; by work, file into it, too."""
    DossierGrant.objects.bulk_create(
        [
            DossierGrant(principal_id=p, dossier=dossier, origin=origin)
            for p in sorted(set(principals))
        ],
        update_conflicts=True,
        unique_fields=["dossier", "principal_id"],
        update_fields=["origin"],
    )
