"""Signs of attacks: taken from a bundle, written by hand, ended, given to others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.incidents.access import given_signs, warns
from congvu.incidents.actions.saying import needed_reasons, tidy
from congvu.incidents.formats.stix import (
    SignRead,
    pattern_of,
    read_bundle,
    write_bundle,
)
from congvu.incidents.models import Incident, SignReading, SignValue, ThreatSign
from congvu.incidents.rules import (
    LONGEST_NAME,
    LONGEST_REASON,
    TLP_NAMES,
    Audience,
    SignKind,
    SignState,
    Tlp,
    WrongValue,
    tidy_value,
)
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat

_BATCH = 1000
MOST_DAYS = 3650
_FIELDS = (
    "name",
    "description",
    "pattern",
    "tlp",
    "source",
    "modified_at",
    "valid_from",
    "valid_until",
    "state",
    "ended_at",
    "reason",
    "is_new",
    "loaded_at",
    "loaded_by",
)


@dataclass
class SignsLoaded:
    """What came of one bundle; each trouble names its part and why it was left."""

    new: int = 0
    changed: int = 0
    same: int = 0
    unwatched: int = 0
    troubles: Sequence[tuple[str, str]] = ()

    @property
    def taken(self) -> bool:
        return bool(self.new + self.changed + self.same)


def load_signs(*, content: bytes, source: str, by: Seat, at: datetime) -> SignsLoaded:
    """All that is good in a bundle, in one transaction; of each its newest word."""
    source, reasons = tidy(source), []
    if not warns(by):
        reasons.append(Reason(_("Dấu hiệu tấn công do trung tâm của tỉnh nạp.")))
    words = _("Ghi nhận từ đâu.")
    reasons += needed_reasons(source, "source", words, LONGEST_NAME)
    if reasons:
        raise Refused(reasons)
    read = read_bundle(content)
    loaded = SignsLoaded(troubles=tuple(read.troubles))
    if not read.signs:
        return loaded
    with transaction.atomic():
        # One at a time, and not while logs are read: the same bundle sent twice at once
        # is loaded, then known.
        SignReading.objects.get_or_create(pk=1)
        SignReading.objects.select_for_update().get(pk=1)
        for start in range(0, len(read.signs), _BATCH):
            _keep(read.signs[start : start + _BATCH], source, by, at, loaded)
        record(
            "incidents.signs-loaded",
            by=by.actor,
            at=at,
            agency_id=by.agency_id,
            data={"record": source, "signs": loaded.new + loaded.changed},
        )
    return loaded


def _keep(
    read: Sequence[SignRead], source: str, by: Seat, at: datetime, loaded: SignsLoaded
) -> None:
    rows = ThreatSign.objects.select_for_update().order_by("pk")
    known = {
        one.stix_id: one for one in rows.filter(stix_id__in=[o.stix_id for o in read])
    }
    new: list[ThreatSign] = []
    changed: list[ThreatSign] = []
    values: list[SignValue] = []
    for told in read:
        row = known.get(told.stix_id)
        if row is not None and row.modified_at >= told.modified:
            loaded.same += 1
            continue
        kept = row or ThreatSign(stix_id=told.stix_id, created_at=told.created)
        _fill(kept, told, source, by, at)
        (changed if row else new).append(kept)
        loaded.unwatched += not told.values
        values += [SignValue(sign=kept, kind=k, value=v) for k, v in told.values]
    ThreatSign.objects.bulk_create(new)
    ThreatSign.objects.bulk_update(changed, _FIELDS)
    SignValue.objects.filter(sign__in=changed).delete()
    SignValue.objects.bulk_create(values)
    loaded.new += len(new)
    loaded.changed += len(changed)


def _fill(row: ThreatSign, told: SignRead, source: str, by: Seat, at: datetime) -> None:
    """What people here called false stays so; what its source took back ends."""
    row.name, row.description, row.pattern = told.name, told.description, told.pattern
    row.tlp, row.source = told.tlp, told.source or source
    row.modified_at = told.modified
    row.valid_from, row.valid_until = told.valid_from, told.valid_until
    row.is_new, row.loaded_at, row.loaded_by = True, at, by.person_name[:80]
    if row.state == SignState.FALSE:
        return
    if told.is_revoked:
        row.state, row.ended_at = SignState.WITHDRAWN, at
        row.reason = _("Nguồn đã rút")
    else:
        row.state, row.ended_at, row.reason = SignState.LIVE, None, ""


@dataclass(frozen=True)
class SignData:
    """A sign found here: ``days`` is how long it is watched."""

    name: str
    kind: str
    value: str
    tlp: str
    days: int | None
    incident_id: UUID | None = None


def add_sign(*, data: SignData, by: Seat, at: datetime) -> ThreatSign:
    name, value, reasons = tidy(data.name), "", []
    if not warns(by):
        reasons.append(Reason(_("Dấu hiệu tấn công do trung tâm của tỉnh ghi.")))
    reasons += needed_reasons(name, "name", _("Ghi tên dấu hiệu."), LONGEST_NAME)
    if data.tlp not in set(Tlp):
        reasons.append(Reason(_("Chọn mức được báo tới đâu."), "tlp"))
    if data.days is None or not 0 < data.days <= MOST_DAYS:
        reasons.append(Reason(_("Ghi số ngày theo dõi, từ 1 đến 3650."), "days"))
    if data.kind not in set(SignKind):
        reasons.append(Reason(_("Chọn loại dấu hiệu."), "kind"))
    else:
        try:
            value = tidy_value(SignKind(data.kind), data.value)
        except WrongValue as why:
            reasons.append(Reason(_(str(why)), "value"))
    incident = None
    if data.incident_id is not None:
        incident = Incident.objects.filter(pk=data.incident_id).first()
    if data.incident_id is not None and incident is None:
        reasons.append(Reason(_("Không tìm thấy sự cố này.")))
    if value and _is_watched(data.kind, value):
        reasons.append(Reason(_("Giá trị này đang được theo dõi."), "value"))
    if reasons or data.days is None:
        raise Refused(reasons)
    with transaction.atomic():
        made = ThreatSign.objects.create(
            stix_id=f"indicator--{uuid4()}",
            name=name,
            pattern=pattern_of(SignKind(data.kind), value),
            tlp=data.tlp,
            source=by.agency_name[:LONGEST_NAME],
            incident=incident,
            created_at=at,
            modified_at=at,
            valid_from=at,
            valid_until=at + timedelta(days=data.days),
            loaded_at=at,
            loaded_by=by.person_name[:80],
        )
        SignValue.objects.create(sign=made, kind=data.kind, value=value)
        _log("incidents.sign-added", made, by, at)
    return made


def _is_watched(kind: str, value: str) -> bool:
    rows = SignValue.objects.filter(kind=kind, value=value)
    return rows.filter(sign__state=SignState.LIVE).exists()


@transaction.atomic
def end_sign(*, sign_id: UUID, reason: str, by: Seat, at: datetime) -> ThreatSign:
    """It was no sign of an attack; what it met stays an alert to be decided."""
    reason, reasons = tidy(reason), []
    rows = ThreatSign.objects.select_for_update(of=("self",))
    found = rows.filter(pk=sign_id).first()
    if found is None or not warns(by):
        raise Refused([_("Dấu hiệu tấn công do trung tâm của tỉnh ghi.")])
    reasons = needed_reasons(reason, "reason", _("Chưa ghi lý do."), LONGEST_REASON)
    if found.state != SignState.LIVE:
        reasons.append(Reason(_("Dấu hiệu này đã thôi theo dõi.")))
    if reasons:
        raise Refused(reasons)
    found.state, found.ended_at, found.reason = SignState.FALSE, at, reason
    found.ended_by = by.person_name[:80]
    found.save(update_fields=["state", "ended_at", "reason", "ended_by"])
    _log("incidents.sign-ended", found, by, at, {"reason": reason})
    return found


def give_signs(*, audience: str, by: Seat, at: datetime) -> bytes:
    """Those that hold and may be told to whom they are given, as one bundle."""
    reasons = []
    if not warns(by):
        reasons.append(Reason(_("Dấu hiệu tấn công do trung tâm của tỉnh xuất.")))
    if audience not in set(Audience):
        reasons.append(Reason(_("Chọn xuất cho ai."), "audience"))
    if reasons:
        raise Refused(reasons)
    rows = list(given_signs(by, Audience(audience), at).order_by("pk"))
    if not rows:
        raise Refused([_("Không có dấu hiệu nào được phép báo tới đó.")])
    told = [
        SignRead(
            stix_id=one.stix_id,
            name=one.name,
            description=one.description,
            pattern=one.pattern,
            values=(),
            tlp=Tlp(one.tlp),
            source=one.source,
            created=one.created_at,
            modified=one.modified_at,
            valid_from=one.valid_from,
            valid_until=one.valid_until,
            is_revoked=False,
        )
        for one in rows
    ]
    record(
        "incidents.signs-given",
        by=by.actor,
        at=at,
        agency_id=by.agency_id,
        data={"audience": audience, "signs": len(told)},
    )
    return write_bundle(told, bundle_id=str(uuid4()))


def _log(
    event: str,
    sign: ThreatSign,
    by: Seat,
    at: datetime,
    data: dict[str, object] | None = None,
) -> None:
    """A red one is not named where others read."""
    name = TLP_NAMES[Tlp.RED] if sign.tlp == Tlp.RED else sign.name
    record(
        event,
        by=by.actor,
        at=at,
        on=sign,
        agency_id=by.agency_id,
        data={"sign": name, **(data or {})},
    )
