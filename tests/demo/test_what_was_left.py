"""What the old bodies left on 30 June 2025 is finished by whoever answers for it."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from congvu.accounts.models import User
from congvu.documents.models import HandOverLine, IntakeItem, Register, RegisterEntry
from congvu.documents.rules import EntryState
from congvu.organisations.access import seats_of
from congvu.organisations.queries import agency_by_code
from tests.demo.conftest import Demo
from tests.files.conftest import make_pdf

pytestmark = pytest.mark.django_db

THE_DAY = date(2025, 7, 1)
EVE = date(2025, 6, 30)


def _entry(code: str, number: int) -> RegisterEntry:
    """A line of the book that a body of the last day kept in 2025."""
    agency = agency_by_code(code, EVE)
    return RegisterEntry.objects.get(
        register__agency=agency, register__year=2025, number=number
    )


def test_users_of_today_sit_in_thai_nguyen(demo: Demo) -> None:
    province = agency_by_code("H55", demo.today)
    assert province is not None
    for username in ("lan", "dung", "chanhvp", "hoa", "minh", "quantri", "luutru"):
        seats = seats_of(User.objects.get(username=username), demo.today)
        assert {s.agency_id for s in seats} == {province.id}, username
    for username, code in (("yen", "H55.13"), ("mai", "H55.13"), ("tu", "01921")):
        agency = agency_by_code(code, demo.today)
        (seat,) = seats_of(User.objects.get(username=username), demo.today)
        assert agency is not None
        assert seat.agency_id == agency.id


def test_on_the_eve_they_sat_in_bac_kan(demo: Demo) -> None:
    for username, code in (("lan", "H03"), ("yen", "H03.13"), ("tu", "01918")):
        agency = agency_by_code(code, EVE)
        (seat,) = seats_of(User.objects.get(username=username), EVE)
        assert agency is not None
        assert seat.agency_id == agency.id


def test_a_paper_of_a_commune_that_ended_was_finished_by_its_successor(
    demo: Demo,
) -> None:
    entry, successor = _entry("01918", 1), agency_by_code("01921", THE_DAY)

    assert entry.state == EntryState.DONE
    assert entry.agency == successor
    assert entry.finished_at is not None
    assert entry.finished_at.date() > THE_DAY
    assert HandOverLine.objects.filter(entry=entry).exists()


def test_one_of_those_papers_is_open_today_and_the_divided_one_waits(
    demo: Demo,
) -> None:
    left = RegisterEntry.objects.filter(register__year=2025, finished_at__isnull=True)

    assert {e.pk for e in left} == {_entry("H03", 3).pk, _entry("05932", 1).pk}
    province = agency_by_code("H55", demo.today)
    assert {e.agency for e in left} == {province}


def test_old_books_are_closed_and_new_ones_began_at_01(demo: Demo) -> None:
    for code in ("H03", "H03.33", "01918", "05932"):
        book = Register.objects.get(agency=agency_by_code(code, EVE), year=2025)
        assert book.closed_at is not None, code
    for code in ("H55", "01921", "01906"):
        book = Register.objects.get(agency=agency_by_code(code, THE_DAY), year=2025)
        first = book.entries.order_by("number")[0]
        assert (first.number, first.arrived_on) >= (1, THE_DAY), code


def test_a_command_that_names_h03_acts_for_h55_and_says_so(
    demo: Demo, undone: None, tmp_path: Path
) -> None:
    paper = tmp_path / "giay.pdf"
    paper.write_bytes(make_pdf("Cong van gui nham ma cu"))
    out, err = StringIO(), StringIO()

    call_command("intake", str(paper), agency="H03", json=True, stdout=out, stderr=err)

    item = IntakeItem.objects.get(pk=json.loads(out.getvalue())["document"])
    assert item.agency == agency_by_code("H55", demo.today)
    assert "Mã H03 đã đóng từ 01/07/2025" in err.getvalue()
    assert "H55" in err.getvalue()


def test_a_command_that_names_the_divided_commune_is_asked_which(
    demo: Demo, tmp_path: Path
) -> None:
    paper = tmp_path / "giay.pdf"
    paper.write_bytes(make_pdf("Cong van gui nham ma cu"))

    with pytest.raises(CommandError) as asked:
        call_command("intake", str(paper), agency="05932", json=True)

    for code in ("05941", "05908"):
        assert code in str(asked.value)


def test_the_books_prove_themselves(demo: Demo) -> None:
    told = StringIO()
    call_command("verify", stdout=told)
    lines = told.getvalue().splitlines()
    assert lines
    assert all(line.startswith("Đúng") for line in lines)
