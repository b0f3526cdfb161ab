"""The crowd itself: everybody asks for every page; one that fails is not timed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from congvu.bench.crowd import PAGES, PEOPLE, Visitor, crowd, growth, working

ASKED: Counter[tuple[str, str]] = Counter()


class Office(BaseHTTPRequestHandler):
    """Answers at once; what is called broken fails."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        ASKED[self.path, self.headers.get("HX-Target", "")] += 1
        self.send_response(500 if "broken" in self.path else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Says nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    ASKED.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Office)
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


def test_everybody_asks_for_every_page_and_opens_papers_both_ways(port: int) -> None:
    people = [Visitor("a=b", ["/mot/", "/hai/"])] * PEOPLE

    asked = crowd(port, people, rounds=2)

    pages = Counter(one.page for one in asked)
    assert set(pages) == {*PAGES, "pane of a paper", "a paper"}
    assert set(pages.values()) == {2 * PEOPLE}
    for paper in ("/mot/", "/hai/"):
        assert ASKED[paper, "pane"] == ASKED[paper, ""] == PEOPLE


def test_a_page_that_fails_ends_the_measuring(port: int) -> None:
    with pytest.raises(RuntimeError, match="500"):
        crowd(port, [Visitor("a=b", ["/broken/"])], rounds=1)


@pytest.mark.parametrize(
    ("values", "grown"),
    [
        ([100, 100, 100, 100], 0),
        # What leaks is told in full, however small its steps are.
        ([100 + 4 * n for n in range(10)], 36),
        ([200 - 2 * n for n in range(11)], -10),
        # One bad moment is no growth, wherever it comes.
        ([100] * 9 + [160], 0),
        ([160] + [100] * 9, 0),
        # From the middle on slower: at least most of it is.
        ([100] * 5 + [150] * 5, 58.1),
    ],
)
def test_growth_is_what_goes_on_growing(values: list[float], grown: float) -> None:
    assert growth(values) == pytest.approx(grown, abs=0.1)


def test_the_same_work_is_timed_while_something_else_goes_on() -> None:
    with working() as taken:
        assert sum(range(1000)) == 499_500

    assert len(taken) == 1
    assert 0.5 < taken[0] < 500
