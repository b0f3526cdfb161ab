"""What a person makes of a proposal short of deciding: its words, a new one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.directives import rules
from congvu.directives.actions.asking import (
    note,
    own_proposal,
    read_directive,
    refuse_if_changed,
    refuse_overlap,
    waiting_proposal,
)
from congvu.directives.models import Directive, Proposal
from congvu.directives.rules import Stretch, short_title, trimmed
from congvu.documents.actions import refuse_secret
from congvu.documents.rules import first_mark
from congvu.duties.rules import HEAVIEST
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean, nfc
from congvu.organisations.access import Seat

_DURATION = re.compile(r"P(?=\d)(\d{1,3}Y)?(\d{1,3}M)?(\d{1,3}W)?(\d{1,4}D)?")


@dataclass(frozen=True)
class ProposalWish:
    """What stands in the fields of one proposal, as a person wrote it.

    ``lead_left_out`` and ``support_left_out``: bodies the words mean that are not
    meant here.
    """

    title: str
    lead: str = ""
    support: str = ""
    deadline: date | None = None
    recurs: str = ""
    measure: str = ""
    indicator: str = ""
    deliverable: str = ""
    weight: int = 1
    watch: str = ""
    lead_left_out: tuple[UUID, ...] = ()
    support_left_out: tuple[UUID, ...] = ()

    def tidied(self) -> dict[str, object]:
        """The columns as they are kept."""
        return {
            "title": nfc(self.title),
            "lead": _actors(self.lead),
            "support": _actors(self.support),
            "deadline": self.deadline,
            "recurs": nfc(self.recurs).upper(),
            "measure": nfc(self.measure),
            "indicator": nfc(self.indicator),
            "deliverable": nfc(self.deliverable),
            "weight": self.weight,
            "watch": nfc(self.watch),
            "lead_left_out": sorted(set(self.lead_left_out)),
            "support_left_out": sorted(set(self.support_left_out)),
        }


def _actors(text: str) -> str:
    """One line, parts between semicolons."""
    return "; ".join(
        nfc(part) for part in re.split(r"[;\n]+", clean(text)) if nfc(part)
    )


def wish_of(proposal: Proposal) -> ProposalWish:
    return ProposalWish(
        title=proposal.title,
        lead=proposal.lead,
        support=proposal.support,
        deadline=proposal.deadline,
        recurs=proposal.recurs,
        measure=proposal.measure,
        indicator=proposal.indicator,
        deliverable=proposal.deliverable,
        weight=proposal.weight,
        watch=proposal.watch,
        lead_left_out=tuple(proposal.lead_left_out),
        support_left_out=tuple(proposal.support_left_out),
    )


def refuse_marked(*, wish: ProposalWish, by: Seat, at: datetime) -> None:
    """No state secret is typed here; before any transaction of the caller's."""
    actors = [wish.lead, wish.support, wish.watch]
    texts = [wish.title, *actors, wish.measure, wish.deliverable]
    refuse_secret(level=first_mark(texts), by=by, at=at)


def edit_proposal(
    *,
    directive_id: UUID,
    proposal_id: UUID,
    wish: ProposalWish,
    by: Seat,
    at: datetime,
    seen: str = "",
) -> Proposal:
    """Keep what a person made of a waiting proposal; what was read stays beside it."""
    refuse_marked(wish=wish, by=by, at=at)
    with transaction.atomic():
        directive = read_directive(directive_id, by)
        proposal = waiting_proposal(directive, proposal_id)
        refuse_if_changed(proposal, seen)
        changed = change(proposal=proposal, wish=wish, by=by, at=at)
        if changed:
            note(
                "directives.proposal-changed",
                on=proposal,
                by=by,
                at=at,
                changed=changed,
            )
    return proposal


def change(
    *, proposal: Proposal, wish: ProposalWish, by: Seat, at: datetime
) -> list[str]:
    """Write the fields that differ, all faults at once; which ones they were."""
    values = wish.tidied()
    if reasons := faults_of(wish):
        raise Refused(reasons)
    changed = [
        name
        for name, value in values.items()
        if value
        != (
            sorted(getattr(proposal, name))
            if name.endswith("_out")
            else getattr(proposal, name)
        )
    ]
    if changed:
        for name in changed:
            setattr(proposal, name, values[name])
        proposal.edited_at, proposal.edited_by = at, by.person_name
        proposal.save(update_fields=[*changed, "edited_at", "edited_by"])
    return changed


