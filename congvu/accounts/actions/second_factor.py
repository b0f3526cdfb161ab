"""The phone's codes and the eight codes for a lost phone."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from congvu.accounts.models import RecoveryCode, User
from congvu.accounts.rules import (
    WayIn,
    accepted_step,
    keyed_digest,
    new_recovery_codes,
    normal_code,
    tell_of,
)
from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.lib.refusals import Reason, Refused


class WrongCode(Refused):
    """The phone and the server do not agree yet."""


@transaction.atomic
def enrol_second_factor(
    *, user: User, secret: str, code: str, by: Actor, at: datetime
) -> list[str]:
    """Bind the phone that shows this code; gives the recovery codes, this once."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.has_second_factor:
        raise Refused([_("Đã có mã xác thực; gỡ mã cũ rồi mới cài mã khác.")])
    step = accepted_step(secret, normal_code(code), last_step=0, at=at)
    if step is None:
        raise WrongCode(
            [
                Reason(
                    _(
                        "Mã chưa khớp. Kiểm tra giờ của điện thoại rồi gõ mã mới nhất;"
                        " mã QR ở trên vẫn dùng được."
                    ),
                    field="code",
                )
            ]
        )
    user.totp_secret, user.totp_since, user.totp_last_step = secret, at, step
    user.save(update_fields=["totp_secret", "totp_since", "totp_last_step"])
    codes = _replace_recovery_codes(user)
    record("accounts.second-factor-enrolled", by=by, at=at, on=user)
    tell_of(WayIn("accounts.second-factor-enrolled", user.pk, by.name, at))
    return codes


@transaction.atomic
def remove_second_factor(*, user: User, by: Actor, at: datetime) -> None:
    """For a lost phone or a new one; what an administrator demands stays demanded."""
    _need_second_factor(user)
    user.totp_secret, user.totp_since = "", None
    user.save(update_fields=["totp_secret", "totp_since"])
    user.recovery_codes.all().delete()
    record("accounts.second-factor-removed", by=by, at=at, on=user)
    tell_of(WayIn("accounts.second-factor-removed", user.pk, by.name, at))


@transaction.atomic
def make_recovery_codes(*, user: User, by: Actor, at: datetime) -> list[str]:
    """Eight new codes; the old ones end."""
    _need_second_factor(user)
    codes = _replace_recovery_codes(user)
    record("accounts.recovery-codes-made", by=by, at=at, on=user)
    tell_of(WayIn("accounts.recovery-codes-made", user.pk, by.name, at))
    return codes


@transaction.atomic
def use_code(*, user: User, code: str, at: datetime) -> str | None:
    """Take a code out of use: "totp", "recovery", or None for a wrong one.

    The user's row is locked, so the same code sent twice at once opens one door. The
    caller records it: it is one part of signing in.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    text = normal_code(code)
    if user.has_second_factor and len(text) == 6:
        step = accepted_step(
            user.totp_secret, text, last_step=user.totp_last_step, at=at
        )
        if step is not None:
            user.totp_last_step = step
            user.save(update_fields=["totp_last_step"])
            return "totp"
    used = user.recovery_codes.filter(
        digest=_recovery_digest(user, text), used_at__isnull=True
    ).update(used_at=at)
    return "recovery" if used else None


def _need_second_factor(user: User) -> None:
    if not user.has_second_factor:
        raise Refused([_("Chưa cài mã xác thực.")])


def _replace_recovery_codes(user: User) -> list[str]:
    codes = new_recovery_codes()
    user.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=_recovery_digest(user, normal_code(code)))
        for code in codes
    )
    return codes


def _recovery_digest(user: User, code: str) -> str:
    purpose = f"recovery:{user.pk}"
    return keyed_digest(code, key=settings.SECRET_KEY, purpose=purpose)
