"""The clocks of an incident: begun by what is known, done by a record of telling."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.incidents.access import composes
from congvu.incidents.actions.saying import (
    held,
    moment_reasons,
    needed_reasons,
    note,
    refuse_marked,
    tell,
    tidy,
)
from congvu.incidents.formats.papers import TYPES, paper_fields
from congvu.incidents.models import Clock, Incident, IncidentPaper
from congvu.incidents.queries.facts import facts_of
from congvu.incidents.queries.law import clock_rules, is_read
from congvu.incidents.rules import (
    LONGEST_REASON,
    Concern,
    Gravity,
    clocks,
    reminder_step,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.outgoing.actions import DraftWish, start_draft


def set_clocks(incident: Incident, *, at: datetime) -> None:
    """Those that run from what is known now; the caller holds the row. One that is done
    stays done; one that is owed no more is dropped, and comes back with its old hour.
    """
    told = clock_rules(local_date(incident.detected_at))
    concern = Concern(
        Gravity(incident.gravity), incident.is_urgent, incident.personal_data
    )
    due = clocks(incident.detected_at, concern, [one for one, _cited in told])
    there = {one.key: one for one in incident.clocks.select_for_update()}
    new = [
        Clock(
            incident=incident,
            key=one.key,
            label=one.label,
            to=one.to,
            basis=one.basis,
            sure=is_read(cited),
            since=at,
            due_at=due[one.key],
        )
        for one, cited in told
        if one.key in due and one.key not in there
    ]
    Clock.objects.bulk_create(new)
    for key, clock in there.items():
        if clock.done_at is None:
            clock.dropped_at = None if key in due else clock.dropped_at or at
            clock.due_at = due.get(key, clock.due_at)
    Clock.objects.bulk_update(there.values(), ["dropped_at", "due_at"])


def record_telling(
    *,
    incident_id: UUID,
    key: str,
    told_at: datetime | None,
    how: str,
    by: Seat,
    at: datetime,
) -> Clock:
    """Who was told by which paper or call, when. Nothing else ends a clock."""
    refuse_marked(texts=[how], by=by, at=at)
    return _record_telling(incident_id, key, told_at, tidy(how), by, at)


@transaction.atomic
def _record_telling(
    incident_id: UUID,
    key: str,
    told_at: datetime | None,
    how: str,
    by: Seat,
    at: datetime,
) -> Clock:
    incident, reasons = held(incident_id, by)
    clock = incident.clocks.select_for_update().filter(key=key).first()
    if clock is None or clock.dropped_at is not None:
        reasons.append(Reason(_("Sự cố này không có thời hạn ấy.")))
    elif clock.done_at is not None:
        reasons.append(Reason(_("Việc này đã ghi là đã báo.")))
    reasons += moment_reasons(told_at, "told_at", at)
    if told_at is not None and told_at < incident.detected_at:
        reasons.append(Reason(_("Không thể báo trước khi phát hiện."), "told_at"))
    words = _("Ghi số, ký hiệu văn bản, hoặc báo cho ai, bằng cách nào.")
    reasons += needed_reasons(how, "how", words, LONGEST_REASON)
    if reasons or clock is None:
        raise Refused(reasons)
    clock.done_at, clock.record, clock.done_by = told_at, how, by.person_name[:80]
    clock.save(update_fields=["done_at", "record", "done_by"])
    note(
        "incidents.told",
        incident=incident,
        by=by,
        at=at,
        text=f"{clock.label}: {how}",
        data={"clock": clock.key, "record": how},
    )
    return clock


@transaction.atomic
def compose_telling(
    *,
    incident_id: UUID,
    key: str,
    signer_post_id: UUID | None,
    by: Seat,
    at: datetime,
    signing_basis: str = "",
) -> IncidentPaper:
    """From what is on record that moment; composed again it is another draft. The clock
    runs on: a draft tells nobody.
    """
    rows = Incident.objects.select_for_update(no_key=True)
    incident = rows.get(pk=incident_id)
    clock = incident.clocks.filter(key=key, dropped_at=None).first()
    reasons = []
    if not composes(by, incident):
        words = _("Văn bản do lãnh đạo, chánh văn phòng của cơ quan có sự cố soạn.")
        reasons.append(Reason(words))
    if incident.is_drill:
        reasons.append(Reason(_("Diễn tập không gửi văn bản; ghi cách báo thử.")))
    if clock is None:
        reasons.append(Reason(_("Sự cố này không có thời hạn ấy.")))
    if signer_post_id is None:
        reasons.append(Reason(_("Chọn người ký đang giữ chức vụ."), "signer"))
    if reasons or clock is None:
        raise Refused(reasons)
    fields = paper_fields(clock.key, facts_of(incident, clock))
    wish = DraftWish(
        type_code=TYPES[clock.key],
        subject=fields["summary"],
        signer_post_id=signer_post_id,
        signing_basis=signing_basis,
    )
    given = {name: value for name, value in fields.items() if value}
    draft = start_draft(wish=wish, fields=given, by=by, at=at)
    made = IncidentPaper.objects.create(
        clock=clock, draft=draft, at=at, by=by.person_name
    )
    note("incidents.composed", incident=incident, by=by, at=at, text=clock.label)
    return made


@transaction.atomic
def remind_of_clocks(*, at: datetime) -> int:
    """The newest step of each clock that has come, told once: the step is kept beside
    the notice in one transaction. At night too: hours run through it.
    """
    rows = Clock.objects.filter(done_at=None, dropped_at=None)
    rows = rows.select_for_update(of=("self",), skip_locked=True)
    calls = []
    for clock in rows.select_related("incident").order_by("pk"):
        step = reminder_step(clock.due_at, clock.since, at)
        if step and step != clock.reminded:
            clock.reminded = step
            calls.append(clock)
    Clock.objects.bulk_update(calls, ["reminded"])
    for kind, is_late in (("incidents.due", False), ("incidents.late", True)):
        tell(
            kind=kind,
            on=[
                (one.incident.agency_id, one.incident_id)
                for one in calls
                if (one.reminded == "late") == is_late
            ],
            by=None,
            at=at,
        )
    return len(calls)
