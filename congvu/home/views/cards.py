"""A leader's cards on the phone: what is asked, why, and two buttons to decide it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.documents import queries
from congvu.documents.models import Assignment, WorkRequest
from congvu.documents.queries import WorkItem
from congvu.documents.rules import AssignmentState, Part, Wish
from congvu.organisations.access import Seat
from congvu.ui.rules import Row


@dataclass(frozen=True)
class Wished:
    """One thing asked of the giver, with the words and addresses of its two answers."""

    words: str
    yes: str
    yes_url: str
    no: str
    no_url: str

    @classmethod
    def of(cls, one: WorkRequest) -> Wished:
        told = {
            Wish.EXTENSION: (
                _("Gia hạn"), "grant-extension", _("Không gia hạn"), "refuse-extension",
            ),
            Wish.PASS_ON: (
                _("Đồng ý chuyển"), "grant-pass-on", _("Không chuyển"),
                "refuse-pass-on",
            ),
        }  # fmt: skip
        yes, grant, no, refuse = told[Wish(one.kind)]
        at = [one.entry_id, one.assignment_id]
        return cls(
            f"{one.asked_by} {queries.request_words(one)}",
            yes,
            reverse(f"documents:{grant}", args=at),
            no,
            reverse(f"documents:{refuse}", args=at),
        )


@dataclass(frozen=True)
class Cards:
    """What the cards of a leader need besides their lines; two queries for all."""

    names: Mapping[UUID, str] = field(default_factory=dict)
    wishes: Mapping[UUID, Sequence[WorkRequest]] = field(default_factory=dict)

    @classmethod
    def of(cls, seat: Seat, items: Sequence[WorkItem], on: date) -> Cards:
        if not items:
            return cls()
        desks = queries.desks(seat.agency_id, on).values()
        asked = [item.assignment.id for item in items if item.asked]
        return cls({d.id: d.name for d in desks}, queries.open_requests(asked))

    def card(self, item: WorkItem, row: Row) -> dict[str, Any]:
        """On the phone: what is asked, what was proposed or why, two buttons."""
        a = item.assignment
        decides = a.part == Part.DIRECT and a.state in (
            AssignmentState.WAITING,
            AssignmentState.WORKING,
        )
        return {
            "row": row,
            "assignment": a,
            "decides": decides,
            "proposal": proposal_words(a, self.names) if decides else "",
            "wishes": [Wished.of(one) for one in self.wishes.get(a.id, ())],
        }


def proposal_words(a: Assignment, names: Mapping[UUID, str]) -> str:
    """ "Phòng A chủ trì, Phòng B phối hợp, hạn 20/11"."""
    words = {
        Part.LEAD: _("%(desk)s chủ trì"),
        Part.SUPPORT: _("%(desk)s phối hợp"),
        Part.INFORM: _("%(desk)s để biết"),
    }
    said: list[str] = []
    due = ""
    for share in a.proposal:
        name = names.get(UUID(share["desk_id"]), "")
        if name:
            said.append(words[Part(share["part"])] % {"desk": name.split(",")[0]})
        if share["part"] == Part.LEAD:
            due = share.get("due_on", "")
    if said and due:
        day = date.fromisoformat(due).strftime("%d/%m")
        said.append(_("hạn %(day)s") % {"day": day})
    return ", ".join(said)
