"""What is counted of the network: agencies on the dedicated state network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

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
from congvu.network.rules import Carriage, SiteKind
from congvu.organisations.access import Seat
from congvu.organisations.queries import names_ever

AGENCY = "network.agency"
_HERE = "AT TIME ZONE INTERVAL '7 hours'"
# A month that lasts is counted as it stands today. From the hubs outwards, over links
# of the state network that are in use that day.
_JOINED = f"""
WITH RECURSIVE stand AS (
  SELECT least(%(until)s::date - 1, (now() {_HERE})::date) AS day
), joined (site_id) AS (
  SELECT s.id FROM network_site s WHERE s.kind = '{SiteKind.HUB}'
   UNION
  SELECT CASE WHEN l.near_id = j.site_id THEN l.far_id ELSE l.near_id END
    FROM joined j JOIN network_link l ON j.site_id IN (l.near_id, l.far_id)
    JOIN stand d ON l.valid_from <= d.day
     AND (l.valid_until IS NULL OR l.valid_until > d.day)
   WHERE l.carriage = '{Carriage.STATE}'
)
SELECT a.id, d.day, '{AGENCY}', a.id,
       EXISTS (SELECT FROM network_site s JOIN joined j ON j.site_id = s.id
                WHERE s.agency_id = a.id)
  FROM stand d JOIN organisations_agency a ON a.valid_from <= d.day
   AND (a.valid_until IS NULL OR a.valid_until > d.day)
 WHERE d.day >= %(since)s
"""  # noqa: S608 - our own constants


def joined(since: date, until: date) -> Records:
    return Records(_JOINED, {"since": since, "until": until})


def tell_agencies(_seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """By name, as the organisation's own page shows them to everybody; one query."""
    return {pk: Told(name, "") for pk, name in names_ever(list(ids)).items()}


record_kinds(RecordKind(AGENCY, _("cơ quan"), tell_agencies))
indicators(
    Measured(
        code="network.on_state_network",
        name=_("Cơ quan trên mạng truyền số liệu chuyên dùng"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các cơ quan có vào ngày cuối kỳ (tháng đang chạy: hôm nay), bao "
            "nhiêu cơ quan có ít nhất một điểm mạng tới được một điểm trung tâm chỉ "
            "qua các đường của mạng truyền số liệu chuyên dùng đang dùng ngày ấy. Cơ "
            "quan chưa ghi điểm mạng nào tính là chưa có."
        ),
        source=_("Chỉ thị 15/2009/CT-UBND không nêu công thức"),
        sure=Sure.OURS,
        records=joined,
    ),
)
