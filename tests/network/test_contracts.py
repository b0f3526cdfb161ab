"""Who keeps machines and links running, until which day, and who is told before it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.files.models import FileState, StoredFile
from congvu.inventory.actions import MachineData, NewMachine, add_machine
from congvu.inventory.models import Machine
from congvu.lib.refusals import Refused
from congvu.network.actions import (
    add_contract,
    add_option_change,
    make_option,
    pass_contracts,
    tell_ending_contracts,
)
from congvu.network.models import ContractProof, ServiceContract
from congvu.network.queries import weighed, whole
from congvu.network.rules import (
    ChangeData,
    ContractData,
    ContractKind,
    OptionData,
    contract_faults,
)
from congvu.notices.models import Notice
from congvu.organisations.rules import BodyKind, Passed, Passing
from tests.network.stories import commune_keeper, hub, link, place
from tests.people import Province

pytestmark = pytest.mark.django_db

ADD = "/mang/hop-dong/them/"


def machine(people: Province, name: str, serial: str = "", who: str = "quan") -> UUID:
    seat = people.seat(who)
    new = NewMachine(agency_id=seat.agency_id, name=name, serial=serial)
    return add_machine(new=new, data=MachineData(), by=seat, at=people.at).pk


def typed(people: Province, **more: Any) -> dict[str, Any]:
    """As Quân fills in the page."""
    return {
        "kind": "care",
        "number": "07/HĐ-BT",
        "provider": "Tin học Núi Hồng",
        "starts_on": f"{people.today - timedelta(days=300):%d/%m/%Y}",
        "ends_on": f"{people.today + timedelta(days=60):%d/%m/%Y}",
        "cost": "96000000",
        "response_hours": "8",
        "machines": "",
        **more,
    }


def signed(people: Province, who: str = "quan", **more: Any) -> ServiceContract:
    seat = people.seat(who)
    given = {
        "kind": ContractKind.MAINTENANCE,
        "number": "07/HĐ-BT",
        "provider": "Tin học Núi Hồng",
        "starts_on": people.today - timedelta(days=300),
        "ends_on": people.today + timedelta(days=60),
        **more,
    }
    return add_contract(
        agency_id=seat.agency_id, data=ContractData(**given), by=seat, at=people.at
    )


def test_quan_keeps_a_contract_with_what_it_covers(province: Province) -> None:
    """Two machines by number and by name, one link; then one machine more, a year more,
    and the link no longer.
    """
    machine(province, "MÁY-01", "SN-01-77")
    machine(province, "MÁY-02")
    machine(province, "MÁY-03", "SN-03-77")
    near = place(province, "Trụ sở")
    line = link(province, near, hub(province), contract="12/HĐ-VT")
    quan = province.client("quan")
    made = quan.post(
        ADD, typed(province, machines="sn-01-77\n\n  MÁY-02 \nMÁY-02", links=[line.pk])
    )
    assert made.status_code == 302, made.content.decode()
    found = ServiceContract.objects.get()
    assert {m.name for m in found.machines.all()} == {"MÁY-01", "MÁY-02"}
    page = quan.get(made["Location"]).content.decode()
    for words in ("96.000.000 đồng", "8 giờ từ lúc báo hỏng", "sắp hết hạn",
                  "2 máy trong hợp đồng", "Trụ sở – Trung tâm dữ liệu"):  # fmt: skip
        assert words in page, words
    # The link tells the contract's day beside its own number.
    ends = f"{found.ends_on:%d/%m/%Y}"
    shown = quan.get(f"/mang/duong-truyen/{line.pk}/").content.decode()
    assert f"đến trước {ends}" in shown
    assert "12/HĐ-VT" in shown
    assert "07/HĐ-BT" in quan.get("/mang/hop-dong/?han=sap").content.decode()
    assert "07/HĐ-BT" not in quan.get("/mang/hop-dong/?han=het").content.decode()

    change = f"{made['Location']}sua/"
    form = quan.get(change).content.decode()
    assert "SN-01-77\nMÁY-02" in form
    later = province.today + timedelta(days=425)
    told = quan.post(
        change,
        typed(province, machines="SN-01-77\nMÁY-02\nSN-03-77",
              ends_on=f"{later:%d/%m/%Y}"),
    )  # fmt: skip
    assert told.status_code == 302, told.content.decode()
    found.refresh_from_db()
    assert (found.machines.count(), found.links.count()) == (3, 0)
    assert found.ends_on == later
    data = AuditEvent.objects.get(event="network.contract-changed").data
    assert (data["number"], data["machines"], data["links"]) == ("07/HĐ-BT", 3, 0)


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_lost(
    province: Province,
) -> None:
    """No number, an end before the beginning, a price below nothing, a machine of the
    commune, two of one name, a link of another agency.
    """
    commune_keeper(province)
    machine(province, "XÃ-01", "SN-XA-77", who="loan")
    machine(province, "MÁY-02", "SN-02-77")
    machine(province, "MÁY-02", "SN-02-78")
    quan = province.client("quan")
    answer = quan.post(
        ADD,
        typed(
            province,
            number="",
            ends_on=f"{province.today - timedelta(days=301):%d/%m/%Y}",
            machines="SN-XA-77\nMÁY-02\n<b>MÁY</b>",
        ),
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Chưa có số hợp đồng" in page or "Cần ghi" in page or "number" in page
    assert "SN-XA-77" in page, "what was typed is still there"
    with pytest.raises(Refused) as why:
        signed(
            province,
            number=" ",
            cost=-1,
            response_hours=0,
            ends_on=province.today - timedelta(days=301),
            machines=("SN-XA-77", "MÁY-02", "<b>MÁY</b>"),
            links=(uuid4(),),
        )
    told = {reason.field: reason.message for reason in why.value.reasons}
    assert set(told) == {
        "number", "cost", "response_hours", "ends_on", "machines", "links",
    }  # fmt: skip
    words = " ".join(reason.message for reason in why.value.reasons)
    assert "mang số hay tên: SN-XA-77, <b>MÁY</b>" in words
    assert "Nhiều máy cùng tên, hãy ghi số máy: MÁY-02" in words
    assert not ServiceContract.objects.exists()
    # It covers something, and its number is written once.
    with pytest.raises(Refused, match="gồm máy nào"):
        signed(province)
    signed(province, machines=("SN-02-77",))
    with pytest.raises(Refused, match="Đã ghi hợp đồng số này"):
        signed(province, machines=("SN-02-77",))
    # A machine that went elsewhere since stays on it until somebody takes it off.
    Machine.objects.filter(serial="SN-02-77").update(agency=province.commune)
    one = ServiceContract.objects.get()
    kept = quan.post(
        f"/mang/hop-dong/{one.pk}/sua/", typed(province, machines="SN-02-77")
    )
    assert kept.status_code == 302, kept.content.decode()


def test_a_name_that_a_second_machine_got_since_means_the_one_covered(
    province: Province,
) -> None:
    """It has no number: its form, sent as it is shown, is the same contract."""
    first = machine(province, "MÁY-08")
    made = signed(province, machines=("MÁY-08",))
    machine(province, "MÁY-08")
    sent = province.client("quan").post(
        f"/mang/hop-dong/{made.pk}/sua/", typed(province, machines="MÁY-08")
    )
    assert sent.status_code == 302, sent.content.decode()
    assert [one.pk for one in made.machines.all()] == [first]
    with pytest.raises(Refused, match="hãy ghi số máy: MÁY-08"):
        signed(province, number="2", machines=("MÁY-08",))


def test_the_contract_itself_is_kept_with_it(province: Province) -> None:
    """Once, whatever it is called; nothing that carries a virus, nothing for Loan."""
    commune_keeper(province)
    machine(province, "MÁY-01", "SN-01-77")
    made = signed(province, machines=("MÁY-01",))
    url, quan = f"/mang/hop-dong/{made.pk}/", province.client("quan")
    paper = "Hợp đồng số 07".encode()
    sent = quan.post(url, {"file": SimpleUploadedFile("hợp đồng 07.txt", paper)})
    assert sent.status_code == 302, sent.content.decode()
    page = quan.get(url).content.decode()
    proof = ContractProof.objects.get()
    assert "hợp đồng 07.txt" in page
    file = quan.get(f"/mang/chung-tu/{proof.pk}/")
    assert file.getvalue() == paper
    assert "sandbox" in file["Content-Security-Policy"]
    assert file["Content-Disposition"].startswith("attachment")
    again = quan.post(url, {"file": SimpleUploadedFile("khác.txt", paper)})
    assert again.status_code == 422
    assert "đã có tệp này" in again.content.decode()
    for what in ({}, {"file": SimpleUploadedFile("a.txt", b"")}):
        assert quan.post(url, what).status_code == 422
    told = quan.get(f"/api/v1/service-contracts/{made.pk}").json()
    assert [one["name"] for one in told["proofs"]] == ["hợp đồng 07.txt"]
    loan = province.client("loan")
    assert loan.get(f"/mang/chung-tu/{proof.pk}/").status_code == 404
    assert (
        loan.post(url, {"file": SimpleUploadedFile("x.txt", b"x")}).status_code == 404
    )
    assert ContractProof.objects.count() == 1
    StoredFile.objects.update(state=FileState.QUARANTINED, reason="vi rút")
    assert quan.get(f"/mang/chung-tu/{proof.pk}/").status_code == 404


def test_the_provinces_keeper_adds_one_for_the_commune_with_its_links(
    province: Province,
) -> None:
    """Quân chooses the commune; its links are offered, and those of his own are not.
    Loan who asks for the committee's gets the form of her own commune.
    """
    loan = commune_keeper(province)
    centre = hub(province)
    ours = link(province, place(province, "Trụ sở Ủy ban"), centre)
    theirs = link(province, place(province, "Trụ sở xã", by=loan), centre)
    quan = province.client("quan")
    form = quan.get(f"{ADD}?co_quan={province.commune.pk}").content.decode()
    assert str(theirs.pk) in form
    assert str(ours.pk) not in form
    there = f"{ADD}?co_quan={province.commune.pk}"
    foreign = quan.post(there, typed(province, links=[ours.pk]))
    assert foreign.status_code == 422
    made = quan.post(there, typed(province, links=[theirs.pk]))
    assert made.status_code == 302, made.content.decode()
    found = ServiceContract.objects.get()
    assert found.agency_id == province.commune.pk
    assert [one.pk for one in found.links.all()] == [theirs.pk]
    hers = province.client("loan").get(f"{ADD}?co_quan={province.committee.pk}")
    assert str(theirs.pk) in hers.content.decode()
    assert str(ours.pk) not in hers.content.decode()


def test_what_upkeep_costs_is_in_the_price_of_an_option(province: Province) -> None:
    """365 days for 14.6 m, shared by two machines and two links: 60 months of each link
    are 60 × 14.6 m / 12 / 4 = 18.25 m. One link goes in the option. What ended, what is
    rented as a line, what has no price, and of machines alone, costs no link anything.
    """
    machine(province, "MÁY-01", "SN-01-77")
    machine(province, "MÁY-02", "SN-02-77")
    centre = hub(province)
    first = link(province, place(province, "Trụ sở"), centre)
    second = link(province, place(province, "Nhà khách"), centre)
    both = {"links": (first.pk, second.pk)}
    today = province.today
    year = {"starts_on": today - timedelta(days=65),
            "ends_on": today + timedelta(days=300)}  # fmt: skip
    signed(province, machines=("MÁY-01", "MÁY-02"), cost=14_600_000, **both, **year)
    signed(province, number="2", cost=9_000_000, ends_on=today, **both)
    signed(province, number="3", cost=9_000_000, kind=ContractKind.LINE, **both)
    signed(province, number="4", **both)
    signed(province, number="5", cost=9_000_000, machines=("MÁY-01",))
    by: dict[str, Any] = {"by": province.seat("quan"), "at": province.at}
    option = make_option(data=OptionData("Bỏ một đường"), **by)
    add_option_change(option_id=option.pk, data=ChangeData(replaces_id=second.pk), **by)
    now, less = weighed(whole(today), [province.committee.pk])
    assert (now.upkeep, less.upkeep) == (36_500_000, 18_250_000)
    assert now.cost == 60 * 2_200_000 + 36_500_000
    assert less.cost == 60 * 1_100_000 + 18_250_000
    page = province.client("quan").get("/mang/phuong-an/").content.decode()
    assert "trong đó bảo trì 36.500.000" in page


def test_loan_sees_the_contracts_of_her_commune_alone(province: Province) -> None:
    loan = commune_keeper(province)
    machine(province, "MÁY-01", "SN-01-77")
    machine(province, "XÃ-01", "SN-XA-77", who="loan")
    ours = signed(province, machines=("MÁY-01",))
    theirs = signed(province, "loan", number="01/HĐ", machines=("XÃ-01",))
    browser = province.client("loan")
    page = browser.get("/mang/hop-dong/").content.decode()
    assert "01/HĐ" in page
    assert "07/HĐ-BT" not in page
    for url in ("", "sua/"):
        assert browser.get(f"/mang/hop-dong/{ours.pk}/{url}").status_code == 404
    assert browser.post(f"/mang/hop-dong/{ours.pk}/sua/", {}).status_code == 404
    assert browser.get(f"/api/v1/service-contracts/{ours.pk}").status_code == 404
    # Neither for another agency nor with its machines.
    answer = browser.post(
        "/api/v1/service-contracts",
        {
            "agency_id": str(province.committee.pk),
            "number": "9", "provider": "X",
            "starts_on": "2026-01-01", "ends_on": "2027-01-01",
            "machines": ["MÁY-01"],
        },
        content_type="application/json",
    )  # fmt: skip
    assert answer.status_code == 422
    assert loan.agency_id == province.commune.pk
    assert ServiceContract.objects.filter(agency=loan.agency_id).count() == 1
    told = browser.get(f"/api/v1/service-contracts/{theirs.pk}").json()
    assert [one["name"] for one in told["machines"]] == ["XÃ-01"]
    assert province.client("minh").get("/mang/hop-dong/").status_code == 404


def test_before_it_ends_quan_hears_of_it_once(province: Province) -> None:
    """60 days before; not of one that ended, nor of one that ends in 61 days."""
    machine(province, "MÁY-01", "SN-01-77")
    covers = {"machines": ("MÁY-01",)}
    soon = signed(province, **covers)
    signed(province, number="2", ends_on=province.today, **covers)
    signed(province, number="3", ends_on=soon.ends_on + timedelta(days=1), **covers)
    at = province.at
    assert (tell_ending_contracts(at=at), tell_ending_contracts(at=at)) == (1, 0)
    told = Notice.objects.get(kind="network.contract-ending")
    assert (told.target_id, told.desk_id) == (soon.pk, province.seat("quan").user_id)
    browser = province.client("quan")
    words = f"Hợp đồng sắp hết hạn: {soon.ends_on:%d/%m/%Y}"
    assert words in browser.get("/thong-bao/").content.decode()
    renewed = soon.ends_on + timedelta(days=365)
    ServiceContract.objects.filter(pk=soon.pk).update(ends_on=renewed)
    assert "sắp hết hạn" not in browser.get("/thong-bao/").content.decode()
    assert tell_ending_contracts(at=at + timedelta(days=1)) == 1, "the third"
    assert tell_ending_contracts(at=at + timedelta(days=365)) == 1, "another end"


def test_pages_ask_as_much_of_sixty_contracts_as_of_three(province: Province) -> None:
    machine(province, "MÁY-01", "SN-01-77")
    quan = province.client("quan")
    asked = []
    for many in (3, 57):
        for n in range(many):
            signed(province, number=f"{many}-{n}", machines=("MÁY-01",))
        quan.get("/mang/hop-dong/")
        with CaptureQueriesContext(connection) as told:
            page = quan.get("/mang/hop-dong/").content.decode()
        asked.append(len(told))
    assert asked[0] == asked[1]
    key = page.partition('href="?sau=')[2].partition('"')[0]
    rest = quan.get("/mang/hop-dong/", {"sau": key}).content.decode()
    assert (page.count('scope="row"'), rest.count('scope="row"')) == (50, 10)
    assert quan.get("/mang/hop-dong/?sau=khong").status_code == 200


def test_an_heir_is_bound_by_them_beside_its_own(province: Province) -> None:
    commune_keeper(province)
    machine(province, "MÁY-01", "SN-01-77")
    machine(province, "XÃ-01", "SN-XA-77", who="loan")
    signed(province, machines=("MÁY-01",))
    theirs = signed(province, "loan", machines=("XÃ-01",))
    body = Passed(
        BodyKind.AGENCY, province.commune.pk, province.commune.pk, province.committee.pk
    )
    pass_contracts(
        Passing(uuid4(), "Nghị quyết", province.today, province.at, SYSTEM, (body,))
    )
    theirs.refresh_from_db()
    assert (theirs.agency_id, theirs.came_from) == (
        province.committee.pk,
        province.commune.pk,
    )
    page = province.client("quan").get("/mang/hop-dong/").content.decode()
    assert page.count("07/HĐ-BT") == 2


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"number": "x" * 61}, "number"),
        ({"provider": ""}, "provider"),
        ({"cost": 10**14}, "cost"),
        ({"response_hours": 24 * 90 + 1}, "response_hours"),
        ({"starts_on": date(1970, 1, 1)}, "starts_on"),
        ({"starts_on": None}, "starts_on"),
        ({"ends_on": None}, "ends_on"),
        ({"ends_on": date(2026, 1, 1)}, "ends_on"),
        ({"machines": tuple(f"M{n}" for n in range(2001))}, "machines"),
        ({"machines": ()}, "machines"),
    ],
)
def test_what_no_contract_says(changed: dict[str, Any], field: str) -> None:
    given = {
        "kind": ContractKind.SUPPORT,
        "number": "1",
        "provider": "X",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2027, 1, 1),
        "machines": ("A",),
    }
    assert not contract_faults(ContractData(**given))
    found = contract_faults(ContractData(**(given | changed)))
    assert [one.field for one in found] == [field]