def faults_of(wish: ProposalWish) -> list[Reason]:
    """What is wrong with the words themselves, all of it."""
    values, found = wish.tidied(), []
    if not values["title"]:
        found.append(Reason(_("Chưa ghi nhiệm vụ."), "title"))
    for name, most in (
        ("title", rules.LONGEST_TITLE),
        ("lead", rules.LONGEST_ACTORS),
        ("support", rules.LONGEST_ACTORS),
        ("measure", rules.LONGEST_MEASURE),
        ("indicator", 80),
        ("deliverable", rules.LONGEST_DELIVERABLE),
        ("watch", rules.LONGEST_WORDS),
    ):
        if len(str(values[name])) > most:
            words = _("Dài quá %(most)d ký tự.") % {"most": most}
            found.append(Reason(words, name))
    if not 1 <= wish.weight <= HEAVIEST:
        words = _("Trọng số từ 1 đến %(most)s.") % {"most": HEAVIEST}
        found.append(Reason(words, "weight"))
    if values["recurs"] and not _DURATION.fullmatch(str(values["recurs"])):
        words = _("Chu kỳ chưa đúng. Ví dụ: P6M là sáu tháng một lần.")
        found.append(Reason(words, "recurs"))
    return found


def add_proposal(
    *,
    directive_id: UUID,
    by: Seat,
    at: datetime,
    start: int | None = None,
    end: int | None = None,
    words: str = "",
    wish: ProposalWish | None = None,
) -> Proposal:
    """A passage the reading left out: by its place, or by its words, copied."""
    if wish is not None:
        refuse_marked(wish=wish, by=by, at=at)
    with transaction.atomic():
        directive = read_directive(directive_id, by)
        place = passage(directive, start=start, end=end, words=words)
        refuse_overlap(directive, place.start, place.end)
        sentence = directive.text[place.start : place.end]
        proposal = Proposal(
            directive=directive,
            start=place.start,
            end=place.end,
            clause=_clause_at(directive, place.start),
            title=short_title(sentence)[: rules.LONGEST_TITLE],
            made_at=at,
            made_by=by.person_name,
        )
        proposal.save(force_insert=True)
        if wish is not None:
            change(proposal=proposal, wish=wish, by=by, at=at)
        note("directives.proposal-added", on=proposal, by=by, at=at)
    return proposal


def passage(
    directive: Directive, *, start: int | None, end: int | None, words: str
) -> Stretch:
    """The place that is meant, trimmed; refused where it is none or not one."""
    text = directive.text
    if start is None or end is None:
        place = _found(text, words)
        if place is None:
            said = _(
                "Không tìm thấy đoạn chữ này đúng một lần trong văn bản. Chép nguyên"
                " văn một đoạn dài hơn."
            )
            raise Refused([Reason(said, "words")])
        start, end = place
    if not 0 <= start < end <= len(text):
        raise Refused([Reason(_("Đoạn đã chọn nằm ngoài văn bản."), "words")])
    found = trimmed(text, start, end)
    if found.start >= found.end:
        raise Refused([Reason(_("Đoạn đã chọn không có chữ."), "words")])
    if found.end - found.start > rules.LONGEST_SENTENCE:
        said = _("Đoạn đã chọn dài quá %(most)d ký tự; chọn ngắn hơn.")
        raise Refused([Reason(said % {"most": rules.LONGEST_SENTENCE}, "words")])
    return found


def _found(text: str, words: str) -> tuple[int, int] | None:
    """Where these words stand once, however lines were broken in between."""
    parts = [re.escape(part) for part in nfc(words).split()]
    if not parts:
        return None
    places = re.finditer(r"\s+".join(parts), text)
    first, second = next(places, None), next(places, None)
    return first.span() if first is not None and second is None else None


def _clause_at(directive: Directive, start: int) -> str:
    """The innermost point that holds this place."""
    holding = [c for c in directive.clauses if c[0] <= start < c[1]]
    path = max(holding, key=lambda c: c[0])[2] if holding else ""
    return str(path)[:200]


@transaction.atomic
def undo_rejection(
    *, directive_id: UUID, proposal_id: UUID, by: Seat, at: datetime
) -> Proposal:
    """A rejected proposal waits again, unless its place was taken since."""
    directive = read_directive(directive_id, by)
    proposal = own_proposal(directive, proposal_id)
    if proposal.state != rules.ProposalState.REJECTED:
        raise Refused([_("Đề xuất này không ở trạng thái đã bỏ.")])
    refuse_overlap(directive, proposal.start, proposal.end)
    proposal.state = rules.ProposalState.WAITING
    proposal.decided_at, proposal.decided_by, proposal.decided_post = None, "", ""
    proposal.reason = ""
    proposal.save()
    note("directives.rejection-undone", on=proposal, by=by, at=at)
    return proposal
