"""Who may sign and check, and what of a new paper follows from the organisation."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.documents.queries import Desk
from congvu.lib.refusals import Reason
from congvu.lib.text import gettext_noop
from congvu.organisations.models import AgencyKind
from congvu.organisations.queries import (
    AgencyOnDay,
    PostOnDay,
    agency_on,
    posts_on,
    units_on,
)
from congvu.organisations.rules import Role
from congvu.outgoing.models import Draft
from congvu.outgoing.queries.sequences import (
    sequence_missing,
    sequence_rules,
    types_to_number,
)
from congvu.outgoing.rules import (
    SignerFacts,
    SymbolParts,
    authority_of,
    is_deputy_post,
    notation_of,
)

# Stands on the paper, so it is never said in the reader's language.
PEOPLES_COMMITTEE = gettext_noop("Ủy ban nhân dân")
COMMITTEES = (AgencyKind.PROVINCE, AgencyKind.DISTRICT, AgencyKind.COMMUNE)
SIGNING_ROLES = (Role.LEADER, Role.OFFICE_CHIEF, Role.UNIT_HEAD)
_CHECK_FORM = (Role.RECORDS_CLERK, Role.OFFICE_CHIEF)


def collective_of(agency: AgencyOnDay) -> str:
    """What stands after TM.: a people's committee decides together."""
    return PEOPLES_COMMITTEE if agency.kind in COMMITTEES else ""


def speaks_for(draft: Draft, agency: AgencyOnDay | None) -> str:
    """What stands after TM. on this paper; nothing on the head's own."""
    if draft.by_head or agency is None:
        return draft.body_name
    return draft.body_name or collective_of(agency)


def may_be_heads_own(agency_id: UUID, body_name: str, on: date) -> bool:
    """Where all decide together the head may sign in their own name as well [D]."""
    agency = agency_on(agency_id, on)
    return bool(agency and collective_of(agency)) and not body_name


def facts_of(
    post: PostOnDay, posts: list[PostOnDay], *, collective: str, basis: str
) -> SignerFacts:
    """What is known of whoever holds that post, signing for themselves."""
    heads = [p for p in posts if p.role == Role.LEADER]
    own = [p for p in heads if not is_deputy_post(p.name)]
    return SignerFacts(
        post=post.name,
        leads=post.role == Role.LEADER,
        heads_unit=post.role in (Role.OFFICE_CHIEF, Role.UNIT_HEAD),
        collective=collective,
        head_post=own[0].name if own else "",
        basis=basis,
    )


def signers(agency_id: UUID, on: date) -> list[PostOnDay]:
    """Posts somebody holds from which papers are signed: heads before deputies."""
    held = [p for p in posts_on(on, agency_id=agency_id) if p.person_id]
    found = [p for p in held if p.role in SIGNING_ROLES]
    return sorted(
        found, key=lambda p: (SIGNING_ROLES.index(Role(p.role)), is_deputy_post(p.name))
    )


def signer_reasons(desk: Desk | None, basis: str) -> list[Reason]:
    """Whether the chosen post signs at all; a unit's head only by the work rules."""
    if (
        desk is None
        or desk.is_unit
        or desk.role not in SIGNING_ROLES
        or not desk.is_held
    ):
        return [Reason(_("Chọn người ký đang giữ chức vụ."), "signer")]
    if desk.role != Role.LEADER and not basis.strip():
        words = _("Ký thừa lệnh (TL.) cần căn cứ trong quy chế làm việc.")
        return [Reason(words, "signing_basis")]
    return []


def form_desks(agency_id: UUID, on: date, *, but: UUID) -> dict[UUID, Desk]:
    """Who may check the form: registry and office, held by somebody else; clerks first.

    ``but`` is the person who answers for the content.
    """
    posts = [
        p
        for p in posts_on(on, agency_id=agency_id)
        if p.role in _CHECK_FORM and p.person_id and p.person_id != but
    ]
    posts.sort(key=lambda p: _CHECK_FORM.index(Role(p.role)))
    return {
        p.id: Desk(
            id=p.id,
            unit_id=p.unit_id,
            name=f"{p.person_name}, {p.name}",
            is_unit=False,
            role=Role(p.role),
            is_held=True,
            is_manned=True,
        )
        for p in posts
    }


def new_body(draft: Draft, *, on: date) -> dict[str, Any]:
    """The parts of form that follow from who drafts and who signs that day; nothing
    where the signer's post has ended.
    """
    agency = agency_on(draft.agency_id, on)
    if agency is None:
        return {}
    posts = posts_on(on, agency_id=draft.agency_id)
    post = next((p for p in posts if p.id == draft.signer_post_id), None)
    if post is None:
        return {}
    unit = next((u for u in units_on(agency.id, on) if u.id == draft.unit_id), None)
    symbol = unit.symbol if unit else ""
    types = {t.code: t for t in types_to_number(on)}
    together = speaks_for(draft, agency)
    facts = facts_of(post, posts, collective=together, basis=draft.signing_basis)
    authority, _reasons = authority_of(facts)
    parts = SymbolParts(
        abbreviation=types[draft.type_code].abbreviation,
        issuer=_body_symbol(draft, on) or agency.issuer_symbol,
        unit=symbol,
        normative=draft.is_normative,
    )
    notation = notation_of(parts)
    own = {"authority_name": f"{facts.head_post} {agency.name}"}
    return {
        "type_code": draft.type_code,
        "type_name": draft.type_name,
        "parent_name": _parent(agency, on),
        "issuer_name": draft.body_name or agency.name,
        "symbol": f"{on.year}/{notation}" if draft.is_normative else notation,
        "place": agency.place,
        "year": on.year,
        "summary": draft.subject,
        "signer": {
            "authority": list(authority.lines) if authority else [],
            "name": post.person_name,
        },
        "filed": ", ".join(word for word in ("VT", symbol) if word),
        "urgency": draft.urgency,
    } | (own if draft.by_head else {})


def outdated(draft: Draft, *, on: date) -> list[Reason]:
    """Symbol and year that the newest version prints and that hold no more: paper and
    book bear the same (Điều 15.1); and a sequence that is not there any more.
    """
    printed = draft.versions.get(number=draft.version).body
    now = new_body(draft, on=on)
    words = {
        "symbol": _("Bản này ghi ký hiệu “%(printed)s”, nay là “%(now)s”; sửa lại."),
        "year": _("Bản này ghi năm %(printed)s, nay là năm %(now)s; sửa lại."),
    }
    return [
        Reason(words[key] % {"printed": printed.get(key), "now": now[key]})
        for key in words
        if key in now and printed.get(key) != now[key]
    ] + sequence_missing(
        draft.agency_id,
        draft.type_code,
        normative=draft.is_normative,
        body=draft.body_name,
        year=on.year,
    )


def _body_symbol(draft: Draft, on: date) -> str:
    rules = sequence_rules(draft.agency_id, on.year)
    return next((r.body_symbol for r in rules if r.body == draft.body_name), "")


def _parent(agency: AgencyOnDay, on: date) -> str:
    """A people's committee stands alone on its papers (Phụ lục III)."""
    if agency.parent_id is None or agency.kind in COMMITTEES:
        return ""
    above = agency_on(agency.parent_id, on)
    return above.name if above else ""
