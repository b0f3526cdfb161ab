"""Long texts, and scans that are still being recognised."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.directives.actions import forget_text, read_text
from congvu.directives.models import Directive
from congvu.directives.rules import DirectiveState
from congvu.jobs.actions import enqueue_once
from congvu.jobs.rules import job, periodic
from congvu.lib.text import gettext_noop as _


@job(name="directives.read", title=_("Đọc văn bản chỉ đạo"), retry=5)
def read_one(*, directive_id: str) -> None:
    read_text(directive_id=UUID(directive_id), by=SYSTEM, at=timezone.now())


@job(name="directives.forget", title=_("Xóa chữ của tệp đã hủy"), retry=5)
def forget_one(*, file_id: str) -> None:
    forget_text(file_id=UUID(file_id), by=SYSTEM, at=timezone.now())


@periodic(
    name="directives.find_unread",
    title=_("Tìm văn bản chỉ đạo chờ đọc"),
    cron="* * * * *",
)
def find_unread() -> None:
    """A scan recognised by now, or a run lost in a crash: the rows are the truth."""
    rows = Directive.objects.filter(state=DirectiveState.READING)
    for directive_id in rows.order_by("opened_at").values_list("id", flat=True)[:50]:
        key = str(directive_id)
        enqueue_once("directives.read", lock=key, directive_id=key)
