"""Two hands on one draft at once: an approval never covers what was not read."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from congvu.lib.refusals import Refused
from congvu.outgoing.actions import approve, give_opinion, save_version
from congvu.outgoing.actions.opinions import ask_opinions
from congvu.outgoing.models import DraftCheck, DraftVersion, Opinion
from tests.outgoing.drafts import again, begin, lead
from tests.people import Province, make_province

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def together(*deeds: Any) -> list[Any]:
    """All at the same moment, each with a connection of its own."""
    start = threading.Barrier(len(deeds))
    results: list[Any] = [None] * len(deeds)

    def run(place: int) -> None:
        start.wait(10)
        try:
            results[place] = deeds[place]()
        except Refused as why:
            results[place] = why
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


@pytest.fixture
def office() -> Province:
    call_command("load_law", verbosity=0)
    return make_province(timezone.now(), timezone.localdate())


def test_an_approval_and_a_change_in_the_same_moment(office: Province) -> None:
    draft, at = lead(office, 3), office.at
    dung = office.seat("dung")

    together(
        lambda: approve(draft_id=draft.id, by=dung, at=at),
        lambda: save_version(draft_id=draft.id, fields={"filed": "VT"}, by=dung, at=at),
    )

    found = again(draft)
    approved = DraftCheck.objects.filter(draft=draft, kind="approval").first()
    if approved is not None:
        assert approved.version == draft.version
    # Whoever was first: what stands now has not been approved in this version.
    assert found.version == draft.version + 1
    assert found.state == "content"


def test_two_savers_from_one_version_make_one(office: Province) -> None:
    draft, minh = begin(office), office.seat("minh")

    results = together(
        *(
            lambda words=words: save_version(
                draft_id=draft.id,
                fields={"filed": words},
                after=2,
                by=minh,
                at=office.at,
            )
            for words in ("VT, A", "VT, B")
        )
    )

    assert sum(isinstance(one, DraftVersion) for one in results) == 1
    assert sum(isinstance(one, Refused) for one in results) == 1
    assert again(draft).version == 3


def test_one_opinion_comes_of_two_clicks(office: Province) -> None:
    draft = begin(office)
    (asked,) = ask_opinions(
        draft_id=draft.id,
        desk_ids=[office.division.id],
        due_on=office.today,
        by=office.seat("minh"),
        at=office.at,
    )
    hoa = office.seat("hoa")

    results = together(
        *(
            lambda stance=stance: give_opinion(
                request_id=asked.id, stance=stance, text="Ý.", by=hoa, at=office.at
            )
            for stance in ("agree", "changes")
        )
    )

    assert sum(isinstance(one, Opinion) for one in results) == 1
    assert Opinion.objects.count() == 1
