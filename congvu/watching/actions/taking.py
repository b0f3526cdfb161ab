"""What a collector brings: each line once, in order, and what it says of its targets.

The collector's row is held while its message is taken. Lines have numbers: what was
taken is passed over, a hole is refused, unless the collector says that it has no more
of what is missing. Set by set: the number of statements does not grow with the lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from congvu.audit.rules import Actor
from congvu.lib.refusals import Refused
from congvu.watching.actions.enrolling import log
from congvu.watching.actions.falling import keep_falls
from congvu.watching.actions.seeing import see
from congvu.watching.actions.telling import tell_back, tell_outages
from congvu.watching.formats import Answered, Bad, Hearing, Swept
from congvu.watching.models import Collector, Probe, TargetSpell, WatchTarget
from congvu.watching.rules import (
    AHEAD,
    OLDEST_RESULT,
    Course,
    Pulse,
    TargetState,
    grace,
    known_until,
    state_of,
)

# An answer may be told so much before the last one: questions run side by side.
_BACK = timedelta(minutes=2)
_PAST_STREAMS = 100
_PULSE = ("told", "fails", "oks", "first_fail", "first_ok")


class OutOfOrder(Refused):
    """Lines are missing before these; ``taken`` is the last that is here."""

    def __init__(self, words: str, taken: int) -> None:
        super().__init__([words])
        self.taken = taken


@dataclass
class Taken:
    """Up to which line all is here, and which lines were not taken, and why."""

    upto: int
    refused: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def take(
    *, hearing: Hearing, collector_id: UUID, address: str, by: Actor, at: datetime
) -> Taken:
    rows = Collector.objects.select_for_update(of=("self",)).select_related("site")
    collector = rows.get(pk=collector_id)
    if collector.revoked_at is not None:
        raise Refused([_("Cần mã máy thu thập còn hiệu lực.")])
    _begin_stream(collector, hearing, by, at)
    new = _in_order(collector, hearing)
    taken = Taken(new[-1].seq if new else collector.taken)
    answers = [one for one in new if isinstance(one, Answered)]
    taken.refused += [(one.seq, one.words) for one in new if isinstance(one, Bad)]
    if answers:
        taken.refused += _judge(collector, answers, at)
    for one in new:
        if isinstance(one, Swept) and (why := see(collector, one, at=at)):
            taken.refused.append((one.seq, why))
    was_silent = _heard(collector, hearing, taken, address, by, at)
    tell_outages(by=by, at=at)
    if was_silent:
        tell_back(collector, at=at)
    taken.refused.sort()
    return taken


def _begin_stream(
    collector: Collector, hearing: Hearing, by: Actor, at: datetime
) -> None:
    """Another book of results: from a state folder made anew. None comes back."""
    if collector.stream == hearing.stream:
        return
    if hearing.stream in collector.past_streams:
        raise Refused([_("Sổ kết quả này đã được thay bằng sổ mới hơn.")])
    if collector.stream is not None:
        past = [*collector.past_streams, collector.stream]
        collector.past_streams = past[-_PAST_STREAMS:]
        log(
            "watching.collector-anew",
            collector,
            collector.site,
            by,
            at,
            label=collector.label,
        )
    collector.stream, collector.taken, collector.lost = hearing.stream, 0, 0


def _in_order(
    collector: Collector, hearing: Hearing
) -> Sequence[Answered | Swept | Bad]:
    new = [one for one in hearing.items if one.seq > collector.taken]
    due = max(collector.taken + 1, hearing.kept_from)
    for one in new:
        if one.seq != due:
            words = _("Thiếu kết quả từ số %(seq)s; gửi lại từ đó.") % {"seq": due}
            raise OutOfOrder(words, collector.taken)
        due += 1
    return new


def _heard(
    collector: Collector,
    hearing: Hearing,
    taken: Taken,
    address: str,
    by: Actor,
    at: datetime,
) -> bool:
    """What is known of the collector itself; whether it had been silent."""
    if hearing.lost > collector.lost:
        count = hearing.lost - collector.lost
        told = {"label": collector.label, "count": count}
        log("watching.results-lost", collector, collector.site, by, at, **told)
    was_silent = collector.silent_since is not None
    skew = (hearing.clock - at).total_seconds() * 1000
    collector.taken, collector.lost = taken.upto, hearing.lost
    collector.seen_at, collector.silent_since = at, None
    collector.address, collector.version = address[:45], hearing.version
    collector.queued, collector.skew_ms = hearing.queued, round(skew)
    collector.save(
        update_fields=[
            *("stream", "past_streams", "taken", "lost", "seen_at", "silent_since"),
            *("address", "version", "queued", "skew_ms"),
        ]
    )
    return was_silent


# -- what the answers say


@dataclass
class _Watched:
    """One target while its answers are judged."""

    target: WatchTarget
    course: Course
    pulses: dict[UUID, Pulse]

    def hear(self, probe_id: UUID, one: Answered, at: datetime) -> None:
        target = self.target
        if target.last_at and at - target.last_at > grace(target.every):
            last = known_until(target.last_at, target.every)
            self.course.move(TargetState.UNKNOWN, last)
            for pulse in self.pulses.values():
                pulse.forget()
        since = self.pulses[probe_id].beat(up=one.up, at=at, needed=target.fails)
        state = state_of([pulse.told for pulse in self.pulses.values()])
        self.course.move(state, since or at)
        target.last_at = max(target.last_at or at, at)


def _watched(ids: Iterable[UUID]) -> dict[UUID, _Watched]:
    """Targets with all their probes; two queries."""
    targets = WatchTarget.objects.select_related("site").in_bulk(list(ids))
    found = {
        pk: _Watched(one, Course(TargetState(one.state), one.state_since), {})
        for pk, one in targets.items()
    }
    for probe in Probe.objects.filter(target__in=found, retired_at=None):
        pulse = Pulse(**{name: getattr(probe, name) for name in _PULSE})
        found[probe.target_id].pulses[probe.pk] = pulse
    return found


def _judge(
    collector: Collector, answers: list[Answered], at: datetime
) -> list[tuple[int, str]]:
    """Those that cannot be taken, each with why."""
    own = Probe.objects.filter(
        pk__in={one.probe_id for one in answers},
        target__collector=collector,
        retired_at=None,
    )
    probes = own.in_bulk()
    watched = _watched({one.target_id for one in probes.values()})
    hours: dict[tuple[UUID, datetime], list[int]] = {}
    refused = []
    for one in answers:
        probe = probes.get(one.probe_id)
        why = _why_not(probe, one, at)
        if probe is None or why:
            refused.append((one.seq, why))
            continue
        moment = max(min(one.at, at), probe.last_at or one.at)
        watched[probe.target_id].hear(probe.pk, one, moment)
        probe.last_at, probe.last_us, probe.last_why = moment, one.us, one.why
        _count(hours, probe.pk, moment, one)
    _keep(list(probes.values()), watched)
    _keep_hours(hours)
    keep_falls(
        [(one.target, one.course.moves) for one in watched.values()],
    )
    return refused


def _why_not(probe: Probe | None, one: Answered, at: datetime) -> str:
    if probe is None:
        return _("Phép thử này không có trong kế hoạch của máy thu thập.")
    if one.at > at + AHEAD:
        return _("Giờ của kết quả ở tương lai.")
    if one.at < at - OLDEST_RESULT:
        return _("Kết quả quá cũ.")
    if probe.last_at is not None and one.at < probe.last_at - _BACK:
        return _("Giờ của kết quả lùi lại.")
    return ""


def _count(
    hours: dict[tuple[UUID, datetime], list[int]],
    probe_id: UUID,
    at: datetime,
    one: Answered,
) -> None:
    hour = at.replace(minute=0, second=0, microsecond=0)
    found = hours.setdefault((probe_id, hour), [0, 0, 0, 0])
    found[0] += 1
    if one.up:
        found[1] += 1
        found[2] += one.us or 0
        found[3] = max(found[3], one.us or 0)


_HOURS = """
INSERT INTO watching_probehour (probe_id, hour, asked, answered, us_sum, us_most)
SELECT * FROM unnest(%s::uuid[], %s::timestamptz[], %s::int[], %s::int[], %s::bigint[],
                     %s::int[])
