"""The files an SDK ships as its samples, where they stand beside the checkout."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from congvu.exchange.formats.edxml import read
from congvu.exchange.formats.edxml.messages import DocumentMessage, StatusMessage
from tests.exchange.making import reread, written

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "edxml"
FILES = sorted(DATA.glob("*.edxml"))

pytestmark = pytest.mark.skipif(
    not FILES, reason="not run: the shared messages are not at hand"
)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_each_is_read_without_a_remark_and_written_back_equal(path: Path) -> None:
    with path.open("rb") as stream:
        message = read(stream)

    assert message.remarks == []
    again = reread(written(message))
    assert again == message
    assert written(again) == written(message)


@pytest.mark.parametrize(
    "path", [p for p in FILES if p.stem != "new"], ids=lambda p: p.stem
)
def test_the_status_is_in_the_name_of_the_file(path: Path) -> None:
    message = reread(path.read_bytes())

    assert isinstance(message, StatusMessage)
    assert message.header.status_code == path.stem[-2:]
    assert message.header.timestamp is not None
    assert message.header.timestamp.isoformat() == "2015-09-20T11:08:36+07:00"


def test_the_document_has_its_file_and_a_placeholder_for_a_signature() -> None:
    message = reread((DATA / "new.edxml").read_bytes())

    assert isinstance(message, DocumentMessage)
    assert message.header.promulgation.promulgation_date == date(2019, 1, 16)
    content = message.attachments[0].content
    assert content is not None
    assert content.packed
    # It is called .doc; what it holds is another message.
    assert next(content.chunks()).startswith(b"<?xml")
    assert message.signature_state == "not_verifiable"
