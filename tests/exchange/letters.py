"""Papers of the committee that leave, and the commune that takes them in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from congvu.documents import actions as incoming
from congvu.documents.models import IntakeItem, RegisterEntry
from congvu.documents.rules import Paper
from congvu.outgoing import actions
from congvu.outgoing.models import OutgoingEntry
from tests.files.conftest import make_pdf
from tests.people import Province

SUBJECT = "Thành lập tổ công tác chuyển đổi số"


def reserve(
    province: Province, subject: str = SUBJECT, who: str = "lan"
) -> OutgoingEntry:
    paper = actions.Numbered(type_code="QĐ", subject=subject)
    return actions.reserve_number(paper=paper, by=province.seat(who), at=province.at)


def issue(
    province: Province,
    *,
    subject: str = SUBJECT,
    places: Sequence[actions.SentTo] = (),
    who: str = "lan",
) -> OutgoingEntry:
    """Signed by hand, scanned and issued; to the commune where nothing else is said."""
    return leave(province, reserve(province, subject, who), places, who)


def leave(
    province: Province,
    line: OutgoingEntry,
    places: Sequence[actions.SentTo] = (),
    who: str = "lan",
) -> OutgoingEntry:
    clerk, at = province.seat(who), province.at
    stream = BytesIO(make_pdf(f"{line.symbol} {line.subject}"))
    return actions.issue_reserved(
        entry_id=line.id,
        signed=actions.SignedBy("Nguyễn Tiến Dũng", "Chủ tịch", province.today),
        sent_to=places or [actions.SentTo(province.commune.id)],
        scan=actions.keep_scan(stream=stream, name="qd.pdf", by=clerk, at=at),
        by=clerk,
        at=at,
    )


def register(province: Province, **changed: str) -> RegisterEntry:
    """Tú takes in what lies at his door, with what he reads differently."""
    item = IntakeItem.objects.get(agency=province.commune, state="ready")
    return take_in(province, item, **changed)


def take_in(
    province: Province, item: IntakeItem, who: str = "tu", **changed: str
) -> RegisterEntry:
    said = item.draft | changed
    paper = Paper(
        symbol=said["symbol"],
        issued_on=datetime.strptime(said["issued_on"], "%d/%m/%Y").date(),  # noqa: DTZ007
        **{name: said[name] for name in _TYPED},
    )
    return incoming.register_incoming(
        paper=paper,
        arrived_at=province.at,
        by=province.seat(who),
        at=province.at,
        item_id=item.id,
        channel=item.channel,
    )


_TYPED = (
    "issuer_name",
    "type_code",
    "subject",
    "signer_name",
    "signer_position",
    "urgency",
)
