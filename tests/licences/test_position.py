"""The position equals a hand count, on any day, wherever it is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext

from congvu.audit.models import AuditEvent
from congvu.inventory.models import Machine
from congvu.lib.refusals import Refused
from congvu.licences.actions import (
    EntitlementData,
    RuleData,
    Target,
    add_rule,
    change_entitlement,
    count_positions,
    forget_counts,
    remove_rule,
    return_seats,
    tell_ending,
    transfer,
)
from congvu.licences.models import (
    NAMELESS,
    Entitlement,
    LicenceStanding,
    PositionDay,
    PositionTally,
    ProgramName,
    SeatAllocation,
)
from congvu.licences.queries import position_of, seats_on, standings_page, told_on
from congvu.licences.rules import StandingState, Tally, kept_days
from congvu.notices.models import Notice
from tests.licences.world import (
    LIBRE,
    OFFICE_2016,
    STRANGE,
    WINRAR,
    catalogue,
    change,
    give,
    machine,
    product,
    right,
)
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")

# The hand count. Machine, what is on it, and what each must be:
#   L legal, O over-allocated, N unlicensed, X ran out, F free or open source;
# unknown names are not of any state, and a patch is no program.
#
# Rights of the committee:
#   OEM      Office 2016, 1, with A
#   VOLUME   Office 2016, 2 seats, given to the committee as 3: one is over
#   SUBSCR   Kaspersky, 1 person, Minh, who works with B and C
#   EXPIRED  WinRAR, 5, ended ten days ago; 1 given to A
#   CONTRACT WinRAR, 1, to the division, where B stands
HAND_COUNT = """
A  office-2016 L   libreoffice F   winrar X                 firefox F
B  office-2016 L   winrar L        kaspersky L
C  office-2016 L   kaspersky L     photoshop N
D  office-2016 O   kaspersky N
E  office-2016 N   libreoffice F
F  office-2019 N
"""
STATES = {
    StandingState.LEGAL: "L",
    StandingState.OVER: "O",
    StandingState.FREE: "F",
}


def stood(people: Province, day: date) -> str:
    """As the table above is written."""
    names = {
        pk: (name, code)
        for pk, name, code in Machine.objects.values_list("pk", "name", "pk")
    }
    codes = dict(
        LicenceStanding.objects.values_list("product_id", "product__code").distinct()
    )
    found: dict[str, set[str]] = {}
    for one in position_of(day, [people.committee.pk]):
        state = STATES.get(one.state) or ("X" if one.allocation_id else "N")
        name = names[one.use.machine_id][0]
        found.setdefault(name, set()).add(f"{codes[one.use.product_id]} {state}")
    return str({name: sorted(told) for name, told in sorted(found.items())})


def by_hand() -> str:
    found = {}
    for line in HAND_COUNT.strip().splitlines():
        name, *words = line.split()
        pairs = [f"{words[n]} {words[n + 1]}" for n in range(0, len(words), 2)]
        # A browser asks for no right and is no office suite: it is counted as free.
        found[name] = sorted(one for one in pairs if not one.startswith("firefox"))
    return str(found)


def test_it_equals_the_hand_count(province: Province, agency: dict[str, UUID]) -> None:
    assert stood(province, province.today) == by_hand()

    letters = Counter(one for one in HAND_COUNT.split() if len(one) == 1)
    hand = Tally(
        legal=letters["L"],
        over=letters["O"],
        unlicensed=letters["N"] + letters["X"],
        free=HAND_COUNT.count(" F ") + HAND_COUNT.count(" F\n"),
        unknown=1,
    )
    assert (hand.paid, hand.violations) == (12, 6)
    own = told_on(province.today, [province.committee.pk]).total
    assert own == hand
    # The same of the whole province, as it is kept, with the commune's beside.
    every = told_on(province.today)
    assert every.counted_at == province.at
    assert every.by_agency()[province.committee.pk] == hand
    assert every.by_agency()[province.commune.pk] == Tally(unlicensed=1, unknown=1)


def test_past_days_are_what_they_were(
    province: Province, agency: dict[str, UUID]
) -> None:
    """Eleven days ago WinRAR's right still stood; 75 days ago D had nothing."""
    winrar = product("winrar").pk

    def on(days_ago: int) -> dict[UUID | None, Tally]:
        day = province.today - timedelta(days=days_ago)
        return told_on(day, [province.committee.pk]).by_product()

    assert on(11)[winrar] == Tally(legal=2)
    assert on(10)[winrar] == Tally(legal=1, unlicensed=1)
    assert on(75)[product("office-2016").pk] == Tally(legal=3)
    assert on(70)[product("office-2016").pk] == Tally(legal=3, over=1)
    assert on(101) == {}


