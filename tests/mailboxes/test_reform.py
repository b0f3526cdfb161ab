"""A commune ends in another: its registry's letters and archive go to the heir's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from congvu.audit.rules import SYSTEM
from congvu.mailboxes.actions import EntryData, ListData, make_list, provision
from congvu.mailboxes.models import (
    DistributionList,
    MailAlias,
    Mailbox,
    MailboxMember,
    NamingRule,
)
from congvu.mailboxes.queries import own_box, seat_box
from congvu.mailboxes.rules import SeatKind
from congvu.organisations.actions import pass_bodies, pass_on
from congvu.organisations.models import Post
from congvu.organisations.rules import BodyKind, Passed, Role
from tests.documents import reforms
from tests.mailboxes.stories import (
    DOMAIN,
    box_of,
    day,
    provisioned,
    readers_of,
    receives,
    senders_as,
    targets_of,
)
from tests.people import SINCE, Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


def old_boxes(province: Province) -> Mailbox:
    """As old as the bodies; gives the commune's registry."""
    provisioned(province, grace_days=20)
    Mailbox.objects.update(valid_from=SINCE)
    MailAlias.objects.update(valid_from=SINCE)
    MailboxMember.objects.update(valid_from=SINCE)
    found = seat_box(province.commune.id, SeatKind.REGISTRY, province.today)
    assert found is not None
    return found


def lien_of(new: reforms.Commune) -> str:
    person = new.cast["moi-lien"].person
    assert person is not None
    box = own_box(person.pk, new.agency.valid_from)
    assert box is not None
    return box.address


def test_the_heirs_own_registry_takes_the_letters_and_reads_the_archive(
    province: Province,
) -> None:
    old = old_boxes(province)
    reports = f"dmarc@{DOMAIN}"  # named in the DNS: it does not end with the grace
    MailAlias.objects.filter(address=reports).update(mailbox=old)
    new = reforms.make_commune(province, province.today, province.at, prefix="moi-")
    provision(by=SYSTEM, at=province.at)
    heir = seat_box(new.agency.id, SeatKind.REGISTRY, province.today)
    assert heir is not None
    reforms.merge(province, new, province.today, province.at)

    assert not receives(old.address)
    assert targets_of(old.address) == {heir.address}
    assert targets_of(f"yenduong@{DOMAIN}") == {heir.address}
    assert readers_of(old.address) == {lien_of(new)}
    assert senders_as(old.address) == set()
    assert senders_as(heir.address) == {lien_of(new)}
    old.refresh_from_db()
    assert old.kept_in == heir
    with day(province.today + timedelta(days=20)):
        assert targets_of(old.address) == targets_of(f"yenduong@{DOMAIN}") == set()
        assert targets_of(reports) == {heir.address}
        assert readers_of(old.address) == {lien_of(new)}


def test_an_heir_without_one_gets_the_box_itself_and_the_old_address_for_a_while(
    province: Province,
) -> None:
    old = old_boxes(province)
    entries = [EntryData(unit_id=province.commune_office.id)]
    data = ListData(province.commune.id, "Cán bộ xã", "canboxa", entries)
    made = make_list(data=data, by=province.seat("quan"), at=province.at)
    before = old.address
    new = reforms.make_commune(province, province.today, province.at, prefix="moi-")
    reforms.merge(province, new, province.today, province.at)
    provision(by=SYSTEM, at=province.at)

    old.refresh_from_db()
    assert old.agency_id == new.agency.id
    assert old.address == f"vanthu.colinh@{DOMAIN}"
    assert targets_of(before) == {old.address}
    assert readers_of(old.address) == senders_as(old.address) == {lien_of(new)}
    assert Mailbox.objects.filter(agency=new.agency).count() == 1
    assert DistributionList.objects.get(pk=made.pk).agency_id == new.agency.id
    with day(province.today + timedelta(days=20)):
        assert targets_of(before) == set()
        assert receives(old.address)


def test_a_units_box_goes_to_the_unit_that_goes_on(province: Province) -> None:
    provisioned(province)
    box = Mailbox.objects.create(
        address=f"kgvx@{DOMAIN}",
        kind="seat",
        seat=SeatKind.UNIT,
        agency=province.committee,
        unit=province.division,
        title="Phòng Khoa giáo",
        folded_title="phong khoa giao",
        quota_mb=1000,
        valid_from=SINCE,
        opened_at=province.at,
        opened_by="Bế Văn Quân",
    )
    act = reforms.decide(
        {province.division.id: province.office.id},
        province.today,
        province.at,
        kind=BodyKind.UNIT,
    )
    Post.objects.filter(unit=province.division).update(valid_until=province.today)
    pass_on(reform=act, by=SYSTEM, at=province.at)

    box.refresh_from_db()
    assert box.unit == province.office
    assert box.address == f"kgvx@{DOMAIN}"
    assert readers_of(box.address) == {box_of(province, "ha").address}


