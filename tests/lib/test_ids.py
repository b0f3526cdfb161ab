"""Keys sort by when they were made, also those of one breath and of many threads."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

from congvu.lib.ids import uuid7, uuid7_at


def test_what_is_made_in_one_breath_sorts_in_the_order_it_was_made() -> None:
    made = [uuid7() for _time in range(20_000)]

    assert made == sorted(made)
    assert len(set(made)) == 20_000


def test_threads_never_share_a_key() -> None:
    with ThreadPoolExecutor(8) as pool:
        rows = list(pool.map(lambda _n: [uuid7() for _i in range(2_000)], range(8)))

    assert all(row == sorted(row) for row in rows)
    assert len({key for row in rows for key in row}) == 16_000


def test_a_key_says_its_version_and_its_moment() -> None:
    # Many thousand keys of one breath, as above, are ahead of the clock.
    while uuid7().int >> 80 > time.time_ns() // 1_000_000:
        time.sleep(0.001)
    before = time.time_ns() // 1_000_000
    key = uuid7()
    after = time.time_ns() // 1_000_000

    assert (key.version, key.variant) == (7, "specified in RFC 4122")
    assert before <= key.int >> 80 <= after + 1
    assert uuid7_at(before, 0) < uuid7_at(before, 1) < uuid7_at(before + 1, 0)
