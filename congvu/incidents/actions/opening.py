"""Opening an incident, saying what is known of it, judging it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.incidents.access import seen_alerts
from congvu.incidents.actions.clocks import set_clocks
from congvu.incidents.actions.saying import (
    held,
    length_reasons,
    moment_reasons,
    needed_reasons,
    note,
    refuse_marked,
    tell,
    tidy,
)
from congvu.incidents.models import Incident
from congvu.incidents.rules import (
    GRAVITY_NAMES,
    GROUP_NAMES,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    Gravity,
    Group,
    is_after,
)
from congvu.lib.dates import VIETNAM
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.logs.models import Alert
from congvu.organisations.access import Seat
from congvu.systems.access import keeps, seen_systems
from congvu.systems.actions import ask_review
from congvu.systems.rules import ReviewReason

MOST_SUBJECTS = 2_000_000_000
_TEXTS = ("cause", "scope", "measures", "lessons")


@dataclass(frozen=True)
class IncidentData:
    """What is known as it is opened."""

    name: str
    group: str
    detected_at: datetime | None
    is_drill: bool = False
    is_urgent: bool = False
    personal_data: bool = False
    systems: Collection[UUID] = ()
    scope: str = ""
    alert_id: UUID | None = None
    detected_reason: str = ""


@dataclass(frozen=True)
class KnownData:
    """What became known of it since."""

    is_urgent: bool
    personal_data: bool
    subjects: int | None
    cause: str
    scope: str
    measures: str
    lessons: str


def open_incident(*, data: IncidentData, by: Seat, at: datetime) -> Incident:
    """Its clocks run from the hour of detection, whenever it is entered; that is not
    later than what its alert met first, unless a reason is kept.
    """
    reason = tidy(data.detected_reason) if data.alert_id else ""
    data = replace(
        data,
        name=tidy(data.name),
        scope=nfc(data.scope).strip(),
        detected_reason=reason,
    )
    refuse_marked(texts=[data.name, data.scope, reason], by=by, at=at)
    return _open(data, by, at)


@transaction.atomic
def _open(data: IncidentData, by: Seat, at: datetime) -> Incident:
    systems = list(seen_systems(by).filter(pk__in=list(data.systems)))
    reasons = _opening_reasons(data, by, at)
    if len(systems) != len(set(data.systems)):
        reasons.append(Reason(_("Chọn hệ thống trong danh sách."), "systems"))
    alert = _alert(data.alert_id, by)
    reasons += _alert_reasons(data, alert)
    if reasons or data.detected_at is None:
        raise Refused(reasons)
    of = alert.agency_id if alert and alert.agency_id else by.agency_id
    made = Incident.objects.create(
        agency_id=of,
        alert=alert,
        name=data.name,
        group=data.group,
        detected_at=data.detected_at,
        detected_reason=data.detected_reason,
        is_drill=data.is_drill,
        is_urgent=data.is_urgent,
        personal_data=data.personal_data,
        scope=data.scope,
        opened_at=at,
        opened_by=by.person_name[:80],
    )
    made.systems.set(systems)
    set_clocks(made, at=at)
    note(
        "incidents.opened",
        incident=made,
        by=by,
        at=at,
        text=GROUP_NAMES[Group(made.group)],
        data={"drill": made.is_drill},
    )
    tell(kind="incidents.opened", on=[(made.agency_id, made.pk)], by=by, at=at)
    return made


def _opening_reasons(data: IncidentData, by: Seat, at: datetime) -> list[Reason]:
    reasons = []
    if not keeps(by):
        reasons.append(Reason(_("Sự cố do quản trị của cơ quan ghi.")))
    words = _("Ghi ngắn gọn điều đã xảy ra.")
    reasons += needed_reasons(data.name, "name", words, LONGEST_NAME)
    if data.group not in set(GROUP_NAMES):
        reasons.append(Reason(_("Chọn nhóm sự cố."), "group"))
    reasons += moment_reasons(data.detected_at, "detected_at", at)
    return reasons + length_reasons(data.scope, "scope", LONGEST_TEXT)


def _alert(alert_id: UUID | None, by: Seat) -> Alert | None:
    """Held, so that of two who open it one is told of the other's."""
    if alert_id is None:
        return None
    return seen_alerts(by).select_for_update().filter(pk=alert_id).first()


