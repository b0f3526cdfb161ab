"""A person says who keeps what a divided body left."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.lib.dates import local_date
from congvu.lib.refusals import Refused
from congvu.organisations.actions.passing_on import pass_bodies
from congvu.organisations.actions.reforms.acts import one_act_at_a_time
from congvu.organisations.models import Heir, Succession
from congvu.organisations.queries.mapping import heirs_from, on_map
from congvu.organisations.queries.reforms import due_reforms, names_ever
from congvu.organisations.rules import BodyKind, Passed, ReformState


@transaction.atomic
def choose_heir(
    *, predecessor_id: UUID, heir_id: UUID, by: Actor, at: datetime
) -> Heir:
    """One of the successors takes it from today; who kept it meanwhile hands it on.

    A successor that has ended since stands for its own heir; one whose end in favour of
    the divided body is decided already cannot be chosen. Until the act is carried out
    the choice counts from its day, and nobody keeps anything meanwhile.
    """
    one_act_at_a_time()
    interim = _waiting(predecessor_id)
    named = Succession.objects.filter(
        predecessor_id=predecessor_id, successor_id=heir_id
    )
    if not named.exists():
        raise Refused([_("Chỉ chọn được một trong các nơi kế thừa.")])
    is_kept = interim.reform.state == ReformState.CARRIED_OUT
    if is_kept and due_reforms(local_date(at)):
        raise Refused([_("Còn quyết định đã đến ngày chưa thực hiện; chọn sau đó.")])
    day = max(local_date(at), interim.valid_from) if is_kept else interim.valid_from
    keeper = on_map([interim.heir_id], day)[interim.heir_id]
    taker = on_map([heir_id], day)[heir_id]
    if predecessor_id in heirs_from([taker]).values():
        words = _(
            "Nơi này rồi sẽ kết thúc và để lại cho chính nơi đã chia: chọn nơi khác."
        )
        raise Refused([words])
    chosen = _replace(interim, taker, day, by)
    if is_kept and keeper != chosen.heir_id:
        passed = Passed(
            kind=BodyKind(interim.kind),
            body_id=predecessor_id,
            from_id=keeper,
            to_id=chosen.heir_id,
        )
        pass_bodies(reform=interim.reform, bodies=[passed], on=day, by=by, at=at)
    ids = [predecessor_id, chosen.heir_id]
    names = names_ever(ids, ids)
    record(
        "organisations.heir-chosen",
        by=by,
        at=at,
        on=chosen,
        agency_id=chosen.heir_id if interim.kind == BodyKind.AGENCY else None,
        data={
            "title": interim.reform.title,
            "predecessor": names.get(predecessor_id, ""),
            "heir": names.get(chosen.heir_id, ""),
            "day": day.isoformat(),
        },
    )
    return chosen


def _waiting(predecessor_id: UUID) -> Heir:
    """The row of who keeps it until somebody has chosen, locked."""
    interim: Heir | None = (
        Heir.objects.select_for_update(of=["self"])
        .select_related("reform")
        .filter(
            predecessor_id=predecessor_id, is_interim=True, valid_until__isnull=True
        )
        .first()
    )
    if interim is None:
        raise Refused([_("Không có việc chọn nơi kế thừa nào đang chờ ở đây.")])
    return interim


def _replace(interim: Heir, heir_id: UUID, day: date, by: Actor) -> Heir:
    """The interim row ends that day; on the very first day it never was."""
    if day > interim.valid_from:
        interim.valid_until = day
        interim.save(update_fields=["valid_until"])
    else:
        interim.delete()
    return Heir.objects.create(
        reform_id=interim.reform_id,
        kind=interim.kind,
        predecessor_id=interim.predecessor_id,
        heir_id=heir_id,
        chosen_by=by.name,
        valid_from=day,
    )
