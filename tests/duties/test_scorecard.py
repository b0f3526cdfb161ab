"""Bodies by states: it adds up, opens its lists, and is drawn of any day and map."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse

from congvu.audit.models import AuditEvent
from congvu.duties import actions, queries
from congvu.duties.access import reach_of
from congvu.duties.actions.standing import standing_now
from congvu.duties.models import Share
from congvu.duties.queries import ScoreAsked
from congvu.duties.rules import DutyState
from congvu.files.formats.sheets import read_sheets
from tests.documents import reforms
from tests.duties.stories import TITLE, give
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def filled(people: Province) -> list[Share]:
    """Ten days ago: to the commune two, one due in 3 days then, one in 30; one of
    weight 3 to the division, done on its fourth day and accepted today.
    """
    start = people.at - timedelta(days=10)
    given: dict[str, Any] = {"at": start, "given_on": start.date()}
    first = people.today - timedelta(days=10)
    soon = give(people, deadline=first + timedelta(days=3), **given)
    late = give(people, deadline=first + timedelta(days=30), **given)
    heavy = give(
        people,
        people.division.id,
        deadline=first + timedelta(days=5),
        weight=3,
        **given,
    )
    done = heavy.shares.get()
    actions.report_done(
        share_id=done.id,
        done_on=first + timedelta(days=4),
        text="Xong.",
        by=people.seat("hoa"),
        at=start + timedelta(days=4),
    )
    actions.accept_done(share_id=done.id, by=people.seat("dung"), at=people.at)
    return [soon.shares.get(), late.shares.get(), done]


def card(people: Province, **asked: Any) -> dict[str, dict[str, int]]:
    found = queries.scorecard(
        reach_of(people.seat("dung")),
        ScoreAsked(**{"day": people.today, **asked}),
        today=people.today,
    )
    lines = {
        line.name: {str(s): n for s, n in line.counts.items()} for line in found.lines
    }
    assert found.whole.total == sum(line.total for line in found.lines)
    return lines


COMMUNE, COMMITTEE = "Ủy ban nhân dân xã Yến Dương", "Ủy ban nhân dân tỉnh Bắc Kạn"


def test_today_and_a_past_evening_and_what_is_known_of_it_now(
    province: Province,
) -> None:
    filled(province)
    past = province.today - timedelta(days=3)

    assert card(province) == {
        COMMUNE: {"late": 1, "in-time": 1},
        COMMITTEE: {"done-in-time": 1},
    }
    assert card(province, day=past) == {
        COMMUNE: {"late": 1, "in-time": 1},
        COMMITTEE: {"late": 1},
    }
    assert card(province, day=past, as_recorded=False)[COMMITTEE] == {"done-in-time": 1}
    assert card(province, day=province.today - timedelta(days=11)) == {}


def test_the_share_in_time_is_of_what_was_due_by_weight(province: Province) -> None:
    filled(province)
    found = queries.scorecard(
        reach_of(province.seat("dung")),
        ScoreAsked(province.today),
        today=province.today,
    )

    commune = next(line for line in found.lines if line.name == COMMUNE)
    assert (commune.due, commune.in_time) == (1, 0.0)
    assert (found.whole.due, found.whole.in_time) == (2, 75.0)
    nothing = queries.ScoreLine(
        None, "", {DutyState.IN_TIME: 4}, {DutyState.IN_TIME: 4}
    )
    assert nothing.in_time is None, "nothing was due: no percentage, not nought"


def opened(people: Province, who: str, asked: dict[str, str]) -> int:
    """How many numbers there are; each opens a list of as many lines."""
    client = people.client(who)
    answer = client.get(reverse("duties:scorecard"), asked)
    found = 0
    for row in [*answer.context["rows"], answer.context["whole"]]:
        for cell in [*row.cells, row.total]:
            if cell.value:
                listed = client.get(cell.url)
                assert len(listed.context["lines"]) == int(cell.value), cell.url
                found += 1
    return found


def test_every_number_opens_exactly_its_list(province: Province) -> None:
    filled(province)
    dung = province.client("dung")
    past = province.today - timedelta(days=3)
    page = reverse("duties:scorecard")
    asked = {"ngay": f"{past:%d/%m/%Y}", "ghi": "hom-ay", "ban_do": "nhu-hom-ay"}

    answer = dung.get(page, asked)

    assert "như đã ghi đến hết ngày ấy" in answer.content.decode()
    assert opened(province, "dung", asked) == 8
    assert opened(province, "phuc", asked) == 6, "those that the commune was given"
    assert dung.get(page).status_code == 200
    tomorrow = {"ngay": f"{province.today + timedelta(days=9):%d/%m/%Y}"}
    assert dung.get(page, tomorrow).context["asked"].day == province.today
    assert dung.get(page, {"ngay": "hôm qua"}).status_code == 200


def test_who_only_has_tasks_is_offered_no_urging_of_them(province: Province) -> None:
    filled(province)
    address = f"{reverse('duties:list')}?muc=bang-diem"
    urge = reverse("duties:urge-many")

    assert urge in province.client("dung").get(address).content.decode()
    assert urge not in province.client("phuc").get(address).content.decode()


def test_each_sees_the_scorecard_of_what_concerns_them(province: Province) -> None:
    filled(province)

    mine = province.client("phuc").get(reverse("duties:scorecard"))
    assert [row.name for row in mine.context["rows"]] == [COMMUNE]
    assert province.client("quan").get(reverse("duties:scorecard")).status_code == 404


def test_a_day_that_has_not_come_is_said_to_be_none(province: Province) -> None:
    give(province, province.commune.id)
    asked = {"ngay": f"{province.today + timedelta(days=9):%d/%m/%Y}"}

    page = province.client("dung").get(reverse("duties:scorecard"), asked)

    shown = page.content.decode()
    assert "Ngày này chưa tới; dưới đây là hôm nay." in shown
    assert asked["ngay"] in shown
    assert page.context["whole"].total.value == "1"


def test_a_body_that_ended_stands_under_its_name_or_its_heirs(
    province: Province,
) -> None:
    shares = filled(province)
    heir = reforms.make_commune(province, province.today, province.at, prefix="moi-")
    reforms.merge(province, heir, province.today, province.at)
    yesterday = province.today - timedelta(days=1)
    new = "Ủy ban nhân dân xã Cổ Linh"

    assert COMMUNE in card(province, day=yesterday)
    assert new not in card(province, day=yesterday)
    today = card(province, day=yesterday, on_today=True)
    assert today[new] == {"late": 1, "in-time": 1}
    assert card(province)[new] == {"late": 1, "in-time": 1}
    assert standing_now(shares[0]).agency_id == heir.agency.id
    dung = province.client("dung")
    asked = {"ngay": f"{yesterday:%d/%m/%Y}", "ghi": "hom-nay", "ban_do": "ke-thua"}
    rows = dung.get(reverse("duties:scorecard"), asked).context["rows"]
    total = next(row.total for row in rows if row.name == new)
    assert len(dung.get(total.url).context["lines"]) == 2
    as_was = {**asked, "ban_do": "nhu-hom-ay", "muc": "giao-di"}
    listed = dung.get(reverse("duties:list"), {**as_was, "noi": str(heir.agency.id)})
    assert list(listed.context["lines"]) == [], "that day they were another's"


def test_what_a_body_finished_before_it_ended_is_counted_and_listed(
    province: Province,
) -> None:
    """On today's map its heir answers for it, of a past day and of today."""
    shares = filled(province)
    soon = province.today - timedelta(days=8)
    actions.report_done(
        share_id=shares[0].id,
        done_on=soon,
        text="Xong.",
        by=province.seat("phuc"),
        at=province.at,
    )
    dung = province.seat("dung")
    actions.accept_done(share_id=shares[0].id, by=dung, at=province.at)
    heir = reforms.make_commune(province, province.today, province.at, prefix="moi-")
    reforms.merge(province, heir, province.today, province.at)

    for day in (province.today, province.today - timedelta(days=1)):
        asked = {"ngay": f"{day:%d/%m/%Y}", "ghi": "hom-nay", "ban_do": "ke-thua"}
        assert opened(province, "dung", asked) == 8
    of_heir = province.client("dung")
    of_heir.force_login(heir.cast["moi-toan"].user)
    page = of_heir.get(reverse("duties:scorecard"), asked)
    (row,) = page.context["rows"]
    assert row.total.value == "2"
    assert len(of_heir.get(row.total.url).context["lines"]) == 2


