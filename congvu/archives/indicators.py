"""What a dossier is called as what a figure rests on. Nothing of it is counted yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse

from congvu.archives.queries import visible_dossiers
from congvu.documents.access import scope_of
from congvu.indicators.rules import RecordKind, Told, record_kinds
from congvu.lib.text import gettext_noop as _
from congvu.organisations.access import Seat

DOSSIER = "archives.dossier"


def tell_dossiers(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """One query; a dossier the seat may not open is not told of."""
    return {
        one.pk: Told(
            f"{one.symbol}/{one.year}, {one.title}",
            reverse("archives:dossier", args=[one.pk]),
        )
        for one in visible_dossiers(scope_of(seat)).filter(pk__in=ids)
    }


record_kinds(RecordKind(DOSSIER, _("hồ sơ"), tell_dossiers))
