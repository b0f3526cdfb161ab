"""Sites follow the organisation: made for bodies that began, marked where one ended.

Laid down set by set: a province has some two thousand sections.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from wagtail.models import (
    Collection,
    Locale,
    Page,
    Site,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.organisations.models import Agency, AgencyKind
from congvu.organisations.queries import AgencyOnDay, agencies_on, known
from congvu.organisations.rules import short_name
from congvu.portal.actions.rights import give_groups
from congvu.portal.models import (
    BodyPage,
    ProvincePage,
    SectionPage,
    SiteApproval,
    SitePage,
)
from congvu.portal.rules import (
    BY_CODE,
    SECTIONS,
    TREES,
    Section,
    address_of,
    sections_in,
    slug_of,
)

_HAVE_SITES = {AgencyKind.DEPARTMENT, AgencyKind.COMMUNE}
_LOCK = 20_261
# Above the sites: where nothing is written, and everything lies.
_TOP = gettext_noop("Mọi trang")


@dataclass
class _Laid:
    """Pages to be, parents before children, with what their own tables hold."""

    at: datetime
    rows: list[tuple[Page, str, dict[str, Any]]] = field(default_factory=list)

    def add(
        self, parent: Page, model: type[Page], title: str, slug: str, **own: Any
    ) -> Page:
        parent.numchild += 1
        page = Page(
            title=title,
            draft_title=title,
            slug=slug,
            content_type=ContentType.objects.get_for_model(model),
            path=Page._get_path(parent.path, parent.depth + 1, parent.numchild),
            depth=parent.depth + 1,
            url_path=f"{parent.url_path}{slug}/",
            locale_id=own.pop("locale_id", parent.locale_id),
            translation_key=own.pop("translation_key", None) or uuid.uuid4(),
            live=True,
            first_published_at=self.at,
            last_published_at=self.at,
        )
        self.rows.append((page, model._meta.db_table, own))
        return page

    def write(self) -> None:
        Page.objects.bulk_create([page for page, _table, _own in self.rows])
        by_table: dict[str, list[dict[str, Any]]] = {}
        for page, table, own in self.rows:
            by_table.setdefault(table, []).append({"page_ptr_id": page.pk, **own})
        with connection.cursor() as cursor:
            for table, rows in by_table.items():
                names = ", ".join(rows[0])
                marks = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(
                    f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 - our own names
                    [tuple(row.values()) for row in rows],
                )


@transaction.atomic
def make_sites(*, on: date, by: Actor, at: datetime) -> int:
    """The sites that are owed on a day and not there yet; how many were made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    root = _ground()
    bodies = agencies_on(on)
    province = next((b for b in bodies if b.kind == AgencyKind.PROVINCE), None)
    if province is None:
        return 0
    made = _make_missing(root, province, bodies, at)
    _rename_sites(bodies)
    if made:
        give_groups(agencies=made)
        data = {"sites": len(made)}
        record("portal.sites-made", by=by, at=at, agency_id=province.id, data=data)
    return len(made)


def _ground() -> Page:
    """What Wagtail stands on: two languages, a root, a place for files."""
    vi, _new = Locale.objects.get_or_create(language_code="vi")
    for language in TREES:
        Locale.objects.get_or_create(language_code=language)
    if not Collection.objects.filter(depth=1).exists():
        Collection.add_root(name="Root")
    root = Page.objects.filter(depth=1).first()
    if root is None:
        root = Page.add_root(title=_TOP, slug="root", locale=vi)
    # The page that greets whoever installs Wagtail.
    Site.objects.exclude(root_page__in=Page.objects.type(ProvincePage)).delete()
    # Wagtail's own name for it is what an editor reads first.
    named = Page.objects.filter(depth=1).exclude(title=_TOP)
    named.update(title=_TOP, draft_title=_TOP)
    for page in Page.objects.filter(depth=2).exact_type(Page):
        page.delete()
    root.refresh_from_db()
    return root


