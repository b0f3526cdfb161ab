"""The share of electronic exchange equals what a person counts by hand."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, datetime, time
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from congvu.audit.rules import SYSTEM
from congvu.documents.models import DocumentFile
from congvu.exchange.models import Dispatch
from congvu.exchange.queries import Papers, Period, papers_of
from congvu.exchange.rules import (
    Addressee,
    Issued,
    Part,
    Standing,
    share_of,
    standing_of,
)
from congvu.lib.dates import VIETNAM
from congvu.organisations.actions import (
    create_agency,
    create_post,
    create_unit,
    give_identifier,
)
from congvu.organisations.models import Agency, AgencyKind, IdentifierScheme
from congvu.organisations.rules import Role
from congvu.outgoing.actions import SentTo
from congvu.outgoing.models import OutgoingEntry
from tests.documents.machine import machine
from tests.exchange.letters import issue
from tests.exchange.regulations import LAW, regulation
from tests.people import SINCE, Province

__all__ = ["regulation"]
YEAR = Period(date(2025, 1, 1), date(2026, 1, 1))
COMPLAINT = "Trả lời đơn khiếu nại"

# C a commune here · D a department here · H a department reached over the hub · X a
# district · E another province, as a name outside · T the commune again, by its code
#      month type unit     to     what befell it   where it stands
HAND = """
   1     QĐ   KGVX     C      -                electronic
   1     QĐ   KGVX     CD     -                electronic
   1     CV   KGVX     CDX    -                electronic
   1     CV   VP       CT     -                electronic
   1     BC   VP       C      paper            on-paper
   2     QĐ   KGVX     C      -                electronic
   2     QĐ   KGVX     CH     -                undelivered
   2     CV   KGVX     H      told             electronic
   2     CV   VP       D      refused          undelivered
   2     TB   VP       C      complaint        paper-only
   3     CV   KGVX     X      -                electronic
   3     CV   KGVX     E      -                outside
   3     CV   KGVX     CE     -                electronic
   3     BC   VP       D      recalled         recalled
   3     BC   VP       D      no-file          incomplete
   4     QĐ   KGVX     D      -                electronic
   4     QĐ   VP       D      too              electronic
   4     CV   VP       CD     too no-file      incomplete
   4     CV   VP       C      complaint        paper-only
   4     TB   KGVX     CD     resent           electronic
   7     QĐ   KGVX     X      -                outside
   7     QĐ   KGVX     CX     -                electronic
   7     CV   VP       H      -                undelivered
   8     CV   VP       C      -                electronic
   8     CV   VP       D      -                electronic
   8     GM   KGVX     CDH    told             electronic
   8     GM   KGVX     CD     -                electronic
  12     BC   VP       D      -                electronic
  12     BC   VP       CD     paper            on-paper
  12     TTr  KGVX     D      -                electronic
