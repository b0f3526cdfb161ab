"""Who acts from somebody else's post, and who is away meanwhile.

Ủy quyền is in writing, for a time, for a named content, and never handed on again
(NĐ 30/2020 Đ13.3); the law's row says so, not this file.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.law.queries import find_rule
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.actions.bodies import PeriodTaken
from congvu.organisations.actions.people import (
    refuse_outside,
    who_and_where,
    who_where_when,
)
from congvu.organisations.actions.rights import point_out
from congvu.organisations.models import Absence, Appointment, Delegation, Person, Post
from congvu.organisations.rules import (
    LIMITABLE,
    AbsenceReason,
    DelegationKind,
    RightKind,
    Route,
)


@dataclass(frozen=True)
class Period:
    """From a day up to, not including, another; open when that is None."""

    first: date
    until: date | None

    def overlap(self) -> Q:
        """Dated rows that hold on some day of it."""
        begun = Q(valid_from__lt=self.until) if self.until else Q()
        open_still = Q(valid_until__isnull=True) | Q(valid_until__gt=self.first)
        return begun & open_still


def one_at_a_time() -> None:
    """Two who let each other act at once would each judge a world without the other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('organisations.delegate'))"
        )


@transaction.atomic
def delegate(
    *,
    post: Post,
    person: Person,
    valid_from: date,
    valid_until: date | None,
    by: Actor,
    at: datetime,
    kind: DelegationKind = DelegationKind.ACTING,
    legal_basis: str = "",
    content: str = "",
    withheld: Collection[str] = (),
    absence: Absence | None = None,
) -> Delegation:
    """Let a person act from somebody else's post for a period, within limits."""
    one_at_a_time()
    period = Period(valid_from, valid_until)
    reasons = _why_not(post, person, period, kind, legal_basis, content, by)
    reasons += _limit_reasons(withheld)
    if reasons:
        raise Refused(reasons)
    try:
        with transaction.atomic():
            row = Delegation.objects.create(
                post=post,
                person=person,
                kind=kind,
                valid_from=valid_from,
                valid_until=valid_until,
                legal_basis=nfc(legal_basis),
                content=nfc(content),
                withheld=sorted(withheld),
                absence=absence,
            )
    except IntegrityError as error:
        raise PeriodTaken(
            [_("Người này đã được ủy quyền chức vụ đó trong thời gian đã chọn.")]
        ) from error
    record(
        "organisations.post-delegated",
        by=by,
        at=at,
        on=row,
        agency_id=post.unit.agency_id,
        data=who_and_where(person, post)
        | {"kind": str(kind), "withheld": sorted(withheld)},
    )
    point_out(
        RightKind.DELEGATED,
        agency_id=post.unit.agency_id,
        by=by,
        at=at,
        post_id=post.id,
        person_id=person.id,
        detail=who_where_when(person, post, valid_from),
    )
    return row


def _limit_reasons(withheld: Collection[str]) -> list[Reason]:
    unknown = set(withheld) - {p.value for p in LIMITABLE}
    if not unknown:
        return []
    words = _("Không có quyền nào tên là %(names)s.")
    return [Reason(words % {"names": ", ".join(sorted(unknown))}, "withheld")]


def _why_not(
    post: Post,
    person: Person,
    period: Period,
    kind: DelegationKind,
    legal_basis: str,
    content: str,
    by: Actor,
) -> list[Reason]:
    """Every reason at once."""
    reasons = refuse_outside(post, person, period.first)
    if period.until is not None and period.until <= period.first:
        words = _("Ngày kết thúc phải sau ngày bắt đầu.")
        reasons.append(Reason(words, "valid_until"))
        return reasons
    holders = set(
        Appointment.objects.filter(period.overlap(), post=post).values_list(
            "person", flat=True
        )
    )
    if person.id in holders:
        words = _("%(name)s đang giữ chính chức vụ này: không ủy quyền cho chính mình.")
        reasons.append(Reason(words % {"name": person.full_name}, "person"))
    elif circle := _circle(holders, person, period):
        words = _("Ủy quyền vòng tròn: %(names)s.")
        reasons.append(Reason(words % {"names": " → ".join(circle)}, "person"))
    if kind != DelegationKind.ACTING and not holders:
        words = _(
            "Chức vụ này không có người giữ để ủy quyền; chỉ có thể giao phụ trách."
        )
        reasons.append(Reason(words, "kind"))
    reasons += _by_law(post, period, kind, legal_basis, content, by)
    return reasons


