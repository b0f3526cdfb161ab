"""An act is prepared, decided and carried out; each once, each wholly or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.lib.dates import EARLIEST, LATEST, local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.actions.passing_on import pass_on
from congvu.organisations.actions.reforms.draft import Plan
from congvu.organisations.actions.reforms.planning import ReformRefused, plan_reform
from congvu.organisations.actions.reforms.sheets import Unread
from congvu.organisations.actions.reforms.writing import write_plan
from congvu.organisations.formats.reform_sheet import Line
from congvu.organisations.models import Change, Reform
from congvu.organisations.queries.reforms import due_reforms, lines_of
from congvu.organisations.rules import ChangeVerb, ReformState

NOTHING_UNREAD = Unread()


def one_act_at_a_time() -> None:
    """Two acts, or an act and a load, would each judge a world the other changes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('organisations.load'))")


@transaction.atomic
def prepare_reform(
    *,
    title: str,
    legal_basis: str,
    on: date | None,
    lines: Sequence[Line],
    by: Actor,
    at: datetime,
    unread: Unread = NOTHING_UNREAD,
    dry_run: bool = False,
) -> Reform:
    """Keep an act that could be decided as it stands; refused with every reason.

    The rows that could not be read are among the reasons, and the other lines are
    judged all the same; without a day (None) as if it were today.
    """
    one_act_at_a_time()
    reasons = _whole_reasons(title, legal_basis, on)
    on = on if on and _can_be(on) else local_date(at)
    if not lines and not unread.wrong:
        reasons.append(Reason(_("Quyết định chưa có dòng nào."), "lines"))
    plan = _planned(lines, on, nfc(legal_basis), local_date(at), unread, reasons)
    reform = Reform.objects.create(
        title=nfc(title)[:300],
        legal_basis=nfc(legal_basis)[:300],
        on=on,
        state=ReformState.PREPARED,
        prepared_at=at,
        prepared_by=by.name,
        prepared_by_person_id=by.person_id,
    )
    Change.objects.bulk_create(
        [
            Change(
                reform=reform,
                line=line.line,
                verb=line.verb,
                detail=line.cells(),
                bodies=sorted(plan.touched.get(line.line, ())),
                successor_ids=sorted(plan.named.get(line.line, ())),
            )
            for line in lines
        ],
        batch_size=2000,
    )
    _record("organisations.reform-prepared", reform, by, at, lines=len(lines))
    if dry_run:
        transaction.set_rollback(True)
    return reform


def _planned(
    lines: Sequence[Line],
    on: date,
    legal_basis: str,
    today: date,
    unread: Unread,
    whole: list[Reason],
) -> Plan:
    """The plan, or every reason of the act, its unread rows and its lines at once."""
    wrong, plan = list(unread.wrong), Plan(on)
    try:
        plan = plan_reform(
            lines, on=on, legal_basis=legal_basis, today=today, unread=unread.named
        )
    except ReformRefused as why:
        wrong += why.wrong
    if whole or wrong:
        raise ReformRefused(wrong, whole=whole, quoted=unread.quoted)
    return plan


def _can_be(on: date) -> bool:
    return EARLIEST < on <= LATEST


def _whole_reasons(title: str, legal_basis: str, on: date | None) -> list[Reason]:
    """What is wrong with an act whatever its lines say."""
    reasons = []
    if not nfc(title):
        reasons.append(Reason(_("Chưa ghi “tên gọi”."), "title"))
    if not nfc(legal_basis):
        reasons.append(Reason(_("Chưa ghi “căn cứ”."), "legal_basis"))
    if on is None or not _can_be(on):
        words = _(
            "Ghi ngày dạng ngày/tháng/năm, ví dụ 02/09/2026; chưa có ngày thì các "
            "dòng đang được xét như có hiệu lực từ hôm nay."
        )
        reasons.append(Reason(words, "on"))
    return reasons


@transaction.atomic
def withdraw_reform(*, reform_id: UUID, by: Actor, at: datetime) -> Reform:
    """What is only prepared can be taken back; what is decided needs another act."""
    reform = _locked(reform_id, ReformState.PREPARED)
    reform.state = ReformState.WITHDRAWN
    reform.save(update_fields=["state"])
    _record("organisations.reform-withdrawn", reform, by, at)
    return reform


