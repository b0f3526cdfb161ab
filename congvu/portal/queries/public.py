"""What the public reads of papers: only tables that the public process may read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from congvu.documents.rules import symbol_key
from congvu.portal.models import ProvincePage, PublicDay, PublicDocument, SitePage
from congvu.portal.rules import GONE, Validity, path_to
from congvu.portal.rules.days import Step

SHOWN_PAPERS = 20
_OVER = sorted(GONE)


@dataclass(frozen=True)
class PaperFilters:
    """What a reader asks of the list; an empty part asks for nothing. ``site_of``: the
    body's own papers, and those of others that govern it.
    """

    type_code: str = ""
    field: str = ""
    agency_id: UUID | None = None
    site_of: UUID | None = None
    year: int | None = None
    validity: str = ""
    words: str = ""


@dataclass(frozen=True)
class PaperPage:
    """Newest first; ``after`` is the key of the next page."""

    papers: list[PublicDocument]
    after: str


def _on_site(agency_id: UUID) -> Q:
    return Q(agency=agency_id) | Q(governs__contains=[agency_id])


def public_papers(filters: PaperFilters) -> QuerySet[PublicDocument]:
    rows = PublicDocument.objects.all()
    if filters.type_code:
        rows = rows.filter(type_code=filters.type_code)
    if filters.field:
        rows = rows.filter(field=filters.field)
    if filters.agency_id:
        rows = rows.filter(agency=filters.agency_id)
    if filters.site_of:
        rows = rows.filter(_on_site(filters.site_of))
    if filters.year:
        rows = rows.filter(issued_on__year=filters.year)
    if filters.validity == "con":
        rows = rows.exclude(validity__in=_OVER)
    elif filters.validity == "het":
        rows = rows.filter(validity__in=_OVER)
    if filters.words:
        key = symbol_key(filters.words)[:60]
        rows = rows.filter(symbol_key=key)
    return rows


def paper_page(
    filters: PaperFilters, *, after: str = "", limit: int = SHOWN_PAPERS
) -> PaperPage:
    """One query, however far one has read."""
    rows = public_papers(filters)
    place = _place(after)
    if place is not None:
        day, key = place
        rows = rows.filter(issued_on__lte=day).exclude(issued_on=day, pk__gte=key)
    found = list(rows.order_by("-issued_on", "-id")[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return PaperPage(found[:limit], f"{last.issued_on}.{last.pk.hex}" if last else "")


def _place(after: str) -> tuple[date, UUID] | None:
    day, _dot, key = after.partition(".")
    try:
        return date.fromisoformat(day), UUID(key)
    except ValueError:
        return None


@dataclass(frozen=True)
class Offered:
    """One value of a filter that has papers: its key, its words, how many."""

    key: str
    name: str
    count: int


@dataclass(frozen=True)
class FiltersOffered:
    types: list[Offered]
    fields: list[Offered]
    issuers: list[Offered]
    years: list[Offered]


def filters_offered() -> FiltersOffered:
    """What can be chosen: one query for each filter."""
    rows = PublicDocument.objects.order_by()
    types = rows.values("type_code").annotate(n=Count("id"), name=Max("type_name"))
    fields = rows.exclude(field="").values("field")
    issuers = rows.values("agency").annotate(n=Count("id"), name=Max("issuer_name"))
    years = rows.values("issued_on__year").annotate(n=Count("id"))
    return FiltersOffered(
        types=_offered(types, "type_code"),
        fields=_offered(
            fields.annotate(n=Count("id"), name=Max("field_name")), "field"
        ),
        issuers=_offered(issuers, "agency"),
        years=sorted(
            (
                Offered(str(r["issued_on__year"]), str(r["issued_on__year"]), r["n"])
                for r in years
            ),
            key=lambda one: one.key,
            reverse=True,
        ),
    )


def _offered(rows: object, key: str) -> list[Offered]:
    found = [Offered(str(r[key]), r["name"], r["n"]) for r in rows]  # type: ignore[attr-defined]  # values() of a grouped query
    return sorted(found, key=lambda one: (-one.count, one.name))


def public_total() -> int:
    return PublicDocument.objects.exclude(validity__in=_OVER).count()


def public_paper(document_id: UUID) -> PublicDocument | None:
    rows = PublicDocument.objects.select_related("later")
    return rows.filter(pk=document_id).first()


def papers_by_key(keys: Sequence[UUID]) -> dict[UUID, PublicDocument]:
    """Those of these papers that are still shown."""
    return PublicDocument.objects.exclude(validity__in=_OVER).in_bulk(list(keys))


def named_papers(text: str) -> list[PublicDocument]:
    """Those with that number and symbol, newest first."""
    key = symbol_key(text)[:60]
    if not key:
        return []
    return list(
        PublicDocument.objects.filter(symbol_key=key).order_by("-issued_on")[:20]
    )


def papers_with_file(digest: str) -> list[PublicDocument]:
    """Whose file has this digest, the paper's own or one beside it."""
    named = Q(file_sha256=digest) | Q(attachments__contains=[{"sha256": digest}])
    return list(PublicDocument.objects.filter(named).order_by("-issued_on")[:20])


@dataclass(frozen=True)
class DayProof:
    """That a paper's line lies under the root of its day; none while the day runs."""

    day: PublicDay
    path: list[Step]


def proof_of(paper: PublicDocument) -> DayProof | None:
    day = PublicDay.objects.filter(day=paper.day).first()
    if day is None or paper.leaf not in day.leaves:
        return None
    return DayProof(day, path_to(day.leaves, day.leaves.index(paper.leaf)))


def public_days(before: date | None = None, limit: int = 31) -> list[PublicDay]:
    """Those on which something became public; the others have a root, too."""
    rows = PublicDay.objects.filter(count__gt=0).defer("leaves").order_by("-day")
    if before is not None:
        rows = rows.filter(day__lt=before)
    return list(rows[:limit])


def public_day(day: date) -> PublicDay | None:
    return PublicDay.objects.filter(day=day).first()


def is_gone(paper: PublicDocument) -> bool:
    return Validity(paper.validity) in GONE


def papers_by_issuer(year: int) -> Sequence[dict[str, object]]:
    """How many papers of a year each agency made public."""
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    rows = PublicDocument.objects.filter(issued_on__gte=first, issued_on__lt=after)
    counted = rows.values("issuer_name").annotate(n=Count("id"))
    return list(counted.order_by("-n", "issuer_name"))


def front_papers(site: SitePage, _at: datetime) -> list[PublicDocument]:
    """On the first page of a site: the province's newest, or the body's own."""
    rows = PublicDocument.objects.exclude(validity__in=_OVER)
    if not isinstance(site.specific, ProvincePage):
        rows = rows.filter(_on_site(site.agency_id))
    return list(rows.order_by("-issued_on", "-id")[:5])
