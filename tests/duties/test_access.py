"""Who sees a duty and its shares: its desks, its agency, who follows it up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.documents.actions import register_incoming
from congvu.documents.rules import Paper
from congvu.duties import actions
from congvu.duties.access import get_share_for, shares_of
from congvu.duties.actions import PartData
from congvu.duties.models import Duty
from congvu.duties.rules import ShareRole, Source
from tests.duties.stories import TITLE, duty_data, give, share_of
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def seen_by(people: Province, who: str, duty: Duty) -> int:
    return people.client(who).get(reverse("duties:duty", args=[duty.id])).status_code


def names(people: Province, who: str, duty: Duty) -> set[str]:
    return {share.desk_name for share in shares_of(people.seat(who), duty)}


def test_a_share_is_seen_by_its_desk_its_unit_and_who_gave_it(
    province: Province,
) -> None:
    duty = give(province, province.division.id)

    for who in ("dung", "ha", "lan", "thu", "hoa", "minh"):
        assert seen_by(province, who, duty) == 200, who
    for who in ("tu", "phuc", "quan"):
        assert seen_by(province, who, duty) == 404, who
    assert province.client("son").get("/nhiem-vu/").status_code == 404
    assert province.client("khach").get("/nhiem-vu/").status_code == 404
    assert TITLE not in province.client("tu").get("/nhiem-vu/").content.decode()


def test_one_that_leads_does_not_see_the_others(province: Province) -> None:
    duty = give(province, province.commune.id, province.division.id)

    assert names(province, "phuc", duty) == {"Ủy ban nhân dân xã Yến Dương"}
    assert names(province, "hoa", duty) == {"Phòng Khoa giáo - Văn xã"}
    assert len(names(province, "dung", duty)) == 2


def test_who_supports_sees_how_the_lead_stands(province: Province) -> None:
    duty = give(province, province.commune.id, supports=(province.division.id,))

    assert names(province, "hoa", duty) == {
        "Ủy ban nhân dân xã Yến Dương",
        "Phòng Khoa giáo - Văn xã",
    }
    page = province.client("hoa").get("/nhiem-vu/?muc=phoi-hop").content.decode()
    assert "Ủy ban nhân dân xã Yến Dương" in page
    assert names(province, "phuc", duty) == {"Ủy ban nhân dân xã Yến Dương"}


def test_what_an_agency_gives_further_stays_inside(province: Province) -> None:
    tu = province.cast["tu"].post
    assert tu is not None
    duty = give(province)
    share = share_of(duty, province.commune.id)
    (below,) = actions.assign_down(
        share_id=share.id,
        parts=[PartData(tu.id, ShareRole.LEAD, "Lập danh sách.")],
        by=province.seat("phuc"),
        at=province.at,
    )

    page = reverse("duties:duty", args=[duty.id])
    assert "Lập danh sách." in province.client("tu").get(page).content.decode()
    assert "Lập danh sách." not in province.client("dung").get(page).content.decode()
    assert len(names(province, "dung", duty)) == 1
    with pytest.raises(Http404):
        get_share_for(province.seat("dung"), below.id)
    answer = province.client("dung").get(reverse("duties:accept", args=[below.id]))
    assert answer.status_code == 404


def test_the_paper_keeps_its_own_rights(province: Province) -> None:
    entry = register_incoming(
        paper=Paper(
            subject="Chỉ thị về thư điện tử",
            issuer_name="Bộ Thông tin và Truyền thông",
            type_code="CT",
            symbol="15/CT-BTTTT",
            issued_on=province.today - timedelta(days=1),
        ),
        arrived_at=province.at,
        by=province.seat("lan"),
        at=province.at,
    )
    duty = actions.give_duty(
        data=duty_data(province, sentence="Xã xây dựng quy chế.", start=10, end=31),
        leads=[province.commune.id],
        paper_id=entry.document_id,
        source=Source.DIRECTIVE,
        by=province.seat("lan"),
        at=province.at,
    )

    page = reverse("duties:duty", args=[duty.id])
    line = reverse("documents:entry", args=[entry.id])
    mine, theirs = (
        province.client(w).get(page).content.decode() for w in ("lan", "phuc")
    )
    assert duty.ordered_by == "Bộ Thông tin và Truyền thông"
    assert line in mine
    assert line not in theirs
    assert "Xã xây dựng quy chế." in theirs
    assert "15/CT-BTTTT" in theirs


def test_who_watches_sees_the_tasks_and_answers_the_reports(
    province: Province,
) -> None:
    duty = give(province, province.commune.id, watcher=province.division.id)
    share = share_of(duty, province.commune.id)
    actions.report_done(
        share_id=share.id,
        done_on=province.today,
        text="Xong.",
        by=province.seat("phuc"),
        at=province.at,
    )

    accept = reverse("duties:accept", args=[share.id])
    assert seen_by(province, "minh", duty) == 200
    assert province.client("minh").get(accept).status_code == 404
    assert province.client("hoa").post(accept, {}).status_code == 302


def test_a_list_costs_the_same_for_three_and_for_thirty(province: Province) -> None:
    counted = []
    for n in (3, 12):
        for _one in range(n):
            give(province, province.commune.id)
        client = province.client("phuc")
        client.get("/nhiem-vu/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/nhiem-vu/")
        counted.append(len(asked))

    assert counted[0] == counted[1]


def test_counts_of_states_add_up_and_open_their_lists(province: Province) -> None:
    """585 done, 67 in time and 181 overdue were 833, as a province once reported."""
    for deadline in (-1, -1, 0, 5, None):
        due = None if deadline is None else province.today + timedelta(days=deadline)
        given = province.today - timedelta(days=2)
        give(province, province.commune.id, given_on=given, deadline=due)

    client = province.client("phuc")
    whole = client.get("/nhiem-vu/")
    assert [f.value for f in whole.context["figures"]] == ["5", "3", "2"]
    late = client.get("/nhiem-vu/?trang_thai=late")
    assert len(late.context["lines"]) == 2
    assert [f.value for f in late.context["figures"]] == ["5", "3", "2"]
    assert all(line.words == "quá hạn" for line in late.context["lines"])
