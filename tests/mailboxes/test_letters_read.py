"""A letter is read as far as it goes; nothing a stranger writes stops that."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from congvu.files import jail
from congvu.mailboxes.actions.keeping_letters import LIMITS, TASKS
from congvu.mailboxes.formats.letter import read_letter
from congvu.mailboxes.formats.letter_words import addresses_of, words_of
from congvu.mailboxes.rules.findings import Verdict, findings_of, verdict_of
from congvu.mailboxes.rules.letters import (
    PROBLEMS,
    Rule,
    RuleDoes,
    rule_for,
    subject_said,
    symbol_in,
)
from tests.mailboxes.hostile_letters import HOSTILE, VIET

SERVER = "mx.backan.example"


def made(**more: Any) -> EmailMessage:
    letter = EmailMessage(policy.SMTP)
    letter["From"] = "Sở Nội vụ <vanthu.snv@backan.example>"
    letter["To"] = "vanthu@backan.example"
    letter["Subject"] = more.get("subject", f"Số: 15/BC-SNV {VIET}")
    letter["Message-ID"] = "<mot@backan.example>"
    letter.set_content(more.get("text", "Kính gửi Văn phòng"))
    for name, data in more.get("files", {}).items():
        letter.add_attachment(data, "application", "pdf", filename=name)
    return letter


def test_a_letter_as_people_write_it() -> None:
    pdf = b"%PDF-1.4 nho"
    letter, _top = read_letter(made(files={"Báo cáo.pdf": pdf}).as_bytes())

    assert letter.from_name == "Sở Nội vụ"
    assert letter.from_address == "vanthu.snv@backan.example"
    assert letter.subject == f"Số: 15/BC-SNV {VIET}"
    assert letter.text == "Kính gửi Văn phòng"
    assert letter.message_id == "<mot@backan.example>"
    assert [(p.name, p.data) for p in letter.parts] == [("Báo cáo.pdf", pdf)]
    assert letter.problems == []


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_letter_is_read_as_far_as_it_goes(name: str) -> None:
    data, told, words = HOSTILE[name]

    letter, _top = read_letter(data)

    assert told <= set(letter.problems) <= set(PROBLEMS)
    assert words in letter.text
    for part in letter.parts:
        assert "/" not in part.name
        assert ".." not in part.name
    everything = letter.subject + letter.text + letter.from_name
    assert "\x00" not in everything
    assert "\u202e" not in everything


def test_nothing_of_html_is_left_but_its_words() -> None:
    letter, _top = read_letter(HOSTILE["HTML that does what it likes"][0])

    link = "https://backan.gov.vn (http://gia.example)"
    # What was never closed is words to one Python and nothing to another.
    text = letter.text.removesuffix("<!--")
    assert text == f"Kính gửi\n{link}", "where a link goes is told"


def test_who_wrote_it_is_the_address_not_the_name() -> None:
    letter, _top = read_letter(HOSTILE["an address in an address"][0])

    assert letter.from_address == "gia@mao.example"
    assert letter.from_name == "lan@backan.example"


def test_a_character_cut_in_two_is_whole_again() -> None:
    assert words_of(b"=?utf-8?B?QsOhbyBjw6E=?= =?utf-8?Q?_qu=C3?= =?utf-8?Q?=BD?=") == (
        "Báo cá quý"
    )
    assert words_of("Báo cáo".encode("cp1258", "replace")).startswith("B")
    assert words_of("Số: 15/BC-SNV".encode()) == "Số: 15/BC-SNV"
    assert addresses_of(b"=?utf-8?Q?V=C4=83n_th=C6=B0?= <A@B.vn>, c@d.vn") == [
        ("Văn thư", "a@b.vn"),
        ("", "c@d.vn"),
    ]


def test_a_bounce_says_which_letter_of_ours_did_not_arrive() -> None:
    report = (
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n'
        "From: MAILER-DAEMON@backan.example\r\nSubject: Undelivered\r\n\r\n"
        "--x\r\nContent-Type: text/plain\r\n\r\nKhông gửi được\r\n"
        "--x\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.backan.example\r\n\r\n"
        "Final-Recipient: rfc822; XA@chodon.backan.example\r\nAction: failed\r\n"
        "Status: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n"
        "--x\r\nContent-Type: message/rfc822\r\n\r\n"
        "Message-ID: <cong-van@backan.example>\r\nSubject: 15/UBND-VP\r\n\r\n"
        "x\r\n--x--\r\n"
    )
    letter, _top = read_letter(report.encode())

    assert letter.bounce is not None
    assert letter.bounce.recipient == "xa@chodon.backan.example"
    assert (letter.bounce.action, letter.bounce.status) == ("failed", "5.1.1")
    assert letter.bounce.message_id == "<cong-van@backan.example>"


def test_of_several_recipients_the_one_that_failed_is_told_of() -> None:
    blocks = "".join(
        f"Final-Recipient: rfc822; {who}@so.gov.vn\r\nAction: {action}\r\n"
        f"Status: {status}\r\n\r\n"
        for who, action, status in (
            ("a", "delayed", "4.4.1"),
            ("b", "failed", "5.1.1"),
            ("c", "failed", "5.2.2"),
        )
    )
    report = (
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n'
        "From: MAILER-DAEMON@so.gov.vn\r\n\r\n"
        "--x\r\nContent-Type: message/delivery-status\r\n\r\n"
        f"Reporting-MTA: dns; mx.so.gov.vn\r\n\r\n{blocks}--x--\r\n"
    )
    letter, _top = read_letter(report.encode())

    assert letter.bounce is not None
    told = letter.bounce
    assert (told.recipient, told.action, told.status) == (
        "b@so.gov.vn",
        "failed",
        "5.1.1",
    )


CPYTHON = sorted(Path("/usr/lib").glob("python3*/test/test_email/data/msg_*.txt"))


def test_the_letters_that_cpython_tests_its_own_parser_with() -> None:
    """Debian brings them in libpython3.11-testsuite."""
    if not CPYTHON:
        pytest.skip("not run: CPython's own broken mails are not on this machine")

    for path in CPYTHON:
        letter, _top = read_letter(path.read_bytes())
        assert set(letter.problems) <= set(PROBLEMS), path.name
        assert letter.from_address or letter.problems, path.name
    assert len(CPYTHON) > 40


# -- in the jail


@pytest.fixture(scope="module")
def jailed() -> Any:
    yield
    jail.stop()


@pytest.mark.usefixtures("jailed")
@pytest.mark.parametrize(
    "name", ["every byte", "letters of two thousand letters", "ten thousand files"]
)
def test_the_jail_tells_the_same_and_lives_on(name: str, tmp_path: Path) -> None:
    data, problems, _words = HOSTILE[name]
    kept = tmp_path / "thu.eml"
    kept.write_bytes(data)

    told = jail.run("letter", kept, temporary=tmp_path, limits=LIMITS, tasks=TASKS)

    assert problems <= set(told.result["problems"])
    assert told.blob == b""


@pytest.mark.usefixtures("jailed")
def test_files_come_out_byte_for_byte(tmp_path: Path) -> None:
    files = {"a.pdf": b"%PDF-1.4 a", "b.pdf": b"", "c.pdf": bytes(range(256)) * 50}
    kept = tmp_path / "thu.eml"
    kept.write_bytes(made(files=files).as_bytes())

    whole = jail.run("files", kept, temporary=tmp_path, limits=LIMITS, tasks=TASKS)
    one = jail.run(
        "files",
        kept,
        temporary=tmp_path,
        limits=LIMITS,
        tasks=TASKS,
        arguments={"only": 2},
    )

    assert whole.blob == b"".join(files.values())
    assert one.blob == files["c.pdf"]
    assert [p["name"] for p in whole.result["parts"]] == list(files)


# -- who wrote it


FINDINGS = {
    "all three": (f"{SERVER}; dmarc=pass header.from=b.vn; spf=pass; dkim=pass",
                  {"dmarc": "pass", "spf": "pass", "dkim": "pass"}),
    "the better of two": (f"{SERVER}; dkim=fail; dkim=pass", {"dkim": "pass"}),
    "in a comment": (f"{SERVER}; dkim=fail (dmarc=pass)", {"dkim": "fail"}),
    "another server's": ("mx.other.example; dmarc=pass", {}),
    "none": (f"{SERVER}; none", {}),
}  # fmt: skip


@pytest.mark.parametrize("name", FINDINGS)
def test_what_our_server_found_out(name: str) -> None:
    said, found = FINDINGS[name]

    assert findings_of([("Authentication-Results", said)], SERVER) == found


def test_what_came_with_the_letter_was_not_found_out_by_us() -> None:
    forged = [("received", "x"), ("authentication-results", f"{SERVER}; dmarc=pass")]

    assert findings_of(forged, SERVER) == {}
    assert findings_of(forged[1:], "") == {}


@pytest.mark.parametrize(
    ("findings", "is_vouched", "verdict"),
    [
        ({"dmarc": "pass"}, True, Verdict.SURE),
        ({"dmarc": "fail"}, False, Verdict.FALSE),
        ({"dkim": "fail", "spf": "softfail"}, False, Verdict.UNKNOWN),
        ({}, False, Verdict.UNKNOWN),
    ],
)
def test_a_verdict(
    findings: dict[str, str], is_vouched: bool, verdict: Verdict
) -> None:
    assert verdict_of(findings, is_vouched=is_vouched) == verdict


# -- what a subject says


@pytest.mark.parametrize(
    ("subject", "symbol", "rest"),
    [
        ("Số: 15/BC-SNV Báo cáo quý IV", "15/BC-SNV", "Báo cáo quý IV"),
        ("Re: Fwd: CV số 123/UBND-VP V/v họp", "123/UBND-VP", "Họp"),
        ("07/2026/QĐ-UBND: ban hành quy chế", "07/2026/QĐ-UBND", "Ban hành quy chế"),
        ("15/UBND-VP", "15/UBND-VP", "15/UBND-VP"),
        ("V/v đăng ký họp ngày 12/11", "", "Đăng ký họp ngày 12/11"),
        ("Chào 2026/2027", "", "Chào 2026/2027"),
        ("", "", ""),
    ],
)
def test_a_subject_says_number_and_matter(subject: str, symbol: str, rest: str) -> None:
    found = symbol_in(subject)

    assert (found.text if found else "") == symbol
    assert subject_said(subject) == rest


def test_the_narrowest_rule_decides() -> None:
    rules = [
        Rule("1", "backan.example", "", RuleDoes.PROPOSE),
        Rule("2", "snv.backan.example", "", RuleDoes.IGNORE),
        Rule("3", "vanthu@snv.backan.example", "", RuleDoes.REGISTER),
        Rule("4", "backan.example", "bản tin", RuleDoes.IGNORE),
    ]

    def chosen(sender: str, subject: str = "Báo cáo") -> str:
        found = rule_for(rules, sender, subject)
        return found.id if found else ""

    assert chosen("vanthu@snv.backan.example") == "3"
    assert chosen("ai@snv.backan.example") == "2"
    assert chosen("ai@sct.backan.example") == "1"
    assert chosen("ai@sct.backan.example", "Bản tin số 5") == "4"
    assert chosen("ai@xbackan.example") == ""
    assert chosen("ai@backan.example.vn") == ""
