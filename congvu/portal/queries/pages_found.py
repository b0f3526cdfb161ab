"""Which published pages the search has not seen as they are now, and what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat, Substr
from django.utils.html import strip_tags
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from congvu.portal.models import BodyPage, ProvincePage, PublicPage, SearchRow
from congvu.portal.queries.owned import owned_types

PAGE = "bai-viet"
# Kinds of page that people look for by themselves.
PAGE_KINDS = {"ProcedurePage": "thu-tuc"}
_PREFIX = len(PAGE) + 2
# What a page has for machines, or is shown elsewhere.
_NOT_READ = frozenset({"title", "draft_title", "slug", "personal_data"})


def _public() -> Any:
    """Pages of every kind with an owner, as Wagtail asks for them."""
    types = ContentType.objects.get_for_models(*owned_types()).values()
    return Page.objects.live().filter(content_type__in=types)


def changed_pages(most: int) -> Iterator[PublicPage]:
    """Live pages without a row, or published anew since their row was made."""
    source = Concat(Value(f"{PAGE}:"), Cast(OuterRef("pk"), CharField()))
    rows = SearchRow.objects.filter(source=source).filter(
        Q(changed_at__gte=OuterRef("last_published_at"))
    )
    pages = _public().filter(~Exists(rows)).order_by("last_published_at", "id")
    yield from pages.specific()[:most]


def gone_rows() -> QuerySet[SearchRow]:
    """Rows of pages that nobody reads any more."""
    rows = SearchRow.objects.filter(source__startswith=f"{PAGE}:")
    key = Cast(Substr(OuterRef("source"), _PREFIX), models.IntegerField())
    live = _public().annotate(key=F("pk")).filter(key=key)
    return rows.filter(~Exists(live))


def line_names(model: type[PublicPage]) -> list[str]:
    """Under which names a kind of page has lines of its own: steps, people, forms."""
    return [
        one.get_accessor_name()
        for one in get_all_child_relations(model)
        if one.model is not Page
    ]


def page_text(page: PublicPage, lines: Iterable[models.Model] | None = None) -> str:
    """Every word of a page that its readers see, and of its lines: those it has now,
    or those given.
    """
    if lines is None:
        names = line_names(type(page))
        lines = [one for name in names for one in getattr(page, name).all()]
    told: list[models.Model] = [page, *lines]
    texts = [text for one in told for text in _texts(one)]
    return "\n".join(str(text) for text in texts if text)


def _texts(told: models.Model) -> Iterator[Any]:
    for field in told._meta.get_fields():
        if field.auto_created or field.name in _NOT_READ or field.model is Page:
            continue
        if isinstance(field, StreamField):
            value = field.value_from_object(told)
            yield from field.stream_block.get_searchable_content(value)
        elif isinstance(field, RichTextField):
            yield strip_tags(field.value_from_object(told) or "")
        elif isinstance(field, models.CharField | models.TextField):
            yield field.value_from_object(told)


def site_name(page: Page) -> str:
    """Whose site it stands on: the body's, else the province's."""
    paths = [page.path[:end] for end in (12, 8)]
    for model in (BodyPage, ProvincePage):
        named = model.objects.filter(path__in=paths).values_list("title", flat=True)
        if found := named.first():
            return str(found)
    return ""
