"""What a packet says: the message that its row stands for, always the same."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congvu.exchange.formats.edxml.messages import (
    AnsweredDocument,
    BusinessInfo,
    OrganIds,
    Organisation,
    Replacement,
    ReplacementList,
    StatusHeader,
    StatusMessage,
    new_status,
)
from congvu.exchange.formats.edxml.reading import AnyMessage
from congvu.exchange.models import Packet
from congvu.exchange.queries.issued import (
    NotIssued,
    document_identifier,
    named_by_code,
    paper_message,
)
from congvu.exchange.rules import Business
from congvu.lib.dates import local_date
from congvu.organisations.queries import agency_on, on_map
from congvu.outgoing.models import OutgoingEntry
from congvu.outgoing.rules import OutgoingState

_LONGEST = 500


def message_for(packet: Packet) -> AnyMessage:
    """A document to every address of the packet, or a status. Raises what is wrong with
    the paper as a refusal."""
    if packet.kind == "status":
        return _status(packet)
    entry = packet.entry
    business = Business(int(packet.code))
    is_recall = business == Business.RECALL
    if entry is None or (not is_recall and entry.state != OutgoingState.ISSUED):
        raise NotIssued(
            [_("Văn bản không còn ở trạng thái đã phát hành nên không gửi.")]
        )
    names = dict.fromkeys(packet.addresses, "")
    for sent in packet.dispatches.select_related("recipient"):
        if sent.address in names:
            names[sent.address] = sent.recipient.name
    said = BusinessInfo(type=business, reason=packet.text[:_LONGEST])
    if is_recall:
        said.document_id = packet.document_id
    elif packet.earlier is not None:
        said.document_id = identifier_of(packet.earlier)
        if business == Business.REPLACE:
            said.replacement_list = _replaced(said.document_id, packet.addresses)
    return paper_message(
        entry,
        to=named_by_code(names, entry.issued_on),
        business=said,
        channel=packet.channel,
        with_files=not is_recall,
    )


def identifier_of(entry: OutgoingEntry) -> str:
    """By which other systems know a paper of ours; one query."""
    own = agency_on(entry.agency_id, entry.issued_on)
    return document_identifier(own.code if own else "", entry)


def _replaced(document_id: str, addresses: list[str]) -> ReplacementList:
    one = Replacement(
        document_id=document_id, organ_id_list=OrganIds(organ_ids=list(addresses))
    )
    return ReplacementList(replacements=[one])


def _sender_name(packet: Packet) -> str:
    """As the sender is called that day; one that ended, as its heir is."""
    sender, on = packet.sender_id, local_date(packet.created_at)
    own = agency_on(on_map([sender], on).get(sender, sender), on)
    return own.name if own else ""


def _status(packet: Packet) -> StatusMessage:
    """13 of a paper of ours, or what became of one that came."""
    name = _sender_name(packet)
    came = packet.arrival
    if came is not None:
        about = AnsweredDocument(
            organ_id=came.sender,
            code=came.symbol[:45],
            promulgation_date=came.issued_on,
            document_id=came.document_id,
        )
    else:
        entry = packet.entry
        assert entry is not None  # noqa: S101 - packet_about_one_paper
        about = AnsweredDocument(
            organ_id=packet.sender_code,
            code=entry.symbol,
            promulgation_date=entry.issued_on,
            document_id=packet.document_id,
        )
    return new_status(
        StatusHeader(
            from_=Organisation(organ_id=packet.sender_code, organ_name=name),
            response_for=about,
            status_code=packet.code,
            description=packet.text[:_LONGEST],
            timestamp=packet.created_at,
        )
    )
