"""What rules met becomes alerts: one for each cause, however often it was met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from congvu.audit.actions import event_row, record, record_many
from congvu.audit.rules import SYSTEM
from congvu.lib.dates import local_date
from congvu.lib.ids import uuid7
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.logs.formats.spool import Arrived
from congvu.logs.models import Alert, LogSource
from congvu.logs.rules import (
    LONGEST_KEY,
    LONGEST_NAME,
    LONGEST_REASON,
    MOST_CAUSES,
    MOST_MUTED,
    MOST_SAMPLES,
    STANDING,
    AlertState,
    Correlation,
    Detection,
    Event,
    Hit,
    cause_of,
)
from congvu.notices.actions import notify_each
from congvu.organisations.access import Seat
from congvu.organisations.models import AgencyKind
from congvu.organisations.queries import agencies_on, posts_of_role
from congvu.organisations.queries.holdings import held_at
from congvu.organisations.rules import Role

_SAMPLE = 500
_EVENTS = {
    AlertState.SEEN: "logs.alert-seen",
    AlertState.FALSE: "logs.alert-false",
    AlertState.CLOSED: "logs.alert-closed",
}


@dataclass(frozen=True, slots=True)
class Met:
    """A rule that is cause for an alert, and the line that met it last."""

    hit: Hit
    event: Event
    arrived: Arrived
    at: datetime

    @property
    def key(self) -> tuple[str, ...]:
        """Of a count what it counts by; of one line the machine that told it."""
        if isinstance(self.hit.rule, Correlation):
            return tuple(str(one) for one in self.hit.key)
        return (self.event.host or self.arrived.address,)

    def cause(self, agency: UUID | None) -> str:
        rule = self.hit.rule
        return cause_of(rule.cause or str(rule.id), self.key, str(agency or ""))


def seen_by_us(
    rule: Detection, source: LogSource | None, whose: str, at: datetime
) -> Met:
    """What no line says, of a source or of an address that is none's."""
    event = Event("logs", "", _(rule.title), rule.level, at, host=whose)
    arrived = Arrived(b"", "", at, str(source.pk) if source else "")
    return Met(Hit(rule), event, arrived, at)


@dataclass
class _Matter:
    """All that was met of one cause."""

    first: Met
    agency: UUID | None
    first_at: datetime
    last_at: datetime
    count: int = 0
    latest: Event | None = None
    samples: list[str] = field(default_factory=list)
    is_rest: bool = False
    """Of several causes, one alert for all of them."""

    @property
    def group(self) -> tuple[UUID, UUID | None]:
        return self.first.hit.rule.id, self.agency

    def rest(self) -> str:
        """The cause of all that is one too many of such a rule."""
        return cause_of(f"rest:{self.group[0]}", (), str(self.agency or ""))

    def add(self, other: _Matter) -> None:
        self.count += other.count
        self.first_at = min(self.first_at, other.first_at)
        self.last_at = max(self.last_at, other.last_at)
        self.samples = [*self.samples, *other.samples][:MOST_SAMPLES]


def keep_alerts(met: list[Met], *, at: datetime) -> list[Alert]:
    """Within a transaction; so many statements, whatever was met. Those made now."""
    if not met:
        return []
    matters = _matters(met)
    rest = {cause: matter.rest() for cause, matter in matters.items()}
    standing = {
        one.cause: one
        for one in Alert.objects.select_for_update().filter(
            cause__in={*matters, *rest.values()}, state__in=STANDING
        )
    }
    matters = _gathered(matters, rest, standing.keys())
    made = []
    for cause, matter in matters.items():
        known = standing.get(cause)
        if known is None:
            made.append(_alert(cause, matter))
            continue
        known.count += matter.count
        known.first_at = min(known.first_at, matter.first_at)
        known.last_at = max(known.last_at, matter.last_at)
        known.samples = [*known.samples, *matter.samples][:MOST_SAMPLES]
    fields = ["count", "first_at", "last_at", "samples"]
    Alert.objects.bulk_update(standing.values(), fields)
    # Somebody else's loader may have made one of them meanwhile: it is counted there.
    Alert.objects.bulk_create(made, ignore_conflicts=True)
    there = set(
        Alert.objects.filter(pk__in=[one.pk for one in made]).values_list(
            "pk", flat=True
        )
    )
    for one in made:
        if one.pk not in there:
            Alert.objects.filter(cause=one.cause, state__in=STANDING).update(
                count=F("count") + one.count,
                last_at=Greatest("last_at", one.last_at),
            )
    new = [one for one in made if one.pk in there]
    _record("logs.alert-opened", new, at)
    _tell(new, at)
    return new


