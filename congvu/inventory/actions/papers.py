"""Machines handed over, taken back, given to another agency, disposed of: by a paper.

A hand-over and a transfer wait until who gets the machines confirms; till then nothing
of the machines changes. The rest is done as it is drawn up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.inventory.access import may_settle, who_settles
from congvu.inventory.actions.matching import one_by_one
from congvu.inventory.actions.standing import keep_standing
from congvu.inventory.actions.wiping import gone_faults
from congvu.inventory.models import Likeness, Machine, MachinePaper, MachinePaperLine
from congvu.inventory.queries import people_of
from congvu.inventory.queries.worth import lives_of
from congvu.inventory.rules import (
    DECIDED,
    DISPOSALS,
    MOST_ON_A_PAPER,
    MachineState,
    PaperKind,
    PaperState,
    Verdict,
    worth_on,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.notices.actions import notify
from congvu.organisations.access import Seat
from congvu.organisations.models import Person
from congvu.organisations.queries import (
    agency_on,
    posts_on,
    unit_names_on,
    units_on,
)

_WAITS = frozenset({PaperKind.GIVE, PaperKind.MOVE})


@dataclass(frozen=True)
class PaperWish:
    """What a paper is to say; of its parts only those of its kind are read.

    ``receiver`` names who gets them where that is nobody here (`PaperKind.AWAY`) or who
    buys them. ``machines`` keeps its order; ``wiped`` is the closed record of what
    became of their data.
    """

    kind: str
    agency_id: UUID
    machines: tuple[UUID, ...]
    to_person: UUID | None = None
    to_unit: UUID | None = None
    to_agency: UUID | None = None
    receiver: str = ""
    decision: str = ""
    decision_on: date | None = None
    wiped: UUID | None = None
    condition: str = ""

    def tidied(self) -> PaperWish:
        return replace(
            self,
            machines=tuple(dict.fromkeys(self.machines)),
            receiver=nfc(self.receiver),
            decision=nfc(self.decision),
            condition=nfc(self.condition),
        )


@transaction.atomic
def draw_up(*, wish: PaperWish, by: Seat, at: datetime) -> MachinePaper:
    """The paper with its number of the agency's year, or all that is wrong."""
    wish, on = wish.tidied(), local_date(at)
    one_by_one(wish.agency_id)
    rows = Machine.objects.select_for_update().filter(
        pk__in=wish.machines, agency=wish.agency_id, merged_into=None
    )
    found = {one.pk: one for one in rows.order_by("pk")}
    machines = [found[pk] for pk in wish.machines if pk in found]
    paper = _begun(wish, by, at)
    reasons = _machine_faults(wish, machines)
    reasons += _receiver(paper, wish, machines, on) + _decision_faults(wish, on)
    if wish.kind in DISPOSALS:
        paper.wiped, wrong = gone_faults(wish.wiped, [wish.agency_id], machines)
        reasons += wrong
    if reasons:
        raise Refused(reasons)
    paper.number = _next_number(paper)
    paper.save(force_insert=True)
    _lines(paper, machines, on)
    _log("inventory.paper-drawn", paper, by, at, {"count": len(machines)})
    if paper.state == PaperState.DONE:
        _carry_out(paper, at)
    _tell_receiver(paper, by, at)
    return paper


@transaction.atomic
def confirm(*, paper_id: UUID, by: Seat, at: datetime) -> MachinePaper:
    """Who gets the machines says that they are there: from now on they are theirs."""
    paper = _waiting(paper_id, by)
    paper.receiver_post = paper.receiver_post or by.post_name[:300]
    _settle(paper, PaperState.DONE, by, at)
    _carry_out(paper, at)
    _log("inventory.paper-confirmed", paper, by, at)
    return paper


@transaction.atomic
def refuse(*, paper_id: UUID, reason: str, by: Seat, at: datetime) -> MachinePaper:
    """Who was to get them does not; the machines stay where they are."""
    paper, reason = _waiting(paper_id, by), nfc(reason)
    if not reason:
        raise Refused([Reason(_("Ghi lý do không nhận."), "reason")])
    paper.reason = reason
    _settle(paper, PaperState.REFUSED, by, at)
    _log("inventory.paper-refused", paper, by, at, {"reason": reason})
    return paper


@transaction.atomic
def withdraw(*, paper_id: UUID, by: Seat, at: datetime) -> MachinePaper:
    """Whose machines they are takes the paper back before it is confirmed."""
    paper = _held(paper_id)
    _settle(paper, PaperState.WITHDRAWN, by, at)
    _log("inventory.paper-withdrawn", paper, by, at)
    return paper