def test_counting_again_changes_nothing_and_follows_what_changed(
    province: Province, agency: dict[str, UUID]
) -> None:
    before = set(LicenceStanding.objects.values_list("pk", "state"))
    kept = PositionTally.objects.values_list("day", flat=True).distinct()
    assert {*kept} == {*LicenceStanding.objects.values_list("day", flat=True)}
    count_positions(at=province.at)
    assert set(LicenceStanding.objects.values_list("pk", "state")) == before

    # One of the three is taken back: from then on nothing is over.
    over = SeatAllocation.objects.get(seats=3)
    quan, at = province.seat("quan"), province.at
    to = Target(province.committee.pk, unit_id=province.division.pk)
    with pytest.raises(Refused, match="Chỉ có 3"):
        transfer(
            allocation_id=over.pk, target=to, seats=4, since=province.today,
            by=quan, at=at,
        )  # fmt: skip
    moved = transfer(
        allocation_id=over.pk, target=to, seats=1, since=province.today, by=quan, at=at
    )
    return_seats(allocation_id=moved.pk, until=province.today, by=quan, at=at)
    count_positions(at=at)
    office = product("office-2016").pk
    assert told_on(province.today).by_product()[office] == Tally(legal=3, unlicensed=2)
    yesterday = province.today - timedelta(days=1)
    was = told_on(yesterday, [province.committee.pk]).by_product()
    assert was[office] == Tally(legal=3, over=1, unlicensed=1)


def test_seats_beyond_are_refused_by_the_database_too(province: Province) -> None:
    catalogue()
    two = right(province, "winrar", 2)
    give(province, two, 2)
    with pytest.raises(Refused, match="Chỉ còn 0 trên 2"):
        give(province, two, 1, days_ago=10)
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="3 seats"):
        cursor.execute(
            "INSERT INTO licences_seatallocation (id, entitlement_id, agency_id, seats,"
            " since, place, over_reason, added_at, added_by) VALUES (gen_random_uuid(),"
            " %s, %s, 1, %s, 2, '', now(), '')",
            [two.pk, province.committee.pk, province.today],
        )


def test_what_is_over_may_be_taken_back_and_moved(province: Province) -> None:
    """Ten are there: ten were given, then five more because of a reason."""
    catalogue()
    ten = right(province, "winrar", 10)
    first = give(province, ten, 10)
    give(province, ten, 5, days_ago=200, why="Chờ mua thêm")
    by, at, today = province.seat("quan"), province.at, province.today
    moved = transfer(
        allocation_id=first.pk,
        target=Target(province.commune.pk),
        seats=4,
        since=today - timedelta(days=100),
        by=by,
        at=at,
    )
    first.refresh_from_db()
    assert (moved.seats, first.seats) == (4, 6)
    for one in (moved, first):
        return_seats(allocation_id=one.pk, until=today, by=by, at=at)
    with pytest.raises(Refused, match="Chỉ còn 5"):
        give(province, ten, 6, days_ago=0)
    give(province, ten, 5, days_ago=0)


def test_a_hundred_and_twenty_seats_are_read_page_by_page(province: Province) -> None:
    """Open ones first, the newest of them first; each once, by page and by API."""
    catalogue()
    many = right(province, "winrar", 200)
    ended, still = [], []
    for number in range(120):
        one = give(province, many, 1, days_ago=100)
        (ended if number % 3 == 0 else still).append(one.pk)
    yesterday = province.today - timedelta(days=1)
    SeatAllocation.objects.filter(pk__in=ended).update(until=yesterday)
    quan = province.client("quan")
    url, found, pages = f"/api/v1/entitlements/{many.pk}", list[str](), 0
    after = ""
    while after or not pages:
        told = quan.get(url, {"after": after}).json()
        found += [one["id"] for one in told["allocations"]]
        after, pages = told["after"], pages + 1
    assert pages == 3
    assert found == [str(pk) for pk in (*reversed(still), *reversed(ended))]

    first = quan.get(f"/phan-mem/quyen/{many.pk}/").content.decode()
    key = first.partition('href="?sau=')[2].partition('"')[0]
    second = quan.get(f"/phan-mem/quyen/{many.pk}/?sau={key}").content.decode()
    assert first.count('class="part part-row"') == 50
    assert second.count('class="part part-row"') == 50
    made_up = quan.get(f"/phan-mem/quyen/{many.pk}/?sau=1khong").content.decode()
    assert made_up.count('class="part part-row"') == 50


