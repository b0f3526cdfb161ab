"""How long a pile of 200 papers takes, from the drop to numbers in the register.

Not part of the suite: ``make test TESTS="-s tests/documents/measuring_piles.py"``
prints the figures that docs/reading.md quotes.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from congvu.audit.rules import SYSTEM
from congvu.documents.actions import read_item, record_reading, take_in_folders
from congvu.documents.jobs import take_pile_apart
from congvu.documents.models import IntakeItem, Pile, RegisterEntry
from congvu.documents.rules import IntakeState
from tests.documents.door import form
from tests.documents.piles import as_pdf, sheet, written
from tests.documents.test_folders import drop
from tests.people import Province

PAPERS, READ_HERE = 200, 3


@pytest.mark.usefixtures("law")
def test_two_hundred_papers(province: Province, home: Path) -> None:
    chance, separator = random.Random(7), sheet()
    pages = []
    for number in range(1, PAPERS + 1):
        pages.append(separator)
        pages += [written(number, n) for n in range(1, chance.choice((1, 2, 3)) + 1)]
    folder = home / "folders" / "H03" / "bo-quet"
    folder.mkdir(parents=True)
    drop(folder, "xap.pdf", as_pdf(pages))
    started = time.perf_counter()

    take_in_folders(at=province.at)
    taken = time.perf_counter()
    pile = Pile.objects.get()
    take_pile_apart(pile_id=str(pile.id))
    cut = time.perf_counter()

    items = list(IntakeItem.objects.order_by("first_page"))
    assert len(items) == PAPERS
    for item in items[:READ_HERE]:
        read_item(item_id=item.id, by=SYSTEM, at=province.at)
    read = time.perf_counter()
    read_pages = sum(len(i.pile_pages) for i in items[:READ_HERE])
    for item in items[READ_HERE:]:
        record_reading(item_id=item.id, fields={}, by=SYSTEM, at=province.at)

    lan = province.client("lan")
    ready = IntakeItem.objects.filter(state=IntakeState.READY).order_by("first_page")
    begun, entered = time.perf_counter(), 0
    for item in ready[:50]:
        symbol = f"{item.first_page}/STC-NS"
        lan.post(f"/tiep-nhan/{item.id}/vao-so/", form(symbol=symbol), follow=True)
        entered += 1
    ended = time.perf_counter()

    assert RegisterEntry.objects.count() == entered
    print(  # noqa: T201 - what it is for
        f"\n{PAPERS} papers, {len(pages)} pages, separators included"
        f"\n  drop to store       {taken - started:7.1f} s"
        f"\n  looked through, cut {cut - taken:7.1f} s,"
        f" {(cut - taken) * 1000 / len(pages):.0f} ms a page"
        f"\n  reading             {(read - cut) / read_pages:7.1f} s a scanned page"
        f"\n  registering         {(ended - begun) * 1000 / entered:7.0f} ms a paper,"
        f" the next one shown ({entered} entered)"
    )
