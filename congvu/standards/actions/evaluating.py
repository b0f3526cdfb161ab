"""An evaluation put together, judged by each apart, compared, recommended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.actions import refuse_secret
from congvu.documents.rules import first_mark
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.outgoing.actions import DraftWish, start_draft
from congvu.standards.access import composes_evaluation, keeps_evaluation
from congvu.standards.formats.recommendation import (
    TYPE,
    OfferTold,
    RecommendationFacts,
    recommendation,
)
from congvu.standards.models import (
    Evaluation,
    EvaluationCriterion,
    EvaluationOffer,
    EvaluationPaper,
    EvaluationScore,
    EvaluationScorer,
)
from congvu.standards.queries import Whole, may_score, whole
from congvu.standards.rules import (
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    MOST_POINTS,
    WHOLE,
    EvaluationState,
)
from congvu.systems.access import keeps

LEAST_OFFERS, MOST_OFFERS = 2, 12
MOST_CRITERIA = 50
LEAST_SCORERS = 2
MOST_PRICE = 10**15


@dataclass(frozen=True)
class Given:
    """One score as it was typed."""

    points: int | None
    evidence: str


def begin_evaluation(*, name: str, need: str, by: Seat, at: datetime) -> Evaluation:
    name, need = " ".join(nfc(name).split()), nfc(need).strip()
    refuse_secret(level=first_mark([name, need]), by=by, at=at)
    with transaction.atomic():
        reasons = _words(name, "name", LONGEST_NAME, _("Ghi tên đánh giá."))
        reasons += _words(need, "need", LONGEST_TEXT, _("Ghi nhu cầu."))
        if not keeps(by):
            reasons.append(Reason(_("Đánh giá do quản trị của cơ quan lập.")))
        if reasons:
            raise Refused(reasons)
        made = Evaluation.objects.create(
            agency_id=by.agency_id,
            name=name,
            need=need,
            begun_at=at,
            begun_by=by.person_name[:80],
        )
        _note("standards.evaluation-begun", made, by, at)
        return made


@transaction.atomic
def add_criterion(
    *,
    evaluation_id: UUID,
    name: str,
    weight: int | None,
    least: int | None,
    by: Seat,
    at: datetime,
) -> EvaluationCriterion:
    found, reasons = _held(evaluation_id, by)
    name, least = " ".join(nfc(name).split()), least or 0
    reasons += _words(name, "name", LONGEST_NAME, _("Ghi tên tiêu chí."))
    if weight is None or not 1 <= weight <= WHOLE:
        reasons.append(Reason(_("Trọng số từ 1 đến 100."), "weight"))
    if not 0 <= least <= MOST_POINTS:
        reasons.append(Reason(_("Điểm tối thiểu từ 0 đến 10."), "least"))
    if found and found.criteria.count() >= MOST_CRITERIA:
        most = {"most": MOST_CRITERIA}
        reasons.append(Reason(_("Nhiều nhất %(most)s tiêu chí.") % most))
    if found and found.criteria.filter(name=name).exists():
        reasons.append(Reason(_("Đã có tiêu chí này."), "name"))
    if reasons or found is None or weight is None:
        raise Refused(reasons)
    made = EvaluationCriterion.objects.create(
        evaluation=found, name=name, weight=weight, least=least
    )
    _note("standards.evaluation-part", found, by, at, {"part": name})
    return made


@transaction.atomic
def add_offer(
    *,
    evaluation_id: UUID,
    name: str,
    vendor: str,
    price: int | None,
    by: Seat,
    at: datetime,
) -> EvaluationOffer:
    found, reasons = _held(evaluation_id, by)
    name, vendor = " ".join(nfc(name).split()), " ".join(nfc(vendor).split())
    reasons += _words(name, "name", LONGEST_NAME, _("Ghi tên phần mềm."))
    reasons += _words(vendor, "vendor", LONGEST_NAME, _("Ghi bên chào."))
    if price is not None and not 0 <= price <= MOST_PRICE:
        reasons.append(Reason(_("Giá chào không đúng."), "price"))
    if found and found.offers.count() >= MOST_OFFERS:
        most = {"most": MOST_OFFERS}
        reasons.append(Reason(_("Nhiều nhất %(most)s phần mềm.") % most))
    if found and found.offers.filter(name=name, vendor=vendor).exists():
        reasons.append(Reason(_("Đã có phần mềm này của bên ấy."), "name"))
    if reasons or found is None:
        raise Refused(reasons)
    made = EvaluationOffer.objects.create(
        evaluation=found, name=name, vendor=vendor, price=price
    )
    _note("standards.evaluation-part", found, by, at, {"part": name})
    return made


@transaction.atomic
def add_scorer(
    *, evaluation_id: UUID, person_id: UUID | None, by: Seat, at: datetime
) -> EvaluationScorer:
    """Whoever may read it; the one who puts it together may be one of them."""
    found, reasons = _held(evaluation_id, by)
    names = dict(may_score(by.agency_id, by.on))
    if person_id is None or person_id not in names:
        words = _("Chọn người của cơ quan được đọc phần an toàn thông tin.")
        reasons.append(Reason(words, "person"))
    elif found and found.scorers.filter(person=person_id).exists():
        reasons.append(Reason(_("Người này đã có trong danh sách chấm."), "person"))
    if reasons or found is None or person_id is None:
        raise Refused(reasons)
    made = EvaluationScorer.objects.create(
        evaluation=found, person_id=person_id, name=names[person_id][:120]
    )
    _note("standards.evaluation-part", found, by, at, {"part": made.name})
    return made


@transaction.atomic
def drop_part(
    *, evaluation_id: UUID, part: str, part_id: UUID, by: Seat, at: datetime
) -> None:
    """A criterion, an offer, a scorer, before scoring; while it lasts a scorer who has
    not handed in, or one who left would keep it from ever ending.
    """
    is_scorer = part == "nguoi-cham"
    found, reasons = _held(evaluation_id, by, while_scored=is_scorer)
    if reasons or found is None:
        raise Refused(reasons)
    parts: dict[str, Any] = {
        "tieu-chi": found.criteria,
        "phan-mem": found.offers,
        "nguoi-cham": found.scorers,
    }
    row = parts[part].filter(pk=part_id).first() if part in parts else None
    if row is None:
        raise Refused([_("Không tìm thấy mục này.")])
    if isinstance(row, EvaluationScorer) and found.state == EvaluationState.SCORING:
        _let_go(found, row)
    _note("standards.evaluation-dropped", found, by, at, {"part": row.name})
    row.delete()
    _close_when_done(found, at)


def _let_go(found: Evaluation, scorer: EvaluationScorer) -> None:
    """What was not handed in falls away with who would have."""
    reasons = []
    if scorer.handed_at is not None:
        reasons.append(Reason(_("Người này đã nộp phiếu chấm.")))
    if found.scorers.count() <= LEAST_SCORERS:
        reasons.append(Reason(_("Cần ít nhất hai người chấm.")))
    if reasons:
        raise Refused(reasons)
    scorer.scores.all().delete()


@transaction.atomic
def open_scoring(*, evaluation_id: UUID, by: Seat, at: datetime) -> Evaluation:
    """From now on criteria, offers and scorers stay as they are."""
    found, reasons = _held(evaluation_id, by)
    if found is not None:
        total = sum(found.criteria.values_list("weight", flat=True))
        if total != WHOLE:
            words = _("Tổng trọng số là %(total)s, phải là 100.") % {"total": total}
            reasons.append(Reason(words))
        if found.offers.count() < LEAST_OFFERS:
            reasons.append(Reason(_("Cần ít nhất hai phần mềm để so sánh.")))
        if found.scorers.count() < LEAST_SCORERS:
            reasons.append(Reason(_("Cần ít nhất hai người chấm.")))
    if reasons or found is None:
        raise Refused(reasons)
    found.state = EvaluationState.SCORING
    found.save(update_fields=["state"])
    _note("standards.scoring-begun", found, by, at)
    return found


@transaction.atomic
def score_offer(
    *,
    evaluation_id: UUID,
    offer_id: UUID,
    given: Mapping[UUID, Given],
    by: Seat,
    at: datetime,
) -> None:
    """By each criterion at once; again, until one's sheet is handed in."""
    found, scorer, reasons = _scoring(evaluation_id, by)
    offer = found.offers.filter(pk=offer_id).first()
    if offer is None:
        reasons.append(Reason(_("Không tìm thấy phần mềm này.")))
    rows = []
    for one in found.criteria.order_by("pk"):
        typed = given.get(one.pk, Given(None, ""))
        evidence = nfc(typed.evidence).strip()
        if typed.points is None or not 0 <= typed.points <= MOST_POINTS:
            words = _("%(name)s: điểm từ 0 đến 10.") % {"name": one.name}
            reasons.append(Reason(words, f"points-{one.pk}"))
        words = _("%(name)s: ghi căn cứ của điểm.") % {"name": one.name}
        reasons += _words(evidence, f"evidence-{one.pk}", LONGEST_REASON, words)
        row = EvaluationScore(scorer=scorer, offer=offer, criterion=one)
        row.points, row.evidence = typed.points or 0, evidence
        rows.append(row)
    if reasons:
        raise Refused(reasons)
    EvaluationScore.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["scorer", "offer", "criterion"],
        update_fields=["points", "evidence"],
    )
    _note("standards.scored", found, by, at)