def test_a_machine_that_went_elsewhere_counts_where_it_was(province: Province) -> None:
    """Two machines; one went to the commune twenty days ago, with the right that came
    with it; the other was disposed of ten days ago.
    """
    catalogue()

    def ago(days: int) -> date:
        return province.today - timedelta(days=days)

    went = machine(province, "A", [WINRAR], ago(50))
    gone = machine(province, "B", [WINRAR], ago(50))
    give(province, right(province, "winrar", 1, kind="oem"), machine_id=went)
    kept = give(province, right(province, "winrar", 1), machine_id=gone)
    change(went, province.at - timedelta(days=20), agency=province.commune)
    change(gone, province.at - timedelta(days=10), state="disposed")
    count_positions(at=province.at)

    def total(day: date, agency: UUID) -> Tally:
        return told_on(day, [agency]).total

    here, there = province.committee.pk, province.commune.pk
    assert total(ago(30), here) == Tally(legal=2)
    assert total(ago(30), there) == Tally()
    assert total(ago(15), here) == Tally(legal=1)
    assert total(ago(15), there) == Tally(legal=1)
    assert total(ago(0), here) == Tally()
    assert told_on(ago(0)).by_agency() == {there: Tally(legal=1)}
    # The seat of what was disposed of covers nothing, and its page says so.
    page = province.client("quan").get(f"/phan-mem/quyen/{kept.entitlement_id}/")
    assert "không còn che gì" in page.content.decode()


def test_a_seat_on_what_was_merged_goes_where_the_one_machine_goes(
    province: Province,
) -> None:
    """B turned out to be A, which then went to the commune: one number, asked of the
    commune alone and of all.
    """
    catalogue()
    day = province.today - timedelta(days=50)
    kept, gone = (machine(province, name, [WINRAR], day) for name in "AB")
    give(province, right(province, "winrar", 1), machine_id=gone)
    was = province.at - timedelta(days=20)
    change(gone, was, merged_into=kept)
    change(kept, was + timedelta(days=5), agency=province.commune)
    count_positions(at=province.at)

    there = province.commune.pk
    assert told_on(province.today).by_agency() == {there: Tally(legal=1)}
    assert told_on(province.today, [there]).total == Tally(legal=1)
    assert len(seats_on(province.today, [there])) == 1


def test_an_oem_right_stays_with_its_machine(province: Province) -> None:
    catalogue()
    oem = right(province, "windows-11", 1, kind="oem")
    with pytest.raises(Refused, match="đúng máy"):
        give(province, oem)
    key = machine(province, "A", [], province.today, os_name="Microsoft Windows 11 Pro")
    one = give(province, oem, machine_id=key)
    other = machine(province, "B", [], province.today, os_name="Windows 11 Pro")
    with pytest.raises(Refused, match="không chuyển"):
        transfer(
            allocation_id=one.pk,
            target=Target(province.committee.pk, machine_id=other),
            seats=1,
            since=province.today,
            by=province.seat("quan"),
            at=province.at,
        )
    # What an inventory says of the system is a use like any other.
    count_positions(at=province.at)
    told = told_on(province.today, [province.committee.pk]).by_product()
    assert told == {product("windows-11").pk: Tally(legal=1, unlicensed=1)}


def test_asking_costs_the_same_for_three_machines_and_for_thirty(
    province: Province, django_assert_num_queries: Callable[..., CaptureQueriesContext]
) -> None:
    catalogue()
    own = [province.committee.pk]
    for number in range(30):
        machine(province, f"M{number}", [OFFICE_2016, LIBRE, STRANGE], province.today)
        if number == 2:
            count_positions(at=province.at)
            with CaptureQueriesContext(connection) as few:
                told_on(province.today, own)
    with django_assert_num_queries(len(few.captured_queries)):
        told_on(province.today, own)
    # Two lines a machine, and no page ends within one.
    lines, after = standings_page(province.today, own)
    while after:
        more, after = standings_page(province.today, own, after=after)
        lines += more
    assert len({(one.machine_id, one.product_id) for one in lines}) == len(lines) == 60


def test_contradicting_terms_are_told_all_at_once(province: Province) -> None:
    catalogue()
    with pytest.raises(Refused) as why:
        right(
            province,
            "libreoffice",
            0,
            kind="subscr",
            metric="x",
            price=-1,
            contract="\x07a",
        )
    fields = {reason.field for reason in why.value.reasons}
    assert fields == {"seats", "metric", "price", "ends_on"}
    with pytest.raises(Refused) as why:
        right(
            province,
            "winrar",
            -3,
            ends_on=province.today - timedelta(days=500),
            covers_family=True,
        )
    fields = {reason.field for reason in why.value.reasons}
    assert fields == {"seats", "ends_on", "covers_family"}

    # What the whole agency was given does not become a machine's own.
    volume = right(province, "winrar", 3)
    give(province, volume, 2)
    data = EntitlementData(volume.product_id, "volume", 4, volume.starts_on)
    by, at = province.seat("quan"), province.at
    with pytest.raises(Refused, match="trước khi ghi OEM"):
        change_entitlement(
            entitlement_id=volume.pk, data=replace(data, kind="oem"), by=by, at=at
        )
    change_entitlement(entitlement_id=volume.pk, data=data, by=by, at=at)
    told = AuditEvent.objects.get(event="licences.entitlement-changed").data
    assert (told["before"], told["after"]) == (
        "loại: contract; số lượng: 3",
        "loại: volume; số lượng: 4",
    )


