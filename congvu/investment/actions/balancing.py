"""The system asked to balance a version; its answer kept; one version adopted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import SYSTEM
from congvu.investment.actions.saying import fault_words, line, note
from congvu.investment.actions.versions import changed, held_version
from congvu.investment.models import BalanceVersion, Need, VersionNeed
from congvu.investment.queries import choice_of, problem_of, ways_of
from congvu.investment.rules.balancing import (
    WHOLE,
    Answer,
    Problem,
    choice_faults,
    input_faults,
)
from congvu.investment.rules.words import LONGEST_REASON, NeedState, VersionState
from congvu.jobs.actions import enqueue
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.systems.actions import length_reasons, refuse_marked

BALANCE_JOB = "investment.balance"
LONGEST_TROUBLE = 2000
_MOST_TITLES = 5


@transaction.atomic
def ask_balance(
    *, version_id: UUID, revision: int, by: Seat, at: datetime
) -> BalanceVersion:
    """Needs held in or out stay so; the rest is the system's to choose."""
    found, reasons = held_version(version_id, revision, by)
    if not found.needs.exists():
        reasons.append(Reason(_("Phương án này chưa có nhu cầu nào.")))
    if reasons:
        raise Refused(reasons)
    changed(found, by, at)
    found.state = VersionState.ASKED
    found.save(update_fields=["state"])
    enqueue(BALANCE_JOB, version_id=str(found.pk), revision=found.revision)
    note(
        "investment.balance-asked",
        on=found,
        agency_id=by.agency_id,
        by=by,
        at=at,
        version=found.name,
    )
    return found


@transaction.atomic
def keep_answer(
    *,
    version_id: UUID,
    revision: int,
    problem: Problem,
    answer: Answer | None,
    at: datetime,
) -> bool:
    """What the solver said of ``problem``, of the revision it was asked about; None: it
    said nothing. False where the version is no longer as it was. Nothing is kept where
    a need was changed while the solver worked.
    """
    rows = BalanceVersion.objects.select_for_update(no_key=True)
    found = rows.filter(
        pk=version_id, revision=revision, state=VersionState.ASKED
    ).first()
    if found is None:
        return False
    found.state, found.at, found.revision = VersionState.OPEN, at, revision + 1
    found.proofs, found.trouble = [], ""
    if problem != problem_of(found):
        found.trouble = _(
            "Có nhu cầu được sửa trong khi hệ thống đang cân đối; cân đối lại."
        )
    elif answer is None:
        found.trouble = _("Hệ thống chưa cân đối xong trong thời gian cho phép.")
    elif answer.faults:
        found.trouble = " ".join(fault_words(answer.faults))[:LONGEST_TROUBLE]
    else:
        needs = list(found.needs.all())
        for one in needs:
            one.step = answer.choice.get(str(one.need_id), 0)
        VersionNeed.objects.bulk_update(needs, ["step"], batch_size=1000)
        found.proofs = [asdict(one) for one in answer.proofs]
    found.save()
    record(
        "investment.balanced", by=SYSTEM, at=at, on=found, data={"version": found.name}
    )
    return True


def adopt_version(
    *, version_id: UUID, revision: int, reason: str, by: Seat, at: datetime
) -> BalanceVersion:
    """Needs get what the version gives them. ``reason`` is that of every need cut or
    left out which has none of its own.
    """
    refuse_marked(texts=[reason], by=by, at=at)
    with transaction.atomic():
        found, reasons = held_version(version_id, revision, by)
        reason, rows = line(reason), list(found.needs.all())
        needs = _held_needs(rows)
        problem, choice = problem_of(found), choice_of(found)
        faults = input_faults(problem) or choice_faults(problem, choice)
        reasons += [Reason(one) for one in fault_words(faults)]
        reasons += length_reasons(reason, "reason", LONGEST_REASON)
        reasons += _opinion_reasons(needs, choice)
        if any(one.state != NeedState.ASKED for one in needs.values()):
            told = _(
                "Có nhu cầu đã được cân đối theo phương án khác; lập phương án mới."
            )
            reasons.append(Reason(told))
        bare = [one for one in rows if one.step < WHOLE and not (one.reason or reason)]
        if bare:
            told = _("Ghi lý do cho %(count)s nhu cầu bị cắt hoặc không cân đối được.")
            reasons.append(Reason(told % {"count": len(bare)}, "reason"))
        if not choice:
            reasons.append(Reason(_("Phương án này chưa cân đối nhu cầu nào.")))
        if reasons:
            raise Refused(reasons)
        for row in rows:
            _grant(needs[row.need_id], row, reason)
        Need.objects.bulk_update(
            needs.values(), ["state", "granted", "reason"], batch_size=1000
        )
        found.state = VersionState.ADOPTED
        found.revision += 1
        found.at, found.by = at, by.person_name[:80]
        found.save(update_fields=["state", "revision", "at", "by"])
        note(
            "investment.adopted",
            on=found,
            agency_id=by.agency_id,
            by=by,
            at=at,
            version=found.name,
        )
        return found


def _opinion_reasons(
    needs: Mapping[UUID, Need], choice: Mapping[str, int]
) -> list[Reason]:
    """Money is for what the unit in charge agreed to, as it is now."""
    ways = ways_of(needs.values())
    bare = [
        one.title
        for one in needs.values()
        if choice.get(str(one.pk)) and not ways[one.pk].is_supported
    ]
    if not bare:
        return []
    told = _("%(count)s nhu cầu chưa có ý kiến chuyên môn đồng ý: %(titles)s.")
    titles = "; ".join(bare[:_MOST_TITLES])
    return [Reason(told % {"count": len(bare), "titles": titles})]


def _held_needs(rows: Sequence[VersionNeed]) -> dict[UUID, Need]:
    """In one order, so that two that adopt at once do not wait for each other."""
    ids = [one.need_id for one in rows]
    held = Need.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    return {one.pk: one for one in held}


def _grant(need: Need, row: VersionNeed, reason: str) -> None:
    need.granted = row.step
    need.reason = "" if row.step == WHOLE else row.reason or reason
    need.state = (
        NeedState.FULL
        if row.step == WHOLE
        else NeedState.PART
        if row.step
        else NeedState.REJECTED
    )
