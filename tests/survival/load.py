"""People at work, in threads, until told to stop.

A clerk's round: a paper comes in, is registered, submitted, instructed, handed over,
done and confirmed, laid in a dossier; the dossier is closed and packed. A specialist's
round: a paper is written, judged, approved, signed, numbered, sealed and issued.

An answer that was lost is asked for again by ``calling``. Where the office then says
that it is not to be done (it was, by the answer that was lost), the register is looked
at; where that tells nothing, the paper is left as it lies and the next one begun.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from itertools import count
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

from reportlab.pdfgen import canvas

from congvu.lib.dates import VIETNAM
from tests.survival.calling import Caller, NoAnswer, Outages, Refusal
from tests.survival.journal import Journal, Told
from tests.survival.world import CLERKS, World

WORDS = {
    "addressees": ["Ủy ban nhân dân xã Yến Dương"],
    "body": [
        {"kind": "paragraph", "text": "Xét đề nghị của Sở Tài chính.", "level": 0}
    ],
    "recipients": ["Như trên"],
}
PAPERS_OF_A_DOSSIER = 4


class Left(Exception):
    """Nobody can know what became of this paper's last step; the next one is begun."""


class Crew:
    """The people, what they were told, and what went against their expectation."""

    def __init__(
        self, world: World, addresses: Sequence[str], journal: Journal, seed: int
    ) -> None:
        self.world, self.journal, self.seed = world, journal, seed
        self.outages = Outages()
        self.stop = threading.Event()
        self.strange: list[str] = []
        self.left = 0
        self.people = {
            who: Caller(addresses, who, token, self.outages)
            for who, token in world.tokens.items()
        }
        self._threads: list[threading.Thread] = []

    def begin(self) -> None:
        rounds: list[tuple[str, Any]] = [(who, self.incoming) for who in CLERKS]
        rounds += [(who, self.outgoing) for who in CLERKS[:2]]
        for number, (clerk, work) in enumerate(rounds, 1):
            thread = threading.Thread(
                target=self._rounds, args=(work, clerk, number), daemon=True
            )
            thread.start()
            self._threads.append(thread)

    def end(self, patience: float = 180) -> None:
        """No new paper; those begun are led to their end."""
        self.stop.set()
        for thread in self._threads:
            thread.join(patience)
        if any(thread.is_alive() for thread in self._threads):
            self.strange.append("somebody still waits for an answer")

    def _rounds(self, work: Any, clerk: str, number: int) -> None:
        chance = Random(self.seed * 100 + number)
        for turn in count(1):
            if self.stop.is_set():
                return
            try:
                work(clerk, number * 10_000 + turn * 10, chance)
            except Left:
                self.left += 1
            except (Refusal, NoAnswer) as why:
                self.strange.append(f"{clerk} {work.__name__} {turn}: {why}")
                self.stop.wait(1)

    def _do(
        self,
        who: str,
        kind: str,
        path: str,
        data: dict[str, Any] | None = None,
        *,
        about: str = "",
        kept: Sequence[str] = (),
        **facts: Any,
    ) -> Any:
        """Done, and what was told of it written down; ``kept`` names the answer's own.

        Refused after a lost answer, it may have been done by that: left.
        """
        try:
            answer = self.people[who].post(path, data or {})
        except Refusal as why:
            if why.again:
                raise Left from why
            raise
        facts |= {name: answer[name] for name in kept}
        self.journal.keep(Told(kind, who, about or answer["id"], facts))
        return answer

    # -- what comes in

    def incoming(self, clerk: str, number: int, chance: Random) -> None:
        """As many papers as fill a dossier, every second one as a file; the dossier."""
        ways = (self.by_file, self.on_paper)
        done: list[str] = []
        for n in range(PAPERS_OF_A_DOSSIER):
            if self.stop.is_set():
                break
            try:
                entry = ways[n % 2](clerk, number + n, chance)
                self.handled(clerk, number + n, entry)
                done.append(entry)
            except Left:
                self.left += 1
        if done:
            self._dossier(number, done)

    def _paper(self, number: int) -> dict[str, Any]:
        return {
            "subject": f"V/v báo cáo số {number}",
            "issuer_name": f"Sở Tài chính {self.seed}",
            "type_code": "CV",
            "symbol": f"{number}/STC-VP",
            "issued_on": _today().isoformat(),
        }

    def by_file(self, clerk: str, number: int, chance: Random) -> str:
        """The item is the reference: it is registered once, however often one asks."""
        paper = self._paper(number)
        content = make_paper(paper["symbol"], chance)
        digest = sha256(content).hexdigest()
        person = self.people[clerk]
        [item] = person.send_file("/intake", "files", "cong-van.pdf", content)
        self.journal.keep(Told("received", clerk, item["id"], {"sha256": digest}))
        path = f"/intake/{item['id']}"
        while person.get(path)["state"] == "reading":
            if self.stop.wait(0.5):
                raise Left
        told = {**paper, "not_duplicate": True}
        return self._registered(clerk, f"{path}/register", told, sha256=digest)

    def on_paper(self, clerk: str, number: int, _chance: Random) -> str:
        """Its symbol and issuer are the reference: the second one is a duplicate."""
        return self._registered(clerk, "/incoming-documents", self._paper(number))

    def _registered(
        self, clerk: str, path: str, paper: dict[str, Any], **facts: Any
    ) -> str:
        try:
            entry = self._do(
                clerk,
                "registered",
                path,
                paper,
                kept=("number", "arrived_on"),
                subject=paper["subject"],
                **facts,
            )
        except Left:
            find = urlencode({"find": paper["symbol"], "issuer": paper["issuer_name"]})
            held = self.people[clerk].get(f"/incoming-documents?{find}")["items"]
            if not held:
                raise
            entry = held[0]
        return str(entry["id"])

    def handled(self, clerk: str, number: int, entry_id: str) -> None:
        posts, one = self.world.posts, f"/incoming-documents/{entry_id}"
        leader = {"leader_post_id": posts["dung"]}
        self._do(clerk, "submitted", f"{one}/submit", leader, about=entry_id)
        words = {
            "text": f"Giao đồng chí Minh xử lý văn bản {number}",
            "shares": [{"desk_id": posts["minh"], "part": "lead"}],
            "hold": True,  # the registry hands it over
        }
        self._assigned("dung", "instructed", one, "instruct", words)
        self._do(clerk, "transferred", f"{one}/transfer", about=entry_id)
        result = {"result": f"Đã xử lý văn bản {number}"}
        self._assigned("minh", "reported", one, "report", result)
        self._assigned("dung", "confirmed", one, "confirm", {})

    def _assigned(
        self, who: str, kind: str, one: str, deed: str, data: dict[str, Any]
    ) -> None:
        """A deed on the assignment that the office offers this person for it."""
        offered = self.people[who].get(one)["deeds"]
        which = [d["assignment_id"] for d in offered if d["name"] == deed]
        if not which:
            raise Left
        facts = {name: data[name] for name in ("text", "result") if name in data}
        data = {**data, "assignment_id": which[0]}
        about = one.rpartition("/")[2]
        self._do(who, kind, f"{one}/{deed}", data, about=about, **facts)

    def _dossier(self, number: int, papers: Sequence[str]) -> None:
        today = _today()
        wish = {
            "title": f"Hồ sơ {number}",
            "symbol": f"{number}.{self.seed}",
            "retention": "20",
            "opened_on": (today - timedelta(days=1)).isoformat(),
        }
        title = wish["title"]
        dossier = self._do("minh", "opened", "/dossiers", wish, title=title)["id"]
        one = f"/dossiers/{dossier}"
        for paper in papers:
            held = {"incoming_id": paper}
            self._do("minh", "filed", f"{one}/items", held, about=dossier, **held)
        ended = {"ended_on": today.isoformat()}
        self._do("minh", "closed", f"{one}/close", ended, about=dossier)
        pack = {"kind": "SIP"}
        self._do("thu", "packed", f"{one}/packages", pack, about=dossier, kept=["id"])

    # -- what goes out

    def outgoing(self, clerk: str, number: int, _chance: Random) -> None:
        posts, subject = self.world.posts, f"V/v hỗ trợ kinh phí {number}"
        wish = {
            "type_code": "CV",
            "subject": subject,
            "signer_post_id": posts["dung"],
            "fields": WORDS,
        }
        draft = self._do("minh", "drafted", "/drafts", wish, subject=subject)["id"]
        one = f"/drafts/{draft}"
        self._do("minh", "sent", f"{one}/send", about=draft)
        desk = {"form_desk_id": posts[clerk]}
        self._do("hoa", "content", f"{one}/check-content", desk, about=draft)
        self._do(clerk, "form", f"{one}/check-form", about=draft)
        self._do("dung", "approved", f"{one}/approve", about=draft)
        key = {"key_id": self.world.personal_key}
        self._do("dung", "signed", f"{one}/sign", key, about=draft)
        kept = ("number", "year", "symbol", "subject")
        line = self._do(clerk, "numbered", f"{one}/number", kept=kept)["id"]
        key = {"key_id": self.world.agency_key}
        self._do(clerk, "sealed", f"{one}/seal", key, about=draft)
        places = {"sent_to": [{"agency_id": self.world.commune}]}
        self._do(clerk, "issued", f"{one}/issue", places, about=line)
        content = self.people[clerk].fetch(f"/outgoing-documents/{line}/file")
        digest = {"sha256": sha256(content).hexdigest()}
        self.journal.keep(Told("taken", clerk, line, digest))


