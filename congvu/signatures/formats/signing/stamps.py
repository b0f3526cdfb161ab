"""What a timestamp token says: when, and by whose certificate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms, x509
from pyhanko.sign.timestamps import TimeStamper

from congvu.signatures.formats.signing.parts import TimestampSource
from congvu.signatures.rules import SigningFailed

CLOCK = frozenset({"time_stamping"})


@dataclass(frozen=True)
class Stamp:
    """``clock`` is the certificate that answers for the time."""

    token: cms.ContentInfo
    moment: datetime
    certificates: tuple[x509.Certificate, ...]

    @property
    def clock(self) -> x509.Certificate | None:
        for one in self.certificates:
            uses = one.extended_key_usage_value
            if uses is not None and set(uses.native) >= CLOCK:
                return one
        return None


def read_stamp(token: bytes) -> Stamp:
    try:
        found = cms.ContentInfo.load(token)
        content = found["content"]
        told = content["encap_content_info"]["content"].parsed
        held = [one for one in content["certificates"] if one.name == "certificate"]
        moment: datetime = told["gen_time"].native
    except (ValueError, KeyError, TypeError, AttributeError) as why:
        raise SigningFailed("timestamp-refused") from why
    return Stamp(found, moment, tuple(one.chosen for one in held))


class Stamper(TimeStamper):
    """Our own source of time, where the library asks for one of its kind."""

    def __init__(self, source: TimestampSource) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._source = source
        self._stamp: Stamp | None = None

    @property
    def moment(self) -> datetime | None:
        return self._stamp.moment if self._stamp else None

    @property
    def certificates(self) -> Sequence[x509.Certificate]:
        return self._stamp.certificates if self._stamp else ()

    @property
    def clock(self) -> x509.Certificate | None:
        return self._stamp.clock if self._stamp else None

    async def async_timestamp(
        self, message_digest: bytes, md_algorithm: str
    ) -> cms.ContentInfo:
        self._stamp = read_stamp(self._source.token(message_digest, md_algorithm))
        return self._stamp.token
