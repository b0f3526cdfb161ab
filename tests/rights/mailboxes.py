"""What every address is asked about: Lan's box, the registry's, what hangs on them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.mailboxes.actions import (
    EntryData,
    ListData,
    RequestData,
    RuleData,
    add_alias,
    ask,
    make_list,
    make_password,
    open_for_administrator,
    provision,
    set_rule,
    set_vacation,
)
from congvu.mailboxes.models import Mailbox, MailboxMember
from congvu.mailboxes.rules import RequestKind
from tests.people import SINCE, Province

#  address                              reading             sending
MAILBOX_ROUTES = """
mailboxes:mine                          office              m
mailboxes:make-password                 m                   office=2
mailboxes:revoke-password @mail-own     m                   own
mailboxes:vacation @mail-own            own                 own
mailboxes:end-vacation @mail-own        m                   own
mailboxes:boxes                         keep-boxes          m
mailboxes:add-box                       keep-boxes          keep-boxes
mailboxes:provision                     m                   keep-boxes
mailboxes:box @mail-box                 keep-boxes          m
mailboxes:change-box @mail-box          keep-boxes          keep-boxes
mailboxes:close-box @mail-box           keep-boxes          keep-boxes
mailboxes:rename-box @mail-box          m                   keep-boxes
mailboxes:reopen-box @mail-closed       m                   keep-boxes
mailboxes:add-member @mail-box          keep-boxes          keep-boxes
mailboxes:end-member @mail-box          m                   keep-boxes
mailboxes:add-alias @mail-box           keep-boxes          keep-boxes
mailboxes:end-alias @mail-box           m                   keep-boxes
mailboxes:look @mail-box                keep-boxes          keep-boxes
mailboxes:end-look @mail-look           m                   own
mailboxes:requests                      see-asked           m
mailboxes:ask                           ask-boxes           ask-boxes
mailboxes:request @mail-request         see-asked           m
mailboxes:decide @mail-request          m                   keep-boxes
mailboxes:withdraw @mail-request        m                   own
mailboxes:lists                         office              m
mailboxes:make-list                     keep-boxes          keep-boxes
mailboxes:list @mail-list               office              m
mailboxes:change-list @mail-list        keep-boxes          keep-boxes
mailboxes:end-list @mail-list           m                   keep-boxes
mailboxes:rule                          keep-boxes          keep-boxes
"""

_ONE = "/mailboxes/{box_id}"
_REQUEST = "/mailbox-requests/{request_id}"
_LIST = "/distribution-lists/{list_id}"

#  operation                                           answer
MAILBOX_OPERATIONS = f"""
GET /mailbox                                           office
POST /mailbox/passwords                                office
DELETE /mailbox/passwords/{{password_id}} @mail-own    own
PUT {_ONE}/vacation @mail-own                          own
DELETE {_ONE}/vacation @mail-own                       own
GET /mailboxes                                         keep-boxes
POST /mailboxes                                        keep-boxes
POST /mailboxes/provision                              keep-boxes
GET {_ONE} @mail-box                                   keep-boxes
PUT {_ONE} @mail-box                                   keep-boxes
POST {_ONE}/close @mail-box                            keep-boxes
POST {_ONE}/reopen @mail-closed                        keep-boxes
POST {_ONE}/rename @mail-box                           keep-boxes
POST {_ONE}/members @mail-box                          keep-boxes
DELETE /mailbox-members/{{member_id}} @mail-box        keep-boxes
POST {_ONE}/aliases @mail-box                          keep-boxes
DELETE /mailbox-aliases/{{alias_id}} @mail-box         keep-boxes
POST {_ONE}/looks @mail-box                            keep-boxes
POST /mailbox-looks/{{access_id}}/end @mail-look       own
GET /mailbox-requests                                  see-asked
POST /mailbox-requests                                 ask-boxes
GET {_REQUEST} @mail-request                           see-asked
POST {_REQUEST}/approve @mail-request                  keep-boxes
POST {_REQUEST}/refuse @mail-request                   keep-boxes
POST {_REQUEST}/withdraw @mail-request                 own
GET /distribution-lists                                office
POST /distribution-lists                               keep-boxes
GET {_LIST} @mail-list                                 office
PUT {_LIST} @mail-list                                 keep-boxes
POST {_LIST}/end @mail-list                            keep-boxes
GET /mail-rules                                        keep-boxes
POST /mail-rules                                       keep-boxes
"""


def mailbox_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """Everybody has a box by a rule that has since been changed; Hoa asks for one."""
    at, quan = timezone.now(), people.seat("quan")
    set_rule(
        data=RuleData(
            domain="backan.example", valid_from=SINCE, person_pattern="ten+hd.donvi"
        ),
        by=SYSTEM,
        at=at,
    )
    provision(by=SYSTEM, at=at)
    set_rule(
        data=RuleData(domain="backan.example", valid_from=people.today),
        by=SYSTEM,
        at=at,
    )
    lan = Mailbox.objects.get(person=people.lan.person)
    row, _secret = make_password(label="điện thoại", by=people.seat("lan"), at=at)
    set_vacation(
        box_id=lan.pk,
        first_day=people.today,
        last_day=people.today,
        subject="",
        text="Tôi đi vắng.",
        by=people.seat("lan"),
        at=at,
    )
    objects["mail-own"] = {"box_id": lan.pk, "password_id": row.pk}
    registry = Mailbox.objects.get(agency=people.committee, seat="registry")
    # Named as the old rule would have it, so that there is something to rename.
    Mailbox.objects.filter(pk=registry.pk).update(address="vt@backan.example")
    alias = add_alias(box_id=registry.pk, address="congvan", reason="", by=quan, at=at)
    member = MailboxMember.objects.get(mailbox=registry)
    objects["mail-box"] = {
        "box_id": registry.pk,
        "member_id": member.pk,
        "alias_id": alias.pk,
    }
    look = open_for_administrator(
        box_id=lan.pk, reason="Tìm thư bị thất lạc", hours=1, by=quan, at=at
    )
    chief = Mailbox.objects.get(agency=people.committee, seat="chief")
    Mailbox.objects.filter(pk=chief.pk).update(
        valid_from=SINCE, valid_until=people.today, closed_because="gộp"
    )
    objects["mail-closed"] = {"box_id": chief.pk}
    objects["mail-look"] = {"access_id": look.pk}
    asked = RequestData(
        RequestKind.OPEN,
        "Cần nhận báo cáo chung.",
        unit_id=people.division.id,
        title="Phòng Khoa giáo - Văn xã",
    )
    request = ask(data=asked, by=people.seat("hoa"), at=at)
    objects["mail-request"] = {"request_id": request.pk}
    entries = [EntryData(unit_id=people.office.id)]
    data = ListData(people.committee.id, "Văn phòng", "vanphong", entries)
    made = make_list(data=data, by=quan, at=at)
    objects["mail-list"] = {"list_id": made.pk}


def mailbox_forms(people: Province) -> dict[str, Any]:
    today, later = people.today, people.today + timedelta(days=30)
    days = {"first_day": f"{today:%d/%m/%Y}", "last_day": f"{later:%d/%m/%Y}"}
    assert people.minh.post is not None
    rule = {
        "valid_from": f"{later:%d/%m/%Y}",
        "domain": "backan.example",
        "person_pattern": "ten.ho",
        "seat_pattern": "ghe.donvi",
        "agency_pattern": "donvi",
        "collision": "number",
        "person_quota_mb": "1000",
        "seat_quota_mb": "1000",
        "grace_days": "10",
    }
    look = {"reason": "Tìm giấy mời bị thất lạc", "hours": "2"}
    return {
        "mailboxes:make-password": {"label": "máy tính"},
        "mailboxes:vacation": {**days, "text": "Tôi đi vắng."},
        "mailboxes:add-box": {"title": "Tổ công tác", "local_part": "tocongtac"},
        "mailboxes:change-box": {"title": "Văn thư", "quota_mb": "5000"},
        "mailboxes:close-box": {"reason": "gộp", "grace_days": "5"},
        "mailboxes:add-member": {
            "post_id": str(people.minh.post.id),
            "can_read": "on",
        },
        "mailboxes:add-alias": {"address": "vanban"},
        "mailboxes:look": look,
        "mailboxes:ask": {
            "kind": "open",
            "title": "Tổ công tác",
            "local_part": "tocongtac",
            "reason": "Nhận báo cáo chung.",
        },
        "mailboxes:decide": {"answer": "", "approve": "1"},
        "mailboxes:make-list": {
            "title": "Phòng",
            "address": "phong",
            "units": [str(people.division.id)],
        },
        "mailboxes:change-list": {
            "title": "Phòng",
            "units": [str(people.division.id)],
        },
        "mailboxes:rule": rule,
    }


def mailbox_bodies(people: Province) -> dict[str, Any]:
    today, later = people.today, people.today + timedelta(days=30)
    assert people.minh.post is not None
    entries = [{"unit_id": str(people.division.id)}]
    return {
        "POST /mailbox/passwords": {"label": "máy tính"},
        f"PUT {_ONE}/vacation": {
            "first_day": today.isoformat(),
            "last_day": later.isoformat(),
            "text": "Tôi đi vắng.",
        },
        "POST /mailboxes": {"title": "Tổ công tác", "local_part": "tocongtac"},
        f"PUT {_ONE}": {"title": "Văn thư", "quota_mb": 5000},
        f"POST {_ONE}/close": {"reason": "gộp"},
        f"POST {_ONE}/members": {"post_id": str(people.minh.post.id)},
        f"POST {_ONE}/aliases": {"address": "vanban"},
        f"POST {_ONE}/looks": {"reason": "Tìm giấy mời bị thất lạc", "hours": 2},
        "POST /mailbox-requests": {
            "kind": "open",
            "title": "Tổ công tác",
            "local_part": "tocongtac",
            "reason": "Nhận báo cáo chung.",
        },
        f"POST {_REQUEST}/approve": {},
        f"POST {_REQUEST}/refuse": {"answer": "Chưa cần."},
        "POST /distribution-lists": {
            "title": "Phòng",
            "address": "phong",
            "entries": entries,
        },
        f"PUT {_LIST}": {"title": "Phòng", "entries": entries},
        "POST /mail-rules": {
            "domain": "backan.example",
            "valid_from": later.isoformat(),
        },
    }
