"""Making agencies and their units: each a recorded fact with a first day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import fold, nfc
from congvu.organisations.models import (
    Agency,
    AgencyVersion,
    Identifier,
    IdentifierScheme,
    Unit,
    UnitVersion,
)
from congvu.organisations.rules import is_code_13, is_code_35, is_commune_5


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
    above = parent or agency
    if not above.is_valid(on=valid_from):
        words = _("Cơ quan hoặc đơn vị cấp trên không có vào ngày đã chọn.")
        raise Refused([Reason(words, "valid_from")])
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
