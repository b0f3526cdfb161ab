"""Making and changing the organisation: each a recorded fact with a first day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from congvu.accounts.models import User
from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import fold, nfc
from congvu.organisations.models import (
    Agency,
    AgencyVersion,
    Appointment,
    Delegation,
    Identifier,
    IdentifierScheme,
    Person,
    Post,
    Unit,
    UnitVersion,
)
from congvu.organisations.rules import Role, is_code_13, is_code_35, is_commune_5


class PeriodTaken(Refused):
    """Somebody or something else has this place, code or post in that period."""


@transaction.atomic
def create_agency(
    *,
    kind: str,
    name: str,
    short_name: str,
    issuer_symbol: str,
    valid_from: date,
    by: Actor,
    at: datetime,
    place: str = "",
    parent: Agency | None = None,
    legal_basis: str = "",
) -> Agency:
    """A new body from its first day."""
    agency = Agency.objects.create(
        kind=kind, valid_from=valid_from, legal_basis=legal_basis
    )
    AgencyVersion.objects.create(
        agency=agency,
        parent=parent,
        name=nfc(name),
        short_name=nfc(short_name),
        issuer_symbol=issuer_symbol,
        place=nfc(place),
        folded_name=fold(name),
        valid_from=valid_from,
    )
    record(
        "organisations.agency-created",
        by=by,
        at=at,
        on=agency,
        agency_id=agency.id,
        data={"name": name, "from": valid_from.isoformat()},
    )
    return agency


@transaction.atomic
def give_identifier(
    *,
    agency: Agency,
    scheme: str,
    value: str,
    valid_from: date,
    by: Actor,
    at: datetime,
    valid_until: date | None = None,
) -> Identifier:
    """A code for a period; refused while it means somebody else."""
    code = value.strip().upper()
    fits = {
        IdentifierScheme.CODE_13: is_code_13,
        IdentifierScheme.CODE_35: is_code_35,
        IdentifierScheme.COMMUNE_5: is_commune_5,
    }[IdentifierScheme(scheme)]
    if not fits(code):
        raise Refused(
            [Reason(_("Mã “%(code)s” không đúng dạng.") % {"code": code}, "value")]
        )
    try:
        with transaction.atomic():
            row = Identifier.objects.create(
                agency=agency,
                scheme=scheme,
                value=code,
                valid_from=valid_from,
                valid_until=valid_until,
            )
    except IntegrityError as error:
        raise PeriodTaken(
            [
                Reason(
                    _("Mã “%(code)s” đang thuộc cơ quan khác trong thời gian này.")
                    % {"code": code},
                    "value",
                )
            ]
        ) from error
    record(
        "organisations.identifier-given",
        by=by,
        at=at,
        on=row,
        agency_id=agency.id,
        data={"scheme": scheme, "value": code},
    )
    return row


@transaction.atomic
def create_unit(
    *,
    agency: Agency,
    name: str,
    valid_from: date,
    by: Actor,
    at: datetime,
    symbol: str = "",
    parent: Unit | None = None,
    position: int = 0,
) -> Unit:
    """A new part of an agency."""
    unit = Unit.objects.create(agency=agency, valid_from=valid_from)
    UnitVersion.objects.create(
        unit=unit,
        parent=parent,
        name=nfc(name),
        symbol=symbol,
        position=position,
        valid_from=valid_from,
    )
    record(
        "organisations.unit-created",
        by=by,
        at=at,
        on=unit,
        agency_id=agency.id,
        data={"name": name},
    )
    return unit


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


def _refuse_outside(post: Post, person: Person, day: date) -> None:
    """Nobody takes up a post that does not exist that day, or before joining."""
    reasons = []
    if not post.is_valid(on=day):
        reasons.append(Reason(_("Chức vụ này không có vào ngày đã chọn."), "post"))
    if not person.is_valid(on=day):
        reasons.append(Reason(_("Người này chưa vào hoặc đã thôi công vụ."), "person"))
    if reasons:
        raise Refused(reasons)


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
    _refuse_outside(post, person, valid_from)
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
        data={"person": str(person.id), "post": str(post.id)},
    )
    return row


@transaction.atomic
def end_appointment(
    *, appointment: Appointment, valid_until: date, by: Actor, at: datetime
) -> None:
    """The person leaves the post on that day; the work stays with the post."""
    row = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if valid_until <= row.valid_from:
        raise Refused(
            [Reason(_("Ngày thôi giữ phải sau ngày nhận chức vụ."), "valid_until")]
        )
    row.valid_until = valid_until
    try:
        with transaction.atomic():
            row.save(update_fields=["valid_until"])
    except IntegrityError as error:
        raise PeriodTaken(
            [_("Chức vụ này đang có người giữ trong thời gian đã chọn.")]
        ) from error
    record(
        "organisations.appointment-ended",
        by=by,
        at=at,
        on=row,
        data={"until": valid_until.isoformat()},
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
    legal_basis: str = "",
) -> Delegation:
    """Let a person act from somebody else's post for a period."""
    _refuse_outside(post, person, valid_from)
    try:
        with transaction.atomic():
            row = Delegation.objects.create(
                post=post,
                person=person,
                valid_from=valid_from,
                valid_until=valid_until,
                legal_basis=legal_basis,
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
        data={"person": str(person.id), "post": str(post.id)},
    )
    return row


def record_seat_choice(*, by: Actor, at: datetime) -> None:
    """Somebody with several posts says which one they act from; for the log only."""
    record("organisations.seat-chosen", by=by, at=at, data={"post": str(by.post_id)})
