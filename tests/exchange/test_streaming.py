"""Large files pass through: read once, held a little, whoever they are for."""

from __future__ import annotations

import io
import random
import tracemalloc
from contextlib import nullcontext
from pathlib import Path

from congvu.bench.edxml import RECEIVERS, receivers_figure
from congvu.exchange.formats.edxml import limits, read, write
from congvu.exchange.formats.edxml.messages import DocumentMessage
from congvu.exchange.formats.edxml.payload import Content
from tests.exchange.making import document, organisation, reread, written

MIB = limits.MIB


def test_a_file_for_many_receivers_is_read_once() -> None:
    figure = receivers_figure(random.Random(1).randbytes(100_000))

    assert RECEIVERS == 120
    assert figure.is_met, figure.as_json()
    assert figure.value == 1


def test_one_message_may_go_to_all_of_them() -> None:
    message = document(to=[organisation(f"H03.{n}") for n in range(RECEIVERS)])

    again = reread(written(message))

    assert isinstance(again, DocumentMessage)
    assert [o.organ_id for o in again.header.to][-1] == "H03.119"


def test_thirty_megabytes_take_no_more_than_a_few_of_memory(tmp_path: Path) -> None:
    big, path = tmp_path / "big.pdf", tmp_path / "big.edxml"
    with big.open("wb") as out:
        for _time in range(30):
            out.write(random.Random(1).randbytes(MIB))
    message = document()
    digest = Content.of(big.read_bytes()).sha256
    content = Content(lambda: big.open("rb"), 30 * MIB, digest)
    message.attachments[0].content = content

    tracemalloc.start()
    try:
        with path.open("wb") as out:
            write(message, out)
        with path.open("rb") as stream:
            again = read(stream)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert again == message
    assert path.stat().st_size > 40 * MIB
    assert peak < 3 * limits.IN_MEMORY


def test_what_is_kept_may_be_read_again() -> None:
    content = Content.kept(io.BytesIO(b"abc"), 3, "", packed=False)

    assert [b"".join(content.chunks()) for _time in range(2)] == [b"abc", b"abc"]
    assert isinstance(content.open(), nullcontext)
