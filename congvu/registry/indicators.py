"""What is counted of shared data: sets that are as young as was promised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse

from congvu.indicators.rules import (
    Better,
    Measured,
    PeriodKind,
    RecordKind,
    Records,
    Sure,
    Told,
    Unit,
    indicators,
    record_kinds,
)
from congvu.lib.text import gettext_noop as _
from congvu.organisations.access import Seat
from congvu.registry.access import seen_sets

SET = "registry.set"
# Of each month the last time that a set was measured.
_FRESH = f"""
SELECT DISTINCT ON (q.data_set_id, date_trunc('month', q."on"))
       d.agency_id, q."on", '{SET}', q.data_set_id, q.is_fresh
  FROM registry_dataquality q
  JOIN registry_dataset s ON s.id = q.data_set_id
  JOIN registry_database d ON d.id = s.database_id
 WHERE q.is_fresh IS NOT NULL
   AND q."on" >= %(since)s AND q."on" < %(until)s
 ORDER BY q.data_set_id, date_trunc('month', q."on"), q.at DESC
"""  # noqa: S608 - our own constants


def fresh(since: date, until: date) -> Records:
    return Records(_FRESH, {"since": since, "until": until})


def tell_sets(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """To who may see them; one query."""
    return {
        one.pk: Told(one.title, reverse("registry:set", args=[one.pk]))
        for one in seen_sets(seat).filter(pk__in=ids)
    }


record_kinds(RecordKind(SET, _("bộ dữ liệu chia sẻ"), tell_sets))
indicators(
    Measured(
        code="registry.sets_fresh",
        name=_("Bộ dữ liệu chia sẻ được cập nhật kịp thời"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các bộ dữ liệu có chu kỳ cập nhật và được đo trong kỳ, bao nhiêu bộ "
            "ở lần đo cuối của kỳ có thay đổi gần nhất không cũ hơn chu kỳ ấy. Bộ cập "
            "nhật khi có thay đổi không tính."
        ),
        source=_(
            "Nghị định 278/2025/NĐ-CP nêu giám sát dữ liệu; cách tính là của đơn vị"
        ),
        sure=Sure.OURS,
        records=fresh,
    ),
)
