"""Background doors of machines."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from congvu.inventory import actions
from congvu.inventory.models import InventoryLoad
from congvu.inventory.rules import LoadState
from congvu.jobs.actions import enqueue_once
from congvu.jobs.rules import job, periodic
from congvu.lib.text import gettext_noop as _


@job(
    name="inventory.go_on",
    title=_("Nạp bảng kê máy"),
    retry=5,
    lock="inventory",
    priority=-5,
)
def go_on(*, load_id: str) -> None:
    """It looks at the row first: what was entered is not entered again."""
    actions.go_on(load_id=UUID(load_id), at=timezone.now())


@periodic(
    name="inventory.find_unfinished",
    title=_("Tìm bảng kê máy nạp dở"),
    cron="* * * * *",
)
def find_unfinished() -> None:
    """A run lost in a crash is asked for again; the rows are the truth."""
    rows = InventoryLoad.objects.filter(state=LoadState.WAITING)
    for load_id in rows.values_list("pk", flat=True)[:50]:
        enqueue_once("inventory.go_on", lock=str(load_id), load_id=str(load_id))


@periodic(
    name="inventory.tell_silent",
    title=_("Báo máy im, máy của người đã nghỉ, máy sắp hết bảo hành"),
    cron="35 6 * * *",
)
def tell_silent() -> None:
    """Each machine once, however often it runs; what was missed is told later."""
    now = timezone.now()
    actions.tell_silent(at=now)
    actions.tell_left(at=now)
    actions.tell_warranties(at=now)


@periodic(
    name="inventory.thin_readings",
    title=_("Dọn bản kiểm kê cũ không đổi gì"),
    cron="50 2 * * *",
)
def thin_readings() -> None:
    """In batches, so that no agent waits for it."""
    now = timezone.now()
    for _turn in range(100):
        if not actions.thin_readings(at=now):
            break
