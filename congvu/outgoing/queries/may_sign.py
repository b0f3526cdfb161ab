"""Who may be put down as the signer of a draft today, and what stands above the name.

Whoever holds a post that signs, and whoever was given such a post in writing: by
authorisation (TUQ.) or in charge of it (Q.). A stand-in during an absence is not among
them: that is no right to sign (Điều 13).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.lib.refusals import Reason
from congvu.organisations.models import Delegation
from congvu.organisations.queries import PostOnDay, agency_on, posts_on
from congvu.organisations.rules import DelegationKind, Permission
from congvu.outgoing.models import Draft
from congvu.outgoing.queries.papers import (
    SIGNING_ROLES,
    facts_of,
    new_body,
    speaks_for,
)
from congvu.outgoing.rules import (
    CAPACITY_NAMES,
    Authority,
    SignerFacts,
    authority_of,
)


@dataclass(frozen=True)
class SignerChoice:
    """One person at one post; ``reasons`` where they may not sign as things stand."""

    post_id: UUID
    delegation_id: UUID | None
    name: str
    post: str
    basis: str
    authority: Authority | None
    reasons: tuple[Reason, ...] = ()

    @property
    def key(self) -> str:
        return str(self.delegation_id or self.post_id)

    @property
    def words(self) -> str:
        """ "Trần Thị Hà, Chủ tịch, ký thừa ủy quyền (TUQ.)" """
        said = f"{self.name}, {self.post}"
        if self.authority is None or self.delegation_id is None:
            return said
        return f"{said}, {_(CAPACITY_NAMES[self.authority.capacity])}"


def signer_choices(draft: Draft, basis: str, on: date) -> list[SignerChoice]:
    """Holders first, then those who act by a written decision; four queries."""
    agency = agency_on(draft.agency_id, on)
    posts = posts_on(on, agency_id=draft.agency_id)
    signing = {p.id: p for p in posts if p.role in SIGNING_ROLES}
    together = speaks_for(draft, agency)
    found = [
        _choice(p, facts_of(p, posts, collective=together, basis=basis), p.person_name)
        for p in signing.values()
        if p.person_id
    ]
    given = (
        Delegation.objects.valid(on=on)
        .filter(
            post__in=list(signing),
            kind__in=[DelegationKind.AUTHORISED, DelegationKind.ACTING],
        )
        .select_related("person")
        .order_by("valid_from", "id")
    )
    held = {p.person_id: p.name for p in posts if p.person_id}
    for row in given:
        post = signing[row.post_id]
        facts = _facts(row, post, posts, together, basis, held)
        found.append(_choice(post, facts, row.person.full_name, row))
    return found


def _facts(
    row: Delegation,
    post: PostOnDay,
    posts: list[PostOnDay],
    together: str,
    basis: str,
    held: Mapping[UUID, str],
) -> SignerFacts:
    own = facts_of(post, posts, collective=together, basis=row.legal_basis or basis)
    return SignerFacts(
        post=own.post,
        leads=own.leads,
        heads_unit=own.heads_unit,
        collective=own.collective,
        head_post=own.head_post,
        kind=row.kind,
        own_post=held.get(row.person_id, ""),
        basis=own.basis,
        content=row.content,
        ends_on=row.valid_until,
        may_sign=Permission.SIGN not in row.withheld,
    )


def _choice(
    post: PostOnDay, facts: SignerFacts, name: str, row: Delegation | None = None
) -> SignerChoice:
    authority, reasons = authority_of(facts)
    return SignerChoice(
        post_id=post.id,
        delegation_id=row.id if row else None,
        name=name,
        post=post.name,
        basis=facts.basis,
        authority=authority,
        reasons=tuple(reasons),
    )


# Of these a version says what is true on its day, whoever writes it.
_OF_THE_DAY = (
    "type_code",
    "type_name",
    "parent_name",
    "issuer_name",
    "symbol",
    "place",
    "year",
    "signer",
    "urgency",
)


def body_of_the_day(draft: Draft, *, on: date) -> dict[str, Any]:
    """What a new version takes anew: type, names, symbol, year, urgency, signer.

    The signer stays who it is while they may sign from that post: its holder, or
    somebody by a written decision.
    """
    found = new_body(draft, on=on)
    newest = draft.versions.order_by("-number").first()
    signer = (newest.body.get("signer") or {}) if newest else {}
    printed = str(signer.get("name") or "")
    for one in signer_choices(draft, draft.signing_basis, on):
        same = one.post_id == draft.signer_post_id and printed.endswith(one.name)
        if same and one.authority is not None:
            lines = list(one.authority.lines)
            found["signer"] = {"authority": lines, "name": one.name}
    return {key: found[key] for key in _OF_THE_DAY if key in found}
