"""A question put together once answers as its queryset does, each time."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.test.utils import CaptureQueriesContext

from congvu.organisations.models import Agency, Appointment, Post, Unit, UnitVersion
from congvu.sql import Compiled, planned
from tests.people import Province

pytestmark = pytest.mark.django_db


def _held_on(agency: UUID, on: date) -> QuerySet[Appointment]:
    return (
        Appointment.objects.valid(on=on)
        .filter(post__unit__agency=agency)
        .select_related("post__unit", "person")
        .defer("person__folded_name")
        .annotate(heads=Exists(Unit.objects.filter(pk=OuterRef("post__unit"))))
        .order_by("post__name", "id")
    )


@pytest.mark.parametrize("by_key", [False, True])
def test_instances_with_relations_and_annotations(
    province: Province, by_key: bool
) -> None:
    held_on = Compiled(_held_on, by_key=by_key)
    for agency in (province.committee.pk, province.commune.pk, uuid4()):
        for on in (province.today, province.today - timedelta(days=3650)):
            wanted = list(_held_on(agency, on))
            with CaptureQueriesContext(connection) as asked:
                found = held_on(agency=agency, on=on)
                told = [(a.post.unit_id, a.person.full_name, a.heads) for a in found]
            assert len(asked) == 1
            assert found == wanted
            assert told == [
                (a.post.unit_id, a.person.full_name, a.heads) for a in wanted
            ]
            assert all(
                a.person.get_deferred_fields() == b.person.get_deferred_fields()
                for a, b in zip(found, wanted, strict=True)
            )
            assert all(not a._state.adding and a._state.db == "default" for a in found)
    assert len(held_on._plans) == 1


def test_rows_first_and_shapes(province: Province) -> None:
    named = Compiled(
        lambda descending, agency: (
            UnitVersion.objects.filter(unit__agency=agency)
            .order_by("-name" if descending else "name")
            .values_list("name", "unit_id")
        )
    )
    up = named.rows(False, agency=province.committee.pk)
    assert len(up) > 1
    assert named.rows(True, agency=province.committee.pk) == up[::-1]
    assert len(named._plans) == 2
    unit = Compiled(lambda id: Unit.objects.filter(pk=id))
    found = unit.first(id=up[0][1])
    assert found is not None
    assert found.pk == up[0][1]
    assert unit.first(id=uuid4()) is None


def test_any_of_a_list_of_any_length(province: Province) -> None:
    of = Compiled(
        lambda units, agencies: Post.objects.filter(
            unit_id__any=units, unit__agency__any=agencies
        ).order_by("id")
    )
    units = list(Unit.objects.values_list("pk", flat=True))
    agencies = list(Agency.objects.values_list("pk", flat=True))
    for some in ([], units[:1], units):
        wanted = Post.objects.filter(unit__in=some, unit__agency__in=agencies)
        assert of(units=some, agencies=agencies) == list(wanted.order_by("id"))
    assert len(of._plans) == 1


def test_a_value_that_does_not_arrive_as_given_is_refused(province: Province) -> None:
    folded = Compiled(lambda name: Unit.objects.filter(versions__name__icontains=name))
    with pytest.raises(ValueError, match="not in the SQL as given: name"):
        folded(name="Phòng")
    with pytest.raises(TypeError, match="no stand-in for NoneType"):
        Compiled(lambda post: Post.objects.filter(pk=post))(post=None)


def test_what_is_constant_stays(province: Province) -> None:
    marked = Compiled(
        lambda agency: Agency.objects.filter(pk=agency).annotate(mark=Value("x' %s"))
    )
    (found,) = marked(agency=province.committee.pk)
    assert found.mark == "x' %s"


def test_planned_once_a_connection(province: Province) -> None:
    """From the first asking on the server holds the statement."""
    statement = "SELECT name FROM organisations_post WHERE id = %s"
    post = Post.objects.all()[0]
    for _n in range(2):
        with planned() as cursor:
            cursor.execute(statement, [post.pk])
            assert cursor.fetchall() == [(post.name,)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        assert [s for (s,) in cursor.fetchall() if "organisations_post WHERE" in s] == [
            statement.replace("%s", "$1")
        ]


def test_more_shapes_than_a_hundred_stay_planned(province: Province) -> None:
    for n in range(120):
        with planned() as cursor:
            cursor.execute(f"SELECT {n} AS shape WHERE %s", [True])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement ~ 'AS shape'"
        )
        assert cursor.fetchall() == [(120,)]
