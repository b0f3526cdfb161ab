"""Everything under /bien-tap/ stands behind one gate, whatever Wagtail puts there."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from lxml import html
from PIL import Image
from wagtail.models import Collection

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.organisations.actions import create_agency
from congvu.organisations.models import AgencyKind, Post, Unit
from congvu.organisations.queries import units_on
from congvu.portal.actions import end_editor, make_sites, name_editor
from congvu.portal.models import (
    ArticlePage,
    BodyPage,
    PortalImage,
    ProcedurePage,
    ProvincePage,
    SectionPage,
    SiteEditor,
)
from tests.people import SINCE, Province
from tests.rights.matrix import EDITOR, patterns

pytestmark = pytest.mark.django_db
# Whoever is signed in may ask for these: they lead back, or hold words alone.
OPEN = {"login/", "logout/", "account/", "jsi18n/"}


@pytest.fixture
def office(province: Province) -> Province:
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    return province


def editor_patterns() -> list[URLPattern]:
    def inner(resolver: URLResolver) -> list[URLPattern]:
        found: list[URLPattern] = []
        for one in resolver.url_patterns:
            found += inner(one) if isinstance(one, URLResolver) else [one]
        return found

    editor = next(r for r in get_resolver().url_patterns if str(r.pattern) == EDITOR)
    assert isinstance(editor, URLResolver)
    return inner(editor)


def test_each_address_passes_the_gate() -> None:
    """A view whose wrapper is not ours would be open to whoever has an account."""
    loose = [
        str(one.pattern)
        for one in editor_patterns()
        if "editors_only" not in getattr(one.callback, "passed", "")
        and str(one.pattern) not in OPEN
    ]

    assert len(editor_patterns()) > 150
    assert loose == []


@pytest.mark.parametrize("who", ["minh", "lan", "quan", "khach", "hoa"])
def test_whoever_is_not_named_finds_nothing(office: Province, who: str) -> None:
    client = office.client(who)
    page = ArticlePage.objects.count()

    for path in ("", "pages/", "images/", "reports/site-history/", "workflows/list/"):
        assert client.get(f"/bien-tap/{path}").status_code == 404
    assert ArticlePage.objects.count() == page


def test_who_is_not_signed_in_is_led_to_the_door(office: Province) -> None:
    answer = Client().get("/bien-tap/pages/")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/dang-nhap/")


def name_minh(office: Province) -> SiteEditor:
    post = office.minh.post
    assert post is not None
    return name_editor(post=post, by=office.seat("ha"), at=office.at)


def section(office: Province, code: int = 14) -> SectionPage:
    home = ProvincePage.objects.get(locale__language_code="vi")
    found: SectionPage = SectionPage.objects.child_of(home).get(code=code)
    return found


ARTICLE = {
    "title": "Rét đậm từ ngày mai",
    "slug": "ret-dam",
    "summary": "Giữ ấm cho người già và trẻ nhỏ.",
    "author": "",
    "legal_basis": "",
    "keywords": "",
    "source": "",
    "owner_unit": "",
    "review_on": "",
    "personal_data": "none",
    "seo_title": "",
    "search_description": "",
    "go_live_at": "",
    "expire_at": "",
    "body-count": "1",
    "body-0-deleted": "",
    "body-0-order": "0",
    "body-0-type": "heading",
    "body-0-id": "",
    "body-0-value": "Việc của thôn",
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
}


def write(office: Province, who: str, **more: str) -> int:
    add = f"/bien-tap/pages/add/portal/articlepage/{section(office).pk}/"
    answer = office.client(who).post(add, ARTICLE | more)
    return answer.status_code


def test_minh_writes_and_ha_publishes(office: Province) -> None:
    name_minh(office)

    assert write(office, "minh") == 302
    article = ArticlePage.objects.get()
    assert (article.live, article.title) == (False, "Rét đậm từ ngày mai")
    # An editor's "publish" is no word of theirs: the page stays a draft.
    edit = f"/bien-tap/pages/{article.pk}/edit/"
    office.client("minh").post(edit, ARTICLE | {"action-publish": "1"})
    assert not ArticlePage.objects.get().live

    answer = office.client("ha").post(edit, ARTICLE | {"action-publish": "1"})

    assert answer.status_code == 302
    assert ArticlePage.objects.get().live
    deeds = AuditEvent.objects.filter(event="portal.changed").order_by("at", "id")
    told = [(e.actor_name, e.data["deed"]) for e in deeds]
    assert ("Hoàng Văn Minh", "wagtail.create") in told
    assert ("Nguyễn Thu Hà", "wagtail.publish") in told
    assert ("Hoàng Văn Minh", "wagtail.publish") not in told


def test_a_draft_is_sent_judged_and_published(office: Province) -> None:
    """Minh sends it; another site's approver has no say; Hà sends it back, agrees."""
    name_minh(office)
    assert write(office, "minh", **{"action-submit": "1"}) == 302
    article = ArticlePage.objects.get()
    waiting = article.current_workflow_task_state
    assert waiting is not None
    act = f"/bien-tap/pages/workflow/action/{article.pk}/%s/{waiting.pk}/"
    assert "Rét đậm" in office.client("ha").get("/bien-tap/").content.decode()
    assert "Rét đậm" not in office.client("phuc").get("/bien-tap/").content.decode()

    office.client("phuc").post(act % "approve")
    assert not ArticlePage.objects.get().live
    back = office.client("ha").post(act % "reject", {"comment": "Thiếu ngày"})
    assert back.status_code == 302, back.content.decode()[:3000]
    assert ArticlePage.objects.get().current_workflow_state.status == "needs_changes"
    edit = f"/bien-tap/pages/{article.pk}/edit/"
    office.client("minh").post(edit, ARTICLE | {"action-restart-workflow": "1"})
    again = ArticlePage.objects.get().current_workflow_task_state
    office.client("ha").post(
        f"/bien-tap/pages/workflow/action/{article.pk}/approve/{again.pk}/"
    )

    assert ArticlePage.objects.get().live
    deeds = AuditEvent.objects.filter(event="portal.changed").order_by("at", "id")
    told = [(e.actor_name, e.data["deed"]) for e in deeds]
    assert ("Hoàng Văn Minh", "wagtail.workflow.start") in told
    assert ("Nguyễn Thu Hà", "wagtail.workflow.reject") in told
    assert ("Nguyễn Thu Hà", "wagtail.workflow.approve") in told
    assert not mail.outbox


