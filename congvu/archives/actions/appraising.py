"""A council says what becomes of dossiers whose period has run out; the head decides.

Law: Luật 33/2024/QH15, TT 05/2025/TT-BNV (as digests tell them). Opinions are dated and
never edited; carrying out stands in `destroying`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.archives import queries
from congvu.archives.actions.asking import permission_reasons, reason_reasons
from congvu.archives.actions.history import note
from congvu.archives.models import (
    Appraisal,
    AppraisedDossier,
    CouncilMember,
    CouncilOpinion,
    Dossier,
    DossierEvent,
)
from congvu.archives.rules import (
    AppraisalState,
    CouncilPart,
    Retention,
    Verdict,
    Voice,
    appraisal_faults,
    conclusion,
    is_longer,
    kept_until,
)
from congvu.audit.actions import record
from congvu.documents.queries import desks
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission

MOST = 500
NAMED = 5


@transaction.atomic
def open_appraisal(
    *,
    dossier_ids: Sequence[UUID],
    basis: str,
    members: Mapping[UUID, CouncilPart],
    by: Seat,
    at: datetime,
) -> Appraisal:
    """List dossiers for a council; ``members`` are posts somebody holds today."""
    reasons = permission_reasons(by, Permission.KEEP_ARCHIVE)
    wanted, on = set(dossier_ids), local_date(at)
    found = list(
        queries.looked_at(
            Dossier.objects.select_for_update(of=("self",)).filter(
                pk__in=list(wanted)[: MOST + 1], agency=by.agency_id
            )
        ).order_by("pk")
    )
    if not wanted:
        reasons.append(Reason(_("Chọn ít nhất một hồ sơ."), "dossiers"))
    elif len(wanted) > MOST:
        words = _("Mỗi đợt xét tối đa %(most)d hồ sơ.") % {"most": MOST}
        reasons.append(Reason(words, "dossiers"))
    elif len(found) < len(wanted):
        reasons.append(Reason(_("Có hồ sơ không tìm thấy."), "dossiers"))
    reasons += fault_reasons(found, at)
    if not nfc(basis):
        words = _("Ghi quyết định thành lập hội đồng.")
        reasons.append(Reason(words, "basis"))
    names, wrong = _council(members, by, at)
    reasons += wrong
    if reasons:
        raise Refused(reasons)
    made = Appraisal.objects.create(
        agency_id=by.agency_id,
        fonds_id=by.agency_id,
        basis=nfc(basis)[:300],
        opened_at=at,
        opened_by=by.person_name,
        opened_as=by.acts_as,
    )
    CouncilMember.objects.bulk_create(
        [
            CouncilMember(appraisal=made, post_id=post, name=names[post], part=part)
            for post, part in members.items()
        ]
    )
    ordered = sorted(found, key=lambda d: (d.year, d.symbol))
    AppraisedDossier.objects.bulk_create(
        [_line(made, position, d) for position, d in enumerate(ordered, 1)]
    )
    tell_all(found, "archives.appraisal-opened", made.basis, by, at)
    data = {"dossiers": len(found), "basis": made.basis, "day": f"{on:%d/%m/%Y}"}
    record("archives.appraisal-opened", by=by.actor, at=at, on=made, data=data)
    return made


def fault_reasons(found: Sequence[Dossier], at: datetime) -> list[Reason]:
    """One sentence for each thing that forbids it, naming the dossiers."""
    words = {
        "state": _("Không nằm trong lưu trữ hiện hành: %(which)s."),
        "not-run-out": _("Chưa hết thời hạn bảo quản: %(which)s."),
        "frozen": _("Đang bị đóng băng (thanh tra, khiếu nại, tranh chấp): %(which)s."),
        "elsewhere": _("Đang được một hội đồng khác xét: %(which)s."),
        "open-work": _("Còn văn bản chưa giải quyết xong: %(which)s."),
    }
    asked = [queries.to_appraise(d) for d in found]
    faults = appraisal_faults(asked, local_date(at))
    reasons = []
    for code, text in words.items():
        names = [name for fault, name in faults if fault == code]
        if names:
            which = ", ".join(names[:NAMED])
            if len(names) > NAMED:
                which += f" (+{len(names) - NAMED})"
            reasons.append(Reason(text % {"which": which}, "dossiers"))
    return reasons


def _council(
    members: Mapping[UUID, CouncilPart], by: Seat, at: datetime
) -> tuple[dict[UUID, str], list[Reason]]:
    on = local_date(at)
    places = desks(by.agency_id, on)
    held = {p: d.name for p, d in places.items() if d.is_held and not d.is_unit}
    reasons = []
    if set(members) - set(held):
        words = _("Có thành viên không giữ chức vụ nào của cơ quan hôm nay.")
        reasons.append(Reason(words, "members"))
    least = queries.least_members(on)
    if len(members) < least:
        words = _("Hội đồng có ít nhất %(least)d thành viên.") % {"least": least}
        reasons.append(Reason(words, "members"))
    parts = list(members.values())
    for part, words in (
        (CouncilPart.CHAIR, _("Chọn một chủ tịch hội đồng.")),
        (CouncilPart.SECRETARY, _("Chọn một thư ký hội đồng, khác chủ tịch.")),
    ):
        if parts.count(part) != 1:
            reasons.append(Reason(words, str(part)))
    return held, reasons


def _line(made: Appraisal, position: int, dossier: Dossier) -> AppraisedDossier:
    if dossier.kept_until is None:
        message = "a dossier kept for good is never listed"
        raise ValueError(message)
    return AppraisedDossier(
        appraisal=made,
        dossier=dossier,
        position=position,
        symbol=dossier.symbol,
        year=dossier.year,
        title=dossier.title,
        retention=dossier.retention,
        kept_until=dossier.kept_until,
        items_total=dossier.items_total,
        sheets=queries.sheets_of(dossier),
    )


@dataclass(frozen=True)
class OpinionData:
    """What a member says of one dossier."""

    verdict: str
    retention: str = ""
    text: str = ""


@transaction.atomic
def give_opinions(
    *,
    appraisal_id: UUID,
    opinions: Mapping[UUID, OpinionData],
    by: Seat,
    at: datetime,
) -> Appraisal:
    """A member's word on dossiers of the list, by line; given once, never edited."""
    made = locked_appraisal(appraisal_id, by)
    member = made.members.filter(post_id=by.post_id).first()
    if member is None:
        raise Refused([_("Chức vụ đang chọn không ở trong hội đồng này.")])
    lines = {x.pk: x for x in queries.appraised_lines(made)}
    said = set(member.opinions.values_list("line_id", flat=True))
    reasons = stage_reasons(made, AppraisalState.OPEN)
    if not opinions:
        reasons.append(Reason(_("Chưa có ý kiến nào.")))
    for pk, one in opinions.items():
        line = lines.get(pk)
        if line is None:
            reasons.append(Reason(_("Có hồ sơ không nằm trong danh mục này.")))
            continue
        named = {"name": f"{line.symbol}/{line.year}"}
        if pk in said:
            words = _("%(name)s: đã cho ý kiến, không sửa lại được.")
            reasons.append(Reason(words % named))
        if one.verdict not in set(Verdict):
            reasons.append(Reason(_("%(name)s: chọn hủy, kéo dài hay giữ.") % named))
        elif one.verdict == Verdict.EXTEND and not is_longer(
            one.retention, line.retention
        ):
            words = _("%(name)s: thời hạn mới phải dài hơn thời hạn đang có.")
            reasons.append(Reason(words % named))
        if one.verdict in (Verdict.EXTEND, Verdict.KEEP) and not nfc(one.text):
            words = _("%(name)s: ghi lý do không hủy.")
            reasons.append(Reason(words % named))
    if reasons:
        raise Refused(reasons)
    CouncilOpinion.objects.bulk_create(
        [
            CouncilOpinion(
                line_id=pk,
                member=member,
                at=at,
                by=by.person_name,
                verdict=one.verdict,
                retention=one.retention if one.verdict == Verdict.EXTEND else "",
                text=nfc(one.text)[:1000],
            )
            for pk, one in opinions.items()
        ]
    )
    data = {"dossiers": len(opinions)}
    record("archives.opinion-given", by=by.actor, at=at, on=made, data=data)
    return made


