"""Would it tell? The journal, asking again, and a verifier that finds what is gone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Any, ClassVar
from uuid import UUID

import pytest
from django.utils import timezone

from congvu.accounts.actions import create_token
from congvu.audit.rules import SYSTEM
from congvu.documents.models import Assignment
from tests.people import Province
from tests.survival import calling
from tests.survival.calling import Caller, NoAnswer, Outages, Refusal
from tests.survival.journal import Journal, Told, read_journal
from tests.survival.load import Crew
from tests.survival.verify import Verifier
from tests.survival.world import World


class Shaky(BaseHTTPRequestHandler):
    """Does what it is asked and loses the answer, as often as it is told to."""

    answers: ClassVar[list[int]] = []
    done = 0

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        type(self).done += 1
        status = self.answers.pop(0) if self.answers else 200
        if not status:
            self.close_connection = True
            return
        self.send_response(status)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_words: object) -> None:
        """Says nothing."""


@pytest.fixture
def shaky(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(calling, "PAUSE", 0.01)
    Shaky.done = 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Shaky)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_lost_answer_is_asked_for_again_and_a_late_no_is_known_as_one(
    shaky: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    outages = Outages()
    lan = Caller([shaky], "lan", "t", outages)

    Shaky.answers[:] = [0, 503, 200]
    assert lan.post("/x", {}) == {}
    assert (Shaky.done, outages.count) == (3, 1)

    Shaky.answers[:] = [422]
    with pytest.raises(Refusal) as refused:
        lan.post("/x", {})
    assert not refused.value.again

    Shaky.answers[:] = [0, 422]
    with pytest.raises(Refusal) as refused:
        lan.post("/x", {})
    assert refused.value.again  # the first may have been done

    monkeypatch.setattr(calling, "PATIENCE", 0.05)
    Shaky.answers[:] = [503] * 50
    with pytest.raises(NoAnswer):
        lan.post("/x", {})
    Shaky.answers.clear()


def test_of_two_addresses_the_one_that_answers_is_used(shaky: str) -> None:
    lan = Caller(["http://127.0.0.1:9", shaky], "lan", "t")

    assert lan.post("/x", {}) == {}
    assert lan.post("/x", {}) == {}
    assert Shaky.done == 2


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_was_told_and_is_no_longer_so_is_found(
    live_server: Any, law: None, province: Province, tmp_path: Path
) -> None:
    """Lan registers two papers over HTTP, Dũng and Minh do the work; then one number,
    one result and one whole paper are not what the journal says."""
    world = world_of(province)
    journal = Journal(tmp_path / "journal")
    crew = Crew(world, [live_server.url], journal, seed=7)
    entries = [crew.on_paper("lan", number, Random(7)) for number in (1, 2)]
    for number, entry in enumerate(entries, 1):
        crew.handled("lan", number, entry)

    verifier = Verifier(world, [live_server.url])
    verifier.run(journal.path)
    assert verifier.faults == []
    assert verifier.checked["registered"] == 2
    assert verifier.checked["confirmed"] == 2

    reported = Assignment.objects.filter(entry=UUID(entries[1]), result__gt="")
    reported.update(result="khác")
    gone = "01900000-0000-7000-8000-000000000000"
    journal.keep(Told("confirmed", "dung", gone, {}))
    [first, *_] = [t for t in read_journal(journal.path) if t.kind == "registered"]
    journal.keep(replace(first, facts=first.facts | {"number": 2}))
    journal.close()
    assert len(list(read_journal(journal.path))) == 14

    verifier = Verifier(world, [live_server.url])
    verifier.run(journal.path)

    found = "\n".join(verifier.faults)
    assert "number was told as 2, is 1" in found
    assert "one number was told to two people" in found
    assert "Đã xử lý văn bản 2 not in" in found
    assert f"confirmed {gone}: Refusal 404" in found
    assert len(verifier.faults) == 4


def world_of(province: Province) -> World:
    tokens, posts = {}, {}
    for who in ("lan", "dung", "minh"):
        member = province.cast[who]
        assert member.post is not None
        _token, tokens[who] = create_token(
            user=member.user, name="x", expires_on=None, by=SYSTEM, at=timezone.now()
        )
        posts[who] = str(member.post.id)
    return World(tokens, posts, str(province.commune.id), "", "")
