"""Two approve at once: one thing is believed, and what must be alone is alone."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connections
from django.utils import timezone

from congvu.lib.refusals import Refused
from congvu.registry.actions import RowData, approve_change, correct_row
from congvu.registry.models import RowChange, RowVersion
from tests.people import Province, make_province
from tests.registry.stories import TYPED, database, row

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def _approve_together(people: Province, changes: list[RowChange]) -> list[str]:
    """Hoa and Hà, each one; what each of them was told."""
    start, told = threading.Barrier(len(changes)), list[str]()

    def run(who: str, change: RowChange) -> None:
        start.wait(10)
        try:
            approve_change(change_id=change.pk, by=people.seat(who), at=timezone.now())
            told.append("approved")
        except Refused as why:
            told.append(str(why))
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=run, args=pair)
        for pair in zip(("hoa", "ha"), changes, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(told)


def test_of_two_approved_at_once_the_second_is_refused_with_a_reason() -> None:
    people = make_province(timezone.now(), timezone.localdate())
    found = database(people)
    same = [row(people, found, who="minh", approve=False) for _turn in range(2)]
    refused, approved = _approve_together(people, same)
    assert approved == "approved"
    assert "Trùng với dòng" in refused
    (made,) = RowVersion.objects.all()
    corrections = []
    for count in ("50", "60"):
        data = RowData(
            {**TYPED, "thanh_vien": count},
            date(2021, 1, 1),
            reason="Báo cáo",
            structure=1,
            seen=made.change_id,
        )
        corrections.append(
            correct_row(
                database_id=found.pk,
                row_id=made.row,
                data=data,
                by=people.seat("minh"),
                at=people.at,
            )
        )
    refused, approved = _approve_together(people, corrections)
    assert approved == "approved"
    assert "thay đổi khác được duyệt" in refused
    now = RowVersion.objects.filter(recorded__upper_inf=True)
    assert now.filter(valid__contains=date(2022, 1, 1)).count() == 1