def test_what_is_not_answered_is_no_page_for_the_public(office: Province) -> None:
    """A draft may lack it; published, it says what of people stands in it."""
    lacking = ARTICLE | {"personal_data": "", "action-publish": "1"}
    add = f"/bien-tap/pages/add/portal/articlepage/{section(office).pk}/"
    answer = office.client("ha").post(add, lacking)
    assert answer.status_code == 200
    assert "Chưa lập được trang" in answer.content.decode()
    assert "Rét đậm từ ngày mai" in answer.content.decode()  # nothing typed is lost

    ha = office.client("ha")
    assert ha.post(add, ARTICLE | {"personal_data": ""}).status_code == 302
    # Nor among others from a list, where no page has a form.
    draft = ArticlePage.objects.get()
    bulk = f"/bien-tap/bulk/wagtailcore/page/publish/?id={draft.pk}"
    told = ha.post(bulk, follow=True).content.decode()
    assert "Chưa trả lời câu hỏi về dữ liệu cá nhân" in told
    assert not ArticlePage.objects.get().live


def test_a_page_with_somebodys_number_in_it_does_not_go_out_as_having_none(
    office: Province,
) -> None:
    add = f"/bien-tap/pages/add/portal/articlepage/{section(office).pk}/"
    telling = ARTICLE | {"summary": "Liên hệ bà Lai, CCCD 006088001234"}

    refused = office.client("ha").post(add, telling | {"action-publish": "1"})

    assert refused.status_code == 200
    text = refused.content.decode()
    assert "dường như là dữ liệu cá nhân" in text
    assert "006088001234" in text
    assert not ArticlePage.objects.exists()
    said = {
        "personal_data": "lawful",
        "legal_basis": "Luật Đất đai, Điều 1",
        "slug": "ret-dam-2",
    }
    assert office.client("ha").post(add, telling).status_code == 302  # a draft
    office.client("ha").post(add, telling | said | {"action-publish": "1"})
    assert ArticlePage.objects.get(live=True).summary == telling["summary"]


