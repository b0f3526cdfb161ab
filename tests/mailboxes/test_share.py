"""The electronic share with mail in it equals what a person counts by hand.

A department of the province has no registry here; papers reach it by letter, and what
became of each is read from the mail server's log, or told by an answer.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.exchange.actions import take_directory
from congvu.exchange.models import Dispatch, Packet
from congvu.exchange.queries import Period, papers_of
from congvu.exchange.rules import Listed
from congvu.files.models import StoredFile
from congvu.indicators.actions import measure
from congvu.indicators.queries import figures
from congvu.indicators.rules import Period as Span
from congvu.indicators.rules import PeriodKind, one_body
from congvu.lib.refusals import Refused
from congvu.mailboxes.actions import reading_log
from congvu.organisations.actions import create_agency, give_identifier
from congvu.organisations.models import Agency, AgencyKind, IdentifierScheme
from congvu.outgoing.actions import SentTo
from tests.exchange.letters import issue
from tests.exchange.regulations import regulation
from tests.mailboxes.registry import registry_box
from tests.mailboxes.test_deliveries import (
    NOBODY,
    SAVED,
    TAKEN,
    letter_lines,
    log,
    told,
)
from tests.outgoing.conftest import home
from tests.people import SINCE, Province

__all__ = ["home", "log", "regulation"]
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("law", "home", "regulation"),
]
BOX = "vanthu@snv.backan.gov.vn"
COMPLAINT = "Trả lời đơn khiếu nại của bà Lý"

# D the department by its mailbox · C the commune, whose registry is here · O another
# province's office, by a mailbox.
#  subject     to   what became of the letter   where it stands
HAND = """
   một         D    saved                       electronic
   hai         D    bounced                     undelivered
   ba          D    taken-over                  undelivered
   bốn         C    -                           electronic
   năm         CD   saved                       electronic
   sáu         CD   bounced                     undelivered
   bảy         D    on-its-way                  undelivered
   tám         O    saved                       outside
   chín        D    complaint                   paper-only
