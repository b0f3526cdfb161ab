"""The register of an agency that ended goes into its own book, through its heir."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from congvu.audit.rules import SYSTEM
from congvu.documents.access import scope_of
from congvu.documents.models import Register, RegisterEntry
from congvu.documents.queries import faults, readable_entries
from congvu.imports import queries
from congvu.imports.actions import ask_to_load, read_register, run_load, undo_load
from congvu.imports.models import Load
from congvu.lib.refusals import Refused
from congvu.organisations.models import Agency, Identifier
from congvu.outgoing.models import OutgoingBook, OutgoingEntry
from tests.documents import reforms
from tests.imports.sheets import OUT_TITLES, incoming, xlsx
from tests.imports.test_outgoing import row
from tests.people import Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home", "law")]


@pytest.fixture
def heir(province: Province) -> reforms.Commune:
    made = reforms.make_commune(province, province.today, province.at)
    reforms.merge(province, made, province.today, province.at)
    return made


def test_it_keeps_its_numbers_beside_those_of_its_heir(
    province: Province, heir: reforms.Commune
) -> None:
    lien, old, at = (
        heir.seat(province, "lien", province.today),
        province.commune,
        province.at,
    )
    yesterday = f"{province.today - timedelta(days=1):%d/%m/%Y}"
    sheets = {
        old.id: xlsx([incoming(1), incoming(7, c0=yesterday)]),
        heir.agency.id: xlsx([incoming(1)]),
    }
    for fonds_id, stream in sheets.items():
        load = read_register(
            stream=stream, name="so.xlsx", by=lien, at=at, fonds_id=fonds_id
        )
        assert load.rows_wrong == 0, list(queries.told_rows(load))
        ask_to_load(load_id=load.id, skips_wrong=False, by=lien, at=at, at_once=True)
        run_load(load_id=load.id, by=SYSTEM, at=at)

    books = Register.objects.filter(agency=old)
    assert {b.closed_at is not None for b in books} == {True}
    of_2019 = RegisterEntry.objects.filter(register__year=2019, number=1)
    assert set(of_2019.values_list("register__agency", flat=True)) == set(sheets)
    assert readable_entries(scope_of(lien)).filter(pk__in=of_2019).count() == 2
    assert [rule for rule, fault in faults() if fault] == []
    told = queries.facts_of(Load.objects.get(fonds=old))
    assert any("Yến Dương" in line and "chính cơ quan ấy" in line for line in told)
    first = Load.objects.get(fonds=old)
    undo_load(load_id=first.id, by=lien, at=at)
    assert not RegisterEntry.objects.filter(register__agency=old).exists()


def test_an_old_book_of_outgoing_papers_names_who_issued_them(
    province: Province, heir: reforms.Commune
) -> None:
    lien, old, at = (
        heir.seat(province, "lien", province.today),
        province.commune,
        province.at,
    )
    load = read_register(
        stream=xlsx([row("01/QĐ-UBND")], titles=OUT_TITLES),
        name="so.xlsx",
        by=lien,
        at=at,
        fonds_id=old.id,
    )
    ask_to_load(load_id=load.id, skips_wrong=False, by=lien, at=at, at_once=True)
    run_load(load_id=load.id, by=SYSTEM, at=at)

    entry = OutgoingEntry.objects.select_related("document").get()
    assert (entry.agency_id, entry.document.issuer_id) == (old.id, old.id)
    assert "Yến Dương" in entry.document.issuer_name
    assert OutgoingBook.objects.get(agency=old, year=2019).closed_at is not None


def test_a_day_after_its_end_is_none_of_its_days(
    province: Province, heir: reforms.Commune
) -> None:
    load = read_register(
        stream=xlsx([incoming(1), incoming(2, c0=f"{province.today:%d/%m/%Y}")]),
        name="so.xlsx",
        by=heir.seat(province, "lien", province.today),
        at=province.at,
        fonds_id=province.commune.id,
    )
    (wrong,) = queries.told_rows(load, only="wrong")
    assert "sau khi cơ quan kết thúc" in wrong.reasons[0]
    assert load.told["years"][0]["next"] is None


def test_only_the_heir_loads_it_and_the_command_does_by_its_old_code(
    province: Province, heir: reforms.Commune, tmp_path: Path
) -> None:
    given = {"stream": xlsx([incoming(1)]), "name": "so.xlsx", "at": province.at}
    with pytest.raises(Refused, match="cơ quan kế thừa"):
        read_register(by=province.seat("ha"), fonds_id=province.commune.id, **given)
    code = Identifier.objects.filter(agency=province.commune).first()
    assert code is not None
    Identifier.objects.filter(pk=code.pk).update(valid_until=province.today)
    place = tmp_path / "so.xlsx"
    place.write_bytes(xlsx([incoming(1)]).getvalue())

    call_command("import", "register", str(place), "--agency", code.value)

    load = Load.objects.get()
    assert (load.agency_id, load.fonds_id) == (heir.agency.id, province.commune.id)
    assert RegisterEntry.objects.get().register.agency_id == province.commune.id


def test_the_page_asks_whose_register_it_is_only_where_it_may_be_anothers(
    province: Province, heir: reforms.Commune
) -> None:
    own = province.client("lan").get("/nap-so/").content.decode()
    assert "Sổ của cơ quan" not in own
    client = Client()
    client.force_login(heir.cast["lien"].user)
    page = client.get("/nap-so/").content.decode()
    assert "Sổ của cơ quan" in page
    assert str(province.commune.id) in page


def test_an_end_that_is_only_decided_closes_no_book_of_this_year(
    province: Province,
) -> None:
    later = province.today + timedelta(days=40)
    Agency.objects.filter(pk=province.committee.pk).update(valid_until=later)
    lan, at = province.seat("lan"), province.at
    load = read_register(
        stream=xlsx([incoming(5, c0=f"{province.today:%d/%m/%Y}")]),
        name="so.xlsx",
        by=lan,
        at=at,
    )
    assert load.told["years"][0]["next"] == 6
    ask_to_load(load_id=load.id, skips_wrong=False, by=lan, at=at, at_once=True)
    run_load(load_id=load.id, by=SYSTEM, at=at)

    assert Register.objects.get(agency=province.committee).closed_at is None
