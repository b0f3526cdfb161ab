"""Lan keeps groups of places and issues to them; the dead are read by successors."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from congvu.audit.models import AuditEvent
from congvu.lib.refusals import Refused
from congvu.organisations.models import Agency, Succession
from congvu.organisations.rules import BodyKind
from congvu.outgoing.actions import (
    Groups,
    GroupWish,
    SentTo,
    change_group,
    drop_group,
    issue_draft,
    make_group,
)
from congvu.outgoing.models import Draft, GroupMember, Recipient, RecipientGroup
from congvu.outgoing.queries import groups_of, places_of
from tests.documents import reforms
from tests.documents.machine import machine
from tests.outgoing.drafts import again, lead
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")
LIST = "/van-ban/di/nhom-noi-nhan/"


def numbered(province: Province) -> Draft:
    """Signed by pen and numbered; Lan has it."""
    draft = lead(province, 4)
    lan, url = province.client("lan"), f"/van-ban/di/du-thao/{draft.id}/"
    lan.post(f"{url}da-ky-giay/")
    lan.post(f"{url}cap-so/")
    assert again(draft).state == "numbered"
    return draft


def make(
    province: Province, name: str, agencies: list[UUID], *outside: str
) -> RecipientGroup:
    wish = GroupWish(name, agencies, [(one, "") for one in outside])
    return make_group(wish=wish, by=province.seat("lan"), at=province.at)


def heirs(province: Province, count: int) -> list[Agency]:
    """The commune ended today in favour of so many; of several none is chosen yet."""
    today, now = province.today, province.at
    names = ("Cổ Linh", "Công Bằng", "Giáo Hiệu")[:count]
    made = [
        reforms.make_commune(province, today, now, name=name, prefix=f"x{n}").agency
        for n, name in enumerate(names)
    ]
    reforms.end(province.commune, today)
    old = province.commune.id
    act = reforms.decide({old: made[0].id}, today, now, is_interim=count > 1)
    for other in made[1:]:
        Succession.objects.create(
            reform=act,
            kind=BodyKind.AGENCY,
            predecessor_id=old,
            successor_id=other.id,
            on=today,
        )
    return made


def test_the_clerk_makes_changes_and_drops_a_group(province: Province) -> None:
    lan, minh = province.client("lan"), province.client("minh")

    empty = lan.post(f"{LIST}moi/", {})
    made = lan.post(
        f"{LIST}moi/",
        {"name": "Các xã, phường", "kinds": ["commune"], "outside": "Bộ Y tế | Hà Nội"},
        follow=True,
    ).content.decode()
    group = RecipientGroup.objects.get()
    twice = lan.post(f"{LIST}moi/", {"name": "CÁC XÃ, PHƯỜNG", "outside": "Bộ Y tế"})
    url = f"{LIST}{group.id}/"
    shown = lan.get(url).content.decode()
    lan.post(url, {"name": "Xã", "agencies": [str(province.commune.id)]})

    assert empty.status_code == 422
    assert "Chưa đặt tên nhóm" in empty.content.decode()
    assert "Nhóm chưa có nơi nhận nào" in empty.content.decode()
    assert "Đã lập nhóm nơi nhận." in made
    assert "Bộ Y tế (Hà Nội)" in made
    assert "Đã có nhóm tên này" in twice.content.decode()
    assert "Bộ Y tế | Hà Nội" in shown
    assert minh.get(LIST).status_code == minh.post(url).status_code == 404
    left = GroupMember.objects.get(ended_at__isnull=False)
    assert left.name == "Bộ Y tế"
    changed = AuditEvent.objects.get(event="outgoing.group-changed").data
    assert (changed["added"], changed["removed"]) == (0, 1)

    gone = lan.post(f"{url}thoi-dung/", follow=True).content.decode()

    assert "Đã thôi dùng nhóm nơi nhận." in gone
    assert "thôi dùng" in gone
    assert lan.get(url).status_code == 404
    assert make(province, "Xã", [province.commune.id]).ended_at is None


def test_only_kinds_of_agencies_that_are_there_today_are_offered(
    province: Province,
) -> None:
    page = province.client("lan").get(f"{LIST}moi/").content.decode()

    assert "UBND cấp xã" in page
    assert "UBND cấp huyện" not in page


def test_two_groups_go_out_with_each_place_once(province: Province) -> None:
    commune = province.commune.id
    one = make(province, "Các xã", [commune], "Bộ Y tế")
    two = make(province, "Ngành y tế", [commune], "bộ y tế", "Bệnh viện")
    draft, lan = numbered(province), province.client("lan")
    url = f"/van-ban/di/du-thao/{draft.id}/phat-hanh/"

    page = lan.get(url).content.decode()
    lan.post(
        url,
        {
            "own_groups": [str(one.id), str(two.id)],
            "outside": "Bệnh viện | 1 phố Cũ",
            "on_paper": "on",
        },
    )

    assert "Các xã: 2 nơi" in page
    assert "Bệnh viện" in page
    places = Recipient.objects.values_list("name", "address", "on_paper")
    names = [name for name, _address, _paper in places]
    assert len(names) == 3
    assert ("Bệnh viện", "1 phố Cũ", True) in places
    assert Recipient.objects.filter(agency=commune).count() == 1
    issued = AuditEvent.objects.get(event="outgoing.issued").data
    assert issued["groups"] == "Các xã; Ngành y tế"
    assert issued["recipients"] == 3


def test_a_member_that_ended_is_replaced_by_its_one_successor(
    province: Province,
) -> None:
    group = make(province, "Các xã", [province.commune.id])
    draft = numbered(province)
    (heir,) = heirs(province, 1)
    lan = province.client("lan")
    url = f"/van-ban/di/du-thao/{draft.id}/phat-hanh/"

    page = lan.get(url).content.decode()
    lan.post(url, {"own_groups": [str(group.id)]})

    assert "gửi cho Ủy ban nhân dân xã Cổ Linh" in page
    assert Recipient.objects.get().agency_id == heir.id
    # Whoever edits the group may leave the ended member where it is.
    kept = lan.post(
        f"{LIST}{group.id}/",
        {"name": "Các xã cũ", "agencies": [str(province.commune.id)]},
    )
    assert kept.status_code == 302


def test_a_divided_member_goes_nowhere_until_one_is_chosen(province: Province) -> None:
    group = make(province, "Các xã", [province.commune.id], "Bộ Y tế")
    draft = numbered(province)
    first, second = heirs(province, 2)
    lan = province.client("lan")
    url = f"/van-ban/di/du-thao/{draft.id}/phat-hanh/"

    refused = lan.post(url, {"own_groups": [str(group.id)]})
    words = refused.content.decode()
    chosen = {"own_groups": [str(group.id)], "agencies": [str(second.id)]}
    done = lan.post(url, chosen)

    assert refused.status_code == 422
    assert "được chia; chọn trong" in words
    assert "Cổ Linh" in words
    assert "Công Bằng" in words
    assert done.status_code == 302
    sent = set(Recipient.objects.values_list("agency_id", "name"))
    assert {agency for agency, _name in sent} == {second.id, None}
    assert first.id not in {agency for agency, _name in sent}


def test_a_program_keeps_groups_and_issues_to_them(province: Province) -> None:
    api = machine(province, "lan")
    commune = {"agency_id": str(province.commune.id)}

    made = api.post("recipient-groups", {"name": "Các xã", "members": [commune]})
    one = f"recipient-groups/{made.data['id']}"
    more = [commune, {"name": "Bộ Y tế", "address": "Hà Nội"}]
    changed = api.ask("put", one, {"name": "Các xã", "members": more})
    listed = api.get("recipient-groups").data
    draft = numbered(province)
    issued = api.post(f"drafts/{draft.id}/issue", {"group_ids": [made.data["id"]]})
    dropped = api.post(f"{one}/drop", {})

    assert made.status == 201
    assert [p["name"] for p in changed.data["places"]] == [
        "Bộ Y tế",
        listed[0]["places"][1]["name"],
    ]
    assert issued.status == 200
    assert Recipient.objects.count() == 2
    assert dropped.data["ended_by"] == province.seat("lan").person_name
    assert api.get("recipient-groups").data == []


def test_what_cannot_be_a_group_is_refused_with_every_reason(
    province: Province,
) -> None:
    lan, at = province.seat("lan"), province.at
    own = [province.committee.id, province.commune.id, province.commune.id]
    with pytest.raises(Refused) as found:
        make_group(wish=GroupWish("", own, [("", "")]), by=lan, at=at)
    said = str(found.value)
    group = make(province, "Các xã", [province.commune.id])
    drop_group(group_id=group.id, by=lan, at=at)

    for words in ("Chưa đặt tên", "chính cơ quan này", "chưa ghi tên", "hai lần"):
        assert words in said
    wish: Any = GroupWish("Các xã", [province.commune.id])
    with pytest.raises(Refused, match="đã thôi dùng"):
        change_group(group_id=group.id, wish=wish, by=lan, at=at)
    with pytest.raises(Refused, match="không có quyền"):
        make_group(wish=wish, by=province.seat("minh"), at=at)
    sent = [SentTo(province.commune.id)]
    draft = numbered(province)
    with pytest.raises(Refused, match="không còn dùng"):
        issue_draft(
            draft_id=draft.id,
            sent_to=sent,
            groups=Groups([group.id]),
            by=lan,
            at=at,
        )


def test_many_groups_are_read_in_few_queries(
    province: Province, django_assert_num_queries: Any
) -> None:
    for number in range(5):
        make(province, f"Nhóm {number}", [province.commune.id], "Bộ Y tế")
    heirs(province, 2)

    with django_assert_num_queries(6):
        rows = list(groups_of(province.committee.id))
        found = places_of(rows, province.committee.id, province.today)

    assert [len(one.divided) for one in found] == [1] * 5
