"""Certificates of a class, and one's own, for programs."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import FileResponse, Http404
from django.utils import timezone
from ninja import Router, Schema, Status

from congvu.files.queries import open_file
from congvu.organisations.api import ApiRequest
from congvu.outgoing.access import get_key_for
from congvu.training import actions, client
from congvu.training.access import (
    get_certificate_for,
    get_certificate_to_withdraw,
    get_class_to_certify,
    get_class_to_keep,
    get_class_to_seal,
    own_certificates,
)
from congvu.training.models import Certificate
from congvu.training.queries.certificates import certificates_of, newest_first

router = Router(tags=["Đào tạo"])
_CLASS = "/training-classes/{training_class_id}/certificates"
_ONE = "/training-certificates/{training_certificate_id}"


class ClassCertificateOut(Schema):
    id: UUID
    symbol: str
    code: str
    holder: str
    course: str
    issued_on: date
    valid_until: date | None
    is_signed: bool
    withdrawn_on: date | None
    withdrawn_why: str

    @staticmethod
    def resolve_is_signed(one: Certificate) -> bool:
        return one.file_id is not None


class ClassCertificatesOut(Schema):
    items: list[ClassCertificateOut]


class CertificateNumbersIn(Schema):
    """``months``: how long they hold; none is for ever."""

    months: int | None = None


class CertificateSealIn(Schema):
    key_id: UUID
    secret: str = ""


class CertificateWithdrawalIn(Schema):
    reason: str


@router.get(_CLASS, response=ClassCertificatesOut, summary="Giấy chứng nhận của lớp")
def certificates(
    request: ApiRequest, training_class_id: UUID
) -> dict[str, list[Certificate]]:
    return {
        "items": certificates_of(get_class_to_certify(request.auth, training_class_id))
    }


@router.post(
    _CLASS, response={201: ClassCertificatesOut}, summary="Cấp số giấy chứng nhận"
)
def number(
    request: ApiRequest, training_class_id: UUID, data: CertificateNumbersIn
) -> Status[dict[str, list[Certificate]]]:
    found = get_class_to_keep(request.auth, training_class_id)
    made = actions.number_certificates(
        class_id=found.pk, months=data.months, by=request.auth, at=timezone.now()
    )
    return Status(201, {"items": made})


@router.post(
    _CLASS + "/seal", response=ClassCertificatesOut, summary="Ký số giấy chứng nhận"
)
def seal(
    request: ApiRequest, training_class_id: UUID, data: CertificateSealIn
) -> dict[str, list[Certificate]]:
    seat, at = request.auth, timezone.now()
    found = get_class_to_seal(seat, training_class_id)
    asked = actions.certificates_to_seal(training_class=found, by=seat)
    key = get_key_for(seat, seat.agency_id, data.key_id)
    signed = client.seal_all(asked, key=key, secret=data.secret, otp="", at=at)
    return {"items": actions.keep_sealed(signed=signed, key=key, by=seat, at=at)}


@router.post(
    _ONE + "/withdraw", response=ClassCertificateOut, summary="Thu hồi giấy chứng nhận"
)
def withdraw(
    request: ApiRequest, training_certificate_id: UUID, data: CertificateWithdrawalIn
) -> Certificate:
    found = get_certificate_to_withdraw(request.auth, training_certificate_id)
    return actions.withdraw_certificate(
        certificate_id=found.pk, reason=data.reason, by=request.auth, at=timezone.now()
    )


@router.get(_ONE + "/file", summary="Tải giấy chứng nhận đã ký")
def certificate_file(
    request: ApiRequest, training_certificate_id: UUID
) -> FileResponse:
    found = get_certificate_for(request.auth, training_certificate_id)
    if found.file is None:
        raise Http404
    name = f"giay-chung-nhan-{found.code}.pdf"
    return FileResponse(open_file(found.file), as_attachment=True, filename=name)


@router.get(
    "/my-certificates", response=ClassCertificatesOut, summary="Giấy chứng nhận của tôi"
)
def own(request: ApiRequest) -> dict[str, list[Certificate]]:
    return {"items": newest_first(own_certificates(request.auth))}
