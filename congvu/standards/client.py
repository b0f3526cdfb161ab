"""One handshake with a machine: whether it speaks TLS 1.2, and who it says it is."""

from __future__ import annotations

import socket
import ssl

from congvu.standards.rules import Looked

SECONDS = 5.0
_EXPIRED = 10  # X509_V_ERR_CERT_HAS_EXPIRED


def shake_hands(host: str, port: int, *, ca_file: str = "") -> Looked:
    """Nothing is sent but the handshake. Never raises for what the other side does."""
    context = ssl.create_default_context(cafile=ca_file or None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        with socket.create_connection((host, port), timeout=SECONDS) as plain:
            plain.settimeout(SECONDS)
            with context.wrap_socket(plain, server_hostname=host) as spoken:
                certificate = spoken.getpeercert() or {}
                until = str(certificate.get("notAfter", ""))
                return Looked([], [str(spoken.version()), until])
    except ssl.SSLCertVerificationError as why:
        key = "expired" if why.verify_code == _EXPIRED else "bad-certificate"
        return Looked([key], [why.verify_message[:200]])
    except ssl.SSLError as why:
        return Looked(["no-tls"], [str(why.reason or "")[:200]])
    except (OSError, UnicodeError):
        return Looked(["no-answer"], [])
