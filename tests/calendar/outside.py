"""A calendar program outside the office: answers an invitation as such programs do."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage


@dataclass(frozen=True)
class Got:
    """An invitation as it lay in somebody's mailbox."""

    letter: EmailMessage
    calendar: str

    @property
    def words(self) -> str:
        """What people read of it."""
        body = self.letter.get_body(("plain",))
        return str(body.get_content()) if body is not None else ""

    def value(self, name: str) -> str:
        found = re.search(rf"^{name}[^:\r\n]*:(.*)$", self.calendar, re.MULTILINE)
        return found[1].strip() if found else ""


def got_in(raw: bytes) -> Got:
    letter = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(letter, EmailMessage)
    [part] = [p for p in letter.walk() if p.get_content_type() == "text/calendar"]
    text = str(part.get_content()).replace("\r\n", "\n")
    return Got(letter, re.sub(r"\n[ \t]", "", text))


def answer(
    got: Got,
    who: str,
    says: str = "ACCEPTED",
    *,
    method: str = "REPLY",
    at: datetime | None = None,
    starts: str = "",
    comment: str = "",
    sequence: str = "",
) -> str:
    """The message of RFC 5546 3.2.3 and 3.2.7: the same entry, oneself alone."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Ngoai//May khach//VI",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"UID:{got.value('UID')}",
        f"SEQUENCE:{sequence or got.value('SEQUENCE') or 0}",
        f"DTSTAMP:{at or datetime.now(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART:{starts}" if starts else "",
        f"ORGANIZER:{got.value('ORGANIZER')}",
        f"ATTENDEE;PARTSTAT={says}:mailto:{who}",
        f"COMMENT:{comment}" if comment else "",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join(filter(None, lines)) + "\r\n"


def letter_with(calendar: str, *, sender: str, to: str, name: str) -> EmailMessage:
    made = EmailMessage(email.policy.SMTP)
    made["From"], made["To"], made["Subject"] = sender, to, "Trả lời: Giấy mời"
    made["Message-ID"], made["Date"] = name, "Fri, 27 Nov 2026 08:00:00 +0700"
    made.set_content("Đã trả lời.\n")
    method = "COUNTER" if "METHOD:COUNTER" in calendar else "REPLY"
    made.add_alternative(calendar, subtype="calendar", params={"method": method})
    return made
