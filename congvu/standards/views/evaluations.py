"""Software offered: put together, judged by each apart, compared, recommended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.outgoing.queries import signers
from congvu.outgoing.rules import DRAFT_STATE_NAMES, DraftState
from congvu.standards import actions, queries
from congvu.standards.access import (
    composes_evaluation,
    get_evaluation_for,
    get_evaluation_to_compose,
    get_evaluation_to_keep,
    keeps_evaluation,
    papers_shown,
    seen_evaluations,
)
from congvu.standards.formats.recommendation import points
from congvu.standards.forms import (
    CriterionForm,
    EvaluationForm,
    OfferForm,
    RecommendationForm,
    ScoreForm,
    ScorerForm,
)
from congvu.standards.models import Evaluation
from congvu.standards.queries import Whole
from congvu.standards.rules import EVALUATION_STATE_NAMES, EvaluationState
from congvu.standards.views.register import READ, pages, uuid_or_none
from congvu.standards.views.systems import KEEP, answer
from congvu.systems.access import keeps
from congvu.ui.deeds import METHODS, Words, posted, press

TONES = {EvaluationState.CLOSED: "done", EvaluationState.SCORING: "look"}


def _state(found: Evaluation) -> tuple[str, str]:
    state = EvaluationState(found.state)
    return _(EVALUATION_STATE_NAMES[state]), TONES.get(state, "")


@require_safe
@with_seat(READ)
def evaluations(request: SeatRequest) -> HttpResponse:
    """The last begun first; to the centre those of every agency."""
    seat, after = request.seat, uuid_or_none(request.GET.get("sau", ""))
    page = queries.evaluation_page(seen_evaluations(seat), after)
    names = agency_names_on({one.agency_id for one in page.rows}, seat.on)
    context = {
        "rows": [
            (one, names.get(one.agency_id, "–"), *_state(one)) for one in page.rows
        ],
        "keeps": keeps(seat),
        "pages": pages(request, page.after),
    }
    return render(request, "standards/evaluations.html", context)


@require_http_methods(METHODS)
@with_seat(KEEP)
def begin(request: SeatRequest) -> HttpResponse:
    form = EvaluationForm(posted(request))
    words = Words(_("Lập đánh giá phần mềm"), _("Lập"), _("Đã lập."))
    return answer(
        request,
        form,
        words,
        lambda: actions.begin_evaluation(
            **form.cleaned_data, by=request.seat, at=timezone.now()
        ),
        back=reverse("standards:evaluations"),
        to=_url,
    )


def _url(found: Evaluation) -> str:
    return reverse("standards:evaluation", args=[found.pk])


@require_safe
@with_seat(READ)
def evaluation(request: SeatRequest, evaluation_id: UUID) -> HttpResponse:
    """What it is made of; one's own sheet while it is scored, then all of them."""
    seat, found = request.seat, get_evaluation_for(request.seat, evaluation_id)
    told = queries.whole(found, person_id=seat.person_id)
    words, tone = _state(found)
    own = next((s for s in told.scorers if s.person_id == seat.person_id), None)
    is_closed = found.state == EvaluationState.CLOSED
    scored = {one.offer_id for one in told.scores}
    context = {
        "found": found,
        "told": told,
        "total": sum(one.weight for one in told.criteria),
        "state_words": words,
        "tone": tone,
        "may_keep": found.state == EvaluationState.OPEN
        and keeps_evaluation(seat, found),
        "may_let_go": found.state == EvaluationState.SCORING
        and keeps_evaluation(seat, found),
        "may_score": found.state == EvaluationState.SCORING
        and own is not None
        and own.handed_at is None,
        "scored": scored,
        "may_hand_in": len(scored) == len(told.offers),
        "may_compose": is_closed and composes_evaluation(seat, found),
        "table": _table(told) if is_closed else [],
        "shifts": _shifts(told) if is_closed else [],
        "papers": _papers(seat, found),
    }
    return render(request, "standards/evaluation.html", context)


def _papers(seat: Seat, found: Evaluation) -> list[tuple[Any, str, bool]]:
    return [
        (one, _(DRAFT_STATE_NAMES[DraftState(one.draft.state)]), is_read)
        for one, is_read in papers_shown(seat, found)
    ]


def _table(told: Whole) -> list[dict[str, Any]]:
    """A row an offer: its mean by each criterion, who gave what and why."""
    offers = {one.pk: one for one in told.offers}
    given: dict[tuple[UUID, UUID], list[Any]] = {}
    for score in told.scores:
        given.setdefault((score.offer_id, score.criterion_id), []).append(score)
    return [
        {
            "offer": offers[one.offer],
            "place": one.place,
            "total": points(one.total),
            "cells": [
                {
                    "criterion": c.name,
                    "mean": points(one.means[c.pk]),
                    "below": c.pk in one.below,
                    "scores": given.get((one.offer, c.pk), []),
                }
                for c in told.criteria
            ],
        }
        for one in told.ranked
    ]


