"""Every minute the worker looks at everything, the slow things too."""

from __future__ import annotations

from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.health.actions import note_states
from congvu.health.queries import all_looks, watching
from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _


@periodic(cron="* * * * *", title=_("Xem sức khỏe hệ thống"))
def look_around() -> None:
    at = timezone.now()
    people = watching(timezone.localdate(at))
    note_states(findings=list(all_looks(at)), to=people, by=SYSTEM, at=at)
