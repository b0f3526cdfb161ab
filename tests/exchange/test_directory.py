"""Organisations outside: taken in as a stream, found as typed, followed if closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.exchange.actions import take_directory
from congvu.exchange.client import AgencyCard, HubDown
from congvu.exchange.client.folder import FolderHub
from congvu.exchange.jobs import take_directories
from congvu.exchange.models import DirectoryEntry, Dispatch
from congvu.exchange.queries import (
    find_in_directory,
    find_places,
    mailboxes_of,
    reached_by,
    same_body,
)
from congvu.exchange.rules import Listed, asked_words, index_words, prefix_query
from congvu.lib.refusals import Refused
from congvu.outgoing.actions import SentTo
from congvu.outgoing.models import OutgoingEvent
from tests.documents.machine import machine
from tests.exchange.letters import issue, reserve
from tests.people import Province

YEN = Listed("H55.33.10", "Ủy ban nhân dân xã Yến Dương", "000.10.33.H03")
SOURCE = [
    YEN,
    Listed("H55.33.11", "Ủy ban nhân dân xã Thượng Minh", code102="000.11.33.H55"),
    Listed("G12", "Bộ Tài chính", "000.00.00.G12"),
    Listed("G09.01", "Cục Văn thư và Lưu trữ nhà nước"),
    Listed("H03", "Tỉnh Bắc Kạn", closed_on=date(2025, 7, 1), successor_code="H55"),
    Listed("H55", "Ủy ban nhân dân tỉnh Thái Nguyên", closed_on=None),
    Listed("H99.1", "Hội đã giải thể", closed_on=date(2025, 1, 1)),
]


def take(province: Province, listed: list[Listed], days: int = 0) -> None:
    at = province.at + timedelta(days=days)
    take_directory(listed=listed, source="hub", by=SYSTEM, at=at)


def found(text: str) -> list[str]:
    return [one.code for one in find_in_directory(text)]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("yen duong", ["H55.33.10"]),
        ("Dương YẾN xã", ["H55.33.10"]),
        ("uy ban nhan xa", ["H55.33.10", "H55.33.11"]),
        ("thuong mi", ["H55.33.11"]),
        ("000.10.33.H03", ["H55.33.10"]),
        ("10.33.h03", ["H55.33.10"]),
        ("000.11.33.h55", ["H55.33.11"]),
        ("h55.33", ["H55.33.10", "H55.33.11"]),
        ("bo tai chinh g12", ["G12"]),
        ("van thu, luu tru", ["G09.01"]),
        ("bac kan", ["H03"]),
        ("yen thuong", []),
        ("", []),
        (" . | & ! ' :* ", []),
    ],
)
def test_it_is_found_by_words_in_any_order_and_by_every_code(
    province: Province, typed: str, codes: list[str]
) -> None:
    take(province, SOURCE)
    assert found(typed) == codes


@pytest.mark.django_db
@given(text=st.text(max_size=80))
def test_whatever_is_typed_is_a_question_postgresql_understands(
    text: str,
) -> None:
    words = asked_words(text)
    assert find_in_directory(text) == []
    if words:
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::tsquery IS NOT NULL", [prefix_query(words)])
            assert cursor.fetchone() == (True,)


@given(st.sampled_from(SOURCE), st.data())
def test_every_beginning_of_every_word_of_a_name_is_in_its_index(
    listed: Listed, data: Any
) -> None:
    kept = index_words(listed).split()
    for word in asked_words(listed.name):
        typed = word[: data.draw(st.integers(1, len(word)))]
        assert any(one.startswith(typed) for one in kept)


def test_what_is_no_longer_listed_is_closed_and_what_comes_back_is_open(
    province: Province,
) -> None:
    take(province, SOURCE)
    take(province, [one for one in SOURCE if one is not YEN], days=1)

    gone = DirectoryEntry.objects.get(code=YEN.code)
    assert gone.closed_on == province.today + timedelta(days=1)
    assert DirectoryEntry.objects.count() == len(SOURCE)

    take(province, SOURCE, days=2)
    gone.refresh_from_db()
    assert gone.closed_on is None


def test_an_empty_list_closes_nobody(province: Province) -> None:
    take(province, SOURCE)
    with pytest.raises(Refused, match="trống"):
        take(province, [], days=1)
    assert DirectoryEntry.objects.filter(closed_on__isnull=True).count() == 5


def test_a_hub_that_breaks_off_half_way_changes_nothing(
    province: Province, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(province, SOURCE)

    class Broken:
        def agencies(self) -> Iterator[Any]:
            yield from ()
            raise HubDown("mất kết nối")

    settings.EXCHANGE = {"hub": {"address": "http://localhost"}}
    monkeypatch.setattr(
        "congvu.exchange.jobs.hubs.hub_client", lambda _channel: Broken()
    )
    events = AuditEvent.objects.count()

    take_directories()

    assert DirectoryEntry.objects.filter(closed_on__isnull=True).count() == 5
    assert AuditEvent.objects.count() == events


def test_a_shared_folder_lists_who_has_a_place_in_it(
    province: Province, settings: Any, tmp_path: Path
) -> None:
    root = tmp_path / "truc"
    root.mkdir()
    settings.EXCHANGE = {"folder": {"folder": str(root)}}
    take_directories()
    assert not DirectoryEntry.objects.exists(), "an empty folder ends nobody"

    shared = FolderHub(root)
    shared.register(AgencyCard("H55.1", "Sở Y tế", old_code="000.00.01.H55"))
    shared.register(AgencyCard("H55.2", "Sở Nội vụ\0 ", mail="a@snv.example"))
    shared.register(AgencyCard("H55.3" + "0" * 40, "Mã quá dài"))
    shared.register(AgencyCard("H55.4", "Sở cũ"))
    (root / "H55.4" / "agency.json").write_text("[không phải JSON", encoding="utf-8")
    take_directories()

    rows = DirectoryEntry.objects.order_by("code")
    assert [(one.code, one.name, one.old_code, one.mailbox) for one in rows] == [
        ("H55.1", "Sở Y tế", "", ""),
        ("H55.2", "Sở Nội vụ", "", ""),
        ("H55.4", "H55.4", "", ""),
    ]
    page = province.client("lan").get("/lien-thong/danh-ba/?q=y te").content.decode()
    assert "thư mục trao đổi, " in page
    shared.delete("H55.4")
    take_directories()
    closed = DirectoryEntry.objects.exclude(closed_on=None)
    assert [(one.code, one.source) for one in closed] == [("H55.4", "folder")]


def test_a_shared_folder_does_not_say_who_others_are(
    province: Province, settings: Any, tmp_path: Path
) -> None:
    """Whoever can write into it could else speak by mail in a ministry's name."""
    settings.EXCHANGE = {"folder": {"folder": str(tmp_path)}}
    take(province, SOURCE)
    shared = FolderHub(tmp_path)
    shared.register(
        AgencyCard("G12", "Ai đó", old_code="H55", mail="ai-do@spam.example")
    )
    shared.register(AgencyCard("H55.9", "Xã Chín", old_code="G12"))

    take_directories()

    ministry = DirectoryEntry.objects.get(code="G12")
    assert (ministry.name, ministry.old_code, ministry.mailbox) == (
        "Bộ Tài chính",
        "000.00.00.G12",
        "",
    )
    assert same_body("H55.9", ["G12"]) == set()
    assert mailboxes_of("G12") == set()