"""
BY_HAND = (3, 7, 1)
"""Electronic, counted, left out: counted by hand from the table above."""


@pytest.fixture
def department(province: Province) -> Agency:
    made: dict[str, Any] = {"valid_from": SINCE, "by": SYSTEM, "at": province.at}
    agency = create_agency(
        kind=AgencyKind.DEPARTMENT,
        name="Sở Nội vụ tỉnh Bắc Kạn",
        short_name="Sở Nội vụ",
        issuer_symbol="SNV",
        place="Bắc Kạn",
        parent=province.committee,
        **made,
    )
    give_identifier(
        agency=agency, scheme=IdentifierScheme.CODE_35, value="H03.05", **made
    )
    listed = [Listed(code="H03.05", name="Sở Nội vụ", mailbox=BOX)]
    take_directory(listed=listed, source="tệp", by=SYSTEM, at=timezone.now())
    return agency


RESULTS = {"saved": SAVED, "bounced": NOBODY, "taken-over": TAKEN}


def send(province: Province, log: Path, number: int, row: list[str]) -> None:
    subject, to, became, _stands = row
    paper = became == "complaint"
    places = {
        "D": SentTo(None, "Sở Nội vụ", BOX, on_paper=paper),
        "C": SentTo(province.commune.id),
        "O": SentTo(None, "Sở Nội vụ Cao Bằng", "vanthu@snv.caobang.gov.vn"),
    }
    words = COMPLAINT if paper else f"Việc {subject}"
    line = issue(province, subject=words, places=[places[one] for one in to])
    packet = Packet.objects.filter(entry=line).first()
    if packet is None:
        return
    # What the worker does before it sends: a file is made, then a letter has a name.
    packet.file = StoredFile.objects.order_by("id").first()
    packet.save()
    Dispatch.objects.filter(packet=packet).update(state="sent")
    reading_log.name_letters(domain="backan.example")
    if became not in RESULTS:
        return
    (one,) = packet.letters.all()
    told(
        log,
        letter_lines(
            to=one.address,
            status=RESULTS[became],
            name=one.message_id,
            queue_id=f"4Rk2bT0xYz{number}",
        ),
    )


def test_the_share_with_mail_in_it_is_the_hand_count(
    province: Province, department: Agency, log: Path
) -> None:
    registry_box(province)
    rows = [line.split() for line in HAND.strip().splitlines()]
    for number, row in enumerate(rows):
        send(province, log, number, row)
    first = province.today.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)

    found = papers_of(Period(first, after), province.committee.id)

    total = found.total
    assert (total.numerator, total.denominator, total.excluded) == BY_HAND
    by_hand = {
        COMPLAINT if row[2] == "complaint" else f"Việc {row[0]}": row[3]
        for row in rows
        if row[3] != "outside"
    }
    assert {one.subject: one.standing.value for one in found.counted} == by_hand
    # The indicator asks the database the same, and says the same.
    span = (first, after - timedelta(days=1))
    codes = ["exchange.electronic_share"]
    # A day is counted when it is over.
    later = province.at + timedelta(days=1)
    assert {o.reason for o in measure(at=later, codes=codes, span=span)} == {""}
    month = Span(first, PeriodKind.MONTH)
    group = one_body(province.committee.id)
    (figure,) = figures([group], codes, [month], on=later.date())
    assert (figure.numerator, figure.records) == BY_HAND[:2]


def test_a_mailbox_of_the_directory_is_that_agency(
    province: Province, department: Agency
) -> None:
    issue(province, places=[SentTo(None, "Sở Nội vụ", BOX.upper())])

    sent = Dispatch.objects.get()

    assert (sent.channel, sent.agency) == ("mail", department)


PRIVATE = "ly@thu-rieng.example"


def test_to_a_mailbox_that_is_not_official_a_paper_goes_on_paper_only(
    province: Province, settings: Any
) -> None:
    settings.MAIL_DOMAIN = "backan.example"
    for address in (PRIVATE, "ai@gov.vn.example", "x@notgov.vn"):
        with pytest.raises(Refused, match="không phải hộp thư công vụ") as why:
            issue(province, places=[SentTo(None, "Bà Lý", address)])
        assert [one.field for one in why.value.reasons] == ["on_paper"]
    assert not Dispatch.objects.exists()

    issue(province, places=[SentTo(None, "Bà Lý", PRIVATE, on_paper=True)])

    assert Dispatch.objects.get().channel == "paper"
    official = ["a@so.gov.vn", "b@xa.backan.example", "c@chinhphu.vn"]
    issue(province, places=[SentTo(None, one, one) for one in official])
    channels = Dispatch.objects.filter(address__in=official).values_list("channel")
    assert [one for (one,) in channels] == ["mail"] * 3


OWN = """
sheet: platform
sources:
  quyet-dinh: {title: Quyết định về hộp thư ngoài được gửi văn bản (minh họa)}
rules:
  - kind: mail_domain
    source: quyet-dinh
    from: 2026-01-01
    sure: A
    rows:
      - {key: "thu-rieng.example", label: Nơi được trừ ra, value: {types: [QĐ]}}
      - {key: "hoi@doan-the.example", label: Một hộp thư, value: {types: [GM]}}
"""


def test_an_exception_of_the_office_lets_its_types_go(
    province: Province, settings: Any
) -> None:
    folder = Path(settings.HOME) / "law"
    folder.mkdir()
    (folder / "thu.yaml").write_text(OWN, encoding="utf-8")
    call_command("load_law", verbosity=0)

    issue(province, places=[SentTo(None, "Bà Lý", PRIVATE)])

    assert Dispatch.objects.get().channel == "mail"
    with pytest.raises(Refused, match="không phải hộp thư công vụ"):
        issue(province, places=[SentTo(None, "Hội", "hoi@doan-the.example")])


def test_a_type_that_never_goes_by_letter_is_refused_at_the_button(
    province: Province,
) -> None:
    places = [SentTo(None, "Sở Nội vụ", "vanthu@so.gov.vn")]

    with pytest.raises(Refused, match="không gửi điện tử"):
        issue(province, subject=COMPLAINT, places=places)

    assert not Dispatch.objects.exists()
