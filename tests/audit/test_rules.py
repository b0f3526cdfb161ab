"""The canonical form and the chain, without a database."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.audit.rules import (
    START,
    Break,
    EventRow,
    SealedLink,
    canonical,
    chain,
    digest,
    first_break,
    plain,
)

KEY = UUID("01a20942-aa90-7338-b0bb-3805c610a622")
EVENT = EventRow(
    id=KEY,
    at=datetime(2026, 11, 23, 9, 5, tzinfo=UTC),
    event="documents.registered",
    actor_name="Nông Thị Lan",
    actor_user_id=KEY,
    actor_person_id=None,
    actor_post_id=None,
    actor_agency_id=None,
    door="page",
    address="10.0.0.7",
    object_type="documents.document",
    object_id=None,
    agency_id=None,
    data={"số": 4871, "b": ['"', True]},
)


def test_the_canonical_form_is_what_the_documentation_says() -> None:
    assert canonical(EVENT).decode() == (
        '{"actor_agency_id":null,"actor_name":"Nông Thị Lan","actor_person_id":null,'
        '"actor_post_id":null,'
        '"actor_user_id":"01a20942-aa90-7338-b0bb-3805c610a622","address":"10.0.0.7",'
        '"agency_id":null,"at":"2026-11-23T09:05:00.000000+00:00",'
        '"data":{"b":["\\"",true],"số":4871},"door":"page",'
        '"event":"documents.registered","id":"01a20942-aa90-7338-b0bb-3805c610a622",'
        '"object_id":null,"object_type":"documents.document"}'
    )


def test_the_digest_is_sha256_of_the_one_before_and_the_event() -> None:
    assert digest(START, EVENT) == hashlib.sha256(START + canonical(EVENT)).digest()


def test_a_moment_is_the_same_in_any_time_zone() -> None:
    here = EVENT.at.astimezone(timezone(timedelta(hours=7)))

    assert canonical(replace(EVENT, at=here)) == canonical(EVENT)


def test_a_fraction_cannot_be_logged() -> None:
    with pytest.raises(TypeError, match="float"):
        plain({"amount": 1.5})


def test_keys_and_moments_become_text_and_what_postgresql_cannot_hold_is_replaced() -> (
    None
):
    assert plain({"key": KEY, "at": EVENT.at, "bad": "a\x00b\ud800"}) == {
        "key": str(KEY),
        "at": "2026-11-23T09:05:00.000000+00:00",
        "bad": "a\ufffdb?",
    }


def events(count: int) -> list[EventRow]:
    return [replace(EVENT, id=UUID(int=n + 1), data={"n": n}) for n in range(count)]


def pairs_of(rows: list[EventRow]) -> list[SealedLink]:
    return [
        SealedLink(link.seq, row.id, link.previous, link.digest, canonical(row))
        for link, row in zip(chain(rows), rows, strict=True)
    ]


def test_links_continue_from_a_given_head() -> None:
    rows = events(5)
    whole = list(chain(rows))

    assert list(chain(rows[3:], whole[2].digest, 3)) == whole[3:]
    last, broken = first_break(pairs_of(rows))
    assert broken is None
    assert last is not None
    assert last.digest == whole[-1].digest


def test_an_empty_chain_is_whole() -> None:
    assert first_break([]) == (None, None)


@given(st.integers(0, 9), st.sampled_from(["drop", "swap", "alter", "forget", "again"]))
def test_any_change_is_found_at_or_right_after_its_place(at: int, how: str) -> None:
    rows = events(12)
    pairs = pairs_of(rows)
    if how == "drop":
        del pairs[at]
    elif how == "swap":
        pairs[at], pairs[at + 1] = pairs[at + 1], pairs[at]
    elif how == "alter":
        pairs[at] = pairs[at]._replace(
            canonical=canonical(replace(rows[at], data={"n": "x"}))
        )
    elif how == "forget":
        pairs[at] = pairs[at]._replace(canonical=None)
    else:
        pairs.insert(at, pairs[at])

    broken, why = first_break(pairs)

    expected = {
        "drop": Break.MISSING_LINK,
        "swap": Break.MISSING_LINK,
        "alter": Break.ALTERED,
        "forget": Break.MISSING_EVENT,
        "again": Break.DUPLICATE,
    }
    assert why == expected[how]
    assert broken is not None
    assert at + 1 <= broken.seq <= at + 2


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    )
)
def test_what_is_logged_reads_back_with_the_same_bytes(data: object) -> None:
    row = replace(EVENT, data={"value": plain(data)})

    again = replace(row, data=json.loads(json.dumps(row.data)))

    assert canonical(again) == canonical(row)


@given(st.text(), st.text())
def test_the_canonical_form_is_one_json_object_sorted_by_key(
    name: str, address: str
) -> None:
    row = replace(EVENT, actor_name=plain(name), address=plain(address))

    read = json.loads(canonical(row))

    assert canonical(row).decode() == json.dumps(
        read, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    assert set(read) == {field.name for field in fields(EventRow)}
    assert read["actor_name"] == row.actor_name
