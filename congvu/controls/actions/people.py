"""Naming who answers for security and who administers; entering certificates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.controls.access import tells_year
from congvu.controls.actions.learning import close_with_certificate
from congvu.controls.models import (
    SecurityCertificate,
    SecurityOfficer,
    SystemAdministrator,
)
from congvu.controls.queries.people import people_of
from congvu.controls.rules import (
    LONGEST_LINE,
    LONGEST_NAME,
    CertificateKind,
    OfficerKind,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.systems.access import keeps
from congvu.systems.actions import alive_reasons, length_reasons, locked_system


def _line(text: str) -> str:
    return " ".join(nfc(text).split())


def _keeps_reasons(by: Seat) -> list[Reason]:
    if keeps(by):
        return []
    return [Reason(_("Người phụ trách, chứng chỉ do quản trị của cơ quan ghi."))]


def _person_reasons(person_id: UUID | None, by: Seat, on: date) -> list[Reason]:
    if person_id in people_of(by.agency_id, on):
        return []
    return [Reason(_("Chọn người đang giữ chức vụ ở cơ quan."), "person")]


@transaction.atomic
def name_officer(
    *, kind: str, person_id: UUID | None, basis: str, by: Seat, at: datetime
) -> SecurityOfficer:
    """Takes the place of who was named before."""
    today, basis = local_date(at), _line(basis)
    reasons = _keeps_reasons(by) + _person_reasons(person_id, by, today)
    if kind not in set(OfficerKind):
        reasons.append(Reason(_("Chọn vai trò."), "kind"))
    if not basis:
        reasons.append(Reason(_("Ghi văn bản phân công."), "basis"))
    reasons += length_reasons(basis, "basis", LONGEST_NAME)
    others = SecurityOfficer.objects.select_for_update().filter(
        agency=by.agency_id, until=None
    )
    named = {one.kind: one for one in others.order_by("pk")}
    if any(o.person_id == person_id for k, o in named.items() if k != kind):
        words = _("Người này đang giữ vai trò kia; người thay phải là người khác.")
        reasons.append(Reason(words, "person"))
    if reasons or person_id is None:
        raise Refused(reasons)
    if kind in named:
        named[kind].until = today
        named[kind].save(update_fields=["until"])
    try:
        with transaction.atomic():
            made = SecurityOfficer.objects.create(
                agency_id=by.agency_id,
                kind=kind,
                person_id=person_id,
                basis=basis,
                since=today,
                at=at,
                by=by.person_name,
            )
    except IntegrityError:
        raise Refused([_("Vừa có người khác phân công vai trò này.")]) from None
    record(
        "controls.officer-named",
        by=by.actor,
        at=at,
        on=made,
        agency_id=by.agency_id,
        data={"role": kind},
    )
    return made


@transaction.atomic
def add_administrator(
    *, system_id: UUID, person_id: UUID | None, by: Seat, at: datetime
) -> SystemAdministrator:
    system, today = locked_system(system_id), local_date(at)
    reasons = alive_reasons(system) + _person_reasons(person_id, by, today)
    if not tells_year(by, system):
        words = _("Người quản trị do quản trị của cơ quan vận hành ghi.")
        reasons.append(Reason(words))
    there = SystemAdministrator.objects.filter(
        system=system, person=person_id, until=None
    )
    if person_id and there.exists():
        reasons.append(Reason(_("Người này đã quản trị hệ thống."), "person"))
    if reasons or person_id is None:
        raise Refused(reasons)
    made = SystemAdministrator.objects.create(
        system=system, person_id=person_id, since=today, at=at, by=by.person_name
    )
    record(
        "controls.administrator-added",
        by=by.actor,
        at=at,
        on=system,
        agency_id=system.agency_id,
    )
    return made


@transaction.atomic
def end_administrator(
    *, system_id: UUID, administrator_id: UUID, by: Seat, at: datetime
) -> None:
    system = locked_system(system_id)
    found = SystemAdministrator.objects.filter(
        pk=administrator_id, system=system, until=None
    ).first()
    if found is None or not tells_year(by, system):
        raise Refused([_("Người này không còn quản trị hệ thống.")])
    found.until = local_date(at)
    found.save(update_fields=["until"])
    record(
        "controls.administrator-ended",
        by=by.actor,
        at=at,
        on=system,
        agency_id=system.agency_id,
    )


@dataclass(frozen=True)
class CertificateData:
    person_id: UUID | None
    kind: str
    name: str
    number: str
    issued_on: date | None
    valid_until: date | None = None


@transaction.atomic
def add_certificate(
    *, data: CertificateData, by: Seat, at: datetime
) -> SecurityCertificate:
    """Of somebody of one's own agency; the same number of a person once."""
    today, name, number = local_date(at), _line(data.name), _line(data.number)
    reasons = _keeps_reasons(by) + _person_reasons(data.person_id, by, today)
    if data.kind not in set(CertificateKind):
        reasons.append(Reason(_("Chọn loại."), "kind"))
    if not name:
        reasons.append(Reason(_("Ghi tên chứng chỉ, bằng cấp."), "name"))
    if not number:
        reasons.append(Reason(_("Ghi số hiệu."), "number"))
    reasons += length_reasons(name, "name", LONGEST_NAME)
    reasons += length_reasons(number, "number", LONGEST_LINE)
    if data.issued_on is None or data.issued_on > today:
        reasons.append(Reason(_("Ghi ngày cấp, không sau hôm nay."), "issued_on"))
    elif data.valid_until is not None and data.valid_until < data.issued_on:
        words = _("Ngày hết giá trị trước ngày cấp.")
        reasons.append(Reason(words, "valid_until"))
    if reasons or data.person_id is None or data.issued_on is None:
        raise Refused(reasons)
    try:
        with transaction.atomic():
            made = SecurityCertificate.objects.create(
                person_id=data.person_id,
                kind=data.kind,
                name=name,
                number=number,
                issued_on=data.issued_on,
                valid_until=data.valid_until,
                at=at,
                by=by.person_name,
            )
    except IntegrityError:
        told = Reason(_("Số hiệu này của người này đã ghi."), "number")
        raise Refused([told]) from None
    close_with_certificate(certificate=made, on=today, by=by)
    record(
        "controls.certificate-added",
        by=by.actor,
        at=at,
        on=made,
        agency_id=by.agency_id,
    )
    return made
