"""Authlib's authorization server on our rows: it checks the protocol, actions write.

Nothing of a request is decided here that the standards decide; what is ours is who may
have a token, and that codes and refresh tokens are taken before they are looked into.
"""

from __future__ import annotations

from typing import Any

from authlib.consts import default_json_headers
from authlib.integrations.django_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import InvalidRequestError
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant, RefreshTokenGrant
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc7662 import IntrospectionEndpoint
from authlib.oidc.core import OpenIDCode
from authlib.oidc.rpinitiated import EndSessionEndpoint
from django.utils import timezone
from joserfc.jwk import KeySet, RSAKey

from congvu.accounts.access import entered_at, entered_by
from congvu.accounts.models import User
from congvu.audit.access import actor_of, address_of
from congvu.audit.rules import Actor, Door
from congvu.openid import access, actions, queries, store
from congvu.openid.models import (
    AuthorizationCode,
    Granted,
    IssuedToken,
    OpenIdClient,
)
from congvu.openid.rules import ACCESS_FOR, ALGORITHM

AUTH_METHODS = ["client_secret_basic", "client_secret_post"]
_ACCESS_SECONDS = int(ACCESS_FOR.total_seconds())


class Server(AuthorizationServer):
    """Clients are ours, what is told to them is kept as digests."""

    def __init__(self) -> None:
        super().__init__(OpenIdClient, IssuedToken)
        self.load_config(
            {
                "scopes_supported": None,  # what is unknown is left out, not refused
                "refresh_token_generator": True,
                "token_expires_in": {
                    "authorization_code": _ACCESS_SECONDS,
                    "refresh_token": _ACCESS_SECONDS,
                },
            }
        )

    def query_client(self, client_id: str) -> OpenIdClient | None:
        return queries.client_called(client_id)

    def save_token(self, token: dict[str, Any], request: Any) -> None:
        source = request.authorization_code or request.refresh_token
        actions.keep_token(told=token, source=source, at=timezone.now())

    def send_signal(self, name: str, *args: Any, **given: Any) -> None:
        """Nobody listens."""


def _allowed_user(grant: Any, granted: Granted) -> User | None:
    """Asked again at each exchange: a post may have ended since."""
    now = timezone.now()
    user: User = granted.user
    today = timezone.localdate(now)
    if queries.stands(granted) and access.may_have_token(user, today):
        return user
    by = Actor(
        name=user.username,
        user_id=user.pk,
        door=Door.API,
        address=address_of(grant.request._request),
    )
    actions.refuse_token(user=user, client=granted.client, by=by, at=now)
    return None


