"""Nobody finds what they may not read, and pages are whole for who reads little."""

from __future__ import annotations

import random
from collections.abc import Iterator
from uuid import UUID

import pytest

from congvu.audit.rules import SYSTEM
from congvu.documents.models import Grant, RegisterEntry
from congvu.finding.queries import look
from congvu.finding.rules import Question
from congvu.organisations.access import Seat
from congvu.organisations.actions import pass_on
from tests.archives.making import make_dossier
from tests.documents.pages import assign, make_entry, multiply
from tests.documents.reforms import decide, end, make_commune, merge
from tests.finding.shelf import PAGE, found, page, paper, turned
from tests.outgoing.drafts import begin
from tests.people import Province
from tests.search.index import TestIndex

pytestmark = pytest.mark.usefixtures("law")
READERS = ("lan", "dung", "ha", "hoa", "minh", "thu", "tu", "phuc")


def all_keys(seat: Seat, text: str, *, newest: bool) -> Iterator[UUID]:
    """Of every page, in order."""
    after = ""
    while True:
        asked = Question(text=text, kind="incoming", newest=newest)
        found = look(seat, asked, on=seat.on, after=after)
        assert len(found.lines) == 20 or not found.after, "a page is filled"
        yield from (line.id for line in found.lines)
        after = found.after
        if not after:
            return


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_each_reader_finds_just_what_a_plain_filter_over_the_rows_lets_through(
    province: Province, index: TestIndex, seed: int
) -> None:
    """Random papers, random grants: the second opinion reads rows, not the product."""
    chance = random.Random(seed)
    words = ("đê", "kè", "cống")
    for who in ("lan", "tu"):
        for word in words:
            entry = make_entry(
                province, who=who, subject=f"Về {word}", symbol=f"1/{word}"
            )
            multiply(entry, 29)
    entries = list(RegisterEntry.objects.select_related("document"))
    desks = sorted(
        {p for who in READERS for p in province.seat(who).principals}, key=str
    )
    Grant.objects.all().delete()
    Grant.objects.bulk_create(
        Grant(entry=entry, principal_id=desk, order_key=entry.order_key)
        for entry in entries
        for desk in chance.sample(desks, chance.choice([0, 0, 0, 1, 2]))
    )
    index.follow()
    granted: dict[UUID, set[UUID]] = {}
    for entry_id, desk in Grant.objects.values_list("entry_id", "principal_id"):
        granted.setdefault(entry_id, set()).add(desk)

    for who in READERS:
        seat, word = province.seat(who), chance.choice(words)
        right = {
            entry.id
            for entry in entries
            if entry.agency_id == seat.agency_id
            and word in entry.document.subject
            and (seat.is_agency_wide or granted.get(entry.id, set()) & seat.principals)
        }
        for newest in (False, True):
            got = list(all_keys(seat, f'"{word}"', newest=newest))
            assert sorted(got) == sorted(right), (who, word, newest)


def test_a_specialist_who_reads_a_hundredth_gets_whole_pages(
    province: Province, index: TestIndex
) -> None:
    first = make_entry(province, subject="Thủy lợi nội đồng", symbol="1/T")
    multiply(first, 400)
    some = list(RegisterEntry.objects.order_by("order_key")[::16])
    Grant.objects.bulk_create(
        Grant(
            entry=entry,
            principal_id=province.seat("minh").post_id,
            order_key=entry.order_key,
        )
        for entry in some
    )
    index.follow()

    shown = page(province, "minh", "thuy loi")

    assert "26 kết quả" in shown
    assert len(found(province, "minh", "thuy loi")) == 20
    assert len(turned(province, "minh", "thuy loi", xep="moi")) == 26


def test_a_right_taken_back_is_gone_at_once_before_the_index_knows(
    province: Province, index: TestIndex
) -> None:
    part = assign(province, make_entry(province, subject="Giao cho Minh"))
    index.follow()
    assert found(province, "minh", "giao cho minh") == ["Giao cho Minh"]

    Grant.objects.filter(entry=part.entry).delete()

    assert found(province, "minh", "giao cho minh") == []
    suggested = province.client("minh").get("/tim-kiem/goi-y/", {"q": "giao cho mi"})
    assert suggested.content == b""
    exported = province.client("minh").get("/tim-kiem/ket-qua.csv", {"q": "giao"})
    assert b"Minh" not in b"".join(exported.streaming_content)


