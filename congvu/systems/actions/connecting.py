"""A system is joined to another: over what, which way, with which data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.systems.access import seen_systems
from congvu.systems.actions.reviewing import mark_for_review
from congvu.systems.actions.saying import (
    alive_reasons,
    keep_part,
    keeps_reasons,
    length_reasons,
    locked_system,
    refuse_marked,
)
from congvu.systems.models import InformationSystem, SystemConnection
from congvu.systems.rules import (
    CONNECTION_KIND_NAMES,
    DIRECTION_NAMES,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    ReviewReason,
    SystemState,
)

_LONGEST = {
    "name": LONGEST_NAME,
    "exchanged": LONGEST_REASON,
    "protocol": LONGEST_LINE,
    "agreement": LONGEST_REASON,
}


@dataclass(frozen=True)
class ConnectionData:
    """``name``: code or name of a system of the register, or of one outside it."""

    name: str
    kind: str
    direction: str
    exchanged: str
    protocol: str = ""
    agreement: str = ""


def add_connection(
    *, system_id: UUID, data: ConnectionData, by: Seat, at: datetime
) -> SystemConnection:
    """A new connection: the level is looked at (NĐ 331/2026 Đ10.2)."""
    refuse_marked(texts=[data.name, data.exchanged, data.agreement], by=by, at=at)
    return _connect(system_id, data, by, at)


@transaction.atomic
def _connect(
    system_id: UUID, data: ConnectionData, by: Seat, at: datetime
) -> SystemConnection:
    found = locked_system(system_id)
    given = {name: nfc(value).strip() for name, value in vars(data).items()}
    reasons = keeps_reasons(by, found) + alive_reasons(found)
    for field, most in _LONGEST.items():
        reasons += length_reasons(given[field], field, most)
    if not given["exchanged"]:
        reasons.append(Reason(_("Ghi dữ liệu nào được trao đổi."), "exchanged"))
    if given["kind"] not in set(CONNECTION_KIND_NAMES):
        reasons.append(Reason(_("Chọn nối qua đâu."), "kind"))
    if given["direction"] not in set(DIRECTION_NAMES):
        reasons.append(Reason(_("Chọn chiều dữ liệu."), "direction"))
    others = _called(given["name"], by)
    if not given["name"]:
        reasons.append(Reason(_("Ghi mã hoặc tên hệ thống kia."), "name"))
    elif len(others) > 1:
        words = _("Có nhiều hệ thống tên này; ghi mã hệ thống.")
        reasons.append(Reason(words, "name"))
    elif others and others[0].pk == found.pk:
        reasons.append(Reason(_("Đây chính là hệ thống này."), "name"))
    if reasons:
        raise Refused(reasons)
    other = others[0] if others else None
    given["name"] = other.name if other else given["name"]
    one = SystemConnection(system=found, other=other, **given)
    twice = Reason(_("Đã có kết nối này với dữ liệu này."), "name")
    keep_part(one, found, one.name, twice, by, at)
    if found.assessed_level is not None:
        with override("vi"):
            words = _("Kết nối với %(name)s.") % {"name": one.name}
        mark_for_review(
            system=found,
            reason=ReviewReason.CONNECTION,
            words=words[:LONGEST_REASON],
            by=by,
            at=at,
        )
    return one


def _called(name: str, by: Seat) -> list[InformationSystem]:
    """Of what this seat may know of; a code is one system's."""
    rows = seen_systems(by).exclude(state=SystemState.RETIRED)
    coded = list(rows.filter(code__iexact=name)[:1])
    return coded or list(rows.filter(Q(name__iexact=name)).order_by("pk")[:2])
