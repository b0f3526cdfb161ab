"""Khó khăn, vướng mắc: asked, answered, or escalated and decided; all in writing."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.documents.models import Document
from congvu.duties import queries
from congvu.duties.access import (
    decides_difficulty,
    follows_up,
    letter_for,
    letter_goes_to,
    reach_of,
    refers,
    works_on,
)
from congvu.duties.actions.asking import (
    course_reasons,
    locked_share,
    not_yours,
    refuse_marked,
    said_reasons,
)
from congvu.duties.actions.extending import move_deadline, until_reasons
from congvu.duties.actions.halting import halt_all
from congvu.duties.actions.history import note
from congvu.duties.actions.standing import standing_now
from congvu.duties.actions.telling import (
    tell_above,
    tell_deciders,
    tell_followers,
    tell_givers,
    tell_holder,
)
from congvu.duties.models import Difficulty, DifficultyStep, Share
from congvu.duties.rules import (
    DIFFICULTY_STATE_NAMES,
    OPEN_COURSES,
    OPEN_DIFFICULTIES,
    Course,
    DifficultyState,
    Effect,
    ShareRole,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean, nfc
from congvu.organisations.access import Seat
from congvu.organisations.queries import agencies_above, agency_names_on

_DAY = ("due_on", "due_basis")


def raise_difficulty(
    *,
    share_id: UUID,
    title: str,
    text: str,
    letter_id: UUID | None,
    by: Seat,
    at: datetime,
) -> Difficulty:
    """Báo vướng mắc: in writing, with the line of the letter in either register."""
    refuse_marked(texts=[title, text], by=by, at=at)
    return _raise(share_id, title, text, letter_id, by, at)


@transaction.atomic
def _raise(
    share_id: UUID,
    title: str,
    text: str,
    letter_id: UUID | None,
    by: Seat,
    at: datetime,
) -> Difficulty:
    share, on = locked_share(share_id, by), local_date(at)
    reasons = [] if works_on(by, share) else [not_yours()]
    if share.role != ShareRole.LEAD:
        words = _("Nơi phối hợp báo vướng mắc qua nơi chủ trì.")
        raise Refused([*reasons, Reason(words)])
    facts = standing_now(share).facts
    reasons += course_reasons(facts, *sorted(OPEN_COURSES))
    if not nfc(title):
        reasons.append(Reason(_("Ghi khó khăn, vướng mắc là gì."), "title"))
    elif len(nfc(title)) > 300:
        reasons.append(Reason(_("Tên vướng mắc dài quá 300 ký tự."), "title"))
    reasons += said_reasons(text, "text", _("Ghi nội dung và đề nghị."))
    paper, missing = _letter(letter_id, by)
    reasons += missing
    if reasons:
        raise Refused(reasons)
    made = Difficulty(
        share=share, title=nfc(title), state=DifficultyState.ASKED, asked_on=on
    )
    made.due_on, made.due_basis = queries.answer_due(on)
    made.save()
    _step(made, DifficultyState.ASKED, text, paper, by, at)
    note("duties.difficulty-asked", share=share, by=by, at=at, text=made.title)
    tell_givers("duties.difficulty", share, by, at, way="asked")
    return made


def answer_difficulty(
    *,
    difficulty_id: UUID,
    text: str,
    by: Seat,
    at: datetime,
    letter_id: UUID | None = None,
) -> Difficulty:
    """Trả lời: by who follows the duty up."""
    refuse_marked(texts=[text], by=by, at=at)
    return _answer(DifficultyState.ANSWERED, difficulty_id, text, letter_id, by, at)


def escalate_difficulty(
    *,
    difficulty_id: UUID,
    proposal: str,
    by: Seat,
    at: datetime,
    letter_id: UUID | None = None,
) -> Difficulty:
    """Trình cấp trên: beyond one's competence, with a proposal."""
    refuse_marked(texts=[proposal], by=by, at=at)
    return _answer(
        DifficultyState.ESCALATED, difficulty_id, proposal, letter_id, by, at
    )


