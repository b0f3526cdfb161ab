"""Where a paper goes: places named one by one, and those of groups, each once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason
from congvu.lib.text import nfc
from congvu.organisations.queries import agencies_on, sending_to
from congvu.outgoing import queries
from congvu.outgoing.models import OutgoingEntry, Recipient
from congvu.outgoing.rules import RecipientKind, SentTo, places_in

MOST_PLACES = 2000


@dataclass(frozen=True)
class Groups:
    """Recipient groups a paper goes to, each spread into the places of that day."""

    ids: Collection[UUID] = ()
    on_paper: bool = False


NO_GROUPS = Groups()


@dataclass(frozen=True)
class Chosen:
    """Where a copy goes when it is made; nowhere: it is handed over."""

    sent_to: Sequence[SentTo] = ()
    groups: Groups = NO_GROUPS

    def __bool__(self) -> bool:
        return bool(self.sent_to or self.groups.ids)


NOWHERE = Chosen()


@dataclass(frozen=True)
class Places:
    """Every place a paper goes to, or why it cannot; the names of its groups."""

    sent_to: list[SentTo]
    reasons: list[Reason]
    known: dict[UUID, str]
    groups: str = ""
    redirected: str = ""

    def told(self, warnings: Sequence[str]) -> Places:
        """With what else is to be said of where the paper goes instead."""
        said = [self.redirected, *warnings] if self.redirected else warnings
        return replace(self, redirected=" ".join(said))


def places_for(
    sent_to: Sequence[SentTo], groups: Groups, own: UUID, at: datetime
) -> Places:
    known = {a.id: a.name for a in agencies_on(local_date(at))}
    now, said = _to_successors(sent_to, known, local_date(at))
    named = Places(now, _place_reasons(now, known, own), known, redirected=said)
    if groups.ids:
        return _spread(named, groups, own, at)
    if not now:
        named.reasons.append(Reason(_("Chưa có nơi nhận."), "agencies"))
    return named


def _to_successors(
    sent_to: Sequence[SentTo], known: Collection[UUID], on: date
) -> tuple[list[SentTo], str]:
    """What goes to an agency that ended goes to its one successor, and says so; where
    it was divided, or has none, it stays and is refused."""
    found: list[SentTo] = []
    said: list[str] = []
    named = {one.agency_id for one in sent_to}
    for one in sent_to:
        if one.agency_id is None or one.agency_id in known:
            found.append(one)
            continue
        now = sending_to(one.agency_id, on)
        if now.agency_id is None or now.agency_id not in known:
            found.append(one)
            continue
        said.append(now.words)
        if now.agency_id not in named:
            named.add(now.agency_id)
            found.append(replace(one, agency_id=now.agency_id))
    return found, " ".join(said)


def _spread(named: Places, groups: Groups, own: UUID, at: datetime) -> Places:
    """What was named by itself stands before the same place in a group. A member that
    was divided goes nowhere until one of its successors is named by itself.
    """
    rows = [g for g in queries.groups_of(own) if g.id in set(groups.ids)]
    spread = queries.places_of(rows, own, local_date(at))
    reasons, chosen = list(named.reasons), {one.agency_id for one in named.sent_to}
    if len(rows) < len(set(groups.ids)):
        words = _("Có nhóm nơi nhận không còn dùng; chọn lại nhóm.")
        reasons.append(Reason(words, "own_groups"))
    asked = [d.words for g in spread for d in g.divided if not d.candidates & chosen]
    reasons += [Reason(words, "agencies") for words in dict.fromkeys(asked)]
    found = {one.agency_id or nfc(one.name).casefold(): one for one in named.sent_to}
    for place in (place for one in spread for place in one.places):
        one = SentTo(place.agency_id, place.name, place.address, groups.on_paper)
        found.setdefault(place.key, one)
    if not found and not reasons:
        reasons.append(Reason(_("Nhóm đã chọn không còn nơi nhận nào."), "own_groups"))
    if len(found) > MOST_PLACES >= len(named.sent_to):
        reasons.append(Reason(_("Một văn bản gửi nhiều nhất 2000 nơi."), "own_groups"))
    names = "; ".join(one.group.name for one in spread)
    return replace(named, sent_to=list(found.values()), reasons=reasons, groups=names)


def _place_reasons(
    sent_to: Sequence[SentTo], known: dict[UUID, str], own: UUID
) -> list[Reason]:
    reasons = []
    if any(one.agency_id and one.agency_id not in known for one in sent_to):
        words = _("Có nơi nhận không còn hoạt động; chọn nơi kế thừa.")
        reasons.append(Reason(words, "agencies"))
    if any(not one.agency_id and not nfc(one.name) for one in sent_to):
        reasons.append(Reason(_("Có nơi nhận bên ngoài chưa ghi tên."), "outside"))
    if any(one.agency_id == own for one in sent_to):
        words = _("Nơi nhận có chính cơ quan ban hành; bỏ nơi ấy đi.")
        reasons.append(Reason(words, "agencies"))
    places = Counter(one.agency_id or nfc(one.name) for one in sent_to)
    if twice := [place for place, times in places.items() if times > 1]:
        names = ", ".join(known.get(p, "") if isinstance(p, UUID) else p for p in twice)
        words = _("Nơi nhận ghi hai lần: %(names)s.") % {"names": names}
        reasons.append(Reason(words, "agencies"))
    for text, most, words in (
        ("name", 200, _("Tên nơi nhận bên ngoài dài quá %(most)d ký tự.")),
        ("address", 300, _("Địa chỉ nơi nhận dài quá %(most)d ký tự.")),
    ):
        if any(len(nfc(getattr(one, text))) > most for one in sent_to):
            reasons.append(Reason(words % {"most": most}, "outside"))
    if len(sent_to) > MOST_PLACES:
        reasons.append(Reason(_("Một văn bản gửi nhiều nhất 2000 nơi."), "agencies"))
    return reasons


def send_to(entry: OutgoingEntry, places: Places, at: datetime) -> None:
    rows = [
        Recipient(
            entry=entry,
            kind=RecipientKind.AGENCY if one.agency_id else RecipientKind.OUTSIDE,
            agency_id=one.agency_id,
            name=places.known[one.agency_id][:200] if one.agency_id else nfc(one.name),
            address=nfc(one.address),
            on_paper=one.on_paper,
            sent_at=at,
        )
        for one in places.sent_to
    ]
    Recipient.objects.bulk_create(rows)
    entry.recipients = "; ".join(
        dict.fromkeys([*places_in(entry.recipients), *(row.name for row in rows)])
    )