@pytest.mark.parametrize("number", ["0912\u00a0345\u00a0678", "0912\u200b345678"])
def test_nor_with_a_number_whose_digits_stand_apart(
    office: Province, number: str
) -> None:
    add = f"/bien-tap/pages/add/portal/articlepage/{section(office).pk}/"
    telling = ARTICLE | {"summary": f"Liên hệ bà Lai, {number}"}

    refused = office.client("ha").post(add, telling | {"action-publish": "1"})

    assert "dường như là dữ liệu cá nhân" in refused.content.decode()
    assert not ArticlePage.objects.exists()


def test_a_unit_of_the_sites_own_body_answers_for_a_page_by_its_name(
    office: Province,
) -> None:
    add = f"/bien-tap/pages/add/portal/articlepage/{section(office).pk}/"
    ha, people = office.client("ha"), office
    stranger = Unit.objects.filter(agency=people.commune)[0]
    offered = html.fromstring(ha.get(add).content.decode())

    names = offered.xpath("//select[@name='owner_unit']/option/text()")
    refused = ha.post(add, ARTICLE | {"owner_unit": str(stranger.pk)})
    taken = ha.post(add, ARTICLE | {"owner_unit": str(people.division.pk)})

    own = [unit.name for unit in units_on(people.committee.id, people.today)]
    assert names[1:] == own
    assert refused.status_code == 200
    assert taken.status_code == 302
    article = ArticlePage.objects.get()
    assert str(article.owner_unit) == "Phòng Khoa giáo - Văn xã"


def test_nor_does_it_from_a_list_or_as_it_is_judged(office: Province) -> None:
    """Among others, below its section, approved without its form and in it."""
    name_minh(office)
    write(office, "minh", **{"action-submit": "1"})
    article, ha = ArticlePage.objects.get(), office.client("ha")
    edit = f"/bien-tap/pages/{article.pk}/edit/"
    telling = ARTICLE | {"summary": "Liên hệ bà Lai, CCCD 006088001234"}
    judged = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    task = article.current_workflow_task_state
    assert ha.post(edit, telling).status_code == 302  # a draft
    bulk = "/bien-tap/bulk/wagtailcore/page/publish/?id="

    for address, given in (
        (f"{bulk}{article.pk}", {}),
        (f"{bulk}{section(office).pk}", {"include_descendants": "on"}),
        (f"/bien-tap/pages/workflow/action/{article.pk}/approve/{task.pk}/", {}),
        (edit, telling | judged),
    ):
        answer = ha.post(address, given, follow=True)
        assert "dường như là dữ liệu cá nhân" in answer.content.decode(), address
        assert not ArticlePage.objects.get().live

    ha.post(edit, ARTICLE | judged)
    assert ArticlePage.objects.get().live


def test_nor_in_one_of_its_lines(office: Province) -> None:
    home = section(office, 5)
    add = f"/bien-tap/pages/add/portal/procedurepage/{home.pk}/"
    fields = ("code", "field_name", "for_whom", "papers", "time_limit", "fee")
    procedure = ARTICLE | dict.fromkeys((*fields, "result"), "")
    procedure |= {
        "forms-TOTAL_FORMS": "0",
        "forms-INITIAL_FORMS": "0",
        "steps-TOTAL_FORMS": "1",
        "steps-INITIAL_FORMS": "0",
        "steps-0-ORDER": "1",
        "steps-0-doing": "Nhận tờ khai",
        "steps-0-person": "Bà Lai, CCCD 006088001234",
        "steps-0-takes": "",
    }
    ha = office.client("ha")

    refused = ha.post(add, procedure | {"action-publish": "1"})
    assert "dường như là dữ liệu cá nhân" in refused.content.decode()

    assert ha.post(add, procedure).status_code == 302
    draft = ProcedurePage.objects.get()
    ha.post(f"/bien-tap/bulk/wagtailcore/page/publish/?id={draft.pk}")
    assert not ProcedurePage.objects.get().live

    gone = {"steps-0-DELETE": "1", "slug": "khai-sinh", "action-publish": "1"}
    assert ha.post(add, procedure | gone).status_code == 302
    assert ProcedurePage.objects.filter(live=True).count() == 1


