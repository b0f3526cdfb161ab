"""Who has to have a certificate (Luật An ninh mạng 116/2025/QH15 Điều 34.2). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from congvu.lib.text import gettext_noop as _

# Who directly administers a system from this level on.
CERTIFIED_FROM = 3


class OfficerKind(StrEnum):
    MAIN = "main"
    DEPUTY = "deputy"


OFFICER_KIND_NAMES = {
    OfficerKind.MAIN: _("phụ trách an ninh"),
    OfficerKind.DEPUTY: _("người thay"),
}


class CertificateKind(StrEnum):
    CERTIFICATE = "certificate"
    DEGREE = "degree"


CERTIFICATE_KIND_NAMES = {
    CertificateKind.CERTIFICATE: _("chứng chỉ"),
    CertificateKind.DEGREE: _("đào tạo đúng chuyên ngành"),
}


class Certified(StrEnum):
    NOT_ASKED = "none"
    YES = "yes"
    ENDED = "ended"
    MISSING = "missing"


CERTIFIED_NAMES = {
    Certified.NOT_ASKED: _("không bắt buộc"),
    Certified.YES: _("có chứng chỉ"),
    Certified.ENDED: _("chứng chỉ hết hạn"),
    Certified.MISSING: _("chưa có chứng chỉ"),
}


@dataclass(frozen=True)
class Held:
    """A certificate, the last day it holds; None: no end."""

    issued_on: date
    valid_until: date | None


def certified(level: int | None, held: Iterable[Held], on: date) -> Certified:
    """How an administrator of a system of that level stands that day."""
    if level is None or level < CERTIFIED_FROM:
        return Certified.NOT_ASKED
    known = [one for one in held if one.issued_on <= on]
    if any(one.valid_until is None or one.valid_until >= on for one in known):
        return Certified.YES
    return Certified.ENDED if known else Certified.MISSING
