"""What Postfix and Dovecot read, on any day: nobody is moved, the day moves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.config.management.commands.grant_runtime import mail_statements
from congvu.lib.ids import uuid7
from congvu.machine.mail.watching import NO_REPORTS
from congvu.mailboxes.actions import (
    EntryData,
    ListData,
    MemberData,
    RuleData,
    add_alias,
    add_member,
    close_box,
    close_left,
    end_access,
    make_list,
    make_password,
    open_for_administrator,
    provision,
    revoke_password,
    set_rule,
    set_vacation,
)
from congvu.mailboxes.models import BoxAccess, DistributionList, MailAlias, Mailbox
from congvu.mailboxes.queries import own_box, seat_box
from congvu.mailboxes.rules import SeatKind, digest_of
from congvu.organisations.actions import appoint, delegate, end_appointment
from congvu.organisations.models import Appointment
from congvu.organisations.rules import DelegationKind, Role
from tests.mailboxes.stories import (
    DOMAIN,
    address_of,
    box_of,
    day,
    may_in,
    provisioned,
    readers_of,
    receives,
    registry,
    ruled,
    seen,
    senders_as,
    targets_of,
)
from tests.people import SINCE, Province

pytestmark = pytest.mark.django_db


def gone(people: Province, who: str, *, days: int) -> None:
    """Their last post is over in so many days."""
    row = Appointment.objects.get(post=people.cast[who].post)
    end_appointment(
        appointment=row,
        valid_until=people.today + timedelta(days=days),
        by=SYSTEM,
        at=people.at,
    )


def test_everybody_with_a_post_receives_and_signs_in(province: Province) -> None:
    made = provisioned(province)
    lan = f"lan.nongthi.ubnd@{DOMAIN}"

    assert made.people == 9  # Sơn left yesterday, Khách has no post
    assert receives(lan)
    assert receives(registry(province).address)
    assert readers_of(lan) == senders_as(lan) == {lan}
    assert targets_of(f"ubnd@{DOMAIN}") == {f"vanthu.ubnd@{DOMAIN}"}
    ((_domain,),) = seen("domains", domain=DOMAIN)


def test_a_holder_changes_at_midnight_and_nobody_does_anything(
    province: Province,
) -> None:
    provisioned(province)
    seat = registry(province).address
    lan, minh = address_of(province, "lan"), address_of(province, "minh")
    tomorrow = province.today + timedelta(days=1)
    gone(province, "lan", days=1)
    assert province.minh.person is not None
    assert province.lan.post is not None
    appoint(
        person=province.minh.person,
        post=province.lan.post,
        valid_from=tomorrow,
        by=SYSTEM,
        at=province.at,
    )

    assert readers_of(seat) == senders_as(seat) == {lan}
    with day(tomorrow):
        assert readers_of(seat) == senders_as(seat) == {minh}
        assert readers_of(lan) == set()
        assert not receives(lan)


def test_who_stands_in_opens_the_seats_box_as_long(province: Province) -> None:
    provisioned(province)
    seat = registry(province).address
    lan, minh = address_of(province, "lan"), address_of(province, "minh")
    assert province.minh.person is not None
    assert province.lan.post is not None
    delegate(
        post=province.lan.post,
        person=province.minh.person,
        kind=DelegationKind.ACTING,
        valid_from=province.today + timedelta(days=1),
        valid_until=province.today + timedelta(days=4),
        legal_basis="Quyết định số 12/QĐ-UBND",
        by=SYSTEM,
        at=province.at,
    )

    found = []
    for days in range(5):
        with day(province.today + timedelta(days=days)):
            found.append(readers_of(seat) == senders_as(seat) == {lan, minh})
    assert found == [False, True, True, True, False]


def test_letters_of_who_left_go_to_their_registry_for_the_days_of_grace(
    province: Province,
) -> None:
    provisioned(province, grace_days=10)
    minh, seat = address_of(province, "minh"), registry(province).address
    gone(province, "minh", days=1)
    told = []
    for written in (False, True):
        if written:
            assert close_left(by=SYSTEM, at=province.at + timedelta(days=3)) == 1
        for days in (0, 1, 10, 11):
            with day(province.today + timedelta(days=days)):
                told.append((receives(minh), targets_of(minh)))
    before, after = told[:4], told[4:]

    assert before == [(True, set()), (False, {seat}), (False, {seat}), (False, set())]
    assert after == before
    box = Mailbox.objects.get(address=minh)
    assert box.valid_until == province.today + timedelta(days=1)
    assert box.forward_to == seat


def test_rights_by_name_are_what_they_say(province: Province) -> None:
    provisioned(province)
    seat = registry(province)
    assert province.minh.post is not None
    assert province.hoa.person is not None
    by: dict[str, Any] = {"by": province.seat("quan"), "at": province.at}
    reads = MemberData(post_id=province.minh.post.pk)
    writes = MemberData(
        person_id=province.hoa.person.pk, can_read=False, can_send_on_behalf=True
    )
    add_member(box_id=seat.pk, data=reads, **by)
    add_member(box_id=seat.pk, data=writes, **by)
    lan, minh = address_of(province, "lan"), address_of(province, "minh")
    hoa = address_of(province, "hoa")

    assert readers_of(seat.address) == {lan, minh}
    assert senders_as(seat.address) == {lan}
    told = [may_in(seat.address, login) for login in (lan, minh, hoa)]
    assert told == ["keep", "mark", ""]
    on_behalf = {login for _a, login in seen("on_behalf", address=seat.address)}
    assert on_behalf == {lan, hoa}


def test_a_list_means_who_is_there_that_day(province: Province) -> None:
    provisioned(province)
    entries = [
        EntryData(unit_id=province.office.pk),
        EntryData(agency_kind="commune", role=Role.RECORDS_CLERK),
    ]
    data = ListData(province.committee.pk, "Văn phòng và văn thư xã", "vp", entries)
    made = make_list(data=data, by=province.seat("quan"), at=province.at)
    whom = {address_of(province, w) for w in ("lan", "ha", "quan", "thu", "tu")}
    below = {address_of(province, w) for w in ("hoa", "minh")}  # the office's division

    assert made.address == f"vp@{DOMAIN}"
    assert targets_of(made.address) == whom | below
    gone(province, "minh", days=1)
    with day(province.today + timedelta(days=1)):
        assert targets_of(made.address) == whom | {address_of(province, "hoa")}


def test_an_administrators_look_opens_the_box_and_ends(province: Province) -> None:
    provisioned(province)
    box, quan = box_of(province, "minh"), address_of(province, "quan")
    by, at = province.seat("quan"), timezone.now()
    look = open_for_administrator(
        box_id=box.pk, reason="Tìm giấy mời họp bị thất lạc", hours=2, by=by, at=at
    )

    assert readers_of(box.address) == {box.address, quan}
    assert senders_as(box.address) == {box.address}
    assert may_in(box.address, quan) == "look"
    assert may_in(box.address, box.address) == "keep"
    end_access(access_id=look.pk, by=by, at=at)
    assert readers_of(box.address) == {box.address}
    old = BoxAccess.objects.get()
    with pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic():
        BoxAccess.objects.filter(pk=old.pk).update(reason="khác")
    with pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic():
        old.delete()


def test_an_administrator_looks_into_a_seat_and_keeps_nothing_there(
    province: Province,
) -> None:
    provisioned(province)
    seat, by, at = registry(province), province.seat("quan"), timezone.now()
    reason = "Tìm công văn bị thất lạc"
    open_for_administrator(box_id=seat.pk, reason=reason, hours=2, by=by, at=at)
    quan = address_of(province, "quan")
    assert may_in(seat.address, quan) == "look"

    assert province.quan.post is not None
    member = MemberData(post_id=province.quan.post.pk, can_send_as=True)
    add_member(box_id=seat.pk, data=member, by=by, at=at)

    assert may_in(seat.address, quan) == "keep"  # the best of what is theirs


def test_a_look_that_ran_out_opens_nothing(province: Province) -> None:
    provisioned(province)
    yesterday = province.today - timedelta(days=1)
    Mailbox.objects.update(valid_from=yesterday)  # three hours ago it may have been
    box = box_of(province, "minh")
    open_for_administrator(
        box_id=box.pk,
        reason="Tìm giấy mời họp bị thất lạc",
        hours=2,
        by=province.seat("quan"),
        at=timezone.now() - timedelta(hours=3),
    )

    assert readers_of(box.address) == {box.address}


def test_a_telephones_password_lives_until_it_is_taken_back(
    province: Province,
) -> None:
    provisioned(province)
    by, minh = province.seat("minh"), address_of(province, "minh")
    row, secret = make_password(label="điện thoại", by=by, at=province.at)

    assert seen("app_passwords") == {(minh, digest_of(secret))}
    with connection.cursor() as cursor:
        cursor.execute("SELECT mail.used(%s)", [digest_of(secret)])
    row.refresh_from_db()
    assert row.last_used_at is not None
    revoke_password(password_id=row.pk, by=by, at=province.at)
    assert seen("app_passwords") == set()


def test_a_closed_box_keeps_its_archive_and_sends_its_letters_on(
    province: Province,
) -> None:
    provisioned(province)
    seat = registry(province)
    chief = seat_box(province.committee.pk, SeatKind.CHIEF, province.today)
    assert chief is not None
    add_alias(
        box_id=seat.pk,
        address="congvan",
        reason="theo quy chế cũ",
        by=province.seat("quan"),
        at=province.at,
    )
    later = province.at + timedelta(days=2)
    close_box(
        box_id=seat.pk,
        forward_to=chief.address,
        grace_days=5,
        reason="gộp hộp thư",
        by=province.seat("quan"),
        at=later,
    )

    with day(province.today + timedelta(days=3)):
        assert not receives(seat.address)
        assert targets_of(seat.address) == {chief.address}
        assert targets_of(f"congvan@{DOMAIN}") == {seat.address}
        assert readers_of(seat.address) == {address_of(province, "lan")}
        assert may_in(seat.address, address_of(province, "lan")) == "look"
        assert senders_as(seat.address) == set()
    with day(province.today + timedelta(days=8)):
        assert targets_of(seat.address) == set()


def test_an_absence_answers_on_its_days(province: Province) -> None:
    provisioned(province)
    box = own_box(province.seat("minh").person_id, province.today)
    assert box is not None
    set_vacation(
        box_id=box.pk,
        first_day=province.today,
        last_day=province.today + timedelta(days=1),
        subject="Nghỉ phép",
        text="Tôi nghỉ đến hết mai.",
        by=province.seat("minh"),
        at=province.at,
    )

    found = []
    for days in (0, 1, 2):
        with day(province.today + timedelta(days=days)):
            found.append(len(seen("vacations", address=box.address)))
    assert found == [1, 1, 0]


@pytest.mark.parametrize("model", [MailAlias, DistributionList])
def test_an_address_means_one_thing(province: Province, model: Any) -> None:
    provisioned(province)
    box = registry(province)
    common = {"address": box.address, "valid_from": province.today}
    more = (
        {"mailbox": box, "added_at": province.at, "added_by": "x"}
        if model is MailAlias
        else {
            "title": "x",
            "agency": province.committee,
            "made_at": province.at,
            "made_by": "x",
        }
    )

    with pytest.raises(IntegrityError, match="means something already"):
        model.objects.create(**common, **more)


@pytest.fixture
def granted() -> None:
    """As ``congvu grant-runtime`` does after every migration."""
    with connection.cursor() as cursor:
        for statement in mail_statements("congvu_app", "congvu_mail"):
            cursor.execute(statement.as_string())


def as_role(role: str, statement: str) -> list[Any]:
    """Refused, the savepoint gives the role back, too."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        cursor.execute(statement)
        found = cursor.fetchall() if cursor.description else []
        cursor.execute("RESET ROLE")
        return found