def _begun(wish: PaperWish, by: Seat, at: datetime) -> MachinePaper:
    """All of it that cannot be wrong."""
    kind, on = wish.kind, local_date(at)
    waits = kind in _WAITS
    decided = kind in DECIDED
    return MachinePaper(
        agency_id=wish.agency_id,
        kind=kind,
        year=on.year,
        on=on,
        state=PaperState.WAITING if waits else PaperState.DONE,
        giver=by.person_name[:300],
        giver_post=f"{by.post_name}, {by.unit_name}"[:300],
        decision=wish.decision if decided else "",
        decision_on=wish.decision_on if decided else None,
        condition=wish.condition,
        made_at=at,
        made_by=by.person_name,
        settled_at=None if waits else at,
        settled_by="" if waits else by.person_name,
    )


def _machine_faults(wish: PaperWish, machines: list[Machine]) -> list[Reason]:
    reasons: list[Reason] = []
    if wish.kind not in set(PaperKind):
        reasons.append(Reason(_("Chọn loại giấy tờ."), "kind"))
    if not wish.machines:
        reasons.append(Reason(_("Chọn ít nhất một máy."), "machines"))
    if len(wish.machines) > MOST_ON_A_PAPER:
        words = _("Một biên bản có nhiều nhất %(most)d máy.")
        reasons.append(Reason(words % {"most": MOST_ON_A_PAPER}, "machines"))
    if len(machines) < len(wish.machines):
        words = _("Có máy không còn ở cơ quan này; chọn lại.")
        reasons.append(Reason(words, "machines"))
    gone = [one.name for one in machines if one.state == MachineState.DISPOSED]
    if gone:
        words = _("Đã thanh lý: %(names)s.") % {"names": ", ".join(gone)}
        reasons.append(Reason(words, "machines"))
    open_lines = MachinePaperLine.objects.filter(machine__in=machines, is_open=True)
    busy = sorted(open_lines.values_list("machine__name", flat=True))
    if busy:
        words = _("Đang chờ xác nhận ở giấy tờ khác: %(names)s.")
        reasons.append(Reason(words % {"names": ", ".join(busy)}, "machines"))
    idle = [m.name for m in machines if m.user_id is None and m.unit_id is None]
    if wish.kind == PaperKind.BACK and idle:
        words = _("Chưa giao cho ai nên không có gì để thu hồi: %(names)s.")
        reasons.append(Reason(words % {"names": ", ".join(idle)}, "machines"))
    return reasons


def _holders(machines: list[Machine], on: date) -> str:
    """The people, or where there is none the units, that have them; each once."""
    people = Person.objects.in_bulk([m.user_id for m in machines if m.user_id])
    units = unit_names_on([m.agency_id for m in machines[:1]], on)
    named = [
        people[m.user_id].full_name
        if m.user_id
        else units.get(m.unit_id, "")
        if m.unit_id
        else ""
        for m in machines
        if m.user_id or m.unit_id
    ]
    return ", ".join(dict.fromkeys(named))[:300]


def _receiver(
    paper: MachinePaper, wish: PaperWish, machines: list[Machine], on: date
) -> list[Reason]:
    """Who gets the machines, written on the paper as of its day."""
    if wish.kind == PaperKind.GIVE:
        return _person_or_unit(paper, wish, on)
    if wish.kind == PaperKind.MOVE:
        agency = agency_on(wish.to_agency, on) if wish.to_agency else None
        if agency is None or agency.id == wish.agency_id:
            return [Reason(_("Chọn cơ quan nhận máy."), "to_agency")]
        paper.to_agency_id, paper.receiver = agency.id, agency.name[:300]
        return []
    if wish.kind == PaperKind.BACK:
        # Who had them gives, and who keeps them gets.
        paper.receiver, paper.receiver_post = paper.giver, paper.giver_post
        paper.giver, paper.giver_post = _holders(machines, on), ""
        return []
    paper.receiver = wish.receiver[:300]
    if wish.kind == PaperKind.AWAY and not wish.receiver:
        return [Reason(_("Ghi nơi nhận máy."), "receiver")]
    return []


def _person_or_unit(paper: MachinePaper, wish: PaperWish, on: date) -> list[Reason]:
    reasons = []
    units = {unit.id: unit.name for unit in units_on(wish.agency_id, on)}
    people = dict(people_of(wish.agency_id, on))
    if wish.to_unit is not None and wish.to_unit not in units:
        words = _("Đơn vị này không thuộc cơ quan của máy.")
        reasons.append(Reason(words, "to_unit"))
    if wish.to_person is not None and wish.to_person not in people:
        words = _("Người này không giữ chức vụ nào ở cơ quan của máy.")
        reasons.append(Reason(words, "to_person"))
    if wish.to_person is None and wish.to_unit is None:
        words = _("Chọn người nhận, hoặc đơn vị nhận.")
        reasons.append(Reason(words, "to_person"))
    if reasons:
        return reasons
    paper.to_person_id, paper.to_unit_id = wish.to_person, wish.to_unit
    unit = units.get(wish.to_unit, "") if wish.to_unit else ""
    if wish.to_person is None:
        paper.receiver = unit[:300]
        return []
    posts = [
        post
        for post in posts_on(on, agency_id=wish.agency_id)
        if post.person_id == wish.to_person
    ]
    first = next((p for p in posts if p.unit_id == wish.to_unit), posts[0])
    paper.receiver = people[wish.to_person][:300]
    paper.receiver_post = f"{first.name}, {first.unit_name}"[:300]
    paper.to_unit_id = wish.to_unit or first.unit_id
    return []