ON CONFLICT (probe_id, hour) DO UPDATE
   SET asked = watching_probehour.asked + excluded.asked,
       answered = watching_probehour.answered + excluded.answered,
       us_sum = watching_probehour.us_sum + excluded.us_sum,
       us_most = greatest(watching_probehour.us_most, excluded.us_most)
"""


def _keep_hours(hours: dict[tuple[UUID, datetime], list[int]]) -> None:
    if not hours:
        return
    keys, rows = list(hours), list(hours.values())
    with connection.cursor() as cursor:
        cursor.execute(
            _HOURS,
            [
                [probe for probe, _hour in keys],
                [hour for _probe, hour in keys],
                *([row[n] for row in rows] for n in range(4)),
            ],
        )


_PROBES = """
UPDATE watching_probe p
   SET told = n.told, fails = n.fails, oks = n.oks, first_fail = n.first_fail,
       first_ok = n.first_ok, last_at = n.last_at, last_us = n.last_us,
       last_why = n.last_why
  FROM unnest(%s::uuid[], %s::bool[], %s::int[], %s::int[], %s::timestamptz[],
              %s::timestamptz[], %s::timestamptz[], %s::int[], %s::text[])
       AS n(id, told, fails, oks, first_fail, first_ok, last_at, last_us, last_why)
 WHERE p.id = n.id
"""
_TARGETS = """
UPDATE watching_watchtarget t
   SET state = n.state, state_since = n.since, last_at = n.last_at
  FROM unnest(%s::uuid[], %s::text[], %s::timestamptz[], %s::timestamptz[])
       AS n(id, state, since, last_at)
 WHERE t.id = n.id
"""


def _keep(probes: list[Probe], watched: dict[UUID, _Watched]) -> None:
    for probe in probes:
        pulse = watched[probe.target_id].pulses[probe.pk]
        for name in _PULSE:
            setattr(probe, name, getattr(pulse, name))
    names = ("pk", *_PULSE, "last_at", "last_us", "last_why")
    every = list(watched.values())
    for one in every:
        one.target.state = one.course.state
        one.target.state_since = one.course.since
    with connection.cursor() as cursor:
        cursor.execute(
            _PROBES, [[getattr(one, name) for one in probes] for name in names]
        )
        cursor.execute(
            _TARGETS,
            [
                [one.target.pk for one in every],
                [str(one.target.state) for one in every],
                [one.target.state_since for one in every],
                [one.target.last_at for one in every],
            ],
        )
    _keep_spells([one for one in every if one.course.moves])


def _keep_spells(moved: list[_Watched]) -> None:
    if not moved:
        return
    open_ones = TargetSpell.objects.filter(until=None)
    open_ones.filter(target__in=[one.target.pk for one in moved]).delete()
    TargetSpell.objects.bulk_create(
        TargetSpell(target=one.target, state=state, since=since, until=until)
        for one in moved
        for state, since, until in one.course.spells()
    )
