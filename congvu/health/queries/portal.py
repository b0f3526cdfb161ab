"""How the public portal is: whether it answers, how old what it shows is, its files."""

from __future__ import annotations

import http.client
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.timezone import localtime

from congvu.health.rules import Check, Said, State, said
from congvu.lib.text import gettext_noop as _
from congvu.machine.state import is_portal_told, portal_port
from congvu.portal.models import ProvincePage, PublicDocument, Publishing
from congvu.portal.queries import public_file_place, shown_digests
from congvu.portal.rules import PublishingState
from congvu.ui.rules import dotted

_PATIENCE = 5.0
_WAITS, _TOO_LONG = timedelta(minutes=15), timedelta(hours=4)
_MOST = 50


def _is_open() -> bool:
    """Sites are made in every office each night; set up it is only where wanted."""
    return is_portal_told() and ProvincePage.objects.exists()


def answers(_at: datetime) -> Said | None:
    """Asked at this machine's own port, as its readers name it."""
    if not _is_open():
        return None
    host = urlsplit(settings.PORTAL_URL).netloc
    asked = http.client.HTTPConnection("127.0.0.1", portal_port(), timeout=_PATIENCE)
    try:
        asked.request("GET", "/robots.txt", headers={"Host": host})
        status = asked.getresponse().status
    except (OSError, http.client.HTTPException):
        return said(State.BAD, _("Không trả lời."))
    finally:
        asked.close()
    if status >= http.client.INTERNAL_SERVER_ERROR:
        return said(State.BAD, _("Trả lời lỗi %(status)s."), status=status)
    return said(State.WELL, _("Trả lời."))


def waiting(at: datetime) -> Said | None:
    """What was decided is read and shown within minutes, while a worker runs."""
    if not _is_open():
        return None
    rows = Publishing.objects.filter(state=PublishingState.READING)
    oldest = rows.order_by("decided_at").values_list("decided_at", flat=True).first()
    newest = (
        PublicDocument.objects.order_by("-published_at")
        .values_list("published_at", flat=True)
        .first()
    )
    if oldest is None or at - oldest < _WAITS:
        if newest is None:
            return said(State.WELL, _("Chưa có văn bản nào trên cổng."))
        when = f"{localtime(newest):%H:%M %d/%m/%Y}"
        return said(State.WELL, _("Văn bản mới nhất lên lúc %(when)s."), when=when)
    state = State.BAD if at - oldest > _TOO_LONG else State.WATCH
    words = _("%(count)s văn bản chờ đọc để công khai, lâu nhất từ %(oldest)s.")
    first = f"{localtime(oldest):%H:%M %d/%m/%Y}"
    return said(state, words, count=rows.count(), oldest=first)


def shelf(_at: datetime) -> Said | None:
    """Every file that a public paper shows lies where the portal opens it."""
    if not _is_open():
        return None
    wanted = shown_digests()
    missing = [one for one in sorted(wanted) if not public_file_place(one).exists()]
    if missing:
        words = _("Thiếu %(count)s trên %(all)s tệp công khai.")
        return said(
            State.BAD if len(missing) > _MOST else State.WATCH,
            words,
            count=dotted(len(missing)),
            all=dotted(len(wanted)),
        )
    return said(State.WELL, _("Đủ %(all)s tệp công khai."), all=dotted(len(wanted)))


CHECKS = (
    Check(
        "portal-answers",
        _("Cổng thông tin"),
        _(
            "Thường tự chạy lại trong một phút. Nếu không, xem log/portal.log (máy chủ "
            "thật: systemctl restart congvu-portal)."
        ),
        answers,
        slow=True,
    ),
    Check(
        "portal-waiting",
        _("Văn bản lên cổng"),
        _("Xem tiến trình nền có chạy không và việc nào lỗi ở Tiến trình."),
        waiting,
    ),
    Check(
        "portal-shelf",
        _("Tệp công khai"),
        _("Đêm nào cũng tự dọn lại lúc 2 giờ 40; xem quyền ghi của thư mục portal."),
        shelf,
        slow=True,
    ),
)
