"""Two at once: one is done, the other is told why not; never a server error."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from congvu.archives.actions import open_dossier, write_plan
from congvu.archives.models import Dossier, FilePlan
from congvu.archives.rules import Numbering
from congvu.lib.refusals import Refused
from tests.archives.making import data
from tests.people import make_province

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def _together(*deeds: Callable[[], object]) -> list[str]:
    start, said = threading.Barrier(len(deeds)), [""] * len(deeds)

    def run(place: int) -> None:
        start.wait(10)
        try:
            deeds[place]()
        except Refused as why:
            said[place] = str(why)
        except Exception as why:  # noqa: BLE001  what the test is about
            said[place] = f"crash: {why!r}"
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(said)


def test_one_symbol_is_given_once_and_a_plan_is_begun_once() -> None:
    call_command("load_law", verbosity=0)
    province = make_province(timezone.now(), timezone.localdate())
    lan, minh, at = province.seat("lan"), province.seat("minh"), province.at

    for round_ in range(3):
        given = {"data": data(province, symbol=f"{round_}.Q"), "at": at}
        opening = [partial(open_dossier, by=s, **given) for s in (lan, minh, lan)]
        first, *others = _together(*opening)
        assert first == ""
        assert all("đã có hồ sơ" in told for told in others)
        plan = {"year": province.today.year - round_, "headings": (), "at": at}
        writing = partial(write_plan, numbering=Numbering.HEADING, by=lan, **plan)
        assert _together(writing, writing, writing) == ["", "", ""]
    assert (Dossier.objects.count(), FilePlan.objects.count()) == (3, 3)
