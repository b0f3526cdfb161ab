"""Lines of the servers' logs, as Debian's Postfix and Dovecot write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.mailboxes.formats.loginlog import read_login
from congvu.mailboxes.formats.maillog import (
    Expired,
    Gone,
    Named,
    Said,
    Tried,
    read_line,
)
from congvu.mailboxes.rules.deliveries import delay_said, reason_words

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 27, 3, tzinfo=UTC)


def said(line: str) -> Said | None:
    return read_line(line, now=NOW, zone=HERE)


def at(hour: int, minute: int, second: int) -> datetime:
    return datetime(2026, 11, 27, hour, minute, second, tzinfo=HERE)


def folded(subject: str) -> str:
    """As a mail program writes it, and Postfix its lines: "?" for the end of each."""
    letter = EmailMessage(policy.SMTP)
    letter["Subject"] = subject
    head = letter.as_bytes().split(b"\r\n\r\n")[0]
    assert head.count(b"\r\n") > 1
    return head.replace(b"\r\n", b"?").decode()


LONG = (
    "Gửi Sở Nội vụ, Sở Tài chính và các đơn vị liên quan văn bản số 123/BC-UBND về "
    "việc thực hiện nhiệm vụ quý IV"
)
FOLDED = folded(LONG)
LINES: dict[str, tuple[str, Said | None]] = {
    "a name": (
        "Nov 27 09:00:01 mx postfix/cleanup[12]: 4Rk2bT0xYz1: message-id=<a@b.vn>",
        Named("4Rk2bT0xYz1", at(9, 0, 1), message_id="<a@b.vn>"),
    ),
    "a sender": (
        ("Nov 27 09:00:01 mx postfix/qmgr[12]: 4Rk2bT0xYz1: from=<Lan@b.vn>, size=812, "
        "nrcpt=1 (queue active)"),
        Named("4Rk2bT0xYz1", at(9, 0, 1), sender="lan@b.vn", size=812),
    ),
    "a subject that the server was asked to write down": (
        ("Nov 27 09:00:01 mx postfix/cleanup[12]: 4Rk2bT0xYz1: info: header Subject: "
        "=?utf-8?B?U+G7kTogMTUvQkMtU05W?= from localhost[127.0.0.1]; from=<lan@b.vn> "
        "to=<x@gmail.com> proto=ESMTP helo=<lan>"),
        Named("4Rk2bT0xYz1", at(9, 0, 1), subject="Số: 15/BC-SNV", sender="lan@b.vn"),
    ),
    "a subject of several lines": (
        (f"Nov 27 09:00:01 mx postfix/cleanup[12]: 4Rk2bT0xYz1: info: header {FOLDED} "
        "from localhost[127.0.0.1]; from=<lan@b.vn> to=<x@gmail.com> proto=ESMTP"),
        Named("4Rk2bT0xYz1", at(9, 0, 1), subject=LONG, sender="lan@b.vn"),
    ),
    "into a box of ours": (
        ("Nov 27 09:00:02 mx postfix/lmtp[12]: 4Rk2bT0xYz1: to=<tu@b.vn>, "
        "relay=mx[private/lmtp], delay=0.42, delays=0.1/0/0.1/0.22, dsn=2.0.0, "
        "status=sent (250 2.0.0 <tu@b.vn> Saved)"),
        Tried("4Rk2bT0xYz1", at(9, 0, 2), "tu@b.vn", "sent", 0.42, "mx[private/lmtp]",
              "2.0.0", "250 2.0.0 <tu@b.vn> Saved", is_in_box=True),
    ),
    "to another server": (
        ("2026-11-27T09:00:02.5+07:00 mx postfix/smtp[12]: 4Rk2bT0xYz1: to=<x@g.vn>, "
        "orig_to=<y@b.vn>, relay=g.vn[1.2.3.4]:25, delay=3, dsn=5.1.1, status=bounced "
        "(host g.vn said: 550 no such user (in reply to RCPT))"),
        Tried("4Rk2bT0xYz1", datetime(2026, 11, 27, 9, 0, 2, 500000, tzinfo=HERE),
              "x@g.vn", "bounced", 3, "g.vn[1.2.3.4]:25", "5.1.1",
              "host g.vn said: 550 no such user (in reply to RCPT)"),
    ),
    "nobody tries any more": (
        ("Nov 27 09:00:02 mx postfix/qmgr[12]: 4Rk2bT0xYz1: from=<lan@b.vn>, "
        "status=expired, returned to sender"),
        Expired("4Rk2bT0xYz1", at(9, 0, 2)),
    ),
    "gone": (
        "Nov 27 09:00:02 mx postfix/qmgr[12]: 4Rk2bT0xYz1: removed",
        Gone("4Rk2bT0xYz1", at(9, 0, 2)),
    ),
    "last year": (
        "Dec 31 23:59:59 mx postfix/qmgr[12]: 4Rk2bT0xYz1: removed",
        Gone("4Rk2bT0xYz1", datetime(2025, 12, 31, 23, 59, 59, tzinfo=HERE)),
    ),
    "another program": ("Nov 27 09:00:01 mx sshd[12]: 4Rk2bT0xYz1: removed", None),
    "a warning": ("Nov 27 09:00:01 mx postfix/smtpd[12]: warning: hostname", None),
    "no day": ("Feb 30 09:00:01 mx postfix/qmgr[12]: 4Rk2bT0xYz1: removed", None),
    "nothing": ("", None),
}  # fmt: skip


@pytest.mark.parametrize("name", LINES)
def test_a_line_says_what_became_of_a_letter(name: str) -> None:
    line, found = LINES[name]

    assert said(line) == found


@given(st.text(max_size=300))
def test_no_line_stops_the_reading(text: str) -> None:
    for start in ("", "Nov 27 09:00:01 mx postfix/smtp[12]: 4Rk2bT0xYz1: "):
        found = said(start + text)
        assert found is None or found.queue_id == "4Rk2bT0xYz1" or not start


def test_a_log_in_is_a_use_of_the_box() -> None:
    line = (
        "2026-11-27T09:00:02 imap-login: Info: Login: user=<Lan@b.vn>, method=PLAIN, "
        "rip=127.0.0.1, lip=127.0.0.1, mpid=1, TLS"
    )
    failed = line.replace("Login: user", "Disconnected (auth failed): user")

    assert read_login(line, now=NOW, zone=HERE) == ("lan@b.vn", at(9, 0, 2))
    assert read_login(failed, now=NOW, zone=HERE) is None


@pytest.mark.parametrize(
    ("dsn", "words"),
    [
        ("2.0.0", "đã nhận"),
        ("5.1.1", "Không có hộp thư này"),
        ("4.2.2", "đã đầy"),
        ("5.7.26", "không qua được xác thực"),
        ("5.7.99", "vì lý do an toàn"),
        ("4.4.1", "không trả lời"),
        ("5.9.9", "như ghi bên"),
        ("", "như ghi bên"),
    ],
)
def test_a_code_in_words(dsn: str, words: str) -> None:
    assert words in reason_words(dsn)


def test_a_time_in_the_unit_people_use() -> None:
    def words(**given: float) -> str:
        return delay_said(timedelta(**given).total_seconds(), str)

    assert words(seconds=0.42) == "0,4 giây"
    assert words(minutes=3) == "3 phút"
    assert words(hours=25) == "25,0 giờ"
    assert delay_said(None, str) == "–"
