"""What a collector brings: counted once, judged, told once, and what is not taken."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Sum
from django.test import Client
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.lib.ids import uuid7
from congvu.watching.actions import (
    cancel_work,
    plan_work,
    retire_target,
    revoke_collector,
    tell_outages,
    tell_silent,
)
from congvu.watching.models import Outage, ProbeHour, TargetSpell
from congvu.watching.queries import stood
from congvu.watching.rules import (
    ProbeData,
    ProbeKind,
    Subject,
    TargetState,
    WorkData,
)
from tests.network.stories import hub, place
from tests.people import Province
from tests.watching.stories import MINUTE, Country, Hub, bells

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(province: Province) -> Country:
    return Country(province)


def body(answer: Any) -> Any:
    return json.loads(answer.content)


def test_a_loss_is_told_once_and_its_return_once(
    province: Province, country: Country
) -> None:
    """Two missed answers are nothing; the third is a loss, since the first of them."""
    hub, target = country.collector, country.line_target
    start = province.at - timedelta(hours=1)

    hub.told((target, "++--+"), start=start)
    assert bells() == []
    hub.told((target, "---"), start=start + 5 * MINUTE)
    hub.told((target, "-----"), start=start + 8 * MINUTE)
    assert bells() == [("fell", "")]
    hub.told((target, "-+"), start=start + 13 * MINUTE)
    assert bells() == [("fell", "")], "one answer is no return"
    hub.told((target, "+"), start=start + 15 * MINUTE)
    hub.told((target, "+++"), start=start + 16 * MINUTE)

    assert bells() == [("fell", ""), ("returned", "")]
    outage = Outage.objects.get()
    assert outage.since == start + 5 * MINUTE
    assert outage.until == start + 14 * MINUTE
    spells = TargetSpell.objects.filter(target=target).order_by("since")
    assert [(one.state, one.since) for one in spells] == [
        ("up", start),
        ("down", start + 5 * MINUTE),
        ("up", start + 14 * MINUTE),
    ]
    events = AuditEvent.objects.filter(event__in=["watching.fell", "watching.returned"])
    assert events.count() == 2


def test_what_lies_behind_is_told_to_nobody_and_told_when_it_stays(
    province: Province, country: Country
) -> None:
    """The commune's link and house are reached over the committee's. That falls: one
    notice. It returns, the commune's house does not: now that is news.
    """
    hub = country.collector
    line, far, commune = (
        country.line_target,
        country.far_target,
        country.commune_target,
    )
    start = province.at - timedelta(minutes=30)
    hub.told((commune, "+---"), (far, "+---"), (line, "++--"), start=start)
    assert bells() == [], "the cause is not sure yet"

    hub.told((commune, "--"), (far, "--"), (line, "--"), start=start + 4 * MINUTE)
    assert bells() == [("fell", "")]
    behind = Outage.objects.filter(cause__target=line)
    assert {one.target for one in behind} == {far, commune}

    hub.told((commune, "----"), (far, "++++"), (line, "++++"), start=start + 6 * MINUTE)

    assert bells() == [("fell", ""), ("returned", ""), ("fell", "")] or bells() == [
        ("fell", ""),
        ("fell", ""),
        ("returned", ""),
    ]
    assert Outage.objects.get(target=commune).cause is None
    far_one = Outage.objects.get(target=far)
    assert (far_one.alerted_at, bool(far_one.settled_at)) == (None, True)


def test_flapping_is_told_once_more_and_ends_when_it_is_stable(
    province: Province, country: Country
) -> None:
    hub, target = country.collector, country.line_target
    start = province.at - timedelta(hours=1)
    hub.told((target, "+"), start=start)
    marks = "---++" * 4
    for n, mark in enumerate(marks):
        hub.told((target, mark), start=start + (n + 1) * MINUTE)

    assert bells() == [("fell", ""), ("returned", ""), ("fell", "flapping")]
    for n in range(12):
        hub.told((target, "+"), start=start + (len(marks) + n + 1) * MINUTE)
    assert bells()[3:] == [("returned", "flapping")]
    outage = Outage.objects.get()
    assert (outage.falls, outage.is_flapping) == (4, True)
    assert outage.until == start + 19 * MINUTE


def test_partly_is_no_loss_of_availability_but_told(
    province: Province, country: Country
) -> None:
    """A page is gone while the echo comes."""
    hub = country.collector
    probes = [ProbeData(ProbeKind.ICMP), ProbeData(ProbeKind.HTTP)]
    target = hub.watch("Cổng", country.house, probes=probes)
    start = province.at - timedelta(minutes=20)
    lines = [
        hub.line(target, start + n * MINUTE, up, probe)
        for n in range(10)
        for probe, up in ((0, True), (1, n < 2))
    ]

    hub.take(lines, start + 10 * MINUTE)

    assert bells() == [("fell", "partly")]
    (told,) = stood([_fresh(target)], since=start, at=start + 10 * MINUTE)
    assert told.state == TargetState.PARTLY
    assert told.share.percent == 100
    # Then the echo is gone, too: that is more, and told.
    more = [
        hub.line(target, start + n * MINUTE, False, probe)
        for n in range(10, 16)
        for probe in (0, 1)
    ]
    hub.take(more, start + 16 * MINUTE)
    assert bells() == [("fell", "partly"), ("fell", "")]


def test_all_lost_at_once_is_not_told_as_a_part(
    province: Province, country: Country
) -> None:
    """One probe is sure a question before the other."""
    hub = country.collector
    probes = [ProbeData(ProbeKind.ICMP), ProbeData(ProbeKind.HTTP)]
    target = hub.watch("Cổng", country.house, probes=probes)
    start, half = province.at - timedelta(minutes=20), timedelta(seconds=30)
    for n, up in enumerate([True, True, False, False, False]):
        at = start + n * MINUTE
        hub.take([hub.line(target, at, up, 0)], at)
        hub.take([hub.line(target, at + half, up, 1)], at + half)

    assert bells() == [("fell", "")]


def test_revoked_nobody_watches_and_nothing_runs_on(
    province: Province, country: Country
) -> None:
    hub, target = country.collector, country.line_target
    hub.told((target, "+----"), start=province.at - 5 * MINUTE)
    revoke_collector(collector_id=hub.row.pk, by=hub.by, at=province.at)
    tell_outages(by=SYSTEM, at=province.at + MINUTE)
    assert Outage.objects.get().until is not None
    assert bells() == [("fell", "")]
    why = "thôi theo dõi: mã máy thu thập bị thu hồi"
    quan = province.client("quan")
    assert why in quan.get(f"/giam-sat/doi-tuong/{target.pk}/").content.decode()
    shown = province.client("quan").get("/giam-sat/may-thu-thap/").content.decode()
    assert "3 đối tượng không còn ai thử" in shown


def _fresh(target: Any) -> Any:
    target.refresh_from_db()
    return target


def test_while_a_collector_is_silent_nothing_is_known(
    province: Province, country: Country
) -> None:
    """Silence is told once, and is no loss; what comes late fills the gap."""
    hub, target = country.collector, country.line_target
    start = province.at - timedelta(minutes=60)
    hub.told((target, "+++"), start=start)
    type(hub.row).objects.update(seen_at=start + 3 * MINUTE)

    for minute in (5, 20, 21):
        tell_silent(at=start + minute * MINUTE)
    assert bells() == [("silent", "")]
    (now,) = stood([_fresh(target)], since=start, at=start + 23 * MINUTE)
    assert now.state == TargetState.UNKNOWN
    assert (now.share.up, now.share.down, now.share.unknown) == (180, 0, 1200)

    late = [
        hub.line(target, start + n * MINUTE, n < 10 or n > 20) for n in range(3, 30)
    ]
    hub.take(late, start + 30 * MINUTE)

    assert bells() == [("silent", ""), ("silent", "back")], "it is over already"
    assert Outage.objects.get().settled_at is not None
    (then,) = stood([_fresh(target)], since=start, at=start + 30 * MINUTE)
    assert (then.share.up, then.share.down) == (19 * 60, 11 * 60)
    # It starts anew after hours without its book: those hours are not known.
    hub.stream, hub.seq = uuid7(), 0
    hub.told((target, "++"), start=start + 57 * MINUTE)
    spells = TargetSpell.objects.filter(target=target, state="unknown")
    assert [(one.since, one.until) for one in spells] == [
        (start + 30 * MINUTE, start + 57 * MINUTE)
    ]


def test_planned_work_is_no_loss_until_it_is_over(
    province: Province, country: Country
) -> None:
    hub, target = country.collector, country.line_target
    start, quan = province.at - timedelta(minutes=60), province.seat("quan")
    data = WorkData(country.line.pk, start, start + 10 * MINUTE, "Thay bộ chuyển")
    plan_work(site_id=country.house.pk, data=data, by=quan, at=start)
    hub.told((target, "+"), start=start - MINUTE)
    hub.told((target, "-" * 8), start=start)
    assert bells() == []
    assert Outage.objects.get().is_planned
    hub.told((target, "-" * 12), start=start + 8 * MINUTE)

    before, after = bells(), province.at
    (told,) = stood([_fresh(target)], since=start, at=start + 20 * MINUTE)
    assert (told.share.planned, told.share.down) == (600, 600)
    assert before == [("fell", "")], "longer than was planned is a loss"
    later = WorkData(None, after + MINUTE, after + 5 * MINUTE, "Bảo dưỡng điện")
    work = plan_work(site_id=country.house.pk, data=later, by=quan, at=after)
    tell_outages(by=SYSTEM, at=after)
    cancel_work(work_id=work.pk, by=quan, at=after)
    work.refresh_from_db()
    assert work.cancelled_at == after


# -- order


def test_each_line_counts_once_whatever_is_sent_again(
    province: Province, country: Country
) -> None:
    hub, target = country.collector, country.line_target
    lines = [hub.line(target, province.at - (9 - n) * MINUTE, True) for n in range(8)]

    answers = [
        body(hub.send(part)) for part in (lines[:5], lines[3:], lines, lines[:2])
    ]

    assert [one["taken"] for one in answers] == [5, 8, 8, 8]
    assert ProbeHour.objects.aggregate(n=Sum("asked"))["n"] == 8
    hole = hub.send([hub.line(target, province.at, True) | {"seq": 20}])
    assert hole.status_code == 409
    assert body(hole)["taken"] == 8
    assert "từ số 9" in body(hole)["reason"]
    lost = hub.send(
        [hub.line(target, province.at, True) | {"seq": 20}], kept_from=20, lost=11
    )
    assert body(lost)["taken"] == 20
    assert hub.now.lost == 11
    assert AuditEvent.objects.filter(event="watching.results-lost").count() == 1


def test_a_book_that_was_replaced_comes_back_never(
    province: Province, country: Country
) -> None:
    hub, target = country.collector, country.line_target
    old = hub.message([hub.line(target, province.at - 5 * MINUTE, True)])
    hub.post(json.dumps(old).encode())
    hub.stream, hub.seq = uuid7(), 0
    hub.told((target, "+"), start=province.at - MINUTE)

    again = hub.post(json.dumps(old).encode())

    assert again.status_code == 422
    assert "sổ mới hơn" in body(again)["reason"]
    assert ProbeHour.objects.aggregate(n=Sum("asked"))["n"] == 2
    assert AuditEvent.objects.filter(event="watching.collector-anew").count() == 1


def test_bad_lines_are_named_and_the_rest_is_kept(
    province: Province, country: Country
) -> None:
    """Another collector's target, 1970, the future, nonsense, back in time."""
    hub, target = country.collector, country.line_target
    other = Hub(province, place(province, "Kho"))
    strange = other.watch("Máy kho", other.site)
    at = province.at - 5 * MINUTE
    good = [hub.line(target, at, True)]
    bad = [
        hub.line(strange, at, False),
        hub.line(target, at, False) | {"at": 0},
        hub.line(target, at + timedelta(days=400), False),
        hub.line(target, at, True) | {"up": "có"},
        hub.line(target, at, True) | {"at": 1e300},
        hub.line(target, at, True) | {"probe": str(uuid7())},
        hub.line(target, at - 10 * MINUTE, False),
        {"seq": hub.line(target, at, True)["seq"], "sweep": str(uuid7()), "at": 1},
        {
            "seq": hub.line(target, at, True)["seq"],
            "sweep": str(uuid7()),
            "at": at.timestamp(),
            "hosts": [{"ip": "fe80::1%eth0", "name": "x"}],
        },
        hub.line(target, at, False) | {"why": "\ud800", "at": 0},
    ]

    told = body(hub.send([*good, *bad, hub.line(target, at + MINUTE, True)]))

    assert told["taken"] == 12
    assert [one["seq"] for one in told["refused"]] == list(range(2, 12))
    words = " ".join(one["reason"] for one in told["refused"])
    for part in ("không có trong kế hoạch", "quá cũ", "tương lai", "lùi lại"):
        assert part in words
    assert ProbeHour.objects.aggregate(n=Sum("asked"))["n"] == 2
    assert _fresh(strange).last_at is None


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"[1", 422, "không phải JSON"),
        (b'{"version": 9}', 422, "phiên bản"),
        (b'{"version": 1}', 422, "Đầu bản tin"),
        (b'{"version": 1, "items": ' + b"[" * 100_000, 422, "không phải JSON"),
        (b" " * (3 << 20), 422, "MB"),
    ],
)
def test_messages_that_are_none(
    province: Province, content: bytes, status: int, words: str
) -> None:
    collector = Hub(province, hub(province))

    answer = collector.post(content)

    assert (answer.status_code, words in body(answer)["reason"]) == (status, True)


