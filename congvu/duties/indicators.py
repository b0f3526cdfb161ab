"""What is counted of duties: done in time, not done in time, given more time; and how
soon what stands in their way was answered and decided.

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
from congvu.duties.models import DifficultyStep, Duty, Share
from congvu.duties.queries import visible_difficulties
from congvu.duties.rules import Course, DifficultyState, ShareRole
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

TASK, STEP = "duties.task", "duties.difficulty_step"
_HERE = "AT TIME ZONE INTERVAL '7 hours'"

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

# A step waits for the next one: what was asked for who follows the duty up, what was
# put up for who decides. What was taken back while it waited is nobody's fault.
_NEXT_STEP = f"""
SELECT CASE WHEN q.state = '{DifficultyState.REFERRED}' THEN f.decider_id
            WHEN q.state = '{DifficultyState.ASKED}'
            THEN coalesce(d.watcher_agency_id, d.agency_id)
            ELSE d.agency_id END,
       q.due_on, '{STEP}', q.id,
       coalesce((n.at {_HERE})::date <= q.due_on, false)
  FROM duties_difficultystep q
  JOIN duties_difficulty f ON f.id = q.difficulty_id
  JOIN duties_share s ON s.id = f.share_id AND s.parent_id IS NULL
  JOIN duties_duty d ON d.id = s.duty_id
  LEFT JOIN LATERAL (
       SELECT m.at FROM duties_difficultystep m
        WHERE m.difficulty_id = q.difficulty_id AND (m.at, m.id) > (q.at, q.id)
        ORDER BY m.at, m.id LIMIT 1) n ON true
 WHERE q.due_on >= %(since)s AND q.due_on < %(until)s
   AND NOT (n.at IS NULL AND EXISTS (
       SELECT FROM duties_standing x
        WHERE x.share_id = s.id AND x.replaced_at IS NULL
          AND x.valid_until IS NULL AND x.course = '{Course.REVOKED}'))
"""  # noqa: S608 - our own constants


def _records(counts: str, since: date, until: date, narrowed: str = "") -> Records:
    sql = _DUE.replace("{counts}", counts) + narrowed
    return Records(sql, {"since": since, "until": until})


def done_in_time(since: date, until: date) -> Records:
    return _records(_IN_TIME, since, until)


def not_in_time(since: date, until: date) -> Records:
    return _records("1", since, until, f" AND NOT {_IN_TIME}")


def extended(since: date, until: date) -> Records:
    return _records("n.extended", since, until)


def next_step_in_time(since: date, until: date) -> Records:
    return Records(_NEXT_STEP, {"since": since, "until": until})


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


def tell_steps(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """One query; of difficulties that the seat does not see nothing is told."""
    if not reads_duties(seat):
        return {}
    seen = visible_difficulties(reach_of(seat)).values("pk")
    rows = DifficultyStep.objects.filter(
        pk__in=list(ids), difficulty__in=seen
    ).select_related("difficulty__share")
    return {
        step.id: Told(
            f"{step.difficulty.title}, {step.difficulty.share.desk_name}",
            reverse("duties:difficulty", args=[step.difficulty_id]),
        )
        for step in rows
    }


record_kinds(
    RecordKind(TASK, _("nhiệm vụ"), tell_tasks),
    RecordKind(STEP, _("vướng mắc"), tell_steps),
)
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
    Measured(
        code="duties.difficulties_in_time",
        name=_("Vướng mắc được trả lời, quyết định đúng hạn"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các bước chờ trả lời hoặc chờ quyết định có hạn trong kỳ, bao nhiêu "
            "bước đã được trả lời, trình tiếp hoặc quyết định chậm nhất vào ngày hạn. "
            "Chờ trả lời tính cho cơ quan theo dõi nhiệm vụ; đã trình tính cho cơ quan "
            "quyết định. Chỉ tính vướng mắc của nơi chủ trì; không tính bước còn chờ "
            "khi nhiệm vụ đã bị thu hồi. Ngày hạn chưa qua thì chưa tính."
        ),
        source=_("Hạn ở Quy định, do quy chế làm việc của cơ quan đặt"),
        sure=Sure.OURS,
        records=next_step_in_time,
    ),
)