def _make_missing(
    root: Page, province: AgencyOnDay, bodies: Sequence[AgencyOnDay], at: datetime
) -> list[uuid.UUID]:
    homes = {page.locale.language_code: page for page in _homes()}
    made: list[uuid.UUID] = []
    if not homes:
        homes = _make_homes(root, province, at)
        made.append(province.id)
    made += _add_trees(root, homes, at)
    _fill_sections(homes)
    has = set(BodyPage.objects.values_list("agency_id", flat=True))
    slugs = set(Page.objects.child_of(homes["vi"]).values_list("slug", flat=True)) | {
        section.slug for section in SECTIONS
    }
    laid = _Laid(at)
    for body in bodies:
        if body.kind in _HAVE_SITES and body.id not in has:
            slug = _free(slug_of(_called(body)), slugs)
            slugs.add(slug)
            _lay_body(laid, homes, body, slug)
            made.append(body.id)
    laid.write()
    for home in homes.values():
        Page.objects.filter(pk=home.pk).update(numchild=home.numchild)
    return made


def _rename_sites(bodies: Sequence[AgencyOnDay]) -> None:
    """What a body is called that day is over its site in every language."""
    names = {body.id: body.name for body in bodies}
    changed: list[Page] = []
    for site in BodyPage.objects.filter(agency__in=names):
        name = names[site.agency_id]
        if (site.title, site.draft_title) != (name, name):
            site.title = site.draft_title = name
            changed.append(site)
    Page.objects.bulk_update(changed, ["title", "draft_title"])


def _add_trees(
    root: Page, homes: dict[str, ProvincePage], at: datetime
) -> list[uuid.UUID]:
    """Languages that an office added later: a site in each beside every site there is.
    Whose sites got a page."""
    missing = [language for language in TREES if language not in homes]
    if not missing:
        return []
    vi, laid = homes["vi"], _Laid(at)
    bodies = list(BodyPage.objects.child_of(vi).filter(ended_on=None).order_by("path"))
    locales = {one.language_code: one.pk for one in Locale.objects.all()}
    new: list[Page] = []
    for language in missing:
        own = _own_of(vi) | {"locale_id": locales[language]}
        home = laid.add(root, ProvincePage, vi.title, TREES[language], **own)
        codes = sections_in(language, of_province=True)
        _lay_sections(laid, home, language, codes)
        for body in bodies:
            site = laid.add(home, BodyPage, body.title, body.slug, **_own_of(body))
            codes = sections_in(language, of_province=False)
            _lay_sections(laid, site, language, codes)
        new.append(home)
    laid.write()
    Page.objects.filter(pk=root.pk).update(numchild=root.numchild)
    for home in new:
        Page.objects.filter(pk=home.pk).update(numchild=home.numchild)
    way = Workflow.objects.order_by("pk").first()
    if way is not None:
        WorkflowPage.objects.bulk_create(
            [WorkflowPage(workflow=way, page=home) for home in new]
        )
    homes |= {page.locale.language_code: page for page in _homes()}
    return [vi.agency_id, *(body.agency_id for body in bodies)]


def _own_of(site: SitePage) -> dict[str, Any]:
    """What a site says of itself in every language."""
    return {
        "agency_id": site.agency_id,
        "motto": site.motto,
        "ended_on": None,
        "heir_name": "",
        "heir_path": "",
        "translation_key": site.translation_key,
    }


def _fill_sections(homes: dict[str, ProvincePage]) -> None:
    """A section that is gone from a site comes back, empty, at its address."""
    there = {
        (path[: -Page.steplen], code)
        for path, code in SectionPage.objects.values_list("path", "code")
    }
    bodies = BodyPage.objects.filter(ended_on=None).select_related("locale")
    for site in [*homes.values(), *bodies]:
        language = site.locale.language_code
        of_province = isinstance(site, ProvincePage)
        for code in sections_in(language, of_province=of_province):
            if (site.path, code) not in there:
                _add_section(site, BY_CODE[code], language)


def _add_section(site: SitePage, section: Section, language: str) -> None:
    with translation.override(language):
        title = _(section.name)
    site.add_child(
        instance=SectionPage(
            title=title,
            slug=section.slug,
            code=section.code,
            locale=site.locale,
            translation_key=uuid.uuid5(site.translation_key, section.slug),
        )
    )


def _homes() -> list[ProvincePage]:
    return list(ProvincePage.objects.select_related("locale"))


