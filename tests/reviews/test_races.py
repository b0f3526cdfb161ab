"""Two compose one report again at once: the same figures make one version."""

from __future__ import annotations

import threading
import time

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from congvu.lib.refusals import Refused
from congvu.reviews.actions import compose_again
from congvu.reviews.models import Composing
from tests.people import make_province
from tests.reviews.stories import a_quarter, compose

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

_WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted"


def _wait_for_the_second() -> None:
    """It stands before the draft that the first one holds."""
    for _try in range(200):
        with connection.cursor() as cursor:
            cursor.execute(_WAITS)
            if cursor.fetchone() != (0,):
                return
        time.sleep(0.05)
    raise AssertionError("the second one never waited")


def test_who_comes_second_is_held_against_what_the_first_composed() -> None:
    call_command("load_law", verbosity=0)
    people = make_province(timezone.now(), timezone.localdate())
    quarter = a_quarter(people)
    review = compose(people, quarter, closing=f"{quarter.day(48):%d/%m/%Y}")
    ha, said = people.seat("ha"), list[str]()

    def second() -> None:
        try:
            compose_again(review=review, closing=quarter.closing, by=ha, at=people.at)
        except Refused as why:
            said.append(str(why))
        finally:
            connections.close_all()

    thread = threading.Thread(target=second)
    with transaction.atomic():
        compose_again(review=review, closing=quarter.closing, by=ha, at=people.at)
        thread.start()
        _wait_for_the_second()
    thread.join(60)

    assert len(said) == 1
    assert "Số liệu không đổi" in said[0]
    assert Composing.objects.filter(review=review).count() == 2