def test_as_many_questions_for_any_number(
    province: Province, django_assert_num_queries: Any
) -> None:
    filled(province)
    reach = reach_of(province.seat("dung"))
    asked = ScoreAsked(province.today, on_today=True)

    with django_assert_num_queries(3):
        queries.scorecard(reach, asked, today=province.today)


def test_the_scorecard_as_a_file_counts_and_lists_the_same(
    province: Province,
) -> None:
    give(province, province.commune.id, province.division.id)
    start = province.at - timedelta(days=9)
    late = province.today - timedelta(days=1)
    give(province, title="=1+1", deadline=late, given_on=start.date(), at=start)
    dung = province.client("dung")

    page = dung.get(reverse("duties:scorecard"))
    url = page.context["export_url"]
    made = dung.get(url).getvalue()

    assert url.replace("&", "&amp;") in page.content.decode()
    scores, tasks = read_sheets(made).sheets
    whole = next(row for _n, row in scores.rows if row[0] == "Tất cả")
    counted = dict(zip(DutyState, whole[1:9], strict=True))
    assert counted[DutyState.IN_TIME] == "2"
    assert counted[DutyState.LATE] == "1"
    assert whole[9] == "3"
    listed = [row for _n, row in tasks.rows if row[-1:] == ["1"]]
    assert [row[0] for row in listed].count(TITLE) == 2
    assert "=1+1" in [row[0] for row in listed]
    with zipfile.ZipFile(BytesIO(made)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet2.xml")
    assert AuditEvent.objects.get(event="duties.scorecard-exported").data["tasks"] == 3
