"""Questions as one seat may see them; what waits, what is late, what each month was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Avg, Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncMonth
from django.utils.translation import gettext as _

from congvu.portal.models import (
    BodyPage,
    ProvincePage,
    PublicQuestion,
    PublishedAnswer,
    QuestionEvent,
    Rating,
)
from congvu.portal.rules import address_of
from congvu.portal.rules.asking_log import ASK_SAID
from congvu.portal.rules.comments import RatingAbout
from congvu.portal.rules.questions import (
    OPEN_QUESTIONS,
    QuestionState,
    code_digest,
    limit_of,
)
from congvu.sql import Compiled
from congvu.ui.rules import Event, dated

PAGE = 50


@dataclass(frozen=True)
class AskReach:
    """``agency_id`` for who edits or approves there; ``units`` are one's own and those
    below it, ``own`` the one where one sits; ``before`` are agencies that ended in
    favour of this one.
    """

    agency_id: UUID | None = None
    units: frozenset[UUID] = frozenset()
    own: UUID | None = None
    before: frozenset[UUID] = frozenset()


def visible_questions(reach: AskReach) -> QuerySet[PublicQuestion]:
    """The editorial board's and the unit's; one that nobody confirmed is nobody's."""
    seen = Q(unit__in=list(reach.units))
    if reach.agency_id is not None:
        bodies = [reach.agency_id, *sorted(reach.before)]
        seen |= Q(agency__in=bodies) | Q(asked_agency=reach.agency_id)
    return PublicQuestion.objects.filter(seen).exclude(state=QuestionState.UNCONFIRMED)


LIMIT = Coalesce("promised_on", "due_on")


def late(rows: QuerySet[PublicQuestion], on: date) -> QuerySet[PublicQuestion]:
    """Still owed, past the day they are owed by."""
    return rows.alias(owed=LIMIT).filter(state__in=OPEN_QUESTIONS, owed__lt=on)


TABS: dict[str, Q] = {
    "phan-loai": Q(state=QuestionState.NEW),
    "tra-loi": Q(state=QuestionState.FORWARDED),
    "duyet": Q(state=QuestionState.CHECKING),
    "xong": ~Q(state__in=OPEN_QUESTIONS),
}


def question_counts(reach: AskReach, on: date) -> dict[str, int]:
    """How many of each tab, and how many are late; one query."""
    rows = visible_questions(reach).annotate(owed=LIMIT)
    asked = {name.replace("-", "_"): Count("pk", filter=q) for name, q in TABS.items()}
    over = Q(state__in=OPEN_QUESTIONS, owed__lt=on)
    found = rows.aggregate(**asked, tre=Count("pk", filter=over))
    return {name.replace("_", "-"): n for name, n in found.items()}


