"""What an act that ends bodies does to outgoing papers (docs/adr/0023).

Books of an agency that ends close for good: held numbers stay in them, the heir numbers
in a book of its own, from 01. Drafts that are not numbered yet go to the heir and are
written on there under its name; what was checked or approved was another body's word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import event_row, record_many
from congvu.documents.actions.passing.matching import Found, Wanted, match_desks
from congvu.organisations.models import Post
from congvu.organisations.queries import agencies_of, unit_names_on
from congvu.organisations.rules import BodyKind, Passed, Passing, Role
from congvu.outgoing import queries
from congvu.outgoing.actions.drafts import draft_found_by, let_see
from congvu.outgoing.actions.undoing import let_go
from congvu.outgoing.models import (
    Draft,
    DraftVersion,
    OpinionRequest,
    OutgoingBook,
    OutgoingEntry,
    OutgoingEvent,
)
from congvu.outgoing.rules import (
    SIGNED_STATES,
    UNSIGNED_STATES,
    AskedState,
    DraftState,
)
from congvu.outgoing.rules.paper_json import from_json
from congvu.signatures.actions import retire_keys_of

_MOVED = UNSIGNED_STATES | SIGNED_STATES
_NAMED_BY = {
    "desk_id": "desk_name",
    "drafter_post_id": "drafter_name",
    "signer_post_id": "signer_name",
    "unit_id": "unit_name",
}
_DESK_FIELDS = [*_NAMED_BY, *_NAMED_BY.values()]


def pass_outgoing(passing: Passing) -> None:
    """Declared in ``succession.py``; called inside the transaction of the act."""
    _close_books(passing)
    _retire_keys(passing)
    _pass_drafts(passing)


def _close_books(passing: Passing) -> None:
    ended = [b.body_id for b in passing.bodies if b.kind == BodyKind.AGENCY]
    books = list(
        OutgoingBook.objects.select_for_update()
        .filter(agency__in=ended, closed_at=None)
        .order_by("id")
    )
    for book in books:
        book.closed_at, book.closed_by = passing.at, passing.legal_basis[:200]
        book.closed_by_reform_id = passing.reform_id
    OutgoingBook.objects.bulk_update(
        books, ["closed_at", "closed_by", "closed_by_reform"]
    )
    record_many(
        event_row(
            "outgoing.book-closed",
            by=passing.by,
            at=passing.at,
            on=book,
            agency_id=book.agency_id,
            data={"year": book.year, "last_number": book.last_line},
        )
        for book in books
    )


def _retire_keys(passing: Passing) -> None:
    """What an ended body signed stays signed; the heir has keys of its own."""
    ended = [b.body_id for b in passing.bodies if b.kind == BodyKind.AGENCY]
    why = passing.legal_basis[:300]
    retire_keys_of(agency_ids=ended, reason=why, by=passing.by, at=passing.at)


@dataclass(frozen=True)
class _Heirs:
    """For a desk that ended, the one that takes its place; None where nobody sits.

    ``own``: agencies that end; ``kept``: those that ended before, by who keeps what
    they left and their own key.
    """

    own: Mapping[UUID, Passed]
    kept: Mapping[tuple[UUID, UUID | None], Passed]
    ended: frozenset[UUID]
    found: Mapping[tuple[UUID, UUID], Found | None]

    def of(self, draft: Draft) -> Passed:
        found = self.own.get(draft.agency_id)
        return found or self.kept[draft.agency_id, draft.came_from_id]

    def desk(self, old: UUID, agency_id: UUID) -> Found | None:
        return self.found.get((old, agency_id))


def _pass_drafts(passing: Passing) -> None:
    agencies = [b for b in passing.bodies if b.kind == BodyKind.AGENCY]
    own = {b.body_id: b for b in agencies if b.from_id == b.body_id}
    kept: dict[tuple[UUID, UUID | None], Passed] = {
        (b.from_id, b.body_id): b for b in agencies if b.from_id != b.body_id
    }
    ended = _ended_desks(passing.bodies)
    # What the keeper writes itself stays with it.
    left = Q(agency__in=[k for k, _b in kept], came_from__in=[b for _k, b in kept])
    moved = list(
        Draft.objects.select_for_update(of=("self",))
        .filter(Q(agency__in=list(own)) | left, state__in=sorted(_MOVED))
        .order_by("id")
    )
    inside = _drafts_inside(ended, set(own))
    if not moved and not inside and not ended:
        return
    heirs = _Heirs(own, kept, ended, {})
    wanted = {
        Wanted(
            old,
            heirs.of(d).to_id,
            is_direct=False,
            is_interim=heirs.of(d).is_interim,
        )
        for d in moved
        for old in (d.drafter_post_id, d.unit_id, d.signer_post_id)
    }
    homes = agencies_of(ended)
    for old in ended:
        home = homes.get(old)
        if home is not None and home not in own:
            wanted.add(Wanted(old, home, is_direct=False, is_interim=False))
    takers = {b.body_id: b.to_id for b in passing.bodies}
    matched = match_desks(wanted, takers, passing.on)
    found = {(w.old, w.agency_id): f for w, f in matched.items()}
    heirs = replace(heirs, found=found)
    OpinionRequest.objects.filter(draft__in=moved, state=AskedState.WAITING).update(
        state=AskedState.CLOSED, ended_at=passing.at
    )
    for draft in moved:
        _to_heir(draft, heirs, passing)
    for draft in inside:
        _inside(draft, heirs, passing)
    _pass_requests(heirs, homes, passing)


def _ended_desks(bodies: Sequence[Passed]) -> frozenset[UUID]:
    """Units and posts that end by themselves, and the posts of those units."""
    smaller = {b.body_id for b in bodies if b.kind != BodyKind.AGENCY}
    posts = Post.objects.filter(unit__in=smaller).values_list("pk", flat=True)
    return frozenset(smaller | set(posts))


def _drafts_inside(ended: frozenset[UUID], agencies: set[UUID]) -> list[Draft]:
    """Open drafts of agencies that go on, with a desk that does not."""
    if not ended:
        return []
    some = list(ended)
    named = (
        Draft.objects.filter(desk_id__in=some)
        | Draft.objects.filter(unit_id__in=some)
        | Draft.objects.filter(drafter_post_id__in=some)
        | Draft.objects.filter(signer_post_id__in=some)
    )
    return list(
        named.filter(state__in=sorted(_MOVED))
        .exclude(agency__in=list(agencies))
        .select_for_update()
        .order_by("id")
    )


def _to_heir(draft: Draft, heirs: _Heirs, passing: Passing) -> None:
    """Written on by the heir's people, under its name, from the beginning."""
    to = heirs.of(draft).to_id
    drafter = heirs.desk(draft.drafter_post_id, to)
    signer = _signer(draft, heirs, to, passing)
    why, at = passing.legal_basis[:1000], passing.at
    number = let_go(draft=draft, why=why, ended_by=passing.by.name, at=at)
    if number is not None:
        _tell_of_number(number, passing)
    if draft.agency_id in heirs.own:
        draft.came_from_id = draft.agency_id
    draft.agency_id = to
    if drafter is None or signer is None:
        _end(draft, passing)
        return
    draft.state, draft.given_at = DraftState.WRITING, passing.at
    draft.desk_id, draft.desk_name = drafter.desk_id, drafter.name
    draft.drafter_post_id = drafter.desk_id
    draft.unit_id = drafter.unit_id
    draft.unit_name = _unit_name(draft, draft.unit_id, passing)
    draft.signer_post_id, draft.signer_name = signer.desk_id, signer.name
    draft.version += 1
    if draft.body_name not in queries.bodies_of(to, passing.on.year):
        draft.body_name = ""  # a council of the body that ended
    draft.search_text = draft_found_by(draft)
    moved = ["agency", "came_from", "state", "given_at", "version", "body_name"]
    moved.append("search_text")
    draft.save(update_fields=[*moved, *_DESK_FIELDS])
    before = draft.versions.get(number=draft.version - 1)
    DraftVersion.objects.create(
        draft=draft,
        number=draft.version,
        body=from_json(before.body | queries.new_body(draft, on=passing.on)).as_json(),
        file=before.file,
        file_name=before.file_name,
        remark=passing.legal_basis[:500],
        made_at=passing.at,
        made_by=passing.by.name,
        made_by_post="",
        post_id=drafter.desk_id,
    )
    _told(draft, drafter.name, passing)
    let_see(draft, [drafter.desk_id, drafter.unit_id])


