"""A provider that can be made to lie, on this machine; the true one is in tests/openid.

What it says when it does not lie is what our own provider says (the journey
`tests/journeys/test_other_office.py` goes through that one).
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.test import Client
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "congvu", "khoa-bi-mat-cua-van-phong-dai"
KEY = RSAKey.generate_key(2048, auto_kid=True)


@dataclass
class Provider:
    """Says what ``claims`` says; signs with ``key``, publishes ``shown``."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    discovery: dict[str, Any] = field(default_factory=dict)
    key: Any = field(default_factory=lambda: KEY)
    algorithm: str = "RS256"
    nonce: str = ""
    asked: dict[str, str] = field(default_factory=dict)
    shown: dict[str, Any] = field(default_factory=dict)

    def begin(self, browser: Client, **given: str) -> dict[str, str]:
        """The office sends the browser here; what it asked for."""
        sent = browser.get("/dang-nhap/chung/", given)
        assert sent.status_code == 302, sent.content.decode()
        assert sent["Location"].startswith(f"{self.issuer}/authorize?")
        query = parse_qs(urlsplit(sent["Location"]).query)
        told = {name: values[0] for name, values in query.items()}
        self.nonce = told["nonce"]
        return told

    def sign_in(self, browser: Client, **given: str) -> Any:
        """There and back."""
        told = self.begin(browser, **given)
        back = {"code": "ma", "state": told["state"]}
        return browser.get("/dang-nhap/chung/ve/", back)

    def id_token(self) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "a1",
            "exp": now + 300,
            "iat": now,
            "nonce": self.nonce,
            "preferred_username": "lan",
            "email": "lan@backan.example",
            "email_verified": True,
        } | self.claims
        head = {"alg": self.algorithm, "kid": self.key.kid}
        told = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(head, told, self.key, [self.algorithm])

    def sign_with_the_clients_secret(self) -> None:
        """The old trick: the verifier takes a shared secret for a public key."""
        self.key, self.algorithm = OctKey.import_key(SECRET), "HS256"

    def answer(self, path: str) -> dict[str, Any]:
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/jwks",
            } | self.discovery
        if path == "/jwks":
            return {"keys": [self.shown]}
        return {
            "access_token": "mot-token",
            "token_type": "Bearer",
            "id_token": self.id_token(),
        }


@contextmanager
def running_provider() -> Iterator[Provider]:
    provider = Provider()
    provider.shown = provider.key.as_dict(private=False)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(provider.answer(self.path)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            form = parse_qs(self.rfile.read(length).decode())
            provider.asked = {name: values[0] for name, values in form.items()}
            self.do_GET()

        def log_message(self, *_args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
