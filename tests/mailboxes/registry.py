"""The registry's box of Lan, and letters that come to it."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from typing import Any

from congvu.exchange.models import Dispatch, Packet
from congvu.files.models import StoredFile
from congvu.mailboxes.actions import reading_log
from congvu.mailboxes.models import Mailbox
from congvu.mailboxes.rules import BoxKind, SeatKind
from congvu.organisations.models import Agency
from congvu.outgoing.actions import SentTo
from tests.exchange.dovecot import SECRET, USER, Dovecot
from tests.exchange.letters import issue
from tests.files.conftest import make_pdf
from tests.people import SINCE, Province

OURS = "vanthu@backan.example"
SERVER = "mx.backan.example"
THEIRS = "vanthu.snv@backan.example"


def registry_box(
    province: Province, address: str = OURS, agency: Agency | None = None
) -> Mailbox:
    return Mailbox.objects.create(
        address=address,
        kind=BoxKind.SEAT,
        seat=SeatKind.REGISTRY,
        agency=agency or province.committee,
        title="Văn thư",
        folded_title="van thu",
        quota_mb=1024,
        valid_from=SINCE,
        opened_at=province.at,
        opened_by="Bế Văn Quân",
    )


def linked_to(dovecot: Dovecot) -> dict[str, Any]:
    """The one mailbox an office without servers of its own is linked to."""
    return {
        "mail": {
            "address": OURS,
            "host": "127.0.0.1",
            "port": dovecot.port,
            "user": USER,
            "secret": SECRET,
            "is_secure": False,
            "ca_file": "",
            "server": SERVER,
        }
    }


def letter(**said: Any) -> EmailMessage:
    made = EmailMessage(policy.SMTP)
    made["From"] = said.get("sender", f"Sở Nội vụ <{THEIRS}>")
    made["To"] = OURS
    made["Subject"] = said.get("subject", "Số: 15/BC-SNV Báo cáo công tác quý IV")
    made["Date"] = "Fri, 27 Nov 2026 08:00:00 +0700"
    made["Message-ID"] = said.get("name", "<mot@backan.example>")
    if "answers" in said:
        made["In-Reply-To"] = said["answers"]
    made.set_content(said.get("text", "Kính gửi Văn phòng, xin gửi báo cáo."))
    for name, data in said.get("files", {}).items():
        kind = "pdf" if name.endswith(".pdf") else "octet-stream"
        made.add_attachment(data, "application", kind, filename=name)
    return made


def arrives(
    dovecot: Dovecot, made: EmailMessage | bytes, *, found: str = "pass"
) -> None:
    dovecot.deliver(stamped(made, found=found))


def stamped(made: EmailMessage | bytes, *, found: str = "pass") -> bytes:
    """As our own mail server lays it into the box: what it found out stands on top."""
    data = made if isinstance(made, bytes) else made.as_bytes()
    top = ""
    if found:
        said = f"{SERVER}; dmarc={found} header.from=backan.example"
        top = f"Authentication-Results: {said}\r\n"
    top += f"Received: by {SERVER}; Fri, 27 Nov 2026 08:00:01 +0700\r\n"
    return top.encode() + data


def on_its_way(province: Province, *addresses: str) -> Packet:
    """A paper that goes to mailboxes; its file is made, what its letters are called
    nobody has looked yet."""
    line = issue(province, places=[SentTo(None, one, one) for one in addresses])
    packet = Packet.objects.get(entry=line)
    packet.file = StoredFile.objects.first()
    packet.save()
    Dispatch.objects.filter(packet=packet).update(state="sent")
    return packet


def sent_by_mail(province: Province, *addresses: str) -> Packet:
    """The same, and its letters have names."""
    packet = on_its_way(province, *addresses)
    reading_log.name_letters(domain="backan.example")
    return packet


REPORT_PDF = make_pdf("BAO CAO cong tac quy IV")
