"""Letters of the demo: some wait at the registry, some did not arrive, one report."""

from __future__ import annotations

import gzip
from datetime import datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db import transaction

from congvu.audit.rules import SYSTEM
from congvu.demo.actions.mailing import DOMAIN
from congvu.demo.actions.sheets import Bodies
from congvu.demo.formats.paper import Sheet, make_pdf
from congvu.lib.dates import VIETNAM, local_date
from congvu.mailboxes.actions import (
    keeping_letters,
    letter_rules,
    reading_dmarc,
    reading_log,
)
from congvu.mailboxes.formats.maillog import read_line
from congvu.mailboxes.models import BoxLetter, Mailbox
from congvu.mailboxes.rules import BoxKind, SeatKind

SERVER = f"mail.{DOMAIN}"
LOG = "mail.log (số liệu minh họa)"
_UNUSED = 9
"""Every ninth box lies unused."""
# What the mail server's filter said, by sender.
_SPAM = {
    "qua-tang@khuyen-mai.example": "R_SPF_FAIL(3.0) SUBJ_ALL_CAPS(2.1) "
    "MISSING_DKIM(1.5) HTTP_TO_HTTP(0.6)",
}


def bring_mail(*, now: datetime) -> None:
    """To the committee's registry, by the addresses that the boxes have."""
    bodies = Bodies(local_date(now))
    boxes = _registries()
    own = boxes[bodies.agencies["committee"].id]
    others = [box for agency, box in sorted(boxes.items()) if box.pk != own.pk]
    letters = _letters(own, others, now)
    letters.sort(key=lambda one: one[1])
    for number, (made, at) in enumerate(letters, start=1):
        keep(own, number, made, at)
    _use(now)
    _log(own, others, now)


def _registries() -> dict[object, Mailbox]:
    rows = Mailbox.objects.filter(kind=BoxKind.SEAT, seat=SeatKind.REGISTRY)
    return {box.agency_id: box for box in rows.select_related("agency")}


