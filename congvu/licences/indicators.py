"""What is counted of licences: violations, office suites, seats that are used.

All three ask the position as it is kept (actions/counting.py): of a month its last day,
of the month that runs the last day counted. How much of the machines it rests on says
the indicator of the inventory, which stands beside.
"""

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
from congvu.inventory.access import kept_machines
from congvu.inventory.queries import MACHINE
from congvu.inventory.rules import MachineKind, MachineState
from congvu.lib.text import gettext_noop as _
from congvu.licences.access import read_agencies, read_rights
from congvu.licences.models import LicenceStanding, RolloutMachine
from congvu.licences.rules import StandingState
from congvu.organisations.access import Seat

_ZONE = "AT TIME ZONE INTERVAL '7 hours'"
STANDING = "licences.standing"
RIGHT = "licences.entitlement"
_KEPT = """(SELECT max(day) AS day FROM licences_positionday
            WHERE day >= %(since)s AND day < %(until)s AND counted_at IS NOT NULL)"""
# Machines in use as the day ended, by whose they were then.
_HELD = f"""
  JOIN inventory_custody c ON c.since < d.ends
   AND (c.until IS NULL OR c.until >= d.ends) AND c.state = '{MachineState.IN_USE}'
  JOIN inventory_machine m ON m.id = c.machine_id AND m.merged_into_id IS NULL"""
_VIOLATES = f"""
SELECT s.agency_id, s.day, '{STANDING}', s.id,
       s.state IN ('{StandingState.OVER}', '{StandingState.UNLICENSED}')
  FROM licences_licencestanding s JOIN {_KEPT} d ON d.day = s.day
 WHERE s.state <> '{StandingState.FREE}'
"""  # noqa: S608 - our own constants
_OFFICE = f"""
SELECT c.agency_id, d.day, '{MACHINE}', m.id,
       EXISTS (SELECT FROM licences_licencestanding s
                 JOIN licences_product p ON p.id = s.product_id AND p.kind = 'office'
                WHERE s.machine_id = m.id AND s.day = d.day
                  AND s.state IN ('{StandingState.LEGAL}', '{StandingState.FREE}'))
  FROM (SELECT day, (day + 1)::timestamp {_ZONE} AS ends FROM {_KEPT} k) d {_HELD}
   AND m.kind IN ('{MachineKind.DESKTOP}', '{MachineKind.LAPTOP}')
 WHERE d.day IS NOT NULL
"""  # noqa: S608 - our own constants
_SEATS = f"""
SELECT e.agency_id, d.day, '{RIGHT}', e.id, %(what)s
  FROM {_KEPT} d
  JOIN licences_entitlement e ON e.starts_on <= d.day
   AND (e.ends_on IS NULL OR e.ends_on > d.day)
"""  # noqa: S608 - our own constants
_USED = f"""(
  SELECT count(DISTINCT CASE WHEN e.metric = 'user'
                             THEN coalesce(m.user_id, m.id) ELSE m.id END)
    FROM licences_licencestanding s
    JOIN licences_seatallocation a ON a.id = s.allocation_id
    JOIN inventory_machine m ON m.id = s.machine_id
   WHERE a.entitlement_id = e.id AND s.day = d.day
     AND s.state = '{StandingState.LEGAL}')"""  # noqa: S608 - our own constants


def violations(since: date, until: date) -> Records:
    return Records(_VIOLATES, {"since": since, "until": until})


def office(since: date, until: date) -> Records:
    return Records(_OFFICE, {"since": since, "until": until})


def seats(since: date, until: date) -> Records:
    sql = _SEATS.replace("%(what)s", "e.seats")
    return Records(sql, {"since": since, "until": until})


def seats_used(since: date, until: date) -> Records:
    sql = _SEATS.replace("%(what)s", _USED)
    return Records(sql, {"since": since, "until": until})