def _signer(
    draft: Draft, heirs: _Heirs, agency_id: UUID, passing: Passing
) -> Found | None:
    """A leader's paper is a leader's at the heir, whatever their chair is called; none
    signs by order (TL.) only because no other was found.
    """
    found = heirs.desk(draft.signer_post_id, agency_id)
    roles = Post.objects.in_bulk(
        [draft.signer_post_id, *([found.desk_id] if found else [])]
    )
    old, new = roles.get(draft.signer_post_id), found and roles.get(found.desk_id)
    if old is None or old.role != Role.LEADER or (new and new.role == Role.LEADER):
        return found
    first = next(iter(queries.signers(agency_id, passing.on)), None)
    if first is None or first.role != Role.LEADER:
        return found
    name = f"{first.person_name}, {first.name}"
    return Found(first.id, name[:200], first.unit_id)


def _tell_of_number(entry: OutgoingEntry, passing: Passing) -> None:
    """Nobody may issue it any more: it stays in the old book with the act as reason."""
    detail = {"symbol": entry.symbol, "text": passing.legal_basis[:300]}
    _note("outgoing.number-cancelled", entry, detail, passing)


def _unit_name(draft: Draft, unit_id: UUID, passing: Passing) -> str:
    return unit_names_on([draft.agency_id], passing.on).get(unit_id, "")


