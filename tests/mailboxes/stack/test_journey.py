"""A signed paper by letter and back: from the draft to the register and the share.

Dũng signs, Lan sends it to the department's box; Minh, who keeps that box, reads it on
the web and answers from a plain program; Lan enters the answer with one click.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect
from pyhanko.pdf_utils.reader import PdfFileReader

from congvu.audit.rules import SYSTEM
from congvu.documents.actions import read_item, register_incoming
from congvu.documents.models import DocumentFile, IntakeItem
from congvu.documents.rules import Paper
from congvu.exchange import jobs
from congvu.exchange.actions import take_directory
from congvu.exchange.models import Dispatch
from congvu.exchange.queries import Period, papers_of
from congvu.exchange.rules import Listed
from congvu.files import jail
from congvu.mailboxes.actions import (
    MemberData,
    SeatBoxData,
    add_member,
    open_seat_box,
)
from congvu.mailboxes.jobs.deliveries import read_logs
from congvu.mailboxes.jobs.letters import bring, read_kept
from congvu.mailboxes.models import BoxLetter
from congvu.organisations.actions import create_agency, give_identifier
from congvu.organisations.models import Agency, AgencyKind, IdentifierScheme
from congvu.outgoing.actions import SentTo, give_number, issue_draft
from tests.exchange.regulations import regulation
from tests.files.conftest import make_pdf
from tests.mailboxes.stack.conftest import Post
from tests.mailboxes.stack.stack import seat_folder
from tests.mailboxes.stack.test_webmail import open_page, sign_in, web_page
from tests.outgoing.drafts import again, lead
from tests.outgoing.signing import agencys, dungs
from tests.people import SINCE

__all__ = ["regulation"]
SUBJECT = "V/v hỗ trợ kinh phí phòng, chống rét"


@pytest.fixture
def office(post: Post, settings: Any) -> Iterator[Post]:
    """The office as `congvu mail` links it: its own letters, its seats' boxes."""
    plan = post.stack.plan
    with tempfile.TemporaryDirectory(prefix="cv-") as folder:
        home = Path(folder)
        (home / "tmp").mkdir()
        settings.HOME, settings.SIGNING_DEMO = home, True
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", plan.ports.inject
        settings.MAIL_DOMAIN = "backan.example"
        box: dict[str, Any] = {
            "host": "127.0.0.1",
            "port": plan.ports.imap,
            "user": plan.master.id,
            "secret": plan.master.secret,
            "is_secure": False,
            "ca_file": "",
        }
        settings.MAILBOXES = box | {"name": plan.host}
        settings.EXCHANGE = {
            "mail": box
            | {
                "address": post.registry,
                "server": plan.host,
                "user": f"{post.registry}*{plan.master.id}",
            }
        }
        settings.MAILLOG = str(plan.log / "mail.log")
        settings.MAIL_LOGIN_LOG = str(plan.log / "dovecot.log")
        call_command("load_law", verbosity=0)
        yield post
        jail.stop()


@pytest.fixture
def department(office: Post) -> tuple[Agency, str]:
    """A body whose registry works by letter alone; Minh keeps its box today."""
    people = office.people
    made: dict[str, Any] = {"valid_from": SINCE, "by": SYSTEM, "at": people.at}
    agency = create_agency(
        kind=AgencyKind.DEPARTMENT,
        name="Sở Nội vụ tỉnh Bắc Kạn",
        short_name="Sở Nội vụ",
        issuer_symbol="SNV",
        place="Bắc Kạn",
        parent=people.committee,
        **made,
    )
    code = IdentifierScheme.CODE_35
    give_identifier(agency=agency, scheme=code, value="H03.05", **made)
    by, at = people.seat("quan"), timezone.now()
    data = SeatBoxData(
        agency_id=agency.pk, title="Văn thư Sở Nội vụ", local_part="vanthu.snv"
    )
    box = open_seat_box(data=data, by=by, at=at)
    assert people.minh.person is not None
    member = MemberData(person_id=people.minh.person.pk, can_send_as=True)
    add_member(box_id=box.pk, data=member, by=by, at=at)
    listed = [Listed(code="H03.05", name="Sở Nội vụ", mailbox=box.address)]
    take_directory(listed=listed, source="tệp", by=SYSTEM, at=at)
    return agency, box.address