def _alert_reasons(data: IncidentData, alert: Alert | None) -> list[Reason]:
    if data.alert_id is None:
        return []
    if alert is None:
        return [Reason(_("Không tìm thấy cảnh báo an ninh này."))]
    if Incident.objects.filter(alert=alert).exists():
        return [Reason(_("Cảnh báo an ninh này đã có sự cố."))]
    reasons = length_reasons(data.detected_reason, "detected_reason", LONGEST_REASON)
    later = data.detected_at and is_after(data.detected_at, alert.first_at)
    if later and not data.detected_reason:
        words = _("Cảnh báo có từ %(at)s; ghi lý do vì sao phát hiện sau lúc ấy.") % {
            "at": f"{alert.first_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
        }
        reasons.append(Reason(words, "detected_reason"))
    return reasons


def change_incident(
    *, incident_id: UUID, data: KnownData, by: Seat, at: datetime
) -> Incident:
    """What is known now; a clock that follows from it counts from detection."""
    texts = {name: nfc(getattr(data, name)).strip() for name in _TEXTS}
    refuse_marked(texts=texts.values(), by=by, at=at)
    return _change(incident_id, data, texts, by, at)


@transaction.atomic
def _change(
    incident_id: UUID, data: KnownData, texts: dict[str, str], by: Seat, at: datetime
) -> Incident:
    found, reasons = held(incident_id, by)
    for name, text in texts.items():
        reasons += length_reasons(text, name, LONGEST_TEXT)
    if data.subjects is not None and not 0 <= data.subjects <= MOST_SUBJECTS:
        reasons.append(Reason(_("Ghi một số nguyên không âm."), "subjects"))
    elif data.subjects and not data.personal_data:
        words = _("Có số người bị ảnh hưởng thì đánh dấu liên quan dữ liệu cá nhân.")
        reasons.append(Reason(words, "personal_data"))
    if reasons:
        raise Refused(reasons)
    found.is_urgent, found.personal_data = data.is_urgent, data.personal_data
    found.subjects = data.subjects
    for name, text in texts.items():
        setattr(found, name, text)
    found.save(update_fields=["is_urgent", "personal_data", "subjects", *_TEXTS])
    set_clocks(found, at=at)
    note("incidents.changed", incident=found, by=by, at=at)
    return found


def judge_incident(
    *, incident_id: UUID, gravity: str, reason: str, by: Seat, at: datetime
) -> Incident:
    """A person decides, with a reason. A serious one asks for its systems' levels to be
    looked at again (NĐ 331/2026 Đ10.2); a drill asks for nothing.
    """
    refuse_marked(texts=[reason], by=by, at=at)
    return _judge(incident_id, gravity, tidy(reason), by, at)


@transaction.atomic
def _judge(
    incident_id: UUID, gravity: str, reason: str, by: Seat, at: datetime
) -> Incident:
    found, reasons = held(incident_id, by)
    if gravity not in {Gravity.SERIOUS, Gravity.ORDINARY}:
        reasons.append(Reason(_("Chọn mức nghiêm trọng."), "gravity"))
    words = _("Ghi lý do: luật không định nghĩa thế nào là nghiêm trọng.")
    reasons += needed_reasons(reason, "reason", words, LONGEST_REASON)
    if reasons:
        raise Refused(reasons)
    was = found.gravity
    found.gravity, found.gravity_reason = gravity, reason
    found.save(update_fields=["gravity", "gravity_reason"])
    set_clocks(found, at=at)
    note(
        "incidents.judged",
        incident=found,
        by=by,
        at=at,
        text=f"{GRAVITY_NAMES[Gravity(gravity)]}: {reason}",
        data={"gravity": gravity, "reason": reason},
    )
    if gravity == Gravity.SERIOUS != was and not found.is_drill:
        ask_review(
            systems=list(found.systems.values_list("pk", flat=True)),
            reason=ReviewReason.INCIDENT,
            words=found.name,
            by=by,
            at=at,
        )
    return found