def kept(what: type[PositionTally | LicenceStanding]) -> set[tuple[object, ...]]:
    """Every row of it without its key."""
    names = [one.attname for one in what._meta.concrete_fields if one.name != "id"]
    return set(what.objects.values_list(*names))


def test_a_rule_counts_its_products_alone_and_as_all_would_be(
    province: Province, agency: dict[str, UUID]
) -> None:
    """A name becomes Office 2019, which shares a family with Office 2016; what WinRAR
    stood for on a day that is over is not even looked at.
    """
    past = kept_days(province.today)[-2]
    winrar = PositionTally.objects.get(
        day=past, agency=province.committee, product__code="winrar"
    )
    right_numbers = (winrar.installs, winrar.legal, winrar.unlicensed)
    PositionTally.objects.filter(pk=winrar.pk).update(
        installs=900, legal=900, unlicensed=0
    )
    data = RuleData("quan ly nhan su*", product("office-2019").pk)
    made = add_rule(data=data, by=province.seat("quan"), at=province.at)
    assert made.replayed.products == {NAMELESS, product("office-2019").pk}
    count_positions(at=province.at)

    winrar.refresh_from_db()
    assert (winrar.installs, winrar.legal) == (900, 900)
    installs, legal, unlicensed = right_numbers
    PositionTally.objects.filter(pk=winrar.pk).update(
        installs=installs, legal=legal, unlicensed=unlicensed
    )
    new = PositionTally.objects.get(
        day=past, agency=province.committee, product__code="office-2019"
    )
    assert new.installs == 2
    told = kept(PositionTally), kept(LicenceStanding)
    forget_counts()
    count_positions(at=province.at)
    assert (kept(PositionTally), kept(LicenceStanding)) == told
    # And what somebody changed meanwhile for all of it is not lost beneath a rule's.
    forget_counts()
    remove_rule(rule_id=made.rule.pk, by=province.seat("quan"), at=province.at)
    with pytest.raises(Refused, match="đã bỏ"):  # who pressed at the same moment
        remove_rule(rule_id=made.rule.pk, by=province.seat("quan"), at=province.at)
    PositionTally.objects.filter(day=past, product__code="winrar").update(
        installs=900, legal=900, unlicensed=0
    )
    count_positions(at=province.at)
    assert not PositionTally.objects.filter(day=past, installs=900).exists()


def test_a_new_version_of_the_office_asks_all_names_again(province: Province) -> None:
    """It loads the catalogue that comes with it, the same as before; what the old one
    took a name for stays in no position.
    """
    catalogue()
    machine(province, "A", [OFFICE_2016], province.today)
    count_positions(at=province.at)
    known = ProgramName.objects.filter(software__name=OFFICE_2016[0])
    known.update(product=None, rule=None)
    catalogue()
    assert known.get().product == product("office-2016")
    assert not PositionDay.objects.filter(is_stale=False).exists()
    count_positions(at=province.at)
    catalogue()
    assert PositionDay.objects.filter(is_stale=False).exists()
    assert AuditEvent.objects.filter(event="licences.catalogue-loaded").count() == 1


def test_a_right_that_ends_soon_is_told_of_once(province: Province) -> None:
    """Of Kaspersky two months are left, of WinRAR a year; then it is prolonged."""
    catalogue()
    ends = province.today + timedelta(days=60)
    soon = right(province, "kaspersky", 3, kind="subscr", ends_on=ends)
    right(province, "winrar", 3, ends_on=province.today + timedelta(days=365))
    right(province, "photoshop", 1, ends_on=province.today)
    assert (tell_ending(at=province.at), tell_ending(at=province.at)) == (1, 0)
    told = Notice.objects.get(kind="licences.ending")
    quan = province.seat("quan")
    assert (told.desk_id, told.target_id) == (quan.user_id, soon.pk)
    browser = province.client("quan")
    page = browser.get("/thong-bao/").content.decode()
    assert f"sắp hết hạn: {ends:%d/%m/%Y}" in page

    later = ends + timedelta(days=365)
    Entitlement.objects.filter(pk=soon.pk).update(ends_on=later)
    assert "sắp hết hạn" not in browser.get("/thong-bao/").content.decode()
    assert tell_ending(at=province.at) == 0
    assert tell_ending(at=province.at + timedelta(days=365)) == 1, "another end"