def _end(draft: Draft, passing: Passing) -> None:
    """The heir has nobody to write or sign: the draft stays to be read there."""
    with override("vi"):
        why = _("Cơ quan kế thừa chưa có ai nhận việc.")
    draft.state, draft.ended_at = DraftState.WITHDRAWN, passing.at
    draft.ended_because = why
    ended = ["agency", "came_from", "state", "ended_at", "ended_because"]
    draft.save(update_fields=ended)
    _told(draft, why, passing)


def _inside(draft: Draft, heirs: _Heirs, passing: Passing) -> None:
    """Each desk that ended gives way to its heir; the draft stays where it is."""
    for name, words in _NAMED_BY.items():
        old = getattr(draft, name)
        found = heirs.desk(old, draft.agency_id) if old in heirs.ended else None
        if found is not None and name == "signer_post_id":
            found = _signer(draft, heirs, draft.agency_id, passing)
        if found is None:
            continue
        if name == "unit_id":
            draft.unit_id = found.unit_id
            draft.unit_name = _unit_name(draft, found.unit_id, passing)
        else:
            setattr(draft, name, found.desk_id)
            setattr(draft, words, found.name)
    draft.search_text = draft_found_by(draft)
    draft.save(update_fields=[*_DESK_FIELDS, "search_text"])
    _told(draft, draft.desk_name, passing)
    let_see(draft, [draft.desk_id, draft.unit_id])


def _pass_requests(heirs: _Heirs, homes: Mapping[UUID, UUID], passing: Passing) -> None:
    """Who was asked and ends: the heir answers, or nobody."""
    asked = OpinionRequest.objects.select_for_update().filter(
        desk_id__in=list(heirs.ended), state=AskedState.WAITING
    )
    for request in asked:
        found = heirs.desk(request.desk_id, homes.get(request.desk_id, request.desk_id))
        if found is None:
            request.state, request.ended_at = AskedState.CLOSED, passing.at
        else:
            request.desk_id, request.desk_name = found.desk_id, found.name
        request.save(update_fields=["state", "ended_at", "desk_id", "desk_name"])
        let_see(request.draft, [request.desk_id])


def _told(draft: Draft, to: str, passing: Passing) -> None:
    detail = {"to": to, "basis": passing.legal_basis[:300]}
    _note("outgoing.draft-passed", draft, detail, passing)


def _note(
    event: str, on: Draft | OutgoingEntry, detail: dict[str, str], passing: Passing
) -> None:
    OutgoingEvent.objects.create(
        at=passing.at,
        target_id=on.id,
        agency_id=on.agency_id,
        event=event,
        actor=passing.by.name,
        detail=detail,
    )
    row = event_row(
        event,
        by=passing.by,
        at=passing.at,
        on=on,
        agency_id=on.agency_id,
        data=detail,
    )
    record_many([row])
