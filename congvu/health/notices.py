"""What the administrators are told: a thing turned bad. When it is well, no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.health.models import HealthState
from congvu.health.queries import CHECKS
from congvu.health.rules import State
from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, NoticeLike, Told, kinds
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission


def tell_health(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """What is bad still; a thing that is well again is no news."""
    if not seat.can(Permission.READ_JOBS):
        return {}
    bad = HealthState.objects.filter(state=State.BAD).in_bulk(
        {notice.target_id for notice in notices}
    )
    titles = {check.key: check.title for check in CHECKS}
    return {
        notice.id: Told(
            words=gettext("hệ thống có mục hỏng"),
            subject=gettext(titles[bad[notice.target_id].key]),
            url=reverse("health:overview"),
        )
        for notice in notices
        if notice.target_id in bad and bad[notice.target_id].key in titles
    }


kinds(Kind("health.bad", _("Hệ thống có mục hỏng"), tell_health))