def test_a_code_that_is_not_good_is_told_nothing(
    province: Province, country: Country
) -> None:
    hub, target = country.collector, country.line_target
    plan = body(hub.send())
    assert {one["host"] for one in plan["plan"]["probes"]} == {"10.0.0.1"}
    again = body(hub.send(plan=plan["plan_mark"]))
    assert "plan" not in again
    line = hub.line(target, province.at, True)
    revoke_collector(collector_id=hub.row.pk, by=hub.by, at=province.at)

    answers = [hub.send([line]), hub.post(b"{}", "sai")]

    assert {one.status_code for one in answers} == {401}
    assert not ProbeHour.objects.exists()


@pytest.mark.parametrize("shown", ["Basic é", "Basic", "Basic =", "Basic /zr/", "é"])
def test_a_code_that_nobody_can_read_is_none(law: None, shown: str) -> None:
    answer = Client().post(
        "/watching", b"{}", "application/json", headers={"Authorization": shown}
    )

    assert answer.status_code == 401


def test_far_more_lines_ask_no_more_statements(
    province: Province, country: Country, django_assert_max_num_queries: Any
) -> None:
    hub = country.collector
    targets = [hub.watch(f"Máy {n}", country.house) for n in range(30)]
    start = province.at - 20 * MINUTE
    few = [hub.line(targets[0], start + n * MINUTE, n < 2) for n in range(6)]
    many = [
        hub.line(one, start + n * MINUTE, n < 2)
        for n in range(6)
        for one in targets[1:]
    ]
    hub.send()
    with django_assert_max_num_queries(60) as first:
        hub.send(few)
    with django_assert_max_num_queries(len(first) + 4):
        hub.send(many)
    assert Outage.objects.filter(until=None).count() == 30


def test_retired_it_falls_no_more(province: Province, country: Country) -> None:
    hub, target = country.collector, country.line_target
    hub.told((target, "+---"), start=province.at - 5 * MINUTE)
    retire_target(target_id=target.pk, by=hub.by, at=timezone.now())
    assert not Outage.objects.filter(until=None).exists()
    assert bells() == [("fell", "")]
    again = hub.watch("Đường Ủy ban", country.house, Subject.LINK, of=country.line.pk)
    assert again.pk != target.pk