def questions_page(
    reach: AskReach,
    tab: str,
    on: date,
    *,
    before: UUID | None = None,
    unit: UUID | None = None,
) -> tuple[list[PublicQuestion], UUID | None]:
    """What is open by the day it is owed, what is over newest first; one query.

    The second is where the next page begins; only what is over has one.
    """
    rows = visible_questions(reach).select_related("agency", "unit")
    if unit is not None:
        rows = rows.filter(unit=unit)
    if tab == "tre":
        return list(late(rows, on).order_by(LIMIT, "id")[:500]), None
    rows = rows.filter(TABS[tab])
    if tab != "xong":
        return list(rows.order_by(LIMIT, "id")[:500]), None
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = list(rows.order_by("-id")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None


def late_by_unit(reach: AskReach, on: date) -> list[tuple[UUID | None, str, int]]:
    """Where late ones lie, most first; one query."""
    rows = late(visible_questions(reach), on)
    found = rows.values_list("unit", "unit_name").annotate(n=Count("pk"))
    return [(unit, name, n) for unit, name, n in found.order_by("-n", "unit_name")]


@dataclass(frozen=True)
class AskMonth:
    """What was owed in a month, and how it went; the parts add up to ``owed``."""

    first: date
    owed: int
    in_time: int
    too_late: int
    waiting: int

    @property
    def share(self) -> int | None:
        """Of what is over or past its day, how much was in time; in percent."""
        judged = self.in_time + self.too_late
        return round(100 * self.in_time / judged) if judged else None


def ask_months(reach: AskReach, since: date, on: date) -> list[AskMonth]:
    """By the month of the day each was owed by, newest first; one query."""
    ended = F("ended_at__date")
    done = Q(ended_at__isnull=False)
    rows = (
        visible_questions(reach)
        .annotate(owed=LIMIT)
        .filter(owed__gte=since)
        .annotate(month=TruncMonth("owed"), ended_on=ended)
        .values("month")
        .annotate(
            n=Count("pk"),
            good=Count("pk", filter=done & Q(ended_on__lte=F("owed"))),
            bad=Count(
                "pk",
                filter=(done & Q(ended_on__gt=F("owed"))) | (~done & Q(owed__lt=on)),
            ),
        )
        .order_by("-month")
    )
    return [
        AskMonth(r["month"], r["n"], r["good"], r["bad"], r["n"] - r["good"] - r["bad"])
        for r in rows
    ]


def waiting_for(
    reach: AskReach, *, edits: bool, approves: bool, answers: bool
) -> list[PublicQuestion]:
    """What asks something of this seat now, the earliest owed first; one query."""
    where = {
        "answered_at": reach.own if answers else None,
        "edited_at": reach.agency_id if edits else None,
        "approved_at": reach.agency_id if approves else None,
    }
    given = {name: body for name, body in where.items() if body is not None}
    return _waiting(**given) if given else []


def _waiting_rows(
    *,
    answered_at: UUID | None = None,
    edited_at: UUID | None = None,
    approved_at: UUID | None = None,
) -> QuerySet[PublicQuestion]:
    asked = Q()
    if answered_at is not None:
        asked |= Q(state=QuestionState.FORWARDED, unit=answered_at)
    if edited_at is not None:
        asked |= Q(state=QuestionState.NEW, agency=edited_at)
    if approved_at is not None:
        asked |= Q(state=QuestionState.CHECKING, agency=approved_at)
    return PublicQuestion.objects.filter(asked).order_by(LIMIT, "id")[:200]


_waiting: Compiled[PublicQuestion] = Compiled(_waiting_rows, by_key=True)


def timeline_of(found: PublicQuestion, on: date) -> list[Event]:
    """Oldest first; one query."""
    rows = QuestionEvent.objects.filter(question=found).order_by("at", "id")
    return dated([_event(row) for row in rows], on)


def _event(row: QuestionEvent) -> Event:
    said = _(ASK_SAID[row.event])
    if row.text:
        said = f"{said}: “{row.text}”"
    return Event(said, row.actor, at=row.at)


def rated_by_asker(found: PublicQuestion) -> Rating | None:
    """The last thing the asker said of the answer."""
    rows = Rating.objects.filter(
        about=RatingAbout.ANSWER, code_digest=code_digest(found.code)
    )
    return rows.order_by("-id").first()


def answers_published(
    agency: UUID | None = None, field: str = "", before: UUID | None = None
) -> tuple[list[PublishedAnswer], UUID | None]:
    """What the public reads, newest first, and where the next page begins."""
    rows = PublishedAnswer.objects.all()
    if agency is not None:
        rows = rows.filter(agency=agency)
    if field:
        rows = rows.filter(field=field)
    last = PublishedAnswer.objects.filter(pk=before).first() if before else None
    if last is not None:
        older = Q(answered_on__lt=last.answered_on)
        rows = rows.filter(older | Q(answered_on=last.answered_on, id__lt=last.id))
    found = list(rows.order_by("-answered_on", "-id")[:21])
    return found[:20], found[19].id if len(found) > 20 else None


def owed_by(found: PublicQuestion) -> date | None:
    return limit_of(found.due_on, found.promised_on)


def count_asked(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    """Open questions that an act which ends these agencies would pass on."""
    rows = PublicQuestion.objects.filter(
        agency__in=list(bodies), state__in=OPEN_QUESTIONS
    )
    return dict(rows.values_list("agency").annotate(n=Count("id")))


@dataclass(frozen=True)
class RatedMonth:
    first: date
    count: int
    means: dict[str, float | None]


def rated_months(since: date) -> list[RatedMonth]:
    """The site's marks by month, newest first; one query."""
    rows = (
        Rating.objects.filter(about=RatingAbout.SITE, day__gte=since)
        .annotate(month=TruncMonth("day"))
        .values("month")
        .annotate(
            n=Count("pk"),
            interface=Avg("interface"),
            content=Avg("content"),
            quality=Avg("quality"),
            support=Avg("support"),
        )
        .order_by("-month")
    )
    names = ("interface", "content", "quality", "support")
    return [RatedMonth(r["month"], r["n"], {n: r[n] for n in names}) for r in rows]


def _rated_of(agency_id: UUID, since: date) -> QuerySet[Rating]:
    """What was said of an agency's own site and answers; of the whole portal, and of
    pages anywhere, only the province's board reads. Three queries at most.
    """
    done = PublicQuestion.objects.filter(agency=agency_id, ended_at__date__gte=since)
    codes = [code_digest(code) for code in done.values_list("code", flat=True)]
    own = Q(about=RatingAbout.ANSWER, code_digest__in=codes)
    if ProvincePage.objects.filter(agency=agency_id).exists():
        own |= ~Q(about=RatingAbout.ANSWER)
    else:
        sites = BodyPage.objects.filter(agency=agency_id)
        for path in sites.values_list("url_path", flat=True):
            own |= Q(about=RatingAbout.PAGE, about_page__startswith=address_of(path))
    return Rating.objects.filter(own, day__gte=since)


def rated_pages(
    agency_id: UUID, since: date, *, most: int = 100
) -> list[tuple[str, int, int]]:
    """Pages people rated, least helpful first: address, helpful, not."""
    rows = (
        _rated_of(agency_id, since)
        .filter(about=RatingAbout.PAGE)
        .values_list("about_page")
        .annotate(
            good=Count("pk", filter=Q(is_helpful=True)),
            bad=Count("pk", filter=Q(is_helpful=False)),
        )
        .order_by("-bad", "about_page")
    )
    return list(rows[:most])


def remarks(agency_id: UUID, since: date, *, most: int = 200) -> list[Rating]:
    """What people wrote beside their marks, newest first."""
    rows = _rated_of(agency_id, since).exclude(words="")
    return list(rows.order_by("-id")[:most])


@dataclass(frozen=True)
class EndedSite:
    """A body that is asked no more, and whose questions its heir has."""

    name: str
    heir_id: UUID | None
    heir_name: str
    ended_on: date


def ended_sites(home: str) -> dict[UUID, EndedSite]:
    """Bodies below ``home`` that ended, as their sites tell; two queries."""
    here = {"live": True, "url_path__startswith": home}
    names = ("agency_id", "title", "url_path", "ended_on", "heir_name", "heir_path")
    rows = [
        row
        for kind in (ProvincePage, BodyPage)
        for row in kind.objects.filter(**here).values_list(*names)
    ]
    living = {
        address_of(path): agency for agency, _t, path, end, _n, _p in rows if not end
    }
    return {
        agency: EndedSite(title, living.get(heir_path), heir_name, end)
        for agency, title, _path, end, heir_name, heir_path in rows
        if end is not None
    }


def asking_sites(home: str) -> list[tuple[UUID, str]]:
    """Whom one may ask: every body with a site below ``home``, the province first."""
    here = {"live": True, "url_path__startswith": home, "ended_on": None}
    found: list[tuple[UUID, str]] = []
    for kind in (ProvincePage, BodyPage):
        rows = kind.objects.filter(**here).order_by("title")
        found += rows.values_list("agency_id", "title")
    return found
