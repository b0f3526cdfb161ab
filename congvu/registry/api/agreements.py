"""Agreements about data sets, from asking to ending."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from ninja import Router, Status

from congvu.organisations.api import ApiRequest
from congvu.registry import actions, queries
from congvu.registry.access import (
    get_agreement_for,
    get_agreement_to_agree,
    get_agreement_to_change,
    get_agreement_to_run,
    get_set_to_ask,
    seen_agreements,
)
from congvu.registry.api.databases import runner, user
from congvu.registry.api.sharing_schemas import (
    AgreementOut,
    AgreementsOut,
    ChangedTermsIn,
    NewAgreementIn,
    SharingConsentIn,
    SharingReasonIn,
    SharingTermsIn,
)
from congvu.registry.models import SharingAgreement
from congvu.registry.rules import Step

router = Router(tags=["Chia sẻ dữ liệu"])
_ALL = "/sharing-agreements"
_ONE = _ALL + "/{agreement_id}"


@router.get(_ALL, response=AgreementsOut, summary="Thỏa thuận chia sẻ dữ liệu")
def agreements(request: ApiRequest, after: UUID | None = None) -> AgreementsOut:
    page = queries.agreement_page(seen_agreements(user(request)), after)
    items = [AgreementOut.from_orm(one) for one in page.rows]
    return AgreementsOut(items=items, after=page.after)


def _terms(data: SharingTermsIn) -> actions.Terms:
    return actions.Terms(**data.model_dump(include=set(SharingTermsIn.model_fields)))


@router.post(_ALL, response={201: AgreementOut}, summary="Đề nghị thỏa thuận")
def ask(request: ApiRequest, data: NewAgreementIn) -> Status[SharingAgreement]:
    seat = runner(request)
    found = get_set_to_ask(seat, data.data_set_id)
    made = actions.ask_sharing(
        set_id=found.pk,
        consumer_id=data.consumer_id or seat.agency_id,
        terms=_terms(data),
        by=seat,
        at=timezone.now(),
    )
    return Status(201, made)


@router.get(_ONE, response=AgreementOut, summary="Một thỏa thuận")
def agreement(request: ApiRequest, agreement_id: UUID) -> SharingAgreement:
    return get_agreement_for(user(request), agreement_id)


@router.put(_ONE, response=AgreementOut, summary="Sửa điều khoản")
def terms(
    request: ApiRequest, agreement_id: UUID, data: ChangedTermsIn
) -> SharingAgreement:
    seat = runner(request)
    found = get_agreement_to_change(seat, agreement_id)
    return actions.change_terms(
        agreement_id=found.pk,
        terms=_terms(data),
        seen=data.seen,
        by=seat,
        at=timezone.now(),
    )


@router.post(_ONE + "/agree", response=AgreementOut, summary="Đồng ý thay cho cơ quan")
def agree(
    request: ApiRequest, agreement_id: UUID, data: SharingConsentIn
) -> SharingAgreement:
    seat = runner(request)
    found = get_agreement_to_agree(seat, agreement_id)
    return actions.agree_sharing(
        agreement_id=found.pk, seen=data.seen, by=seat, at=timezone.now()
    )


@router.post(_ONE + "/refuse", response=AgreementOut, summary="Không đồng ý")
def refuse(
    request: ApiRequest, agreement_id: UUID, data: SharingReasonIn
) -> SharingAgreement:
    return _step(request, agreement_id, Step.REFUSE, data)


@router.post(_ONE + "/end", response=AgreementOut, summary="Chấm dứt")
def end(
    request: ApiRequest, agreement_id: UUID, data: SharingReasonIn
) -> SharingAgreement:
    return _step(request, agreement_id, Step.END, data)


@router.post(_ONE + "/suspend", response=AgreementOut, summary="Tạm dừng")
def suspend(
    request: ApiRequest, agreement_id: UUID, data: SharingReasonIn
) -> SharingAgreement:
    get_agreement_to_run(runner(request), agreement_id)
    return _step(request, agreement_id, Step.SUSPEND, data)


@router.post(_ONE + "/resume", response=AgreementOut, summary="Cho chia sẻ trở lại")
def resume(
    request: ApiRequest, agreement_id: UUID, data: SharingReasonIn
) -> SharingAgreement:
    get_agreement_to_run(runner(request), agreement_id)
    return _step(request, agreement_id, Step.RESUME, data)


def _step(
    request: ApiRequest, agreement_id: UUID, step: Step, data: SharingReasonIn
) -> SharingAgreement:
    seat = runner(request)
    found = get_agreement_to_change(seat, agreement_id)
    return actions.stop_sharing(
        agreement_id=found.pk,
        step=step,
        reason=data.reason,
        by=seat,
        at=timezone.now(),
    )
