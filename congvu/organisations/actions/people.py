"""Chairs, who takes them, and who stands in: each a recorded fact with a first day.

Rights belong to the post, so each of these changes somebody's rights and says so.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from congvu.accounts.actions import create_user
from congvu.accounts.models import User
from congvu.accounts.rules import new_password
from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import fold, nfc
from congvu.organisations.actions.bodies import PeriodTaken
from congvu.organisations.actions.rights import point_out
from congvu.organisations.models import (
    Appointment,
    Person,
    Post,
    Unit,
)
from congvu.organisations.rules import RightKind, Role


@transaction.atomic
def create_post(
    *,
    unit: Unit,
    name: str,
    role: Role,
    valid_from: date,
    by: Actor,
    at: datetime,
    position: int = 0,
) -> Post:
    """A new chair in a unit."""
    if not unit.is_valid(on=valid_from):
        words = _("Đơn vị này không có vào ngày đã chọn.")
        raise Refused([Reason(words, "valid_from")])
    post = Post.objects.create(
        unit=unit, name=nfc(name), role=role, valid_from=valid_from, position=position
    )
    record(
        "organisations.post-created",
        by=by,
        at=at,
        on=post,
        agency_id=unit.agency_id,
        data={"name": name, "role": role.value},
    )
    point_out(
        RightKind.POST_CREATED,
        agency_id=unit.agency_id,
        by=by,
        at=at,
        post_id=post.id,
        detail={"post": post.name, "role": role.value},
    )
    return post


@transaction.atomic
def add_person(
    *, full_name: str, valid_from: date, by: Actor, at: datetime, user: User | None
) -> Person:
    """An official joins; the log-in may be given later."""
    person = Person.objects.create(
        full_name=nfc(full_name),
        folded_name=fold(full_name),
        user=user,
        valid_from=valid_from,
    )
    record("organisations.person-added", by=by, at=at, on=person)
    return person


@transaction.atomic
def add_official(
    *,
    full_name: str,
    username: str,
    email: str,
    valid_from: date,
    by: Actor,
    at: datetime,
) -> tuple[Person, str]:
    """An official joins with a log-in; gives the first password, this once.

    A log-in of that name that nobody has yet becomes theirs, with the password it has:
    then there is no first one to give ("").
    """
    user, password = User.objects.filter(username__iexact=nfc(username)).first(), ""
    if user is None:
        password = new_password()
        user = create_user(
            username=username,
            email=email,
            password=password,
            must_change_password=True,
            by=by,
            at=at,
        )
    elif Person.objects.filter(user=user).exists():
        raise Refused(
            [Reason(_("Tên đăng nhập này đã thuộc về một cán bộ."), "username")]
        )
    person = add_person(
        full_name=full_name, valid_from=valid_from, user=user, by=by, at=at
    )
    return person, password


def refuse_outside(post: Post, person: Person, day: date) -> list[Reason]:
    """Nobody takes up a post that does not exist that day, or before joining."""
    reasons: list[Reason] = []
    if not post.is_valid(on=day):
        reasons.append(Reason(_("Chức vụ này không có vào ngày đã chọn."), "post"))
    if not person.is_valid(on=day):
        reasons.append(Reason(_("Người này chưa vào hoặc đã thôi công vụ."), "person"))
    return reasons


def who_where_when(person: Person, post: Post, day: date) -> dict[str, str]:
    return {
        "person": person.full_name,
        "post": post.name,
        "day": day.strftime("%d/%m/%Y"),
    }


def who_and_where(person: Person, post: Post) -> dict[str, str]:
    """As the log keeps them: names to be read, keys to be followed."""
    return {
        "person": person.full_name,
        "post": post.name,
        "person_id": str(person.id),
        "post_id": str(post.id),
    }


@transaction.atomic
def appoint(
    *,
    person: Person,
    post: Post,
    valid_from: date,
    by: Actor,
    at: datetime,
    valid_until: date | None = None,
    legal_basis: str = "",
) -> Appointment:
    """Put a person in a post; refused while somebody else holds it."""
    if reasons := refuse_outside(post, person, valid_from):
        raise Refused(reasons)
    try:
        with transaction.atomic():
            row = Appointment.objects.create(
                person=person,
                post=post,
                valid_from=valid_from,
                valid_until=valid_until,
                legal_basis=legal_basis,
            )
    except IntegrityError as error:
        raise PeriodTaken(
            [_("Chức vụ này đang có người giữ trong thời gian đã chọn.")]
        ) from error
    record(
        "organisations.person-appointed",
        by=by,
        at=at,
        on=row,
        agency_id=post.unit.agency_id,
        data=who_and_where(person, post),
    )
    point_out(
        RightKind.APPOINTED,
        agency_id=post.unit.agency_id,
        by=by,
        at=at,
        post_id=post.id,
        person_id=person.id,
        detail=who_where_when(person, post, valid_from),
    )
    return row


@transaction.atomic
def end_appointment(
    *, appointment: Appointment, valid_until: date, by: Actor, at: datetime
) -> None:
    """The person leaves the post on that day; the work stays with the post."""
    row = (
        Appointment.objects.select_for_update(of=["self"])
        .select_related("person", "post__unit")
        .get(pk=appointment.pk)
    )
    if valid_until <= row.valid_from:
        raise Refused(
            [Reason(_("Ngày thôi giữ phải sau ngày nhận chức vụ."), "valid_until")]
        )
    if row.valid_until is not None and valid_until > row.valid_until:
        words = _(
            "Đã thôi giữ chức vụ này từ %(day)s; muốn giữ tiếp phải bổ nhiệm lại."
        )
        given = {"day": row.valid_until.strftime("%d/%m/%Y")}
        raise Refused([Reason(words % given, "valid_until")])
    row.valid_until = valid_until
    row.save(update_fields=["valid_until"])
    record(
        "organisations.appointment-ended",
        by=by,
        at=at,
        on=row,
        agency_id=row.post.unit.agency_id,
        data=who_and_where(row.person, row.post) | {"until": valid_until.isoformat()},
    )
    point_out(
        RightKind.APPOINTMENT_ENDED,
        agency_id=row.post.unit.agency_id,
        by=by,
        at=at,
        post_id=row.post_id,
        person_id=row.person_id,
        detail=who_where_when(row.person, row.post, valid_until),
    )


def record_seat_choice(*, post_name: str, by: Actor, at: datetime) -> None:
    """Somebody with several posts says which one they act from; for the log only."""
    data = {"post": post_name, "post_id": str(by.post_id)}
    record("organisations.seat-chosen", by=by, at=at, data=data)