def tell_standings(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """The product and its machine, to who sees the position; one query."""
    rows = LicenceStanding.objects.filter(pk__in=ids)
    agencies = read_agencies(seat)
    if agencies is not None:
        rows = rows.filter(agency__in=agencies)
    return {
        one.pk: Told(
            f"{one.machine.name} · {one.product.full_name}",
            reverse("licences:machine", args=[one.machine_id]),
        )
        for one in rows.select_related("machine", "product")
    }


def tell_rights(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """To who sees them; one query."""
    rows = read_rights(seat).filter(pk__in=ids).select_related("product")
    return {
        one.pk: Told(
            f"{one.product.full_name} · {one.contract or one.seats}",
            reverse("licences:right", args=[one.pk]),
        )
        for one in rows
    }


_OURS = _("Chỉ thị 15/2009/CT-UBND không nêu công thức")
record_kinds(
    RecordKind(STANDING, _("phần mềm trên máy"), tell_standings),
    RecordKind(RIGHT, _("quyền sử dụng phần mềm"), tell_rights),
)
indicators(
    Measured(
        code="licences.violations",
        name=_("Vi phạm bản quyền phần mềm"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.LOWER,
        definition=_(
            "Trong các lượt cài phần mềm thương mại trên máy đang dùng vào ngày cuối "
            "kỳ (tháng đang chạy: lần tính gần nhất), bao nhiêu lượt chưa có quyền sử "
            "dụng còn hiệu lực hoặc được cấp vượt số đã có. Mỗi sản phẩm trên mỗi máy "
            "là một lượt. Không tính phần mềm miễn phí, nguồn mở và tên chưa nhận "
            "biết; chỉ biết máy đã kiểm kê, nên xem cùng chỉ tiêu “Máy đã kiểm kê”."
        ),
        source=_OURS,
        sure=Sure.OURS,
        beside="inventory.coverage",
        records=violations,
        counts_today=True,
    ),
    Measured(
        code="licences.office",
        name=_("Máy có phần mềm văn phòng hợp lệ"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các máy để bàn, máy xách tay đang dùng của cơ quan vào ngày cuối kỳ "
            "(tháng đang chạy: lần tính gần nhất), bao nhiêu máy có ít nhất một bộ "
            "phần mềm văn phòng có quyền sử dụng còn hiệu lực, hoặc miễn phí, nguồn "
            "mở. Máy chưa kiểm kê là máy chưa có."
        ),
        source=_OURS,
        sure=Sure.OURS,
        records=office,
        counts_today=True,
    ),
    Measured(
        code="licences.seats",
        name=_("Quyền sử dụng phần mềm đang có"),
        unit=Unit.COUNT,
        period=PeriodKind.MONTH,
        better=Better.NEITHER,
        definition=_(
            "Tổng số lượng của các quyền sử dụng cơ quan giữ, còn hiệu lực vào ngày "
            "cuối kỳ (tháng đang chạy: lần tính gần nhất)."
        ),
        source=_OURS,
        sure=Sure.OURS,
        records=seats,
        counts_today=True,
    ),
    Measured(
        code="licences.seats_used",
        name=_("Quyền sử dụng phần mềm đang dùng"),
        unit=Unit.COUNT,
        period=PeriodKind.MONTH,
        better=Better.NEITHER,
        definition=_(
            "Trong số lượng ấy, bao nhiêu đang che cho phần mềm thấy trên máy trong "
            "kiểm kê; quyền tính theo người đếm mỗi người một lần."
        ),
        source=_OURS,
        sure=Sure.OURS,
        records=seats_used,
        counts_today=True,
    ),
)

TARGET = "licences.rollout-machine"
_ON_IT = """
SELECT FROM inventory_installation i
  JOIN licences_programname n ON n.software_id = i.software_id
  JOIN licences_product p ON p.id = n.product_id
 WHERE i.machine_id = m.id AND i.since < d.ends
   AND (i.until IS NULL OR i.until >= d.ends) AND
"""
# As queries/rollouts.py says which names are what is rolled out and what it replaces.
_NEW = """(p.id = new.id OR new.family <> '' AND p.family = new.family
 AND new.licence <> 'paid' AND p.licence <> 'paid'
 AND old.family IS DISTINCT FROM new.family)"""
_OLD = """(p.id = old.id OR old.family <> '' AND p.family = old.family)
 AND p.id <> new.id"""
_ROLLED = f"""
SELECT c.agency_id, d.day, '{TARGET}', t.id,
       EXISTS ({_ON_IT} {_NEW}) AND NOT EXISTS ({_ON_IT} {_OLD})
  FROM (SELECT day, (day + 1)::timestamp {_ZONE} AS ends
          FROM (SELECT least(%(until)s::date - 1, (now() {_ZONE})::date) AS day) x) d
  JOIN licences_rolloutmachine t ON t.added_at < d.ends
  JOIN licences_rollout o ON o.id = t.rollout_id
  JOIN licences_product new ON new.id = o.product_id
  LEFT JOIN licences_product old ON old.id = o.instead_of_id
  {_HELD} AND m.id = t.machine_id
 WHERE d.day >= %(since)s AND old.id IS
"""  # noqa: S608 - our own constants


def replaced(since: date, until: date) -> Records:
    return Records(f"{_ROLLED} NOT NULL", {"since": since, "until": until})


def rolled_out(since: date, until: date) -> Records:
    return Records(f"{_ROLLED} NULL", {"since": since, "until": until})


def tell_targets(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """To who keeps the machine; one query."""
    rows = RolloutMachine.objects.filter(pk__in=ids, machine__in=kept_machines(seat))
    return {
        one.pk: Told(
            f"{one.machine.name}: {one.rollout.title}",
            reverse("inventory:machine", args=[one.machine_id]),
        )
        for one in rows.select_related("machine", "rollout")
    }


record_kinds(RecordKind(TARGET, _("máy trong đợt triển khai"), tell_targets))
indicators(
    Measured(
        code="licences.replaced",
        name=_("Thay thế bằng nguồn mở"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các máy cần thay một phần mềm bằng phần mềm khác theo đợt triển "
            "khai, bao nhiêu máy đã có phần mềm mới và không còn phần mềm cũ. Tính "
            "trên các máy còn đang dùng đã vào danh sách của đợt; xong là theo kiểm kê "
            "đến hết ngày cuối kỳ (tháng đang chạy: hôm nay), không ai tự khai."
        ),
        source=_("Chỉ thị 15/2009/CT-UBND không nêu công thức"),
        sure=Sure.OURS,
        records=replaced,
        counts_today=True,
    ),
    Measured(
        code="licences.rolled-out",
        name=_("Triển khai phần mềm cho mọi máy"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các máy đã vào danh sách của đợt triển khai không thay phần mềm "
            "nào (phần mềm văn phòng cho mọi máy cần dùng), bao nhiêu máy đã thấy phần "
            "mềm ấy qua kiểm kê đến hết ngày cuối kỳ (tháng đang chạy: hôm nay). Chỉ "
            "tính máy còn đang dùng; không ai tự khai."
        ),
        source=_("Chỉ thị 15/2009/CT-UBND không nêu công thức"),
        sure=Sure.OURS,
        records=rolled_out,
        counts_today=True,
    ),
)
