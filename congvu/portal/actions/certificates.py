"""A certificate shown to whoever has its code or file, and shown as withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from congvu.portal.models import PublicCertificate

if TYPE_CHECKING:  # the public process knows no classes
    from congvu.training.models import Certificate


def show_certificate(*, certificate: Certificate, sha256: str) -> PublicCertificate:
    """In the transaction that keeps the signed file, which has the audit event."""
    return PublicCertificate.objects.create(
        code=certificate.code,
        file_sha256=sha256,
        number=certificate.symbol,
        holder=certificate.holder,
        course=certificate.course,
        issuer_name=certificate.issuer_name,
        issued_on=certificate.issued_on,
        valid_until=certificate.valid_until,
    )


def show_withdrawn(*, certificate: Certificate) -> None:
    PublicCertificate.objects.filter(code=certificate.code).update(
        withdrawn_on=certificate.withdrawn_on
    )
