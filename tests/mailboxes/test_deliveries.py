"""What the servers' logs say of letters on their way, and what follows from it."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congvu.exchange.models import Dispatch
from congvu.exchange.rules import letter_name
from congvu.mailboxes.jobs.deliveries import keep_logins, read_on
from congvu.mailboxes.models import BoxUse, Mailbox, MailDelivery, MailLog
from congvu.mailboxes.queries.deliveries import deliveries_page
from congvu.notices.models import Notice
from tests.documents.machine import machine
from tests.exchange.regulations import regulation
from tests.mailboxes.registry import (
    OURS,
    THEIRS,
    on_its_way,
    registry_box,
    sent_by_mail,
)
from tests.outgoing.conftest import home
from tests.people import SINCE, Province

__all__ = ["home", "regulation"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law", "home")]


def line(
    program: str, said: str, queue_id: str = "4Rk2bT0xYz1", second: int = 1
) -> str:
    when = timezone.localtime() - timedelta(minutes=2)
    return (
        f"{when:%b %d %H:%M}:{second:02d} mx postfix/{program}[9]: {queue_id}: {said}\n"
    )


def letter_lines(
    *, to: str, status: str, name: str = "<mot@b.vn>", queue_id: str = "4Rk2bT0xYz1",
    sender: str = OURS, subject: str = "",
) -> str:  # fmt: skip
    """One letter to one address, as Postfix tells it."""
    told = line("cleanup", f"message-id={name}", queue_id)
    if subject:
        told += line(
            "cleanup",
            f"info: header Subject: {subject} from localhost[127.0.0.1]; "
            f"from=<{sender}> to=<{to}> proto=ESMTP helo=<x>",
            queue_id,
        )
    told += line("qmgr", f"from=<{sender}>, size=812, nrcpt=1 (queue active)", queue_id)
    program, _colon, result = status.partition(":")
    told += line(program, f"to=<{to}>, {result}", queue_id, 3)
    return told + line("qmgr", "removed", queue_id, 4)


SAVED = (
    "lmtp:relay=mx[private/lmtp], delay=0.4, delays=0/0/0/0.4, dsn=2.0.0, "
    "status=sent (250 Saved)"
)
NOBODY = (
    "smtp:relay=g.vn[1.2.3.4]:25, delay=3, dsn=5.1.1, status=bounced (550 no such user)"
)
LATER = "smtp:relay=none, delay=9, dsn=4.4.1, status=deferred (connection timed out)"
TAKEN = "smtp:relay=g.vn[1.2.3.4]:25, delay=2, dsn=2.0.0, status=sent (250 ok)"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    made = tmp_path / "mail.log"
    made.write_text("")
    return made


def told(log: Path, text: str) -> int:
    with log.open("a") as more:
        more.write(text)
    return read_on(log, at=timezone.now())


def test_each_letter_to_each_address_is_a_row_and_read_once(
    province: Province, log: Path
) -> None:
    box = registry_box(province)
    text = letter_lines(to="tu@b.vn", status=SAVED)
    half = text[:-20]

    assert told(log, half) == 1
    assert told(log, text[-20:]) == 0, "the last line was still being written"

    one = MailDelivery.objects.get()
    assert (one.sender, one.recipient, one.state, one.delay) == (
        OURS,
        "tu@b.vn",
        "sent",
        0.4,
    )
    assert (one.box, one.agency, one.size) == (box, province.committee, 812)
    assert MailLog.objects.get().queue == {}, "it is gone, and its number is free"
    assert read_on(log, at=timezone.now()) == 0


def test_a_letter_that_is_tried_again_stays_one_row(
    province: Province, log: Path
) -> None:
    registry_box(province)
    first = letter_lines(to="x@g.vn", status=LATER).rsplit("\n", 2)[0] + "\n"
    told(log, first)
    assert MailDelivery.objects.get().state == "deferred"

    told(log, line("smtp", f"to=<x@g.vn>, {TAKEN.partition(':')[2]}"))

    one = MailDelivery.objects.get()
    assert (one.state, one.tries, one.message_id) == ("sent", 2, "<mot@b.vn>")


def test_nobody_tries_for_ever(province: Province, log: Path) -> None:
    registry_box(province)
    first = letter_lines(to="x@g.vn", status=LATER).rsplit("\n", 2)[0] + "\n"
    told(
        log, first + line("qmgr", f"from=<{OURS}>, status=expired, returned to sender")
    )

    assert MailDelivery.objects.get().state == "expired"


def test_a_log_begun_anew_is_read_from_where_the_old_one_ended(
    province: Province, log: Path
) -> None:
    registry_box(province)
    told(log, letter_lines(to="a@b.vn", status=SAVED))
    with log.open("a") as more:
        more.write(letter_lines(to="b@b.vn", status=SAVED, queue_id="4Rk2bT0xYz2"))
    log.rename(log.with_name("mail.log.1"))
    log.write_text(letter_lines(to="c@b.vn", status=SAVED, queue_id="4Rk2bT0xYz3"))

    assert read_on(log, at=timezone.now()) == 2
    assert MailDelivery.objects.count() == 3


def test_a_log_that_is_not_there_is_told_of(log: Path) -> None:
    log.unlink()
    MailLog.objects.create(path=str(log), offset=7)

    assert read_on(log, at=timezone.now()) == 0
    assert "No such file" in MailLog.objects.get().error


def test_a_paper_that_was_laid_into_the_box_has_arrived_and_one_that_bounced_has_not(
    province: Province, log: Path
) -> None:
    registry_box(province)
    addresses = ["a@so.gov.vn", "b@so.gov.vn", "c@so.gov.vn"]
    packet = sent_by_mail(province, *addresses)
    names = {one.address: one.message_id for one in packet.letters.all()}

    for number, (one, status) in enumerate(
        zip(addresses, (SAVED, NOBODY, TAKEN), strict=True)
    ):
        told(
            log,
            letter_lines(
                to=one, status=status, name=names[one], queue_id=f"4Rk2bT0xYz{number}"
            ),
        )

    found = {one.address: one.status for one in Dispatch.objects.all()}
    assert found == {"a@so.gov.vn": "01", "b@so.gov.vn": "02", "c@so.gov.vn": ""}
    page = province.client("lan").get(f"/van-ban/di/{packet.entry_id}/noi-nhan/")
    assert "Không có hộp thư này ở nơi nhận." in page.content.decode()
    assert Notice.objects.filter(kind="exchange.refused").exists()
    listed = province.client("lan").get("/chuyen-thu/?nhom=khong-toi").content.decode()
    assert "b@so.gov.vn" in listed
    assert "a@so.gov.vn" not in listed
    assert f"/van-ban/di/{packet.entry_id}/noi-nhan/" in listed


def test_a_paper_sent_while_the_log_is_read_is_known_in_it(
    province: Province, log: Path, settings: Any
) -> None:
    settings.MAIL_DOMAIN = "backan.example"
    registry_box(province)
    packet = on_its_way(province, "a@so.gov.vn")
    assert packet.file is not None
    name = letter_name(
        str(packet.pk), packet.file.sha256, "a@so.gov.vn", settings.MAIL_DOMAIN
    )

    told(log, letter_lines(to="a@so.gov.vn", status=SAVED, name=name))

    one = MailDelivery.objects.get()
    assert one.paper is not None
    assert one.paper.packet == packet
    assert Dispatch.objects.get().status == "01"


def test_a_paper_that_nobody_tries_to_bring_any_more_did_not_arrive(
    province: Province, log: Path
) -> None:
    registry_box(province)
    packet = sent_by_mail(province, "a@so.gov.vn")
    name = packet.letters.get().message_id
    first = letter_lines(to="a@so.gov.vn", status=LATER, name=name)
    told(log, first.rsplit("\n", 2)[0] + "\n")
    assert Dispatch.objects.get().status == ""

    told(log, line("qmgr", f"from=<{OURS}>, status=expired, returned to sender"))

    assert MailDelivery.objects.get().state == "expired"
    assert Dispatch.objects.get().status == "02"


def test_departures_from_the_regulation_go_on_on_the_next_page(
    province: Province,
) -> None:
    now = timezone.now()
    MailDelivery.objects.bulk_create(
        MailDelivery(
            queue_id=f"4Rk2bT0x{number}",
            sender=OURS,
            recipient=f"x{number}@gmail.example",
            agency=province.committee,
            queued_at=now,
            at=now,
            state="sent",
            symbol="15/BC-UBND",
            breach="private",
        )
        for number in range(51)
    )
    dung, where = province.client("dung"), "/chuyen-thu/ngoai-quy-che/"
    first = dung.get(where).content.decode()
    assert "x50@gmail.example" in first
    assert "x0@gmail.example" not in first

    (more,) = re.findall(r'href="([^"]*sau=[^"]*)"', first)
    second = dung.get(html.unescape(more)).content.decode()

    assert "x0@gmail.example" in second
    assert "x50@gmail.example" not in second
    program = machine(province, "dung")
    page = program.get("mail-breaches").data
    assert len(page["items"]) == 50
    rest = program.get(f"mail-breaches?after={page['after']}").data
    assert [one["recipient"] for one in rest["items"]] == ["x0@gmail.example"]
    assert rest["after"] is None


@pytest.mark.usefixtures("regulation")
def test_what_went_past_the_registry_is_listed_by_its_envelope(
    province: Province, log: Path
) -> None:
    registry_box(province)
    private, official = "x@gmail.example", "x@so.gov.vn"
    secretly = "Số: 15/BC-UBND Báo cáo về ông Nguyễn Văn A"
    complaint = "Số: 16/CV-UBND Trả lời đơn khiếu nại của bà B"
    for number, (to, subject) in enumerate(
        [
            (private, secretly),
            (official, secretly),
            (private, "Chúc mừng năm mới"),
            (official, complaint),
        ]
    ):
        told(
            log,
            letter_lines(
                to=to, status=TAKEN, subject=subject, name=f"<{number}@b>",
                queue_id=f"4Rk2bT0xYz{number}",
            ),
        )  # fmt: skip

    found = MailDelivery.objects.exclude(breach="").order_by("id")
    assert [(one.recipient, one.symbol, one.breach) for one in found] == [
        (private, "15/BC-UBND", "private"),
        (official, "16/CV-UBND", "never"),
    ]
    page = province.client("dung").get("/chuyen-thu/ngoai-quy-che/").content.decode()
    assert "15/BC-UBND" in page
    assert "Nguyễn Văn A" not in page
    assert "khiếu nại của bà B" not in page
    everything = str(list(MailDelivery.objects.values())) + str(
        MailLog.objects.values()
    )
    assert "Nguyễn" not in everything, "no word of a subject is kept"
    assert province.client("quan").get("/chuyen-thu/ngoai-quy-che/").status_code == 404
    machine = province.client("quan").get("/chuyen-thu/").content.decode()
    assert private in machine
    assert "15/BC-UBND" not in machine


def test_who_used_a_box_is_known_by_the_month(province: Province, log: Path) -> None:
    registry_box(province)
    assert province.lan.person is not None
    own = Mailbox.objects.create(
        address="lan@backan.example",
        kind="person",
        person=province.lan.person,
        title="Nông Thị Lan",
        folded_title="nong thi lan",
        quota_mb=1024,
        valid_from=SINCE,
        opened_at=province.at,
        opened_by="Bế Văn Quân",
    )
    when = f"{timezone.localtime():%Y-%m-%dT%H:%M:%S}"
    text = f"{when} imap-login: Info: Login: user=<{own.address}>, method=PLAIN\n"
    others = text.replace(own.address, OURS) + text.replace(own.address, THEIRS)
    log.write_text(text * 3 + others)

    assert read_on(log, keep_logins, at=timezone.now()) == 1
    assert read_on(log, keep_logins, at=timezone.now()) == 0

    use = BoxUse.objects.get()
    assert (use.mailbox, use.last_on, use.month.day) == (own, province.today, 1)
    page = province.client("lan").get("/chuyen-thu/chat-luong/").content.decode()
    assert OURS in page, "nobody who opens the registry's box has been seen"


def test_the_quality_of_a_month_and_its_report(province: Province, log: Path) -> None:
    registry_box(province)
    registry_box(province, "vanthu.xa@backan.example", province.commune)
    for number, status in enumerate((SAVED, SAVED, NOBODY, LATER)):
        told(
            log,
            letter_lines(to=f"{number}@b.vn", status=status, name=f"<{number}@b>",
                         queue_id=f"4Rk2bT0xYz{number}"),
        )  # fmt: skip
    lan = province.client("lan")
    page = lan.get("/chuyen-thu/chat-luong/").content.decode()

    assert "0,4 giây" in page
    assert "vanthu.xa@backan.example" not in page, "the commune's is the commune's"
    everybody = province.client("quan").get("/chuyen-thu/chat-luong/").content.decode()
    assert "vanthu.xa@backan.example" in everybody
    assert province.dung.post is not None
    answer = lan.post(
        "/chuyen-thu/chat-luong/bao-cao/",
        {"thang": f"{province.today:%m/%Y}", "signer": str(province.dung.post.id)},
    )
    draft = lan.get(answer.headers["Location"]).content.decode()
    assert "Chất lượng thư điện tử công vụ" in draft
    assert "4 lượt gửi thư" in draft
    wrong = lan.post("/chuyen-thu/chat-luong/bao-cao/", {"thang": "13/2026"})
    assert wrong.status_code == 422
    assert "13/2026" in wrong.content.decode(), "nothing typed is lost"


def test_a_page_of_the_list_is_one_query(province: Province, log: Path) -> None:
    registry_box(province)
    for number in range(3):
        told(
            log,
            letter_lines(to=f"{number}@b.vn", status=SAVED, name=f"<{number}@b>",
                         queue_id=f"4Rk2bT0xYz{number}"),
        )  # fmt: skip

    with CaptureQueriesContext(connection) as asked:
        first = deliveries_page({province.committee.id}, limit=2)
    rest = deliveries_page({province.committee.id}, limit=2, after=first.after)

    assert len(asked) == 1
    assert [one.recipient for one in first.deliveries + rest.deliveries] == [
        "2@b.vn",
        "1@b.vn",
        "0@b.vn",
    ]
    assert rest.after is None