def _shifts(told: Whole) -> list[tuple[str, tuple[str, bool], tuple[str, bool]]]:
    """Each criterion with who is first, and whether that is another, when it counts
    less and when it counts more.
    """
    offers = {one.pk: one.name for one in told.offers}
    found = {
        (one.criterion, one.by > 0): (
            ", ".join(offers[key] for key in one.first),
            one.changes,
        )
        for one in told.shifted
    }
    return [(c.name, found[c.pk, False], found[c.pk, True]) for c in told.criteria]


@require_http_methods(METHODS)
@with_seat(KEEP)
def add(
    request: SeatRequest, evaluation_id: UUID, evaluation_part: str
) -> HttpResponse:
    found = get_evaluation_to_keep(request.seat, evaluation_id)
    given: dict[str, Any] = {
        "evaluation_id": found.pk,
        "by": request.seat,
        "at": timezone.now(),
    }
    form, title, act = _adding(request, evaluation_part, given)
    words = Words(title, _("Ghi"), _("Đã ghi."), found.name)
    return answer(request, form, words, act, back=_url(found))


def _adding(
    request: SeatRequest, part: str, given: dict[str, Any]
) -> tuple[forms.Form, str, Callable[[], object]]:
    if part == "tieu-chi":
        criterion = CriterionForm(posted(request))
        return (
            criterion,
            _("Ghi tiêu chí"),
            lambda: actions.add_criterion(**criterion.cleaned_data, **given),
        )
    if part == "phan-mem":
        offer = OfferForm(posted(request))
        return (
            offer,
            _("Ghi phần mềm được chào"),
            lambda: actions.add_offer(**offer.cleaned_data, **given),
        )
    if part != "nguoi-cham":
        raise Http404
    people = queries.may_score(request.seat.agency_id, request.seat.on)
    scorer = ScorerForm(posted(request), people=people)
    return (
        scorer,
        _("Ghi người chấm"),
        lambda: actions.add_scorer(person_id=scorer.person_id(), **given),
    )


@require_POST
@with_seat(KEEP)
def drop(
    request: SeatRequest,
    evaluation_id: UUID,
    evaluation_part: str,
    evaluation_part_id: UUID,
) -> HttpResponse:
    found = get_evaluation_to_keep(request.seat, evaluation_id)
    return press(
        request,
        lambda: actions.drop_part(
            evaluation_id=found.pk,
            part=evaluation_part,
            part_id=evaluation_part_id,
            by=request.seat,
            at=timezone.now(),
        ),
        _("Đã bỏ."),
        _url(found),
    )


@require_POST
@with_seat(KEEP)
def open_scoring(request: SeatRequest, evaluation_id: UUID) -> HttpResponse:
    found = get_evaluation_to_keep(request.seat, evaluation_id)
    return press(
        request,
        lambda: actions.open_scoring(
            evaluation_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã mở chấm điểm."),
        _url(found),
    )


@require_http_methods(METHODS)
@with_seat(READ)
def score(request: SeatRequest, evaluation_id: UUID, offer_id: UUID) -> HttpResponse:
    """One's own sheet for one offer; what others give is not here."""
    seat, found = request.seat, get_evaluation_for(request.seat, evaluation_id)
    told = queries.whole(found, person_id=seat.person_id)
    offer = next((one for one in told.offers if one.pk == offer_id), None)
    if offer is None:
        raise Http404
    initial: dict[str, Any] = {}
    for one in told.scores:
        if one.offer_id == offer.pk and one.scorer.person_id == seat.person_id:
            initial[f"points-{one.criterion_id}"] = one.points
            initial[f"evidence-{one.criterion_id}"] = one.evidence
    form = ScoreForm(posted(request), criteria=told.criteria, initial=initial)
    lead = f"{offer.name} · {offer.vendor}"
    words = Words(_("Chấm điểm"), _("Ghi điểm"), _("Đã ghi điểm."), lead)
    return answer(
        request,
        form,
        words,
        lambda: actions.score_offer(
            evaluation_id=found.pk,
            offer_id=offer.pk,
            given=form.scores_given(),
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found),
    )


@require_POST
@with_seat(READ)
def hand_in(request: SeatRequest, evaluation_id: UUID) -> HttpResponse:
    found = get_evaluation_for(request.seat, evaluation_id)
    return press(
        request,
        lambda: actions.hand_in(
            evaluation_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã nộp phiếu chấm."),
        _url(found),
    )


@require_http_methods(METHODS)
@with_seat(READ)
def recommend(request: SeatRequest, evaluation_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_evaluation_to_compose(seat, evaluation_id)
    form = RecommendationForm(posted(request), signers=signers(seat.agency_id, seat.on))
    words = Words(
        _("Soạn kiến nghị lựa chọn"),
        _("Soạn dự thảo"),
        _("Đã soạn dự thảo; xem lại rồi trình ký."),
        found.name,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.compose_recommendation(
            evaluation_id=found.pk,
            signer_post_id=form.signer_id(),
            signing_basis=form.cleaned_data["signing_basis"],
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found),
        to=lambda made: reverse("outgoing:draft", args=[made.draft_id]),
    )
