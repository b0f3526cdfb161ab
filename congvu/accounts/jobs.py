"""What the door forgets each night."""

from __future__ import annotations

from django.utils import timezone

from congvu.accounts import actions
from congvu.audit.rules import SYSTEM
from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _


@periodic(cron="23 3 * * *", title=_("Xóa ghi nhận đăng nhập sai đã cũ"))
def forget_attempts() -> None:
    actions.forget_old_attempts(at=timezone.now())


@periodic(cron="37 3 * * *", title=_("Khóa tài khoản bỏ không quá lâu"))
def lock_idle_users() -> None:
    actions.lock_idle_users(by=SYSTEM, at=timezone.now())
