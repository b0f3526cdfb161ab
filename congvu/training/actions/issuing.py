"""Certificates: numbered in the book, made ready, kept once signed, taken back.

Three steps, as with copies of papers: the number; what is drawn and signed, outside any
transaction; the signed file, with which the portal begins to show it.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.rules import Step, step_taken
from congvu.files.actions import store
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.queries import agency_on
from congvu.signatures.actions import record_signature
from congvu.signatures.formats.signing import Applied
from congvu.signatures.models import SigningKey
from congvu.training.access import keeps_class, seals_class
from congvu.training.actions.told import needed_reasons, number_reasons, refuse_marked
from congvu.training.formats.certificate import (
    CertificateWords,
    ToSeal,
    certificate_pdf,
)
from congvu.training.models import (
    Certificate,
    CertificateBook,
    Place,
    TrainingClass,
)
from congvu.training.queries.certificates import to_be_certified, to_be_signed
from congvu.training.rules.certificates import MOST_MONTHS, code_of, valid_until
from congvu.training.rules.words import LONGEST_REASON


@transaction.atomic
def number_certificates(
    *, class_id: UUID, months: int | None, by: Seat, at: datetime
) -> list[Certificate]:
    """For everybody who passed and has none: the next numbers of the year's book.

    ``months``: how long they hold; none is for ever.
    """
    held = TrainingClass.objects.select_for_update(of=("self",))
    found = held.select_related("course").get(pk=class_id, agency=by.agency_id)
    on = local_date(at)
    places = to_be_certified(found)
    reasons = _number_reasons(found, places, months, by, on)
    if reasons:
        raise Refused(reasons)
    book, _new = CertificateBook.objects.get_or_create(
        agency_id=found.agency_id, year=on.year
    )
    book = CertificateBook.objects.select_for_update().get(pk=book.pk)
    made = _numbered(book, found, places, months, by, at)
    Certificate.objects.bulk_create(made)
    book.last += len(made)
    book.save(update_fields=["last"])
    record(
        "training.certificates-numbered",
        by=by.actor,
        at=at,
        on=found,
        agency_id=found.agency_id,
        data={"course": found.course.name, "total": len(made)},
    )
    return made


def _number_reasons(
    found: TrainingClass,
    places: Sequence[Place],
    months: int | None,
    by: Seat,
    on: date,
) -> list[Reason]:
    reasons = []
    if not keeps_class(by, found):
        reasons.append(Reason(_("Giấy chứng nhận do người tổ chức lớp cấp số.")))
    if found.ends_on > on:
        reasons.append(Reason(_("Lớp chưa kết thúc.")))
    if months is not None:
        reasons += number_reasons(months, "months", 1, MOST_MONTHS)
    if not places:
        reasons.append(Reason(_("Không còn ai đạt mà chưa có giấy chứng nhận.")))
    return reasons


def _numbered(
    book: CertificateBook,
    found: TrainingClass,
    places: Sequence[Place],
    months: int | None,
    by: Seat,
    at: datetime,
) -> list[Certificate]:
    on = local_date(at)
    agency = agency_on(found.agency_id, on)
    issuer = agency.name if agency else by.agency_name
    symbol = agency.issuer_symbol if agency else ""
    return [
        Certificate(
            book=book,
            training_class=found,
            person_id=place.person_id,
            number=number,
            symbol=f"{number:02d}/{on.year}/GCN-{symbol}".rstrip("-")[:60],
            code=code_of(secrets.randbits(80)),
            holder=place.person.full_name,
            course=found.course.name,
            issuer_name=issuer[:200],
            hours=found.course.hours,
            began_on=found.begins_on,
            ended_on=found.ends_on,
            issued_on=on,
            valid_until=valid_until(on, months),
            made_at=at,
            made_by=by.person_name[:80],
        )
        for number, place in enumerate(places, start=book.last + 1)
    ]


def certificates_to_seal(*, training_class: TrainingClass, by: Seat) -> list[ToSeal]:
    """Every certificate of the class that waits for the key, drawn."""
    rows = to_be_signed(training_class)
    reasons = []
    if not seals_class(by, training_class):
        reasons.append(Reason(_("Văn thư của cơ quan ký số giấy chứng nhận.")))
    if not rows:
        reasons.append(Reason(_("Không có giấy chứng nhận nào chờ ký.")))
    if reasons:
        raise Refused(reasons)
    agency = agency_on(training_class.agency_id, rows[0].issued_on)
    place = agency.place if agency else ""
    return [ToSeal(one.pk, certificate_pdf(_words(one, place))) for one in rows]


def _words(one: Certificate, place: str) -> CertificateWords:
    """Vietnamese, whoever reads the page."""
    return CertificateWords(
        agency=one.issuer_name,
        number=one.symbol,
        holder=one.holder,
        course=one.course,
        hours=f"{one.hours} giờ",
        period=f"từ {_day(one.began_on)} đến {_day(one.ended_on)}",
        place=place,
        issued_on=one.issued_on,
        valid_until=one.valid_until,
        url=f"{settings.PORTAL_URL}/kiem-tra-chung-nhan/?ma={one.code}",
        code=one.code,
    )


def _day(on: date) -> str:
    return f"{on:%d/%m/%Y}"


def keep_sealed(
    *,
    signed: Sequence[tuple[UUID, Applied]],
    key: SigningKey,
    by: Seat,
    at: datetime,
) -> list[Certificate]:
    """Each with its file and signature; what was signed meanwhile stays as it is."""
    return [
        kept
        for certificate_id, applied in signed
        if (kept := _keep(certificate_id, applied, key, by, at)) is not None
    ]


def _keep(
    certificate_id: UUID, applied: Applied, key: SigningKey, by: Seat, at: datetime
) -> Certificate | None:
    file = store(
        name="giay-chung-nhan.pdf",
        stream=BytesIO(applied.pdf),
        by=by.actor,
        at=at,
        agency_id=by.agency_id,
        read_later=False,
    ).file
    with transaction.atomic():
        rows = Certificate.objects.select_for_update(of=("self",))
        found = (
            rows.select_related("training_class")
            .filter(
                pk=certificate_id,
                training_class__agency=by.agency_id,
                file=None,
                withdrawn_on=None,
            )
            .first()
        )
        if found is None or not seals_class(by, found.training_class):
            return None
        found.file, found.signed_at = file, at
        found.save(update_fields=["file", "signed_at"])
        record_signature(applied=applied, key=key, file=file, by=by.actor, at=at)
        _note("training.certificate-signed", found, by, at, sha256=file.sha256)
        return found


def withdraw_certificate(
    *, certificate_id: UUID, reason: str, by: Seat, at: datetime
) -> Certificate:
    """For good; the portal says so from this moment."""
    reason = nfc(reason)
    refuse_marked(texts=[reason], by=by, at=at)
    with transaction.atomic():
        rows = Certificate.objects.select_for_update(of=("self",))
        found = rows.select_related("training_class").get(
            pk=certificate_id, training_class__agency=by.agency_id
        )
        reasons = []
        if not keeps_class(by, found.training_class):
            reasons.append(Reason(_("Giấy chứng nhận do người tổ chức lớp thu hồi.")))
        if found.withdrawn_on is not None:
            reasons.append(Reason(_("Giấy chứng nhận đã thu hồi rồi.")))
        words = _("Ghi lý do thu hồi.")
        reasons += needed_reasons(reason, "reason", words, LONGEST_REASON)
        if reasons:
            raise Refused(reasons)
        found.withdrawn_on, found.withdrawn_why = local_date(at), reason
        found.withdrawn_by = by.person_name[:80]
        found.save()
        _note("training.certificate-withdrawn", found, by, at, reason=reason)
        return found


def _note(event: str, on: Certificate, by: Seat, at: datetime, **data: str) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=on,
        agency_id=by.agency_id,
        data={"number": on.symbol, **data},
    )
    step_taken(Step(event, on, at, by=by))