@transaction.atomic
def decide_reform(*, reform_id: UUID, by: Actor, at: datetime) -> Reform:
    """From now on it is so from its day: writes every dated fact, moves no work yet.

    Somebody else than who prepared it decides. The world may have changed meanwhile, so
    everything is judged again.
    """
    one_act_at_a_time()
    reform = _locked(reform_id, ReformState.PREPARED)
    if by.person_id is not None and by.person_id == reform.prepared_by_person_id:
        raise Refused(
            [_("Quyết định do chính bạn soạn: phải có người khác quyết định.")]
        )
    plan = plan_reform(
        lines_of(reform),
        on=reform.on,
        legal_basis=reform.legal_basis,
        today=local_date(at),
        reform_id=reform.id,
    )
    counts = write_plan(plan, reform)
    # What an act makes has its keys from now on.
    making = list(reform.changes.filter(verb=ChangeVerb.CREATE))
    for change in making:
        change.bodies = sorted(plan.touched.get(change.line, ()))
    Change.objects.bulk_update(making, ["bodies"], batch_size=1000)
    reform.state = ReformState.DECIDED
    reform.decided_at, reform.decided_by = at, by.name
    reform.save(update_fields=["state", "decided_at", "decided_by"])
    _record("organisations.reform-decided", reform, by, at, **counts)
    return reform


@transaction.atomic
def carry_out_reform(*, reform_id: UUID, by: Actor, at: datetime) -> Reform:
    """On its day or later: open work goes to the heirs. Killed midway, nothing is."""
    one_act_at_a_time()
    reform = _locked(reform_id, ReformState.DECIDED)
    if local_date(at) < reform.on:
        words = _("Chưa đến ngày %(day)s, chưa thực hiện được.")
        raise Refused([Reason(words % {"day": f"{reform.on:%d/%m/%Y}"})])
    _after_earlier_days(reform)
    pass_on(reform=reform, by=by, at=at)
    reform.state, reform.carried_out_at = ReformState.CARRIED_OUT, at
    reform.save(update_fields=["state", "carried_out_at"])
    _record("organisations.reform-carried-out", reform, by, at)
    return reform


def _after_earlier_days(reform: Reform) -> None:
    """In the order of their days: what an act leaves with a body goes on from there by
    a later one, and not the other way round.
    """
    waiting = Reform.objects.filter(state=ReformState.DECIDED, on__lt=reform.on)
    words = _("Thực hiện “%(title)s” từ ngày %(day)s trước đã.")
    reasons = [
        Reason(words % {"title": one.title, "day": f"{one.on:%d/%m/%Y}"})
        for one in waiting.order_by("on", "decided_at", "id")
    ]
    if reasons:
        raise Refused(reasons)


def carry_out_due(*, by: Actor, at: datetime) -> int:
    """Every decided act whose day has come, one transaction each; how many."""
    done = 0
    for reform_id in due_reforms(local_date(at)):
        with transaction.atomic():
            one_act_at_a_time()
            # Another run may have been quicker while this one waited.
            waits = Reform.objects.filter(pk=reform_id, state=ReformState.DECIDED)
            if waits.exists():
                carry_out_reform(reform_id=reform_id, by=by, at=at)
                done += 1
    return done


def _locked(reform_id: UUID, state: ReformState) -> Reform:
    reform = Reform.objects.select_for_update().filter(pk=reform_id).first()
    if reform is None:
        raise Refused([_("Không tìm thấy quyết định này.")])
    if reform.state != state:
        words = _("Quyết định này %(state)s, không làm được việc ấy nữa.")
        raise Refused([words % {"state": reform.get_state_display()}])
    return reform


def _record(event: str, reform: Reform, by: Actor, at: datetime, **more: int) -> None:
    data: dict[str, Any] = {
        "title": reform.title,
        "basis": reform.legal_basis,
        "day": reform.on.isoformat(),
    }
    record(event, by=by, at=at, on=reform, data=data | more)