def _by_law(
    post: Post,
    period: Period,
    kind: DelegationKind,
    legal_basis: str,
    content: str,
    by: Actor,
) -> list[Reason]:
    """What the law of that day asks of an authorisation (thừa ủy quyền)."""
    rule = find_rule("delegation", DelegationKind.AUTHORISED, period.first)
    if rule is None:
        return []
    source = rule.citation_on_record
    reasons: list[Reason] = []
    if not rule.flag("again") and by.delegation_id and by.post_id == post.id:
        words = _("Người được ủy quyền không được ủy quyền lại (%(law)s).")
        reasons.append(Reason(words % {"law": source}, "post"))
    if kind != DelegationKind.AUTHORISED:
        return reasons
    asked = (
        ("in_writing", legal_basis.strip(), _("văn bản ủy quyền"), "legal_basis"),
        ("until_a_day", period.until, _("ngày kết thúc"), "valid_until"),
        ("named_content", content.strip(), _("nội dung được ủy quyền"), "content"),
    )
    words = _("Ủy quyền phải ghi %(what)s (%(law)s).")
    return reasons + [
        Reason(words % {"what": what, "law": source}, field)
        for flag, given, what, field in asked
        if rule.flag(flag) and not given
    ]


def _circle(holders: set[UUID], person: Person, period: Period) -> list[str]:
    """The names along which the post would come back to its own holder; else empty.

    From the deputy on: whose posts does somebody else act from in that time?
    """
    given = Delegation.objects.filter(period.overlap(), revoked_on__isnull=True)
    ways: dict[UUID, list[str]] = {person.id: [person.full_name]}
    layer = {person.id}
    while layer:
        held = Appointment.objects.filter(period.overlap(), person__in=layer)
        owner = dict(held.values_list("post", "person"))
        rows = given.filter(post__in=list(owner)).values_list(
            "post", "person", "person__full_name"
        )
        layer = set()
        for post_id, deputy, name in rows:
            way = [*ways[owner[post_id]], name]
            if deputy in holders:
                return [way[-1], *way]
            if deputy not in ways:
                ways[deputy] = way
                layer.add(deputy)
    return []


@transaction.atomic
def end_delegation(*, delegation: Delegation, by: Actor, at: datetime) -> None:
    """The deputy acts no more, from this moment on."""
    row = (
        Delegation.objects.select_for_update(of=["self"])
        .select_related("person", "post__unit")
        .get(pk=delegation.pk)
    )
    today = local_date(at)
    if row.revoked_on is not None or (row.valid_until and row.valid_until <= today):
        raise Refused([_("Việc ủy quyền, phụ trách này đã kết thúc.")])
    row.revoked_on = today
    row.save(update_fields=["revoked_on"])
    record(
        "organisations.delegation-ended",
        by=by,
        at=at,
        on=row,
        agency_id=row.post.unit.agency_id,
        data=who_and_where(row.person, row.post),
    )
    point_out(
        RightKind.DELEGATION_ENDED,
        agency_id=row.post.unit.agency_id,
        by=by,
        at=at,
        post_id=row.post_id,
        person_id=row.person_id,
        detail=who_where_when(row.person, row.post, today),
    )