def leaves_signed(office: Post, to: str) -> None:
    """Dũng's key, the number, the agency's key; then Lan sends it."""
    people = office.people
    draft, own, seal = lead(people, 4), dungs(people), agencys(people)
    address = f"/van-ban/di/du-thao/{draft.id}/"
    people.client("dung").post(f"{address}ky/", {"key": str(own.id)})
    given: dict[str, Any] = {"by": people.seat("lan"), "at": people.at}
    give_number(draft_id=draft.id, **given)
    people.client("lan").post(f"{address}ky-co-quan/", {"key": str(seal.id)})
    issue_draft(
        draft_id=again(draft).id, sent_to=[SentTo(None, "Sở Nội vụ", to)], **given
    )
    assert jobs.drain() == 1


def read_on_the_web(post: Post, seat: str) -> None:
    with web_page() as page:
        page.goto(post.stack.plan.web_address)
        sign_in(page, "minh")
        page.get_by_text(seat).first.click()
        line = page.locator("#messagelist a", has_text=SUBJECT[4:]).first
        open_page(page, str(line.get_attribute("href")))
        expect(page.get_by_text(SUBJECT[4:]).first).to_be_visible()
        expect(page.locator("#attachment-list a").first).to_be_visible()


def answer(got: EmailMessage, seat: str, to: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"] = f"Văn thư Sở Nội vụ <{seat}>", to
    made["Subject"] = "Số: 77/SNV-VP V/v phối hợp phòng, chống rét"
    made["In-Reply-To"] = got["Message-ID"]
    made.set_content("Kính gửi UBND tỉnh, Sở Nội vụ gửi văn bản kèm theo.\n")
    paper = make_pdf("Số: 77/SNV-VP")
    made.add_attachment(paper, "application", "pdf", filename="77-SNV-VP.pdf")
    return made


@pytest.mark.usefixtures("regulation")
def test_a_signed_paper_goes_by_letter_is_answered_registered_and_counted(
    office: Post, department: tuple[Agency, str]
) -> None:
    people, stack = office.people, office.stack
    agency, seat = department
    minh = office.address("minh")

    leaves_signed(office, seat)

    sent = Dispatch.objects.get()
    assert (sent.channel, sent.agency) == ("mail", agency)
    folder = seat_folder(seat)
    [got] = stack.until_there(minh, folder)
    [pdf] = [p for p in got.iter_attachments() if p.get_content_subtype() == "pdf"]
    signatures = PdfFileReader(BytesIO(pdf.get_content())).embedded_signatures
    assert len(signatures) == 2
    assert SUBJECT[4:] in got["Subject"]
    read_on_the_web(office, seat)

    stack.send(answer(got, seat, office.registry), login=minh, sender=seat)
    stack.wait_for(
        office.address("lan"),
        "Số: 77/SNV-VP V/v phối hợp phòng, chống rét",
        seat_folder(office.registry),
    )
    bring()
    read_kept()
    letter = BoxLetter.objects.get(from_address=seat)
    assert letter.verdict == "sure"
    lan = people.client("lan")
    assert "phối hợp phòng, chống rét" in lan.get("/thu-den/").content.decode()
    lan.post(f"/thu-den/{letter.id}/vao-so/")
    item = IntakeItem.objects.get(channel="mail")
    by, now = people.seat("lan"), timezone.now()
    item = read_item(item_id=item.id, by=by, at=now)
    paper = Paper(
        symbol="77/SNV-VP",
        issuer_name="Sở Nội vụ",
        type_code="CV",
        subject="V/v phối hợp phòng, chống rét",
        issued_on=people.today,
    )
    entry = register_incoming(
        paper=paper,
        arrived_at=now,
        by=by,
        at=now,
        item_id=item.id,
        channel=item.channel,
    )
    files = DocumentFile.objects.filter(document=entry.document).order_by("position")
    assert [file.name for file in files][-1] == "Thư gốc.eml"

    read_logs()
    sent.refresh_from_db()
    first = people.today.replace(day=1)
    period = Period(first, (first + timedelta(days=32)).replace(day=1))
    total = papers_of(period, people.committee.id).total
    assert (total.numerator, total.denominator) == (1, 1)