def _decision_faults(wish: PaperWish, on: date) -> list[Reason]:
    if wish.kind not in DECIDED:
        return []
    reasons = []
    if not wish.decision:
        reasons.append(Reason(_("Ghi số quyết định."), "decision"))
    if wish.decision_on is None:
        reasons.append(Reason(_("Ghi ngày quyết định."), "decision_on"))
    elif wish.decision_on > on:
        words = _("Ngày quyết định không thể sau hôm nay.")
        reasons.append(Reason(words, "decision_on"))
    return reasons


def _next_number(paper: MachinePaper) -> int:
    """Under the agency's lock, so that no two take one."""
    rows = MachinePaper.objects.filter(agency=paper.agency_id, year=paper.year)
    last: int | None = rows.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _lines(paper: MachinePaper, machines: list[Machine], on: date) -> None:
    lives = lives_of({machine.kind for machine in machines})
    rows = []
    for place, one in enumerate(machines, start=1):
        left = None
        if one.price is not None and one.bought_on is not None:
            left = worth_on(one.price, one.bought_on, on, lives[one.kind]).left
        rows.append(
            MachinePaperLine(
                paper=paper,
                machine=one,
                position=place,
                name=one.name,
                kind=one.kind,
                model=f"{one.maker} {one.model}".strip(),
                serial=one.serial,
                price=one.price,
                left=left,
                is_open=paper.state == PaperState.WAITING,
            )
        )
    MachinePaperLine.objects.bulk_create(rows)


def _held(paper_id: UUID) -> MachinePaper:
    paper = MachinePaper.objects.select_for_update().get(pk=paper_id)
    if paper.state != PaperState.WAITING:
        raise Refused([_("Giấy tờ này không còn chờ xác nhận.")])
    return paper


def _waiting(paper_id: UUID, by: Seat) -> MachinePaper:
    paper = _held(paper_id)
    if not may_settle(by, paper):
        raise Refused([_("Chỉ bên nhận xác nhận được.")])
    return paper


def _settle(paper: MachinePaper, state: PaperState, by: Seat, at: datetime) -> None:
    paper.state, paper.settled_at, paper.settled_by = state, at, by.person_name
    paper.save()
    paper.lines.update(is_open=False)


def _carry_out(paper: MachinePaper, at: datetime) -> None:
    """What the paper says becomes so, of all its machines at once."""
    ids = list(paper.lines.order_by("machine_id").values_list("machine_id", flat=True))
    rows = Machine.objects.filter(pk__in=ids)
    # Nobody changes them meanwhile; those that a reform took elsewhere go no further.
    held = rows.select_for_update().order_by("pk").values_list("agency", flat=True)
    if set(held) != {paper.agency_id}:
        raise Refused([_("Có máy không còn ở cơ quan này; rút biên bản, lập lại.")])
    if paper.kind == PaperKind.GIVE:
        rows.update(
            user=paper.to_person_id, unit=paper.to_unit_id, state=MachineState.IN_USE
        )
    elif paper.kind == PaperKind.BACK:
        rows.update(user=None, unit=None, state=MachineState.STOCK)
    elif paper.kind == PaperKind.MOVE:
        rows.update(
            agency=paper.to_agency_id,
            user=None,
            unit=None,
            place="",
            state=MachineState.STOCK,
        )
        # Machines of two agencies are two machines.
        asked = Likeness.objects.filter(verdict=Verdict.WAITING)
        asked.exclude(first__agency=F("second__agency")).delete()
    else:
        rows.update(user=None, state=MachineState.DISPOSED)
    rows.update(left_told_at=None)
    keep_standing(ids, at=at, paper_id=paper.pk)


def _tell_receiver(paper: MachinePaper, by: Seat, at: datetime) -> None:
    if paper.state != PaperState.WAITING:
        return
    told = who_settles(paper, local_date(at)) - {by.user_id, None}
    notify(
        "inventory.to-confirm",
        to=told,
        target_id=paper.pk,
        at=at,
        actor=by.person_name,
    )


def _log(
    event: str,
    paper: MachinePaper,
    by: Seat,
    at: datetime,
    more: dict[str, object] | None = None,
) -> None:
    data = {
        "kind": paper.kind,
        "number": f"{paper.number}/{paper.year}",
        "receiver": paper.receiver,
        **(more or {}),
    }
    for agency_id in {paper.agency_id, paper.to_agency_id} - {None}:
        record(event, by=by.actor, at=at, on=paper, agency_id=agency_id, data=data)