class CodeGrant(AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = AUTH_METHODS

    def save_authorization_code(self, code: str, request: Any) -> None:
        browser, now = request._request, timezone.now()
        actions.keep_code(
            raw=code,
            client=request.client,
            user=request.user,
            scope=request.scope,
            asked=request.payload.data,
            entered_at=entered_at(browser) or now,
            factor=entered_by(browser),
            by=actor_of(browser),
            at=now,
        )

    def query_authorization_code(
        self, code: str, client: OpenIdClient
    ) -> AuthorizationCode | None:
        return actions.take_code(raw=code, client=client, at=timezone.now())

    def delete_authorization_code(self, code: AuthorizationCode) -> None:
        """It was taken when it was looked up, so that two at once get one token."""

    def authenticate_user(self, code: AuthorizationCode) -> User | None:
        return _allowed_user(self, code)


class RefreshGrant(RefreshTokenGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = AUTH_METHODS
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, raw: str) -> IssuedToken | None:
        client = self.request.client
        return actions.take_refresh(raw=raw, client=client, at=timezone.now())

    def authenticate_user(self, token: IssuedToken) -> User | None:
        return _allowed_user(self, token)

    def revoke_old_credential(self, token: IssuedToken) -> None:
        """It was taken when it was looked up."""


class Pkce(CodeChallenge):
    """Asked of every client, hashed; but of those the operator spares."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        data = grant.request.payload.data
        if not data.get("code_challenge") and grant.request.client.without_pkce:
            return
        if data.get("code_challenge_method") != "S256":
            raise InvalidRequestError("PKCE with 'code_challenge_method=S256' needed")
        super().validate_code_challenge(grant, redirect_uri)


class IdToken(OpenIDCode):
    """The signed word about who came in, for one client."""

    def exists_nonce(self, nonce: str, request: Any) -> bool:
        """The client compares it; a code is good once, so it cannot be replayed
        here.
        """
        return False

    def get_client_algorithm(self, client: OpenIdClient) -> str:
        return ALGORITHM

    def get_encode_header(self, client: OpenIdClient) -> dict[str, str]:
        kid = store.signing_key(timezone.now()).kid
        return {"alg": ALGORITHM, "kid": str(kid), "typ": "JWT"}

    def resolve_client_private_key(self, client: OpenIdClient) -> RSAKey:
        return store.signing_key(timezone.now())

    def get_compatible_claims(self, request: Any) -> dict[str, Any]:
        """What is told about somebody depends on the client as well."""
        issuer, client = access.issuer_of(request._request), request.client
        claims: dict[str, Any] = super().get_compatible_claims(request)
        scope, today = request.authorization_code.scope, timezone.localdate()
        claims |= access.claims_for(request.user, client, scope, today)
        return claims | {"iss": issuer, "aud": client.client_id}

    def generate_user_info(self, user: User, scope: str) -> dict[str, Any]:
        return {}  # told above


class Introspection(IntrospectionEndpoint):
    """For mail servers: whether a token opens something now, and whose it is."""

    CLIENT_AUTH_METHODS = AUTH_METHODS

    def query_token(self, raw: str, hint: str | None) -> IssuedToken | None:
        return access.token_for(raw, timezone.now())

    def check_permission(
        self, token: IssuedToken, client: OpenIdClient, request: Any
    ) -> bool:
        """Its own; of others a mail server asks about programs of mail alone."""
        if token.check_client(client):
            return True
        today = timezone.localdate()
        return client.may_introspect and access.opens_mail(token, today)

    def create_endpoint_response(self, request: Any) -> tuple[int, Any, Any]:
        client = self.authenticate_endpoint_client(request)
        token = self.authenticate_token(request, client)
        told: dict[str, Any] = {"active": False}
        if token is not None:
            told = _told_of(token) | {"iss": access.issuer_of(request._request)}
        return 200, told, default_json_headers


def _told_of(token: IssuedToken) -> dict[str, Any]:
    """RFC 7662, 2.2; ``email`` for mail servers that know people by it."""
    user = token.user
    told = {
        "active": True,
        "sub": str(user.pk),
        "username": user.username,
        "client_id": token.client.client_id,
        "aud": token.client.client_id,
        "scope": token.scope,
        "token_type": "Bearer",
        "iat": int(token.issued_at.timestamp()),
        "exp": int(token.access_until.timestamp()),
    }
    box = access.box_of(user, timezone.localdate())
    return told | {"email": box} if box else told


class Revocation(RevocationEndpoint):
    CLIENT_AUTH_METHODS = AUTH_METHODS

    def query_token(self, raw: str, hint: str | None) -> IssuedToken | None:
        return queries.token_of(raw)

    def revoke_token(self, token: IssuedToken, request: Any) -> None:
        by = Actor(
            name=token.client.name,
            door=Door.API,
            address=address_of(request._request),
        )
        actions.revoke_token(token=token, by=by, at=timezone.now())


class EndSession(EndSessionEndpoint):
    """Checked here; the view signs out, after asking where nothing proves who asks."""

    def get_server_jwks(self) -> KeySet:
        return store.published_keys(timezone.now())

    def get_algorithms(self) -> list[str]:
        return [ALGORITHM]


def _make_server() -> Server:
    server = Server()
    server.register_grant(CodeGrant, [IdToken(), Pkce(required=True)])
    server.register_grant(RefreshGrant)
    for endpoint in (Introspection, Revocation, EndSession):
        server.register_endpoint(endpoint)
    return server


SERVER = _make_server()
