"""What stands in the sections, as everybody reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from congvu.audit.rules import SYSTEM
from congvu.portal.actions import make_sites
from congvu.portal.models import ServicePage
from congvu.portal.queries import sites_of
from tests.people import Province
from tests.portal.outside import as_the_public_role, outside
from tests.portal.sections import GOOD, fill, section_of

pytestmark = pytest.mark.django_db


Read = Callable[..., str]


@pytest.fixture
def commune(province: Province) -> str:
    """The address of a site with something in each section."""
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    fill(province.commune.id, province.today)
    sites = sites_of(province.commune.id)
    found: str = next(s.url for s in sites if s.locale.language_code == "vi")
    return found


@pytest.fixture
def read(province: Province, commune: str) -> Iterator[Read]:
    """Pages of the commune's site, by the role that reads what is published."""
    with outside(province) as browser, as_the_public_role():

        def asked(path: str, before: str = "") -> str:
            url = f"{before}{commune}{path}"
            answer = browser.get(url)
            assert answer.status_code == 200, url
            found: str = b"".join(answer).decode()
            return found

        yield asked


def test_a_procedure_says_who_does_each_step_how_long_and_what_it_costs(
    read: Read,
) -> None:
    page = read("thu-tuc-hanh-chinh/dang-ky-khai-sinh/")
    for words in (
        "Nhận tờ khai",
        "Công chức hộ tịch",
        "trong ngày",
        "không",
        "Tờ khai",
    ):
        assert words in page
    assert 'name="DCTERMS.subject" content="thử, cổng"' in page
    assert "khai-sinh/tin-moi" not in page, "a page is no list with a feed"


def test_contacts_are_called_and_written_to(read: Read) -> None:
    page = read("lanh-dao/dau-moi/")
    assert 'href="tel:02093800100"' in page
    assert 'href="mailto:phuc@backan.example"' in page
    assert "Đặng Văn Phúc" in page
    assert "Chủ tịch" in read("lanh-dao/dau-moi/", "/en")


def test_a_project_says_its_cost_in_whole_dong(read: Read) -> None:
    page = read("dau-tu-dau-thau/duong-lien-thon/")
    assert "2.400.000.000 đồng" in page
    assert "Ngân sách xã" in page


def test_every_page_is_listed_in_its_section_and_kept_as_a_file(read: Read) -> None:
    page = read("quy-hoach-ke-hoach/")
    assert "Kế hoạch năm" in page
    saved = read("quy-hoach-ke-hoach/ke-hoach-nam/", "/luu")
    assert "12/KH-UBND" in saved
    assert "Đã xong một nửa." in saved


def test_a_page_is_laid_only_into_the_section_it_is_made_for(
    province: Province, commune: str
) -> None:
    assert ServicePage.can_create_at(section_of(province.commune.id, 9))
    assert not ServicePage.can_create_at(section_of(province.commune.id, 8))
    assert set(GOOD) == {1, 2, 4, 5, 6, 7, 8, 9, 12, 13, 14, 16}
