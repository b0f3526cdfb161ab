"""Whether somebody is guessing passwords: accounts and addresses that were shut out."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count

from congvu.accounts.models import SignInAttempt
from congvu.accounts.rules import ACCOUNT_FAILURES, ADDRESS_FAILURES, WINDOW
from congvu.health.rules import Check, Said, State, said
from congvu.lib.text import gettext_noop as _

# One person who forgot a password is nobody's news.
_MANY_ACCOUNTS = 3
_NAMED = 5


def guessing(at: datetime) -> Said:
    """Failures of the window in which the door counts them; two questions."""
    failed = SignInAttempt.objects.filter(at__gt=at - WINDOW, succeeded=False)
    accounts = failed.values("account").annotate(n=Count("pk"))
    shut = accounts.filter(n__gte=ACCOUNT_FAILURES).count()
    addresses = failed.values_list("address").annotate(n=Count("pk"))
    loud = addresses.filter(n__gte=ADDRESS_FAILURES).order_by("-n", "address")
    named = [address or "?" for address, _n in loud[: _NAMED + 1]]
    if not shut and not named:
        return said(State.WELL, _("Không ai dò mật khẩu."))
    state = State.BAD if named or shut >= _MANY_ACCOUNTS else State.WATCH
    words = _("%(accounts)s tài khoản bị chặn vì sai nhiều lần; địa chỉ dò: %(names)s")
    return said(state, words, accounts=shut, names=", ".join(named[:_NAMED]) or "–")


CHECKS = (
    Check(
        "guessing",
        _("Dò mật khẩu"),
        _(
            "Cửa đã tự chặn tài khoản và địa chỉ ấy. Xem nhật ký đăng nhập, chặn địa "
            "chỉ ở tường lửa, báo người có tài khoản bị dò đổi mật khẩu."
        ),
        guessing,
        page="audit:log",
    ),
)