@transaction.atomic
def record_absence(
    *,
    person: Person,
    valid_from: date,
    valid_until: date,
    reason: AbsenceReason,
    route: Route,
    stand_ins: Mapping[UUID, Person],
    by: Seat,
    at: datetime,
) -> Absence:
    """Somebody will be away; for each of their posts there may be one who stands in."""
    one_at_a_time()
    period = Period(valid_from, valid_until)
    reasons = _absence_reasons(person, valid_from, valid_until, by, at)
    posts = _posts_of(person, period)
    reasons += _stand_in_reasons(posts, stand_ins, period)
    if reasons:
        raise Refused(reasons)
    try:
        with transaction.atomic():
            row = Absence.objects.create(
                person=person,
                valid_from=valid_from,
                valid_until=valid_until,
                reason=reason,
                route=route,
            )
    except IntegrityError as error:
        raise PeriodTaken(
            [Reason(_("Đã ghi vắng mặt trong thời gian này."), "valid_from")]
        ) from error
    for post_id, deputy in stand_ins.items():
        delegate(
            post=posts[post_id],
            person=deputy,
            valid_from=valid_from,
            valid_until=valid_until,
            kind=DelegationKind.STAND_IN,
            absence=row,
            by=by.actor,
            at=at,
        )
    record(
        "organisations.absence-recorded",
        by=by.actor,
        at=at,
        on=row,
        agency_id=by.agency_id,
        data={
            "person": person.full_name,
            "from": valid_from.isoformat(),
            "until": valid_until.isoformat(),
            "reason": str(reason),
            "route": str(route),
        },
    )
    return row


def _absence_reasons(
    person: Person, first: date, until: date, by: Seat, at: datetime
) -> list[Reason]:
    reasons: list[Reason] = []
    if person.id != by.person_id:
        reasons.append(Reason(_("Chỉ người vắng mặt tự ghi.")))
    if until <= first:
        words = _("Ngày trở lại phải sau ngày bắt đầu vắng.")
        reasons.append(Reason(words, "valid_until"))
    if until <= local_date(at):
        words = _("Thời gian vắng mặt đã qua.")
        reasons.append(Reason(words, "valid_until"))
    return reasons


def _posts_of(person: Person, period: Period) -> dict[UUID, Post]:
    rows = Appointment.objects.filter(period.overlap(), person=person)
    return {row.post_id: row.post for row in rows.select_related("post__unit")}


def _stand_in_reasons(
    held: Mapping[UUID, Post],
    stand_ins: Mapping[UUID, Person],
    period: Period,
) -> list[Reason]:
    """A stand-in works in the same agency, and is there while the other is not."""
    deputies = list(stand_ins.values())
    away = set(
        Absence.objects.filter(
            period.overlap(), person__in=deputies, ended_at__isnull=True
        ).values_list("person", flat=True)
    )
    there: dict[UUID, set[UUID]] = {}
    rows: Sequence[tuple[UUID, UUID]] = Appointment.objects.filter(
        period.overlap(), person__in=deputies
    ).values_list("person", "post__unit__agency")  # type: ignore[assignment]
    for person_id, agency_id in rows:
        there.setdefault(person_id, set()).add(agency_id)
    reasons: list[Reason] = []
    for post_id, deputy in stand_ins.items():
        name = {"name": deputy.full_name}
        if post_id not in held:
            words = _("Người này không giữ chức vụ đó trong thời gian vắng mặt.")
            reasons.append(Reason(words, "stand_in"))
            continue
        if held[post_id].unit.agency_id not in there.get(deputy.id, set()):
            words = _("%(name)s không giữ chức vụ nào trong cơ quan lúc đó.")
            reasons.append(Reason(words % name, "stand_in"))
        if deputy.id in away:
            words = _("%(name)s cũng vắng mặt trong thời gian này.")
            reasons.append(Reason(words % name, "stand_in"))
    return reasons


@transaction.atomic
def end_absence(*, absence: Absence, by: Seat, at: datetime) -> None:
    """Back early, or not gone at all: whoever stood in stops at once."""
    row = Absence.objects.select_for_update().get(pk=absence.pk)
    if row.person_id != by.person_id:
        raise Refused([_("Chỉ người vắng mặt tự ghi.")])
    if row.ended_at is not None or row.valid_until <= local_date(at):
        raise Refused([_("Lần vắng mặt này đã kết thúc.")])
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    for stand_in in row.stand_ins.filter(revoked_on__isnull=True):
        end_delegation(delegation=stand_in, by=by.actor, at=at)
    record(
        "organisations.absence-ended",
        by=by.actor,
        at=at,
        on=row,
        agency_id=by.agency_id,
    )