def test_many_sites_ask_no_more_questions(
    office: Province,
) -> None:
    """An editor of one site among a hundred and ten: as many as among two."""
    ha = office.client("ha")
    counts = []
    for made in (0, 60):
        for number in range(made):
            create_agency(
                kind=AgencyKind.COMMUNE,
                name=f"Ủy ban nhân dân xã Số {number}",
                short_name=f"UBND xã Số {number}",
                issuer_symbol="UBND",
                place="x",
                parent=office.committee,
                valid_from=SINCE,
                by=SYSTEM,
                at=office.at,
            )
        make_sites(on=office.today, by=SYSTEM, at=office.at)
        home = ProvincePage.objects.get(locale__language_code="vi")
        ha.get("/bien-tap/")
        ha.get(f"/bien-tap/pages/{home.pk}/")
        with CaptureQueriesContext(connection) as asked:
            ha.get("/bien-tap/")
            ha.get(f"/bien-tap/pages/{section(office).pk}/")
        counts.append(len(asked))

    assert counts[1] <= counts[0] < 120


def test_an_editor_has_no_rights_on_another_branch(office: Province) -> None:
    name_minh(office)
    commune = BodyPage.objects.get(locale__language_code="vi")
    theirs = SectionPage.objects.child_of(commune).get(code=14)
    phuc = office.client("phuc")  # the commune's chairman

    assert phuc.get(f"/bien-tap/pages/{theirs.pk}/").status_code == 200
    add = f"/bien-tap/pages/add/portal/articlepage/{section(office).pk}/"
    refused = phuc.post(add, ARTICLE)
    assert ArticlePage.objects.count() == 0
    assert refused.status_code == 403
    for shown in (
        refused.content.decode(),
        phuc.get(
            f"/bien-tap/pages/{section(office).pk}/", follow=True
        ).content.decode(),
    ):
        assert "chức vụ đang chọn viết cho Ủy ban nhân dân xã Yến Dương" in shown
        assert "Nguyễn Thu Hà (Chánh Văn phòng" in shown

    write(office, "minh")
    article = ArticlePage.objects.get()
    refused = office.client("minh").post(f"/bien-tap/pages/{article.pk}/unpublish/")
    assert "xuất bản, gỡ, xóa là của người duyệt" in refused.content.decode()


def test_who_is_no_longer_named_is_out_at_once(office: Province) -> None:
    editor = name_minh(office)
    assert office.client("minh").get("/bien-tap/").status_code == 200
    assert office.minh.user.groups.count() == 1

    end_editor(editor=editor, by=office.seat("ha"), at=office.at)

    assert office.client("minh").get("/bien-tap/").status_code == 404


def test_groups_follow_the_seat(office: Province) -> None:
    """Nobody keeps a group of a site they have left."""
    name_minh(office)
    client = office.client("minh")
    client.get("/bien-tap/")
    before = list(office.minh.user.groups.values_list("name", flat=True))
    Post.objects.filter(pk=office.minh.post.pk).update(unit=office.commune_office)
    name_editor(post=office.minh.post, by=office.seat("phuc"), at=office.at)
    client.get("/bien-tap/")

    after = list(office.minh.user.groups.values_list("name", flat=True))
    assert before == [f"portal:{office.committee.pk}:edits"]
    assert after == [f"portal:{office.commune.pk}:edits"]


def test_names_of_addresses_do_not_meet_the_offices() -> None:
    names = [name for name, path in patterns(get_resolver()) if path.startswith(EDITOR)]

    assert len(set(names)) > 100


def _phucs(office: Province) -> tuple[BodyPage, SectionPage]:
    site = BodyPage.objects.get(locale__language_code="vi")
    return site, SectionPage.objects.child_of(site).get(code=14)


