"""An agency's regulation: composed of the template, told to everybody once issued."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import record
from congvu.controls.access import composes_report
from congvu.controls.formats import RegulationFacts, regulation_fields, template
from congvu.controls.formats.regulation import TYPE, decision_words, training_words
from congvu.controls.models import UnitRegulation
from congvu.controls.queries import agency_facts, is_issued, versions_of
from congvu.controls.rules import LEARNING_RULES, Because
from congvu.dissemination.actions import TellingData, end_telling, send_telling
from congvu.dissemination.models import Telling
from congvu.dissemination.rules import Ending, QuestionData, RuleData, Scope
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop
from congvu.organisations.access import Seat
from congvu.outgoing.actions import DraftWish, start_draft

_LAW = gettext_noop("Nghị định số 331/2026/NĐ-CP, Điều 30")


@transaction.atomic
def compose_regulation(
    *, signer_post_id: UUID | None, by: Seat, at: datetime, signing_basis: str = ""
) -> UnitRegulation:
    """A draft that goes the way of every draft; a new one names what it replaces."""
    today = local_date(at)
    reasons = []
    if not composes_report(by):
        words = _("Quy chế do lãnh đạo, chánh văn phòng của cơ quan soạn.")
        reasons.append(Reason(words))
    if signer_post_id is None:
        reasons.append(Reason(_("Chọn người ký đang giữ chức vụ."), "signer"))
    if reasons:
        raise Refused(reasons)
    with override("vi"):
        known = agency_facts(by.agency_id, today)
        facts = RegulationFacts(
            agency=by.agency_name,
            officers=known.officers,
            systems=known.systems,
            periods=known.periods,
            training=_training(),
            law=_(_LAW),
            replaces=_replaced(by.agency_id),
        )
        fields = regulation_fields(facts)
    wish = DraftWish(
        type_code=TYPE,
        subject=fields["summary"],
        signer_post_id=signer_post_id,
        signing_basis=signing_basis,
    )
    given = {name: value for name, value in fields.items() if value}
    draft = start_draft(wish=wish, fields=given, by=by, at=at)
    made = UnitRegulation.objects.create(
        agency_id=by.agency_id, draft=draft, at=at, by=by.person_name[:80]
    )
    record(
        "controls.regulation-composed",
        by=by.actor,
        at=at,
        on=made,
        agency_id=by.agency_id,
    )
    return made


def _training() -> str:
    return training_words(LEARNING_RULES[Because.YEARLY].basis)


def _questions() -> list[QuestionData]:
    """Those of the template: a telling asks at least three."""
    return [
        QuestionData(
            text=one["text"],
            choices=tuple(one["choices"]),
            right=one["right"],
            clause=one["clause"],
        )
        for one in template()["questions"]
    ]


def _replaced(agency_id: UUID) -> str:
    symbols = [
        one.row.draft.entry.symbol
        for one in versions_of(agency_id)
        if one.in_force and one.row.draft.entry
    ]
    return decision_words(symbols[0]) if symbols else ""


@transaction.atomic
def ask_staff(
    *, regulation_id: UUID, confirm_by: date | None, by: Seat, at: datetime
) -> Telling:
    """Everybody of the agency has to say that they know it; whoever was still asked
    about an older version is asked about this one instead.
    """
    rows = UnitRegulation.objects.select_for_update(of=("self",))
    rows = rows.select_related("draft__entry").filter(agency=by.agency_id)
    found = rows.filter(pk=regulation_id).first()
    versions = versions_of(by.agency_id)
    now = next((one for one in versions if one.row.pk == regulation_id), None)
    if found is None or now is None or not is_issued(found):
        raise Refused([_("Quy chế này chưa phát hành, hoặc đã thu hồi.")])
    if not now.in_force:
        raise Refused([_("Đã có quy chế mới thay quy chế này.")])
    for one in versions:
        told = one.telling
        if told is not None and one.row.pk != found.pk and told.ended_at is None:
            end_telling(
                telling_id=told.pk,
                because=Ending.REPLACED,
                words=_("Đã có quy chế mới; xin đọc, xác nhận bản mới."),
                by=by,
                at=at,
            )
    entry = found.draft.entry
    data = TellingData(
        rules=[RuleData(Scope.AGENCY, by.agency_id)],
        questions=_questions(),
        confirm_by=confirm_by,
        note=_("Quy chế an ninh hệ thống thông tin của cơ quan; đọc rồi xác nhận."),
    )
    made = send_telling(
        data=data, outgoing_id=entry.pk if entry else None, by=by, at=at
    )
    record(
        "controls.regulation-told",
        by=by.actor,
        at=at,
        on=found,
        agency_id=by.agency_id,
        data={"due": f"{confirm_by}"},
    )
    return made