def _record(event: str, alerts: list[Alert], at: datetime) -> None:
    record_many(
        event_row(
            event,
            by=SYSTEM,
            at=at,
            on=one,
            agency_id=one.agency_id,
            data={"rule": one.title, "key": one.key},
        )
        for one in alerts
    )


def _matters(met: list[Met]) -> dict[str, _Matter]:
    ids = {one.arrived.source for one in met if one.arrived.source}
    agencies = {
        str(pk): agency
        for pk, agency in LogSource.objects.filter(pk__in=ids).values_list(
            "pk", "agency_id"
        )
    }
    found: dict[str, _Matter] = {}
    for one in met:
        agency = agencies.get(one.arrived.source)
        cause = one.cause(agency)
        matter = found.get(cause)
        if matter is None:
            found[cause] = matter = _Matter(one, agency, one.at, one.at)
        elif matter.latest is one.event:
            # One line that met two rules of one matter.
            continue
        matter.latest = one.event
        matter.count += 1
        matter.first_at, matter.last_at = (
            min(matter.first_at, one.at),
            max(matter.last_at, one.at),
        )
        if len(matter.samples) < MOST_SAMPLES:
            matter.samples.append(one.event.message[:_SAMPLE])
    return found


def _gathered(
    matters: dict[str, _Matter], rest: dict[str, str], standing: Collection[str]
) -> dict[str, _Matter]:
    """A machine's name and an address in a line are what its writer says. Of one rule
    so many causes stand at an agency at a time; what is more is one alert.
    """
    new = [one for cause, one in matters.items() if cause not in standing]
    counted = (
        Alert.objects.filter(rule__in={one.group[0] for one in new}, state__in=STANDING)
        .order_by()
        .values_list("rule", "agency")
        .annotate(many=Count("pk"))
    )
    many = Counter({(rule, agency): n for rule, agency, n in counted})
    found: dict[str, _Matter] = {}
    for cause, matter in matters.items():
        if cause not in standing:
            many[matter.group] += 1
        if cause in standing or many[matter.group] <= MOST_CAUSES:
            found[cause] = matter
        elif rest[cause] in found:
            found[rest[cause]].add(matter)
        else:
            found[rest[cause]] = replace(matter, is_rest=True)
    return dict(sorted(found.items()))


def _alert(cause: str, matter: _Matter) -> Alert:
    one = matter.first
    return Alert(
        id=uuid7(),
        agency_id=matter.agency,
        source_id=one.arrived.source or None,
        rule=one.hit.rule.id,
        title=one.hit.rule.title[:LONGEST_NAME],
        level=int(one.hit.rule.level),
        key=_("nhiều nơi khác") if matter.is_rest else ", ".join(one.key)[:LONGEST_KEY],
        cause=cause,
        # Of a count, all that made it so many.
        count=matter.count if matter.is_rest else one.hit.count - 1 + matter.count,
        first_at=matter.first_at,
        last_at=matter.last_at,
        samples=matter.samples,
    )