@pytest.mark.usefixtures("home")
def test_a_picture_is_drawn_anew_in_the_jail_before_anything_opens_it(
    office: Province,
) -> None:
    """Nothing of the file's own is kept, where it was taken least of all; what is
    broken is said in words. Each size of it is drawn there, too."""
    made, exif = BytesIO(), Image.Exif()
    exif[0x010F] = "Máy ảnh của Minh"
    Image.new("RGB", (1200, 800), "green").save(made, "PNG", exif=exif)
    add, ha = "/bien-tap/images/add/", office.client("ha")
    place = str(Collection.objects.filter(depth=2).first().pk)

    def lay(name: str, content: bytes) -> HttpResponse:
        given = {"title": "Hồ", "collection": place, "tags": "", "description": ""}
        laid = SimpleUploadedFile(name, content)
        return ha.post(add, given | {"file": laid})

    assert lay("hồ.png", made.getvalue()).status_code == 302
    picture = PortalImage.objects.get()
    assert picture.file.name.endswith(".jpg")
    assert (picture.width, picture.height) == (1200, 800)
    with picture.file.open("rb") as kept:
        assert b"Minh" not in kept.read()
    size = picture.get_rendition("width-400|format-webp")
    assert (size.width, size.height) == (400, 267)
    with size.file.open("rb") as drawn:
        assert drawn.read(12)[8:] == b"WEBP"

    for name, wrong in (
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"x" * 90),
        ("b.jpg", b"%PDF-"),
    ):
        told = lay(name, wrong)
        assert told.status_code == 200
        assert "hỏng" in told.content.decode() or "không" in told.content.decode()
    assert PortalImage.objects.count() == 1


@pytest.mark.parametrize("deed", ["delete/", "unpublish/", "move/{}/confirm/"])
def test_no_approver_takes_away_a_site_or_a_section(
    office: Province, deed: str
) -> None:
    """Phúc, the commune's chairman, approves there; both are the organisation's."""
    phuc = office.client("phuc")
    site, section = _phucs(office)
    other = SectionPage.objects.child_of(site).exclude(pk=section.pk)[0]

    for page in (site, section):
        address = f"/bien-tap/pages/{page.pk}/{deed.format(other.pk)}"
        phuc.post(address)
        page.refresh_from_db()
        assert page.live
        assert page.path.startswith(site.path)
        assert not page.path.startswith(other.path)
    shown = phuc.get(f"/bien-tap/pages/{site.pk}/").content.decode()
    assert "không xóa, gỡ hay chuyển chỗ được" in shown


@pytest.mark.parametrize("deed", ["delete", "unpublish"])
def test_nor_many_at_once(office: Province, deed: str) -> None:
    _site, section = _phucs(office)

    office.client("phuc").post(
        f"/bien-tap/bulk/wagtailcore/page/{deed}/?id={section.pk}"
    )

    section.refresh_from_db()
    assert section.live


def test_nor_gives_it_another_address_or_name(office: Province) -> None:
    phuc, (_site, section) = office.client("phuc"), _phucs(office)
    said = {
        "title": "Tin của Phúc",
        "slug": "tin-cua-phuc",
        "intro": "Tin trong xã.",
        "action-publish": "1",
    }

    answer = phuc.post(f"/bien-tap/pages/{section.pk}/edit/", said)

    assert answer.status_code == 302
    before = (section.title, section.slug)
    section.refresh_from_db()
    assert section.intro == "Tin trong xã."
    assert (section.title, section.slug) == before


def test_a_section_that_is_gone_comes_back(office: Province) -> None:
    site, section = _phucs(office)
    slug = section.slug
    section.delete()

    make_sites(on=office.today, by=SYSTEM, at=office.at)

    back = SectionPage.objects.child_of(site).get(code=14)
    assert (back.slug, back.live) == (slug, True)
    assert SectionPage.objects.child_of(site).count() == 17


def test_who_is_named_finds_the_way_by_clicking(office: Province) -> None:
    way, names = 'href="/bien-tap/"', 'href="/cong/bien-tap-vien/"'

    def tabs(who: str) -> tuple[bool, bool]:
        page = office.client(who).get("/cong/hoi-dap/").content.decode()
        return way in page, names in page

    assert tabs("minh") == (False, False)
    name_minh(office)
    assert tabs("minh") == (True, False)
    assert tabs("ha") == (True, True)
