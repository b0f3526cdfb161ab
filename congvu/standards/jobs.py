"""Background doors of standards."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.utils import timezone

from congvu.jobs.rules import job, periodic
from congvu.lib.text import gettext_noop as _
from congvu.standards import client
from congvu.standards.actions import (
    TLS_JOB,
    keep_tls_check,
    remind_of_connections,
    tell_ended_waivers,
)
from congvu.standards.rules import host_of, is_allowed


@job(name=TLS_JOB, title=_("Kiểm tra TLS của một địa chỉ"))
def check_tls(*, system_id: str, standard: str, address: str, person: str) -> None:
    """The list of hosts is asked again: the operator may have taken one off."""
    place = host_of(address)
    if place is None or not is_allowed(place[0], settings.CHECK_HOSTS):
        return
    keep_tls_check(
        system_id=UUID(system_id),
        standard=standard,
        address=address,
        told=client.shake_hands(*place, ca_file=settings.CHECK_CA_FILE),
        person=person,
        at=timezone.now(),
    )


@periodic(
    name="standards.remind",
    title=_("Nhắc hạn kết nối hệ thống, hết hạn miễn tiêu chuẩn"),
    cron="23 7 * * *",
)
def remind() -> None:
    """Also what was missed while no worker ran: each step is taken once."""
    at = timezone.now()
    remind_of_connections(at=at)
    tell_ended_waivers(at=at)
