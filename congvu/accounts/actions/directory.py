"""Accounts made to agree with the directory: planned whole, then carried out in
sets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.accounts.actions.outsiders import lock_ties, new_user
from congvu.accounts.actions.sessions import end_sessions_of_many
from congvu.accounts.models import OutsideIdentity, User
from congvu.accounts.rules import LDAP, Admission, Outsider, too_many_leave
from congvu.audit.actions import event_row, record, record_many
from congvu.audit.rules import Actor, EventRow
from congvu.lib.refusals import Refused
from congvu.lib.text import nfc


class SyncRefused(Refused):
    """The directory's answer would close too many accounts to be believed."""


@dataclass
class SyncPlan:
    """What differs between the directory and the accounts, each kind by itself."""

    created: list[Outsider] = field(default_factory=list)
    linked: list[tuple[User, Outsider]] = field(default_factory=list)
    renamed: list[tuple[User, Outsider]] = field(default_factory=list)
    locked: list[OutsideIdentity] = field(default_factory=list)
    unlocked: list[OutsideIdentity] = field(default_factory=list)
    skipped: list[tuple[Outsider, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def tell(self) -> Iterator[str]:
        """Each change in words, for the operator; before anything is changed."""
        for person in self.created:
            yield _("tạo %(name)s") % {"name": person.username}
        for user, _person in self.linked:
            yield _("nối %(name)s") % {"name": user.username}
        for user, person in self.renamed:
            old, new = _told(user.username, user.email), _told(*_wanted(user, person))
            yield _("đổi %(old)s thành %(new)s") % {"old": old, "new": new}
        for tie in self.locked:
            yield _("khóa %(name)s: không còn trong danh bạ") % {"name": tie.user}
        for tie in self.unlocked:
            yield _("mở khóa %(name)s: lại có trong danh bạ") % {"name": tie.user}
        for person, why in self.skipped:
            yield _("bỏ qua %(name)s: %(why)s") % {"name": person.username, "why": why}

    def counts(self) -> dict[str, int]:
        return {
            "created": len(self.created),
            "linked": len(self.linked),
            "renamed": len(self.renamed),
            "locked": len(self.locked),
            "unlocked": len(self.unlocked),
            "skipped": len(self.skipped),
        }


@transaction.atomic
def sync_directory(
    *,
    people: Sequence[Outsider],
    admission: Admission,
    dry_run: bool = False,
    many_may_leave: bool = False,
    by: Actor,
    at: datetime,
) -> SyncPlan:
    """Create, tie, rename, lock and unlock so that accounts agree with ``people``.

    A fixed number of statements, whatever the number of people. With ``dry_run``
    nothing is changed.
    """
    lock_ties()
    ties = list(OutsideIdentity.objects.filter(issuer=LDAP).select_related("user"))
    plan = _plan(people, ties, admission)
    living = sum(tie.ended_at is None for tie in ties)
    if not many_may_leave and too_many_leave(len(plan.locked), of=living):
        words = _(
            "Danh bạ trả về %(people)s người, thiếu %(gone)s trong %(all)s tài khoản đã"
            " nối: không đổi gì cả. Nếu đúng là vậy, thêm --many-may-leave."
        )
        counts = {"people": len(people), "gone": len(plan.locked), "all": living}
        raise SyncRefused([words % counts])
    plan.lines = list(plan.tell())
    if not dry_run:
        _carry_out(plan, by, at)
    return plan


def _plan(
    people: Sequence[Outsider], ties: Sequence[OutsideIdentity], admission: Admission
) -> SyncPlan:
    plan = SyncPlan()
    known = {tie.subject: tie for tie in ties}
    tied = {tie.user_id for tie in ties}
    # Who is called so, by name or address, in any case of letters; None: about to be.
    called: dict[str, User | None] = {}
    for user in User.objects.only("username", "email", "is_active"):
        called |= dict.fromkeys(_texts(user.username, user.email), user)
    for person in people:
        texts = _texts(nfc(person.username), person.email)
        found = {called[text] for text in texts if text in called}
        tie = known.get(person.subject)
        if tie is not None:
            if tie.ended_at is not None:
                plan.unlocked.append(tie)
            if not _has_changed(tie.user, person):
                continue
            if found - {tie.user}:
                why = _("tên hoặc thư mới đã thuộc về tài khoản khác")
                plan.skipped.append((person, why))
                continue
            plan.renamed.append((tie.user, person))
            called |= dict.fromkeys(texts, tie.user)
            continue
        owners = [user for user in found if user is not None]
        if not found and admission.may_create:
            plan.created.append(person)
            called |= dict.fromkeys(texts)
        elif found == {*owners[:1]} and admission.may_link and owners[0].pk not in tied:
            plan.linked.append((owners[0], person))
            if _has_changed(owners[0], person):
                plan.renamed.append((owners[0], person))
            tied.add(owners[0].pk)
        else:
            plan.skipped.append((person, _why_not(len(found))))
    here = {person.subject for person in people}
    plan.locked = [
        tie for tie in ties if tie.ended_at is None and tie.subject not in here
    ]
    return plan


def _texts(*texts: str) -> set[str]:
    return {text.lower() for text in texts if text}


def _why_not(found: int) -> str:
    if not found:
        return _("chưa có tài khoản, và không được tạo (CONGVU_LDAP_CREATE)")
    if found > 1:
        return _("tên đăng nhập và thư thuộc về hai tài khoản khác nhau")
    return _("tên hoặc thư đã thuộc về một tài khoản không nối với người này")


def _wanted(user: User, person: Outsider) -> tuple[str, str]:
    return nfc(person.username), person.email or user.email


def _told(name: str, mail: str) -> str:
    return f"{name} <{mail}>" if mail else name


def _has_changed(user: User, person: Outsider) -> bool:
    return (user.username, user.email) != _wanted(user, person)


def _carry_out(plan: SyncPlan, by: Actor, at: datetime) -> None:
    events: list[EventRow] = []
    made = [(new_user(person), person) for person in plan.created]
    User.objects.bulk_create([user for user, _person in made])
    for user, _person in made:
        data = {"username": user.username, "issuer": LDAP}
        events.append(
            event_row("accounts.user-created", by=by, at=at, on=user, data=data)
        )
    for user, person in plan.linked:
        user.set_unusable_password()
        user.must_change_password = False
        data = {"issuer": LDAP, "subject": person.subject}
        events.append(
            event_row("accounts.identity-linked", by=by, at=at, on=user, data=data)
        )
    User.objects.bulk_update(
        [user for user, _person in plan.linked], ["password", "must_change_password"]
    )
    OutsideIdentity.objects.bulk_create(
        OutsideIdentity(user=user, issuer=LDAP, subject=person.subject, linked_at=at)
        for user, person in (*made, *plan.linked)
    )
    for user, person in plan.renamed:
        name, mail = _wanted(user, person)
        data = {"from": user.username, "username": name, "email": mail}
        user.username, user.email = name, mail
        events.append(
            event_row("accounts.user-renamed", by=by, at=at, on=user, data=data)
        )
    User.objects.bulk_update(
        [user for user, _person in plan.renamed], ["username", "email"]
    )
    events += _close_and_open(plan, by, at)
    record_many(events)
    record("accounts.directory-synced", by=by, at=at, data=plan.counts())


def _close_and_open(plan: SyncPlan, by: Actor, at: datetime) -> Iterator[EventRow]:
    gone = [tie.user_id for tie in plan.locked]
    OutsideIdentity.objects.filter(user__in=gone, issuer=LDAP).update(ended_at=at)
    User.objects.filter(pk__in=gone).update(is_active=False)
    end_sessions_of_many(user_ids=gone, at=at)
    back = [tie.user_id for tie in plan.unlocked]
    OutsideIdentity.objects.filter(user__in=back, issuer=LDAP).update(ended_at=None)
    User.objects.filter(pk__in=back).update(is_active=True)
    for event, ties in (
        ("accounts.user-locked", plan.locked),
        ("accounts.user-unlocked", plan.unlocked),
    ):
        for tie in ties:
            yield event_row(event, by=by, at=at, on=tie.user, data={"issuer": LDAP})
