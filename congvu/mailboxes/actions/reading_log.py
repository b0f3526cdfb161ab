"""What a mail server wrote into its log becomes rows: which letter went where.

The log is read where it was left. What its lines do not repeat (who wrote a letter, how
it is called) is remembered with the place that was read to, in one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.exchange.actions import hear_letter
from congvu.exchange.queries import (
    official_basis,
    official_endings,
    recipient_kinds,
    rows_on,
)
from congvu.exchange.rules import (
    OUTSIDE,
    OnPaper,
    Sending,
    is_official,
    letter_name,
    offer_of,
)
from congvu.lib.dates import local_date
from congvu.mailboxes.formats.maillog import Expired, Gone, Named, Said, Tried
from congvu.mailboxes.models import (
    BoxUse,
    Mailbox,
    MailDelivery,
    MailedPaper,
    MailLog,
)
from congvu.mailboxes.queries.deliveries import (
    Whose,
    papers_named,
    unnamed_packets,
    whose,
)
from congvu.mailboxes.rules import BoxKind
from congvu.mailboxes.rules.deliveries import (
    FAILED,
    Breach,
    DeliveryState,
    reason_words,
)
from congvu.mailboxes.rules.letters import symbol_in

MOST_QUEUED = 20_000


@transaction.atomic
def name_letters(*, domain: str) -> int:
    """Each paper that goes by letter is known by the names of its letters. No audit
    entry: nothing is done that was not done by sending it."""
    made = [
        MailedPaper(
            message_id=letter_name(str(p.pk), p.file.sha256, one, domain),
            packet=p,
            address=one,
        )
        for p in unnamed_packets()
        if p.file is not None
        for one in p.addresses
    ]
    MailedPaper.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


@transaction.atomic
def note_log(
    *, path: str, marker: str, offset: int, said: Sequence[Said], at: datetime
) -> int:
    """What some lines say, and how far that is; how many tries were in them. No audit
    entry: the rows are a log themselves."""
    MailLog.objects.get_or_create(path=path)
    log = MailLog.objects.select_for_update().get(path=path)
    batch = _Batch(dict(log.queue), at)
    batch.read(said)
    batch.keep()
    keep_uses(
        [
            (str(told["f"]), batch.tried[key][-1].at)
            for key, told in batch.known.items()
            if told.get("f")
        ]
    )
    kept = list(batch.queue.items())[-MOST_QUEUED:]
    log.queue, log.marker, log.offset = dict(kept), marker, offset
    log.read_at, log.error = at, ""
    log.save()
    return len(batch.tried)


@transaction.atomic
def note_log_unread(*, path: str, words: str) -> None:
    MailLog.objects.update_or_create(path=path, defaults={"error": words[:500]})


Key = tuple[str, str, str]


@dataclass
class _Batch:
    """Lines of one reading. ``queue`` by queue id: m message id, f sender, s size, t
    since when, y symbol, o who may not get that type by letter, by kind of receiver."""

    queue: dict[str, dict[str, Any]]
    at: datetime
    tried: dict[Key, list[Tried]] = field(default_factory=dict)
    known: dict[Key, dict[str, Any]] = field(default_factory=dict)
    expired: set[tuple[str, str]] = field(default_factory=set)
    owners: dict[str, Whose] = field(default_factory=dict)

    def read(self, said: Sequence[Said]) -> None:
        self.owners = whose(self._addresses(said), local_date(self.at))
        for one in said:
            if isinstance(one, Named):
                self._name(one)
                continue
            told = self.queue.get(one.queue_id, {})
            if isinstance(one, Tried):
                key = (one.queue_id, str(told.get("m", "")), one.recipient)
                self.tried.setdefault(key, []).append(one)
                self.known[key] = dict(told)
            elif isinstance(one, Expired):
                self.expired.add((one.queue_id, str(told.get("m", ""))))
            elif isinstance(one, Gone):
                self.queue.pop(one.queue_id, None)

    def _addresses(self, said: Sequence[Said]) -> set[str]:
        found = {str(told["f"]) for told in self.queue.values() if told.get("f")}
        found |= {one.sender for one in said if isinstance(one, Named) and one.sender}
        return found | {one.recipient for one in said if isinstance(one, Tried)}

    def _name(self, one: Named) -> None:
        told = self.queue.setdefault(one.queue_id, {"t": one.at.isoformat()})
        given = {"m": one.message_id, "f": one.sender, "s": one.size}
        told |= {key: value for key, value in given.items() if value is not None}
        if one.subject is not None:
            told |= self._of_subject(one.subject, str(told.get("f", "")))

    def _of_subject(self, subject: str, sender: str) -> dict[str, Any]:
        """The symbol of an official paper, and to whom its type may not go by letter.
        Nothing else of a subject is kept."""
        symbol, owner = symbol_in(subject), self.owners.get(sender)
        if symbol is None or owner is None or owner.agency_id is None:
            return {}
        on = local_date(self.at)
        rows = rows_on(on, owner.agency_id)
        forbidden = {}
        for kind in [one for one, _name in recipient_kinds()]:
            sending = Sending(
                on, symbol.type_abbreviation or "CV", subject, owner.kind, kind
            )
            offer = offer_of(rows, sending)
            if offer is not None and offer.on_paper == OnPaper.ONLY:
                forbidden[kind] = f"{offer.row.label} ({offer.row.citation})"[:500]
        return {"y": symbol.text[:60], "o": forbidden}

    # -- into rows

    def keep(self) -> None:
        ids = {key[0] for key in self.tried} | {
            queue_id for queue_id, _m in self.expired
        }
        rows = MailDelivery.objects.select_for_update().filter(queue_id__in=ids)
        held = {(r.queue_id, r.message_id, r.recipient): r for r in rows}
        papers = papers_named(key[1] for key in {*self.tried, *held} if key[1])
        made, changed = [], set[Key]()
        for key, tries in self.tried.items():
            row = held.get(key)
            if row is None:
                row = held[key] = self._new(key, tries[0], papers.get(key[1]))
                made.append(row)
            else:
                row.tries += 1
                changed.add(key)
            row.tries += len(tries) - 1
            _fill(row, tries[-1])
        made_keys = {(r.queue_id, r.message_id, r.recipient) for r in made}
        ended = set[Key]()
        for key, row in held.items():
            if key[:2] in self.expired and row.state == DeliveryState.DEFERRED:
                row.state = DeliveryState.EXPIRED
                ended.add(key)
        MailDelivery.objects.bulk_create(made)
        MailDelivery.objects.bulk_update(
            [held[key] for key in changed | ended - made_keys],
            ["state", "at", "delay", "tries", "relay", "dsn", "reason"],
        )
        self._tell({key: held[key] for key in {*self.tried, *ended}}, papers)

    def _new(self, key: Key, first: Tried, paper: MailedPaper | None) -> MailDelivery:
        told = self.known[key]
        sender = str(told.get("f", ""))
        owner = self.owners.get(sender)
        row = MailDelivery(
            queue_id=key[0],
            message_id=key[1],
            recipient=key[2],
            sender=sender,
            size=int(told.get("s", 0)),
            queued_at=_since(told, first.at),
            at=first.at,
            tries=1,
            symbol=str(told.get("y", "")),
            paper=paper,
            agency_id=paper.packet.sender_id if paper is not None else None,
        )
        if owner is not None:
            row.box_id, row.unit_id = owner.box_id, owner.unit_id
            row.agency_id = row.agency_id or owner.agency_id
        if owner is not None and paper is None and row.symbol:
            row.breach, row.basis = self._breach(told, key[2])
        return row

    def _breach(self, told: Mapping[str, Any], recipient: str) -> tuple[str, str]:
        to = self.owners.get(recipient)
        kind = to.kind if to is not None and to.kind else OUTSIDE
        forbidden = told.get("o", {})
        if kind in forbidden:
            return Breach.NEVER, str(forbidden[kind])
        on = local_date(self.at)
        if to is None and not is_official(recipient, official_endings(on)):
            return Breach.PRIVATE, official_basis(on)[:500]
        return "", ""

    def _tell(
        self, news: Mapping[Key, MailDelivery], papers: Mapping[str, MailedPaper]
    ) -> None:
        """The paper's own page says where it is, as it does of any other way."""
        for key, row in news.items():
            paper = papers.get(key[1])
            if paper is None:
                continue
            tries = self.tried.get(key, [])
            arrived = row.state == DeliveryState.SENT and tries[-1].is_in_box
            if not arrived and row.state not in FAILED:
                continue
            with override("vi"):
                words = f"{_(reason_words(row.dsn))} {row.reason}"
            hear_letter(
                packet_id=paper.packet_id,
                address=paper.address,
                arrived=arrived,
                words=words[:1000],
                at=self.at,
            )


