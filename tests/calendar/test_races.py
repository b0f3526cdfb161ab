"""Several write one entry at once: nothing that any of them did is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from congvu.calendar import actions
from congvu.calendar.models import Entry
from congvu.calendar.rules import Reply
from tests.calendar.stories import asked, committee, keep, post_of
from tests.people import Province, make_province

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
_ROUNDS = 8


def _together(*deeds: Callable[[], object]) -> list[str]:
    start, failed = threading.Barrier(len(deeds)), list[str]()

    def run(deed: Callable[[], object]) -> None:
        start.wait(10)
        try:
            deed()
        except Exception as why:  # noqa: BLE001  what the test is about
            failed.append(repr(why))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return failed


def test_who_saves_who_moves_and_who_answers_do_not_lose_one_another() -> None:
    call_command("load_law", verbosity=0)
    people = make_province(timezone.now(), timezone.localdate())
    invited = asked(people, "hoa")
    entry = keep(people, committee(people), rrule="FREQ=WEEKLY;COUNT=3")
    keep(people, committee(people), entry_id=entry.pk, invited=invited, **_weekly())
    row = entry.attending.get(desk_id=post_of(people, "hoa").id)
    time = entry.occurrences.order_by("at")[1]
    at = people.at

    for turn in range(_ROUNDS):
        failed = _together(
            partial(
                keep,
                people,
                committee(people),
                "dung",
                entry_id=entry.pk,
                invited=invited,
                summary=f"Lần {turn}",
                **_weekly(),
            ),
            partial(
                actions.change_time,
                occurrence_id=time.pk,
                place=f"Phòng {turn}",
                by=people.seat("lan"),
                at=at,
            ),
            partial(
                actions.reply,
                attendance_id=row.pk,
                answer=Reply.ACCEPTED if turn % 2 else Reply.TENTATIVE,
                by=people.seat("hoa"),
                at=at,
            ),
        )
        assert failed == []

    entry.refresh_from_db()
    row.refresh_from_db()
    time.refresh_from_db()
    last = _ROUNDS - 1
    assert (entry.summary, time.place) == (f"Lần {last}", f"Phòng {last}")
    assert row.reply == Reply.ACCEPTED
    assert entry.sequence == 1 + 2 * _ROUNDS
    _the_same_new_one(people)


def _the_same_new_one(people: Province) -> None:
    """Two programs that know one another's entry put it at the same moment."""
    for turn in range(_ROUNDS):
        uid = f"{turn}@ngoai.example"
        puts = [partial(keep, people, committee(people), uid=uid) for _n in range(3)]
        assert _together(*puts) == []
        assert Entry.objects.filter(uid=uid).count() == 1


def _weekly() -> dict[str, Any]:
    return {"rrule": "FREQ=WEEKLY;COUNT=3"}
