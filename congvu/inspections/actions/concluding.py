"""The papers of an inspection begun; its conclusion; what it recommends, given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.duties.actions import give_duty
from congvu.duties.queries import bodies, unknown_words
from congvu.duties.rules import LONGEST_TITLE, DutyData, Source
from congvu.inspections.actions.asking import (
    doer_reasons,
    fault_reasons,
    issued_line,
    locked_inspection,
    state_reasons,
    step_reasons,
)
from congvu.inspections.actions.history import note
from congvu.inspections.actions.telling import tell_body, tell_posts
from congvu.inspections.formats.papers import (
    Facts,
    Found,
    Recommended,
    conclusion_fields,
    decision_fields,
    minutes_fields,
)
from congvu.inspections.models import Inspection, Recommendation
from congvu.inspections.rules import (
    AT_WORK,
    PAPER_KIND_NAMES,
    TEAM_ROLE_NAMES,
    VERDICT_NAMES,
    Doer,
    InspectionState,
    PaperKind,
    RecommendationData,
    Step,
    TeamRole,
    Verdict,
    recommendation_faults,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop
from congvu.organisations.access import Seat
from congvu.outgoing.actions import DraftWish, start_draft
from congvu.outgoing.models import Draft, OutgoingEntry

_TYPES = {
    PaperKind.DECISION: "QĐ",
    PaperKind.MINUTES: "BB",
    PaperKind.CONCLUSION: "TB",
}
_SUBJECTS = {
    PaperKind.DECISION: gettext_noop("Về việc kiểm tra %(body)s"),
    PaperKind.MINUTES: gettext_noop("Kiểm tra tại %(body)s"),
    PaperKind.CONCLUSION: gettext_noop("Kết luận kiểm tra tại %(body)s"),
}
_WHEN = {
    PaperKind.DECISION: frozenset({InspectionState.PLANNED}),
    PaperKind.MINUTES: AT_WORK,
    PaperKind.CONCLUSION: AT_WORK,
}


@transaction.atomic
def draft_paper(
    *,
    inspection_id: UUID,
    kind: PaperKind,
    signer_post_id: UUID | None,
    by: Seat,
    at: datetime,
    signing_basis: str = "",
) -> Draft:
    """Begin a paper with what is known; from there it is a draft like any other."""
    found = locked_inspection(inspection_id, by)
    reasons = doer_reasons(found, by, Doer.ORDERS, Doer.TEAM)
    reasons += state_reasons(found, _WHEN[kind])
    if reasons:
        raise Refused(reasons)
    wish = DraftWish(
        type_code=_TYPES[kind],
        # Kept as the office writes it, whatever language the drafter reads in.
        subject=_SUBJECTS[kind] % {"body": found.body_name},
        signer_post_id=signer_post_id,
        signing_basis=signing_basis,
    )
    fields = _fields(found, kind)
    draft = start_draft(wish=wish, fields=fields, by=by, at=at)
    setattr(found, f"{kind}_draft", draft)
    found.save(update_fields=[f"{kind}_draft"])
    name = _(PAPER_KIND_NAMES[kind])
    note("inspections.drafted", on=found, by=by, at=at, text=name, data={"kind": kind})
    return draft


def _fields(found: Inspection, kind: PaperKind) -> dict[str, Any]:
    facts = Facts(
        body=found.body_name,
        subject=found.subject,
        period=(found.period_from, found.period_until),
        days=(found.starts_on, found.ends_on),
        team=[
            (one.name, one.post_name, TEAM_ROLE_NAMES[TeamRole(one.role)])
            for one in found.team.order_by("role", "id")
        ],
        decision=_decision_words(found.decision),
    )
    if kind == PaperKind.DECISION:
        return decision_fields(facts)
    seen = [
        Found(
            one.seen,
            ", ".join(x for x in (one.clause, one.criterion) if x),
            VERDICT_NAMES[Verdict(one.verdict)] if one.verdict else "",
            one.explanation,
        )
        for one in found.findings.order_by("number")
    ]
    if kind == PaperKind.MINUTES:
        return minutes_fields(facts, seen)
    asked = [
        Recommended(one.text, one.desk_name, one.deadline)
        for one in found.recommendations.order_by("number")
    ]
    return conclusion_fields(facts, seen, asked)


def _decision_words(line: OutgoingEntry | None) -> str:
    if line is None:
        return ""
    # Kept as the office writes it, whatever language the drafter reads in.
    words = gettext_noop("Quyết định %(symbol)s ngày %(day)s")
    return words % {"symbol": line.symbol, "day": f"{line.issued_on:%d/%m/%Y}"}


@transaction.atomic
def conclude(
    *, inspection_id: UUID, line_id: UUID | None, by: Seat, at: datetime
) -> Inspection:
    """The issued conclusion; from now on what was found stays, and the body sees it."""
    found, on = locked_inspection(inspection_id, by), local_date(at)
    line, missing = issued_line(line_id, by, "line")
    reasons = step_reasons(found, Step.CONCLUDE, by) + missing
    reasons += waiting_reasons(found, on)
    unjudged = found.findings.filter(verdict="").count()
    if unjudged:
        words = _("Còn %(n)d phát hiện chưa đánh giá.") % {"n": unjudged}
        reasons.append(Reason(words))
    if line is not None:
        if found.starts_on and line.issued_on < found.starts_on:
            words = _("Văn bản này ban hành trước khi kiểm tra.")
            reasons.append(Reason(words, "line"))
        asked = list(found.recommendations.order_by("number"))
        reasons += _asked_reasons(found, asked, line.issued_on, on)
    if reasons or line is None:
        raise Refused(reasons)
    found.conclusion, found.state = line, InspectionState.CONCLUDED
    found.save(update_fields=["conclusion", "state"])
    told = {"symbol": line.symbol, "findings": found.findings.count()}
    note("inspections.concluded", on=found, by=by, at=at, text=line.symbol, data=told)
    tell_body("inspections.told", found, by, at, way="concluded")
    posts = found.team.values_list("post_id", flat=True)
    tell_posts("inspections.moved", found, posts, by, at)
    return found


def waiting_reasons(found: Inspection, on: date) -> list[Reason]:
    """Nobody goes on over a body that still has its time to explain."""
    if found.state != InspectionState.EXPLAINING or found.explain_by is None:
        return []
    open_ones = found.findings.filter(is_asked=True, explanation="").count()
    if not open_ones or on > found.explain_by:
        return []
    words = _("Còn %(n)d điều chờ giải trình đến hết ngày %(day)s.")
    named = {"n": open_ones, "day": f"{found.explain_by:%d/%m/%Y}"}
    return [Reason(words % named)]


def _asked_reasons(
    found: Inspection, asked: Sequence[Recommendation], since: date, on: date
) -> list[Reason]:
    """Every recommendation as on the day of the conclusion."""
    known, reasons = bodies(found.agency_id, on), []
    for one in asked:
        data = RecommendationData(one.text, one.desk_id, one.deadline)
        for reason in fault_reasons(recommendation_faults(data, since=since)):
            words = _("Kiến nghị %(number)s: %(fault)s")
            named = {"number": one.number, "fault": reason.message}
            reasons.append(Reason(words % named))
        if one.desk_id not in known:
            words_of = unknown_words([one.desk_id], on)
            reasons += [Reason(words) for words in words_of]
    return reasons


@transaction.atomic
def follow(*, inspection_id: UUID, by: Seat, at: datetime) -> Inspection:
    """Each recommendation becomes a duty of whom it asks, and is followed there."""
    found = locked_inspection(inspection_id, by)
    reasons = step_reasons(found, Step.FOLLOW, by)
    asked = list(found.recommendations.order_by("number"))
    if not asked:
        words = _("Cuộc kiểm tra không có kiến nghị nào; kết thúc luôn.")
        reasons.append(Reason(words))
    if reasons or found.conclusion is None:
        raise Refused(reasons)
    head = found.team.filter(role=TeamRole.HEAD).first()
    known = bodies(found.agency_id, local_date(at))
    watcher = head.post_id if head is not None and head.post_id in known else None
    for one in asked:
        one.duty = give_duty(
            data=_duty_data(found, found.conclusion, one),
            leads=[one.desk_id],
            watcher=watcher if watcher != one.desk_id else None,
            paper_id=found.conclusion.document_id,
            source=Source.INSPECTION,
            by=by,
            at=at,
        )
        one.save(update_fields=["duty"])
    found.state = InspectionState.FOLLOWED
    found.save(update_fields=["state"])
    data = {"recommendations": len(asked)}
    note("inspections.followed", on=found, by=by, at=at, data=data)
    tell_body("inspections.told", found, by, at, way="followed")
    return found


def _duty_data(found: Inspection, line: OutgoingEntry, one: Recommendation) -> DutyData:
    words = " ".join(one.text.split())
    short = words if len(words) <= LONGEST_TITLE else f"{words[: LONGEST_TITLE - 1]}…"
    return DutyData(
        title=short,
        given_on=line.issued_on,
        deadline=one.deadline,
        sentence=one.text,
        clause=gettext_noop("kiến nghị %(number)s") % {"number": one.number},
    )
