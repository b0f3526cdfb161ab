"""Many at once, each in a connection of its own: money is never over, nothing hangs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from congvu.investment.actions import (
    ContractData,
    NeedData,
    Payment,
    adopt_version,
    keep_need,
    sign_contract,
    transfer,
    use_money,
)
from congvu.investment.models import BudgetLine
from congvu.lib.refusals import Refused
from tests.investment.stories import (
    TYPED,
    YEAR,
    a_need,
    a_version,
    chosen,
    decision,
    funded,
    step,
)
from tests.people import Province, make_province

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def _refusals(*deeds: Callable[[], object]) -> int:
    """How many were refused, all of them sent at the same moment."""
    start, refused, broke = threading.Barrier(len(deeds)), list[str](), list[str]()

    def run(deed: Callable[[], object]) -> None:
        start.wait(10)
        try:
            deed()
        except Refused as why:
            refused.append(str(why))
        except Exception as why:  # noqa: BLE001  what the test is about
            broke.append(repr(why))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert broke == []
    return len(refused)


def test_at_once() -> None:
    call_command("load_law", verbosity=0)
    people = make_province(timezone.now(), timezone.localdate())
    line, other = funded(people)
    target = BudgetLine.objects.get(need=other, year=YEAR)
    _committed(people, line)
    _against_each_other(people, line, target)
    _adopted(people)
    _judged_twice(people)
    _signed_at_once(people, target)


def _use(people: Province, line: UUID, money: int) -> Callable[[], object]:
    return partial(
        use_money,
        line_id=line,
        deed="commit",
        money=money,
        paper="HĐ 1",
        on=people.today,
        by=people.seat("quan"),
        at=people.at,
    )


def _committed(people: Province, line: BudgetLine) -> None:
    """Six times 200 of 900: four get it, two are refused."""
    assert _refusals(*(_use(people, line.pk, 200) for _n in range(6))) == 2
    line.refresh_from_db()
    assert (line.allocated, line.committed) == (900, 800)


def _against_each_other(people: Province, one: BudgetLine, two: BudgetLine) -> None:
    """Four transfers each way at the same time: none waits for ever, none is lost."""
    ways = [(one, two.need_id, 20), (two, one.need_id, 100)] * 4
    deeds = [
        partial(
            transfer,
            line_id=line.pk,
            to_need_id=need,
            money=money,
            decision=decision(people),
            by=people.seat("quan"),
            at=people.at,
        )
        for line, need, money in ways
    ]
    assert _refusals(*deeds) == 0
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.allocated, two.allocated) == (900 + 400 - 80, 900 - 400 + 80)


def _adopted(people: Province) -> None:
    """Two versions of the same needs, adopted at once: one is."""
    need = a_need(people, "Chung", {YEAR: 5})
    versions = [
        a_version(people, name, {("province", YEAR): 5}) for name in ("Một", "Hai")
    ]
    for version in versions:
        chosen(people, version, {need: 100})
        version.refresh_from_db()
    deeds = [
        partial(
            adopt_version,
            version_id=version.pk,
            revision=version.revision,
            reason="Thiếu vốn",
            by=people.seat("quan"),
            at=people.at,
        )
        for version in versions
    ]
    assert _refusals(*deeds) == 1
    need.refresh_from_db()
    assert (need.state, need.granted) == ("full", 100)


def _judged_twice(people: Province) -> None:
    """Two answer the same question at once, one yes, one no: one is told."""
    need = keep_need(
        data=NeedData(**{**TYPED, "costs": {YEAR: 5}}),
        by=people.seat("quan"),
        at=people.at,
    )
    step(people, need, "asked")
    deeds = [
        partial(step, people, need, "opinion", verdict=verdict, content="Vì trùng")
        for verdict in ("agreed", "refused")
    ]
    assert _refusals(*deeds) == 1
    assert need.taken.filter(kind="opinion").count() == 1


def _signed_at_once(people: Province, line: BudgetLine) -> None:
    """Three contracts of 250 under the 580 that are left: two are signed."""
    need = line.need
    for kind, verdict in (("submitted", ""), ("appraised", "agreed"), ("decided", "")):
        step(people, need, kind, verdict=verdict)
    deeds = [
        partial(
            sign_contract,
            need_id=need.pk,
            data=ContractData(
                f"HĐ {number}",
                "Công ty Mạng Xanh",
                people.today,
                people.today,
                250,
                [Payment("province", people.today, 250)],
            ),
            by=people.seat("quan"),
            at=people.at,
        )
        for number in range(3)
    ]
    assert _refusals(*deeds) == 1
    line.refresh_from_db()
    assert (line.allocated, line.committed) == (580, 500)
    assert need.contracts.count() == 2
