"""Documents taken in per minute, without OCR: kept, read, and their form filled."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from datetime import date
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from uuid import UUID

from django.db import connections
from django.utils import timezone

from congvu.bench.papers import make_paper
from congvu.bench.timing import Figure
from congvu.documents.actions import read_item, receive_file
from congvu.documents.rules import IntakeState
from congvu.organisations.access import Seat, clerk_of

COUNT = 400
AT_ONCE = 3
WARM_UP = 4


def _take_in(paper: bytes, number: int, clerk: Seat) -> str:
    now = timezone.now()
    item = receive_file(
        stream=io.BytesIO(paper),
        name=f"do-{number}.pdf",
        channel="command",
        by=clerk,
        at=now,
        read_later=False,
    )
    return read_item(item_id=item.id, by=clerk, at=now).state


def _worker(
    papers: list[tuple[int, bytes]], clerk: Seat, start: Barrier, told: Queue[str]
) -> None:
    """Warm up, wait for the others, then work through one's share."""
    for number, paper in papers[:WARM_UP]:
        _take_in(paper, number, clerk)
    start.wait()
    states = {_take_in(paper, number, clerk) for number, paper in papers[WARM_UP:]}
    connections.close_all()
    told.put(",".join(sorted(states)))


def intake_figures(agency_id: UUID, on: date) -> Iterator[Figure]:
    """Three processes on two cores: one waits for the disk while the others work.

    New content each run: a content already kept would not be read again.
    """
    clerk = clerk_of(agency_id, on)
    first = int(time.time() * 1000)
    papers = [(n, make_paper(first + n)) for n in range(COUNT + AT_ONCE * WARM_UP)]
    connections.close_all()
    context = get_context("fork")
    start, told = context.Barrier(AT_ONCE + 1), context.Queue()
    workers = [
        context.Process(target=_worker, args=(papers[n::AT_ONCE], clerk, start, told))
        for n in range(AT_ONCE)
    ]
    for worker in workers:
        worker.start()
    start.wait()
    began = time.perf_counter()
    states = {told.get() for _worker in workers}
    spent = time.perf_counter() - began
    for worker in workers:
        worker.join()
    if states != {IntakeState.READY.value}:
        raise RuntimeError(f"not every paper was read: {sorted(states)}")
    yield Figure(
        "documents taken in a minute, without OCR",
        COUNT / spent * 60,
        "per minute",
        least=2700,
    )
