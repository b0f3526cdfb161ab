"""A directory of 125,000 agencies and a queue of 50,000 packets; a fifth in short."""

from __future__ import annotations

import json
import re
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from congvu.exchange.client import all_received
from congvu.hub import queries
from tests.hub.conftest import Side, side
from tests.hub.running import Hub, packet
from tests.scale import few_or_all

pytestmark = [pytest.mark.slow, pytest.mark.repeats]

AGENCIES, WAITING = few_or_all((25_000, 10_000), (125_000, 50_000))
MOST_MEMORY = few_or_all(10, 50) * 1024 * 1024


@pytest.fixture
def country(hub: Hub, ours: Side) -> Iterator[int]:
    """So many agencies of one system, and no longer than for one story."""
    hub.rows(
        "INSERT INTO hub_agency (system_id, code, old_code, code102, name, mail,"
        " registered_at, locked_because)"
        " SELECT id, system_id || '.' || n, '000.' || n, '', 'Ủy ban xã ' || n,"
        " 'xa' || n || '@tinh.gov.vn', now(), ''"
        " FROM hub_system, generate_series(1, %s) n WHERE system_id = %s",
        AGENCIES, ours.system,
    )  # fmt: skip
    yield AGENCIES
    hub.rows("DELETE FROM hub_agency WHERE code LIKE %s", f"{ours.system}.%")


def test_a_directory_of_the_whole_country_takes_little_memory(
    hub: Hub, ours: Side, country: int
) -> None:
    for _turn in range(20):
        next(ours.national.agencies())  # over a new line each, so that each has served
    national, before = ours.national, peaks(hub)
    tracemalloc.start()
    try:
        told = sum(1 for _card in national.agencies())
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert told >= country
    assert most < MOST_MEMORY
    for process, peak in peaks(hub).items():
        assert peak - before[process] < MOST_MEMORY


def test_who_asks_for_no_pages_is_told_all_at_once(ours: Side, country: int) -> None:
    header = {"X-Edoc-Header": json.dumps({"servicetype": "eDoc"})}

    told = ours.national.wire.call("GET", "edoc/getAgenciesList", headers=header)

    assert told["errorCode"] == "0"
    assert told["count"] == len(told["data"]) >= country
    assert told["data"][-1]["mail"] == f"xa{country}@tinh.gov.vn"


def peaks(hub: Hub) -> dict[int, int]:
    """The most that each process of the hub ever had in memory."""
    found = {}
    for process in hub.serving():
        status = Path(f"/proc/{process}/status").read_text()
        kilobytes = re.search(r"VmHWM:\s+(\d+)", status)
        assert kilobytes
        found[process] = int(kilobytes[1]) * 1024
    return found


@pytest.fixture(scope="module")
def queue(hub: Hub) -> tuple[Side, str]:
    """One message as so many of all urgencies, waiting for one receiver."""
    ours, theirs = side(hub, "H"), side(hub, "G")
    (sender,), (receiver,) = ours.joins("01"), theirs.joins("07")
    what = packet(sender, receiver)
    kept = ours.national.send(
        what.stream(), sender=sender, receivers=[receiver], kind="document",
        message_id="m", sha256=what.sha256,
    )  # fmt: skip
    hub.rows("DELETE FROM hub_box WHERE message_id = %s", kept)
    hub.rows(
        "WITH copies AS (INSERT INTO hub_message (id, sender_id, kind, message_id,"
        " document_id, sha256, size, urgency, stored_at) SELECT gen_random_uuid(),"
        " sender_id, kind, 'm' || n, document_id, sha256, size, n %% 5, stored_at"
        " FROM hub_message, generate_series(1, %s) n WHERE id = %s"
        " RETURNING id, urgency, stored_at)"
        " INSERT INTO hub_box (id, message_id, receiver_id, turn, state, words,"
        " changed_at) SELECT gen_random_uuid(), copies.id, agency.id, 4 - urgency,"
        " 'initial', '', stored_at FROM copies, hub_agency agency WHERE code = %s",
        WAITING, kept, receiver,
    )  # fmt: skip
    hub.rows("ANALYZE hub_box, hub_message")
    return theirs, receiver


def test_a_long_queue_is_listed_in_order_and_each_page_as_fast_as_the_first(
    queue: tuple[Side, str],
) -> None:
    theirs, receiver = queue
    national, after, spent = theirs.national, None, []
    order: list[tuple[int, str]] = []
    while True:
        began = time.perf_counter()
        told = pages(theirs, receiver, after)
        spent.append(time.perf_counter() - began)
        if not told:
            break
        order += [(-row["priority"], row["id"]) for row in told]
        after = told[-1]["id"]

    assert len(order) == WAITING
    assert order == sorted(order), "the most urgent first, then as they came"
    some = len(spent) // 5
    assert median(spent[-some:-1]) < 3 * median(spent[1:some])
    listed = all_received(national, receiver)
    assert [one.id for one in listed] == [box for _turn, box in order]


def test_a_page_is_found_by_its_place_in_the_index(
    hub: Hub, queue: tuple[Side, str]
) -> None:
    _theirs, receiver = queue
    (agency,) = hub.rows("SELECT id FROM hub_agency WHERE code = %s", receiver)
    (last,) = hub.rows(
        "SELECT turn, id FROM hub_box WHERE receiver_id = %s"
        " ORDER BY turn DESC, id DESC OFFSET 150 LIMIT 1",
        *agency,
    )
    values = {"agency": agency[0], "turn": last[0], "last": last[1], "kind": ""}

    plan = hub.plan(queries.WAITING, {**values, "most": 100})

    scan = next(node for node in plan if node.get("Index Name") == "hub_box_in_turn")
    assert "ROW" in scan["Index Cond"]
    assert scan["Actual Rows"] == 100


def test_a_long_queue_drains_in_order_of_urgency(
    hub: Hub, queue: tuple[Side, str]
) -> None:
    """Taken as a receiver takes it: the first page, acknowledged, the first again."""
    theirs, receiver = queue
    spent, turns = [], []
    for _page in range(20):
        began = time.perf_counter()
        page = pages(theirs, receiver, None)
        spent.append(time.perf_counter() - began)
        turns += [-row["priority"] for row in page]
        theirs.national.acknowledge(page[0]["id"], "done")
        # And the rest of a twentieth of it all.
        hub.rows(
            "UPDATE hub_box SET state = 'done' WHERE id IN (SELECT hub_box.id"
            " FROM hub_box JOIN hub_agency agency ON agency.id = receiver_id"
            " WHERE agency.code = %s"
            " AND state = 'initial' ORDER BY turn, hub_box.id LIMIT %s)",
            receiver, WAITING // 20,
        )  # fmt: skip

    assert turns == sorted(turns)
    assert turns[0] == -4
    assert turns[-1] == 0
    assert median(spent[-8:]) < 3 * median(spent[1:9])


def pages(side: Side, code: str, after: str | None) -> list[dict[str, Any]]:
    header = {"servicetype": "eDoc", "from": code, "after": after or ""}
    told = side.national.wire.call(
        "GET",
        "edoc/getReceivedEdocList",
        headers={"X-Edoc-Header": json.dumps(header)},
    )
    rows: list[dict[str, Any]] = told["data"]
    return rows
