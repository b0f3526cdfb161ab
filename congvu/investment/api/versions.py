"""Versions of a balance: made, balanced, adopted."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from ninja import Router, Status

from congvu.investment import actions, queries
from congvu.investment.access import get_version_for
from congvu.investment.actions.saying import fault_words
from congvu.investment.api.schemas import (
    BalanceAdoptIn,
    BalanceBudgetsIn,
    BalanceCellOut,
    BalanceChoicesIn,
    BalanceOut,
    BalanceRevisionIn,
    BalanceVersionIn,
    BalanceVersionOut,
    TierProofOut,
)
from congvu.investment.models import BalanceVersion
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Đầu tư công nghệ thông tin"])
_ONE = "/balance-versions/{balance_version_id}"
MOST = 100


def runner(request: ApiRequest) -> Seat:
    return need(request, Permission.RUN_INVESTMENT)


def _told(found: BalanceVersion) -> BalanceOut:
    problem = queries.problem_of(found)
    standing = queries.standing_of(found, problem, queries.choice_of(found))
    names = BalanceVersionOut.model_fields
    return BalanceOut(
        **{name: getattr(found, name) for name in names},
        funded=standing.funded,
        needs=standing.needs,
        cells=[BalanceCellOut.model_validate(one.__dict__) for one in standing.cells],
        faults=fault_words(standing.faults),
        proofs=[TierProofOut(**one) for one in found.proofs],
    )


@router.get(
    "/balance-versions", response=list[BalanceVersionOut], summary="Phương án cân đối"
)
def versions(request: ApiRequest) -> list[BalanceVersion]:
    runner(request)
    return list(queries.versions()[:MOST])


@router.post(
    "/balance-versions", response={201: BalanceOut}, summary="Lập, chép phương án"
)
def make(request: ApiRequest, data: BalanceVersionIn) -> Status[BalanceOut]:
    seat = runner(request)
    copied = get_version_for(seat, data.copied_from).pk if data.copied_from else None
    made = actions.make_version(
        data=actions.VersionData(data.name, data.first_year, data.last_year),
        copied_from=copied,
        by=seat,
        at=timezone.now(),
    )
    return Status(201, _told(made))


@router.get(_ONE, response=BalanceOut, summary="Một phương án, đứng thế nào")
def version(request: ApiRequest, balance_version_id: UUID) -> BalanceOut:
    return _told(get_version_for(runner(request), balance_version_id))


@router.put(_ONE + "/budgets", response=BalanceOut, summary="Đặt nguồn vốn")
def budgets(
    request: ApiRequest, balance_version_id: UUID, data: BalanceBudgetsIn
) -> BalanceOut:
    seat = runner(request)
    found = get_version_for(seat, balance_version_id)
    made = actions.set_budgets(
        version_id=found.pk,
        revision=data.revision,
        budgets={(str(one.source), one.year): one.money for one in data.budgets},
        by=seat,
        at=timezone.now(),
    )
    return _told(made)


@router.put(_ONE + "/needs", response=BalanceOut, summary="Chọn bằng tay")
def choose(
    request: ApiRequest, balance_version_id: UUID, data: BalanceChoicesIn
) -> BalanceOut:
    seat = runner(request)
    found = get_version_for(seat, balance_version_id)
    made = actions.change_version(
        version_id=found.pk,
        revision=data.revision,
        chosen={
            one.need_id: actions.Chosen(one.step, one.pin, one.reason)
            for one in data.needs
        },
        by=seat,
        at=timezone.now(),
    )
    return _told(made)


@router.post(
    _ONE + "/balance", response=BalanceVersionOut, summary="Để hệ thống cân đối"
)
def balance(
    request: ApiRequest, balance_version_id: UUID, data: BalanceRevisionIn
) -> BalanceVersion:
    seat = runner(request)
    found = get_version_for(seat, balance_version_id)
    return actions.ask_balance(
        version_id=found.pk, revision=data.revision, by=seat, at=timezone.now()
    )


@router.post(_ONE + "/adopt", response=BalanceVersionOut, summary="Chọn phương án")
def adopt(
    request: ApiRequest, balance_version_id: UUID, data: BalanceAdoptIn
) -> BalanceVersion:
    seat = runner(request)
    found = get_version_for(seat, balance_version_id)
    return actions.adopt_version(
        version_id=found.pk, **data.model_dump(), by=seat, at=timezone.now()
    )
