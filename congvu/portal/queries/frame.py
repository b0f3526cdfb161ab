"""What surrounds a page: whose site it is, its navigation, warnings on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.models import Page

from congvu.portal.models import (
    BodyPage,
    ProvincePage,
    PublicAlert,
    SectionPage,
    SitePage,
)
from congvu.portal.rules import BY_CODE, DOORS, TREES, address_of, sections_in


@dataclass(frozen=True)
class Link:
    """A word and where it leads; ``current``: where the reader is; ``language`` only
    if what is read there is in another one.
    """

    words: str
    url: str
    current: bool = False
    language: str = ""


@dataclass(frozen=True)
class Warned:
    """``language`` only if it is said in another one than the page's."""

    words: str
    more: str
    url: str
    language: str = ""


@dataclass(frozen=True)
class Frame:
    """Header and footer of a page, the same on every page of a site.

    ``whole``: the same site in Vietnamese, where all of its sections are.
    """

    title: str
    motto: str
    url: str
    province: str
    doors: tuple[Link, ...]
    beside: tuple[Link, ...]
    crumbs: tuple[Link, ...]
    alerts: tuple[Warned, ...]
    ended_on: object = None
    heir: Link | None = None
    whole: str = "/"


def province_home(language: str) -> ProvincePage | None:
    """The first page of the portal in a language, if there is one."""
    found: ProvincePage | None = ProvincePage.objects.filter(
        url_path=f"/{TREES[language]}/", live=True
    ).first()
    return found


def homes_of(page: Page) -> list[SitePage]:
    """The sites a page lies in, the province's first; two queries at most."""
    paths = [page.path[:end] for end in (8, 12) if len(page.path) >= end]
    found: list[SitePage] = list(ProvincePage.objects.filter(path__in=paths[:1]))
    if len(paths) > 1:
        found += BodyPage.objects.filter(path=paths[1])
    return found


def frame_of(page: Page | None, *, language: str, at: datetime) -> Frame:
    """Without a page it is the province's own frame."""
    if page is None:
        home = province_home(language)
        homes: list[SitePage] = [] if home is None else [home]
    else:
        homes = homes_of(page)
    if not homes:
        return Frame(_("Cổng thông tin điện tử"), "", "/", "", (), (), (), ())
    province, site = homes[0], homes[-1]
    section = page if isinstance(page, SectionPage) else None
    code = section.code if section else _code_above(page, site)
    return Frame(
        title=site.title,
        motto=site.motto,
        url=site.url,
        province="" if site is province else province.title,
        doors=_doors(site, code),
        beside=_beside(site, code),
        crumbs=_crumbs(page, homes, code),
        alerts=_alerts(homes, at),
        ended_on=site.ended_on,
        heir=Link(site.heir_name, site.heir_path) if site.heir_name else None,
        whole=_whole(site),
    )


def _code_above(page: Page | None, site: SitePage) -> int:
    """The section a page lies in, read from its address: slugs are fixed."""
    if page is None:
        return 0
    rest = page.url_path.removeprefix(site.url_path)
    slug = rest.partition("/")[0]
    return next((s.code for s in BY_CODE.values() if s.slug == slug), 0)


def _language(site: SitePage) -> str:
    tree = site.url_path.strip("/").partition("/")[0]
    return next(key for key, name in TREES.items() if name == tree)


def _whole(site: SitePage) -> str:
    """A site has the same name in every language."""
    _tree, _slash, within = site.url_path.strip("/").partition("/")
    return address_of(f"/{TREES['vi']}/{within}")


def _doors(site: SitePage, code: int) -> tuple[Link, ...]:
    """What a site has not in its own language is read in Vietnamese."""
    of_province = isinstance(site, ProvincePage)
    has = sections_in(_language(site), of_province=of_province)
    whole = _whole(site)
    return tuple(
        Link(
            _(door.name),
            f"{site.url if first in has else whole}{BY_CODE[first].slug}/",
            current=code in door.codes,
            language="" if first in has else "vi",
        )
        for door in DOORS
        for first in door.codes[:1]
    )


def _beside(site: SitePage, code: int) -> tuple[Link, ...]:
    """Sections behind the same word; none where there is but one."""
    codes: Sequence[int] = next((d.codes for d in DOORS if code in d.codes), ())
    if len(codes) < 2:
        return ()
    return tuple(
        Link(_(BY_CODE[one].name), f"{site.url}{BY_CODE[one].slug}/", one == code)
        for one in codes
    )


def _crumbs(page: Page | None, homes: list[SitePage], code: int) -> tuple[Link, ...]:
    site = homes[-1]
    if page is None or page.pk == homes[0].pk:
        return ()
    found = [Link(_("Trang chủ"), homes[0].url)]
    if site.pk != page.pk and site is not homes[0]:
        found.append(Link(site.title, site.url))
    if code and not isinstance(page, SectionPage):
        section = BY_CODE[code]
        found.append(Link(_(section.name), f"{site.url}{section.slug}/"))
    return tuple(found)


def _alerts(homes: list[SitePage], at: datetime) -> tuple[Warned, ...]:
    """Said whatever became of the page they lead to; the link only while it is live.

    A site that warns of nothing in its own language warns in Vietnamese.
    """
    rows = (
        PublicAlert.objects.filter(
            page__translation_key__in=[home.translation_key for home in homes],
            begins_at__lte=at,
            ends_at__gt=at,
        )
        .annotate(path=F("page__url_path"), twins=F("page__translation_key"))
        .select_related("link")
        .order_by("sort_order", "pk")
    )
    found, whole = list[Warned](), f"/{TREES['vi']}/"
    for home in homes:
        of_site = [row for row in rows if row.twins == home.translation_key]
        own = [row for row in of_site if row.page_id == home.pk]
        found += [
            Warned(
                row.words,
                row.more,
                address_of(row.link.url_path) if row.link and row.link.live else "",
                "" if own else "vi",
            )
            for row in own or [one for one in of_site if one.path.startswith(whole)]
        ]
    return tuple(found)
