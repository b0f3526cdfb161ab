"""What anybody reads at the portal: the list, a paper, its file, the search, proofs."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from congvu.audit.rules import SYSTEM
from congvu.outgoing.actions import recall_paper
from congvu.portal import actions
from congvu.portal.actions import make_sites
from congvu.portal.models import PublicDocument
from congvu.portal.rules import leaf_of
from tests.people import Province
from tests.portal.papers import public

pytestmark = [
    pytest.mark.usefixtures("law", "home"),
    pytest.mark.urls("congvu.config.portal_urls"),
]


@pytest.fixture
def reader(settings: Any, province: Province) -> Client:
    """Somebody at home, at the public process."""
    settings.MIDDLEWARE = [
        "congvu.config.portal_pages.public_middleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
    ]
    settings.VISITS_LOG = ""
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    return Client()


@pytest.fixture
def paper(reader: Client, province: Province) -> PublicDocument:
    return public(province, wish={"field": "nong-nghiep"})


def _text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_list_leads_to_the_paper_and_its_file(
    reader: Client, paper: PublicDocument
) -> None:
    year = paper.issued_on.year
    listed = _text(reader.get("/van-ban/"))
    one = reader.get(f"/van-ban/{paper.pk}/")
    page = _text(one)
    file = f"/van-ban/{paper.pk}/tep/{paper.file_sha256}/"
    got, seen = reader.get(file), reader.get(file + "?xem")

    assert paper.symbol in listed
    assert f"/van-ban/{paper.pk}/" in listed
    assert 'name="DCTERMS.title" content="Trồng rừng năm 2026"' in page
    assert 'typeof="Legislation"' in page
    assert "còn hiệu lực" in page
    assert "Last-Modified" in one.headers
    assert got["Content-Disposition"].startswith("attachment")
    assert got["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert got["ETag"] == f'"{paper.file_sha256}"'
    assert b"".join(got.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert "inline" in seen["Content-Disposition"]
    assert b"".join(seen.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    for asked, found in (
        (f"?nam={year}&loai=KH&linh_vuc=nong-nghiep&hieu_luc=con", True),
        (f"?so={paper.symbol}", True),
        (f"?co_quan={paper.agency_id}", True),
        ("?loai=CT", False),
        ("?hieu_luc=het", False),
        (f"?nam={year - 1}", False),
        ("?nam=abcd&co_quan=x&sau=y", True),
    ):
        assert (str(paper.pk) in _text(reader.get("/van-ban/" + asked))) is found


def test_what_is_not_there_is_not_found(
    reader: Client, paper: PublicDocument, province: Province
) -> None:
    other = "0" * 64
    for url in (
        f"/van-ban/{uuid4()}/",
        f"/van-ban/{paper.pk}/tep/{other}/",
        "/khong-co/van-ban/",
        "/ma-goc-hang-ngay/2020-01-01.json",
        "/ma-goc-hang-ngay/hom-qua.json",
        "/sitemap-van-ban-7.xml",
    ):
        assert reader.get(url).status_code == 404, url
    commune = _text(reader.get("/xa-yen-duong/van-ban/?so=khong+co"))
    assert "Không có văn bản nào như vậy" in commune
    assert f"trang={province.commune.pk}" in commune


def test_what_governs_a_body_stands_on_its_site_too(
    reader: Client, paper: PublicDocument, province: Province
) -> None:
    """The committee's plan went to the commune; the department has nothing of it."""
    address = f"/van-ban/{paper.pk}/"
    assert paper.governs == [province.commune.pk]
    assert address in _text(reader.get("/xa-yen-duong/van-ban/"))
    assert address in _text(reader.get("/xa-yen-duong/"))
    told = json.loads(_text(reader.get(f"/van-ban.json?trang={province.commune.pk}")))
    assert [one["id"] for one in told["items"]] == [str(paper.pk)]
    own = json.loads(_text(reader.get(f"/van-ban.json?co_quan={province.commune.pk}")))
    assert own["items"] == []


@pytest.mark.parametrize("year", ["9999", "0000", "００００"])
@pytest.mark.parametrize("ending", ["/", ".json", ".csv", ".atom"])
def test_a_year_beyond_the_calendar_is_no_fault(
    reader: Client, year: str, ending: str
) -> None:
    answer = reader.get(f"/van-ban{ending}", {"nam": year})
    assert answer.status_code == 200


