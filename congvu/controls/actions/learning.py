"""Who must learn what by when; learned, with proof; owed no more; late, told once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.controls.access import duties_to_keep, keeps_learning_of
from congvu.controls.actions.filing import Shown, file_away
from congvu.controls.models import LearningDuty, SecurityCertificate
from congvu.controls.queries.learning import (
    Learner,
    certificates_owed,
    desks_of_people,
    learner,
    needless,
    people_at,
)
from congvu.controls.rules import (
    BY_CLASS,
    LEARNING_RULES,
    LONGEST_NAME,
    LONGEST_REASON,
    Because,
    usual_due,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.notices.actions import notify_each
from congvu.organisations.access import Seat
from congvu.systems.actions import length_reasons, refuse_marked
from congvu.systems.queries.lists import desks_of


def _line(text: str) -> str:
    return " ".join(nfc(text).split())


def require_learning(
    *,
    subject: str,
    because: str,
    basis: str,
    due: date | None,
    by: Seat,
    at: datetime,
    person_id: UUID | None = None,
    post_id: UUID | None = None,
    source: str = "",
) -> LearningDuty:
    """Of a person, or of who holds a post today. ``source`` (say "incident:…"): asked
    again of the same person it is the duty that is there.
    """
    refuse_marked(texts=[subject, basis], by=by, at=at)
    with transaction.atomic():
        today, subject, basis = local_date(at), _line(subject), _line(basis)
        found = learner(person_id, post_id, today, own=by.agency_id)
        reasons = _asked_reasons(found, subject, because, basis, due, by, today)
        if reasons or found is None or due is None:
            raise Refused(reasons)
        made = LearningDuty(
            agency_id=found.agency_id,
            person_id=found.person_id,
            subject=subject,
            because=because,
            basis=basis,
            source=source,
            since=today,
            due=due,
            at=at,
            by=by.person_name,
        )
        if not _keep([made], at):
            return LearningDuty.objects.get(person=found.person_id, source=source)
        record(
            "controls.learning-required",
            by=by.actor,
            at=at,
            on=made,
            agency_id=made.agency_id,
            data={"subject": subject, "due": due.isoformat()},
        )
        return made


def _asked_reasons(
    found: Learner | None,
    subject: str,
    because: str,
    basis: str,
    due: date | None,
    by: Seat,
    today: date,
) -> list[Reason]:
    reasons = []
    if found is None or not keeps_learning_of(by, found.agency_id):
        reasons.append(Reason(_("Chọn người đang giữ chức vụ ở cơ quan."), "person"))
    if because not in set(Because) - {Because.CERTIFICATE}:
        reasons.append(Reason(_("Chọn lý do."), "because"))
    if not subject:
        reasons.append(Reason(_("Ghi nội dung phải học."), "subject"))
    if not basis:
        reasons.append(Reason(_("Ghi căn cứ: quy định, sự cố nào."), "basis"))
    if due is None or due < today:
        reasons.append(Reason(_("Ghi hạn học xong, không trước hôm nay."), "due"))
    reasons += length_reasons(subject, "subject", LONGEST_NAME)
    return reasons + length_reasons(basis, "basis", LONGEST_REASON)


def _keep(rows: list[LearningDuty], at: datetime) -> list[LearningDuty]:
    """Those that were not there; their people are told, each at their desks."""
    LearningDuty.objects.bulk_create(rows, ignore_conflicts=True)
    keys = {one.pk for one in rows}
    kept = set(LearningDuty.objects.filter(pk__in=keys).values_list("pk", flat=True))
    made = [one for one in rows if one.pk in kept]
    _tell("controls.learning-required", made, at)
    return made


def _tell(kind: str, rows: Iterable[LearningDuty], at: datetime) -> None:
    rows, on = list(rows), local_date(at)
    desks = desks_of_people({one.person_id for one in rows}, on)
    notify_each(
        kind,
        to=[
            (desk, one.pk, {})
            for one in rows
            for desk in sorted(desks.get(one.person_id, ()))
        ],
        at=at,
    )


@transaction.atomic
def require_awareness(*, due: date | None, by: Seat, at: datetime) -> int:
    """Of everybody who holds a post at the agency, once a year; how many are new."""
    today = local_date(at)
    reasons = []
    if not keeps_learning_of(by, by.agency_id):
        reasons.append(Reason(_("Yêu cầu học do quản trị của cơ quan ghi.")))
    if due is None or not today <= due <= date(today.year, 12, 31):
        told = _("Ghi hạn học xong, từ hôm nay đến hết năm.")
        reasons.append(Reason(told, "due"))
    if reasons or due is None:
        raise Refused(reasons)
    rule = LEARNING_RULES[Because.YEARLY]
    made = _keep(
        [
            LearningDuty(
                agency_id=by.agency_id,
                person_id=person,
                subject=_("Nâng cao nhận thức an toàn thông tin, năm %(year)s")
                % {"year": today.year},
                because=Because.YEARLY,
                basis=rule.basis,
                source=f"yearly:{today.year}",
                since=date(today.year, 1, 1),
                due=due,
                at=at,
                by=by.person_name,
            )
            for person in people_at(by.agency_id, today)
        ],
        at,
    )
    record(
        "controls.awareness-required",
        by=by.actor,
        at=at,
        on_type="organisations.agency",
        on_id=by.agency_id,
        agency_id=by.agency_id,
        data={"year": today.year, "total": len(made), "due": due.isoformat()},
    )
    return len(made)


@dataclass(frozen=True)
class LearnedData:
    done_on: date | None
    proof: str
    shown: Shown | None = None


def record_learning(
    *, learning_id: UUID, data: LearnedData, by: Seat, at: datetime
) -> LearningDuty:
    """What proves it: words, and a file where there is one."""
    refuse_marked(texts=[data.proof], by=by, at=at)
    filed = file_away(shown=data.shown, agency_id=by.agency_id, by=by, at=at)
    with transaction.atomic():
        today, proof = local_date(at), _line(data.proof)
        made, reasons = _open_duty(learning_id, by)
        if made is not None and made.because == Because.CERTIFICATE:
            told = _("Ghi chứng chỉ ở Nhân sự an ninh; yêu cầu này tự xong.")
            reasons.append(Reason(told))
        on = data.done_on
        if on is None or on > today:
            told = _("Ghi ngày học xong, không sau hôm nay.")
            reasons.append(Reason(told, "done_on"))
        elif made is not None and made.since is not None and on < made.since:
            told = _("Học trước ngày %(day)s không tính.") % {
                "day": f"{made.since:%d/%m/%Y}"
            }
            reasons.append(Reason(told, "done_on"))
        if not proof:
            told = _("Ghi minh chứng: giấy chứng nhận, danh sách lớp nào.")
            reasons.append(Reason(told, "proof"))
        reasons += length_reasons(proof, "proof", LONGEST_REASON)
        if reasons or made is None:
            raise Refused(reasons)
        made.done_on, made.proof, made.closed_by = on, proof, by.person_name
        made.file, made.file_name = filed.file, filed.name
        made.save()
        record(
            "controls.learned",
            by=by.actor,
            at=at,
            on=made,
            agency_id=made.agency_id,
            data={"subject": made.subject, "sha256": filed.sha256},
        )
        return made


@dataclass(frozen=True)
class Taught:
    """A class of security: which, in words, from when, and since when it is passed."""

    class_id: UUID
    words: str
    began_on: date
    passed_on: date


@transaction.atomic
def learn_by_class(
    *, people: Collection[UUID], taught: Taught, by: Seat, at: datetime
) -> int:
    """Who passed a class of security owes no more what a class can teach and was asked
    before it began; wherever they were asked. A certificate is still owed.
    """
    rows = LearningDuty.objects.filter(
        Q(since=None) | Q(since__lte=taught.began_on),
        person__in=list(people),
        because__in=BY_CLASS,
        done_on=None,
        dropped_on=None,
    )
    done = rows.update(
        done_on=taught.passed_on,
        proof=taught.words[:LONGEST_REASON],
        class_id=taught.class_id,
        closed_by=by.person_name,
    )
    if done:
        record(
            "controls.learned-by-class",
            by=by.actor,
            at=at,
            on_type="training.trainingclass",
            on_id=taught.class_id,
            agency_id=by.agency_id,
            data={"subject": taught.words, "total": done},
        )
    return done


@transaction.atomic
def drop_learning(
    *, learning_id: UUID, reason: str, by: Seat, at: datetime
) -> LearningDuty:
    reason = _line(reason)
    made, reasons = _open_duty(learning_id, by)
    if not reason:
        reasons.append(Reason(_("Chưa ghi lý do."), "reason"))
    reasons += length_reasons(reason, "reason", LONGEST_REASON)
    if reasons or made is None:
        raise Refused(reasons)
    made.dropped_on, made.dropped_why = local_date(at), reason
    made.closed_by = by.person_name
    made.save()
    record(
        "controls.learning-dropped",
        by=by.actor,
        at=at,
        on=made,
        agency_id=made.agency_id,
        data={"subject": made.subject},
    )
    return made


def _open_duty(learning_id: UUID, by: Seat) -> tuple[LearningDuty | None, list[Reason]]:
    """Locked: of two at once the second is told that it is over."""
    rows = duties_to_keep(by).select_for_update(of=("self",))
    found = rows.filter(pk=learning_id, done_on=None, dropped_on=None).first()
    if found is None:
        return None, [Reason(_("Yêu cầu học này không còn mở."))]
    return found, []


def close_with_certificate(
    *, certificate: SecurityCertificate, on: date, by: Seat
) -> None:
    """As a certificate is entered: if it holds, it is owed no more."""
    if certificate.valid_until is not None and certificate.valid_until < on:
        return
    LearningDuty.objects.filter(
        person=certificate.person_id,
        because=Because.CERTIFICATE,
        done_on=None,
        dropped_on=None,
    ).update(
        done_on=certificate.issued_on,
        proof=f"{certificate.name}, {certificate.number}"[:LONGEST_REASON],
        closed_by=by.person_name,
    )


@transaction.atomic
def tend_learning(*, by: Actor, at: datetime) -> dict[str, int]:
    """Certificates that are owed; duties of who left or needs it no more; the late,
    told once to them and to who keeps their agency's security.
    """
    today = local_date(at)
    asked = _keep(
        [
            LearningDuty(
                agency_id=agency,
                person_id=person,
                subject=_("Bồi dưỡng, chứng chỉ quản trị hệ thống thông tin"),
                because=Because.CERTIFICATE,
                basis=LEARNING_RULES[Because.CERTIFICATE].basis,
                due=usual_due(Because.CERTIFICATE, today),
                at=at,
                by=by.name[:80],
            )
            for person, agency in certificates_owed(today).items()
        ],
        at,
    )
    dropped = needless(today).update(
        dropped_on=today,
        dropped_why=_("không còn giữ chức vụ, hoặc không còn quản trị hệ thống"),
        closed_by=by.name[:80],
    )
    rows = LearningDuty.objects.select_for_update(of=("self",), skip_locked=True)
    late = list(
        rows.filter(
            due__lt=today, done_on=None, dropped_on=None, late_told_at=None
        ).order_by("pk")
    )
    LearningDuty.objects.filter(pk__in=[one.pk for one in late]).update(late_told_at=at)
    _tell_late(late, at)
    counts = {"asked": len(asked), "dropped": dropped, "late": len(late)}
    if any(counts.values()):
        record("controls.learning-tended", by=by, at=at, data=counts)
    return counts


def _tell_late(rows: list[LearningDuty], at: datetime) -> None:
    on = local_date(at)
    people = desks_of_people({one.person_id for one in rows}, on)
    keepers = desks_of({one.agency_id for one in rows}, on)
    notify_each(
        "controls.learning-late",
        to=[
            (desk, one.pk, {})
            for one in rows
            for desk in sorted(
                people.get(one.person_id, set()) | keepers[one.agency_id]
            )
        ],
        at=at,
    )
