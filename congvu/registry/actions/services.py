"""What an agency declares of the services by which its systems give data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.registry.access import keeps_service, systems_offered
from congvu.registry.actions.saying import (
    length_reasons,
    needed_reasons,
    refuse_marked,
)
from congvu.registry.models import DataService
from congvu.registry.rules import (
    LONGEST_ADDRESS,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    MOST_FIELDS,
    SERVICE_PROTOCOL_NAMES,
    SERVICE_STATE_NAMES,
    is_address,
)

_WORDS = ("title", "about", "basis", "contact")


@dataclass(frozen=True)
class ServiceData:
    """``has_personal``: None where nobody has said."""

    title: str
    about: str
    basis: str
    fields: Sequence[str]
    has_personal: bool | None
    protocol: str
    state: str
    address: str = ""
    contact: str = ""
    system_id: UUID | None = None


def declare_service(*, data: ServiceData, by: Seat, at: datetime) -> DataService:
    """A new one of one's own agency's."""
    data = _tidied(data)
    _refuse_secret(data, by, at)
    with transaction.atomic():
        made = DataService(agency_id=by.agency_id)
        _put(made, data, _reasons(made, data, by), by, at)
        _note("registry.service-declared", made, by, at)
        return made


def change_service(
    *, service_id: UUID, data: ServiceData, seen: int, by: Seat, at: datetime
) -> DataService:
    """``seen``: the version on which the change was made."""
    data = _tidied(data)
    _refuse_secret(data, by, at)
    with transaction.atomic():
        rows = DataService.objects.select_for_update()
        found = rows.filter(pk=service_id).first()
        if found is None:
            raise Refused([_("Không tìm thấy dịch vụ này.")])
        reasons = _reasons(found, data, by)
        if seen != found.version:
            words = _("Dịch vụ đã được sửa từ khi mở; xem lại rồi ghi.")
            reasons.append(Reason(words))
        found.version += 1
        _put(found, data, reasons, by, at)
        _note("registry.service-changed", found, by, at)
        return found


def _tidied(data: ServiceData) -> ServiceData:
    told: dict[str, Any] = {name: nfc(getattr(data, name)) for name in _WORDS}
    fields = dict.fromkeys(nfc(one) for one in data.fields)
    kept = [one for one in fields if one]
    return replace(data, fields=kept, address=data.address.strip(), **told)


def _refuse_secret(data: ServiceData, by: Seat, at: datetime) -> None:
    texts = [getattr(data, name) for name in _WORDS]
    refuse_marked(texts=[*texts, *data.fields], by=by, at=at)


def _reasons(found: DataService, data: ServiceData, by: Seat) -> list[Reason]:
    reasons = []
    if not keeps_service(by, found):
        reasons.append(Reason(_("Trưởng đơn vị, lãnh đạo của cơ quan khai dịch vụ.")))
    reasons += needed_reasons(data.title, "title", _("Ghi tên dịch vụ."), LONGEST_NAME)
    reasons += needed_reasons(
        data.about, "about", _("Ghi dịch vụ cho dữ liệu gì."), LONGEST_TEXT
    )
    reasons += needed_reasons(
        data.basis, "basis", _("Ghi căn cứ pháp lý."), LONGEST_REASON
    )
    reasons += length_reasons(data.contact, "contact", LONGEST_REASON)
    for name, known in (
        ("protocol", SERVICE_PROTOCOL_NAMES),
        ("state", SERVICE_STATE_NAMES),
    ):
        if getattr(data, name) not in known:
            reasons.append(Reason(_("Chọn một mục."), name))
    if data.has_personal is None:
        words = _("Cho biết có dữ liệu cá nhân không.")
        reasons.append(Reason(words, "has_personal"))
    if not data.fields:
        reasons.append(Reason(_("Ghi ít nhất một trường."), "fields"))
    if len(data.fields) > MOST_FIELDS:
        words = _("Nhiều nhất %(most)s trường.") % {"most": MOST_FIELDS}
        reasons.append(Reason(words, "fields"))
    if any(len(one) > LONGEST_NAME for one in data.fields):
        words = _("Dài quá %(most)s chữ.") % {"most": LONGEST_NAME}
        reasons.append(Reason(words, "fields"))
    if data.address and not is_address(data.address):
        words = _("Địa chỉ phải có https:// hoặc http:// ở đầu.")
        reasons.append(Reason(words, "address"))
    reasons += length_reasons(data.address, "address", LONGEST_ADDRESS)
    known_systems = {key for key, _name in systems_offered(by)} | {found.system_id}
    if data.system_id is not None and data.system_id not in known_systems:
        reasons.append(Reason(_("Không tìm thấy hệ thống này."), "system_id"))
    return reasons


def _put(
    found: DataService, data: ServiceData, reasons: list[Reason], by: Seat, at: datetime
) -> None:
    if reasons:
        raise Refused(reasons)
    for name, value in asdict(data).items():
        setattr(found, name, value)
    found.changed_at, found.changed_by = at, by.person_name[:80]
    found.save()


def _note(event: str, found: DataService, by: Seat, at: datetime) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=found,
        agency_id=found.agency_id,
        data={"service": found.title, "state": found.get_state_display()},
    )
