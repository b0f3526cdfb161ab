"""Debian's slapd as an ordinary process on this machine, with a small directory in
it.
"""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import ldap3
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from congvu.accounts.rules import Admission

SLAPD = Path("/usr/sbin/slapd")
SUFFIX = "dc=backan,dc=example"
PEOPLE = f"ou=people,{SUFFIX}"
OFFICE = f"cn=congvu,{SUFFIX}"
SECRET = "mat-khau-cua-danh-ba"
CONFIGURATION = """
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {folder}/slapd.pid
TLSCertificateFile {folder}/server.pem
TLSCertificateKeyFile {folder}/server.key
disallow bind_anon
database mdb
suffix "{suffix}"
rootdn "{office}"
rootpw {secret}
directory {folder}/data
sizelimit unlimited
"""
BEGINNING = f"""dn: {SUFFIX}
objectClass: dcObject
objectClass: organization
o: Bac Kan

dn: {PEOPLE}
objectClass: organizationalUnit
ou: people
"""


@dataclass
class Slapd:
    """The running server, and what an administrator of it does."""

    port: int
    tls_port: int
    folder: Path

    def settings(self, **given: Any) -> dict[str, Any]:
        """As the office would be configured for it."""
        return {
            "url": f"ldap://127.0.0.1:{self.port}",
            "base": PEOPLE,
            "bind_dn": OFFICE,
            "bind_password": SECRET,
            "filter": "(objectClass=inetOrgPerson)",
            "id_attribute": "entryUUID",
            "name_attribute": "uid",
            "mail_attribute": "mail",
            "ca_file": str(self.folder / "server.pem"),
            "admission": Admission(may_link=False, may_create=True),
        } | given

    def add(self, uid: str, password: str, *, mail: str = "") -> None:
        attributes = {"uid": uid, "cn": uid, "sn": uid, "userPassword": password}
        if mail:
            attributes["mail"] = mail
        with self._administrator() as connection:
            connection.add(f"uid={uid},{PEOPLE}", "inetOrgPerson", attributes)

    def rename(self, uid: str, new: str) -> None:
        with self._administrator() as connection:
            connection.modify_dn(f"uid={uid},{PEOPLE}", f"uid={new}")

    def remove(self, uid: str) -> None:
        with self._administrator() as connection:
            connection.delete(f"uid={uid},{PEOPLE}")

    def empty(self) -> None:
        with self._administrator() as connection:
            connection.search(PEOPLE, "(uid=*)", attributes=["uid"])
            for entry in list(connection.entries):
                connection.delete(entry.entry_dn)

    @contextmanager
    def _administrator(self) -> Iterator[ldap3.Connection]:
        server = ldap3.Server("127.0.0.1", port=self.port, get_info=ldap3.NONE)
        connection = ldap3.Connection(
            server, OFFICE, SECRET, auto_bind=True, raise_exceptions=True
        )
        try:
            yield connection
        finally:
            connection.unbind()


@contextmanager
def running_slapd(folder: Path) -> Iterator[Slapd]:
    (folder / "data").mkdir()
    _make_certificate(folder)
    configuration = folder / "slapd.conf"
    configuration.write_text(
        CONFIGURATION.format(folder=folder, suffix=SUFFIX, office=OFFICE, secret=SECRET)
    )
    subprocess.run(
        ["/usr/sbin/slapadd", "-q", "-f", str(configuration)],
        input=BEGINNING,
        text=True,
        check=True,
    )
    slapd = Slapd(_free_port(), _free_port(), folder)
    addresses = f"ldap://127.0.0.1:{slapd.port}/ ldaps://127.0.0.1:{slapd.tls_port}/"
    process = subprocess.Popen(
        [str(SLAPD), "-d", "0", "-f", str(configuration), "-h", addresses]
    )
    try:
        _wait_for(slapd.port)
        yield slapd
    finally:
        process.terminate()
        process.wait(20)


def _make_certificate(folder: Path) -> None:
    """Of this machine, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName(
                [
                    x509.DNSName("localhost"),
                    x509.DNSName("danh-ba.localhost"),
                    x509.IPAddress(ip_address("127.0.0.1")),
                ]
            ),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "server.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "server.key").write_bytes(
        key.private_bytes(
            pem,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("slapd did not start")
