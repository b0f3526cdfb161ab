"""A certificate by its code or by its file; there is no other way to find one."""

from __future__ import annotations

from congvu.portal.models import PublicCertificate


def certificate_of_code(code: str) -> PublicCertificate | None:
    return PublicCertificate.objects.filter(pk=code).first() if code else None


def certificate_of_file(digest: str) -> PublicCertificate | None:
    return PublicCertificate.objects.filter(file_sha256=digest).first()