def test_who_cannot_be_read_this_time_is_not_closed(
    province: Province, settings: Any, tmp_path: Path
) -> None:
    settings.EXCHANGE = {"folder": {"folder": str(tmp_path)}}
    shared = FolderHub(tmp_path)
    for code in ("H55.1", "H55.2"):
        shared.register(AgencyCard(code, "Sở"))
    take_directories()
    card = tmp_path / "H55.2" / "agency.json"
    card.unlink()
    card.mkdir()  # there, and not to be read

    take_directories()

    assert not DirectoryEntry.objects.exclude(closed_on=None).exists()


def test_the_shell_loads_a_file_and_names_the_line_that_is_wrong(
    province: Province, tmp_path: Path
) -> None:
    file = tmp_path / "danh-ba.csv"
    head = "code,name,old_code,closed_on,successor_code\n"
    file.write_text(f"\ufeff{head}h55.1,Sở Y tế,000.00.01.H55,,\n", encoding="utf-8")
    out = StringIO()
    call_command("agency_directory", "load", str(file), stdout=out)
    assert "1 cơ quan, đóng 0" in out.getvalue()
    assert found("y te so") == ["H55.1"]

    file.write_text(f"{head}A1,Một,,,\nA2,Hai,,hôm qua,\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Dòng 3: closed_on"):
        call_command("agency_directory", "load", str(file))
    assert not DirectoryEntry.objects.filter(code="A1").exists()


def test_successors_are_followed_by_the_table_and_a_ring_ends(
    province: Province,
) -> None:
    ended = date(2025, 7, 1)
    take(
        province,
        [
            *SOURCE,
            Listed("C1", "Một", closed_on=ended, successor_code="C2"),
            Listed("C2", "Hai", closed_on=ended, successor_code="C1"),
            Listed("H03.1", "Sở cũ", "000.00.01.H03", "", "", "", ended, "H03"),
        ],
    )
    codes = {"H03", "000.00.01.H03", "G12", "C1", "H99.1", "H77"}
    with CaptureQueriesContext(connection) as asked:
        now = reached_by(codes, province.today)

    assert {code: one.code for code, one in now.items()} == {
        "H03": "H55",
        "000.00.01.H03": "H55",
        "G12": "G12",
        "C1": "",
        "H99.1": "",
    }
    assert now["G12"].words == ""
    assert "gửi cho Ủy ban nhân dân tỉnh Thái Nguyên (H55)" in now["H03"].words
    assert len(asked) <= 10
    assert reached_by({"H03"}, ended - timedelta(days=1))["H03"].code == "H03"


