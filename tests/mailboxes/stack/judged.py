"""Two strangers: one signs letters, one has forged letters refused by the DNS."""

from __future__ import annotations

import base64
from functools import cache

from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.mailboxes.stack.stack import letter
from tests.mailboxes.stack.verifying import signed

HONEST, FORGED, SELECTOR = "that.example", "bi-gia.example", "k1"
GTUBE = "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X"


@cache
def key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


def zones() -> dict[str, list[str]]:
    """All else is not there: who asks is told so at once."""
    public = (
        key().public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    )
    told = base64.b64encode(public).decode()
    text = f'"v=DKIM1; k=rsa; p=" "{told[:200]}" "{told[200:]}"'
    return {
        HONEST: [
            f'{HONEST}. 60 IN TXT "v=spf1 ip4:127.0.0.1 -all"',
            f"{HONEST}. 60 IN MX 10 may.{HONEST}.",
            f'_dmarc.{HONEST}. 60 IN TXT "v=DMARC1; p=reject"',
            f"{SELECTOR}._domainkey.{HONEST}. 60 IN TXT {text}",
        ],
        FORGED: [
            f'{FORGED}. 60 IN TXT "v=spf1 -all"',
            f"{FORGED}. 60 IN MX 10 may.{FORGED}.",
            f'_dmarc.{FORGED}. 60 IN TXT "v=DMARC1; p=reject"',
        ],
        ".": [],
    }


def honest_letter(to: str, subject: str) -> bytes:
    made = letter(f"vanthu@{HONEST}", to, subject)
    made["Date"] = "Fri, 27 Nov 2026 08:00:00 +0700"
    made["Message-ID"] = f"<{abs(hash(subject))}@{HONEST}>"
    return signed(made.as_bytes().replace(b"\n", b"\r\n"), HONEST, SELECTOR, key())
