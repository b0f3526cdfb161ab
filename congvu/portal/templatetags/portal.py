"""What the pages of the portal ask for as they are drawn, in either process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from congvu.portal.models import PortalImage, PortalPage, PublicSet, SectionPage
from congvu.portal.queries import FRONT, Frame, Listed, frame_of, pages_of
from congvu.portal.queries.boards import body_shown, site_agency, told_of
from congvu.portal.queries.open_data import OWN_SETS
from congvu.portal.queries.open_data import office_sets as sets_opened
from congvu.portal.queries.visits import Visits, visits_of
from congvu.portal.rules import PICTURE_WIDTHS, TREES, address_of, looks_of
from congvu.portal.rules.metadata import ITEM_NAMES, TERMS
from congvu.portal.rules.profiles import ToldBody

register = template.Library()


def _page(context: Context) -> PortalPage | None:
    page = context.get("page")
    return page if isinstance(page, PortalPage) else None


@register.simple_tag(takes_context=True)
def portal_frame(context: Context) -> Frame:
    """Header, navigation, warnings and footer of the page that is drawn."""
    language = get_language() or "vi"
    if language not in TREES:
        language = "vi"
    return frame_of(_page(context), language=language, at=timezone.now())


@register.simple_tag(takes_context=True)
def look(context: Context) -> frozenset[str]:
    """What the reader chose: larger letters, more contrast."""
    request = context.get("request")
    return looks_of(request.META.get("HTTP_COOKIE", "") if request else "")


@register.simple_tag(takes_context=True)
def visits(context: Context) -> Visits | None:
    """How often the site that is shown was opened."""
    frame: Frame = context["frame"]
    slug = frame.whole.strip("/")
    return visits_of(slug, timezone.now())


@register.simple_tag
def own_sets() -> list[dict[str, Any]]:
    """What the portal gives away of itself, in the reader's language."""
    return [
        {
            "key": one.key,
            "title": _(one.title),
            "words": _(one.words),
            "forms": list(one.forms.items()),
        }
        for one in OWN_SETS
    ]


@register.simple_tag
def office_sets() -> list[PublicSet]:
    """What agencies opened of their databases."""
    return sets_opened()


@register.simple_tag
def metadata_terms() -> list[dict[str, Any]]:
    """What is kept about each thing the public reads."""
    return [
        {
            "name": term.name,
            "uri": term.uri,
            "words": _(term.words),
            "held_by": [_(ITEM_NAMES[kind]) for kind in term.held_by],
            "example": _(term.example),
        }
        for term in TERMS
    ]


@register.simple_tag(takes_context=True)
def listed(context: Context) -> Listed:
    """The pages of a section, from where the reader has come to."""
    request, page = context.get("request"), context["page"]
    before = request.GET.get("truoc", "") if request else ""
    return pages_of(page, before=before)


@register.simple_tag
def told_section(page: SectionPage) -> ToldBody | None:
    """Of a section about the body itself: what the office tells, in its language."""
    _slash, tree, *within = page.url_path.rstrip("/").split("/")[:-1]
    agency = site_agency("/".join(within))
    language = next(key for key, name in TREES.items() if name == tree)
    return told_of(body_shown(agency), language) if agency else None


@register.simple_tag(takes_context=True)
def front_parts(context: Context) -> list[str]:
    """The lists below the search box, drawn; those with nothing to show left out."""
    page, at, frame = context["page"], timezone.now(), context["frame"]
    parts: list[str] = []
    for name, rows in FRONT.items():
        found = rows(page, at)
        if found:
            drawn = get_template(f"portal/front/{name}.html")
            given = {"rows": found, "page": page, "whole": frame.whole}
            parts.append(drawn.render(given))
    return parts


@register.simple_tag
def portal_address(page: Page) -> str:
    """Where a page stands at the portal."""
    return address_of(page.url_path)


@register.simple_tag
def save_address(page: Page) -> str:
    """Where an article is given as a file, in its own language."""
    tree, _slash, rest = page.url_path.strip("/").partition("/")
    return address_of(f"/{tree}/luu/{rest}")


@register.simple_tag
def portal_url(path: str) -> str:
    """A whole address at the portal, for pages of the office."""
    return f"{settings.PORTAL_URL}{path}"


@register.simple_tag(takes_context=True)
def other_languages(context: Context) -> list[Mapping[str, Any]]:
    """The same page in the other languages, or the first page of each; one query."""
    language = get_language() or "vi"
    page, found = _page(context), {}
    if page is not None:
        rows = Page.objects.live().filter(translation_key=page.translation_key)
        found = dict(rows.values_list("locale__language_code", "url_path"))
    return [
        {
            "code": code,
            "name": name,
            "url": address_of(found.get(code, f"/{TREES[code]}/")),
        }
        for code, name in settings.WAGTAIL_CONTENT_LANGUAGES
        if code != language
    ]


@register.simple_tag
def picture(image: PortalImage, width: str) -> Any:
    """The picture as it was drawn for pages; None while it is not yet."""
    return image.renditions.filter(filter_spec=PICTURE_WIDTHS[width]).first()
