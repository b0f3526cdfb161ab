"""What is done about an incident: steps, tasks, its closing and reopening."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.incidents.access import keeps_incident
from congvu.incidents.actions.saying import (
    due_reasons,
    held,
    moment_reasons,
    needed_reasons,
    note,
    refuse_marked,
    tidy,
)
from congvu.incidents.models import Incident, IncidentTask
from congvu.incidents.rules import (
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    STEP_NAMES,
    IncidentState,
    Step,
)
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat

_FIELDS = {
    Step.CONTAINED: "contained_at",
    Step.ERADICATED: "eradicated_at",
    Step.RECOVERED: "recovered_at",
}


def note_step(
    *,
    incident_id: UUID,
    step: str,
    done_at: datetime | None,
    text: str,
    by: Seat,
    at: datetime,
) -> Incident:
    """A line of the timeline; a step of the answer keeps the hour of its first time."""
    refuse_marked(texts=[text], by=by, at=at)
    with transaction.atomic():
        text = tidy(text)
        found, reasons = held(incident_id, by)
        if step not in set(STEP_NAMES):
            reasons.append(Reason(_("Chọn việc đã làm."), "step"))
        reasons += moment_reasons(done_at, "done_at", at)
        if done_at is not None and done_at < found.detected_at:
            reasons.append(Reason(_("Trước lúc phát hiện sự cố."), "done_at"))
        words = _("Ghi điều đã làm, đã thấy.")
        reasons += needed_reasons(text, "text", words, LONGEST_REASON - 50)
        if reasons:
            raise Refused(reasons)
        field = _FIELDS.get(Step(step))
        if field is not None and getattr(found, field) is None:
            setattr(found, field, done_at)
            found.save(update_fields=[field])
        named = f"{STEP_NAMES[Step(step)]}: {text}"
        note("incidents.noted", incident=found, by=by, at=at, text=named)
        return found


def add_task(
    *,
    incident_id: UUID,
    title: str,
    owner: str,
    due_at: datetime | None,
    by: Seat,
    at: datetime,
) -> IncidentTask:
    refuse_marked(texts=[title], by=by, at=at)
    with transaction.atomic():
        title, owner = tidy(title), tidy(owner)
        found, reasons = held(incident_id, by)
        reasons += needed_reasons(title, "title", _("Ghi việc phải làm."), LONGEST_NAME)
        reasons += needed_reasons(owner, "owner", _("Ghi người làm."), LONGEST_LINE)
        reasons += due_reasons(due_at, at)
        if reasons or due_at is None:
            raise Refused(reasons)
        made = IncidentTask.objects.create(
            incident=found, title=title, owner=owner, due_at=due_at
        )
        note(
            "incidents.task-added",
            incident=found,
            by=by,
            at=at,
            text=f"{title} ({owner})",
        )
        return made


def finish_task(
    *, incident_id: UUID, task_id: UUID, result: str, by: Seat, at: datetime
) -> IncidentTask:
    refuse_marked(texts=[result], by=by, at=at)
    with transaction.atomic():
        result = tidy(result)
        found, reasons = held(incident_id, by)
        task = found.tasks.select_for_update().filter(pk=task_id).first()
        if task is None:
            reasons.append(Reason(_("Không tìm thấy việc này.")))
        elif task.done_at is not None:
            reasons.append(Reason(_("Việc này đã xong.")))
        reasons += needed_reasons(
            result, "result", _("Ghi kết quả."), LONGEST_REASON - 210
        )
        if reasons or task is None:
            raise Refused(reasons)
        task.done_at, task.result = at, result
        task.save(update_fields=["done_at", "result"])
        text = f"{task.title}: {result}"
        note("incidents.task-done", incident=found, by=by, at=at, text=text)
        return task


@transaction.atomic
def close_incident(*, incident_id: UUID, by: Seat, at: datetime) -> Incident:
    """Only once all is known and told: cause, measures, lessons, clocks, tasks. What
    a drill would have told is recorded as well.
    """
    found, reasons = held(incident_id, by)
    for field, words in (
        (found.cause, _("Chưa ghi nguyên nhân.")),
        (found.measures, _("Chưa ghi biện pháp.")),
        (found.lessons, _("Chưa ghi bài học kinh nghiệm.")),
        (found.gravity_reason, _("Chưa đánh giá mức nghiêm trọng.")),
        (found.recovered_at, _("Chưa ghi lúc khôi phục.")),
    ):
        reasons += [] if field else [Reason(words)]
    owed = found.clocks.filter(done_at=None, dropped_at=None).order_by("due_at")
    reasons += [
        Reason(_("Chưa báo: %(what)s.") % {"what": label})
        for label in owed.values_list("label", flat=True)
    ]
    if found.tasks.filter(done_at=None).exists():
        reasons.append(Reason(_("Còn việc chưa xong.")))
    if reasons:
        raise Refused(reasons)
    found.state, found.closed_at = IncidentState.CLOSED, at
    found.save(update_fields=["state", "closed_at"])
    note("incidents.closed", incident=found, by=by, at=at)
    return found


def reopen_incident(
    *, incident_id: UUID, reason: str, by: Seat, at: datetime
) -> Incident:
    """It came back, or something was overlooked; what was told stays told."""
    refuse_marked(texts=[reason], by=by, at=at)
    with transaction.atomic():
        reason = tidy(reason)
        found = Incident.objects.select_for_update(no_key=True).get(pk=incident_id)
        reasons = needed_reasons(reason, "reason", _("Chưa ghi lý do."), LONGEST_REASON)
        if not keeps_incident(by, found):
            reasons.append(Reason(_("Sự cố do quản trị của cơ quan ghi.")))
        if found.state != IncidentState.CLOSED:
            reasons.append(Reason(_("Sự cố đang mở.")))
        if reasons:
            raise Refused(reasons)
        found.state, found.closed_at = IncidentState.OPEN, None
        found.save(update_fields=["state", "closed_at"])
        note("incidents.reopened", incident=found, by=by, at=at, text=reason)
        return found