@transaction.atomic
def _answer(
    state: DifficultyState,
    difficulty_id: UUID,
    text: str,
    letter_id: UUID | None,
    by: Seat,
    at: datetime,
) -> Difficulty:
    found, share = _locked(difficulty_id, by)
    reasons = [] if follows_up(by, share) else [not_yours()]
    reasons += _state_reasons(found, DifficultyState.ASKED)
    missing, to = _("Ghi nội dung trả lời."), None
    if state == DifficultyState.ESCALATED:
        missing = _("Ghi nội dung vượt thẩm quyền và đề xuất.")
        to = letter_goes_to(by, found)
    reasons += said_reasons(text, "text", missing)
    paper, wrong = _letter(letter_id, by, to=to, on=local_date(at))
    if reasons or wrong:
        raise Refused([*reasons, *wrong])
    found.state = state
    if state == DifficultyState.ANSWERED:
        found.ended_on = local_date(at)
    else:
        found.due_on, found.due_basis = queries.decision_due(local_date(at))
    found.save(update_fields=["state", "ended_on", *_DAY])
    _step(found, state, text, paper, by, at)
    if state == DifficultyState.ANSWERED:
        note("duties.difficulty-answered", share=share, by=by, at=at, text=found.title)
        tell_holder("duties.difficulty", share, by, at, way="answered")
    else:
        note("duties.difficulty-escalated", share=share, by=by, at=at, text=found.title)
        tell_deciders("duties.difficulty", share, by, at, way="escalated")
    return found


def refer_difficulty(
    *,
    difficulty_id: UUID,
    to: UUID | None,
    proposal: str,
    by: Seat,
    at: datetime,
    letter_id: UUID | None = None,
) -> Difficulty:
    """Trình cơ quan cấp trên: beyond who gave it, too; by a letter issued to it."""
    refuse_marked(texts=[proposal], by=by, at=at)
    return _refer(difficulty_id, to, proposal, letter_id, by, at)


@transaction.atomic
def _refer(
    difficulty_id: UUID,
    to: UUID | None,
    proposal: str,
    letter_id: UUID | None,
    by: Seat,
    at: datetime,
) -> Difficulty:
    (found, share), on = _locked(difficulty_id, by), local_date(at)
    reasons = [] if refers(by, found) else [not_yours()]
    reasons += _state_reasons(found, DifficultyState.ASKED, DifficultyState.ESCALATED)
    above = {body.id: body.name for body in agencies_above(by.agency_id, on)}
    if to not in above:
        reasons.append(Reason(_("Chọn một cơ quan cấp trên."), "to"))
    missing = _("Ghi nội dung vượt thẩm quyền và đề xuất.")
    reasons += said_reasons(proposal, "text", missing)
    paper, wrong = _letter(letter_id, by, to=to, on=on)
    if reasons or wrong or to is None:
        raise Refused([*reasons, *wrong])
    found.state, found.decider_id = DifficultyState.REFERRED, to
    found.due_on, found.due_basis = queries.decision_due(on)
    found.save(update_fields=["state", "decider", *_DAY])
    _step(found, DifficultyState.REFERRED, proposal, paper, by, at)
    whom = {"to": above[to]}
    note(
        "duties.difficulty-referred",
        share=share,
        by=by,
        at=at,
        text=found.title,
        detail=whom,
        also=whom,
    )
    tell_above("duties.difficulty", share, to, by, at, way="escalated")
    return found


def decide_difficulty(
    *,
    difficulty_id: UUID,
    text: str,
    effect: Effect,
    by: Seat,
    at: datetime,
    until: date | None = None,
    letter_id: UUID | None = None,
) -> Difficulty:
    """Quyết định: by who gave the share, or by the agency above that it was put before;
    its effect is carried out at once.
    """
    refuse_marked(texts=[text], by=by, at=at)
    return _decide(difficulty_id, text, effect, until, letter_id, by, at)


