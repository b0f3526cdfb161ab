"""``make soak``: broken messages without end. Exits 1 on a finding.

    python -m tests.exchange.fuzz --minutes 30 [--seed 7]
    python -m tests.exchange.fuzz --seed 7 --only 1234 > file

Each input is made from its number alone, so a finding can be made again. A child
reads them; what kills it, stops it, takes more than two seconds of processor time or
300 MB, or is anything but a refusal in words, is a finding. What was read must survive
JSON and, if it may be written, writing.
"""

from __future__ import annotations

import argparse
import base64
import io
import json
import os
import random
import re
import resource
import select
import signal
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from congvu.exchange.formats.edxml import Invalid, Unreadable, read, write
from congvu.exchange.formats.edxml.as_json import from_json, to_json
from tests.exchange.hostile import HOSTILE, hostile
from tests.exchange.making import document, full_document, status, written

SLOWEST, MOST_MEMORY = 2.0, 300.0
SILENCE = 10.0
"""Seconds of its processor time after which a child that says nothing is stopped; a
busy machine may let it wait for as long as it likes."""
DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "edxml"
PIECES = [
    b"<edXML:To>", b"</edXML:To>", b"<x/>", b"<!-- -->", b"<![CDATA[", b"]]>",
    b"<?a b?>", b"&amp;", b"&#0;", b"&x;", b"\0", b"\xff", b"\xef\xbb\xbf",
    b"<!DOCTYPE a>", b"<!ENTITY", b' xmlns="urn:x"', b' xmlns:edXML=""', b' a="1"',
    b"PK\x03\x04", b"UEsDBA", b"====", b"<Attachment>", b"<AttachmentEncoded/>",
    b"<Signature>", b"\xcc\xa3", b"UTF-16", b"UTF-7", b"utf_8_sig", b"idna", b"zlib",
    b"<edXML:OrganId/>", b"&#xFFFE;",
]  # fmt: skip
VALUES = [
    b"", b" ", b"999999999999999999", b"-1", b"2026/13/45", b"null", b"../../a", b"16",
    b"0001/01/01 00:00:00+14:00", b"9999/12/31 23:59:59Z", b"true", b"3", b"<x>1</x>",
    b"&lt;", b"&#13;", "\u1ea0\u202e".encode(), b"x" * 501, b"cid:", b"1\xc2\xa0",
]  # fmt: skip
_ELEMENT = re.compile(rb"<((?:\w+:)?\w+)[^<>]*>(?:(?!<\1[ >]).)*?</\1>", re.DOTALL)
_LEAF = re.compile(rb">([^<>]*)</")


def seeds() -> list[bytes]:
    made = [written(m) for m in (document(), full_document(), status())]
    made += [written(document(), zipped=False)]
    made += [hostile(name)[0] for name in HOSTILE]
    made += [path.read_bytes() for path in sorted(DATA.glob("*.edxml"))]
    return [data for data in made if len(data) < 100_000]


def mutate(given: Sequence[bytes], number: int, seed: int) -> bytes:
    chance = random.Random(f"{seed}/{number}")
    data = bytearray(chance.choice(given[:4] if chance.random() < 0.5 else given))
    for _time in range(1 + int(chance.expovariate(1))):
        if chance.random() < 0.7:
            data = _other_elements(data, chance)
            continue
        at = chance.randint(0, len(data))
        end = min(len(data), at + int(chance.expovariate(1 / 40)))
        match chance.randint(0, 8):
            case 0 if data:
                data[at % len(data)] ^= 1 << chance.randint(0, 7)
            case 1:
                del data[at:end]
            case 2:
                data[at:at] = data[at:end] * chance.choice([1, 2, 50, 2_000])
            case 3 | 4:
                data[at:at] = chance.choice(PIECES)
            case 5:
                data[at:end] = chance.choice(PIECES)
            case 6:
                other = chance.choice(given)
                data[at:] = other[chance.randint(0, len(other)) :]
            case 7:
                del data[at:]
            case _:
                data[at:end] = chance.randbytes(end - at)
        del data[3_000_000:]
    return bytes(data)


def _other_elements(data: bytearray, chance: random.Random) -> bytearray:
    """Well-formed if it was: an element away, twice, elsewhere, of another value."""
    kind = chance.randint(0, 5)
    if kind == 0:
        return _other_payload(data, chance)
    found = list((_LEAF if kind < 3 else _ELEMENT).finditer(data, 0, 20_000))
    if not found:
        return data
    one, other = chance.choice(found), chance.choice(found)
    if kind < 3:
        value = chance.choice(VALUES) if kind == 1 else other.group(1)
        data[one.start(1) : one.end(1)] = value
    elif kind == 3:
        data[one.start() : one.end()] = b""
    else:
        data[other.start() : other.start()] = one.group() * chance.choice([1, 1, 30])
    return data


