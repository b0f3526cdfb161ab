"""After a merger: each commune's figures as they were, and their sum on today's map."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import Http404

from congvu.audit.rules import SYSTEM
from congvu.documents import actions
from congvu.documents.actions import Share
from congvu.documents.models import Assignment, RegisterEntry
from congvu.documents.rules import Paper, Part
from congvu.home.queries import (
    THEN,
    TODAY,
    Overview,
    UnitMap,
    Wish,
    late_report,
    listing,
    overview,
    unit_map,
)
from congvu.home.rules import Period
from congvu.organisations.access import Seat
from congvu.organisations.actions import pass_on
from tests.documents.reforms import Commune, decide, end, make_commune
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")
PAGE = "/tong-quan/"


@dataclass(frozen=True)
class Told:
    """What must not change through an act, by names and numbers only."""

    fates: dict[Any, int]
    weeks: list[Any]
    units: list[Any]
    steps: list[Any]
    late: list[Any]

    @classmethod
    def of(cls, found: Overview) -> Told:
        return cls(
            dict(found.fates),
            found.weeks,
            [(unit.unit_id, unit.name, unit.counts) for unit in found.units],
            found.steps,
            [(paper.id, paper.unit_id, paper.due_on) for paper in found.late],
        )


@dataclass(frozen=True)
class Merged:
    """Two communes of two districts that end today in a new one, and what they told."""

    province: Province
    communes: tuple[Commune, Commune]
    heir: Commune
    before: tuple[Told, Told]
    at: datetime

    @property
    def period(self) -> Period:
        """Until the last day the two were there."""
        last = self.province.today - timedelta(days=1)
        return Period("tu-chon", last - timedelta(days=27), last)

    def seat(self, who: str = "toan") -> Seat:
        return self.heir.seat(self.province, f"bb-{who}", self.province.today)

    def units(self, seat: Seat, **asked: Any) -> UnitMap:
        return unit_map(
            asked.pop("key", THEN),
            self.period,
            seat=seat,
            on=self.province.today,
            **asked,
        )

    def overview(self, seat: Seat, **asked: Any) -> Overview:
        units = self.units(seat, **asked)
        today = self.province.today
        return overview(seat, self.period, units, on=today, at=self.at)

    def address(self, **asked: Any) -> str:
        days = f"tu={self.period.first:%d/%m/%Y}&den={self.period.last:%d/%m/%Y}"
        more = "".join(f"&{k.replace('_', '-')}={v}" for k, v in asked.items())
        return f"{PAGE}?ky=tu-chon&{days}{more}"


def _paper(seat: Seat, commune: Commune, prefix: str, n: int, at: datetime) -> Any:
    """Registered and submitted; the third of each commune is late already."""
    entry = actions.register_incoming(
        paper=Paper(
            subject=f"Văn bản {prefix}{n}",
            issuer_name="Sở Nội vụ",
            type_code="CV",
            symbol=f"{n + 1}/SNV-{commune.agency.pk.hex[-4:]}",
            issued_on=at.date(),
        ),
        arrived_at=at,
        by=seat,
        at=at,
    )
    chairman = commune.cast[f"{prefix}toan"].post
    assert chairman is not None
    actions.submit(entry_id=entry.id, leader_post_id=chairman.id, by=seat, at=at)
    return entry


def _work(
    province: Province, commune: Commune, prefix: str, at: datetime, *, papers: int
) -> None:
    """One paper filed, the others led by the division's specialist and open."""
    on = at.date()
    clerk = commune.seat(province, f"{prefix}lien", on)
    chairman = commune.seat(province, f"{prefix}toan", on)
    mai = commune.cast[f"{prefix}mai"].post
    assert mai is not None
    for n in range(papers):
        entry = _paper(clerk, commune, prefix, n, at)
        actions.instruct(
            entry_id=entry.id,
            assignment_id=Assignment.objects.get(entry=entry).id,
            text="Giải quyết.",
            shares=[Share(mai.id, Part.LEAD)] if n else [],
            file_only=n == 0,
            by=chairman,
            at=at,
        )
        late = on - timedelta(days=9) if n == 2 else on + timedelta(days=9)
        RegisterEntry.objects.filter(pk=entry.pk, state="handling").update(due_on=late)


