"""The crowd itself: everybody asks for every page; one that fails is not timed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from congvu.bench.crowd import PAGES, PEOPLE, Visitor, crowd

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
