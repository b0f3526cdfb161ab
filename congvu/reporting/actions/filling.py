"""A return is opened, typed, copied from the period before, put to who approves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.archives.queries import visible_dossiers
from congvu.documents.access import scope_of
from congvu.documents.queries import readable_entries
from congvu.duties.rules import EvidenceKind
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.notices.actions import notify
from congvu.organisations.access import Seat
from congvu.organisations.queries import posts_of_role
from congvu.organisations.rules import Role
from congvu.outgoing.queries import readable_lines
from congvu.reporting.access import fills
from congvu.reporting.actions.asking import (
    locked_return,
    log,
    not_yours,
    note,
    refuse_marked,
    state_reasons,
)
from congvu.reporting.models import ReportReturn
from congvu.reporting.queries import previous_submission
from congvu.reporting.rules import (
    LONGEST_ANSWER,
    MOST_EVIDENCE,
    MOST_ROWS,
    OPEN,
    Kind,
    Question,
    ReturnState,
    is_empty,
    questions_of,
)


class SavedByOther(Refused):
    """Somebody else saved meanwhile. ``theirs`` is what stands now where it is not what
    was typed; ``revision`` is what to say to write over it.
    """

    def __init__(
        self, reasons: Sequence[Reason], theirs: Mapping[str, Any], revision: int
    ) -> None:
        super().__init__(reasons)
        self.theirs, self.revision = theirs, revision


@transaction.atomic
def open_return(*, return_id: UUID, by: Seat, at: datetime) -> ReportReturn:
    """The first who may fill it in has opened it."""
    report = locked_return(return_id, by)
    reasons = [] if fills(by, report) else [not_yours()]
    reasons += state_reasons(report, ReturnState.NOT_OPENED)
    if reasons:
        raise Refused(reasons)
    report.state = ReturnState.FILLING
    report.save(update_fields=["state"])
    note("reporting.opened", report=report, by=by, at=at)
    return report


def save_answers(
    *,
    return_id: UUID,
    answers: Mapping[str, Any],
    seen: int,
    by: Seat,
    at: datetime,
) -> ReportReturn:
    """Keep what was typed, right or wrong; questions that are not named stay as they
    are. ``seen``: the revision it was typed over; of an older one what is empty says
    nothing.
    """
    refuse_marked(texts=list(texts_of(answers)), by=by, at=at)
    return _save(return_id, answers, seen, by, at)


@transaction.atomic
def _save(
    return_id: UUID, answers: Mapping[str, Any], seen: int, by: Seat, at: datetime
) -> ReportReturn:
    report = locked_return(return_id, by)
    questions = questions_of(report.round.version.questions)
    typed = tidy_answers(questions, answers, report, by)
    if report.revision != seen:
        # A box that was empty before others wrote says nothing against what they did.
        typed = {key: value for key, value in typed.items() if not is_empty(value)}
    refuse_answers(report, typed, questions, seen, by)
    changed = keep_answers(report, typed, by, at)
    if changed:
        data = {"changed": changed}
        log(event="reporting.saved", report=report, by=by, at=at, data=data)
    return report


def refuse_answers(
    report: ReportReturn,
    typed: Mapping[str, Any],
    questions: Sequence[Question],
    seen: int,
    by: Seat,
) -> None:
    """All that forbids writing these; of what others wrote meanwhile, both texts."""
    reasons = [] if fills(by, report) else [not_yours()]
    reasons += state_reasons(report, *sorted(OPEN))
    if reasons:
        raise Refused(reasons)
    labels = {q.key: q.label for q in questions}
    theirs = {
        key: report.answers.get(key, "")
        for key, value in typed.items()
        if report.answers.get(key, "") != value
    }
    if report.revision == seen or not theirs:
        return
    words = _(
        "%(who)s vừa ghi số liệu khác trong lúc bạn nhập. Cả hai đều còn: điều bạn ghi "
        "ở trong ô, điều đã ghi đứng dưới ô. Bấm Ghi lần nữa để giữ điều của bạn."
    )
    found = [Reason(words % {"who": report.saved_by})]
    for key, value in theirs.items():
        shown = _("%(label)s: đã ghi “%(value)s”.")
        named = {"label": labels.get(key, key), "value": said(value)}
        found.append(Reason(shown % named, key))
    raise SavedByOther(found, theirs, report.revision)


def said(value: Any) -> str:
    """A typed answer in one line."""
    if isinstance(value, list):
        rows = [
            v.get("label", "") if isinstance(v, dict) else " | ".join(map(str, v))
            for v in value
        ]
        return "; ".join(rows)
    return str(value)


def keep_answers(
    report: ReportReturn, typed: Mapping[str, Any], by: Seat, at: datetime
) -> int:
    """Write what differs; how many answers that were."""
    changed = [k for k, v in typed.items() if report.answers.get(k, "") != v]
    if not changed:
        return 0
    report.answers = {**report.answers, **{k: typed[k] for k in changed}}
    report.revision += 1
    report.saved_at, report.saved_by = at, by.person_name
    fields = ["answers", "revision", "saved_at", "saved_by"]
    if report.state == ReturnState.NOT_OPENED:
        report.state = ReturnState.FILLING
        fields.append("state")
    report.save(update_fields=fields)
    return len(changed)


def tidy_answers(
    questions: Sequence[Question],
    answers: Mapping[str, Any],
    report: ReportReturn,
    by: Seat,
) -> dict[str, Any]:
    """Only of questions that are asked, in the shape each has; as typed otherwise."""
    found: dict[str, Any] = {}
    for question in questions:
        if question.key not in answers or not question.is_typed:
            continue
        raw = answers[question.key]
        if question.kind == Kind.ROWS:
            rows = raw if isinstance(raw, list) else []
            found[question.key] = [
                [nfc(str(cell)).strip()[:LONGEST_ANSWER] for cell in row]
                for row in rows[: MOST_ROWS + 1]
                if isinstance(row, list) and not is_empty(row)
            ]
        elif question.kind == Kind.EVIDENCE:
            found[question.key] = _evidence(question.key, raw, report, by)
        else:
            text = "" if raw is None or isinstance(raw, list | dict) else str(raw)
            found[question.key] = nfc(text).strip()[: 4 * LONGEST_ANSWER]
    return found


def _evidence(
    key: str, raw: Any, report: ReportReturn, by: Seat
) -> list[dict[str, str]]:
    """What is pointed at, called as it is called now; only what the actor reads, or
    what somebody pointed at before.
    """
    asked = [str(one) for one in raw] if isinstance(raw, list) else []
    kept = {f"{one['kind']}:{one['id']}": one for one in report.answers.get(key) or ()}
    named = _named([a for a in asked if a not in kept], by)
    found = [kept.get(one) or named.get(one) for one in dict.fromkeys(asked)]
    return [one for one in found if one is not None][:MOST_EVIDENCE]


def _named(asked: Sequence[str], by: Seat) -> dict[str, dict[str, str]]:
    ids: dict[str, list[UUID]] = {}
    for one in asked:
        kind, _colon, text = one.partition(":")
        try:
            ids.setdefault(kind, []).append(UUID(text))
        except ValueError:
            continue
    scope = scope_of(by)
    found = {}
    for pk, symbol, subject in (
        readable_entries(scope)
        .filter(pk__in=ids.get(EvidenceKind.INCOMING, []))
        .values_list("pk", "document__symbol", "document__subject")
    ):
        found[f"{EvidenceKind.INCOMING}:{pk}"] = f"{symbol} · {subject}"
    for pk, symbol, subject in (
        readable_lines(scope)
        .filter(pk__in=ids.get(EvidenceKind.OUTGOING, []))
        .values_list("pk", "symbol", "subject")
    ):
        found[f"{EvidenceKind.OUTGOING}:{pk}"] = f"{symbol} · {subject}"
    for pk, symbol, title in (
        visible_dossiers(scope)
        .filter(pk__in=ids.get(EvidenceKind.DOSSIER, []))
        .values_list("pk", "symbol", "title")
    ):
        found[f"{EvidenceKind.DOSSIER}:{pk}"] = f"{symbol} · {title}"
    return {
        key: {"kind": key.partition(":")[0], "id": key.partition(":")[2], "label": name}
        for key, name in found.items()
    }


def texts_of(value: Any) -> Iterator[str]:
    """Every text in what was typed."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from texts_of(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts_of(one)


