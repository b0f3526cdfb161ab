"""A paper Lan issued becomes a message, and the message says what the book says."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from lxml import etree

from congvu.audit.rules import SYSTEM
from congvu.documents.models import DocumentFile
from congvu.exchange.formats.edxml import Invalid, write
from congvu.exchange.formats.edxml.messages import DocumentMessage
from congvu.exchange.queries import message_of
from congvu.files.actions import store
from congvu.organisations.models import Identifier
from congvu.outgoing.actions import (
    SentTo,
    approve,
    check_content,
    check_form,
    give_number,
    issue_draft,
    note_pen_signature,
    send_draft,
)
from congvu.outgoing.models import OutgoingEntry
from tests.documents.pages import make_entry
from tests.exchange.making import reread
from tests.exchange.test_round_trip import SCHEMA
from tests.files.conftest import make_pdf
from tests.outgoing.drafts import begin
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")


@pytest.fixture
def issued(province: Province) -> OutgoingEntry:
    """Hà's answer, signed by pen, out to the commune and to a company."""
    draft = begin(
        province, who="ha", answers_id=make_entry(province).id, urgency="urgent"
    )
    given: dict[str, Any] = {"draft_id": draft.id, "at": province.at}
    lan = province.seat("lan")
    send_draft(by=province.seat("ha"), **given)
    check_content(by=province.seat("ha"), **given)
    check_form(by=lan, **given)
    approve(by=province.seat("dung"), **given)
    note_pen_signature(by=lan, **given)
    give_number(by=lan, **given)
    sent = [
        SentTo(province.commune.id),
        SentTo(None, name="Công ty Điện lực", on_paper=True),
    ]
    return issue_draft(sent_to=sent, by=lan, **given)


def test_the_message_says_what_the_book_says(
    issued: OutgoingEntry, province: Province, tmp_path: Path
) -> None:
    out = tmp_path / "di.edxml"
    call_command("edxml", "write", str(issued.id), str(out))

    SCHEMA.assertValid(etree.fromstring(out.read_bytes()))
    message = reread(out.read_bytes())
    assert isinstance(message, DocumentMessage)
    assert message.remarks == []
    header = message.header
    assert header.from_.organ_id == "H03"
    assert [o.organ_id for o in header.to] == ["H03.33.10"]
    assert header.document_id == f"H03,{province.today:%Y/%m/%d},01/UBND-VP"
    assert (header.code.number, header.code.notation) == ("01", "UBND-VP")
    assert header.document_type.type_name == "Công văn"
    assert header.subject == issued.subject
    assert header.signer.full_name == "Nguyễn Tiến Dũng"
    assert header.signer.competence == "TM. ỦY BAN NHÂN DÂN"
    assert header.signer.position == "Chủ tịch"
    assert header.other_info is not None
    assert header.other_info.priority == 1
    assert header.to_places is not None
    assert "Công ty Điện lực" in header.to_places.places
    assert header.response_for[0].code == "1462/SNN-CNTY"
    assert message.business.type == 0
    assert message.business.paper == 1
    assert message.trace is not None
    assert message.trace.headers[0].timestamp == issued.released_at.replace(
        microsecond=0
    )


def test_the_papers_own_id_will_do_and_its_file_goes_along(
    issued: OutgoingEntry, province: Province
) -> None:
    assert issued.document is not None
    content = make_pdf("Công văn đã ký")
    kept = store(stream=BytesIO(content), name="ký.pdf", by=SYSTEM, at=province.at).file
    DocumentFile.objects.create(
        document=issued.document, file=kept, name="ký.pdf", position=9
    )
    message = message_of(issued.document.id)
    out = BytesIO()
    write(message, out)

    again = reread(out.getvalue())

    assert isinstance(again, DocumentMessage)
    file = again.attachments[-1]
    assert file.attachment_name == "ký.pdf"
    assert file.content is not None
    assert b"".join(file.content.chunks()) == content
    assert [r.content_id for r in again.manifest] == [
        f"cid:{f.id}" for f in issued.document.files.order_by("position")
    ]


def test_a_receiver_without_a_code_is_named(issued: OutgoingEntry) -> None:
    Identifier.objects.filter(value="H03.33.10").delete()

    with pytest.raises(Invalid, match="MessageHeader/To/OrganId: thiếu"):
        write(message_of(issued.id), BytesIO())


def test_what_was_not_issued_is_not_found(tmp_path: Path, province: Province) -> None:
    with pytest.raises(CommandError, match="Không có văn bản đi đã phát hành"):
        call_command("edxml", "write", str(uuid4()), str(tmp_path / "a"))
    with pytest.raises(CommandError, match="khong-co"):
        call_command("edxml", "write", "khong-co.json", str(tmp_path / "a"))
    assert list(tmp_path.glob("a*")) == []
