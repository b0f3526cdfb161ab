"""Boxes of the demo: a rule, everybody's, the registries'; a list, and a request."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from congvu.audit.rules import SYSTEM
from congvu.demo.actions.sheets import Bodies
from congvu.lib.dates import local_date
from congvu.mailboxes import actions
from congvu.mailboxes.actions import EntryData, ListData, RequestData, RuleData
from congvu.mailboxes.rules import RequestKind
from congvu.organisations.access import seat_of_post
from congvu.organisations.models import AgencyKind
from congvu.organisations.rules import Role

DOMAIN = "thainguyen.example"
_BASIS = "Quy chế quản lý, sử dụng thư điện tử công vụ (số liệu minh họa)"


def give_boxes(*, now: datetime) -> None:
    """The rule is as old as the province in its new shape; the boxes are of today."""
    on = local_date(now)
    data = RuleData(domain=DOMAIN, valid_from=date(2025, 7, 1), legal_basis=_BASIS)
    actions.set_rule(data=data, by=SYSTEM, at=now)
    actions.provision(by=SYSTEM, at=now)
    bodies = Bodies(on)
    keeper = seat_of_post(bodies.desk("committee", Role.ADMINISTRATOR), on)
    entries = [
        EntryData(agency_kind=AgencyKind.COMMUNE, role=Role.RECORDS_CLERK),
        EntryData(agency_kind=AgencyKind.DEPARTMENT, role=Role.RECORDS_CLERK),
    ]
    clerks = ListData(
        keeper.agency_id, "Văn thư các sở và các xã, phường", "vanthu", entries
    )
    actions.make_list(data=clerks, by=keeper, at=now)
    head = seat_of_post(bodies.desk("committee", "hoa"), on)
    asked = RequestData(
        RequestKind.OPEN,
        "Các sở và xã gửi báo cáo văn xã về phòng; cần một địa chỉ không theo người.",
        unit_id=head.unit_id,
        title=head.unit_name,
    )
    actions.ask(data=asked, by=head, at=now - timedelta(hours=2))
