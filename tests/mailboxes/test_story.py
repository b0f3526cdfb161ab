"""A year of the office's boxes, by its pages: asked for, opened, used, looked into."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.mailboxes.actions import EntryData, ListData, make_list, provision
from congvu.mailboxes.models import (
    AppPassword,
    BoxAccess,
    DistributionList,
    MailAlias,
    Mailbox,
    MailboxRequest,
    Vacation,
)
from congvu.mailboxes.rules import RequestState, digest_of
from congvu.notices.models import Notice
from congvu.organisations.actions import add_person, appoint, create_post
from congvu.organisations.rules import Role
from tests.mailboxes.stories import (
    DOMAIN,
    address_of,
    box_of,
    day,
    provisioned,
    readers_of,
    registry,
    ruled,
    senders_as,
    targets_of,
)
from tests.people import SINCE, Province

pytestmark = pytest.mark.django_db


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(f"mailboxes:{name}", args=args))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def send(client: Client, name: str, *args: object, **form: object) -> str:
    """The page after, or the page with what is wrong."""
    answer = client.post(reverse(f"mailboxes:{name}", args=args), form, follow=True)
    return answer.content.decode()


def test_an_office_begins_with_a_rule_and_opens_a_box_for_everybody(
    province: Province,
) -> None:
    quan = province.client("quan")
    assert "Chưa có quy tắc địa chỉ" in page(quan, "boxes")
    told = send(quan, "provision")
    assert "đặt quy tắc trước" in told

    rule: dict[str, object] = {
        "valid_from": f"{province.today:%d/%m/%Y}",
        "domain": DOMAIN,
        "person_pattern": "ten.hodem.donvi",
        "seat_pattern": "ghe.donvi",
        "agency_pattern": "donvi",
        "collision": "names",
        "person_quota_mb": 2048,
        "seat_quota_mb": 8192,
        "grace_days": 30,
        "is_automatic": "on",
    }
    wrong = send(quan, "rule", **rule | {"domain": "khongcham", "seat_pattern": "x"})
    assert "Tên miền chưa đúng" in wrong
    assert "Mẫu thiếu từ bắt buộc" in wrong
    assert 'value="khongcham"' in wrong  # what was typed stays
    told = send(quan, "rule", **rule)
    assert "địa chỉ đã cấp giữ nguyên" in told
    assert "lan.nongthi.ubnd@" in told  # the try of it

    told = send(quan, "provision")
    assert "Đã mở 9 hộp thư cá nhân, 3 hộp thư chức danh" in told
    assert f"lan.nongthi.ubnd@{DOMAIN}" in page(quan, "boxes")
    mine = page(province.client("lan"), "mine")
    assert f"lan.nongthi.ubnd@{DOMAIN}" in mine
    assert "vì giữ chức vụ Văn thư" in mine


def test_two_of_one_name_are_told_why_theirs_differ(province: Province) -> None:
    provisioned(province)
    person = add_person(
        full_name="Ma Thị Hoà",
        valid_from=SINCE,
        by=SYSTEM,
        at=province.at,
        user=province.khach.user,
    )
    post = create_post(
        unit=province.office,
        name="Chuyên viên",
        role=Role.SPECIALIST,
        valid_from=SINCE,
        by=SYSTEM,
        at=province.at,
    )
    appoint(person=person, post=post, valid_from=SINCE, by=SYSTEM, at=province.at)
    made = provision(by=SYSTEM, at=province.at)

    second = f"hoa.mathi2.ubnd@{DOMAIN}"
    assert made.collided == [(second, f"hoa.mathi.ubnd@{DOMAIN}", "Ma Thị Hoà")]
    mine = page(province.client("khach"), "mine")
    assert second in mine
    assert f"theo quy tắc là hoa.mathi.ubnd@{DOMAIN}, đã có người dùng" in mine
    assert f"trùng hoa.mathi.ubnd@{DOMAIN}" in page(province.client("quan"), "boxes")


def test_a_head_asks_for_a_box_and_the_administrator_opens_it(
    province: Province,
) -> None:
    provisioned(province)
    hoa, quan = province.client("hoa"), province.client("quan")
    refused = send(hoa, "ask", kind="open", title="", reason="")
    assert "Ghi lý do đề nghị" in refused
    assert "Chưa có tên hiển thị" in refused
    send(
        hoa,
        "ask",
        kind="open",
        unit_id=province.division.id,
        title="Phòng Khoa giáo - Văn xã",
        reason="Nhận báo cáo của các sở.",
    )
    asked = MailboxRequest.objects.get()
    bell = quan.get(reverse("notices:list")).content.decode()
    assert "đề nghị mở hộp thư chức danh" in bell

    assert "Nhận báo cáo của các sở" in page(quan, "request", asked.pk)
    silent = send(quan, "decide", asked.pk, refuse="1", answer=" ")
    assert "Ghi lý do từ chối" in silent
    send(quan, "decide", asked.pk, approve="1", answer="Đồng ý.")

    asked.refresh_from_db()
    assert asked.state == RequestState.APPROVED
    box = asked.made_box
    assert box is not None
    assert box.address == f"kgvx.ubnd@{DOMAIN}"
    assert senders_as(box.address) == readers_of(box.address)
    assert readers_of(box.address) == {address_of(province, "hoa")}
    assert "Đồng ý." in page(hoa, "request", asked.pk)
    again = send(quan, "decide", asked.pk, approve="1")
    assert "đã có quyết định" in again


@pytest.mark.parametrize(
    ("kind", "form", "check"),
    [
        ("quota", {"quota_mb": 9000}, lambda p: registry(p).quota_mb == 9000),
        (
            "alias",
            {"local_part": "congvan"},
            lambda p: targets_of(f"congvan@{DOMAIN}") == {registry(p).address},
        ),
        (
            "close",
            {},
            lambda p: (
                Mailbox.objects.get(seat="registry", agency=p.committee).valid_until
            ),
        ),
    ],
)
def test_what_is_asked_about_a_box_is_done_when_it_is_approved(
    province: Province, kind: str, form: dict[str, object], check: object
) -> None:
    provisioned(province)
    box = registry(province)
    send(
        province.client("lan"),
        "ask",
        kind=kind,
        mailbox_id=box.pk,
        reason="Theo quy chế.",
        **form,
    )
    asked = MailboxRequest.objects.get()
    send(province.client("quan"), "decide", asked.pk, approve="1")

    assert check(province)  # type: ignore[operator]  # a question of the table


def test_another_agencys_box_cannot_be_asked_about(province: Province) -> None:
    provisioned(province)
    told = send(
        province.client("tu"),
        "ask",
        kind="close",
        mailbox_id=registry(province).pk,
        reason="Không dùng.",
    )

    assert "Mục đã chọn không còn trong danh sách" in told
    assert not MailboxRequest.objects.exists()


def test_a_telephones_password_is_shown_once(province: Province) -> None:
    provisioned(province)
    minh = province.client("minh")
    told = send(minh, "make-password", label="điện thoại")
    (secret,) = re.findall(r'<code class="secret">([a-z2-9-]+)</code>', told)

    assert len(secret) == 27
    row = AppPassword.objects.get()
    assert row.digest == digest_of(secret)
    assert secret not in page(minh, "mine")
    assert secret not in str(list(AuditEvent.objects.values_list("data", flat=True)))
    send(minh, "revoke-password", row.pk)
    row.refresh_from_db()
    assert row.revoked_at is not None
    other = province.client("lan").post(
        reverse("mailboxes:revoke-password", args=[row.pk])
    )
    assert other.status_code == 404


def test_whose_box_is_opened_by_an_administrator_knows_it(province: Province) -> None:
    provisioned(province)
    quan, minh = province.client("quan"), province.client("minh")
    box = box_of(province, "minh")
    short = send(quan, "look", box.pk, reason="xem", hours=2)
    assert "Ghi rõ lý do" in short
    assert "xem</textarea>" in short
    long = send(quan, "look", box.pk, reason="Tìm giấy mời thất lạc", hours=900)
    assert "Từ 1 đến 168 giờ" in long
    send(quan, "look", box.pk, reason="Tìm giấy mời thất lạc", hours=2)

    look = BoxAccess.objects.get()
    assert look.until - look.since == timedelta(hours=2)
    notice = Notice.objects.get(kind="mailboxes.looked")
    assert notice.desk_id == province.minh.user.pk
    mine = page(minh, "mine")
    assert "Bế Văn Quân" in mine
    assert "Tìm giấy mời thất lạc" in mine
    bell = minh.get(reverse("notices:list")).content.decode()
    assert "Tìm giấy mời thất lạc" in bell
    assert "Tìm giấy mời thất lạc" not in page(province.client("lan"), "mine")
    send(quan, "end-look", look.pk)
    look.refresh_from_db()
    assert look.ended_at is not None
    assert "đã thôi" in page(minh, "mine")


def test_letters_of_a_closed_box_go_only_to_a_seat_of_its_agency(
    province: Province,
) -> None:
    provisioned(province)
    Mailbox.objects.update(valid_from=SINCE)
    quan, minh = province.client("quan"), province.client("minh")
    box, form = box_of(province, "minh"), {"reason": "chuyển vị trí", "grace_days": 20}
    commune = Mailbox.objects.get(agency=province.commune, seat="registry")
    for other in (address_of(province, "quan"), commune.address):
        told = send(quan, "close-box", box.pk, forward_to=other, **form)
        assert "một hộp thư chức danh của cùng cơ quan" in told
        assert "chuyển vị trí" in told
    seat = registry(province).address
    send(quan, "close-box", box.pk, forward_to=seat, **form)

    with day(province.today + timedelta(days=1)):
        assert targets_of(box.address) == {seat}
    bell = minh.get(reverse("notices:list")).content.decode()
    said = f"đóng hộp thư {box.address}, thư chuyển tới {seat}: chuyển vị trí"
    assert said in bell
    lan = province.client("lan").get(reverse("notices:list")).content.decode()
    assert "chuyển vị trí" not in lan


def test_who_opens_a_seats_box_is_told_when_a_keeper_lets_somebody_in(
    province: Province,
) -> None:
    provisioned(province)
    quan, lan = province.client("quan"), province.client("lan")
    assert province.quan.post is not None
    form = {"post_id": province.quan.post.pk, "can_read": "on"}
    send(quan, "add-member", registry(province).pk, **form)

    assert address_of(province, "quan") in readers_of(registry(province).address)
    bell = lan.get(reverse("notices:list")).content.decode()
    assert f"dùng hộp thư {registry(province).address}" in bell
    assert province.quan.post.name in bell
    bell = province.client("minh").get(reverse("notices:list")).content.decode()
    assert "dùng hộp thư" not in bell


def test_an_address_is_given_anew_and_the_old_one_goes_on_for_a_while(
    province: Province,
) -> None:
    provisioned(province)
    box = box_of(province, "minh")
    old = box.address
    Mailbox.objects.filter(pk=box.pk).update(address=f"cu@{DOMAIN}")
    quan = province.client("quan")
    send(quan, "rename-box", box.pk)

    box.refresh_from_db()
    assert box.address == old
    kept = MailAlias.objects.get(address=f"cu@{DOMAIN}")
    assert kept.valid_until == province.today + timedelta(days=30)
    assert "đúng quy tắc hiện hành" in send(quan, "rename-box", box.pk)


@pytest.mark.parametrize("first", ["", "31/12/9999"])
def test_an_absence_beyond_all_calendars_is_refused_in_words(
    province: Province, first: str
) -> None:
    provisioned(province)
    form = {
        "first_day": first or f"{province.today:%d/%m/%Y}",
        "last_day": "31/12/9999",
        "subject": "Nghỉ",
        "text": "Tôi đi vắng.",
    }
    told = send(
        province.client("minh"), "vacation", box_of(province, "minh").pk, **form
    )

    assert "Ngày này quá xa." in told
    assert not Vacation.objects.exists()


def test_a_list_is_made_shown_changed_and_ended(province: Province) -> None:
    provisioned(province)
    quan = province.client("quan")
    send(
        quan,
        "make-list",
        title="Văn phòng",
        address="vanphong",
        units=[province.office.id],
        role="records-clerk",
    )
    made = DistributionList.objects.get()
    assert targets_of(made.address) == {address_of(province, "lan")}
    assert "Nông Thị Lan" in page(province.client("tu"), "list", made.pk)
    send(quan, "change-list", made.pk, title="Văn phòng", units=[province.office.id])
    assert address_of(province, "ha") in targets_of(made.address)
    taken = send(
        quan, "make-list", title="Khác", address="vanphong", units=[province.office.id]
    )
    assert "đã hoặc từng có người dùng" in taken
    send(quan, "end-list", made.pk)
    made.refresh_from_db()
    assert made.valid_until is not None


def _means(found: DistributionList) -> set[tuple[str, str]]:
    return {
        (one.agency_kind or str(one.unit_id or one.mailbox_id or one.agency_id), role)
        for one in found.entries.all()
        for role in [str(one.role)]
    }


def test_a_list_saved_on_the_page_keeps_what_the_page_cannot_show(
    province: Province,
) -> None:
    """Quân unticks one unit; a box, another role, a unit elsewhere and one that ended
    stay, though nobody could tick them."""
    provisioned(province)
    on, quan = province.today, province.client("quan")
    office, division = province.office.pk, province.division.pk
    box = box_of(province, "minh").pk
    entries = [
        EntryData(unit_id=office),
        EntryData(unit_id=division),
        EntryData(unit_id=division, role=Role.SPECIALIST),
        EntryData(unit_id=province.commune_office.pk),
        EntryData(mailbox_id=box),
        EntryData(agency_kind="commune", role=Role.LEADER),
        EntryData(agency_kind="commune", role=Role.SPECIALIST),
        EntryData(agency_kind="department", role=Role.LEADER),
    ]
    data = ListData(province.committee.pk, "Mọi người", "moinguoi", entries)
    made = make_list(data=data, by=province.seat("quan"), at=province.at)
    Mailbox.objects.filter(pk=box).update(valid_from=SINCE, valid_until=on)

    url = f"/hop-thu/danh-sach/{made.pk}/sua/"
    shown = quan.get(url).context["form"].initial
    assert set(shown["units"]) == {str(office), str(division)}
    posted = {
        "title": "Văn phòng",
        "units": [str(office)],
        "role": "",
        "groups": ["commune:leader"],
    }
    assert quan.post(url, posted).status_code == 302

    made.refresh_from_db()
    assert made.title == "Văn phòng"
    assert _means(made) == {
        (str(office), ""),
        (str(division), "specialist"),
        (str(province.commune_office.pk), ""),
        (str(box), ""),
        ("commune", "leader"),
        ("commune", "specialist"),
    }


def test_a_keeper_of_one_agency_renames_a_list_that_means_others(
    province: Province,
) -> None:
    """Phúc keeps the commune's own boxes; what the province put in stays."""
    provisioned(province)
    assert province.phuc.post is not None
    type(province.phuc.post).objects.filter(pk=province.phuc.post.pk).update(
        role="administrator"
    )
    entries = [EntryData(agency_kind="commune", role=Role.LEADER)]
    data = ListData(province.commune.pk, "Lãnh đạo", "lanhdaoxa", entries)
    made = make_list(data=data, by=province.seat("quan"), at=province.at)

    url, posted = f"/hop-thu/danh-sach/{made.pk}/sua/", {"title": "Các xã", "role": ""}
    assert province.client("phuc").post(url, posted).status_code == 302

    made.refresh_from_db()
    assert (made.title, _means(made)) == ("Các xã", {("commune", "leader")})


def test_an_agencys_keeper_keeps_only_its_own(province: Province) -> None:
    ruled(province)
    provision(by=SYSTEM, at=province.at)
    post = create_post(
        unit=province.commune_office,
        name="Quản trị",
        role=Role.ADMINISTRATOR,
        valid_from=SINCE,
        by=SYSTEM,
        at=province.at,
    )
    keeper = add_person(
        full_name="Lý Văn Khánh",
        valid_from=SINCE,
        by=SYSTEM,
        at=province.at,
        user=province.khach.user,
    )
    appoint(person=keeper, post=post, valid_from=SINCE, by=SYSTEM, at=province.at)
    khanh = province.client("khach")

    shown = page(khanh, "boxes")
    assert "Triệu Văn Tú" in shown
    assert "Nông Thị Lan" not in shown
    theirs = khanh.get(reverse("mailboxes:box", args=[registry(province).pk]))
    assert theirs.status_code == 404
    assert khanh.get(reverse("mailboxes:rule")).status_code == 404
    told = send(khanh, "provision")
    assert "Đã mở 1 hộp thư cá nhân" in told
