"""Two number certificates at once: no number twice, nobody two of a class."""

from __future__ import annotations

import threading

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from congvu.lib.refusals import Refused
from congvu.training.actions import number_certificates
from congvu.training.models import Certificate, CertificateBook
from tests.people import make_province
from tests.training.classes import class_with

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_numbers_of_a_book_are_given_once() -> None:
    call_command("load_law", verbosity=0)
    province = make_province(timezone.now(), timezone.localdate())
    first = class_with(province, passed=("minh", "hoa"))
    other = class_with(province, passed=("minh", "lan"), course="Lớp khác")
    start, told = threading.Barrier(4), list[str]()

    def number(class_id: object) -> None:
        start.wait(10)
        try:
            made = number_certificates(
                class_id=class_id, months=None, by=province.seat("ha"), at=province.at
            )
            told.append(f"made {len(made)}")
        except Refused:
            told.append("refused")
        finally:
            connections.close_all()

    asked = [first.pk, first.pk, other.pk, other.pk]
    threads = [threading.Thread(target=number, args=(one,)) for one in asked]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)

    assert sorted(told) == ["made 2", "made 2", "refused", "refused"]
    numbers = Certificate.objects.values_list("number", flat=True)
    assert sorted(numbers) == [1, 2, 3, 4]
    assert CertificateBook.objects.get().last == 4
