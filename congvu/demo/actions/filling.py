"""What the demo's sites say, laid into their sections.

Laid down set by set: some sixty pages, each of which would cost a score of questions
if an editor saved it.
"""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from wagtail.models import Page, ReferenceIndex

from congvu.demo.actions.describing import telephone
from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.demo.formats.picture import HEIGHT, WIDTH, draw
from congvu.lib.dates import local_date
from congvu.organisations.queries import PostOnDay, posts_on
from congvu.organisations.rules import Role
from congvu.portal.actions import draw_pictures, measure_sections
from congvu.portal.models import (
    ArticlePage,
    ContactLine,
    ContactsPage,
    DataSetPage,
    GuidancePage,
    OrganisationPage,
    OrganisationPart,
    PlanPage,
    PortalFile,
    PortalImage,
    ProcedureForm,
    ProcedurePage,
    ProcedureStep,
    ProjectPage,
    ProvincePage,
    PublicAlert,
    PublicPage,
    SciencePage,
    SectionPage,
    ServicePage,
    StatisticsPage,
)
from congvu.portal.queries import sites_of
from congvu.portal.rules import PersonalData, slug_of

FILE = "portal.yaml"
# In the file, and in the words of the files of papers.
_WHOSE = {
    "province": "committee",
    "science": "SKHCN",
    "farming": "SNNMT",
    "commune": "Ba Bể",
    "ward": "Bắc Kạn",
}
_MODELS: dict[int, type[PublicPage]] = {
    1: OrganisationPage,
    2: ContactsPage,
    4: ArticlePage,
    5: ProcedurePage,
    6: GuidancePage,
    7: PlanPage,
    8: ProjectPage,
    9: ServicePage,
    12: SciencePage,
    13: StatisticsPage,
    14: ArticlePage,
    16: DataSetPage,
}
_SAME = (
    "kind",
    "number",
    "investor",
    "cost",
    "fund",
    "state",
    "link",
    "level",
    "host",
    "leader",
    "result",
    "publisher",
    "licence",
    "data_format",
    "frequency",
    "law_ref",
    "for_whom",
    "code",
    "field_name",
    "papers",
    "time_limit",
    "fee",
    "unit_name",
    "address",
    "author",
    "source",
    "progress",
)
_IN_ENGLISH = {
    "Chủ tịch": "Chairman",
    "Phó Chủ tịch": "Vice Chairman",
    "Phó Chủ tịch Thường trực": "Standing Vice Chairman",
    "Chánh Văn phòng": "Head of Office",
    "Phó Chánh Văn phòng": "Deputy Head of Office",
    "Giám đốc": "Director",
    "Phó Giám đốc": "Deputy Director",
    "Trưởng phòng": "Head of Division",
}
_SHOWN = (Role.LEADER, Role.OFFICE_CHIEF, Role.UNIT_HEAD)
_MOST_PEOPLE = 8


@dataclass
class _Laid:
    """Pages to be, with the lines below them."""

    now: datetime
    pages: list[PublicPage] = field(default_factory=list)
    lines: list[Any] = field(default_factory=list)
    slugs: set[tuple[int, str]] = field(default_factory=set)

    def add(self, section: SectionPage, page: PublicPage, at: datetime) -> None:
        section.numchild += 1
        page.path = Page._get_path(section.path, section.depth + 1, section.numchild)
        page.depth, page.locale_id = section.depth + 1, section.locale_id
        page.slug = slug_of(page.title)
        while (section.pk, page.slug) in self.slugs:
            page.slug += "-2"
        self.slugs.add((section.pk, page.slug))
        page.url_path = f"{section.url_path}{page.slug}/"
        page.draft_title = page.title
        page.content_type = ContentType.objects.get_for_model(type(page))
        page.first_published_at = page.last_published_at = at
        page.latest_revision_created_at = at
        page.live = True
        page.lacks = page.lacking()
        self.pages.append(page)

    def write(self, sections: Iterable[SectionPage]) -> None:
        """A page's own table is written by itself: its part as a page is there."""
        names = [f.attname for f in Page._meta.concrete_fields if not f.primary_key]
        rows = [Page(**{n: getattr(page, n) for n in names}) for page in self.pages]
        Page.objects.bulk_create(rows)
        for page, row in zip(self.pages, rows, strict=True):
            page.pk = page.page_ptr_id = page.id = row.pk
            page.save_base(raw=True, force_insert=True)
        for lines in self._of_each_kind():
            type(lines[0]).objects.bulk_create(lines)
        for section in sections:
            Page.objects.filter(pk=section.pk).update(numchild=section.numchild)

    def _of_each_kind(self) -> list[list[Any]]:
        found: dict[type, list[Any]] = {}
        for page in self.pages:
            for relation in ("parts", "people", "steps", "forms"):
                for number, line in enumerate(_lines_of(page, relation)):
                    line.page_id, line.sort_order = page.pk, number
                    found.setdefault(type(line), []).append(line)
        return list(found.values())


def _lines_of(page: PublicPage, relation: str) -> list[Any]:
    return list(getattr(page, relation).all()) if hasattr(page, relation) else []


def fill_portal(*, now: datetime) -> None:
    """After the sites are there; measured as five weeks ago, and now."""
    today = local_date(now)
    told, bodies = read(FILE), Bodies(today)
    laid = _Laid(now)
    used: dict[int, SectionPage] = {}
    for name, word in _WHOSE.items():
        agency = bodies.agencies[word]
        sections = _sections(agency.id)
        for line in told[name]:
            _put(laid, sections, line, agency.id, today)
        used |= {section.pk: section for section in sections.values()}
    laid.write(used.values())
    _show_files(laid.pages)
    _warn(told["alert"], now)
    measure_sections(on=today - timedelta(days=35), at=now)
    measure_sections(on=today, at=now)


