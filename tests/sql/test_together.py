"""Counts asked in one statement are what each is by itself, however many are given."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.organisations.models import Agency, Post, Unit
from congvu.sql import Tally, together
from tests.people import Province

pytestmark = pytest.mark.django_db

_POSTS = """
SELECT count(*) FROM organisations_post p
  JOIN organisations_unit u ON u.id = p.unit_id
 WHERE u.id IN (%(units)s) AND (%(name)s::text IS NULL OR p.name = %(name)s)
"""
_UNITS = "SELECT count(*) FROM organisations_unit WHERE agency_id IN (%(units)s)"


def test_each_is_what_it_is_alone_in_one_query(province: Province) -> None:
    units = list(Unit.objects.order_by("pk").values_list("pk", flat=True))
    agencies = list(Agency.objects.values_list("pk", flat=True))
    post = Post.objects.order_by("pk")[0]
    for n in range(len(units) + 1):
        some = units[:n]
        asked = {
            "posts": Tally(_POSTS, {"units": frozenset(some), "name": None}),
            "named": Tally(_POSTS, {"units": some, "name": post.name}),
            # The same name for another thing, and the order of what is given.
            "units": Tally(_UNITS, {"units": agencies}),
        }
        with CaptureQueriesContext(connection) as queries:
            found = together(asked)
        posts = Post.objects.filter(unit__in=some)
        assert len(queries) == 1
        assert found == {
            "posts": posts.count(),
            "named": posts.filter(name=post.name).count(),
            "units": len(units),
        }
        assert found == {name: tally.ask() for name, tally in asked.items()}
    assert together({}) == {}


def test_desks_of_any_number_are_few_statements(province: Province) -> None:
    """1, 2, 4, 8: each planned once a connection."""
    for n in range(1, 9):
        with CaptureQueriesContext(connection) as queries:
            desks = frozenset(uuid4() for _n in range(n))
            assert Tally(_UNITS, {"units": desks}).ask() == 0
        assert queries[0]["sql"].count("$") == {1: 1, 2: 2, 3: 4, 4: 4}.get(n, 8)


def test_what_is_not_given_is_refused(province: Province) -> None:
    with pytest.raises(KeyError, match="units"):
        Tally(_UNITS, {"unit": uuid4()}).ask()
