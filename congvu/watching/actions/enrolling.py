"""The codes with which collectors speak, and with what devices answer them."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.network.actions.saying import reasons_of
from congvu.network.models import Site
from congvu.organisations.access import Seat
from congvu.watching.actions.falling import end_untold
from congvu.watching.formats import sealed
from congvu.watching.models import Collector, Outage, Probe, SnmpAccess
from congvu.watching.rules import LONGEST_NAME, AccessData, Unwatched, access_faults

# Messages of one collector in a minute: one every five seconds, and a long queue that
# is emptied without a pause.
MOST_A_MINUTE = 240
_MINUTE = timedelta(minutes=1)


class TooOften(Refused):
    """The code is good; its collector is asked to come again later."""


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def log(
    event: str,
    on: models.Model,
    site: Site,
    by: Seat | Actor,
    at: datetime,
    **told: object,
) -> None:
    """With the site it happened at, into its agency's log."""
    record(
        event,
        by=by.actor if isinstance(by, Seat) else by,
        at=at,
        on=on,
        agency_id=site.agency_id,
        data={"site": site.name, **told},
    )


@transaction.atomic
def enrol_collector(
    *, site_id: UUID, label: str, expires_on: date | None, by: Seat, at: datetime
) -> tuple[Collector, str]:
    """A new collector and its code, which is never to be had again."""
    site = Site.objects.select_for_update(no_key=True).get(pk=site_id)
    label = nfc(label)
    reasons = []
    if not label or len(label) > LONGEST_NAME:
        reasons.append(Reason(_("Ghi tên máy thu thập."), "label"))
    if expires_on is not None and expires_on <= local_date(at):
        reasons.append(Reason(_("Ngày hết hạn phải sau hôm nay."), "expires_on"))
    if Collector.objects.filter(site=site, label=label).exists():
        reasons.append(Reason(_("Điểm này đã có máy thu thập tên ấy."), "label"))
    if reasons:
        raise Refused(reasons)
    secret = secrets.token_urlsafe(24)
    made = Collector.objects.create(
        site=site,
        label=label,
        prefix=secret[:6],
        digest=digest_of(secret),
        made_at=at,
        made_by=by.person_name,
        expires_on=expires_on,
    )
    log("watching.collector-enrolled", made, site, by, at, label=label)
    return made, secret


@transaction.atomic
def revoke_collector(*, collector_id: UUID, by: Seat, at: datetime) -> Collector:
    """From now on it is turned away; what it brought stays. Its targets are asked by
    nobody until they are given to another: outages that run end, untold.
    """
    rows = Collector.objects.select_for_update(of=("self",)).select_related("site")
    found = rows.get(pk=collector_id)
    if found.revoked_at is not None:
        raise Refused([_("Mã này đã thu hồi trước đó.")])
    found.revoked_at, found.silent_since = at, None
    found.save(update_fields=["revoked_at", "silent_since"])
    running = Outage.objects.filter(target__collector=found)
    end_untold(running, Unwatched.REVOKED, at)
    log("watching.collector-revoked", found, found.site, by, at, label=found.label)
    return found


def admit(*, secret: str, at: datetime) -> Collector | None:
    """Which collector speaks with this code; none for one that is not good, or no more.

    Each message is counted before anything of it is read.
    """
    rows = Collector.objects.filter(digest=digest_of(secret), revoked_at=None)
    good = Q(expires_on=None) | Q(expires_on__gt=local_date(at))
    found = rows.filter(good).select_related("site").first()
    if found is None:
        return None
    row = Collector.objects.filter(pk=found.pk)
    if found.counted_from is None or at - found.counted_from >= _MINUTE:
        row.update(counted_from=at, sent=1)
        return found
    if found.sent >= MOST_A_MINUTE:
        raise TooOften([_("Máy thu thập gửi quá dày; gửi lại sau ít giây.")])
    row.update(sent=F("sent") + 1)
    return found


@transaction.atomic
def add_access(
    *, collector_id: UUID, data: AccessData, by: Seat, at: datetime
) -> SnmpAccess:
    """Its secrets are sealed here and given to that collector alone."""
    rows = Collector.objects.select_for_update(of=("self",)).select_related("site")
    collector = rows.get(pk=collector_id)
    name = nfc(data.name)
    reasons = reasons_of(access_faults(data))
    if SnmpAccess.objects.filter(collector=collector, name=name).exists():
        reasons.append(Reason(_("Máy thu thập đã có thông tin SNMP tên ấy."), "name"))
    if reasons:
        raise Refused(reasons)
    made = SnmpAccess(
        collector=collector,
        name=name,
        version=data.version,
        user=nfc(data.user),
        auth=data.auth,
        priv=data.priv,
        port=data.port,
    )
    key = settings.SECRET_KEY
    made.sealed = sealed(data.secrets(), key=key, label=f"snmp {made.pk}")
    made.save()
    told = {"access": name, "label": collector.label}
    log("watching.access-added", made, collector.site, by, at, **told)
    return made


@transaction.atomic
def remove_access(*, access_id: UUID, by: Seat, at: datetime) -> None:
    """Secrets go; where one is asked with them still, they stay."""
    rows = SnmpAccess.objects.select_for_update(of=("self",))
    found = rows.select_related("collector__site").filter(pk=access_id).first()
    if found is None:
        raise Refused([_("Thông tin SNMP này đã bỏ.")])
    if Probe.objects.filter(access=found, retired_at=None).exists():
        words = _("Còn đối tượng được thử bằng thông tin này; sửa chúng trước.")
        raise Refused([words])
    Probe.objects.filter(access=found).update(access=None)
    collector = found.collector
    told = {"access": found.name, "label": collector.label}
    log("watching.access-removed", found, collector.site, by, at, **told)
    found.delete()
