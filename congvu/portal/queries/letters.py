"""What a mail to an asker says, written as it is sent."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from congvu.portal.models import AskerLetter, PublicQuestion
from congvu.portal.rules.questions import (
    SHOWN_STATES,
    QuestionState,
    limit_of,
    shown_code,
)


@dataclass(frozen=True)
class AskerMail:
    address: str
    subject: str
    body: str


def compose_to_asker(letter: AskerLetter, portal: str) -> AskerMail | None:
    """None where nobody is to be told any more. ``portal``: its address, no slash."""
    found = letter.question
    contact = getattr(found, "contact", None)
    if contact is None or not contact.email:
        return None
    what = letter.key.partition(":")[0]
    if what == "confirm":
        if found.state != QuestionState.UNCONFIRMED:
            return None
        lines = _confirming(found, portal)
    else:
        lines = _telling(found, what, portal)
    hello = _("Kính gửi %(name)s,") % {"name": contact.name or _("anh/chị")}
    sign = _("Thư gửi tự động từ Cổng thông tin điện tử; xin không trả lời thư này.")
    body = "\n\n".join([hello, *lines, f"{found.agency_name}\n{sign}"])
    subject = _("Câu hỏi %(code)s: %(subject)s") % {
        "code": shown_code(found.code),
        "subject": found.subject[:80],
    }
    return AskerMail(contact.email, subject, body + "\n")


def _confirming(found: PublicQuestion, portal: str) -> list[str]:
    return [
        _("Có người, chắc là anh/chị, đã gửi câu hỏi này trên Cổng thông tin:"),
        f"“{found.subject}”",
        _("Mở liên kết sau rồi bấm “Xác nhận” để cơ quan nhận câu hỏi:"),
        f"{portal}/hoi-dap/xac-nhan/{found.token}/",
        _("Nếu không phải anh/chị gửi, chỉ cần bỏ qua; câu hỏi sẽ tự xóa."),
    ]


def _telling(found: PublicQuestion, what: str, portal: str) -> list[str]:
    state, lines = QuestionState(found.state), list[str]()
    limit = limit_of(found.due_on, found.promised_on)
    if what == "promised":
        words = _("Cơ quan hẹn trả lời ngày %(day)s, vì: %(why)s")
        day = f"{found.promised_on:%d/%m/%Y}"
        lines.append(words % {"day": day, "why": found.promise_reason})
    elif what == "received":
        words = _("Cơ quan đã nhận câu hỏi; hạn trả lời là ngày %(day)s (%(basis)s).")
        day = f"{limit:%d/%m/%Y}" if limit else ""
        lines.append(words % {"day": day, "basis": found.due_basis})
    else:
        lines.append(_(SHOWN_STATES[state]) + ".")
        lines.append(
            found.answer if state == QuestionState.ANSWERED else found.ended_because
        )
    lines.append(
        _("Mã tra cứu: %(code)s. Xem tình trạng tại %(url)s")
        % {"code": shown_code(found.code), "url": f"{portal}/hoi-dap/tra-cuu/"}
    )
    return [line for line in lines if line]
