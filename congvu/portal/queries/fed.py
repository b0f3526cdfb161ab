"""Sections that no page fills: papers, drafts, questions, ratings, by what counts them.

A section that nothing counts is not judged: that there is nothing was not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Max, Q
from django.utils.translation import gettext as _

from congvu.law.queries import calendar, find_rule
from congvu.lib.dates import local_date
from congvu.organisations.queries import agencies_on
from congvu.portal.models import (
    OpenDraft,
    PublicBoard,
    PublicDocument,
    PublicQuestion,
    Publishing,
)
from congvu.portal.queries.owned import owned_types
from congvu.portal.queries.questions import late
from congvu.portal.rules import (
    GONE,
    METADATA,
    UNPUBLISHED,
    BoardKind,
    Found,
    Late,
)
from congvu.portal.rules.profiles import sections_told, told_in_english
from congvu.portal.rules.questions import QuestionState

Fed = Callable[[Sequence[UUID], date], Mapping[UUID, Found]]


def papers_found(agencies: Sequence[UUID], on: date) -> dict[UUID, Found]:
    """Papers that stand on the portal, and those past their day, its own and those of
    others that govern it; four queries.

    Which these are is told to who may read them, in "Chờ công khai".
    """
    shown = (
        PublicDocument.objects.filter(agency__in=agencies)
        .exclude(validity__in=GONE)
        .values_list("agency")
        .annotate(n=Count("pk"), newest=Max("published_at"))
    )
    waiting: dict[UUID, list[Late]] = {}
    rows = Publishing.objects.filter(
        agency__in=agencies,
        state__in=UNPUBLISHED,
        due_on__lt=on,
        issued_at__isnull=False,
    ).values_list("agency", "issued_at", "due_on")
    for agency, issued_at, due in rows:
        if issued_at is not None and due is not None:
            waiting.setdefault(agency, []).append(
                Late(_("văn bản chờ công khai"), local_date(issued_at), due)
            )
    for agency, late_one in _governing(agencies, on):
        waiting.setdefault(agency, []).append(late_one)
    counted = {agency: (n, local_date(newest)) for agency, n, newest in shown}
    return {
        agency: Found(
            count=counted.get(agency, (0, None))[0],
            changed_on=counted.get(agency, (0, None))[1],
            late=tuple(waiting.get(agency, ())),
        )
        for agency in {*counted, *waiting}
    }


def _governing(agencies: Sequence[UUID], on: date) -> Iterator[tuple[UUID, Late]]:
    """Papers sent to a body, public by decision or not yet decided, that should stand
    on its site by now. Who issued one owes it earlier; the body hears whose it is.
    """
    rows = (
        Publishing.objects.filter(
            state__in=UNPUBLISHED,
            issued_at__isnull=False,
            entry__sent_to__agency__in=agencies,
        )
        .exclude(agency=F("entry__sent_to__agency"))
        .values_list("entry__sent_to__agency", "issued_at", "agency")
        .distinct()
    )
    days, names = calendar(), {one.id: one.name for one in agencies_on(on)}
    for agency, issued_at, issuer in rows:
        if issued_at is None:
            continue
        issued = local_date(issued_at)
        rule = find_rule("public_deadline", "governed", issued)
        allowed = rule.number("working_days") if rule else None
        if allowed is None:
            continue
        due = days.add_working_days(issued, allowed)
        if due < on:
            owner = names.get(issuer, "")
            yield (
                agency,
                Late(_("văn bản điều chỉnh cơ quan"), issued, due, owner=owner),
            )


def questions_found(agencies: Sequence[UUID], on: date) -> dict[UUID, Found]:
    """Questions people asked, and those still owed past their day; two queries."""
    rows = PublicQuestion.objects.filter(agency__in=agencies).exclude(
        state=QuestionState.UNCONFIRMED
    )
    counted = dict(rows.values_list("agency").annotate(n=Count("pk")))
    owed: dict[UUID, list[Late]] = {}
    for row in late(rows, on).order_by("id")[:1000]:
        due = row.promised_on or row.due_on or on
        owed.setdefault(row.agency_id, []).append(
            Late(
                _("câu hỏi chờ trả lời"),
                local_date(row.received_at),
                due,
                owner=row.unit_name,
            )
        )
    return {
        agency: Found(count=n, late=tuple(owed.get(agency, ())))
        for agency, n in counted.items()
    }


def drafts_found(agencies: Sequence[UUID], on: date) -> dict[UUID, Found]:
    """Drafts put before people; one that is closed owes how comments were taken up."""
    rows = OpenDraft.objects.filter(agency__in=agencies, withdrawn_at__isnull=True)
    closed = Q(closes_on__lt=on, summed_at__isnull=True)
    found = rows.values_list("agency").annotate(
        n=Count("pk"), silent=Count("pk", filter=closed)
    )
    return {
        agency: Found(count=n, lacking={"response": silent})
        for agency, n, silent in found
    }


def _bodies_told(code: int) -> Fed:
    """What the office itself tells of a body, as it was copied; one query."""

    def found(agencies: Sequence[UUID], _on: date) -> dict[UUID, Found]:
        rows = PublicBoard.objects.filter(kind=BoardKind.BODY, agency__in=agencies)
        told = {}
        for agency, content, made_at in rows.values_list(
            "agency_id", "content", "made_at"
        ):
            lacking = sections_told(content).get(code)
            if lacking is not None:
                told[agency] = Found(
                    count=1,
                    changed_on=local_date(made_at),
                    lacking=lacking,
                    has_english=code in told_in_english(content),
                )
        return told

    return found


# Where pages stand, too: those are judged, and this only where there are none.
BESIDE: dict[int, Fed] = {1: _bodies_told(1), 2: _bodies_told(2)}
FED: dict[int, Fed] = {3: papers_found, 10: drafts_found, 11: questions_found}
# What an article may be laid into: directing information, news.
_ARTICLES = (4, 14)


def counted_sections() -> frozenset[int]:
    """Those of which it is known what stands in them."""
    typed = {getattr(page, "SECTION", 0) for page in owned_types()} - {0}
    return frozenset({*typed, *_ARTICLES, *FED, METADATA})
