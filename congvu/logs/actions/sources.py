"""Who may send logs, and by what each is known."""

from __future__ import annotations

import hashlib
import ipaddress
import re
import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.logs.formats.spool import Arrived, write_batch
from congvu.logs.models import LogSource, UnknownSender
from congvu.logs.rules import LONGEST_NAME, SourceKind
from congvu.organisations.access import Seat
from congvu.systems.access import keeps_all
from congvu.systems.models import InformationSystem

MOST_ADDRESSES = 50
_WIDEST = {4: 16, 6: 48}
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


@transaction.atomic
def add_source(
    *,
    agency_id: UUID,
    name: str,
    kind: str,
    addresses: Sequence[str],
    fingerprint: str,
    silent_after: int | None,
    by: Seat,
    at: datetime,
    system_id: UUID | None = None,
) -> tuple[LogSource, str]:
    """A new source; of one that sends over HTTPS its code, never to be had again."""
    name, fingerprint = nfc(name), fingerprint.replace(":", "").strip().lower()
    given = [one.strip() for one in addresses if one.strip()]
    reasons = _faults(agency_id, name, kind, given, fingerprint)
    if not reasons and not keeps_all(by):
        reasons += _others_reasons(agency_id, given)
    if system_id and not _owns(agency_id, system_id):
        reasons.append(Reason(_("Không phải hệ thống của cơ quan."), "system"))
    if reasons:
        raise Refused(reasons)
    secret = secrets.token_urlsafe(24) if kind == SourceKind.HTTP else ""
    made = LogSource.objects.create(
        agency_id=agency_id,
        name=name,
        kind=kind,
        addresses=[str(ipaddress.ip_network(one)) for one in given],
        fingerprint=fingerprint,
        prefix=secret[:6],
        digest=digest_of(secret) if secret else "",
        silent_after=silent_after,
        system_id=system_id,
        made_at=at,
        made_by=by.person_name[:80],
    )
    UnknownSender.objects.filter(address__in=given).delete()
    _log("logs.source-made", made, by, at)
    return made, secret


def admit(*, secret: str) -> LogSource | None:
    """Whose code this is; none for one that is not good, or no more."""
    if not secret:
        return None
    return LogSource.objects.filter(digest=digest_of(secret), ended_at=None).first()


def spool(arrived: Sequence[Arrived]) -> None:
    """On the disk when this returns; the loader takes it from there."""
    folder = Path(settings.LOGS_SPOOL)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_batch(folder, arrived)


@transaction.atomic
def end_source(*, source_id: UUID, by: Seat, at: datetime) -> LogSource:
    """From now on it is a stranger; what it sent stays."""
    found = LogSource.objects.select_for_update().get(pk=source_id)
    if found.ended_at is not None:
        raise Refused([_("Nguồn này đã ngừng trước đó.")])
    found.ended_at, found.silent_since = at, None
    found.save(update_fields=["ended_at", "silent_since"])
    _log("logs.source-ended", found, by, at)
    return found


def _faults(
    agency_id: UUID, name: str, kind: str, addresses: list[str], fingerprint: str
) -> list[Reason]:
    reasons = []
    here = LogSource.objects.filter(ended_at=None)
    if not name or len(name) > LONGEST_NAME:
        reasons.append(Reason(_("Ghi tên nguồn, nhiều nhất 200 ký tự."), "name"))
    elif here.filter(agency=agency_id, name=name).exists():
        reasons.append(Reason(_("Cơ quan đã có nguồn tên ấy."), "name"))
    if kind not in set(SourceKind):
        reasons.append(Reason(_("Chọn cách gửi."), "kind"))
    wrong = [one for one in addresses if not _is_network(one)]
    if wrong:
        words = _("Không phải địa chỉ mạng: %(what)s") % {"what": ", ".join(wrong[:5])}
        reasons.append(Reason(words, "addresses"))
    elif len(addresses) > MOST_ADDRESSES:
        reasons.append(Reason(_("Nhiều nhất 50 địa chỉ."), "addresses"))
    elif here.filter(
        addresses__overlap=[str(ipaddress.ip_network(one)) for one in addresses]
    ).exists():
        reasons.append(Reason(_("Địa chỉ này đã là của nguồn khác."), "addresses"))
    if fingerprint and not _FINGERPRINT.fullmatch(fingerprint):
        words = _("Dấu chứng thư là SHA-256: 64 chữ số mười sáu.")
        reasons.append(Reason(words, "fingerprint"))
    elif fingerprint and here.filter(fingerprint=fingerprint).exists():
        reasons.append(Reason(_("Chứng thư này đã là của nguồn khác."), "fingerprint"))
    if kind == SourceKind.SYSLOG and not addresses and not fingerprint:
        words = _("Nguồn syslog cần địa chỉ gửi hoặc dấu chứng thư.")
        reasons.append(Reason(words, "addresses"))
    return reasons


def _others_reasons(agency_id: UUID, given: Sequence[str]) -> list[Reason]:
    """What comes from a network is its agency's: nobody but the centre registers one
    within another agency's, around it, or so wide that there may be many.
    """
    mine = [ipaddress.ip_network(one) for one in given]
    if any(one.prefixlen < _WIDEST[one.version] for one in mine):
        words = _("Dải địa chỉ rộng quá; chỉ trung tâm đăng ký được.")
        return [Reason(words, "addresses")]
    rows = LogSource.objects.filter(ended_at=None).exclude(agency=agency_id)
    theirs = [
        ipaddress.ip_network(one)
        for addresses in rows.values_list("addresses", flat=True)
        for one in addresses
    ]
    if any(a.version == b.version and a.overlaps(b) for a in mine for b in theirs):
        return [Reason(_("Địa chỉ này đã là của nguồn khác."), "addresses")]
    return []


def _owns(agency_id: UUID, system_id: UUID) -> bool:
    return InformationSystem.objects.filter(pk=system_id, agency=agency_id).exists()


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text)
    except ValueError:
        return False
    return True


def _log(event: str, found: LogSource, by: Seat, at: datetime) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=found,
        agency_id=found.agency_id,
        data={"name": found.name},
    )