@transaction.atomic
def hand_in(*, evaluation_id: UUID, by: Seat, at: datetime) -> Evaluation:
    """One's sheet is final; with the last one the evaluation is closed and compared."""
    found, scorer, reasons = _scoring(evaluation_id, by)
    if scorer is not None:
        owed = found.offers.count() * found.criteria.count()
        if scorer.scores.count() < owed:
            reasons.append(Reason(_("Còn phần mềm chưa chấm.")))
    if reasons or scorer is None:
        raise Refused(reasons)
    scorer.handed_at = at
    scorer.save(update_fields=["handed_at"])
    _note("standards.handed-in", found, by, at)
    _close_when_done(found, at)
    return found


def _close_when_done(found: Evaluation, at: datetime) -> None:
    waiting = found.scorers.filter(handed_at__isnull=True).exists()
    if found.state == EvaluationState.SCORING and not waiting:
        found.state, found.closed_at = EvaluationState.CLOSED, at
        found.save(update_fields=["state", "closed_at"])


@transaction.atomic
def compose_recommendation(
    *,
    evaluation_id: UUID,
    signer_post_id: UUID | None,
    by: Seat,
    at: datetime,
    signing_basis: str = "",
) -> EvaluationPaper:
    """A draft from what was scored; it goes on as every draft does."""
    rows = Evaluation.objects.select_for_update(no_key=True)
    found = rows.filter(pk=evaluation_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy đánh giá này.")])
    reasons = []
    if not composes_evaluation(by, found):
        reasons.append(Reason(_("Văn bản do lãnh đạo, chánh văn phòng soạn.")))
    if found.state != EvaluationState.CLOSED:
        reasons.append(Reason(_("Chưa chấm xong.")))
    if signer_post_id is None:
        reasons.append(Reason(_("Chọn người ký đang giữ chức vụ."), "signer"))
    if reasons or signer_post_id is None:
        raise Refused(reasons)
    told = recommendation(_facts(found))
    wish = DraftWish(
        type_code=TYPE,
        subject=told["summary"],
        signer_post_id=signer_post_id,
        signing_basis=signing_basis,
    )
    fields = {name: value for name, value in told.items() if value}
    draft = start_draft(wish=wish, fields=fields, by=by, at=at)
    made = EvaluationPaper.objects.create(
        evaluation=found, draft=draft, at=at, by=by.person_name[:80]
    )
    _note("standards.recommended", found, by, at)
    return made


def _facts(found: Evaluation) -> RecommendationFacts:
    told = whole(found)
    names = {one.pk: one.name for one in told.criteria}
    offers = {one.pk: one for one in told.offers}
    changed = {one.criterion for one in told.shifted if one.changes}
    return RecommendationFacts(
        name=found.name,
        need=found.need,
        criteria=[(c.name, c.weight, c.least) for c in told.criteria],
        scorers=[one.name for one in told.scorers],
        offers=[
            OfferTold(
                name=offers[one.offer].name,
                vendor=offers[one.offer].vendor,
                price=offers[one.offer].price,
                means=[one.means[c.pk] for c in told.criteria],
                total=one.total,
                place=one.place,
                below=[names[key] for key in one.below],
            )
            for one in told.ranked
        ],
        given=_given(told),
        shifts=len(told.shifted),
        changed=[names[c.pk] for c in told.criteria if c.pk in changed],
    )


def _given(told: Whole) -> list[tuple[str, str, str, int, str]]:
    """In the order of the ranking, then of the criteria, then of who judged."""
    places = {one.offer: place for place, one in enumerate(told.ranked)}
    offers = {one.pk: one.name for one in told.offers}
    criteria = {one.pk: one.name for one in told.criteria}
    rows = sorted(
        told.scores,
        key=lambda o: (places[o.offer_id], o.criterion_id, o.scorer.name, o.pk),
    )
    return [
        (
            offers[one.offer_id],
            criteria[one.criterion_id],
            one.scorer.name,
            one.points,
            one.evidence,
        )
        for one in rows
    ]


def _held(
    evaluation_id: UUID, by: Seat, *, while_scored: bool = False
) -> tuple[Evaluation | None, list[Reason]]:
    """The row, locked, and why nothing may be put into it."""
    rows = Evaluation.objects.select_for_update(no_key=True)
    found = rows.filter(pk=evaluation_id).first()
    if found is None:
        return None, [Reason(_("Không tìm thấy đánh giá này."))]
    reasons = []
    if not keeps_evaluation(by, found):
        reasons.append(Reason(_("Đánh giá do quản trị của cơ quan lập.")))
    still = {EvaluationState.OPEN} | (
        {EvaluationState.SCORING} if while_scored else set()
    )
    if found.state not in still:
        reasons.append(Reason(_("Đã mở chấm điểm; không thêm bớt được nữa.")))
    return found, reasons


def _scoring(
    evaluation_id: UUID, by: Seat
) -> tuple[Evaluation, EvaluationScorer | None, list[Reason]]:
    rows = Evaluation.objects.select_for_update(no_key=True)
    found = rows.filter(pk=evaluation_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy đánh giá này.")])
    scorer = found.scorers.filter(person=by.person_id).first()
    reasons = []
    if found.state != EvaluationState.SCORING:
        reasons.append(Reason(_("Đánh giá này không đang chấm điểm.")))
    if scorer is None:
        reasons.append(Reason(_("Bạn không có trong danh sách chấm.")))
    elif scorer.handed_at is not None:
        reasons.append(Reason(_("Bạn đã nộp phiếu chấm.")))
    return found, scorer, reasons


def _words(text: str, field: str, most: int, missing: str) -> list[Reason]:
    if not text:
        return [Reason(missing, field)]
    if len(text) > most:
        return [Reason(_("Dài quá %(most)s chữ.") % {"most": most}, field)]
    return []


def _note(
    event: str,
    on: Evaluation,
    by: Seat,
    at: datetime,
    data: Mapping[str, object] | None = None,
) -> None:
    told = {"evaluation": on.name, **(data or {})}
    record(event, by=by.actor, at=at, on=on, agency_id=on.agency_id, data=told)
