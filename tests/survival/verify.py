"""Everything that was told, asked for again: nothing is missing, nothing is different.

Asked over HTTP as the same person, so that what holds is what people see: the number
they were told, the words they wrote, the very bytes of a file. Books are read through
from the first line to the last: no number twice, none left out.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.survival.calling import Caller, Refusal
from tests.survival.journal import Told, read_journal
from tests.survival.world import CLERKS, World

TAKEN_UP = 150.0  # seconds within which what a killed worker left is done


class Verifier:
    """Faults, each a line for people: what was told, and what the office says now."""

    def __init__(self, world: World, addresses: Sequence[str]) -> None:
        self.people = {
            who: Caller(addresses, who, token) for who, token in world.tokens.items()
        }
        self.faults: list[str] = []
        self.checked: Counter[str] = Counter()
        self.get = lru_cache(maxsize=None)(self._get)

    def _get(self, who: str, path: str) -> Any:
        return self.people[who].get(path)

    def _digest(self, who: str, path: str) -> str:
        return sha256(self.people[who].fetch(path)).hexdigest()

    def run(self, journal: Path) -> None:
        told = list(read_journal(journal))
        with ThreadPoolExecutor(4) as several:
            for one, found in zip(told, several.map(self._faults, told), strict=True):
                self.checked[one.kind] += 1
                self.faults += [f"{one.kind} {one.about}: {fault}" for fault in found]
        self._books(told)

    def _faults(self, told: Told) -> list[str]:
        check: Callable[[Told], Iterator[str]] = getattr(self, f"_{told.kind}")
        try:
            return list(check(told))
        except (Refusal, LookupError) as why:
            return [f"{type(why).__name__} {why}"]

    def _settled(self, who: str, path: str, waiting: str, number: str = "") -> Any:
        """Once the worker is through with it: what a killed one left is taken up."""
        end = time.monotonic() + TAKEN_UP
        while True:
            found = self.people[who].get(path)
            one = {row["id"]: row for row in found}[number] if number else found
            if one["state"] != waiting or time.monotonic() > end:
                return one
            time.sleep(2)

    # -- what came in

    def _received(self, told: Told) -> Iterator[str]:
        path = f"/intake/{told.about}"
        item = self._settled(told.who, path, "reading")
        if item["state"] == "ready":
            digest = self._digest(told.who, f"{path}/file")
            yield from _same("file", told.facts["sha256"], digest)
        elif item["entry_id"] is None:
            yield f"state {item['state']} and no line"
        else:
            yield from self._file_of(told, item["entry_id"])

    def _file_of(self, told: Told, entry_id: str) -> Iterator[str]:
        one = f"/incoming-documents/{entry_id}"
        wanted = told.facts["sha256"]
        held = {f["sha256"]: f["id"] for f in self.get(told.who, one)["files"]}
        if wanted not in held:
            yield f"no file {wanted}"
            return
        path = f"{one}/files/{held[wanted]}"
        yield from _same("file", wanted, self._digest(told.who, path))

    def _registered(self, told: Told) -> Iterator[str]:
        detail = self._entry(told)
        entry, facts = detail["entry"], told.facts
        yield from _same("number", facts["number"], entry["number"])
        yield from _same("day", facts["arrived_on"], entry["arrived_on"])
        yield from _same("subject", facts["subject"], entry["document"]["subject"])
        if "sha256" in facts:
            yield from self._file_of(told, told.about)

    def _entry(self, told: Told) -> Any:
        return self.get(told.who, f"/incoming-documents/{told.about}")

    def _submitted(self, told: Told) -> Iterator[str]:
        yield from self._once(told, "documents.submitted")

    def _transferred(self, told: Told) -> Iterator[str]:
        yield from self._once(told, "documents.transferred")

    def _once(self, told: Told, event: str) -> Iterator[str]:
        events = [line["event"] for line in self._entry(told)["history"]]
        if events.count(event) != 1:
            yield f"{event} {events.count(event)} times in {events}"

    def _instructed(self, told: Told) -> Iterator[str]:
        texts = [line["text"] for line in self._entry(told)["instructions"]]
        yield from _same("instructions", [told.facts["text"]], texts)

    def _reported(self, told: Told) -> Iterator[str]:
        results = [a["result"] for a in self._entry(told)["assignments"]]
        if told.facts["result"] not in results:
            yield f"result {told.facts['result']} not in {results}"

    def _confirmed(self, told: Told) -> Iterator[str]:
        yield from _same("state", "done", self._entry(told)["entry"]["state"])

    # -- dossiers

    def _dossier(self, told: Told) -> Any:
        return self.get(told.who, f"/dossiers/{told.about}")

    def _opened(self, told: Told) -> Iterator[str]:
        title = self._dossier(told)["dossier"]["title"]
        yield from _same("title", told.facts["title"], title)

    def _filed(self, told: Told) -> Iterator[str]:
        held = [item["incoming_id"] for item in self._dossier(told)["items"]]
        if held.count(told.facts["incoming_id"]) != 1:
            yield f"{told.facts['incoming_id']} not once in {held}"

    def _closed(self, told: Told) -> Iterator[str]:
        yield from _same("state", "closed", self._dossier(told)["dossier"]["state"])

    def _packed(self, told: Told) -> Iterator[str]:
        path, number = f"/dossiers/{told.about}/packages", told.facts["id"]
        package = self._settled(told.who, path, "asked", number)
        yield from _same("state", "ready", package["state"])
        if package["state"] == "ready":
            digest = self._digest(told.who, f"{path}/{package['id']}/file")
            yield from _same("package", package["sha256"], digest)

    # -- what went out

    def _draft(self, told: Told) -> Any:
        return self.get(told.who, f"/drafts/{told.about}")

    def _drafted(self, told: Told) -> Iterator[str]:
        subject = self._draft(told)["draft"]["subject"]
        yield from _same("subject", told.facts["subject"], subject)

    def _judged(self, told: Told, kind: str) -> Iterator[str]:
        kinds = [c["kind"] for c in self._draft(told)["checks"] if c["passed"]]
        if kinds.count(kind) != 1:
            yield f"{kind} not once in {kinds}"

    def _sent(self, told: Told) -> Iterator[str]:
        texts = [event["text"] for event in self._draft(told)["events"]]
        if sum(text.startswith("trình dự thảo") for text in texts) != 1:
            yield f"not sent once in {texts}"

    def _content(self, told: Told) -> Iterator[str]:
        yield from self._judged(told, "content")

    def _form(self, told: Told) -> Iterator[str]:
        yield from self._judged(told, "form")

    def _approved(self, told: Told) -> Iterator[str]:
        yield from self._judged(told, "approval")

    def _signed(self, told: Told) -> Iterator[str]:
        yield from self._signatures(told, "personal")

    def _sealed(self, told: Told) -> Iterator[str]:
        yield from self._signatures(told, "agency")

    def _signatures(self, told: Told, how: str) -> Iterator[str]:
        made = [s["how"] for s in self._draft(told)["signatures"]]
        if made.count(how) != 1:
            yield f"{how} not once in {made}"

    def _line(self, told: Told) -> Any:
        return self.get(told.who, f"/outgoing-documents/{told.about}")["entry"]

    def _numbered(self, told: Told) -> Iterator[str]:
        line = self._line(told)
        for name, value in told.facts.items():
            yield from _same(name, value, line[name])

    def _issued(self, told: Told) -> Iterator[str]:
        yield from _same("state", "issued", self._line(told)["state"])

    def _taken(self, told: Told) -> Iterator[str]:
        digest = self._digest(told.who, f"/outgoing-documents/{told.about}/file")
        yield from _same("file", told.facts["sha256"], digest)

    # -- the books

    def _books(self, told: Sequence[Told]) -> None:
        """Every line from the first to the last; and the numbers told, each once."""
        for kind, path in (
            ("registered", "/incoming-documents"),
            ("numbered", "/outgoing-documents"),
        ):
            numbers = sorted(self._numbers(path))
            if numbers != list(range(1, len(numbers) + 1)):
                twice = [n for n, times in Counter(numbers).items() if times > 1]
                gaps = sorted(set(range(1, max(numbers))) - set(numbers))
                self.faults.append(f"{path}: twice {twice[:9]}, left out {gaps[:9]}")
            given = [t.facts["number"] for t in told if t.kind == kind]
            if len(given) != len(set(given)):
                self.faults.append(f"{kind}: one number was told to two people")

    def _numbers(self, path: str) -> Iterator[int]:
        after = ""
        while True:
            page = self.people[CLERKS[0]].get(f"{path}?limit=200{after}")
            yield from (line["number"] for line in page["items"])
            if page["after"] is None:
                return
            after = f"&after={page['after']}"


def _same(name: str, told: object, now: object) -> Iterator[str]:
    if told != now:
        yield f"{name} was told as {told!r}, is {now!r}"


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.survival.verify")
    parser.add_argument("--url", action="append", required=True)
    parser.add_argument("--world", type=Path, required=True)
    parser.add_argument("--journal", type=Path, required=True)
    asked = parser.parse_args(words)
    verifier = Verifier(World.read(asked.world), asked.url)
    verifier.run(asked.journal)
    sys.stdout.writelines(f"{line}\n" for line in verifier.faults)
    sys.stdout.write(f"{dict(verifier.checked)}\n")
    return 1 if verifier.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
