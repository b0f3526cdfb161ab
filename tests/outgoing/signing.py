"""Keys for the cast, and waiting for a run that goes on beside the page."""

from __future__ import annotations

import threading
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from congvu.outgoing.models import SigningRun
from congvu.signatures.actions import register_key
from congvu.signatures.client import choose
from congvu.signatures.formats import demo_ca
from congvu.signatures.models import SigningKey
from congvu.signatures.rules import KeyKind
from tests.people import Province
from tests.signatures.papers import BLUE, Pen
from tests.signatures.services import RemoteService
from tests.signatures.tokens import SOFTHSM, Plugged, put


def key_of(
    province: Province,
    owner_id: Any,
    label: str,
    who: str,
    kind: KeyKind = KeyKind.DEMO,
    **more: Any,
) -> SigningKey:
    """A key in use; the demo's own authority makes one where none is given."""
    if kind == KeyKind.DEMO:
        found = choose(KeyKind.DEMO, fingerprint="", holder=label, at=province.at)
        more = {
            "certificate": found.certificate,
            "chain": found.chain,
            "place": found.place,
        }
    return register_key(
        kind=kind,
        owner_id=owner_id,
        owner_label=label,
        agency_id=province.committee.id,
        by=province.seat(who).actor,
        at=province.at,
        **more,
    )


def dungs(province: Province, kind: KeyKind = KeyKind.DEMO, **more: Any) -> SigningKey:
    owner = province.cast["dung"].person.id
    return key_of(province, owner, "Nguyễn Tiến Dũng", "dung", kind, **more)


def agencys(province: Province) -> SigningKey:
    return key_of(province, province.committee.id, "UBND tỉnh Bắc Kạn", "lan")


def pen_of(province: Province, name: str = "Nguyễn Tiến Dũng") -> Pen:
    """A key in somebody's own hand, with a certificate of today."""
    root = demo_ca.make_root(province.at)
    issued = demo_ca.issue(root, name, province.at)
    return Pen(issued.key, issued.der, (root.der,))


def on_token(province: Province, token: Plugged, settings: Any, id: str) -> SigningKey:
    """Dũng's key on a token that is plugged into the server."""
    settings.PKCS11_MODULE = SOFTHSM
    pen = pen_of(province)
    assert isinstance(pen.key, ec.EllipticCurvePrivateKey)
    put(token.home, id, pen.key, pen.certificate)
    found = next(f for f in token.keeper.found() if f.certificate == pen.certificate)
    return dungs(
        province,
        KeyKind.TOKEN,
        certificate=pen.certificate,
        chain=pen.chain,
        place=found.place,
        image=BLUE,
    )


def at_service(
    province: Province, service: RemoteService, address: str, settings: Any
) -> SigningKey:
    """Dũng's key at the service, which answers at that address."""
    settings.REMOTE_SIGNING = {
        "address": address,
        "token_address": f"{address}/oauth2/token",
        "client_id": "cong-vu",
        "client_secret": "bi-mat",
    }
    return dungs(
        province,
        KeyKind.REMOTE,
        certificate=service.pen.certificate,
        chain=service.pen.chain,
        place={"credential": "chu-tich"},
        image=BLUE,
    )


def ended() -> SigningRun:
    """The run that was begun last, when its signer is done."""
    for thread in threading.enumerate():
        if thread.name == "sign":
            thread.join(120)
    return SigningRun.objects.select_related("key").latest("started_at")