def _letters(
    own: Mailbox, others: list[Mailbox], now: datetime
) -> list[tuple[bytes, datetime]]:
    department, commune = others[0], others[-1]
    day = local_date(now)
    report = Sheet(
        superior="ỦY BAN NHÂN DÂN TỈNH",
        issuer=department.title.upper(),
        symbol="214/BC-VP",
        place="Thái Nguyên",
        day=day,
        type_name="BÁO CÁO",
        subject="Kết quả sử dụng thư điện tử công vụ",
        to="",
        body=("Trong kỳ, 92 % văn bản đi bằng đường điện tử (số liệu minh họa).",),
        receivers=("UBND tỉnh", "Lưu: VT"),
        authority=("CHÁNH VĂN PHÒNG",),
        signer="Người ký minh họa",
    )
    told = [
        (department.title, department.address, "Số: 214/BC-VP Báo cáo dùng thư công vụ",
         "Kính gửi Văn thư UBND tỉnh, xin gửi báo cáo kèm theo.", "pass", 2,
         ("bao-cao-214.pdf", make_pdf(report))),
        (commune.title, commune.address, "V/v đăng ký dự họp giao ban trực tuyến",
         "UBND xã đăng ký ba người dự họp. Trân trọng.", "pass", 5, None),
        ("Trần Thị Hạnh", "hanh.tran@thu-rieng.example", "Hỏi về hồ sơ đất đai",
         "Tôi gửi hồ sơ từ tháng trước, chưa thấy trả lời.", "", 20, None),
        ("Văn phòng Chính phủ", f"vanthu@{DOMAIN}", "Số: 99/CĐ-TTg Công điện khẩn",
         "Mở ngay đường dẫn: http://gia-mao.example/", "fail", 26, None),
        ("Quà Tặng 24h", "qua-tang@khuyen-mai.example", "Cơ quan bạn đã TRÚNG THƯỞNG",
         "Bấm vào đây để nhận quà trong hôm nay: http://khuyen-mai.example/qua", "",
         6, None),
    ]  # fmt: skip
    found = []
    for number, (name, address, subject, text, verdict, hours, file) in enumerate(told):
        at = now - timedelta(hours=hours)
        made = EmailMessage(policy.SMTP)
        if verdict:
            said = f"{SERVER}; dmarc={verdict} header.from={address.partition('@')[2]}"
            made["Authentication-Results"] = said
        if address in _SPAM:
            made["X-Spam"], made["X-Spamd-Result"] = "Yes", _SPAM[address]
        made["Received"] = f"by {SERVER}; {format_datetime(at)}"
        made["From"] = f'"{name}" <{address}>'
        made["To"], made["Subject"] = own.address, subject
        made["Date"] = format_datetime(at.astimezone(VIETNAM))
        made["Message-ID"] = f"<minh-hoa-{number}@{DOMAIN}>"
        made.set_content(text)
        if file is not None:
            made.add_attachment(file[1], "application", "pdf", filename=file[0])
        found.append((made.as_bytes(), at))
    found.append((_dmarc(own, now), now - timedelta(hours=8)))
    cut = found[0][0][: len(found[0][0]) // 2].replace(b"minh-hoa-0", b"minh-hoa-9")
    return [*found, (cut, now - timedelta(hours=30))]


def _dmarc(own: Mailbox, now: datetime) -> bytes:
    """A day as another provider saw it: forty letters of ours, two of a stranger's."""
    end = int(now.timestamp()) // 86400 * 86400
    begin = end - 86400
    row = (
        "<record><row><source_ip>{}</source_ip><count>{}</count><policy_evaluated>"
        "<disposition>{}</disposition><dkim>{}</dkim><spf>{}</spf></policy_evaluated>"
        f"</row><identifiers><header_from>{DOMAIN}</header_from></identifiers></record>"
    )
    xml = (
        "<feedback><report_metadata><org_name>thu-lon.example</org_name>"
        f"<report_id>{begin}</report_id><date_range><begin>{begin}</begin><end>"
        f"{end - 1}</end></date_range></report_metadata><policy_published><domain>"
        f"{DOMAIN}</domain><p>quarantine</p></policy_published>"
        + row.format("192.0.2.10", 40, "none", "pass", "pass")
        + row.format("203.0.113.66", 2, "quarantine", "fail", "fail")
        + "</feedback>"
    )
    made = EmailMessage(policy.SMTP)
    made["From"] = "DMARC <noreply@thu-lon.example>"
    made["To"], made["Subject"] = own.address, f"Report domain: {DOMAIN}"
    made["Message-ID"] = f"<dmarc-{begin}@thu-lon.example>"
    made.set_content("This is an aggregate report.")
    name = f"thu-lon.example!{DOMAIN}!{begin}!{end - 1}.xml.gz"
    packed = gzip.compress(xml.encode(), mtime=0)
    made.add_attachment(packed, "application", "gzip", filename=name)
    return made.as_bytes()


def keep(box: Mailbox, number: int, letter: bytes, at: datetime) -> BoxLetter | None:
    """Read, its reports taken and its rules carried out; None where it was here."""
    brought = keeping_letters.Brought(box, "1", number, len(letter), at)
    with NamedTemporaryFile(dir=Path(settings.HOME) / "tmp", suffix=".eml") as kept:
        kept.write(letter)
        kept.flush()
        made = keeping_letters.keep_letter(
            letter=Path(kept.name), brought=brought, by=SYSTEM, at=at
        )
    if made is not None:
        keeping_letters.read_letter(letter_id=made.pk, server=SERVER, by=SYSTEM, at=at)
        reading_dmarc.read_reports_in(letter_id=made.pk, by=SYSTEM, at=at)
        letter_rules.carry_out_rules(letter_id=made.pk, by=SYSTEM, at=at)
    return made


def _use(now: datetime) -> None:
    """Most have opened their box this week."""
    addresses = Mailbox.objects.order_by("address").values_list("address", flat=True)
    with transaction.atomic():
        reading_log.keep_uses(
            [
                (address, now - timedelta(days=number % 5))
                for number, address in enumerate(addresses)
                if number % _UNUSED
            ]
        )


def _log(own: Mailbox, others: list[Mailbox], now: datetime) -> None:
    """What the mail server wrote in these days, line by line."""
    saved = (
        "lmtp", "relay=mail[private/lmtp], delay={}, dsn=2.0.0, status=sent (Saved)"
    )  # fmt: skip
    outside = "smtp", "relay=mx.thu-lon.example:25, delay={}, "
    told = [(box.address, *saved, "") for box in others[:20]]
    told += [
        ("vanphong@cu.gov.vn", "smtp", ("relay=none, delay={}, dsn=5.4.4, "
         "status=bounced (Host or domain name not found)"), ""),
        ("hanh.tran@thu-rieng.example", outside[0], outside[1] + "dsn=5.1.1, "
         "status=bounced (550 no such user)", ""),
        ("to-cong-tac@thu-lon.example", outside[0], outside[1] + "dsn=2.0.0, "
         "status=sent (250 ok)", "Số: 37/BC-UBND Báo cáo nhanh"),
        ("thu-vien@cham.gov.vn", "smtp", ("relay=none, delay={}, dsn=4.4.1, "
         "status=deferred (Connection timed out)"), ""),
    ]  # fmt: skip
    lines = []
    for number, (to, program, result, subject) in enumerate(told):
        at = now - timedelta(hours=3 * (len(told) - number))
        when = at.astimezone(VIETNAM).isoformat(timespec="seconds")
        start = f"{when} mail postfix/{{}}[1]: 4MinhHoa{number:03d}: "
        lines.append(start.format("cleanup") + f"message-id=<gui-{number}@{DOMAIN}>")
        if subject:
            lines.append(
                start.format("cleanup") + f"info: header Subject: {subject} from "
                f"mail[127.0.0.1]; from=<{own.address}> to=<{to}> proto=ESMTP"
            )
        lines.append(
            start.format("qmgr") + f"from=<{own.address}>, size=24000, nrcpt=1 (active)"
        )
        delay = f"{0.3 + number % 7:.2f}"
        lines.append(start.format(program) + f"to=<{to}>, " + result.format(delay))
        if "deferred" not in result:
            lines.append(start.format("qmgr") + "removed")
    said = [s for one in lines if (s := read_line(one, now=now, zone=VIETNAM))]
    reading_log.note_log(path=LOG, marker="", offset=0, said=said, at=now)
