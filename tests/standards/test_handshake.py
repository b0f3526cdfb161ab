"""A real machine on loopback is asked for TLS: good, unknown, over, silent, plain."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from congvu.standards.client import shake_hands


def certificate(folder: Path, *, days: int) -> Path:
    """Of this machine, signed by itself, good for so many days from yesterday week."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    began = datetime.now(UTC) - timedelta(days=8)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(began)
        .not_valid_after(began + timedelta(days=days))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = serialization.NoEncryption()
    kept = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    place = folder / f"{days}.pem"
    place.write_bytes(kept + made.public_bytes(pem))
    return place


@contextmanager
def machine(place: Path | None) -> Iterator[int]:
    """Answers one caller: by TLS with this certificate, or in plain words."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def answer() -> None:
            with suppress(OSError):
                caller, _address = door.accept()
                with caller:
                    if place is None:
                        caller.sendall(b"220 xin chao\r\n")
                        return
                    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                    context.load_cert_chain(place)
                    with context.wrap_socket(caller, server_side=True) as spoken:
                        spoken.recv(1)

        thread = threading.Thread(target=answer)
        thread.start()
        try:
            yield int(door.getsockname()[1])
        finally:
            thread.join(5)


def test_a_machine_that_is_trusted_and_one_that_is_not(tmp_path: Path) -> None:
    good = certificate(tmp_path, days=30)
    with machine(good) as port:
        told = shake_hands("localhost", port, ca_file=str(good))
    assert (list(told.found), told.details[0][:5]) == ([], "TLSv1")
    with machine(good) as port:
        assert shake_hands("localhost", port).found == ["bad-certificate"]


def test_a_certificate_that_is_over(tmp_path: Path) -> None:
    over = certificate(tmp_path, days=3)
    with machine(over) as port:
        assert shake_hands("localhost", port, ca_file=str(over)).found == ["expired"]


def test_who_speaks_no_tls_or_nothing() -> None:
    with machine(None) as port:
        assert shake_hands("localhost", port).found == ["no-tls"]
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = int(door.getsockname()[1])
    assert shake_hands("localhost", port).found == ["no-answer"]