def _called(body: AgencyOnDay) -> str:
    """Short enough for an address: without what every commune's name begins with."""
    return short_name(body.name).removeprefix("UBND ")


def _free(slug: str, taken: set[str]) -> str:
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free


def _make_homes(
    root: Page, province: AgencyOnDay, at: datetime
) -> dict[str, ProvincePage]:
    laid, key, homes = _Laid(at), uuid.uuid4(), {}
    name = _called(province)
    locales = {one.language_code: one.pk for one in Locale.objects.all()}
    for language in TREES:
        with translation.override(language):
            title = _("Cổng thông tin điện tử %(province)s") % {"province": name}
            motto = _("Tiếng nói chính thức của Ủy ban nhân dân tỉnh")
        own = _site(province, motto) | {
            "locale_id": locales[language],
            "translation_key": key,
        }
        home = laid.add(root, ProvincePage, title, TREES[language], **own)
        homes[language] = home
        codes = sections_in(language, of_province=True)
        _lay_sections(laid, home, language, codes)
    laid.write()
    Page.objects.filter(pk=root.pk).update(numchild=root.numchild)
    for home in homes.values():
        Page.objects.filter(pk=home.pk).update(numchild=home.numchild)
    Site.objects.create(
        hostname="localhost", root_page=homes["vi"], is_default_site=True
    )
    _lay_way_to_the_public(homes)
    return {page.locale.language_code: page for page in _homes()}


def _lay_way_to_the_public(homes: dict[str, Page]) -> None:
    """From a draft, by whoever publishes the site, to the public: on every page."""
    Workflow.objects.all().delete()
    Task.objects.all().delete()
    way = Workflow.objects.create(name=_("Duyệt bài trên cổng thông tin"))
    step = SiteApproval.objects.create(name=_("Người duyệt của trang"))
    WorkflowTask.objects.create(workflow=way, task=step, sort_order=0)
    WorkflowPage.objects.bulk_create(
        [WorkflowPage(workflow=way, page=home) for home in homes.values()]
    )


def _site(body: AgencyOnDay, motto: str) -> dict[str, Any]:
    return {
        "agency_id": body.id,
        "motto": motto,
        "ended_on": None,
        "heir_name": "",
        "heir_path": "",
    }


def _lay_body(
    laid: _Laid, homes: dict[str, ProvincePage], body: AgencyOnDay, slug: str
) -> None:
    key = uuid.uuid4()
    for language in TREES:
        own = _site(body, "") | {"translation_key": key}
        site = laid.add(homes[language], BodyPage, body.name, slug, **own)
        codes = sections_in(language, of_province=False)
        _lay_sections(laid, site, language, codes)


def _lay_sections(laid: _Laid, site: Page, language: str, codes: Sequence[int]) -> None:
    with translation.override(language):
        for section in SECTIONS:
            if section.code in codes:
                laid.add(
                    site,
                    SectionPage,
                    _(section.name),
                    section.slug,
                    code=section.code,
                    intro="",
                    translation_key=uuid.uuid5(site.translation_key, section.slug),
                )


@transaction.atomic
def mark_ended(*, on: date, by: Actor, at: datetime) -> int:
    """A notice with the heir's name on sites whose body ended; how many were marked."""
    living = [body.id for body in agencies_on(on)]
    sites = list(BodyPage.objects.exclude(agency_id__in=living).order_by("pk"))
    ended = Agency.objects.filter(pk__in=[site.agency_id for site in sites])
    found = {one.id: one for one in known(ended, on)}
    marked = 0
    for site in sites:
        one = found[site.agency_id]
        path = next(
            (
                address_of(page.url_path)
                for kind in (BodyPage, ProvincePage)
                for page in kind.objects.filter(
                    agency_id=one.now_id, locale_id=site.locale_id
                )
            ),
            "",
        )
        facts = (one.valid_until, one.now_name, path)
        if (site.ended_on, site.heir_name, site.heir_path) == facts:
            continue
        BodyPage.objects.filter(pk=site.pk).update(
            ended_on=facts[0], heir_name=facts[1], heir_path=path
        )
        data = {"site": site.title}
        record("portal.site-ended", by=by, at=at, agency_id=site.agency_id, data=data)
        marked += 1
    return marked