@transaction.atomic
def conclude_appraisal(
    *, appraisal_id: UUID, minutes: str, by: Seat, at: datetime
) -> Appraisal:
    """The chair or secretary closes the sitting: more than half decide each dossier."""
    made = locked_appraisal(appraisal_id, by)
    reasons = stage_reasons(made, AppraisalState.OPEN)
    leads = made.members.filter(post_id=by.post_id).exclude(part=CouncilPart.MEMBER)
    if not leads.exists():
        words = _("Chỉ chủ tịch hoặc thư ký hội đồng ghi kết luận.")
        reasons.append(Reason(words))
    silent = queries.silent_members(made)
    if silent:
        words = _("Chưa cho đủ ý kiến: %(who)s.") % {"who": "; ".join(silent)}
        reasons.append(Reason(words))
    if not nfc(minutes):
        reasons.append(Reason(_("Ghi nội dung biên bản họp."), "minutes"))
    if reasons:
        raise Refused(reasons)
    said = queries.opinions_of(made)
    lines = list(queries.appraised_lines(made))
    for line in lines:
        voices = [Voice(Verdict(o.verdict), o.retention) for o in said[line.pk]]
        whole = conclusion(voices)
        line.verdict, line.new_retention = whole.verdict, whole.retention
    AppraisedDossier.objects.bulk_update(lines, ["verdict", "new_retention"])
    made.state, made.minutes = AppraisalState.CONCLUDED, nfc(minutes)
    made.concluded_at, made.concluded_by = at, by.person_name
    made.save(update_fields=["state", "minutes", "concluded_at", "concluded_by"])
    go = sum(line.verdict == Verdict.DESTROY for line in lines)
    data = {"dossiers": len(lines), "destroy": go}
    record("archives.appraisal-concluded", by=by.actor, at=at, on=made, data=data)
    return made


