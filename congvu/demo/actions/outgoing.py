"""The papers that went out, or are on their way, moved through the real actions.

As with what came in (life.py): every step by whoever holds the post on that day, in the
order of the moments, so that numbers rise with the days.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from congvu.audit.actions import ensure_months
from congvu.demo.actions.keys import Ring, make_keys
from congvu.demo.actions.life import Case, Life
from congvu.demo.actions.plan import read
from congvu.demo.actions.road import Road
from congvu.demo.actions.sheets import Bodies
from congvu.demo.formats.paper import have_fonts
from congvu.demo.rules import OUTGOING_WAYS
from congvu.documents.models import RegisterEntry
from congvu.lib.dates import VIETNAM, local_date
from congvu.organisations.access import Seat
from congvu.organisations.rules import Role
from congvu.outgoing import actions
from congvu.outgoing.actions import SentTo
from congvu.outgoing.formats.compose_pdf import compose_pdf
from congvu.outgoing.models import Draft, OutgoingEntry
from congvu.outgoing.rules import SequenceKind, SequenceRule
from congvu.outgoing.rules.body_text import blocks_of
from congvu.outgoing.rules.paper_json import from_json

FILE = "outgoing.yaml"

# When in its working day a step is taken, and how many working days after the first.
_CLOCK: dict[str, tuple[int, time]] = {
    "reserve": (0, time(10, 15)),
    "cancel": (1, time(9, 50)),
    "begin": (0, time(8, 30)),
    "write": (0, time(9, 20)),
    "ask": (0, time(9, 40)),
    "answer": (0, time(14, 10)),
    "withdraw": (0, time(16, 0)),
    "send": (0, time(15, 20)),
    "check": (0, time(15, 50)),
    "send_back": (0, time(16, 20)),
    "form": (0, time(16, 20)),
    "approve": (0, time(16, 45)),
    "sign": (1, time(8, 20)),
    "number": (1, time(8, 50)),
    "seal": (1, time(9, 5)),
    "issue": (1, time(9, 30)),
    "after": (1, time(16, 10)),
}
_ANSWERED_FROM = time(15, 10)  # what came in is on the drafter's desk by then
_APART = timedelta(minutes=6)


@dataclass
class Work:
    """One paper on its way out, or one number by itself."""

    line: dict[str, Any]
    number: int
    draft_id: UUID | None = None
    entry: OutgoingEntry | None = None

    @property
    def agency(self) -> str:
        return str(self.line.get("from", "committee"))

    @property
    def given(self) -> dict[str, Any]:
        return {"draft_id": self.draft_id}

    @property
    def steps(self) -> tuple[str, ...]:
        if "way" in self.line:
            return OUTGOING_WAYS[self.line["way"]]
        return ("reserve", "cancel") if "cancelled" in self.line else ("reserve",)


@dataclass
class Out(Life):
    """The steps an outgoing paper can take."""

    ring: Ring = field(default_factory=lambda: Ring({}, {}))
    answered: dict[str, UUID] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)  # of who is on the hub
    show: Callable[..., None] = lambda **_given: None

    def by(self, work: Work, desk: str, at: datetime) -> Seat:
        return self.seat(self.bodies.desk(work.agency, desk), at)

    def clerk(self, work: Work, at: datetime) -> Seat:
        return self.by(work, Role.RECORDS_CLERK, at)

    def drafter(self, work: Work, at: datetime) -> Seat:
        return self.by(work, work.line["by"], at)

    def signer(self, work: Work, at: datetime) -> Seat:
        return self.by(work, work.line["signer"], at)

    @cached_property
    def everywhere(self) -> dict[str, list[UUID]]:
        found: dict[str, list[UUID]] = {"departments": [], "communes": []}
        for agency in self.bodies.agencies.values():
            kind = f"{agency.kind}s"
            if kind in found:
                found[kind].append(agency.id)
        return found

    # -- numbers by themselves

    def reserve(self, work: Work, at: datetime) -> None:
        paper = actions.Numbered(
            type_code=work.line["type"],
            subject=work.line["subject"],
            unit_id=self.bodies.unit_or_post(work.agency, work.line["unit"]),
        )
        work.entry = actions.reserve_number(paper=paper, by=self.clerk(work, at), at=at)

    def cancel(self, work: Work, at: datetime) -> None:
        actions.cancel_number(
            entry_id=_line(work),
            reason=work.line["cancelled"],
            by=self.clerk(work, at),
            at=at,
        )

    # -- from the first word to the approval

    def begin(self, work: Work, at: datetime) -> None:
        line, answers = work.line, None
        if "answers" in line:
            answers = self.answered[line["answers"]]
        wish = actions.DraftWish(
            type_code=line["type"],
            subject=line["subject"],
            signer_post_id=self.bodies.desk(work.agency, line["signer"]),
            answers_id=answers,
            urgency=line.get("urgency", "normal"),
            signing_basis=line.get("basis", ""),
        )
        by = self.drafter(work, at)
        work.draft_id = actions.start_draft(wish=wish, by=by, at=at).id

    def write(self, work: Work, at: datetime) -> None:
        line = work.line
        fields = {
            "addressees": line.get("addressees", []),
            "bases": line.get("bases", []),
            "body": blocks_of(line["body"]),
            "recipients": line["recipients"],
            "authority_name": self._authority(work),
        }
        by = self.drafter(work, at)
        actions.save_version(fields=fields, by=by, at=at, **work.given)

    def _authority(self, work: Work) -> str:
        """A decision says above its bases who decides."""
        if "bases" not in work.line:
            return ""
        return self.bodies.agencies[work.agency].name

    def ask(self, work: Work, at: datetime) -> None:
        desks = [
            self.bodies.unit_or_post(work.agency, asked["who"])
            for asked in work.line["asks"]
        ]
        actions.ask_opinions(
            desk_ids=desks,
            due_on=self.days.add_working_days(self.today, 2),
            question=work.line["question"],
            by=self.drafter(work, at),
            at=at,
            **work.given,
        )

    def answer(self, work: Work, at: datetime) -> None:
        for asked in work.line["asks"]:
            if "stance" not in asked:
                continue
            desk = self.bodies.unit_or_post(work.agency, asked["who"])
            request = _draft(work).requests.get(desk_id=desk)
            actions.give_opinion(
                request_id=request.pk,
                stance=asked["stance"],
                text=asked["says"],
                by=self.seat(self.bodies.head(work.agency, asked["who"]), at),
                at=at,
            )

    def send(self, work: Work, at: datetime) -> None:
        actions.send_draft(by=self.drafter(work, at), at=at, **work.given)

    def withdraw(self, work: Work, at: datetime) -> None:
        by = self.drafter(work, at)
        actions.withdraw_draft(reason=work.line["why"], by=by, at=at, **work.given)

    def check(self, work: Work, at: datetime) -> None:
        unit = self.drafter(work, at).unit_id
        head = next(
            p.id
            for p in self.bodies.posts(work.agency)
            if p.unit_id == unit and p.role == Role.UNIT_HEAD
        )
        actions.check_content(by=self.seat(head, at), at=at, **work.given)

    def form(self, work: Work, at: datetime) -> None:
        actions.check_form(by=self.clerk(work, at), at=at, **work.given)

    def send_back(self, work: Work, at: datetime) -> None:
        by = self.clerk(work, at)
        actions.return_draft(reason=work.line["why"], by=by, at=at, **work.given)

    def approve(self, work: Work, at: datetime) -> None:
        actions.approve(by=self.signer(work, at), at=at, **work.given)

    # -- signed, numbered, sealed, issued

    def _by_key(self, work: Work) -> bool:
        return bool(self.ring.keys) and not work.line.get("pen")

    def sign(self, work: Work, at: datetime) -> None:
        if not self._by_key(work):
            actions.note_pen_signature(by=self.clerk(work, at), at=at, **work.given)
            return
        by = self.signer(work, at)
        asked = actions.ready_to_sign(by=by, at=at, **work.given)
        actions.keep_personal_signature(
            version=asked.version,
            applied=self.ring.sign(asked, owner=by.person_id, at=at),
            key=self.ring.keys[by.person_id],
            by=by,
            at=at,
            **work.given,
        )

    def number(self, work: Work, at: datetime) -> None:
        work.entry = actions.give_number(by=self.clerk(work, at), at=at, **work.given)

    def seal(self, work: Work, at: datetime) -> None:
        if not self._by_key(work):
            return
        by = self.clerk(work, at)
        asked = actions.ready_to_seal(by=by, at=at, **work.given)
        actions.keep_agency_signature(
            applied=self.ring.sign(asked, owner=by.agency_id, at=at),
            key=self.ring.keys[by.agency_id],
            by=by,
            at=at,
            **work.given,
        )

    def issue(self, work: Work, at: datetime) -> None:
        by, scan = self.clerk(work, at), None
        if not self._by_key(work) and have_fonts():
            pages = io.BytesIO(_printed(work))
            scan = actions.keep_scan(stream=pages, name="ban-quet.pdf", by=by, at=at)
        work.entry = actions.issue_draft(
            sent_to=self._sent_to(work), scan=scan, by=by, at=at, **work.given
        )

    def _sent_to(self, work: Work) -> list[SentTo]:
        pen, found = bool(work.line.get("pen")), []
        for word in work.line.get("to", ()):
            ids = self.everywhere.get(word) or [self.bodies.agencies[word].id]
            found += [SentTo(one, on_paper=pen) for one in ids]
        for name in work.line.get("outside", ()):
            found.append(SentTo(None, name, self.codes.get(name, "")))
        return list(dict.fromkeys(found))

    def after(self, work: Work, at: datetime) -> None:
        then, by = work.line.get("then", {}), self.clerk(work, at)
        if "recalled" in then:
            entry, why = _line(work), then["recalled"]
            self.show(entry_id=entry, by=by, at=at)
            actions.recall_paper(entry_id=entry, reason=why, by=by, at=at)
        if "corrects" in then:
            earlier = OutgoingEntry.objects.get(
                agency=by.agency_id, subject=then["corrects"]
            )
            actions.relate_paper(
                entry_id=_line(work),
                kind="corrects",
                symbol=earlier.symbol,
                year=earlier.year,
                by=by,
                at=at,
            )

    # -- when

    def planned(self, work: Work) -> Iterator[tuple[datetime, str]]:
        """When each step was taken: one after the other, and never after now.

        A paper is signed and numbered in the year that stands on it, so one that would
        cross New Year is begun after it.
        """
        first = self.bodies.arrived(work.line, self.days, self.today)
        following = self.days.add_working_days(first, 1)
        if first.year != following.year:
            first = following
        clocks = [_CLOCK[step] for step in work.steps]
        start = _ANSWERED_FROM if "answers" in work.line else time(0)
        before = datetime.combine(first, start, VIETNAM)
        for place, (step, (after, clock)) in enumerate(
            zip(work.steps, clocks, strict=True)
        ):
            day = following if after else first
            moment = datetime.combine(day, clock, VIETNAM)
            moment = max(moment + timedelta(seconds=53 * work.number % 300), before)
            before = moment + _APART
            latest = self.now - timedelta(seconds=40 * (len(work.steps) - place))
            yield min(moment, latest), step


def _draft(work: Work) -> Draft:
    if work.draft_id is None:
        raise LookupError("the paper is not begun yet")
    return Draft.objects.get(pk=work.draft_id)


def _line(work: Work) -> UUID:
    if work.entry is None:
        raise LookupError("the paper has no number yet")
    return UUID(str(work.entry.pk))


def _printed(work: Work) -> bytes:
    """The paper as it came back from the signer and the scanner."""
    draft = _draft(work)
    paper = from_json(draft.versions.get(number=draft.version).body)
    if draft.entry is None:
        raise LookupError("the paper has no number yet")
    numbered = replace(
        paper, number=draft.entry.number, issued_on=draft.entry.issued_on
    )
    return compose_pdf(numbered).pdf


def send_out(
    cases: list[Case],
    *,
    now: datetime,
    road: Road | None = None,
    beside: Sequence[dict[str, Any]] = (),
    show: Callable[..., None] = lambda **_given: None,
) -> list[Work]:
    """After ``live``: the agency's own papers, and its answers to what came in.

    ``beside``: lines that other parts of the demo bring, last of all; ``show`` puts a
    paper on the portal before it is called back.
    """
    office = read(FILE)
    out = Out(Bodies(local_date(now)), now, codes=road.codes if road else {}, show=show)
    works = [
        Work(line, number)
        for number, line in enumerate([*office["numbers"], *office["papers"], *beside])
    ]
    steps: list[tuple[datetime, int, int, Callable[[Work, datetime], None], Work]] = []
    for work in works:
        for place, (moment, name) in enumerate(out.planned(work)):
            steps.append((moment, work.number, place, getattr(out, name), work))
    steps.sort(key=lambda step: step[:3])
    start = steps[0][0] - timedelta(hours=1)
    moments = [start, *(step[0] for step in steps)]
    for table in ("audit_event", "outgoing_event"):
        ensure_months(table, moments)
    out.answered = _answered(cases, works)
    out.ring = make_keys(office["keys"], bodies=out.bodies, now=now, at=start)
    head = out.seat(out.bodies.desk("committee", "dung"), start)
    year = local_date(start).year
    actions.set_sequences(
        year=year, rules=_rules(office["sequences"]), by=head, at=start
    )
    for moment, _number, _place, take, work in steps:
        take(work, moment)
    return works


def _rules(lines: list[dict[str, Any]]) -> list[SequenceRule]:
    return [
        SequenceRule(
            name=line["name"],
            kind=SequenceKind(line.get("kind", SequenceKind.ADMINISTRATIVE)),
            type_codes=tuple(line.get("types", ())),
            body=line.get("body", ""),
            body_symbol=line.get("symbol", ""),
        )
        for line in lines
    ]


def _answered(cases: list[Case], works: list[Work]) -> dict[str, UUID]:
    """The incoming lines that are answered, by their symbol."""
    wanted = {w.line["answers"]: w.agency for w in works if "answers" in w.line}
    found: dict[str, UUID] = {}
    for case in cases:
        symbol = case.mail.paper.symbol
        if case.entry is not None and wanted.get(symbol) == case.line["to"]:
            entry: RegisterEntry = case.entry
            found.setdefault(symbol, entry.pk)
    return found
