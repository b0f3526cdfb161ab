"""From mail to register: what comes to Lan's box, and what she makes of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from email import message_from_bytes
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.documents.actions import read_item, refuse_secret_item
from congvu.documents.models import DocumentFile, IntakeItem, RegisterEntry
from congvu.exchange import jobs as exchange_jobs
from congvu.exchange.models import Dispatch
from congvu.files import jail
from congvu.files.models import FileState
from congvu.files.queries import open_file
from congvu.machine.cluster import free_port
from congvu.mailboxes.actions import letter_rules, reading_log
from congvu.mailboxes.actions.taking_letters import LetterGone, take_letter
from congvu.mailboxes.jobs.expunging import expunge_secrets
from congvu.mailboxes.jobs.letters import bring, read_kept
from congvu.mailboxes.models import (
    BoxCursor,
    BoxLetter,
    Expunging,
    LetterRule,
    Mailbox,
)
from congvu.outgoing import actions as outgoing
from tests.documents.machine import machine
from tests.exchange.dovecot import Dovecot
from tests.exchange.letters import issue
from tests.exchange.making import document, written
from tests.exchange.post import Post, dovecot, post
from tests.mailboxes.registry import (
    OURS,
    REPORT_PDF,
    THEIRS,
    arrives,
    letter,
    linked_to,
    registry_box,
)
from tests.outgoing.conftest import home
from tests.people import Province, make_province

__all__ = ["dovecot", "home", "post"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law", "home")]


@pytest.fixture
def box(
    province: Province, dovecot: Dovecot, settings: Any, home: None
) -> Iterator[Mailbox]:
    dovecot.empty()
    settings.EXCHANGE = linked_to(dovecot)
    yield registry_box(province)
    jail.stop()


def come() -> list[BoxLetter]:
    bring()
    read_kept()
    return list(BoxLetter.objects.order_by("id"))


def read(item: IntakeItem, province: Province) -> IntakeItem:
    return read_item(item_id=item.id, by=province.seat("lan"), at=timezone.now())


def test_a_letter_is_kept_whole_and_stays_where_it_was(
    province: Province, box: Mailbox, dovecot: Dovecot
) -> None:
    arrives(dovecot, letter(files={"Báo cáo.pdf": REPORT_PDF}))

    (one,) = come()

    assert one.file is not None
    with open_file(one.file) as stream:
        kept = message_from_bytes(stream.read())
    assert kept["Message-ID"] == one.message_id == "<mot@backan.example>"
    assert kept["Authentication-Results"], "the server's findings are kept, too"
    assert (one.state, one.verdict, one.from_address) == ("waiting", "sure", THEIRS)
    assert [part["name"] for part in one.parts] == ["Báo cáo.pdf"]
    assert len(dovecot.letters()) == 1, "whoever reads mail finds it as it was"
    assert come() == [one]
    page = province.client("lan").get("/thu-den/").content.decode()
    assert "Báo cáo công tác quý IV" in page


def test_one_click_and_the_form_lies_there_filled_in(
    province: Province, box: Mailbox, dovecot: Dovecot
) -> None:
    arrives(
        dovecot, letter(files={"bao-cao.pdf": REPORT_PDF, "phu-luc.pdf": b"%PDF-1.4 a"})
    )
    (one,) = come()
    lan = province.client("lan")

    answer = lan.post(f"/thu-den/{one.id}/vao-so/")

    item = IntakeItem.objects.get()
    assert answer.headers["Location"] == f"/tiep-nhan/{item.id}/"
    read(item, province)
    form = lan.get(f"/tiep-nhan/{item.id}/").content.decode()
    assert 'value="15/BC-SNV"' in form
    assert 'value="Sở Nội vụ"' in form
    assert "cong tac quy IV</textarea>" in form, "the paper itself goes before its mail"
    files = DocumentFile.objects.filter(document=item.document).order_by("position")
    assert [f.name for f in files] == [
        "bao-cao.pdf",
        "phu-luc.pdf",
        "Nội dung thư.txt",
        "Thư gốc.eml",
    ]
    assert files[3].file == one.file
    assert item.channel == "mail"


def test_the_words_alone_are_a_paper_too(
    province: Province, box: Mailbox, dovecot: Dovecot
) -> None:
    arrives(dovecot, letter(subject="V/v đăng ký họp"))
    (one,) = come()
    item = take_letter(letter_id=one.id, by=province.seat("lan"), at=timezone.now())

    item = read(item, province)
    lan = province.client("lan")
    lan.post("/tiep-nhan/vao-so-san-sang/")

    assert item.name == "Nội dung thư.txt"
    page = lan.get(f"/tiep-nhan/{item.id}/").content.decode()
    assert "Đăng ký họp" in page


def test_two_clerks_get_the_one_file_there_is(
    province: Province, box: Mailbox, dovecot: Dovecot
) -> None:
    arrives(dovecot, letter())
    (one,) = come()
    lan, again = province.client("lan"), province.client("lan")

    first = lan.post(f"/thu-den/{one.id}/vao-so/")
    second = again.post(f"/thu-den/{one.id}/vao-so/", follow=True)

    assert IntakeItem.objects.count() == 1
    assert second.redirect_chain[0][0] == first.headers["Location"]
    assert "đưa vào tiếp nhận" in second.content.decode()


def test_what_is_held_already_is_told(
    province: Province, box: Mailbox, dovecot: Dovecot
) -> None:
    pdf = {"bao-cao.pdf": REPORT_PDF}
    arrives(dovecot, letter(files=pdf))
    arrives(dovecot, letter(files=pdf, text="Xin gửi lại."))
    first, second = come()
    lan = province.client("lan")
    lan.post(f"/thu-den/{first.id}/vao-so/")

    page = lan.get(f"/thu-den/{second.id}/").content.decode()

    assert "Thư này đã đến lúc" in page
    assert f"/thu-den/{first.id}/" in page


def test_not_for_the_register_needs_a_reason_and_can_be_taken_back(
    province: Province, box: Mailbox, dovecot: Dovecot
) -> None:
    arrives(dovecot, letter(subject="Quảng cáo"))
    (one,) = come()
    lan = province.client("lan")

    refused = lan.post(f"/thu-den/{one.id}/bo/", {"reason": " "})
    assert refused.status_code == 422
    assert "Chưa ghi lý do." in refused.content.decode()
    lan.post(f"/thu-den/{one.id}/bo/", {"reason": "Thư quảng cáo"})
    one.refresh_from_db()
    assert (one.state, one.reason, one.decided_by) == (
        "ignored",
        "Thư quảng cáo",
        "Nông Thị Lan",
    )
    with pytest.raises(LetterGone):
        take_letter(letter_id=one.id, by=province.seat("lan"), at=timezone.now())

    lan.post(f"/thu-den/{one.id}/xu-ly-lai/")

    one.refresh_from_db()
    assert one.state == "waiting"
    events = set(AuditEvent.objects.values_list("event", flat=True))
    assert {"mailboxes.letter-ignored", "mailboxes.letter-reopened"} <= events


def test_a_letter_that_is_too_large_says_so_and_the_next_one_comes(
    province: Province, box: Mailbox, dovecot: Dovecot, settings: Any
) -> None:
    settings.MAX_FILE_BYTES = 20_000
    arrives(dovecot, letter(subject="Rất lớn", files={"a.pdf": b"x" * 30_000}))
    arrives(dovecot, letter(subject="Nhỏ", name="<hai@backan.example>"))

    large, small = come()

    assert (large.subject, large.problems, large.file) == ("Rất lớn", ["large"], None)
    assert small.state == "waiting"
    page = province.client("lan").get(f"/thu-den/{large.id}/").content.decode()
    assert "thư còn nguyên trong hộp thư" in page
    assert "Tải thư gốc" not in page
    assert len(come()) == 2
    assert len(dovecot.letters()) == 2


def test_a_server_that_does_not_answer_is_told_of_and_loses_nothing(
    province: Province, box: Mailbox, dovecot: Dovecot, settings: Any
) -> None:
    arrives(dovecot, letter())
    settings.EXCHANGE["mail"]["port"] = 1
    assert come() == []
    page = province.client("lan").get("/thu-den/").content.decode()
    assert "Chưa đọc được hộp thư vanthu@backan.example" in page

    settings.EXCHANGE = linked_to(dovecot)

    assert len(come()) == 1
    assert BoxCursor.objects.get().error == ""


def test_a_message_between_programs_goes_its_own_way(
    province: Province, box: Mailbox, dovecot: Dovecot
) -> None:
    made = letter()
    made.add_attachment(
        written(document()), "application", "xml", filename="van-ban.edxml"
    )
    arrives(dovecot, made)

    assert come() == []


def test_numbered_anew_the_box_is_read_again_and_nothing_is_doubled(
    province: Province, box: Mailbox, dovecot: Dovecot
) -> None:
    arrives(dovecot, letter())
    come()
    BoxCursor.objects.update(validity="1", last_uid=999)

    assert len(come()) == 1


def rule(province: Province, does: str, **said: Any) -> None:
    letter_rules.add_letter_rule(
        sender=said.get("sender", "backan.example"),
        phrase=said.get("phrase", ""),
        does=does,
        valid_from=province.today,
        by=province.seat("lan"),
        at=timezone.now(),
    )


def test_a_rule_registers_what_is_sure_and_whole(
    province: Province, box: Mailbox, dovecot: Dovecot
) -> None:
    rule(province, "register")
    rule(province, "ignore", phrase="bản tin")
    arrives(dovecot, letter(name="<1@b>"))
    arrives(dovecot, letter(subject="Bản tin số 5", name="<2@b>"))
    arrives(dovecot, letter(subject="Số: 16/BC-SNV Giả", name="<3@b>"), found="fail")

    sure, news, forged = come()

    assert (sure.state, news.state, forged.state) == ("taken", "ignored", "waiting")
    assert sure.item is not None
    assert letter_rules.register_by_rules(at=timezone.now()) == [], "not read yet"
    read(sure.item, province)
    (entry,) = letter_rules.register_by_rules(at=timezone.now())
    assert (entry.document.symbol, entry.channel) == ("15/BC-SNV", "mail")
    assert entry.document.subject == "Báo cáo công tác quý IV"
    assert letter_rules.register_by_rules(at=timezone.now()) == []
    assert RegisterEntry.objects.count() == 1
    page = province.client("lan").get(f"/thu-den/{forged.id}/").content.decode()
    assert "máy chủ thư xác định không phải" in page


def test_what_a_rule_let_in_and_is_not_whole_waits_for_lan(
    province: Province, box: Mailbox, dovecot: Dovecot
) -> None:
    rule(province, "register")
    arrives(dovecot, letter(files={"bao-cao.pdf": REPORT_PDF}))
    (one,) = come()
    assert one.item is not None

    item = read(one.item, province)

    assert letter_rules.register_by_rules(at=timezone.now()) == []
    assert item.state == "ready"


def test_rules_are_added_and_ended_on_their_page(
    province: Province, box: Mailbox
) -> None:
    lan, url = province.client("lan"), "/thu-den/quy-tac/"
    wrong = lan.post(url, {"sender": "không phải", "does": "propose", "valid_from": ""})
    assert wrong.status_code == 422
    assert "không phải" in wrong.content.decode(), "nothing typed is lost"
    today = f"{province.today:%d/%m/%Y}"
    lan.post(url, {"sender": "So.gov.vn", "does": "propose", "valid_from": today})
    page = lan.get(url).content.decode()
    assert "so.gov.vn" in page
    (one,) = LetterRule.objects.all()

    lan.post(f"{url}{one.id}/het-hieu-luc/")

    assert "Chưa có quy tắc nào" in lan.get(url).content.decode()


def test_a_secret_in_a_letter_is_destroyed_with_the_letter_here_and_in_the_box(
    province: Province, box: Mailbox, dovecot: Dovecot, settings: Any
) -> None:
    arrives(dovecot, letter(subject="Gửi", files={"a.txt": "MẬT\nKế hoạch".encode()}))
    (one,) = come()
    item = take_letter(letter_id=one.id, by=province.seat("lan"), at=timezone.now())
    lan = province.client("lan")
    refuse_secret_item(item_id=item.id, by=province.seat("lan"), at=timezone.now())

    one.refresh_from_db()
    assert one.file is not None
    assert one.file.state == FileState.DESTROYED
    assert (one.text, one.subject, one.parts) == ("", "", [])
    assert lan.get(f"/thu-den/{one.id}/thu-goc/").status_code == 404
    page = lan.get(f"/thu-den/{one.id}/").content.decode()
    assert "đã hủy ở đây" in page
    assert "Thư còn nằm trong hộp thư; máy đang xóa." in page
    told = province.client("quan").get("/thong-bao/").content.decode()
    assert "thư mang văn bản mật nằm trong hộp thư" in told
    assert OURS in told
    # Somebody had put a copy aside; another letter is nobody's secret.
    with dovecot.inside() as inside:
        inside.create("Luu")
        inside.select("INBOX")
        inside.copy("1", "Luu")
    arrives(dovecot, letter(name="<hai@backan.example>"))
    settings.EXCHANGE = linked_to(Dovecot(free_port()))
    expunge_secrets()
    assert "Đã thử 1 lần, chưa được" in lan.get(f"/thu-den/{one.id}/").content.decode()

    settings.EXCHANGE = linked_to(dovecot)
    expunge_secrets()
    assert len(dovecot.letters()) == 2, "not before it is due again"
    Expunging.objects.update(not_before=timezone.now())
    expunge_secrets()

    assert dovecot.letters("Luu") == []
    (left,) = dovecot.letters()
    assert b"<hai@backan.example>" in left
    page = lan.get(f"/thu-den/{one.id}/").content.decode()
    assert "Đã xóa khỏi hộp thư" in page
    assert AuditEvent.objects.get(event="mailboxes.letter-expunged").data["copies"] == 2


def test_files_of_a_letter_come_out_as_they_went_in(
    province: Province, box: Mailbox, dovecot: Dovecot
) -> None:
    arrives(dovecot, letter(files={"bao-cao.pdf": REPORT_PDF}))
    (one,) = come()
    lan = province.client("lan")

    part = lan.get(f"/thu-den/{one.id}/tep/0/")
    whole = lan.get(f"/thu-den/{one.id}/thu-goc/")

    assert b"".join(part.streaming_content) == REPORT_PDF  # type: ignore[attr-defined]
    assert part.headers["Content-Type"] == "application/octet-stream"
    assert "attachment" in part.headers["Content-Disposition"]
    assert b"Message-ID: <mot@backan.example>" in b"".join(
        whole.streaming_content  # type: ignore[attr-defined]
    )
    assert lan.get(f"/thu-den/{one.id}/tep/9/").status_code == 302
    program = machine(province, "lan")
    assert program.get(f"letters-in/{one.id}/parts/-1").status == 422
    assert province.client("minh").get(f"/thu-den/{one.id}/").status_code == 404


# -- an answer


def test_an_answer_says_that_the_paper_arrived(
    province: Province, box: Mailbox, dovecot: Dovecot, post: Post, settings: Any
) -> None:
    settings.EXCHANGE = linked_to(dovecot)
    line = issue(province, places=[outgoing.SentTo(None, "Sở Nội vụ", THEIRS)])
    assert exchange_jobs.drain() == 1
    name = message_from_bytes(post.got[-1])["Message-ID"]
    dovecot.empty()
    reading_log.name_letters(domain="backan.example")
    stranger = "Ai đó <ai@spam.example>"
    arrives(dovecot, letter(sender=stranger, answers=name, name="<x@y>"), found="fail")
    arrives(dovecot, letter(answers=name))

    _false, true = come()

    assert true.answers is not None
    assert true.answers.packet.entry == line
    sent = Dispatch.objects.get()
    assert (sent.channel, sent.address, sent.status) == ("mail", THEIRS, "01")
    assert sent.statuses.count() == 1
    page = province.client("lan").get(f"/thu-den/{true.id}/").content.decode()
    assert f"/van-ban/di/{line.id}/noi-nhan/" in page
    assert OURS in page


# -- at the same moment


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("home")
def test_two_who_click_at_the_same_moment_make_one(
    dovecot: Dovecot, settings: Any
) -> None:
    call_command("load_law", verbosity=0)
    province = make_province(timezone.now(), timezone.localdate())
    dovecot.empty()
    settings.EXCHANGE = linked_to(dovecot)
    registry_box(province)
    arrives(dovecot, letter(files={"bao-cao.pdf": REPORT_PDF}))
    (one,) = come()
    seat, gate = province.seat("lan"), threading.Barrier(2)
    made: list[IntakeItem] = []

    def click() -> None:
        gate.wait()
        made.append(take_letter(letter_id=one.id, by=seat, at=timezone.now()))
        connections.close_all()

    clerks = [threading.Thread(target=click) for _ in range(2)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    jail.stop()

    assert len(made) == 2
    assert len({item.id for item in made}) == IntakeItem.objects.count() == 1