def test_a_recalled_paper_answers_gone_with_its_reason(
    reader: Client, paper: PublicDocument, province: Province
) -> None:
    entry = paper.publishing.entry
    assert entry is not None
    file = f"/van-ban/{paper.pk}/tep/{paper.file_sha256}/"
    recall_paper(
        entry_id=entry.id,
        reason="Sai số liệu diện tích",
        by=province.seat("lan"),
        at=province.at,
    )

    page = reader.get(f"/van-ban/{paper.pk}/")

    assert page.status_code == 410
    assert "Sai số liệu diện tích" in _text(page)
    assert 'content="noindex"' in _text(page)
    assert reader.get(file).status_code == 404
    assert str(paper.pk) not in _text(reader.get("/"))


def test_programs_read_the_same(reader: Client, paper: PublicDocument) -> None:
    found = json.loads(_text(reader.get("/van-ban.json?loai=KH")))
    lines = b"".join(reader.get("/van-ban.csv").streaming_content)  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(lines.decode("utf-8-sig"))))
    feed = _text(reader.get("/van-ban.atom?loai=KH"))
    whole = _text(reader.get("/sitemap.xml"))
    [address] = re.findall(r"<loc>[^<]*(/sitemap-van-ban-[^<]*)</loc>", whole)
    part = _text(reader.get(address))
    engine = _text(reader.get("/tim-kiem.xml"))

    [item] = found["items"]
    assert (item["symbol"], item["sha256"]) == (paper.symbol, paper.file_sha256)
    assert [row["url"] for row in rows] == [item["url"]]
    told = ("symbol", "issuer", "issued_on", "sha256", "published_at")
    assert leaf_of([item[name] for name in told]) == item["leaf"] == paper.leaf
    assert feed.count("<entry>") == feed.count("</entry>") == 1
    assert f"<loc>{item['url']}</loc>" in part
    assert "{searchTerms}" in engine


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("trong rung", True),
        ("TRỒNG RỪNG", True),
        ("thủy lợi", False),
        ("<script>alert(1)</script>", False),
        ("", False),
    ],
)
def test_the_search_page(
    reader: Client, paper: PublicDocument, question: str, *, found: bool
) -> None:
    page = _text(reader.get("/tim-kiem/", {"q": question, "trang": "1"}))

    assert (f"/van-ban/{paper.pk}/" in page) is found
    assert "<mark>Trồng</mark>" in page or not found
    assert "<script>alert" not in page


def test_a_file_is_checked_and_not_kept(
    reader: Client, paper: PublicDocument, province: Province, home: Any
) -> None:
    place = home / "portal" / "files" / paper.file_sha256
    content = place.read_bytes()

    def checked(data: bytes, name: str = "vb.pdf") -> str:
        file = SimpleUploadedFile(name, data, "application/pdf")
        return _text(reader.post("/kiem-tra-van-ban/", {"tep": file}))

    same, other = checked(content), checked(content + b"\n")
    picture = checked(b"\x89PNG....")
    named = _text(reader.get("/kiem-tra-van-ban/", {"so": paper.symbol}))
    empty = _text(reader.post("/kiem-tra-van-ban/", {}))
    odd = reader.post("/kiem-tra-van-ban/", {"so": "12\0"})

    assert "đúng từng byte" in same
    assert "Ngày công khai chưa kết thúc" in same
    assert "Bản gốc ký trên giấy" in same
    assert "Không có văn bản công khai nào có đúng tệp này" in other
    assert "không phải PDF" in picture
    assert "Có trong sổ văn bản công khai" in named
    assert "Ghi số, ký hiệu" in empty
    assert odd.status_code == 200
    actions.close_days(by=SYSTEM, at=province.at + timedelta(days=1))
    later = checked(content)
    [day] = json.loads(_text(reader.get(f"/ma-goc-hang-ngay/{paper.day}.json")))[
        "leaves"
    ]
    assert day == paper.leaf
    assert day in later
    assert day in _text(reader.get("/ma-goc-hang-ngay/"))  # one leaf is the root


def test_what_is_too_large_is_told(reader: Client, settings: Any) -> None:
    settings.MAX_FILE_BYTES = 10
    file = SimpleUploadedFile("vb.pdf", b"%PDF-1.7 and more")

    answer = reader.post("/kiem-tra-van-ban/", {"tep": file})

    assert answer.status_code == 422
    assert "Tệp lớn quá" in _text(answer)