@pytest.mark.usefixtures("law", "home")
def test_a_paper_for_a_closed_code_goes_to_the_successor_and_says_so(
    province: Province,
) -> None:
    listed = [
        *[one for one in SOURCE if one.code != "H55"],
        Listed("H55", "UBND tỉnh Thái Nguyên"),
    ]
    take(province, [*listed, Listed("H1.9", "Sở Y tế")])
    DirectoryEntry.objects.filter(code="H1.9").update(
        closed_on=province.today, successor_code="G12"
    )
    line = issue(province, places=[SentTo(None, "Sở Y tế", "H1.9")])

    sent = Dispatch.objects.get(entry=line)
    assert (sent.channel, sent.address) == ("hub", "G12")
    told = OutgoingEvent.objects.get(target_id=line.id, event="outgoing.issued")
    assert "H1.9 đã đóng" in told.detail["text"]
    page = province.client("lan").get("/lien-thong/goi-di/").content.decode()
    assert "<small>Bộ Tài chính</small>" in page, "by its name, not by its code"
    with pytest.raises(Refused, match="không có nơi kế thừa"):
        issue(province, places=[SentTo(None, "Hội", "H99.1")])


def test_lan_finds_it_on_the_page_under_the_field_and_by_the_api(
    province: Province,
) -> None:
    take(province, SOURCE)
    lan = province.client("lan")

    page = lan.get("/lien-thong/danh-ba/", {"q": "yen"}).content.decode()
    choices = lan.get(
        "/lien-thong/danh-ba/", {"q": "yen"}, headers={"HX-Request": "true"}
    ).content.decode()
    api = machine(province, "lan").get("directory?q=bac kan").data

    line = "Ủy ban nhân dân xã Yến Dương | H55.33.10"
    assert line in page
    assert "<html" in page
    assert f'data-place="{line}"' in choices
    assert "<html" not in choices
    assert [(one["code"], one["successor_code"]) for one in api] == [("H03", "H55")]


@pytest.mark.parametrize(
    ("channels", "wire", "said"),
    [
        ({}, "hub", "Gửi qua trục liên thông"),
        ({"gateway": {}}, "gateway", "Gửi qua cổng của tỉnh"),
    ],
)
def test_each_is_shown_with_the_way_a_paper_would_go(
    province: Province, settings: Any, channels: Any, wire: str, said: str
) -> None:
    settings.EXCHANGE = channels
    inside = Listed("H03.33.10", "Xã cùng hệ thống")
    take(province, [*SOURCE, inside])
    ours = machine(province, "lan")

    def way(asked: str) -> list[tuple[str, str]]:
        found = ours.get(f"directory?q={asked}").data
        return [(one["code"], one["channel"]) for one in found]

    assert way("cung he thong") == [("H03.33.10", "inside")]
    assert way("tai chinh") == [("G12", wire)]
    assert way("hoi da giai the") == [("H99.1", "")]
    lan = province.client("lan")
    shown = {
        asked: lan.get(
            "/lien-thong/danh-ba/", {"q": asked}, headers={"HX-Request": "true"}
        ).content.decode()
        for asked in ("cung he thong", "tai chinh", "hoi da giai the", "khong co")
    }
    assert "Gửi trong hệ thống, đến ngay" in shown["cung he thong"]
    assert said in shown["tai chinh"]
    assert "không có nơi kế thừa" in shown["hoi da giai the"]
    assert "data-place" not in shown["hoi da giai the"]
    assert "Không tìm thấy" in shown["khong co"]


def test_choices_cost_the_same_however_many_are_found(province: Province) -> None:
    many = [Listed(f"H77.{n}", f"Trạm thú y số {n}") for n in range(30)]
    take(province, [*SOURCE, *many])
    cost = {}
    for asked in ("tai chinh", "tram thu y"):
        with CaptureQueriesContext(connection) as queries:
            find_places(asked, province.today)
        cost[asked] = len(queries)
    assert cost["tram thu y"] == cost["tai chinh"] <= 8


@pytest.mark.usefixtures("law")
def test_the_page_of_issuing_offers_the_directory(province: Province) -> None:
    line = reserve(province)
    page = province.client("lan").get(f"/van-ban/di/{line.id}/phat-hanh/")
    text = page.content.decode()
    # The search is a form of its own, so that it works without script, too.
    assert '<form id="directory" method="get" action="/lien-thong/danh-ba/"' in text
    assert text.index("data-places") > text.index('name="outside"')