@pytest.mark.parametrize("has_own", [True, False])
def test_a_rule_without_days_of_grace_stops_no_reform(
    province: Province, has_own: bool
) -> None:
    old = old_boxes(province)
    # The agency's own name is as young as the reform: its last day is its first.
    MailAlias.objects.update(valid_from=province.today)
    NamingRule.objects.update(grace_days=0)
    before = old.address
    new = reforms.make_commune(province, province.today, province.at, prefix="moi-")
    if has_own:
        provision(by=SYSTEM, at=province.at)
    reforms.merge(province, new, province.today, province.at)
    provision(by=SYSTEM, at=province.at)

    heir = seat_box(new.agency.id, SeatKind.REGISTRY, province.today)
    assert heir is not None
    assert targets_of(before) == {heir.address}
    with day(province.today + timedelta(days=1)):
        assert targets_of(before) == set()


def second_reform(
    province: Province, first: reforms.Commune, *, days: int = 10
) -> reforms.Commune:
    """The commune that took over ends in a third, which has its boxes already."""
    on, at = province.today + timedelta(days=days), province.at + timedelta(days=days)
    third = reforms.make_commune(province, on, at, name="Nà Phặc", prefix="ba-")
    provision(by=SYSTEM, at=at)
    reforms.end(first.agency, on)
    act = reforms.decide({first.agency.id: third.agency.id}, on, at)
    pass_on(reform=act, by=SYSTEM, at=at)
    return third


def lien_of_the_third(third: reforms.Commune) -> str:
    person = third.cast["ba-lien"].person
    assert person is not None
    box = own_box(person.pk, third.agency.valid_from)
    assert box is not None
    return box.address


def test_an_archive_is_read_on_after_a_second_reform(province: Province) -> None:
    old = old_boxes(province)
    new = reforms.make_commune(province, province.today, province.at, prefix="moi-")
    provision(by=SYSTEM, at=province.at)
    reforms.merge(province, new, province.today, province.at)
    third = second_reform(province, new)

    with day(third.agency.valid_from):
        assert readers_of(old.address) == {lien_of_the_third(third)}


@pytest.mark.parametrize("seat", [SeatKind.REGISTRY, SeatKind.CHIEF, SeatKind.OTHER])
def test_what_a_keeper_closed_before_is_read_on_by_every_heir(
    province: Province, seat: SeatKind
) -> None:
    old_boxes(province)
    until = province.today - timedelta(days=100)
    Mailbox.objects.filter(seat=seat, agency=province.commune).update(valid_from=until)
    box = Mailbox.objects.create(
        address=f"dong@{DOMAIN}",
        kind="seat",
        seat=seat,
        agency=province.commune,
        title="Đã đóng",
        folded_title="da dong",
        quota_mb=1000,
        valid_from=SINCE,
        valid_until=until,
        opened_at=province.at,
        opened_by="Bế Văn Quân",
    )
    new = reforms.make_commune(province, province.today, province.at, prefix="moi-")
    # A chief's box goes to who is chief there.
    role = Role.OFFICE_CHIEF if seat == SeatKind.CHIEF else Role.RECORDS_CLERK
    clerk = new.cast["moi-lien"].post
    assert clerk is not None
    Post.objects.filter(pk=clerk.pk).update(role=role)
    provision(by=SYSTEM, at=province.at)
    reforms.merge(province, new, province.today, province.at)

    assert readers_of(box.address) == {lien_of(new)}
    box.refresh_from_db()
    assert box.valid_until == until, "it stays closed"


def test_an_archive_kept_until_an_heir_is_chosen_goes_to_the_chosen(
    province: Province,
) -> None:
    old = old_boxes(province)
    new = reforms.make_commune(province, province.today, province.at, prefix="moi-")
    other = reforms.make_commune(
        province, province.today, province.at, name="Nà Phặc", prefix="ba-"
    )
    provision(by=SYSTEM, at=province.at)
    act = reforms.merge(province, new, province.today, province.at)
    chosen = Passed(
        BodyKind.AGENCY, province.commune.id, new.agency.id, other.agency.id
    )
    on = province.today
    pass_bodies(reform=act, bodies=[chosen], on=on, by=SYSTEM, at=province.at)

    heir = seat_box(other.agency.id, SeatKind.REGISTRY, on)
    assert heir is not None
    assert readers_of(old.address) == {lien_of_the_third(other)}
    assert targets_of(old.address) == {heir.address}
