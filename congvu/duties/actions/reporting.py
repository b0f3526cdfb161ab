"""What a share came to: progress, done with evidence, accepted or returned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.archives.queries import visible_dossiers
from congvu.documents.access import scope_of
from congvu.documents.queries import readable_entries
from congvu.duties import queries
from congvu.duties.access import follows_up, open_report, works_on
from congvu.duties.actions.asking import (
    course_reasons,
    length_reasons,
    locked_share,
    not_yours,
    reason_reasons,
    refuse_marked,
    said_reasons,
)
from congvu.duties.actions.closing import DONE, close_requests
from congvu.duties.actions.history import note
from congvu.duties.actions.standing import stand, standing_now
from congvu.duties.actions.telling import tell_givers, tell_holder
from congvu.duties.models import DoneReport, Evidence, Share
from congvu.duties.rules import Answer, Course, EvidenceKind, ShareRole
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean, nfc
from congvu.organisations.access import Seat
from congvu.outgoing.queries import readable_lines
from congvu.outgoing.rules import OutgoingState

MOST_EVIDENCE = 20


@dataclass(frozen=True)
class EvidenceData:
    """A line of a register or a dossier by its id, or a figure with what it counts."""

    kind: EvidenceKind
    ref_id: UUID | None = None
    label: str = ""
    value: Decimal | None = None


def report_progress(*, share_id: UUID, text: str, by: Seat, at: datetime) -> Share:
    """Tell how far it is; a supporter may, too."""
    refuse_marked(texts=[text], by=by, at=at)
    return _progress(share_id, text, by, at)


@transaction.atomic
def _progress(share_id: UUID, text: str, by: Seat, at: datetime) -> Share:
    share = locked_share(share_id, by)
    reasons = [] if works_on(by, share) else [not_yours()]
    if share.role == ShareRole.LEAD:
        reasons += course_reasons(standing_now(share).facts, Course.UNDER_WAY)
    reasons += said_reasons(text, "text", _("Ghi đã làm đến đâu."))
    if reasons:
        raise Refused(reasons)
    note("duties.progressed", share=share, by=by, at=at, text=clean(text))
    tell_givers("duties.reported", share, by, at, way="progress")
    return share


def report_done(
    *,
    share_id: UUID,
    done_on: date,
    text: str,
    by: Seat,
    at: datetime,
    evidence: Sequence[EvidenceData] = (),
) -> DoneReport:
    """Report a share done on a day, with what shows it; it waits for an answer."""
    labels = [one.label for one in evidence]
    refuse_marked(texts=[text, *labels], by=by, at=at)
    return _report(share_id, done_on, text, evidence, by, at)


@transaction.atomic
def _report(
    share_id: UUID,
    done_on: date,
    text: str,
    evidence: Sequence[EvidenceData],
    by: Seat,
    at: datetime,
) -> DoneReport:
    share = locked_share(share_id, by)
    reasons = [] if works_on(by, share) else [not_yours()]
    if share.role != ShareRole.LEAD:
        raise Refused([*reasons, Reason(_("Nơi phối hợp chỉ báo cáo tiến độ."))])
    facts = standing_now(share).facts
    reasons += course_reasons(facts, Course.UNDER_WAY)
    if open_report(share) is not None:
        reasons.append(Reason(_("Đã có báo cáo đang chờ xác nhận.")))
    waiting = queries.open_leads_below(share)
    if waiting:
        words = _("Chưa xong phần đã giao tiếp: %(names)s.")
        reasons.append(Reason(words % {"names": "; ".join(waiting)}))
    reasons += _done_reasons(share, done_on, local_date(at))
    reasons += said_reasons(text, "text", _("Ghi kết quả đã đạt."))
    shown, wrong = _evidence(evidence, by)
    _name_measured(shown, share, local_date(at))
    if reasons or wrong:
        raise Refused([*reasons, *wrong])
    made = DoneReport.objects.create(
        share=share,
        done_on=done_on,
        text=clean(text),
        reported_at=at,
        reported_by=by.person_name,
        reported_by_post=by.acts_as,
        post_id=by.post_id,
        state=Answer.OPEN,
    )
    for position, one in enumerate(shown, 1):
        one.report, one.position = made, position
    Evidence.objects.bulk_create(shown)
    note(
        "duties.reported",
        share=share,
        by=by,
        at=at,
        text=made.text,
        detail={"done_on": done_on.isoformat()},
        also={"done_on": done_on.isoformat(), "evidence": len(shown)},
    )
    tell_givers("duties.reported", share, by, at)
    return made


def _done_reasons(share: Share, done_on: date, today: date) -> list[Reason]:
    if done_on > today:
        return [Reason(_("Ngày hoàn thành ở sau hôm nay."), "done_on")]
    if done_on < share.given_on:
        words = _("Ngày hoàn thành trước ngày giao %(day)s.")
        return [Reason(words % {"day": f"{share.given_on:%d/%m/%Y}"}, "done_on")]
    return []


def _evidence(
    given: Sequence[EvidenceData], by: Seat
) -> tuple[list[Evidence], list[Reason]]:
    """Rows for what the actor may see, and a reason for each that they may not."""
    found, wrong = [], []
    if len(given) > MOST_EVIDENCE:
        words = _("Mỗi báo cáo tối đa %(most)d minh chứng.") % {"most": MOST_EVIDENCE}
        wrong.append(Reason(words, "evidence"))
    for one in given[:MOST_EVIDENCE]:
        row = _shown(one, by)
        if row is None:
            words = _("Không tìm thấy minh chứng “%(label)s”.")
            wrong.append(Reason(words % {"label": nfc(one.label)}, "evidence"))
        else:
            found.append(row)
        wrong += length_reasons(one.label, "evidence", 300)
    return found, wrong


def _name_measured(shown: Sequence[Evidence], share: Share, on: date) -> None:
    """A figure that stands as the office measured it is bound to what it is of."""
    figures = [one for one in shown if one.kind == EvidenceKind.FIGURE]
    known = queries.measured_of(share, on) if figures else None
    for one in figures:
        if known and (one.label, one.value) == (nfc(known.label), known.value):
            one.indicator, one.period = known.indicator, known.period
            one.body_id = known.body_id


def _shown(one: EvidenceData, by: Seat) -> Evidence | None:
    scope, label = scope_of(by), nfc(one.label)
    if one.kind == EvidenceKind.FIGURE:
        if one.value is None or not label:
            return None
        return Evidence(kind=one.kind, label=label, value=one.value)
    if one.ref_id is None:
        return None
    if one.kind == EvidenceKind.INCOMING:
        entries = readable_entries(scope).select_related("document")
        entry = entries.filter(pk=one.ref_id).first()
        if entry is None:
            return None
        paper = entry.document
        words = f"{paper.type_name} {paper.symbol} {paper.subject}"
        return Evidence(kind=one.kind, label=_named(words), incoming=entry)
    if one.kind == EvidenceKind.OUTGOING:
        lines = readable_lines(scope).exclude(state=OutgoingState.CANCELLED)
        sent = lines.filter(pk=one.ref_id).first()
        if sent is None:
            return None
        words = f"{sent.type_name} {sent.symbol} {sent.subject}"
        return Evidence(kind=one.kind, label=_named(words), outgoing=sent)
    dossier = visible_dossiers(scope).filter(pk=one.ref_id).first()
    if dossier is None:
        return None
    words = f"{dossier.symbol}/{dossier.year} {dossier.title}"
    return Evidence(kind=one.kind, label=_named(words), dossier=dossier)


def _named(words: str) -> str:
    return nfc(words)[:500]


@transaction.atomic
def accept_done(
    *,
    share_id: UUID,
    by: Seat,
    at: datetime,
    done_on: date | None = None,
    answer: str = "",
) -> DoneReport:
    """The reported share is done, on the day reported or on one the giver says."""
    share = locked_share(share_id, by)
    report, reasons = _waiting(share, by)
    day = done_on or (report.done_on if report else None)
    reasons += length_reasons(answer, "answer", 1000)
    if day is not None:
        reasons += _done_reasons(share, day, local_date(at))
    if queries.open_leads_below(share):
        # Whose they are is not for everybody who accepts to read.
        words = _("Nơi báo cáo còn phần đã giao tiếp chưa xong.")
        reasons.append(Reason(words))
    if reasons or report is None or day is None:
        raise Refused(reasons)
    facts = replace(standing_now(share).facts, course=Course.DONE, done_on=day)
    stand(share=share, facts=facts, on=day, at=at)
    _decide(report, Answer.GRANTED, answer, by, at)
    close_requests(share=share, words=DONE, by=by, at=at)
    note(
        "duties.accepted",
        share=share,
        by=by,
        at=at,
        text=report.answer,
        detail={"done_on": day.isoformat()},
        also={"done_on": day.isoformat()},
    )
    tell_holder("duties.answered", share, by, at, way="accepted")
    return report


@transaction.atomic
def return_done(*, share_id: UUID, reason: str, by: Seat, at: datetime) -> DoneReport:
    """The report goes back, and why; the share stands as it stood."""
    share = locked_share(share_id, by)
    report, reasons = _waiting(share, by)
    reasons += reason_reasons(reason)
    if reasons or report is None:
        raise Refused(reasons)
    _decide(report, Answer.REFUSED, reason, by, at)
    note("duties.returned", share=share, by=by, at=at, text=report.answer)
    tell_holder("duties.returned", share, by, at)
    return report


def _waiting(share: Share, by: Seat) -> tuple[DoneReport | None, list[Reason]]:
    reasons = [] if follows_up(by, share) else [not_yours()]
    report = open_report(share) if share.role == ShareRole.LEAD else None
    if report is None:
        reasons.append(Reason(_("Không có báo cáo nào đang chờ xác nhận.")))
    else:
        reasons += course_reasons(standing_now(share).facts, Course.UNDER_WAY)
    return report, reasons


def _decide(
    report: DoneReport, state: Answer, answer: str, by: Seat, at: datetime
) -> None:
    report.state, report.answer = state, nfc(answer)
    report.decided_at, report.decided_by = at, by.person_name
    report.save(update_fields=["state", "answer", "decided_at", "decided_by"])
