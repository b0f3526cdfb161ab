"""What we write reads back equal, whatever others do to it on the way, and fits our
own schema.
"""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import congvu.exchange
from congvu.exchange.formats.edxml import AnyMessage, check
from congvu.exchange.formats.edxml.as_json import from_json, to_json
from congvu.exchange.formats.edxml.table import Extra, parts_in
from tests.exchange.making import (
    QCVN,
    document,
    full_document,
    reread,
    status,
    written,
)
from tests.exchange.strategies import documents, statuses
from tests.scale import examples

DATA = Path(congvu.exchange.__file__).parent / "data"
SCHEMA = etree.XMLSchema(etree.parse(DATA / "edxml.xsd"))
MESSAGES = st.one_of(documents(), statuses())
FOREIGN = [
    '<x:Moi xmlns:x="urn:x" a="1">chữ<x:con/> sau</x:Moi>',
    f'<Moi xmlns="{QCVN}"><Con b="&lt;&quot;">&amp;</Con></Moi>',
    '<trong xmlns=""/>',
    '<y:A xmlns:y="urn:y" xmlns:z="urn:z" z:b="2"><z:C/></y:A>',
]
# A leaf takes no elements, a part does.
PARTS = {
    "edXML", "edXMLEnvelope", "edXMLHeader", "MessageHeader", "From", "To", "Code",
    "OtherInfo", "TraceHeaderList", "Bussiness", "edXMLBody", "edXMLManifest",
    "Reference", "AttachmentEncoded", "Attachment", "Signature", "SignerInfo",
}  # fmt: skip


@given(MESSAGES)
@settings(max_examples=examples(60))
def test_what_is_written_reads_back_equal_and_fits_the_schema(
    message: AnyMessage,
) -> None:
    assert check(message) == []
    data = written(message)
    SCHEMA.assertValid(etree.fromstring(data))

    again = reread(data)

    assert again == message
    assert again.remarks == []
    assert written(again) == data
    contents = iter([file.content for file in _files(message)])
    told = json.loads(json.dumps(to_json(message)))
    assert from_json(told, lambda _file: next(contents)) == message


@given(MESSAGES, st.integers(0, 1 << 32))
@settings(max_examples=examples(40))
def test_any_order_any_prefix_and_unknown_elements(
    message: AnyMessage, seed: int
) -> None:
    chance = random.Random(seed)
    root = etree.fromstring(written(message))
    inserted = _disturb(root, chance)
    data = _renamed(etree.tostring(root, encoding="UTF-8"), chance)

    read = reread(data)

    assert _known(read) == message
    kept = [extra for _place, part in parts_in(read) for extra in part.extras]
    assert len(kept) == inserted
    again = reread(written(read))
    assert again == read
    assert written(again) == written(read)


def _disturb(root: Any, chance: random.Random) -> int:
    """Children in any order (those of one name keep theirs), strangers among them."""
    inserted = 0
    for element in list(root.iter()):
        if (
            not isinstance(element.tag, str)
            or etree.QName(element).localname not in PARTS
        ):
            continue
        queues: dict[str, list[Any]] = {}
        for child in element:
            queues.setdefault(child.tag, []).append(child)
        tags = [child.tag for child in element]
        chance.shuffle(tags)
        element[:] = [queues[tag].pop(0) for tag in tags]
        while len(element) and chance.random() < 0.2:
            stranger = etree.fromstring(chance.choice(FOREIGN))
            element.insert(chance.randint(0, len(element)), stranger)
            inserted += 1
    return inserted


def _renamed(data: bytes, chance: random.Random) -> bytes:
    theirs = chance.choice([b"edXML", b"q", b"ns0"])
    for around in (b"<%s:", b"</%s:", b" xmlns:%s="):
        data = data.replace(around % b"edXML", around % theirs)
    return data


def _known(message: AnyMessage) -> AnyMessage:
    bare = copy.copy(message)
    bare = copy.deepcopy(bare, {id(a.content): a.content for a in _files(message)})
    for _place, part in parts_in(bare):
        part.extras = []
    return bare


def _files(message: AnyMessage) -> Any:
    return getattr(message, "attachments", [])


def test_one_of_everything_is_written_in_this_order() -> None:
    """The order, prefixes and spelling others depend on, seen at once."""
    root = etree.fromstring(written(full_document()))
    SCHEMA.assertValid(root)
    names = [etree.QName(e).localname for e in root.iter()]
    header = [etree.QName(e).localname for e in root[0][0][0]]

    assert header == [
        "From", "To", "To", "DocumentId", "Code", "PromulgationInfo", "DocumentType",
        "Subject", "Content", "SignerInfo", "DueDate", "OtherInfo", "ResponseFor",
        "ResponseFor", "SteeringType", "ToPlaces", "ResponseForTask", "ApplicationType",
    ]  # fmt: skip
    assert {"Bussiness", "BussinessDocType", "BussinessDocumentInfo"} <= set(names)
    assert all(
        element.prefix == ("edXML" if inside else None)
        for inside, element in _with_place(root)
    )
    assert [etree.QName(e).localname for e in root] == [
        "edXMLEnvelope",
        "AttachmentEncoded",
    ]


def _with_place(root: Any) -> list[tuple[bool, Any]]:
    """Each element, and whether the envelope has it; content keeps its prefix."""
    return [
        (
            root[0] in (e, *e.iterancestors())
            or e.tag.endswith("ContentTransferEncoded"),
            e,
        )
        for e in root.iter()
    ]


@pytest.mark.parametrize("make", [document, full_document, status])
def test_the_same_message_gives_the_same_bytes(make: Any) -> None:
    assert written(make()) == written(make())


def test_where_an_unknown_element_stood_it_stands_again() -> None:
    message = status()
    first = Extra("", 0, '<x:A xmlns:x="urn:x"/>')
    after = Extra("StatusCode", 1, '<x:B xmlns:x="urn:x">1</x:B>')
    message.header.extras = [first, after]

    lines = [line.strip() for line in written(message).decode().splitlines()]

    assert lines[lines.index(first.xml) - 1] == "<edXML:MessageHeader>"
    assert (
        lines[lines.index(after.xml) - 1] == "<edXML:StatusCode>03</edXML:StatusCode>"
    )
    assert reread(written(message)) == message


def test_a_repeated_element_is_kept_behind_the_one_that_counts() -> None:
    data = written(status()).replace(
        b"<edXML:StatusCode>",
        b"<edXML:StatusCode>04</edXML:StatusCode><edXML:StatusCode>",
    )

    message = reread(data)

    assert message.header.status_code == "04"  # type: ignore[union-attr]
    assert [e.after for e in message.header.extras] == ["StatusCode"]
    assert reread(written(message)) == message


def test_attributes_nobody_knows_are_written_back() -> None:
    message = document()
    manifest = message.envelope.body.manifest  # type: ignore[union-attr]
    manifest.references[0].attributes = {  # type: ignore[union-attr]
        "{http://www.w3.org/1999/xlink}href": 'a & "b"\n',
        "{urn:x}y": "1",
        "plain": "",
    }

    assert reread(written(message)) == message