def _other_payload(data: bytearray, chance: random.Random) -> bytearray:
    """Another archive in the first attachment, spoiled inside its base64."""
    start = data.find(b">", data.find(b"ContentTransferEncoded")) + 1
    end = data.find(b"<", start)
    if start <= 0 or end < 0:
        return data
    out = io.BytesIO()
    how = chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
    with zipfile.ZipFile(out, "w", how) as archive:
        for number in range(chance.choice([1, 1, 1, 0, 2, 30])):
            size = chance.choice([0, 10, 10_000, 1_000_000])
            content = (
                bytes(size) if chance.random() < 0.3 else chance.randbytes(size // 9)
            )
            archive.writestr(f"{number}.pdf", content)
    packed = bytearray(out.getvalue())
    for _time in range(chance.randint(0, 4)):
        packed[chance.randrange(len(packed))] = chance.randint(0, 255)
    data[start:end] = base64.b64encode(packed[: chance.choice([len(packed), 40])])
    return data


def examine(data: bytes) -> str:
    """``read`` or the key of the refusal. Anything raised is a finding."""
    try:
        message = read(io.BytesIO(data))
    except Unreadable as why:
        return why.key if str(why) else "crash: no words"
    told = json.loads(json.dumps(to_json(message)))
    assert [p.words for p in message.remarks] == [r["words"] for r in told["remarks"]]
    contents = iter([a.content for a in getattr(message, "attachments", [])])
    assert from_json(told, lambda _file: next(contents)) == message
    out = io.BytesIO()
    try:
        write(message, out)
    except Invalid as why:
        return "read, not writable" if str(why) else "crash: no words"
    assert read(io.BytesIO(out.getvalue())) == message
    return "read"


@dataclass
class Tally:
    """What was done, for people and for the exit code."""

    inputs: int = 0
    slowest: float = 0.0
    peak: float = 0.0
    outcomes: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)

    def take(self, line: str) -> None:
        number, seconds, peak, outcome = line.split(" ", 3)
        self.inputs += 1
        self.outcomes[outcome.partition(":")[0]] += 1
        if outcome.startswith("crash"):
            self.findings.append(f"{number}: {outcome}")
        if float(seconds) > SLOWEST:
            self.findings.append(f"{number}: took {seconds} s")
        if float(peak) > MOST_MEMORY >= self.peak:
            self.findings.append(f"{number}: the memory went to {peak} MB")
        self.slowest = max(self.slowest, float(seconds))
        self.peak = max(self.peak, float(peak))

    def as_json(self, seed: int) -> dict[str, Any]:
        return {
            "seed": seed,
            "inputs": self.inputs,
            "findings": self.findings,
            "slowest_s": round(self.slowest, 3),
            "peak_mb": round(self.peak, 1),
            "outcomes": dict(self.outcomes.most_common()),
        }


@dataclass(frozen=True)
class Plan:
    """Until ``end`` by the clock or input ``last``, whichever is first."""

    seed: int
    end: float
    last: int

    def is_over(self, number: int) -> bool:
        return number >= self.last or time.monotonic() >= self.end


def soak(plan: Plan) -> Tally:
    tally, given, following = Tally(), seeds(), 0
    while not plan.is_over(following) and len(tally.findings) < 20:
        following = _child(tally, given, following, plan)
    return tally


def _child(tally: Tally, given: list[bytes], first: int, plan: Plan) -> int:
    """One child until the end or until it dies; the number to go on with."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(ours)
        _work(theirs, given, first, plan)
    os.close(theirs)
    following, rest, heard_at = first, b"", 0.0
    while True:
        ready, _, _ = select.select([ours], [], [], 1)
        if not ready and _spent(pid) - heard_at < SILENCE:
            continue
        part = os.read(ours, 65_536) if ready else b""
        heard_at = _spent(pid)
        *lines, rest = (rest + part).split(b"\n")
        for line in lines:
            tally.take(line.decode())
            following += 1
        if not part:
            break
    os.close(ours)
    if not ready:
        os.kill(pid, signal.SIGKILL)
        tally.findings.append(f"{following}: no answer in {SILENCE} s")
    _pid, status = os.waitpid(pid, 0)
    if ready and status:
        tally.findings.append(f"{following}: the reader died ({status})")
    return following + 1


def _spent(pid: int) -> float:
    """Processor time of a child, also of one that has just ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _work(pipe: int, given: list[bytes], first: int, plan: Plan) -> None:
    """Never returns."""
    limit = 1 << 30
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    number = first
    while not plan.is_over(number):
        data = mutate(given, number, plan.seed)
        began = time.process_time()
        try:
            outcome = examine(data)
        except BaseException as why:  # noqa: BLE001 - whatever it is, it is a finding
            outcome = f"crash: {type(why).__name__}: {str(why)[:200]!r}"
        spent = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        os.write(pipe, f"{number} {spent:.3f} {peak:.1f} {outcome}\n".encode())
        number += 1
    os._exit(0)


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--inputs", type=int, default=1 << 40)
    parser.add_argument("--only", type=int)
    asked = parser.parse_args(words)
    if asked.only is not None:
        sys.stdout.buffer.write(mutate(seeds(), asked.only, asked.seed))
        return 0
    end = time.monotonic() + asked.minutes * 60
    tally = soak(Plan(asked.seed, end, asked.inputs))
    told = tally.as_json(asked.seed)
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    return 1 if tally.findings or not tally.inputs else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