@pytest.fixture
def merged(province: Province) -> Merged:
    before = province.at - timedelta(days=1)
    day = before.date() - timedelta(days=30)
    communes = (
        make_commune(province, day, before, name="Cổ Linh", prefix="cl-"),
        make_commune(province, day, before, name="Nghiên Loan", prefix="nl-"),
    )
    for commune, prefix, papers in zip(communes, ("cl-", "nl-"), (3, 4), strict=True):
        _work(province, commune, prefix, before, papers=papers)
    heir = make_commune(
        province, province.today, province.at, name="Ba Bể", prefix="bb-"
    )
    world = Merged(province, communes, heir, (), province.at)  # type: ignore[arg-type]
    told = tuple(
        Told.of(world.overview(commune.seat(province, f"{prefix}toan", before.date())))
        for commune, prefix in zip(communes, ("cl-", "nl-"), strict=True)
    )
    for commune in communes:
        end(commune.agency, province.today)
    heirs = {commune.agency.id: heir.agency.id for commune in communes}
    pass_on(
        reform=decide(heirs, province.today, province.at), by=SYSTEM, at=province.at
    )
    return Merged(province, communes, heir, told, province.at)  # type: ignore[arg-type]


def test_as_it_was_each_commune_tells_what_it_told_before_the_act(
    merged: Merged,
) -> None:
    for commune, before in zip(merged.communes, merged.before, strict=True):
        found = merged.overview(merged.seat(), body=commune.agency.id)

        assert Told.of(found) == before
        assert [unit[1] for unit in before.units] == [
            "Phòng Kinh tế", "Chưa giao đơn vị nào",
        ]  # fmt: skip
        assert found.loads == []


def test_the_heir_as_it_was_had_received_nothing_and_still_sees_what_presses(
    merged: Merged,
) -> None:
    found = merged.overview(merged.seat())

    assert found.counts.received == 0
    assert found.late_now == 2


def test_todays_map_is_the_sum_of_all_that_came_before(merged: Merged) -> None:
    found = merged.overview(merged.seat(), key=TODAY)

    fates: dict[Any, int] = {}
    for told in merged.before:
        for fate, count in told.fates.items():
            fates[fate] = fates.get(fate, 0) + count
    assert dict(found.fates) == fates
    assert found.counts.received == 7
    assert [(u.unit_id, u.counts.received) for u in found.units] == [
        (merged.heir.division.id, 5), (None, 2),
    ]  # fmt: skip


def test_every_figure_has_its_list(merged: Merged) -> None:
    seat, on, at = merged.seat(), merged.province.today, merged.at
    for asked, number in (
        ({"key": TODAY}, 7),
        ({"body": merged.communes[0].agency.id}, 3),
        ({"body": merged.communes[1].agency.id}, 4),
        ({}, 0),
    ):
        units = merged.units(seat, **asked)
        listed = listing(seat, merged.period, units, Wish(), on=on, at=at)
        late = late_report(seat, merged.period, units, on=on, at=at)

        assert (listed.found.total, len(listed.found.lines)) == (number, number)
        assert len(late.papers) == {7: 2, 3: 1, 4: 1, 0: 0}[number]


def test_nobody_sees_more_than_the_policy_lets_them(merged: Merged) -> None:
    """The specialist only what came to her desk; other bodies nothing at all."""
    body = merged.communes[0].agency.id
    mai = merged.seat("mai")
    assert merged.overview(mai, key=TODAY).counts.received == 5

    for who in ("dung", "tu", "lan"):
        with pytest.raises(Http404):
            merged.units(merged.province.seat(who), body=body)
        answer = merged.province.client(who).get(merged.address(co_quan=body))
        assert answer.status_code == 404


def test_the_page_offers_the_ended_bodies_by_the_name_of_their_day(
    merged: Merged, client: Any
) -> None:
    client.force_login(merged.heir.cast["bb-toan"].user)
    body = merged.communes[0].agency.id
    page = html.unescape(client.get(merged.address()).content.decode())
    last = merged.period.last

    assert f"UBND xã Cổ Linh (đến {last:%d/%m/%Y})" in page
    assert "Kỳ này có ngày mà sổ còn ở cơ quan trước" in page

    page = html.unescape(client.get(merged.address(co_quan=body)).content.decode())
    assert "Văn bản đến của UBND xã Cổ Linh" in page
    assert "đã nhận: 3" in page
    address = re.search(r'href="(/tong-quan/danh-sach/[^"]*)"', page)
    assert address is not None
    assert f"co-quan={body}" in address[1]


def test_the_same_for_programs(merged: Merged, client: Any) -> None:
    client.force_login(merged.heir.cast["bb-toan"].user)
    days = f"first={merged.period.first}&last={merged.period.last}"
    body = merged.communes[1].agency.id

    def received(more: str) -> Any:
        answer = client.get(f"/api/v1/overview?{days}{more}")
        return answer.json()["counts"]["received"] if answer.status_code == 200 else 404

    assert received("") == 0
    assert received("&map=hom-nay") == 7
    assert received(f"&agency={body}") == 4
    assert received(f"&agency={merged.province.commune.id}") == 404
