"""One's own log-in for programs: never less is asked than on the page.

A token is easier to lose than a browser, so making another, and anything that could
keep its owner out, asks for the password again. Wrong ones count as at the door.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.core import signing
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from congvu.accounts import access, actions, client, queries
from congvu.accounts.models import ApiToken, Passkey, SessionRecord, User
from congvu.accounts.rules import new_totp_secret, totp_address
from congvu.audit.rules import Actor, Door
from congvu.lib.refusals import Reason, Refused

router = Router(tags=["Tài khoản"])
Password = Annotated[str, Field(min_length=1, max_length=1024)]
SETUP = "accounts.second-factor-setup"
SETUP_WITHIN = timedelta(minutes=10)


class PreferencesIn(Schema):
    single_letter_keys: bool
    larger_text: bool
    high_contrast: bool


class LanguageIn(Schema):
    """``vi`` or ``en``: what answers, pages and reasons are told in."""

    language: Annotated[str, Field(max_length=5)]


class AccountOut(Schema):
    username: str
    email: str
    language: str
    single_letter_keys: bool
    larger_text: bool
    high_contrast: bool


class ChangePasswordIn(Schema):
    old: Password
    new: Password


class PasswordIn(Schema):
    password: Password


class SessionOut(Schema):
    """A signed-in browser; ``is_this`` where the question came from it."""

    id: UUID
    device: str
    address: str
    started_at: datetime
    last_seen_at: datetime
    is_this: bool


class EndedOut(Schema):
    ended: int


class TokenIn(Schema):
    """``password`` again: a token that was found must not live on in another."""

    name: Annotated[str, Field(max_length=100)]
    expires_on: date | None = None
    password: Password


class TokenOut(Schema):
    id: UUID
    name: str
    prefix: str
    created_at: datetime
    expires_on: date | None
    last_used_at: datetime | None
    is_expired: bool

    @staticmethod
    def resolve_is_expired(token: ApiToken) -> bool:
        return queries.is_expired(token, on=timezone.localdate())


class TokenMadeOut(Schema):
    """``token`` is never to be had again."""

    id: UUID
    token: str


class PasskeyOut(Schema):
    """A device makes one in a browser only; here they are seen and removed."""

    id: UUID
    name: str
    created_at: datetime
    last_used_at: datetime | None


class SecondFactorOut(Schema):
    since: datetime | None
    required: bool
    codes_left: int


class SetupOut(Schema):
    """``secret`` for the phone, ``address`` for a QR code; ``setup`` comes back with
    the phone's first code, within ten minutes.
    """

    secret: str
    address: str
    setup: str


class OwnPasswordIn(Schema):
    setup: Annotated[str, Field(max_length=500)]
    code: Annotated[str, Field(max_length=20)]
    password: Password


class CodesOut(Schema):
    """Each stands in once for a lost phone; never to be had again."""

    recovery_codes: list[str]


def _me(request: HttpRequest) -> User:
    """Whose token it is, or who is signed in in the browser."""
    key = _actor(request).user_id
    user = User.objects.filter(pk=key).first() if key else None
    if user is None:
        raise Http404
    return user


def _actor(request: HttpRequest) -> Actor:
    return access.actor_of(request, door=Door.API)


def _own_session(request: HttpRequest, user: User) -> SessionBase | None:
    """The browser that asks; None for a program, whatever cookie it brings along."""
    return request.session if request.user.pk == user.pk else None


def _confirmed(request: HttpRequest, password: str) -> User:
    """The user, who has shown the password again."""
    user = _me(request)
    if not actions.confirm_password(
        user=user,
        password=password,
        directory=client.directory(),
        entered_at=None,
        by=_actor(request),
        at=timezone.now(),
    ):
        raise Refused([Reason(_("Mật khẩu đang dùng không đúng."), "password")])
    return user


# -- how it is used


@router.get("/me/account", response=AccountOut, summary="Tài khoản của tôi")
def account(request: HttpRequest) -> User:
    return _me(request)


@router.put("/me/preferences", response=AccountOut, summary="Đổi cách hiển thị")
def preferences(request: HttpRequest, data: PreferencesIn) -> User:
    user = _me(request)
    actions.set_preferences(
        user=user, **data.dict(), by=_actor(request), at=timezone.now()
    )
    return user


@router.put("/me/language", response=AccountOut, summary="Đổi ngôn ngữ")
def language(request: HttpRequest, data: LanguageIn) -> User:
    user = _me(request)
    actions.set_language(
        user=user, language=data.language, by=_actor(request), at=timezone.now()
    )
    return user


@router.post("/me/password", response={204: None}, summary="Đổi mật khẩu")
def password(request: HttpRequest, data: ChangePasswordIn) -> None:
    """Every other browser is signed out; tokens stay."""
    user = _me(request)
    actions.change_password(
        user=user,
        old=data.old,
        new=data.new,
        session=_own_session(request, user),
        by=_actor(request),
        at=timezone.now(),
    )


# -- where it is open


@router.get("/me/sessions", response=list[SessionOut], summary="Nơi đang đăng nhập")
def sessions(request: HttpRequest) -> list[dict[str, Any]]:
    user = _me(request)
    here = _own_session(request, user)
    this = here.session_key if here is not None else None
    found = queries.open_sessions(user, at=timezone.now()).order_by("-last_seen_at")
    return [_session(record, this) for record in found]


def _session(record: SessionRecord, this: str | None) -> dict[str, Any]:
    names = ("id", "device", "address", "started_at", "last_seen_at")
    told: dict[str, Any] = {name: getattr(record, name) for name in names}
    return told | {"is_this": record.session_key == this}


@router.post(
    "/me/sessions/end-others", response=EndedOut, summary="Đăng xuất mọi nơi khác"
)
def end_others(request: HttpRequest) -> dict[str, int]:
    """Asked by a program, every browser is another one."""
    user = _me(request)
    here = _own_session(request, user)
    count = actions.end_other_sessions(
        user=user,
        keep_key=here.session_key if here is not None else None,
        by=_actor(request),
        at=timezone.now(),
    )
    return {"ended": count}


@router.post(
    "/me/sessions/{session_id}/end", response={204: None}, summary="Đăng xuất một nơi"
)
def end_session(request: HttpRequest, session_id: UUID) -> None:
    record = access.own_session(_me(request), session_id)
    actions.end_session(session=record, by=_actor(request), at=timezone.now())


# -- programs


@router.get("/me/tokens", response=list[TokenOut], summary="Mã truy cập của tôi")
def tokens(request: HttpRequest) -> list[ApiToken]:
    return list(queries.living_tokens(_me(request)))


@router.post("/me/tokens", response={201: TokenMadeOut}, summary="Tạo mã truy cập")
def make_token(request: HttpRequest, data: TokenIn) -> dict[str, Any]:
    user = _confirmed(request, data.password)
    row, raw = actions.create_token(
        user=user,
        name=data.name,
        expires_on=data.expires_on,
        by=_actor(request),
        at=timezone.now(),
    )
    return {"id": row.id, "token": raw}


@router.post(
    "/me/tokens/{token_id}/revoke", response={204: None}, summary="Thu hồi mã truy cập"
)
def revoke_token(request: HttpRequest, token_id: UUID) -> None:
    token = access.own_token(_me(request), token_id)
    actions.revoke_token(token=token, by=_actor(request), at=timezone.now())


# -- passkeys


@router.get("/me/passkeys", response=list[PasskeyOut], summary="Khóa truy cập")
def passkeys(request: HttpRequest) -> list[Passkey]:
    return list(_me(request).passkeys.order_by("-created_at"))


@router.post(
    "/me/passkeys/{passkey_id}/remove",
    response={204: None},
    summary="Gỡ khóa truy cập",
)
def remove_passkey(request: HttpRequest, passkey_id: UUID) -> None:
    passkey = access.own_passkey(_me(request), passkey_id)
    actions.remove_passkey(passkey=passkey, by=_actor(request), at=timezone.now())


# -- the second factor


@router.get("/me/second-factor", response=SecondFactorOut, summary="Mã xác thực")
def second_factor(request: HttpRequest) -> dict[str, Any]:
    user = _me(request)
    return {
        "since": user.totp_since,
        "required": user.second_factor_required,
        "codes_left": user.recovery_codes.filter(used_at__isnull=True).count(),
    }


@router.post("/me/second-factor/start", response=SetupOut, summary="Cài mã xác thực")
def start_second_factor(request: HttpRequest) -> dict[str, str]:
    """Changes nothing yet: the phone has to show its first code."""
    user, secret = _me(request), new_totp_secret()
    kept = {"user": str(user.pk), "secret": secret}
    return {
        "secret": secret,
        "address": totp_address(secret, account=user.username, issuer=_("Công Vụ")),
        "setup": signing.dumps(kept, salt=SETUP),
    }


@router.post(
    "/me/second-factor/confirm", response=CodesOut, summary="Xác nhận mã đầu tiên"
)
def confirm_second_factor(request: HttpRequest, data: OwnPasswordIn) -> dict[str, Any]:
    user = _confirmed(request, data.password)
    codes = actions.enrol_second_factor(
        user=user,
        secret=_secret_of(data.setup, user),
        code=data.code,
        by=_actor(request),
        at=timezone.now(),
    )
    return {"recovery_codes": codes}


def _secret_of(setup: str, user: User) -> str:
    """The secret this office gave this user; never one a program thought of."""
    try:
        kept = signing.loads(setup, salt=SETUP, max_age=SETUP_WITHIN)
    except signing.BadSignature:
        kept = {}
    if kept.get("user") != str(user.pk):
        words = _("Lần cài này không còn hiệu lực; hãy bắt đầu lại.")
        raise Refused([Reason(words, "setup")])
    return str(kept["secret"])


@router.post(
    "/me/second-factor/recovery-codes", response=CodesOut, summary="Tạo mã dự phòng mới"
)
def recovery_codes(request: HttpRequest, data: PasswordIn) -> dict[str, Any]:
    user = _confirmed(request, data.password)
    codes = actions.make_recovery_codes(
        user=user, by=_actor(request), at=timezone.now()
    )
    return {"recovery_codes": codes}


@router.post("/me/second-factor/remove", response={204: None}, summary="Gỡ mã xác thực")
def remove_second_factor(request: HttpRequest, data: PasswordIn) -> None:
    user = _confirmed(request, data.password)
    actions.remove_second_factor(user=user, by=_actor(request), at=timezone.now())