"""
# Counted by hand from the table above: electronic, counted, left out.
BY_HAND = {
    "total": (18, 25, 3),
    "unit": {"KGVX": (13, 14, 0), "VP": (5, 11, 3)},
    "type": {
        "QĐ": (6, 7, 0),
        "CV": (7, 10, 1),
        "BC": (1, 4, 1),
        "TB": (1, 1, 1),
        "GM": (2, 2, 0),
        "TTr": (1, 1, 0),
    },
    "month": {
        "01/2025": (4, 5, 0),
        "02/2025": (2, 4, 1),
        "03/2025": (2, 3, 1),
        "04/2025": (3, 4, 1),
        "07/2025": (1, 2, 0),
        "08/2025": (4, 4, 0),
        "12/2025": (2, 3, 0),
    },
}
UNITS = {"KGVX": "Phòng Khoa giáo", "VP": "Văn phòng"}


@pytest.fixture
def papers(
    province: Province, law: None, home: None, regulation: None
) -> dict[str, OutgoingEntry]:
    """The table, issued one by one through the front door and then put in its month."""
    bodies = _bodies(province)
    issued = {}
    for number, line in enumerate(HAND.strip().splitlines()):
        month, kind, unit, to, *befell, standing = line.split()
        entry = _issue(province, bodies, to, befell, f"Việc {number}")
        _befall(entry, befell, bodies)
        day = datetime.combine(date(2025, int(month), 15), time(9), VIETNAM)
        OutgoingEntry.objects.filter(pk=entry.pk).update(
            released_at=day,
            type_code=kind,
            type_name=kind,
            unit_id=getattr(province, {"KGVX": "division", "VP": "office"}[unit]).id,
            unit_name=unit,
            recalled_at=day if "recalled" in befell else None,
        )
        issued[f"{number} {standing}"] = entry
    return issued


def _bodies(province: Province) -> dict[str, Agency]:
    made: dict[str, Any] = {"valid_from": SINCE, "by": SYSTEM, "at": province.at}
    bodies = {"C": province.commune}
    for letter, kind in (
        ("D", AgencyKind.DEPARTMENT),
        ("H", AgencyKind.DEPARTMENT),
        ("X", AgencyKind.DISTRICT),
    ):
        body = create_agency(
            kind=kind, name=f"Cơ quan {letter}", short_name=letter,
            issuer_symbol=letter, **made,
        )  # fmt: skip
        give_identifier(
            agency=body, scheme=IdentifierScheme.CODE_35, value=f"H03.{letter}1", **made
        )
        if letter != "H":
            desk = create_unit(agency=body, name="Văn phòng", **made)
            create_post(unit=desk, name="Văn thư", role=Role.RECORDS_CLERK, **made)
        bodies[letter] = body
    return bodies


def _issue(
    province: Province,
    bodies: dict[str, Agency],
    to: str,
    befell: list[str],
    subject: str,
) -> OutgoingEntry:
    on_paper = "complaint" in befell or "too" in befell
    places = [SentTo(bodies[one].id, on_paper=on_paper) for one in to if one in bodies]
    if "E" in to:
        places.append(SentTo(None, "UBND tỉnh Cao Bằng", "H14"))
    if "T" in to:
        places.append(SentTo(None, "Xã Yến Dương", "H03.33.10"))
    said = f"{COMPLAINT} {subject}" if "complaint" in befell else subject
    return issue(province, subject=said, places=places)


def _befall(entry: OutgoingEntry, befell: list[str], bodies: dict[str, Agency]) -> None:
    sent = Dispatch.objects.filter(entry=entry)
    if "paper" in befell:
        first = sent.order_by("recipient__name").first()
        assert first is not None
        sent.filter(pk=first.pk).update(channel="paper", item=None, status="")
    if "refused" in befell:
        sent.update(status="02")
    if "told" in befell:
        sent.filter(agency=bodies["H"]).update(state="sent", status="01")
    if "resent" in befell:
        sent.update(attempts=3)
    if "no-file" in befell:
        DocumentFile.objects.filter(document=entry.document).delete()


def told(shares: list[Any]) -> dict[str, tuple[int, int, int]]:
    return {o.name: (o.numerator, o.denominator, o.excluded) for o in shares}


def test_every_number_equals_the_hand_count(
    province: Province, papers: dict[str, OutgoingEntry]
) -> None:
    found = papers_of(YEAR, province.committee.id)

    total = found.total
    assert (total.numerator, total.denominator, total.excluded) == BY_HAND["total"]
    assert total.percent == 72.0
    for grouping in ("unit", "type", "month"):
        assert told(found.by(grouping)) == BY_HAND[grouping], grouping
    stands = {one.entry_id: one.standing.value for one in found.counted}
    assert {key: stands.get(line.id, "outside") for key, line in papers.items()} == {
        key: key.split()[1] for key in papers
    }
    # The list behind a number is as long as the number.
    for grouping in ("unit", "type", "month"):
        for one in found.by(grouping):
            for part, number in (
                (Part.NUMERATOR, one.numerator),
                (Part.DENOMINATOR, one.denominator),
                (Part.EXCLUDED, one.excluded),
            ):
                assert len(found.behind(part, grouping, one.key)) == number

    _the_page_the_list_the_files_and_the_api_say_the_same(province)


def _the_page_the_list_the_files_and_the_api_say_the_same(province: Province) -> None:
    dung, base = province.client("dung"), "/lien-thong/ty-le-dien-tu/"
    asked = {"tu": "01/2025", "den": "12/2025"}
    page = dung.get(base, asked).content.decode()
    for words in ("72,0 %", "chưa đạt mức 80 %", "so=numerator", "Quyết định 28/2018"):
        assert words in page
    rows = dung.get(f"{base}van-ban/", asked | {"so": "excluded"}).content.decode()
    assert rows.count('<tr><th scope="row">') == 3
    assert "quy chế không cho gửi điện tử" in rows

    made = dung.get(f"{base}xuat/csv/", asked)
    text = b"".join(made.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    lines = list(csv.reader(StringIO(text)))
    assert ["Tất cả", "", "18", "25", "3", "72,0"] in lines
    assert ["Đơn vị", "VP", "5", "11", "3", "45,5"] in lines
    made = dung.get(f"{base}xuat/xlsx/", asked)
    stream = BytesIO(b"".join(made.streaming_content))  # type: ignore[attr-defined]
    with ZipFile(stream) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    for words in ("08/2025", "100,0", "<v>18</v>", "<v>25</v>"):
        assert words in sheet

    api = machine(province, "dung")
    span = "first=2025-01-01&last=2025-12-31"
    report = api.get(f"electronic-share?{span}").data
    assert report["total"]["percent"] == 72.0
    assert sum(one["papers"] for one in report["rules"]) == 28
    listed = api.get(f"electronic-share/documents?{span}&part=numerator").data
    assert len(listed) == 18


def test_it_takes_as_many_queries_for_one_paper_as_for_thirty(
    province: Province, papers: dict[str, OutgoingEntry]
) -> None:
    counts = []
    for period in (Period(date(2025, 8, 1), date(2025, 9, 1)), YEAR):
        with CaptureQueriesContext(connection) as asked:
            papers_of(period, province.committee.id)
        counts.append(len(asked))
    assert counts == [5, 5]


@pytest.mark.usefixtures("law", "home", "regulation")
def test_only_the_provinces_committee_asks_for_every_agency(
    province: Province,
) -> None:
    issue(province)
    base = "/lien-thong/ty-le-dien-tu/"
    year = province.today.year
    asked = {"tu": f"01/{year}", "den": f"12/{year}", "tinh": "on"}

    whole = province.client("dung").get(base, asked).content.decode()
    own = province.client("phuc").get(base, asked).content.decode()
    denied = machine(province, "phuc").get(
        f"electronic-share?first={year}-01-01&last={year}-12-31&whole=true"
    )

    assert "Ủy ban nhân dân tỉnh Bắc Kạn" in whole
    assert "100,0 %" in whole
    assert "chưa có văn bản phải tính" in own
    assert denied.status == 404


HERE = Addressee("commune", "inside", "sent", "03")


@pytest.mark.parametrize(
    ("addressees", "changed", "standing"),
    [
        ([HERE], {}, Standing.ELECTRONIC),
        (
            [HERE, Addressee("commune", "inside", "sent", "02")],
            {},
            Standing.UNDELIVERED,
        ),
        ([HERE, Addressee("commune", "hub", "sent", "")], {}, Standing.UNDELIVERED),
        ([HERE, Addressee("commune", "hub", "given-up", "")], {}, Standing.UNDELIVERED),
        ([HERE, Addressee("commune", "paper", "sent", "")], {}, Standing.ON_PAPER),
        ([HERE, Addressee("department")], {}, Standing.ON_PAPER),
        ([HERE, Addressee("other")], {}, Standing.ELECTRONIC),
        ([HERE], {"is_whole": False}, Standing.INCOMPLETE),
        ([HERE], {"is_recalled": True}, Standing.RECALLED),
        ([HERE], {"on": date(2016, 1, 1)}, Standing.NO_RULE),
    ],
)
def test_where_one_paper_stands(
    addressees: list[Addressee], changed: dict[str, Any], standing: Standing
) -> None:
    told_: dict[str, Any] = {"on": date(2026, 5, 3)} | changed
    issued = Issued("province", "CV", "", addressees=addressees, **told_)
    assert standing_of(issued, [LAW])[0] == standing


@given(st.lists(st.sampled_from(Standing)))
def test_the_three_numbers_hold_every_paper_once(standings: list[Standing]) -> None:
    share = share_of("", "", standings)
    assert share.denominator + share.excluded == len(standings)
    assert share.numerator == Counter(standings)[Standing.ELECTRONIC]
    assert share.percent is None or 0 <= share.percent <= 100
    assert Papers([]).total.percent is None