@transaction.atomic
def _decide(
    difficulty_id: UUID,
    text: str,
    effect: Effect,
    until: date | None,
    letter_id: UUID | None,
    by: Seat,
    at: datetime,
) -> Difficulty:
    found, share = _locked(difficulty_id, by)
    above = found.state == DifficultyState.REFERRED
    reasons = [] if decides_difficulty(by, found) else [not_yours()]
    reasons += _state_reasons(found, *OPEN_DIFFICULTIES)
    reasons += said_reasons(text, "text", _("Ghi nội dung quyết định."))
    reasons += _effect_reasons(share, effect, until, local_date(at))
    to = letter_goes_to(by, found) if above else None
    paper, wrong = _letter(letter_id, by, to=to, on=local_date(at))
    if reasons or wrong:
        raise Refused([*reasons, *wrong])
    if effect == Effect.MOVED and until is not None:
        move_deadline(share=share, until=until, at=at)
    elif effect == Effect.SUSPENDED:
        halt_all(share=share, course=Course.SUSPENDED, by=by, at=at)
    elif effect == Effect.REVOKED:
        halt_all(share=share, course=Course.REVOKED, by=by, at=at)
    found.state, found.effect = DifficultyState.DECIDED, effect
    found.ended_on = local_date(at)
    found.save(update_fields=["state", "effect", "ended_on"])
    _step(found, DifficultyState.DECIDED, text, paper, by, at)
    note(
        "duties.difficulty-decided",
        share=share,
        by=by,
        at=at,
        text=found.title,
        also={"effect": effect},
    )
    tell_holder("duties.difficulty", share, by, at, way="decided")
    if above:
        tell_followers("duties.difficulty", share, by, at, way="decided")
    return found


def _effect_reasons(
    share: Share, effect: Effect, until: date | None, today: date
) -> list[Reason]:
    facts = standing_now(share).facts
    if effect == Effect.NONE:
        return []
    if effect == Effect.SUSPENDED:
        return course_reasons(facts, Course.UNDER_WAY)
    reasons = course_reasons(facts, *sorted(OPEN_COURSES))
    if effect == Effect.MOVED:
        if until is None:
            return [*reasons, Reason(_("Chưa ghi hạn mới."), "until")]
        reasons += until_reasons(until, facts, share, today)
    return reasons


def _locked(difficulty_id: UUID, by: Seat) -> tuple[Difficulty, Share]:
    """One that the actor sees; its share's row is the lock, as for every deed."""
    seen = queries.visible_difficulties(reach_of(by)).filter(pk=difficulty_id)
    share_id = seen.values_list("share", flat=True).first()
    if share_id is None:
        raise Refused([_("Không tìm thấy vướng mắc này.")])
    rows = Share.objects.select_for_update(of=("self",))
    share = rows.select_related("duty", "parent").get(pk=share_id)
    found = Difficulty.objects.select_for_update().get(pk=difficulty_id)
    found.share = share
    return found, share


def _state_reasons(found: Difficulty, *allowed: DifficultyState) -> list[Reason]:
    if found.state in allowed:
        return []
    words = _("Vướng mắc này %(state)s.")
    state = _(DIFFICULTY_STATE_NAMES[DifficultyState(found.state)])
    return [Reason(words % {"state": state})]


def _letter(
    letter_id: UUID | None, by: Seat, *, to: UUID | None = None, on: date | None = None
) -> tuple[Document | None, list[Reason]]:
    """Every step goes with its own, which the actor may read; to another agency with
    one that was issued to it, and so goes there as every paper does.
    """
    if to is not None and on is not None:
        paper = letter_for(by, letter_id, to=to) if letter_id else None
        if paper is None:
            words = _("Chọn công văn đã phát hành gửi %(to)s.")
            named = {"to": agency_names_on([to], on).get(to, "")}
            return None, [Reason(words % named, "letter")]
        return paper, []
    if letter_id is None:
        words = _("Chọn công văn đã phát hành hoặc văn bản đã vào sổ.")
        return None, [Reason(words, "letter")]
    paper = letter_for(by, letter_id)
    if paper is None:
        return None, [Reason(_("Không tìm thấy văn bản này."), "letter")]
    return paper, []


def _step(
    found: Difficulty,
    state: DifficultyState,
    text: str,
    paper: Document | None,
    by: Seat,
    at: datetime,
) -> None:
    """``found`` says already by when the next one has to be there, if there is one."""
    waits = state in OPEN_DIFFICULTIES
    DifficultyStep.objects.create(
        difficulty=found,
        state=state,
        text=clean(text),
        paper=paper,
        due_on=found.due_on if waits else None,
        due_basis=found.due_basis if waits else "",
        at=at,
        by=by.person_name,
        by_post=by.acts_as,
        post_id=by.post_id,
    )
