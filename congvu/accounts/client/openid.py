"""The OpenID provider that people of this office sign in through.

Authorization code with PKCE, state and nonce; the ID token is believed only when signed
by a key of the provider, made for us, for this sign-in, and not expired.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from django.conf import settings
from django.utils.translation import gettext as _
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from congvu.accounts.rules import Admission, Outsider, shows_second_factor
from congvu.lib.refusals import Refused
from congvu.lib.text import nfc

SECONDS = 5
SCOPE = "openid profile email"
# Public keys only: a token "signed" with our own secret or with nothing is not one.
ALGORITHMS = ["RS256", "PS256", "ES256", "RS384", "ES384", "RS512", "ES512", "EdDSA"]


class ProviderDown(Refused):
    """The provider cannot be asked, or answered what cannot be believed."""


@dataclass(frozen=True)
class Recognised:
    """Whom the provider recognised, and whether by more than a password."""

    outsider: Outsider
    by_second_factor: bool


@dataclass(frozen=True)
class OpenIdProvider:
    """One provider as the operator configured it."""

    issuer: str
    client_id: str
    client_secret: str
    name: str
    acr: tuple[str, ...]
    admission: Admission

    def begin(self, back_to: str) -> tuple[str, dict[str, str]]:
        """Where the browser goes, and what is kept until it comes back."""
        kept = {
            "state": secrets.token_urlsafe(32),
            "nonce": secrets.token_urlsafe(32),
            "verifier": secrets.token_urlsafe(48),
        }
        where = self._told()["authorization_endpoint"]
        address, _state = self._session(back_to).create_authorization_url(
            where,
            state=kept["state"],
            nonce=kept["nonce"],
            code_verifier=kept["verifier"],
        )
        return address, kept

    def finish(self, code: str, kept: Mapping[str, str], back_to: str) -> Recognised:
        """Who came back with this code."""
        told = self._told()
        try:
            answer = self._session(back_to).fetch_token(
                told["token_endpoint"],
                grant_type="authorization_code",
                code=code,
                code_verifier=kept["verifier"],
                timeout=SECONDS,
            )
            claims = self._claims(answer, kept["nonce"], told)
        except (
            AuthlibBaseError, JoseError, requests.RequestException, ValueError, KeyError
        ) as why:  # fmt: skip
            raise _not_believed(why) from why
        return self._recognised(claims)

    def _claims(
        self, answer: Mapping[str, Any], nonce: str, told: Mapping[str, Any]
    ) -> CodeIDToken:
        keys = KeySet.import_key_set(_get(told["jwks_uri"]))
        token = jwt.decode(answer["id_token"], keys, algorithms=ALGORITHMS)
        claims = CodeIDToken(
            token.claims,
            token.header,
            options={
                "iss": {"essential": True, "value": self.issuer},
                "aud": {"essential": True, "value": self.client_id},
            },
            params={
                "nonce": nonce,
                "client_id": self.client_id,
                "access_token": answer.get("access_token"),
            },
        )
        claims.validate(leeway=60)
        return claims

    def _recognised(self, claims: Mapping[str, Any]) -> Recognised:
        vouched = claims.get("email_verified") is True
        mail = nfc(str(claims.get("email") or "")) if vouched else ""
        name = nfc(str(claims.get("preferred_username") or "")) or mail
        subject = str(claims["sub"])
        if not name or len(name) > 150 or len(mail) > 254 or len(subject) > 255:
            raise ProviderDown(
                [_("Nơi đăng nhập chung không cho biết tên đăng nhập của bạn.")]
            )
        return Recognised(
            Outsider(self.issuer, subject, name, mail),
            shows_second_factor(
                claims.get("acr"), claims.get("amr") or [], trusted=self.acr
            ),
        )

    def _session(self, back_to: str) -> OAuth2Session:
        return OAuth2Session(
            self.client_id,
            self.client_secret,
            scope=SCOPE,
            redirect_uri=back_to,
            code_challenge_method="S256",
        )

    def _told(self) -> dict[str, Any]:
        """What the provider says of itself; only under its own name."""
        told: dict[str, Any]
        try:
            told = _get(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
            if told["issuer"] != self.issuer:
                raise ValueError("issuer")
        except (requests.RequestException, ValueError, KeyError) as why:
            raise _not_believed(why) from why
        return told


def _get(address: str) -> Any:
    answer = requests.get(address, timeout=SECONDS, allow_redirects=False)
    answer.raise_for_status()
    return answer.json()


def _not_believed(why: Exception) -> ProviderDown:
    words = _(
        "Nơi đăng nhập chung không trả lời đúng (%(why)s). Hãy thử lại, hoặc đăng nhập"
        " bằng mật khẩu."
    )
    return ProviderDown([words % {"why": type(why).__name__}])


def provider() -> OpenIdProvider | None:
    """As configured (CONGVU_OIDC_*), or None."""
    given: dict[str, Any] = settings.OPENID_PROVIDER
    return OpenIdProvider(**given) if given else None
