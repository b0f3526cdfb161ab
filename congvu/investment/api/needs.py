"""What agencies need money for."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status

from congvu.investment import actions, queries
from congvu.investment.access import get_need_for, get_need_to_keep, seen_needs
from congvu.investment.api.schemas import (
    InvestmentNeedIn,
    InvestmentNeedOut,
    InvestmentNeedsOut,
    YearMoney,
)
from congvu.investment.models import Need
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Đầu tư công nghệ thông tin"])
_ONE = "/investment-needs/{need_id}"


def asker(request: ApiRequest) -> Seat:
    return need(request, Permission.ASK_INVESTMENT)


def _told(one: Need) -> InvestmentNeedOut:
    """With what is prefetched of it; which others it comes after is the asker's own
    saying, by key alone.
    """
    names = ("id", "agency_id", "title", "purpose", "priority", "score", "sources")
    more = ("steps", "way", "must", "either", "state", "granted", "reason")
    return InvestmentNeedOut(
        **{name: getattr(one, name) for name in names + more},
        costs=[YearMoney(year=c.year, money=c.money) for c in one.costs.all()],
        after=[other.pk for other in one.after.all()],
    )


def _given(data: InvestmentNeedIn) -> actions.NeedData:
    costs = {one.year: one.money for one in data.costs}
    if len(costs) < len(data.costs):
        raise Refused([Reason(_("Mỗi năm chỉ ghi một lần."), "costs")])
    return actions.NeedData(**{**data.model_dump(), "costs": costs})


@router.get(
    "/investment-needs", response=InvestmentNeedsOut, summary="Nhu cầu kinh phí"
)
def needs(request: ApiRequest, after: UUID | None = None) -> InvestmentNeedsOut:
    page = queries.needs_page(seen_needs(asker(request)), after)
    items = [_told(one) for one in page.rows]
    return InvestmentNeedsOut(items=items, after=page.after)


@router.post(
    "/investment-needs", response={201: InvestmentNeedOut}, summary="Ghi nhu cầu"
)
def enter(request: ApiRequest, data: InvestmentNeedIn) -> Status[InvestmentNeedOut]:
    seat = asker(request)
    made = actions.keep_need(data=_given(data), by=seat, at=timezone.now())
    return Status(201, _told(made))


@router.get(_ONE, response=InvestmentNeedOut, summary="Một nhu cầu kinh phí")
def one_need(request: ApiRequest, need_id: UUID) -> InvestmentNeedOut:
    return _told(get_need_for(asker(request), need_id))


@router.put(_ONE, response=InvestmentNeedOut, summary="Sửa nhu cầu kinh phí")
def change(
    request: ApiRequest, need_id: UUID, data: InvestmentNeedIn
) -> InvestmentNeedOut:
    seat = asker(request)
    found = get_need_to_keep(seat, need_id)
    made = actions.keep_need(
        need_id=found.pk, data=_given(data), by=seat, at=timezone.now()
    )
    return _told(made)