def _today() -> date:
    return datetime.now(VIETNAM).date()


def make_paper(text: str, chance: Random) -> bytes:
    """A small PDF with a text of its own, so that no two have one digest."""
    out = BytesIO()
    paper = canvas.Canvas(out)
    paper.drawString(72, 780, "UY BAN NHAN DAN TINH BAC KAN")
    paper.drawString(72, 760, text)
    for line in range(chance.randint(5, 30)):
        paper.drawString(72, 740 - 20 * line, f"{chance.random()} dong van ban")
    paper.save()
    return out.getvalue()


def main(words: Sequence[str]) -> int:
    """For an office that runs already: put load on it, and say what was told."""
    parser = argparse.ArgumentParser(prog="python -m tests.survival.load")
    parser.add_argument("--url", action="append", required=True)
    parser.add_argument("--world", type=Path, required=True)
    parser.add_argument("--journal", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    asked = parser.parse_args(words)
    crew = Crew(World.read(asked.world), asked.url, Journal(asked.journal), asked.seed)
    crew.begin()
    time.sleep(asked.seconds)
    crew.end()
    sys.stdout.write(f"{dict(crew.journal.counts)}\n")
    sys.stdout.writelines(f"{line}\n" for line in crew.strange)
    return 1 if crew.strange else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
