"""Who sees a question and does what with it; who puts drafts before people.

The editorial board of the agency that has it: who edits its site; who approves there.
The unit it was forwarded to answers. Whom it was sent to first goes on seeing it, and
the heir of a body that ended reads what that one answered. How
the asker is reached only the board sees, and who approves.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404

from congvu.documents.access import scope_of
from congvu.organisations.access import Seat
from congvu.organisations.queries import agencies_on, units_on
from congvu.organisations.rules import Permission, Role
from congvu.outgoing.models import Draft
from congvu.outgoing.queries import readable_drafts
from congvu.portal.access import may_edit
from congvu.portal.models import (
    CommentGroup,
    DraftComment,
    OpenDraft,
    PublicQuestion,
    QuestionFile,
)
from congvu.portal.queries.questions import (
    AskReach,
    visible_questions,
    waiting_for,
)
from congvu.portal.rules.questions import (
    Asked,
    AskStep,
    QuestionState,
    ask_steps,
)


def edits_portal(seat: Seat) -> bool:
    """Who may write for the agency's site; asked of the database once an answer."""
    kept = seat.counted.setdefault("portal", {})
    if "edits" not in kept:
        kept["edits"] = int(may_edit(seat))
    return bool(kept["edits"])


def approves_portal(seat: Seat) -> bool:
    return seat.can(Permission.PUBLISH_PORTAL)


def reads_questions(seat: Seat) -> bool:
    """An administrator's seat runs the office and reads nobody's questions."""
    return seat.role != Role.ADMINISTRATOR


def ask_reach(seat: Seat) -> AskReach:
    if not reads_questions(seat):
        return AskReach()
    board = edits_portal(seat) or approves_portal(seat)
    units = seat.principals | {seat.unit_id}
    agency = seat.agency_id if board else None
    before = {body.agency_id for body in seat.ancestors if body.is_whole and board}
    return AskReach(agency, frozenset(units), seat.unit_id, frozenset(before))


def get_question_for(seat: Seat, question_id: UUID) -> PublicQuestion:
    rows = visible_questions(ask_reach(seat))
    found = (
        rows.select_related("agency", "asked_agency", "unit", "published")
        .filter(pk=question_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_question_file_for(
    seat: Seat, question: PublicQuestion, number: int
) -> QuestionFile:
    found = question.files.select_related("file").filter(number=number).first()
    if found is None or found.file is None or not reads_questions(seat):
        raise Http404
    return found


def askers_of(seat: Seat, found: PublicQuestion) -> frozenset[Asked]:
    """What the seat is to this question."""
    doers = set()
    own = found.agency_id == seat.agency_id
    if own and edits_portal(seat):
        doers.add(Asked.EDITS)
    if own and approves_portal(seat):
        doers.add(Asked.APPROVES)
    at_unit = found.unit_id is not None and found.unit_id in ask_reach(seat).units
    if at_unit and own and (seat.can(Permission.WORK) or edits_portal(seat)):
        doers.add(Asked.ANSWERS)
    return frozenset(doers)


def ask_steps_for(seat: Seat, found: PublicQuestion) -> list[AskStep]:
    steps = ask_steps(QuestionState(found.state), askers_of(seat, found))
    shown = AskStep.PUBLISH if hasattr(found, "published") else AskStep.UNPUBLISH
    return [step for step in steps if step != shown]


def get_question_to(seat: Seat, question_id: UUID, step: AskStep) -> PublicQuestion:
    """One that the seat may do this to, as far as rights go; else not found."""
    found = get_question_for(seat, question_id)
    if not askers_of(seat, found) & _doers(step):
        raise Http404
    return found


def _doers(step: AskStep) -> frozenset[Asked]:
    from_here = {
        AskStep.FORWARD: Asked.EDITS,
        AskStep.BEYOND: Asked.EDITS,
        AskStep.ELSEWHERE: Asked.EDITS,
        AskStep.REFUSE: Asked.EDITS,
        AskStep.PROMISE: Asked.ANSWERS,
        AskStep.ANSWER: Asked.ANSWERS,
    }
    return frozenset({from_here.get(step, Asked.APPROVES)})


def sees_contact(seat: Seat, found: PublicQuestion) -> bool:
    board = edits_portal(seat) or approves_portal(seat)
    return board and found.agency_id == seat.agency_id


def questions_to_do(seat: Seat) -> list[PublicQuestion]:
    """What waits for this seat, for "Việc của tôi"; two queries at most."""
    edits, approves = edits_portal(seat), approves_portal(seat)
    answers = seat.can(Permission.WORK) or edits
    if not reads_questions(seat) or not (edits or approves or answers):
        return []
    return waiting_for(ask_reach(seat), edits=edits, approves=approves, answers=answers)


def units_offered(seat: Seat, on: date) -> list[tuple[UUID, str]]:
    """The agency's own units."""
    return [(u.id, u.name) for u in units_on(seat.agency_id, on)]


def agencies_offered(seat: Seat, on: date) -> list[tuple[UUID, str]]:
    """Whose site may have it instead."""
    return [(a.id, a.name) for a in agencies_on(on) if a.id != seat.agency_id]


# -- drafts open for comment


def opens_drafts(seat: Seat) -> bool:
    return approves_portal(seat)


def reads_open_drafts(seat: Seat) -> bool:
    return edits_portal(seat) or approves_portal(seat)


def get_open_draft_for(seat: Seat, open_draft_id: UUID) -> OpenDraft:
    """One of the seat's own agency, for who keeps its site."""
    rows = OpenDraft.objects.select_related("source")
    found = rows.filter(pk=open_draft_id, agency=seat.agency_id).first()
    if found is None or not reads_open_drafts(seat):
        raise Http404
    return found


def get_comment_for(seat: Seat, comment_id: UUID) -> DraftComment:
    rows = DraftComment.objects.select_related("draft")
    found = rows.filter(pk=comment_id, draft__agency=seat.agency_id).first()
    if found is None or not reads_open_drafts(seat):
        raise Http404
    return found


def get_group_for(seat: Seat, comment_group_id: UUID) -> CommentGroup:
    rows = CommentGroup.objects.select_related("draft")
    found = rows.filter(pk=comment_group_id, draft__agency=seat.agency_id).first()
    if found is None or not reads_open_drafts(seat):
        raise Http404
    return found


def sources_offered(seat: Seat, *, limit: int = 40) -> list[tuple[UUID, str]]:
    """Drafts of outgoing papers that the seat reads, the newest first."""
    rows = readable_drafts(scope_of(seat)).filter(agency=seat.agency_id)
    return [(d.pk, d.subject) for d in rows.order_by("-id")[:limit]]


def readable_source(seat: Seat, draft_id: UUID) -> Draft | None:
    rows = readable_drafts(scope_of(seat)).filter(agency=seat.agency_id)
    return rows.filter(pk=draft_id).first()


def may_read_ratings(seat: Seat) -> bool:
    return reads_open_drafts(seat)
