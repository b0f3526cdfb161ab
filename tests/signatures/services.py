"""Loopback stand-ins that speak the real protocols: RFC 3161, CRL, OCSP, CSC v2."""

from __future__ import annotations

import json
import threading
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from congvu.signatures.formats.signing import Mechanism
from tests.signatures.papers import AT, ROOT, Pen, certificate

# Path and body of a request; status, media type and body of the answer.
Answer = tuple[int, str, bytes]
Asked = Callable[[str, bytes, dict[str, str]], Answer]


@contextmanager
def serving(answer: Asked) -> Iterator[str]:
    """An HTTP server on loopback for as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, kind, content = answer(self.path, body, dict(self.headers))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def clock(at: datetime = AT, *, crl: str = "") -> Asked:
    """A time stamping authority under the trial root."""
    key = rsa.generate_private_key(65537, 2048)
    der = certificate(
        key, uses=[ExtendedKeyUsageOID.TIME_STAMPING], critical_uses=True, crl=crl
    )
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    store = SimpleCertificateStore()
    store.register(asn1_x509.Certificate.load(ROOT.der))
    stamper = DummyTimeStamper(
        asn1_x509.Certificate.load(der),
        keys.PrivateKeyInfo.load(private),
        certs_to_embed=store,
        fixed_dt=at,
    )

    def answer(path: str, body: bytes, headers: dict[str, str]) -> Answer:
        del path
        assert headers["Content-Type"] == "application/timestamp-query"
        stamped = stamper.request_tsa_response(tsp.TimeStampReq.load(body))
        return 200, "application/timestamp-reply", stamped.dump()

    return answer


def issuer(*, crl: bytes = b"", revoked: frozenset[int] = frozenset()) -> Asked:
    """CRL at /crl and OCSP at /ocsp of the trial root; a 404 for what it lacks."""

    def answer(path: str, body: bytes, headers: dict[str, str]) -> Answer:
        del headers
        if path == "/crl" and crl:
            return 200, "application/pkix-crl", crl
        if path == "/ocsp":
            return 200, "application/ocsp-response", _ocsp(body, revoked)
        return 404, "text/plain", b""

    return answer


def _ocsp(body: bytes, revoked: frozenset[int]) -> bytes:
    asked = ocsp.load_der_ocsp_request(body)
    bad = asked.serial_number in revoked
    return (
        ocsp.OCSPResponseBuilder()
        .add_response_by_hash(
            issuer_name_hash=asked.issuer_name_hash,
            issuer_key_hash=asked.issuer_key_hash,
            serial_number=asked.serial_number,
            algorithm=asked.hash_algorithm,
            cert_status=ocsp.OCSPCertStatus.REVOKED
            if bad
            else ocsp.OCSPCertStatus.GOOD,
            this_update=AT - timedelta(minutes=5),
            next_update=AT + timedelta(days=1),
            revocation_time=AT - timedelta(days=1) if bad else None,
            revocation_reason=x509.ReasonFlags.key_compromise if bad else None,
        )
        .responder_id(ocsp.OCSPResponderEncoding.HASH, ROOT.certificate)
        .sign(ROOT.key, hashes.SHA256())
        .public_bytes(Encoding.DER)
    )


@dataclass
class RemoteService:
    """A provider by CSC API v2 with OAuth2, one credential and a PIN or a phone.

    It holds to the standard where a client could cheat: a SAD is good for the digests
    it was given for, for as many signatures, and once each.
    """

    pen: Pen
    pin: str = "246810"
    by_phone: bool = False
    status: str = "enabled"
    multisign: int = 30
    calls: list[str] = field(default_factory=list)
    open_sads: dict[str, list[str]] = field(default_factory=dict)
    asked_twice: bool = False

    def __call__(self, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        self.calls.append(path.rpartition("/csc/v2/")[2])
        if path == "/oauth2/token":
            known = "Basic " + b64encode(b"cong-vu:bi-mat").decode()
            if headers.get("Authorization") != known:
                return _said(401, error="invalid_client")
            return _said(200, access_token="t0ken", token_type="Bearer")
        if path == "/csc/v2/info":
            return _said(200, specs="2.0.0.2", name="Dịch vụ ký số thử")
        if headers.get("Authorization") != "Bearer t0ken":
            return _said(401, error="invalid_token")
        verb = path.removeprefix("/csc/v2/").replace("/", "_")
        return getattr(self, f"_{verb}")(json.loads(body))  # type: ignore[no-any-return]

    def _credentials_list(self, asked: Any) -> Answer:
        del asked
        return _said(200, credentialIDs=["chu-tich"])

    def _credentials_info(self, asked: Any) -> Answer:
        if asked["credentialID"] != "chu-tich":
            return _said(400, error="invalid_request")
        chain = (self.pen.certificate, *self.pen.chain)
        return _said(
            200,
            description="Chủ tịch",
            key={"status": self.status, "algo": ["1.2.840.10045.2.1"], "len": 256},
            cert={
                "status": "valid",
                "certificates": [b64encode(one).decode() for one in chain],
            },
            auth={"mode": "oauth2code" if self.by_phone else "explicit"},
            SCAL="2",
            multisign=self.multisign,
        )

    def _credentials_authorize(self, asked: Any) -> Answer:
        assert asked["numSignatures"] == len(asked["hashes"])
        if self.by_phone:
            self._hashes = list(asked["hashes"])
            return _said(202, handle="cho-dien-thoai")
        if asked.get("authData") != [{"id": "PIN", "value": self.pin}]:
            return _said(400, error="invalid_pin")
        return self._sad(asked["hashes"])

    def _credentials_authorizeCheck(self, asked: Any) -> Answer:
        if not self.asked_twice:
            self.asked_twice = True
            return _said(202, handle=asked["handle"])
        return self._sad(self._hashes)

    def _sad(self, hashes_: list[str]) -> Answer:
        name = f"sad-{len(self.open_sads)}"
        self.open_sads[name] = list(hashes_)
        return _said(200, SAD=name, expiresIn=300)

    def _signatures_signHash(self, asked: Any) -> Answer:
        allowed = self.open_sads.get(asked["SAD"], [])
        if len(asked["hashes"]) > self.multisign:
            return _said(400, error="invalid_request")
        made = []
        for one in asked["hashes"]:
            if one not in allowed:
                return _said(400, error="invalid_request")
            allowed.remove(one)
            made.append(self._signed(b64decode(one), asked))
        return _said(200, signatures=made)

    def _signed(self, digest: bytes, asked: Any) -> str:
        assert asked["hashAlgorithmOID"] == "2.16.840.1.101.3.4.2.1"
        kind = (
            "ECDSA" if asked["signAlgo"].startswith("1.2.840.10045") else "RSASSA-PSS"
        )
        return b64encode(self.pen.one(digest, Mechanism(kind, "sha256"))).decode()


def _said(status: int, **told: Any) -> Answer:
    return status, "application/json", json.dumps(told).encode()