@transaction.atomic
def copy_last(*, return_id: UUID, seen: int, by: Seat, at: datetime) -> int:
    """What is still empty, as it was handed in the last time; how many answers."""
    report = locked_return(return_id, by)
    last = previous_submission(report)
    if last is None:
        raise Refused([_("Kỳ trước nơi này chưa nộp báo cáo nào.")])
    questions = questions_of(report.round.version.questions)
    then = {q.key: q.kind for q in questions_of(last.report.round.version.questions)}
    typed = {
        q.key: last.answers[q.key]
        for q in questions
        if then.get(q.key) == q.kind
        and not is_empty(last.answers.get(q.key))
        and is_empty(report.answers.get(q.key))
    }
    refuse_answers(report, typed, questions, seen, by)
    changed = keep_answers(report, typed, by, at)
    detail = {"changed": changed}
    note("reporting.copied", report=report, by=by, at=at, detail=detail)
    return changed


@transaction.atomic
def present(*, return_id: UUID, by: Seat, at: datetime) -> ReportReturn:
    """Ready, says who filled it in: who approves is told."""
    report = locked_return(return_id, by)
    reasons = [] if fills(by, report) else [not_yours()]
    reasons += state_reasons(report, *sorted(OPEN))
    if reasons:
        raise Refused(reasons)
    report.presented_at, report.presented_by = at, by.person_name
    report.save(update_fields=["presented_at", "presented_by"])
    note("reporting.presented", report=report, by=by, at=at)
    on = local_date(at)
    desks: set[UUID] = set()
    if report.unit_id is not None:
        desks.add(report.unit_id)
    for role in (Role.LEADER, Role.OFFICE_CHIEF) if report.unit_id is None else ():
        desks |= posts_of_role(role, [report.agency_id], on).get(
            report.agency_id, set()
        )
    notify(
        "reporting.presented",
        to=desks - by.desks,
        target_id=report.pk,
        at=at,
        actor=by.person_name,
    )
    return report