def test_nothing_of_another_agency_is_found_suggested_counted_or_exported(
    province: Province, index: TestIndex
) -> None:
    paper(province, "Chuyện riêng của Yến Dương", "1/YD", "Mật danh Sao Mai", who="tu")
    begin(province, subject="V/v chuyện riêng của tỉnh")
    index.follow()

    for text in ("chuyện riêng của yến dương", "sao mai", "1/YD", '"Yến Dương"'):
        lans = page(province, "lan", text)
        assert "Chuyện riêng của Yến" not in lans
        assert "Sao Mai" not in lans
        assert "riêng của tỉnh" not in page(province, "tu", text)
    assert "Tất cả" in page(province, "lan", "sao mai")
    assert "0 kết quả" in page(province, "lan", "sao mai")
    asked = {"q": "chuyện riêng"}
    suggested = province.client("lan").get("/tim-kiem/goi-y/", asked)
    exported = province.client("lan").get("/tim-kiem/ket-qua.csv", asked)
    assert "Yến" not in suggested.content.decode()
    assert "Yến" not in b"".join(exported.streaming_content).decode()
    assert "Chuyện riêng của Yến Dương" in found(province, "tu", "sao mai")


def test_the_heir_finds_what_its_predecessor_left(
    province: Province, index: TestIndex
) -> None:
    heir = make_commune(province, province.today, province.at)
    entry = paper(province, "Hồ chứa Nà Cáy", "1/NC", who="tu")
    merge(province, heir, province.today, province.at)
    index.follow()
    clerk = heir.cast["lien"].user
    from_heir = province.client("lan")
    from_heir.force_login(clerk)

    shown = from_heir.get(PAGE, {"q": "ho chua na cay"}).content.decode()
    in_book = from_heir.get(PAGE, {"q": "ho chua", "so": str(entry.register_id)})

    assert "<mark>Hồ chứa Nà Cáy</mark>" in shown
    assert "Nà Cáy" in in_book.content.decode()
    assert found(province, "lan", "ho chua na cay") == []


def test_a_dossier_is_found_where_it_is_kept_and_counted_nowhere_else(
    province: Province, index: TestIndex
) -> None:
    """Its agency has ended, the day of the act has not been carried out yet."""
    heir = make_commune(province, province.today, province.at)
    make_dossier(province, "tu", title="Hồ chứa Nà Cáy", symbol="01.HC")
    index.follow()
    client = province.client("tu")
    assert "Nà Cáy" in client.get(PAGE, {"q": "nà cáy"}).content.decode()

    end(province.commune, province.today)
    act = decide({province.commune.id: heir.agency.id}, province.today, province.at)
    client.force_login(heir.cast["lien"].user)
    before = client.get(PAGE, {"q": "nà cáy"}).content.decode()
    pass_on(reform=act, by=SYSTEM, at=province.at)
    index.follow()
    after = client.get(PAGE, {"q": "nà cáy"}).content.decode()

    assert "0 kết quả" in before
    assert "Nà Cáy</" not in before
    assert "1 kết quả" in after


def test_an_administrator_and_who_has_no_post_have_no_box(province: Province) -> None:
    for who in ("quan", "khach", "son"):
        client = province.client(who)
        assert client.get(PAGE).status_code == 404
        assert client.get("/tim-kiem/goi-y/", {"q": "đất"}).status_code == 404
        assert client.get("/tim-kiem/ket-qua.xlsx", {"q": "đất"}).status_code == 404
        front = client.get("/", follow=True).content.decode()
        assert 'action="/tim-kiem/"' not in front
    assert (
        'action="/tim-kiem/"'
        in province.client("lan").get("/", follow=True).content.decode()
    )
