"""What is counted of duties: done in time, not done in time, given more time.

Of tasks, as the scorecard counts them: a body's share at the top that leads. A task
counts for the body that had it on its last day, as the record has that now; what an act
handed on afterwards changes no figure of the past.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from congvu.duties.access import reach_of, reads_duties
from congvu.duties.models import Duty, Share
from congvu.duties.rules import Course, ShareRole
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

TASK = "duties.task"

# How each task stands now, with whom it was on its last day. What was suspended or
# taken back is nobody's fault and not counted.
_DUE = f"""
SELECT coalesce(
         (SELECT d.agency_id FROM duties_standing d
           WHERE d.share_id = n.share_id AND d.replaced_at IS NULL
             AND d.valid_from <= n.deadline
             AND (d.valid_until IS NULL OR d.valid_until > n.deadline)),
         n.agency_id),
       n.deadline, '{TASK}', n.share_id, {{counts}}
  FROM duties_standing n
  JOIN duties_share s ON s.id = n.share_id
 WHERE n.replaced_at IS NULL AND n.valid_until IS NULL
   AND n.deadline >= %(since)s AND n.deadline < %(until)s
   AND n.course NOT IN ('{Course.SUSPENDED}', '{Course.REVOKED}')
   AND s.parent_id IS NULL AND s.role = '{ShareRole.LEAD}'
"""  # noqa: S608 - our own constants
_IN_TIME = f"(n.course = '{Course.DONE}' AND n.done_on <= n.deadline)"


def _records(counts: str, since: date, until: date, narrowed: str = "") -> Records:
    sql = _DUE.replace("{counts}", counts) + narrowed
    return Records(sql, {"since": since, "until": until})


def done_in_time(since: date, until: date) -> Records:
    return _records(_IN_TIME, since, until)


def not_in_time(since: date, until: date) -> Records:
    return _records("1", since, until, f" AND NOT {_IN_TIME}")


def extended(since: date, until: date) -> Records:
    return _records("n.extended", since, until)


def tell_tasks(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """One query; a task that the seat does not see is not told of."""
    if not reads_duties(seat):
        return {}
    reach = reach_of(seat)
    followed = Duty.objects.filter(reach.followed).values("pk")
    mine = Share.objects.filter(
        Q(duty__in=followed) | reach.shares, pk__in=list(ids)
    ).select_related("duty")
    return {
        share.id: Told(
            f"{share.duty.title}, {share.desk_name}",
            reverse("duties:duty", args=[share.duty_id]),
        )
        for share in mine
    }


record_kinds(RecordKind(TASK, _("nhiệm vụ"), tell_tasks))
indicators(
    Measured(
        code="duties.in_time",
        name=_("Nhiệm vụ hoàn thành đúng hạn"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các nhiệm vụ có ngày hạn trong kỳ mà cơ quan chủ trì, bao nhiêu "
            "nhiệm vụ đã xong chậm nhất vào ngày hạn. Mỗi nơi chủ trì là một nhiệm vụ, "
            "không theo trọng số. Hạn đã được gia hạn thì tính theo hạn mới. Ngày xong "
            "là ngày người theo dõi đã xác nhận. Không tính nhiệm vụ tạm dừng, thu "
            "hồi. Nhiệm vụ tính cho nơi có nó vào ngày hạn. Ngày hạn chưa qua thì "
            "chưa tính."
        ),
        source=_("Quyết định 42/2014/QĐ-TTg không nêu công thức"),
        sure=Sure.OURS,
        records=done_in_time,
    ),
    Measured(
        code="duties.late",
        name=_("Nhiệm vụ quá hạn"),
        unit=Unit.COUNT,
        period=PeriodKind.MONTH,
        better=Better.LOWER,
        definition=_(
            "Số nhiệm vụ có ngày hạn trong kỳ mà cơ quan chủ trì không xong vào ngày "
            "hạn: đến nay chưa xong, hoặc xong sau hạn. Không tính nhiệm vụ tạm dừng, "
            "thu hồi. Ngày hạn chưa qua thì chưa tính."
        ),
        source=_("Quyết định 42/2014/QĐ-TTg không nêu công thức"),
        sure=Sure.OURS,
        records=not_in_time,
    ),
    Measured(
        code="duties.extended",
        name=_("Nhiệm vụ phải gia hạn"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.LOWER,
        definition=_(
            "Trong các nhiệm vụ có ngày hạn (hạn cuối cùng) trong kỳ mà cơ quan chủ "
            "trì, bao nhiêu nhiệm vụ đã được lùi hạn ít nhất một lần. Không tính nhiệm "
            "vụ tạm dừng, thu hồi."
        ),
        source=_("Quyết định 42/2014/QĐ-TTg không nêu công thức"),
        sure=Sure.OURS,
        records=extended,
    ),
)
