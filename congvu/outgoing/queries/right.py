"""By what right somebody signed, as it stood that day: kept with the signature.

Posts end, people leave and a delegation is taken back; in twenty years nobody can be
asked. So what the check rested on is written down in words beside the ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from congvu.lib.text import gettext_noop
from congvu.organisations.access import Seat
from congvu.organisations.models import Appointment, Delegation
from congvu.organisations.rules import DELEGATION_KIND_NAMES, DelegationKind
from congvu.outgoing.models import Draft, DraftCheck
from congvu.outgoing.queries.attachments import beside, digests_of
from congvu.outgoing.rules import (
    CAPACITY_NAMES,
    Authority,
    Capacity,
    CheckKind,
    SignerFacts,
)

_BASIS = gettext_noop("Điều 13 Nghị định 30/2020/NĐ-CP")
_SEAL_BASIS = gettext_noop("Điều 32 Nghị định 30/2020/NĐ-CP")


def right_of(
    draft: Draft, seat: Seat, authority: Authority, facts: SignerFacts, on: date
) -> dict[str, Any]:
    """What a personal or pen signature of that day rests on; three queries."""
    return {
        **_seat(draft, seat, on),
        "law": _BASIS,
        "capacity": authority.capacity.value,
        "head_post": facts.head_post,
        "collective": facts.collective,
        "rules": draft.signing_basis,
        "approval": _approval(draft),
        "attachments": digests_of(beside(draft)),
    }


def right_to_seal(draft: Draft, seat: Seat, on: date) -> dict[str, Any]:
    """The registry's, who keeps the agency's key."""
    kept = digests_of(beside(draft))
    return {**_seat(draft, seat, on), "law": _SEAL_BASIS, "attachments": kept}


def _seat(draft: Draft, seat: Seat, on: date) -> dict[str, Any]:
    held = Appointment.objects.valid(on=on).filter(post=seat.post_id)
    own = held.filter(person=seat.person_id).first()
    holder = own or held.select_related("person").first()
    return {
        "on": on.isoformat(),
        "agency": seat.agency_name,
        "unit": seat.unit_name,
        "post": seat.post_name,
        "role": seat.role.value,
        "holder": holder.person.full_name if holder else "",
        "appointment": _period(own) if own else None,
        "delegation": _delegation(seat),
        "version": draft.version,
    }


def _period(row: Appointment) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "since": row.valid_from.isoformat(),
        "until": row.valid_until.isoformat() if row.valid_until else "",
        "basis": row.legal_basis,
    }


def _delegation(seat: Seat) -> dict[str, Any] | None:
    given = (
        Delegation.objects.filter(pk=seat.delegation_id).first()
        if seat.delegation_id
        else None
    )
    if given is None:
        return None
    return {
        "id": str(given.id),
        "kind": given.kind,
        "since": given.valid_from.isoformat(),
        "until": given.valid_until.isoformat() if given.valid_until else "",
        "basis": given.legal_basis,
        "content": given.content,
        "withheld": list(given.withheld),
    }


def _approval(draft: Draft) -> dict[str, Any] | None:
    found = (
        DraftCheck.objects.filter(
            draft=draft, kind=CheckKind.APPROVAL, version=draft.version, passed=True
        )
        .order_by("-made_at")
        .first()
    )
    if found is None:
        return None
    return {
        "by": found.made_by,
        "post": found.made_by_post,
        "at": found.made_at.isoformat(),
    }


def right_lines(right: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The same for a reader: label and words, in the order one would tell it."""
    if not right:
        return []
    lines = [
        (_("Ngày xét"), _day(right["on"])),
        (
            _("Chức vụ"),
            ", ".join(w for w in (right["post"], right["unit"], right["agency"]) if w),
        ),
    ]
    if held := right.get("appointment"):
        lines.append((_("Giữ chức vụ"), _spoken(held)))
    elif right.get("holder"):
        lines.append((_("Người giữ chức vụ"), right["holder"]))
    if given := right.get("delegation"):
        kind = _(DELEGATION_KIND_NAMES[DelegationKind(given["kind"])])
        lines.append((kind.capitalize(), _spoken(given)))
        if given["content"]:
            lines.append((_("Nội dung được giao"), given["content"]))
    if capacity := right.get("capacity"):
        lines.append((_("Tư cách ký"), _(CAPACITY_NAMES[Capacity(capacity)])))
    if right.get("collective"):
        lines.append((_("Thay mặt"), right["collective"]))
    if right.get("head_post") and right["head_post"] != right["post"]:
        lines.append((_("Người đứng đầu"), right["head_post"]))
    if right.get("rules"):
        lines.append((_("Căn cứ ký thừa lệnh"), right["rules"]))
    if seen := right.get("approval"):
        words = _("%(who)s, %(post)s, bản %(number)s")
        told = {"who": seen["by"], "post": seen["post"], "number": right["version"]}
        lines.append((_("Duyệt"), words % told))
    lines += [
        (_("Tệp kèm theo"), f"{one['name']} (SHA-256 {one['sha256']})")
        for one in right.get("attachments") or ()
    ]
    lines.append((_("Xét theo"), _(right["law"])))
    return lines


def _spoken(held: Mapping[str, Any]) -> str:
    until = held["until"]
    words = (_("từ %(since)s đến trước %(until)s") if until else _("từ %(since)s")) % {
        "since": _day(held["since"]),
        "until": _day(until),
    }
    return f"{words}; {held['basis']}" if held["basis"] else words


def _day(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d/%m/%Y}" if iso else ""
