"""Whether logs that come in are loaded, and their sources are heard of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from congvu.health.rules import Check, Said, State, said
from congvu.lib.text import gettext_noop as _
from congvu.logs.formats.spool import waiting
from congvu.logs.models import ArchivedDay, LogSource

_LONGEST = timedelta(minutes=2)
_NAMED = 5


def logs(at: datetime) -> Said | None:
    """Nothing to say where nothing ever came in; two questions."""
    folder = Path(settings.LOGS_SPOOL)
    batches = waiting(folder)
    rows = LogSource.objects.filter(ended_at=None)
    known = list(rows.order_by("name").values_list("name", "silent_since"))
    if not known and not batches:
        return None
    spoilt = len(list(folder.glob("*.bad"))) if folder.is_dir() else 0
    if spoilt:
        words = _("%(count)s lô nhật ký không nạp được, để riêng trong thư mục chờ.")
        return said(State.BAD, words, count=spoilt)
    if lost := _lost_days():
        words = _("%(count)s ngày nhật ký không còn tệp trong kho.")
        return said(State.BAD, words, count=lost)
    oldest = _written(batches[0]) if batches else None
    if oldest is not None and oldest < at - _LONGEST:
        words = _("%(count)s lô nhật ký chờ nạp.")
        return said(State.BAD, words, since=oldest, count=len(batches))
    silent = [(name, since) for name, since in known if since is not None]
    if not silent:
        return said(State.WELL, _("%(count)s nguồn nhật ký."), count=len(known))
    return said(
        State.WATCH,
        _("%(count)s nguồn nhật ký im: %(names)s"),
        since=min(since for _name, since in silent),
        count=len(silent),
        names=", ".join(name for name, _since in silent[:_NAMED]),
    )


def _lost_days() -> int:
    rows = ArchivedDay.objects.filter(dropped_at__isnull=False, ended_at=None)
    folder = Path(settings.LOGS_ARCHIVE)
    days = rows.values_list("day", flat=True)
    return sum(not (folder / f"{day:%Y-%m-%d}.parquet").is_file() for day in days)


def _written(batch: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(batch.stat().st_mtime, UTC)
    except FileNotFoundError:  # loaded meanwhile
        return None


CHECKS = (
    Check(
        "logs",
        _("Nhật ký máy"),
        _(
            "Xem congvu logs receive có chạy không và đĩa còn chỗ không; nhật ký đã "
            "nhận nằm chờ trên đĩa, không mất. Nguồn im: xem máy gửi. Mất tệp trong "
            "kho: lấy lại từ bản sao lưu."
        ),
        logs,
        page="logs:sources",
    ),
)
