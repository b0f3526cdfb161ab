"""What happens by the clock: the key changes, old tokens are forgotten."""

from __future__ import annotations

from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _
from congvu.openid import actions, store
from congvu.openid.rules import KEY_AGE


@periodic(cron="37 3 * * *", title=_("Xóa token đăng nhập chung đã cũ"))
def forget_tokens() -> None:
    actions.forget_old(at=timezone.now())


@periodic(cron="47 3 * * *", title=_("Thay khóa ký của đăng nhập chung"))
def change_key() -> None:
    """Only where the office is used as a provider: there is a key to change."""
    now, made = timezone.now(), store.key_made_at()
    if made is not None and now - made > KEY_AGE:
        actions.rotate_key(by=SYSTEM, at=now)
