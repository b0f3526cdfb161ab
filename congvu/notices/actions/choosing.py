"""How a person wants to be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.lib.refusals import Reason, Refused
from congvu.notices.models import NoticeChoice, QuietHours
from congvu.notices.rules import REGISTER, Mailing


@dataclass(frozen=True)
class ChoiceSet:
    """One kind: shown in the product or not, and how by mail."""

    in_product: bool
    mail: Mailing


@transaction.atomic
def set_choices(
    *,
    user_id: UUID,
    choices: Mapping[str, ChoiceSet],
    quiet_from: time,
    quiet_until: time,
    by: Actor,
    at: datetime,
) -> None:
    """Every kind named here is from now on as said; others stay as they were."""
    reasons = []
    for name, choice in choices.items():
        kind = REGISTER.kinds.get(name)
        if kind is None:
            reasons.append(Reason(_("Không có loại thông báo này."), name))
        elif kind.always and not choice.in_product:
            reasons.append(Reason(_(kind.always), name))
    if reasons:
        raise Refused(reasons)
    NoticeChoice.objects.bulk_create(
        [
            NoticeChoice(
                user_id=user_id, kind=name, in_product=c.in_product, mail=c.mail
            )
            for name, c in choices.items()
        ],
        update_conflicts=True,
        unique_fields=["user", "kind"],
        update_fields=["in_product", "mail"],
    )
    QuietHours.objects.update_or_create(
        user_id=user_id, defaults={"start": quiet_from, "end": quiet_until}
    )
    record(
        "notices.choices-set",
        by=by,
        at=at,
        on_type="accounts.user",
        on_id=user_id,
        data={
            "off": sorted(n for n, c in choices.items() if not c.in_product),
            "at_once": _by_mail(choices, Mailing.AT_ONCE),
            "digest": _by_mail(choices, Mailing.DIGEST),
            "quiet": f"{quiet_from:%H:%M}–{quiet_until:%H:%M}",
        },
    )


def _by_mail(choices: Mapping[str, ChoiceSet], how: Mailing) -> list[str]:
    return sorted(name for name, choice in choices.items() if choice.mail == how)
