"""The way of needs: steps, contracts, what is late."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.http import FileResponse, Http404
from django.utils import timezone
from ninja import Router, Status

from congvu.files.queries import open_file
from congvu.investment import actions, queries
from congvu.investment.access import (
    get_contract_file,
    get_contract_to_keep,
    get_need_for,
    get_need_to_keep,
    get_step_file,
    runs,
    seen_needs,
)
from congvu.investment.actions import ContractData, Payment, StepData
from congvu.investment.api.needs import asker
from congvu.investment.api.schemas import (
    CommitYearIn,
    InvestmentContractIn,
    InvestmentContractOut,
    NeedClockOut,
    NeedClocksOut,
    NeedStepIn,
    NeedStepOut,
    NeedWayOut,
    PaymentOut,
)
from congvu.investment.models import (
    Instalment,
    InvestmentContract,
    NeedClock,
    NeedStep,
)
from congvu.investment.rules.steps import OF_PROVINCE, ClockKey, offered
from congvu.investment.rules.words import MoneySource
from congvu.organisations.api import ApiRequest

router = Router(tags=["Đầu tư công nghệ thông tin"])
_NEED = "/investment-needs/{need_id}"
_CONTRACT = "/investment-contracts/{investment_contract_id}"


def _clock(one: NeedClock) -> NeedClockOut:
    """``sureness`` of the rule; empty of a contract's own day."""
    rule = queries.clock_rule(one.key, one.since)
    return NeedClockOut(
        id=one.pk,
        need_id=one.need_id,
        key=ClockKey(one.key),
        since=one.since,
        due=one.due,
        done_on=one.done_on,
        basis=rule.citation if rule else "",
        sureness=rule.sureness if rule else "",
    )


def _contract(
    one: InvestmentContract, payments: Iterable[Instalment] | None = None
) -> InvestmentContractOut:
    if payments is None:
        payments = one.instalments.order_by("due", "source")
    names = ("id", "number", "supplier", "signed_on", "until")
    return InvestmentContractOut(
        **{name: getattr(one, name) for name in names},
        payments=[
            PaymentOut(
                source=MoneySource(p.source),
                due=p.due,
                money=p.money,
                committed=p.entry_id is not None,
            )
            for p in payments
        ],
    )


@router.get(_NEED + "/way", response=NeedWayOut, summary="Các bước của một nhu cầu")
def way(request: ApiRequest, need_id: UUID) -> NeedWayOut:
    """``next``: what may be done now, by the agency or by the province."""
    seat = asker(request)
    found = get_need_for(seat, need_id)
    return NeedWayOut(
        steps=[NeedStepOut.from_orm(one) for one in queries.steps_of_need(found)],
        next=offered(queries.way_of(found), seat.on),
        contracts=[
            _contract(one.contract, one.payments) for one in queries.contracts_of(found)
        ],
        clocks=[_clock(one) for one in queries.clocks_of(found)],
    )


@router.post(
    _NEED + "/steps", response={201: NeedStepOut}, summary="Ghi bước của nhu cầu"
)
def step(request: ApiRequest, need_id: UUID, data: NeedStepIn) -> Status[NeedStep]:
    seat = asker(request)
    of_province = data.kind in OF_PROVINCE
    found = (get_need_for if of_province else get_need_to_keep)(seat, need_id)
    if of_province and not runs(seat):
        raise Http404
    said = StepData(data.number, data.on, data.content, data.verdict)
    made = actions.take_step(
        need_id=found.pk, kind=data.kind, data=said, by=seat, at=timezone.now()
    )
    return Status(201, made)


@router.post(
    _NEED + "/contracts",
    response={201: InvestmentContractOut},
    summary="Ghi hợp đồng đầu tư",
)
def sign(
    request: ApiRequest, need_id: UUID, data: InvestmentContractIn
) -> Status[InvestmentContractOut]:
    seat = asker(request)
    found = get_need_to_keep(seat, need_id)
    names = ("number", "supplier", "signed_on", "until", "money")
    said = ContractData(
        **{name: getattr(data, name) for name in names},
        payments=[Payment(p.source, p.due, p.money) for p in data.payments],
    )
    made = actions.sign_contract(
        need_id=found.pk, data=said, by=seat, at=timezone.now()
    )
    return Status(201, _contract(made))


@router.post(
    _CONTRACT + "/commit",
    response=InvestmentContractOut,
    summary="Cam kết phần trả của một năm",
)
def commit_year(
    request: ApiRequest, investment_contract_id: UUID, data: CommitYearIn
) -> InvestmentContractOut:
    seat = asker(request)
    found = get_contract_to_keep(seat, investment_contract_id)
    made = actions.commit_year(
        contract_id=found.pk, year=data.year, by=seat, at=timezone.now()
    )
    return _contract(made)


@router.get(
    "/investment-clocks/late", response=NeedClocksOut, summary="Việc đầu tư quá hạn"
)
def late(request: ApiRequest, after: UUID | None = None) -> NeedClocksOut:
    seat = asker(request)
    rows, then = queries.late_page(queries.running(seen_needs(seat), seat.on), after)
    return NeedClocksOut(items=[_clock(one) for one in rows], after=then)


@router.get("/investment-steps/{need_step_id}/file", summary="Tệp của một bước")
def step_file(request: ApiRequest, need_step_id: UUID) -> FileResponse:
    file, name = get_step_file(asker(request), need_step_id)
    return FileResponse(open_file(file), as_attachment=True, filename=name)


@router.get(_CONTRACT + "/file", summary="Tệp của hợp đồng đầu tư")
def contract_file(request: ApiRequest, investment_contract_id: UUID) -> FileResponse:
    file, name = get_contract_file(asker(request), investment_contract_id)
    return FileResponse(open_file(file), as_attachment=True, filename=name)
