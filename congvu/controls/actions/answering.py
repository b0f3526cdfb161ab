"""How a system meets a requirement, with what proves it: one answer, said again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.controls.access import answers_in_audit
from congvu.controls.actions.filing import Filed, Shown, file_away
from congvu.controls.models import Answer, AnswerBefore, Evidence, Requirement
from congvu.controls.queries import (
    evidence_of,
    inventory_day,
    level_of,
    own_period,
)
from congvu.controls.rules import (
    LONGEST_LINE,
    LONGEST_REASON,
    LONGEST_TEXT,
    EvidenceKind,
    Standing,
    months_at,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.outgoing.models import OutgoingEntry
from congvu.systems.actions import (
    alive_reasons,
    keeps_reasons,
    length_reasons,
    locked_system,
    refuse_marked,
)
from congvu.systems.models import InformationSystem
from congvu.systems.queries import issued_called
from congvu.systems.rules import months_after

_PROVEN = {Standing.MET, Standing.PARTLY}


@dataclass(frozen=True)
class AnswerData:
    """``evidence_kind`` empty: nothing new proves it; of an inventory, records say the
    day; of a paper ``evidence`` is its symbol; a record may bring its file.
    """

    standing: str
    how: str = ""
    reason: str = ""
    responsible: str = ""
    planned_on: date | None = None
    evidence_kind: str = ""
    evidence: str = ""
    evidence_on: date | None = None
    evidence_until: date | None = None
    shown: Shown | None = None


def answer_requirement(
    *, system_id: UUID, requirement_id: UUID, data: AnswerData, by: Seat, at: datetime
) -> Answer:
    """What is met or partly met needs evidence that holds that day; an exception the
    paper that approves it, and its end. Who is named in an audit answers, too.
    """
    texts = [data.how, data.reason, data.responsible, data.evidence]
    refuse_marked(texts=texts, by=by, at=at)
    filed = file_away(shown=data.shown, agency_id=by.agency_id, by=by, at=at)
    return _answer(system_id, requirement_id, data, filed, by, at)


@transaction.atomic
def _answer(
    system_id: UUID,
    requirement_id: UUID,
    data: AnswerData,
    filed: Filed,
    by: Seat,
    at: datetime,
) -> Answer:
    system, today = locked_system(system_id), local_date(at)
    asked = Requirement.objects.filter(pk=requirement_id).first()
    if asked is None:
        raise Refused([_("Không tìm thấy yêu cầu này.")])
    level = level_of(system)
    reasons = alive_reasons(system)
    if not answers_in_audit(by, system):
        reasons += keeps_reasons(by, system)
    if level not in asked.levels:
        words = _("Cấp độ của hệ thống không có yêu cầu này.")
        reasons.append(Reason(words))
    found = Answer.objects.filter(system=system, requirement=asked).first()
    made = found or Answer(system=system, requirement=asked)
    before = _before(found) if found else None
    made.standing = data.standing
    made.how, made.reason = nfc(data.how).strip(), nfc(data.reason).strip()
    made.responsible = " ".join(nfc(data.responsible).split())
    made.planned_on = data.planned_on
    reasons += _said_reasons(made, today)
    months = months_at(asked.months, level) or own_period(today)
    proof, wrong = _evidence(system, data, months, today)
    reasons += wrong
    if filed.file is not None and data.evidence_kind != EvidenceKind.RECORD:
        words = _("Tệp chỉ kèm hồ sơ, biên bản: chọn loại bằng chứng ấy.")
        reasons.append(Reason(words, "file"))
    ends, lacking = _ends(made, evidence_of(found), proof, months, today)
    reasons += [] if wrong else lacking
    if reasons:
        raise Refused(reasons)
    known = [one for one in ends if one is not None]
    made.valid_until = max(known) if known and len(known) == len(ends) else None
    made.reopened_at, made.at, made.by = None, at, by.person_name
    made.save()
    if before is not None:
        before.save(force_insert=True)
    if proof is not None:
        proof.answer, proof.at, proof.by = made, at, by.person_name
        proof.file, proof.file_name = filed.file, filed.name
        proof.save()
    _record(made, system, asked, filed, by, at)
    return made


def _before(found: Answer) -> AnswerBefore:
    """As it was, to be kept beside what is said now."""
    kept = ("standing", "how", "reason", "planned_on", "valid_until", "at", "by")
    told = {name: getattr(found, name) for name in kept}
    return AnswerBefore(answer=found, **told)


def _ends(
    made: Answer,
    known: list[Evidence],
    proof: Evidence | None,
    months: int,
    today: date,
) -> tuple[list[date | None], list[Reason]]:
    """Until when what carries the answer holds, by the period of now whatever was kept
    of it. An approval proves nothing met, and an
    exception lasts as the paper named with it says.
    """
    approves = proof is not None and proof.kind == EvidenceKind.APPROVAL
    if made.standing == Standing.EXCEPTED:
        if proof is not None and approves:
            return [proof.until], []
        words = _("Ngoại lệ cần văn bản duyệt: chọn loại, ghi số, ký hiệu.")
        return [], [Reason(words, "evidence_kind")]
    if approves:
        words = _("Văn bản duyệt ngoại lệ chỉ đi cùng kết quả ngoại lệ.")
        return [], [Reason(words, "evidence_kind")]
    every = [*known, proof] if proof is not None else known
    proving = [one for one in every if one.kind != EvidenceKind.APPROVAL]
    ends = [
        end
        for one in proving
        if _holds(one, today) and ((end := _end(one, months)) is None or end >= today)
    ]
    if made.standing in _PROVEN and not ends:
        words = _("Cần bằng chứng còn hiệu lực; bằng chứng cũ đã hết hạn hoặc chưa có.")
        return [], [Reason(words, "evidence")]
    return ends, []


def _record(
    made: Answer,
    system: InformationSystem,
    asked: Requirement,
    filed: Filed,
    by: Seat,
    at: datetime,
) -> None:
    until = made.valid_until.isoformat() if made.valid_until else ""
    record(
        "controls.answered",
        by=by.actor,
        at=at,
        on=system,
        agency_id=system.agency_id,
        data={
            "requirement": asked.code,
            "standing": made.standing,
            "until": until,
            "sha256": filed.sha256,
        },
    )


def _said_reasons(made: Answer, today: date) -> list[Reason]:
    reasons = []
    if made.standing not in set(Standing):
        reasons.append(Reason(_("Chọn kết quả."), "standing"))
    if made.standing in _PROVEN and not made.how:
        reasons.append(Reason(_("Ghi cách đáp ứng."), "how"))
    if made.standing == Standing.NOT_ASKED and not made.reason:
        reasons.append(Reason(_("Ghi vì sao không áp dụng."), "reason"))
    if made.standing == Standing.EXCEPTED and not made.reason:
        reasons.append(Reason(_("Ghi vì sao cần ngoại lệ."), "reason"))
    if made.planned_on is not None and made.planned_on < today:
        words = _("Ngày dự kiến đáp ứng đã qua.")
        reasons.append(Reason(words, "planned_on"))
    reasons += length_reasons(made.how, "how", LONGEST_TEXT)
    reasons += length_reasons(made.reason, "reason", LONGEST_REASON)
    return reasons + length_reasons(made.responsible, "responsible", LONGEST_LINE)


def _end(one: Evidence, months: int) -> date | None:
    if not months:
        return one.until
    longest = months_after(one.on, months)
    return min(one.until, longest) if one.until else longest


def _holds(one: Evidence, today: date) -> bool:
    """A paper that was recalled proves nothing any more."""
    if one.paper is not None and one.paper.recalled_at is not None:
        return False
    return one.until is None or one.until >= today


def _evidence(
    system: InformationSystem, data: AnswerData, months: int, today: date
) -> tuple[Evidence | None, list[Reason]]:
    """New evidence as it is to be kept, or why it is none. It never holds longer than
    the period of the level.
    """
    words, on = " ".join(nfc(data.evidence).split()), data.evidence_on
    if not data.evidence_kind:
        given = words or on or data.evidence_until
        asked = [Reason(_("Chọn loại bằng chứng."), "evidence_kind")]
        return None, asked if given else []
    if data.evidence_kind == EvidenceKind.APPROVAL:
        return _approval(system, words, data.evidence_until, today)
    reasons: list[Reason] = []
    paper: OutgoingEntry | None = None
    if data.evidence_kind == EvidenceKind.INVENTORY:
        on, words = inventory_day(system), words or _("Kiểm kê máy của hệ thống")
        if on is None:
            told = _("Hệ thống chưa có máy nào, hoặc có máy chưa được kiểm kê.")
            reasons.append(Reason(told, "evidence_kind"))
    elif data.evidence_kind == EvidenceKind.PAPER:
        paper = issued_called(system.agency_id, words) if words else None
        if paper is None:
            told = _("Không thấy văn bản đã phát hành có số, ký hiệu này.")
            reasons.append(Reason(told, "evidence"))
    elif data.evidence_kind != EvidenceKind.RECORD:
        reasons.append(Reason(_("Chọn loại bằng chứng."), "evidence_kind"))
    elif not words:
        reasons.append(Reason(_("Ghi bằng chứng là gì, lưu ở đâu."), "evidence"))
    reasons += length_reasons(words, "evidence", LONGEST_REASON)
    if on is None and data.evidence_kind != EvidenceKind.INVENTORY:
        reasons.append(Reason(_("Ghi ngày của bằng chứng."), "evidence_on"))
    elif on is not None and on > today:
        reasons.append(Reason(_("Ngày của bằng chứng chưa tới."), "evidence_on"))
    until = data.evidence_until
    if on is not None and until is not None and until < on:
        told = _("Ngày hết hiệu lực trước ngày của bằng chứng.")
        reasons.append(Reason(told, "evidence_until"))
    if reasons or on is None:
        return None, reasons
    kept = Evidence(
        kind=data.evidence_kind, words=words, paper=paper, on=on, until=until
    )
    kept.until = _end(kept, months)
    return kept, []


def _approval(
    system: InformationSystem, symbol: str, until: date | None, today: date
) -> tuple[Evidence | None, list[Reason]]:
    """The paper says who approved and when; somebody says until when."""
    reasons = length_reasons(symbol, "evidence", LONGEST_REASON)
    paper = issued_called(system.agency_id, symbol) if symbol else None
    if paper is None:
        told = _("Không thấy văn bản đã phát hành có số, ký hiệu này.")
        reasons.append(Reason(told, "evidence"))
    elif not paper.signer_name:
        told = _("Văn bản này không ghi người ký, nên không rõ ai duyệt.")
        reasons.append(Reason(told, "evidence"))
    if until is None or until < today:
        told = _("Ghi ngày ngoại lệ hết hiệu lực, từ hôm nay trở đi.")
        reasons.append(Reason(told, "evidence_until"))
    elif paper is not None and until < paper.issued_on:
        told = _("Ngày hết hiệu lực trước ngày của văn bản duyệt.")
        reasons.append(Reason(told, "evidence_until"))
    if reasons or paper is None:
        return None, reasons
    kept = Evidence(
        kind=EvidenceKind.APPROVAL,
        words=symbol,
        paper=paper,
        on=paper.issued_on,
        until=until,
    )
    return kept, []