def _show_files(pages: Iterable[PublicPage]) -> None:
    """What saving a page does by itself: whoever reads it gets its pictures and files,
    and nobody what no page has."""
    for page in pages:
        has_picture = bool(page.body) and page.body[0].block_type == "picture"
        if has_picture:
            draw_pictures(page_id=page.pk)
        if has_picture or getattr(page, "file_id", None):
            ReferenceIndex.create_or_update_for_object(page)


def _sections(agency_id: UUID) -> dict[tuple[int, str], SectionPage]:
    """Of a body's site, by number and language."""
    found = {}
    for site in sites_of(agency_id):
        rows = SectionPage.objects.child_of(site).select_related("locale")
        for row in rows:
            found[row.code, row.locale.language_code] = row
    return found


def _put(
    laid: _Laid,
    sections: dict[tuple[int, str], SectionPage],
    line: dict[str, Any],
    agency_id: UUID,
    today: date,
) -> None:
    at = laid.now - timedelta(days=line["ago"], hours=1)
    key = uuid.uuid4()
    page = _page(line, line["section"], today, key)
    people = _people(agency_id, today) if line.get("people") else []
    if people:
        page.people = [_contact(one, agency_id, english=False) for one in people]
    laid.add(sections[line["section"], "vi"], page, at)
    english = line.get("english")
    if english is None:
        return
    there = _page({**english, "basis": ""}, line["section"], today, key)
    if people:
        there.people = [_contact(one, agency_id, english=True) for one in people]
    laid.add(sections[line["section"], "en"], there, at)


def _page(
    line: dict[str, Any], section: int, today: date, key: uuid.UUID
) -> PublicPage:
    model = _MODELS[section]
    names = {f.name for f in model._meta.fields}
    given: dict[str, Any] = {
        "title": line["title"],
        "summary": line["summary"],
        "legal_basis": line.get("basis", ""),
        "keywords": line.get("keywords", line["title"].lower()[:200]),
        "personal_data": (PersonalData.LAWFUL if section == 2 else PersonalData.NONE),
        "review_on": today + timedelta(days=120),
        "body": [*_picture(line), *_body(line.get("body", []))],
        "translation_key": key,
        **{name: line[name] for name in _SAME if name in line and name in names},
    }
    for name, word in (
        ("approved_on", "approved"),
        ("accepted_on", "accepted"),
        ("period", "period_words"),
    ):
        if name in names and word in line:
            given[name] = line[word]
    if "progress" in given:
        given["progress_on"] = today - timedelta(days=line["ago"])
    if model is PlanPage:
        given["period_from"], given["period_until"] = line["period"]
    given |= _files(line, names)
    page = model(**given)
    _add_lines(page, line)
    return page


def _body(paragraphs: Sequence[str]) -> list[tuple[str, str]]:
    return [
        ("heading", text.removeprefix("# "))
        if text.startswith("# ")
        else ("paragraph", f"<p>{text}</p>")
        for text in paragraphs
    ]


def _picture(line: dict[str, Any]) -> list[tuple[str, Any]]:
    """Drawn once for all pages that show it; its sizes when the pages are there."""
    name = line.get("picture")
    if name is None:
        return []
    title = f"{name}.jpg"
    image = PortalImage.objects.filter(title=title).first()
    if image is None:
        content = ContentFile(draw(name), name=title)
        image = PortalImage(title=title, file=content, width=WIDTH, height=HEIGHT)
        image.file_size = content.size
        image.save()
    return [("picture", {"image": image, "shows": line["shows"], "caption": ""})]


def _files(line: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """A small table to take away, for people and for machines the same."""
    if "table" not in line:
        return {}
    out = io.StringIO()
    csv.writer(out).writerows(line["table"])
    content = ContentFile(
        out.getvalue().encode("utf-8-sig"), name=f"{slug_of(line['title'])}.csv"
    )
    document = PortalFile(title=line["title"][:255], file=content)
    document.file_size = content.size
    document.save()
    return {name: document for name in ("file", "machine_copy") if name in names}


def _add_lines(page: PublicPage, line: dict[str, Any]) -> None:
    for relation, model in (
        ("parts", OrganisationPart),
        ("steps", ProcedureStep),
        ("forms", ProcedureForm),
    ):
        if relation in line:
            setattr(page, relation, [model(**one) for one in line[relation]])


def _people(agency_id: UUID, on: date) -> list[PostOnDay]:
    rows = [
        post
        for post in posts_on(on, agency_id=agency_id)
        if post.person_name and post.role in _SHOWN
    ]
    rows.sort(key=lambda post: _SHOWN.index(Role(post.role)))
    return rows[:_MOST_PEOPLE]


def _contact(post: PostOnDay, agency_id: UUID, *, english: bool) -> ContactLine:
    name = post.person_name
    box = ".".join(slug_of(name).split("-"))
    return ContactLine(
        full_name=name,
        post_name=_IN_ENGLISH.get(post.name, post.name) if english else post.name,
        unit_name=post.unit_name,
        phone=telephone(post.id),
        email=f"{box}@thainguyen.gov.vn",
        is_contact=post.role == Role.OFFICE_CHIEF,
    )


def _warn(told: dict[str, Any], now: datetime) -> None:
    home = ProvincePage.objects.get(locale__language_code="vi")
    link = Page.objects.filter(title=told["link"], path__startswith=home.path).first()
    before, after = told["hours"]
    PublicAlert.objects.create(
        page_id=home.pk,
        words=told["words"],
        more=told["more"],
        link=link,
        begins_at=now + timedelta(hours=before),
        ends_at=now + timedelta(hours=after),
        sort_order=PublicAlert.objects.filter(page=home.pk).count(),
    )