def _fill(row: MailDelivery, last: Tried) -> None:
    row.state, row.at, row.delay = DeliveryState(last.state), last.at, last.delay
    row.relay, row.dsn, row.reason = last.relay, last.dsn, last.reason


def _since(told: Mapping[str, Any], default: datetime) -> datetime:
    try:
        return datetime.fromisoformat(str(told.get("t", "")))
    except ValueError:
        return default


# -- who used their box


@transaction.atomic
def note_uses(
    *,
    path: str,
    marker: str,
    offset: int,
    uses: Sequence[tuple[str, datetime]],
    at: datetime,
) -> int:
    """Who opened a box, by its month's last day, and how far the log was read. No audit
    entry: nobody did anything to anything."""
    MailLog.objects.get_or_create(path=path)
    log = MailLog.objects.select_for_update().get(path=path)
    log.marker, log.offset, log.read_at, log.error = marker, offset, at, ""
    log.save()
    # Who signs in as a seat is this office, looking for letters.
    people = Mailbox.objects.filter(
        kind=BoxKind.PERSON, address__in={address for address, _at in uses}
    )
    own = set(people.values_list("address", flat=True))
    return keep_uses([one for one in uses if one[0] in own])


def keep_uses(uses: Sequence[tuple[str, datetime]]) -> int:
    """Inside the caller's transaction; three statements however many."""
    last: dict[tuple[str, date], date] = {}
    for address, moment in uses:
        day = local_date(moment)
        key = (address, day.replace(day=1))
        last[key] = max(last.get(key, day), day)
    addresses = {address for address, _month in last}
    boxes = Mailbox.objects.filter(address__in=addresses)
    ids = dict(boxes.values_list("address", "pk"))
    rows = {
        (ids[address], month): day
        for (address, month), day in sorted(last.items())
        if address in ids
    }
    held = BoxUse.objects.filter(
        mailbox__in=ids.values(), month__in={month for _box, month in rows}
    ).select_for_update()
    known = {(row.mailbox_id, row.month): row for row in held}
    later = [
        row for key, row in known.items() if rows.get(key, row.last_on) > row.last_on
    ]
    for row in later:
        row.last_on = rows[row.mailbox_id, row.month]
    BoxUse.objects.bulk_update(later, ["last_on"])
    made = [
        BoxUse(mailbox_id=box, month=month, last_on=day)
        for (box, month), day in rows.items()
        if (box, month) not in known
    ]
    BoxUse.objects.bulk_create(made, ignore_conflicts=True)
    return len(made) + len(later)
