"""What a person wants of each kind; the kind's own word where they said nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from congvu.notices.models import NoticeChoice, QuietHours
from congvu.notices.rules import REGISTER, Kind, Mailing, Quiet


@dataclass(frozen=True)
class Choice:
    kind: Kind
    in_product: bool
    mail: Mailing


def choices_of(user_id: UUID) -> list[Choice]:
    """Every kind in the order it was declared; one query."""
    said = {row.kind: row for row in NoticeChoice.objects.filter(user=user_id)}
    return [
        Choice(
            kind,
            # A kind that became compulsory is so for whoever had switched it off.
            bool(kind.always) or kind.name not in said or said[kind.name].in_product,
            Mailing(said[kind.name].mail) if kind.name in said else kind.mail,
        )
        for kind in REGISTER.kinds.values()
    ]


def mail_choices(users: Collection[UUID]) -> Mapping[tuple[UUID, str], Mailing]:
    """(log-in, kind) → how it comes by mail, for many at once; one query."""
    wanted = {
        (user, kind.name): kind.mail
        for user in users
        for kind in REGISTER.kinds.values()
    }
    rows = NoticeChoice.objects.filter(user__in=list(users))
    wanted.update({(row.user_id, row.kind): Mailing(row.mail) for row in rows})
    return wanted


def quiet_of(users: Collection[UUID]) -> Mapping[UUID, Quiet]:
    """The quiet hours of each; one query."""
    rows = QuietHours.objects.filter(user__in=list(users))
    said = {row.user_id: Quiet(row.start, row.end) for row in rows}
    return {user: said.get(user, Quiet()) for user in users}