@transaction.atomic
def approve_appraisal(
    *,
    appraisal_id: UUID,
    decision: str,
    outside_word: str,
    by: Seat,
    at: datetime,
) -> Appraisal:
    """The head's decision: longer periods hold at once, the rest may be destroyed."""
    made = locked_appraisal(appraisal_id, by)
    reasons = permission_reasons(by, Permission.DECIDE_ARCHIVE)
    reasons += stage_reasons(made, AppraisalState.CONCLUDED)
    if not nfc(decision):
        reasons.append(Reason(_("Ghi quyết định hủy tài liệu."), "decision"))
    if reasons:
        raise Refused(reasons)
    lines = list(queries.appraised_lines(made).select_related("dossier"))
    kept = [x.pk for x in lines if x.verdict != Verdict.DESTROY]
    AppraisedDossier.objects.filter(pk__in=kept).update(is_open=False)
    nothing = len(kept) == len(lines)
    made.state = AppraisalState.DONE if nothing else AppraisalState.APPROVED
    made.decision, made.outside_word = nfc(decision)[:300], nfc(outside_word)[:1000]
    made.approved_at, made.approved_by = at, by.person_name
    made.approved_as = by.acts_as
    made.save()
    _extend([x for x in lines if x.verdict == Verdict.EXTEND], made, by, at)
    data = {"basis": made.decision, "destroy": len(lines) - len(kept)}
    record("archives.appraisal-approved", by=by.actor, at=at, on=made, data=data)
    return made


def _extend(
    lines: Sequence[AppraisedDossier], made: Appraisal, by: Seat, at: datetime
) -> None:
    found = []
    for line in lines:
        one, term = line.dossier, Retention(line.new_retention)
        one.retention, one.retention_basis = term, made.decision
        one.kept_until = kept_until(one.ended_on, term) if one.ended_on else None
        if one.archived_on:
            terms = queries.hand_over_terms(local_date(at))
            one.historic_due_on = terms.historical_due(one.archived_on, term)
        found.append(one)
    Dossier.objects.bulk_update(
        found, ["retention", "retention_basis", "kept_until", "historic_due_on"]
    )
    for one in found:
        data = {"retention": one.retention, "basis": one.retention_basis}
        note("archives.retention-extended", on=one, by=by, at=at, data=data)


@transaction.atomic
def return_appraisal(
    *, appraisal_id: UUID, reason: str, by: Seat, at: datetime
) -> Appraisal:
    """The head does not approve: nothing changes, the dossiers may be listed again."""
    made = locked_appraisal(appraisal_id, by)
    reasons = permission_reasons(by, Permission.DECIDE_ARCHIVE)
    reasons += reason_reasons(reason)
    reasons += stage_reasons(made, AppraisalState.CONCLUDED)
    if reasons:
        raise Refused(reasons)
    made.state, made.returned_because = AppraisalState.RETURNED, nfc(reason)
    made.save(update_fields=["state", "returned_because"])
    queries.appraised_lines(made).update(is_open=False)
    data = {"text": made.returned_because}
    record("archives.appraisal-returned", by=by.actor, at=at, on=made, data=data)
    return made


def locked_appraisal(appraisal_id: UUID, by: Seat) -> Appraisal:
    found = (
        Appraisal.objects.select_for_update()
        .filter(pk=appraisal_id, agency=by.agency_id)
        .first()
    )
    if found is None:
        raise Refused([_("Không tìm thấy đợt xét hủy này.")])
    return found


def stage_reasons(made: Appraisal, *allowed: AppraisalState) -> list[Reason]:
    if made.state in allowed:
        return []
    words = _("Đợt xét hủy đang ở bước “%(state)s” nên không làm được việc này.")
    return [Reason(words % {"state": made.get_state_display()})]


def tell_all(
    dossiers: Sequence[Dossier], event: str, text: str, by: Seat, at: datetime
) -> None:
    """One line on the timeline of each."""
    DossierEvent.objects.bulk_create(
        [
            DossierEvent(
                at=at,
                dossier=d,
                event=event,
                actor=by.person_name,
                actor_post=by.acts_as,
                text=text,
            )
            for d in dossiers
        ]
    )
