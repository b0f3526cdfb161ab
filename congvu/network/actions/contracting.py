"""Contracts that keep machines and links running."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.files.actions import store
from congvu.files.rules import clean_name
from congvu.inventory.models import Machine
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.network.access import agencies_offered, kept_contracts
from congvu.network.actions.saying import reasons_of
from congvu.network.models import ContractProof, Link, ServiceContract
from congvu.network.queries import machines_called
from congvu.network.rules import LONGEST_LINE, ContractData, contract_faults
from congvu.organisations.access import Seat
from congvu.organisations.rules import BodyKind, Passing

_NAMED = 10


@transaction.atomic
def add_contract(
    *, agency_id: UUID, data: ContractData, by: Seat, at: datetime
) -> ServiceContract:
    data = data.tidied()
    offered = agencies_offered(by, local_date(at))
    if agency_id not in {one.id for one in offered}:
        raise Refused([Reason(_("Chọn cơ quan ký hợp đồng."), "agency")])
    made = ServiceContract(agency_id=agency_id, added_at=at, added_by=by.person_name)
    _keep(made, data)
    _log("network.contract-added", made, data, by, at)
    return made


@transaction.atomic
def change_contract(
    *, contract_id: UUID, data: ContractData, by: Seat, at: datetime
) -> ServiceContract:
    """All of it, its machines and links too; the agency stays."""
    data = data.tidied()
    found = kept_contracts(by).select_for_update().filter(pk=contract_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy hợp đồng này.")])
    _keep(found, data)
    _log("network.contract-changed", found, data, by, at)
    return found


def add_contract_proof(
    *, contract_id: UUID, name: str, stream: BinaryIO, by: Seat, at: datetime
) -> ContractProof:
    """The contract itself, an annex, an acceptance: kept once, whoever shows it."""
    found = kept_contracts(by).filter(pk=contract_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy hợp đồng này.")])
    called = clean_name(name)[-LONGEST_LINE:]
    stored = store(
        name=called, stream=stream, by=by.actor, at=at, agency_id=found.agency_id
    )
    if not stored.is_accepted:
        raise Refused([Reason(f"{called}: {_(stored.reason)}", "file")])
    with transaction.atomic():
        made, is_new = ContractProof.objects.get_or_create(
            contract=found,
            file=stored.file,
            defaults={"name": called, "added_at": at, "added_by": by.person_name},
        )
        if not is_new:
            raise Refused([Reason(_("Hợp đồng này đã có tệp này."), "file")])
        record(
            "network.contract-proof-added",
            by=by.actor,
            at=at,
            on=found,
            agency_id=found.agency_id,
            data={"number": found.number, "provider": found.provider},
        )
    return made


def _keep(contract: ServiceContract, data: ContractData) -> None:
    reasons = reasons_of(contract_faults(data))
    same = ServiceContract.objects.filter(
        agency=contract.agency_id,
        provider=data.provider,
        number=data.number,
        came_from=contract.came_from,
    )
    once = Reason(_("Đã ghi hợp đồng số này của nhà cung cấp này."), "number")
    if same.exclude(pk=contract.pk).exists():
        reasons.append(once)
    machines, unknown = _machines(contract, data.machines)
    reasons += unknown
    links, missing = _links(contract, data.links)
    reasons += missing
    if reasons or data.starts_on is None or data.ends_on is None:
        raise Refused(reasons)
    contract.kind, contract.number = data.kind, data.number
    contract.provider, contract.note = data.provider, data.note
    contract.starts_on, contract.ends_on = data.starts_on, data.ends_on
    contract.cost, contract.response_hours = data.cost, data.response_hours
    try:
        with transaction.atomic():
            contract.save()
    except IntegrityError as why:  # who pressed at the same moment
        raise Refused([once]) from why
    contract.machines.set(Machine.objects.filter(pk__in=machines))
    contract.links.set(Link.objects.filter(pk__in=links))


def _machines(
    contract: ServiceContract, names: Sequence[str]
) -> tuple[list[UUID], list[Reason]]:
    """Of the agency; what it covers already it may go on covering, and of several of
    one name that is meant.
    """
    if not names:
        return [], []
    covered = set(contract.machines.values_list("pk", flat=True))
    called = {
        name: [pk for pk in found if pk in covered] or found
        for name, found in machines_called(
            names, contract.agency_id, contract.machines.all()
        ).items()
    }
    unknown = [name for name in names if not called[name]]
    several = [name for name in names if len(called[name]) > 1]
    reasons = []
    if unknown:
        words = _("Không có máy nào của cơ quan mang số hay tên: %(names)s.")
        reasons.append(Reason(words % {"names": _told(unknown)}, "machines"))
    if several:
        words = _("Nhiều máy cùng tên, hãy ghi số máy: %(names)s.")
        reasons.append(Reason(words % {"names": _told(several)}, "machines"))
    return [pk for name in names for pk in called[name]], reasons


def _told(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    told = ", ".join(one[:40] for one in names[:_NAMED])
    return (
        told if more <= 0 else _("%(names)s và %(n)d nữa") % {"names": told, "n": more}
    )


def _links(
    contract: ServiceContract, ids: Sequence[UUID]
) -> tuple[list[UUID], list[Reason]]:
    rows = Link.objects.filter(near__agency=contract.agency_id, pk__in=ids)
    known = set(rows.values_list("pk", flat=True))
    known |= set(contract.links.values_list("pk", flat=True))
    if set(ids) <= known:
        return list(ids), []
    words = _("Chọn đường truyền của chính cơ quan ký hợp đồng.")
    return [], [Reason(words, "links")]


def pass_contracts(passing: Passing) -> None:
    """The heir of an agency is bound by them; what it signed itself stays apart."""
    for body in passing.bodies:
        if body.kind == BodyKind.AGENCY:
            rows = ServiceContract.objects.filter(agency=body.from_id)
            if body.from_id != body.body_id:
                rows = rows.filter(came_from=body.body_id)
            rows.update(
                agency=body.to_id, came_from=Coalesce("came_from", Value(body.body_id))
            )


def _log(
    event: str, one: ServiceContract, data: ContractData, by: Seat, at: datetime
) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=one,
        agency_id=one.agency_id,
        data={
            "number": one.number,
            "provider": one.provider,
            "machines": len(data.machines),
            "links": len(data.links),
        },
    )