def _tell(new: list[Alert], at: datetime) -> None:
    """Who keeps the agency's security, of what is no agency's the centre: one notice
    an agency, of the gravest.
    """
    on, gravest = local_date(at), dict[UUID, Alert]()
    for one in new:
        for agency in [one.agency_id] if one.agency_id else _centre(on):
            known = gravest.setdefault(agency, one)
            if one.level < known.level:
                gravest[agency] = one
    if not gravest:
        return
    posts = posts_of_role(Role.ADMINISTRATOR, set(gravest), on)
    people = {
        (one.agency_id, one.user_id)
        for one in held_at(set().union(*posts.values()), [], on)
        if one.user_id is not None and one.agency_id in gravest
    }
    notify_each(
        "logs.alert",
        to=[
            (user, gravest[agency].pk, {})
            for agency, user in sorted(people, key=str)
            if user is not None
        ],
        at=at,
    )


def _centre(on: date) -> list[UUID]:
    return [one.id for one in agencies_on(on) if one.kind == AgencyKind.PROVINCE]


@transaction.atomic
def take_alert(*, alert_id: UUID, by: Seat, at: datetime) -> Alert:
    """Somebody looks into it."""
    found = _held(alert_id)
    if found.state != AlertState.OPEN:
        raise Refused([_("Cảnh báo này đã có người nhận hoặc đã kết thúc.")])
    return _decide(found, AlertState.SEEN, "", None, by, at)


@transaction.atomic
def call_false(
    *, alert_id: UUID, until: date | None, reason: str, by: Seat, at: datetime
) -> Alert:
    """For a time: what happens again is counted in it and told to nobody."""
    found, reason = _held(alert_id), nfc(reason)
    reasons, today = _common(found, reason), local_date(at)
    if until is None:
        reasons.append(Reason(_("Chưa có ngày hết coi là báo động giả."), "until"))
    elif until <= today:
        reasons.append(Reason(_("Ngày này phải sau hôm nay."), "until"))
    elif until > today + timedelta(days=MOST_MUTED):
        reasons.append(Reason(_("Nhiều nhất 180 ngày; sau đó xem lại."), "until"))
    if reasons:
        raise Refused(reasons)
    return _decide(found, AlertState.FALSE, reason, until, by, at)


@transaction.atomic
def close_alert(*, alert_id: UUID, reason: str, by: Seat, at: datetime) -> Alert:
    """What happens afterwards is another alert."""
    found, reason = _held(alert_id), nfc(reason)
    if reasons := _common(found, reason):
        raise Refused(reasons)
    return _decide(found, AlertState.CLOSED, reason, None, by, at)


@transaction.atomic
def reopen_false(*, at: datetime) -> int:
    """Those whose time as a false alarm is over are looked at again, and told anew."""
    over = Alert.objects.select_for_update().filter(
        state=AlertState.FALSE, muted_until__lt=local_date(at)
    )
    found = list(over)
    for one in found:
        one.state, one.muted_until = AlertState.OPEN, None
    Alert.objects.bulk_update(found, ["state", "muted_until"])
    _record("logs.alert-reopened", found, at)
    _tell(found, at)
    return len(found)


def _held(alert_id: UUID) -> Alert:
    return Alert.objects.select_for_update().get(pk=alert_id)


def _common(found: Alert, reason: str) -> list[Reason]:
    reasons = []
    if found.state == AlertState.CLOSED:
        reasons.append(Reason(_("Cảnh báo này đã đóng.")))
    if not reason:
        reasons.append(Reason(_("Chưa ghi lý do."), "reason"))
    if len(reason) > LONGEST_REASON:
        reasons.append(Reason(_("Lý do dài quá 500 ký tự."), "reason"))
    return reasons


def _decide(
    found: Alert,
    state: AlertState,
    reason: str,
    until: date | None,
    by: Seat,
    at: datetime,
) -> Alert:
    found.state, found.reason, found.muted_until = state, reason, until
    found.decided_at, found.decided_by = at, by.person_name[:80]
    found.taken_at = found.taken_at or at
    fields = ["taken_at", "state", "reason", "muted_until", "decided_at", "decided_by"]
    found.save(update_fields=fields)
    told = {"until": str(until)} if until else {}
    record(
        _EVENTS[state],
        by=by.actor,
        at=at,
        on=found,
        agency_id=found.agency_id,
        data={"rule": found.title, "key": found.key, **told},
    )
    return found
