"""Whether advisories are fresh, and what came in has been matched."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q
from django.utils.timezone import localtime

from congvu.health.rules import Check, Said, State, said
from congvu.lib.text import gettext_noop as _
from congvu.vulnerabilities.models import Advisory, Bom

_MATCHED_AFTER = timedelta(hours=1)
# Weaknesses become known every day; an office without Internet is brought them.
_FRESH = timedelta(days=7)


def advisories(at: datetime) -> Said | None:
    """Nothing to say where none was ever loaded; two questions."""
    waiting = Q(matched_at=None, loaded_at__lt=at - _MATCHED_AFTER)
    told = Advisory.objects.aggregate(
        last=Max("loaded_at"),
        waiting=Count("pk", filter=waiting),
        since=Min("loaded_at", filter=waiting),
    )
    if told["last"] is None:
        return None
    boms = Bom.objects.filter(
        loaded_at__lt=at - _MATCHED_AFTER, parts__package__matched_at=None
    ).aggregate(waiting=Count("pk", distinct=True), since=Min("loaded_at"))
    if told["waiting"] or boms["waiting"]:
        words = _("%(count)s cảnh báo, %(boms)s bảng kê đã nạp mà chưa đối chiếu.")
        since = min(one for one in (told["since"], boms["since"]) if one)
        return said(
            State.BAD, words, since=since, count=told["waiting"], boms=boms["waiting"]
        )
    last = f"{localtime(told['last']):%d/%m/%Y}"
    if told["last"] < at - _FRESH:
        words = _("Cảnh báo mới nhất nạp ngày %(last)s, quá %(days)s ngày.")
        return said(
            State.WATCH,
            words,
            since=told["last"] + _FRESH,
            last=last,
            days=_FRESH.days,
        )
    return said(State.WELL, _("Cảnh báo mới nhất nạp ngày %(last)s."), last=last)


CHECKS = (
    Check(
        "advisories",
        _("Cảnh báo lỗ hổng"),
        _(
            "Nạp tệp OSV, CSAF hoặc NVD mới ở trang Lỗ hổng. Chưa đối chiếu: xem việc "
            "nền có chạy không, rồi congvu vulnerabilities match."
        ),
        advisories,
        page="vulnerabilities:advisories",
    ),
)