@pytest.mark.usefixtures("granted")
def test_the_servers_role_reads_its_views_and_nothing_else(province: Province) -> None:
    provisioned(province)

    for view in ("boxes", "aliases", "senders", "readers", "domains"):
        assert as_role("congvu_mail", f"SELECT * FROM mail.{view}"), view
    as_role("congvu_mail", "SELECT mail.used('x')")
    for closed in (
        "SELECT * FROM mailboxes_mailbox",
        "SELECT * FROM mail.own",
        "SELECT * FROM accounts_user",
        "SELECT * FROM mail.clock",
        "DELETE FROM mail.domains",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"):
            as_role("congvu_mail", closed)


@pytest.mark.usefixtures("granted")
def test_reports_of_other_servers_come_to_the_provinces_registry(
    province: Province,
) -> None:
    ruled(province)
    address = f"dmarc@{DOMAIN}"
    assert as_role("congvu_mail", NO_REPORTS) == [(address,)]
    provision(by=SYSTEM, at=province.at)
    old = registry(province)
    assert targets_of(address) == {old.address}
    assert as_role("congvu_mail", NO_REPORTS) == []

    data = RuleData(domain="tinh.example", valid_from=province.today)
    set_rule(data=data, by=SYSTEM, at=province.at)
    assert targets_of("dmarc@tinh.example") == {old.address}
    Mailbox.objects.filter(pk=old.pk).update(
        valid_from=SINCE, valid_until=province.today
    )
    old.pk, old.address, old.valid_from = uuid7(), f"moi@{DOMAIN}", province.today
    old.valid_until = None
    old.save(force_insert=True)
    assert len(as_role("congvu_mail", NO_REPORTS)) == 2
    provision(by=SYSTEM, at=province.at)
    assert targets_of(address) == {f"moi@{DOMAIN}"}


@pytest.mark.usefixtures("granted")
@pytest.mark.parametrize("role", ["congvu_app", "congvu_mail"])
def test_no_running_program_turns_the_clock(province: Province, role: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        as_role(role, "INSERT INTO mail.clock (day) VALUES ('2020-01-01')")
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        as_role(
            role,
            "CREATE OR REPLACE FUNCTION mail.today() RETURNS date"
            " LANGUAGE sql AS $$ SELECT '2020-01-01'::date $$",
        )
