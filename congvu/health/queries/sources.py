"""Whether files that units expect by themselves come."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from congvu.health.rules import Check, Said, State, said
from congvu.lib.text import gettext_noop as _
from congvu.registry.models import LoadSource

_LATE = timedelta(hours=1)


def sources(at: datetime) -> Said | None:
    """Nothing to say where nobody expects any; one question."""
    rows = LoadSource.objects.filter(ended_at=None)
    told = rows.aggregate(
        count=Count("pk"),
        failing=Count("pk", filter=Q(failures__gt=0)),
        paused=Count("pk", filter=Q(failures__gt=0, paused_at__isnull=False)),
        next=Min("next_at", filter=Q(paused_at=None)),
    )
    if not told["count"]:
        return None
    if told["next"] is not None and told["next"] < at - _LATE:
        words = _("Nguồn nạp dữ liệu đến giờ mà không chạy.")
        return said(State.BAD, words, since=told["next"])
    if told["failing"]:
        words = _("%(failing)s nguồn nạp dữ liệu đang hỏng, %(paused)s đã tạm dừng.")
        given = {name: told[name] for name in ("failing", "paused")}
        return said(State.WATCH, words, **given)
    return said(State.WELL, _("%(count)s nguồn nạp dữ liệu."), count=told["count"])


CHECKS = (
    Check(
        "data-sources",
        _("Dữ liệu tự đến"),
        _(
            "Xem tiến trình nền có chạy không; máy nguồn có trong CONGVU_DATA_HOSTS "
            "không, thư mục dưới CONGVU_DATA_FOLDER có ghi được không. Vì sao hỏng, "
            "đơn vị giữ dữ liệu thấy ở trang của nguồn."
        ),
        sources,
    ),
)
