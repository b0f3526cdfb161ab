"""Client programs, what users let them know, and what was given out to them.

Methods named as Authlib asks for them let it check a request against a row.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from congvu.accounts.rules import token_digest
from congvu.lib.ids import uuid7
from congvu.openid.rules import METHODS, SCOPES, allowed_scope


class OpenIdClient(models.Model):
    """A program that lets people in by this office's word. Ends, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    client_id = models.CharField(_("mã chương trình"), max_length=40, unique=True)
    name = models.CharField(_("tên"), max_length=100)
    secret_digest = models.CharField(max_length=64)
    redirect_uris = ArrayField(models.CharField(max_length=500))
    logout_uris = ArrayField(models.CharField(max_length=500), default=list)
    # A mail server may ask about tokens that were given to webmail.
    may_introspect = models.BooleanField(default=False)
    # Its own tokens open the mailbox of whom they are about (webmail).
    opens_mail = models.BooleanField(default=False)
    without_pkce = models.BooleanField(default=False)
    created_at = models.DateTimeField(_("đăng ký lúc"))
    ended_at = models.DateTimeField(_("thôi lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("chương trình dùng đăng nhập chung")

    @property
    def client_metadata(self) -> dict[str, list[str]]:
        return {"post_logout_redirect_uris": self.logout_uris}

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> str:
        return self.redirect_uris[0]

    def get_allowed_scope(self, scope: str) -> str:
        return allowed_scope(scope or "openid", SCOPES)

    def check_redirect_uri(self, address: str) -> bool:
        return address in self.redirect_uris

    def check_client_secret(self, secret: str) -> bool:
        return constant_time_compare(self.secret_digest, token_digest(secret))

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method in {"client_secret_basic", "client_secret_post"}

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type in {"authorization_code", "refresh_token"}


class Consent(models.Model):
    """What one user lets one client know. Withdrawn by deleting; the log remembers."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(
        "accounts.User", on_delete=models.CASCADE, related_name="consents"
    )
    client = models.ForeignKey(
        OpenIdClient, on_delete=models.CASCADE, related_name="consents"
    )
    scope = models.CharField(_("được biết"), max_length=200)
    given_at = models.DateTimeField(_("đồng ý lúc"))

    class Meta:
        verbose_name = _("sự đồng ý")
        constraints = [
            models.UniqueConstraint(fields=["user", "client"], name="consent_once")
        ]


class Granted(models.Model):
    """What codes and tokens have in common: to whom, about whom, since which sign-
    in.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    client = models.ForeignKey(OpenIdClient, on_delete=models.CASCADE)
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE)
    family = models.UUIDField()
    scope = models.CharField(max_length=200)
    # Of the user's password then: a new one ends what was given out before.
    password_digest = models.CharField(max_length=64)
    entered_at = models.DateTimeField()
    factor = models.CharField(max_length=20)

    class Meta:
        abstract = True

    def get_scope(self) -> str:
        return self.scope

    def check_client(self, client: OpenIdClient) -> bool:
        return self.client_id == client.pk


class AuthorizationCode(Granted):
    """Carried by the browser to the client, which changes it for tokens, once."""

    digest = models.CharField(max_length=64, unique=True)
    redirect_uri = models.CharField(max_length=500)
    nonce = models.CharField(max_length=500, blank=True)
    code_challenge = models.CharField(max_length=128, blank=True)
    code_challenge_method = models.CharField(max_length=10, blank=True)
    valid_until = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("mã đổi token")

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(self.entered_at.timestamp())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> list[str]:
        return METHODS.get(self.factor, [])


class IssuedToken(Granted):
    """An access token and the refresh token beside it; kept only as digests."""

    access_digest = models.CharField(max_length=64, unique=True)
    refresh_digest = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    access_until = models.DateTimeField()
    refresh_until = models.DateTimeField()
    refreshed_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("token đã cấp")
        indexes = [
            models.Index(fields=["family"], name="token_of_family"),
            models.Index(fields=["user", "client"], name="token_of_user_client"),
        ]
