"""Letters that a mail server would hand over and no program likes, by name."""

from __future__ import annotations

import base64

VIET = "Báo cáo công tác quý IV"
_B64 = base64.b64encode(VIET.encode()).decode()


def crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode("utf-8", "surrogateescape")


def _plain(*headers: str, body: str = "Kính gửi\n") -> bytes:
    head = ["From: Văn thư <vanthu@so.backan.example>", *headers]
    return crlf("\n".join([*head, "", body]))


def nested(depth: int) -> bytes:
    """A multipart in a multipart, as deep as one likes."""
    lines = ["From: a@b.vn", "Subject: Sâu"]
    for n in range(depth):
        lines += [f'Content-Type: multipart/mixed; boundary="b{n}"', "", f"--b{n}"]
    lines += ["Content-Type: text/plain", "", "đáy"]
    lines += [f"--b{n}--" for n in reversed(range(depth))]
    return crlf("\n".join(lines))


def many_parts(count: int) -> bytes:
    part = (
        "--b\nContent-Type: application/octet-stream\n"
        "Content-Disposition: attachment; filename=a\n\na\n"
    )
    head = (
        'From: a@b.vn\nSubject: Nhiều\nContent-Type: multipart/mixed; boundary="b"\n\n'
    )
    return crlf(head + part * count + "--b--\n")


# name → (letter, problems that must be told, words that must be read nevertheless)
HOSTILE: dict[str, tuple[bytes, set[str], str]] = {
    "nothing at all": (b"", {"nobody"}, ""),
    "one newline": (b"\r\n", {"nobody"}, ""),
    "only NULs": (b"\x00" * 4096, {"nobody"}, ""),
    "every byte": (bytes(range(256)) * 40, {"nobody"}, ""),
    "no header, only words": (crlf("Kính gửi các đồng chí\n"), {"nobody"}, ""),
    "a header that never ends": (
        b"From: a@b.vn\r\nSubject: " + b"a" * 2_000_000 + b"\r\n\r\nx",
        set(),
        "",
    ),
    "a million header lines": (
        b"From: a@b.vn\r\n" + b"X: y\r\n" * 50_000 + b"\r\nx",
        {"header"},
        "",
    ),
    "two senders": (
        crlf("From: a@b.vn\nFrom: c@d.vn\nSubject: x\n\nKính gửi"),
        {"many-senders"},
        "Kính gửi",
    ),
    "a group for a sender": (crlf("From: Ban biên tập:;\n\nx"), {"nobody"}, "x"),
    "an address in an address": (
        crlf('From: "lan@backan.example" <gia@mao.example>\n\nx'),
        set(),
        "x",
    ),
    "encoded words of no charset": (
        _plain("Subject: =?khong-co?B?" + _B64 + "?="),
        set(),
        "Kính gửi",
    ),
    "encoded words cut short": (_plain("Subject: =?utf-8?B?QsOhbyBjw6"), set(), ""),
    "encoded words of broken base64": (_plain("Subject: =?utf-8?B?!!!!?="), set(), ""),
    "a line turned round": (_plain("Subject: a\u202egpj.exe"), set(), ""),
    "a multipart without a boundary": (
        _plain("Content-Type: multipart/mixed"),
        {"no-boundary"},
        "",
    ),
    "a boundary that never comes": (
        _plain('Content-Type: multipart/mixed; boundary="x"'),
        {"no-boundary"},
        "",
    ),
    "cut in the middle": (
        _plain(
            'Content-Type: multipart/mixed; boundary="x"',
            body="--x\nContent-Type: text/plain\n\nnửa lá thư",
        ),
        {"cut"},
        "nửa lá thư",
    ),
    "base64 with half a byte": (
        _plain(
            'Content-Type: multipart/mixed; boundary="x"',
            body="--x\nContent-Type: application/pdf\n"
            "Content-Transfer-Encoding: base64\n"
            "Content-Disposition: attachment; filename=a.pdf\n\nJVBERi0xL\n--x--\n",
        ),
        {"encoding"},
        "",
    ),
    "an encoding nobody knows": (
        _plain("Content-Transfer-Encoding: x-la-lung"),
        set(),
        "Kính gửi",
    ),
    "a charset nobody knows": (
        _plain("Content-Type: text/plain; charset=x-la"),
        set(),
        "Kính gửi",
    ),
    "letters of two thousand letters": (nested(2_000), {"deep"}, ""),
    "fifty letters deep": (nested(50), {"deep"}, ""),
    "ten thousand files": (many_parts(10_000), {"parts"}, ""),
    "a file name that climbs": (
        _plain(
            'Content-Type: application/pdf; name="../../etc/passwd"',
            "Content-Disposition: attachment",
        ),
        set(),
        "",
    ),
    "a file name in pieces": (
        _plain(
            "Content-Type: application/pdf",
            "Content-Disposition: attachment; filename*0*=utf-8''B%C3;"
            " filename*1*=%A1o.pdf",
        ),
        set(),
        "",
    ),
    "a date of no calendar": (
        _plain("Date: Mon, 99 Foo 99999 25:61:61 +9999"),
        set(),
        "Kính gửi",
    ),
    "HTML that does what it likes": (
        _plain(
            "Content-Type: text/html; charset=utf-8",
            body="<script>alert(1)</script><style>b{}</style><p onclick=x>Kính "
            "<b>gửi</b><img src=http://theo-doi.example/1.gif></p><a href="
            '"http://gia.example">https://backan.gov.vn</a><!--',
        ),
        set(),
        "Kính gửi",
    ),
    "HTML without end": (
        _plain("Content-Type: text/html", body="<div>" * 100_000 + "x"),
        set(),
        "x",
    ),
    "a bounce of nothing": (
        _plain(
            'Content-Type: multipart/report; report-type=delivery-status; boundary="x"',
            body="--x\nContent-Type: message/delivery-status\n\n\n--x--\n",
        ),
        set(),
        "",
    ),
}
