"""What the regulation says of a paper that is about to leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.exchange.queries.directory import reached_by
from congvu.exchange.queries.mailing import (
    official_basis,
    owners_of,
    private_mailboxes,
)
from congvu.exchange.queries.regulation import kinds_of, recipient_kinds, rows_on
from congvu.exchange.rules import (
    MAILBOX,
    OUTSIDE,
    Offer,
    OnPaper,
    Row,
    Sending,
    limit_said,
    offer_of,
    paper_said,
    ways_said,
    why_said,
)
from congvu.lib.refusals import Reason
from congvu.organisations.queries import agencies_by_code, resolve_closed
from congvu.outgoing.queries import paper_rule_for
from congvu.outgoing.rules import Allowed, Leaving, Ruling, SentTo, WithPaper


def ruling_of(leaving: Leaving) -> Ruling:
    """Refusals in one reason a cause, what is offered to each kind of recipient; six
    queries however many places."""
    rows = rows_on(leaving.on, leaving.agency_id)
    ids = [one.agency_id for one in leaving.places if one.agency_id]
    kinds = kinds_of([leaving.agency_id, *ids])
    whole = Sending(
        on=leaving.on,
        type_code=leaving.type_code,
        subject=leaving.subject,
        sender=kinds.get(leaving.agency_id, ""),
    )
    by_kind = {
        kind: offer_of(rows, replace(whole, recipient=kind))
        for kind in {*(k for k, _name in recipient_kinds()), *kinds.values()}
    }
    paper = _paper(leaving, rows, whole)
    warnings, nowhere = _moved(leaving)
    closed = [Reason(words, "outside") for words in nowhere]
    return Ruling(
        paper=paper,
        reasons=closed + _private(leaving) + _reasons(leaving, paper, kinds, by_kind),
        warnings=warnings,
        allowed=_allowed(by_kind),
    )


def _moved(leaving: Leaving) -> tuple[list[str], list[str]]:
    """Of closed codes among its places: where they go instead, and which go nowhere. By
    the directory's successors, and by the heirs of agencies that ended here."""
    codes = {one.address for one in leaving.places if one.address}
    if not codes:
        return [], []
    ours = agencies_by_code(codes, leaving.on)
    known = reached_by(codes - set(ours), leaving.on)
    ended = resolve_closed(codes - set(ours) - set(known), leaving.on)
    told = [one for one in known.values() if one.words]
    warnings = [one.words for one in told if one.code]
    warnings += [one.words for one in ended.values()]
    return warnings, [one.words for one in told if not one.code]


def _private(leaving: Leaving) -> list[Reason]:
    """Mailboxes that no paper goes to: what is not official gets it on paper."""
    boxes = {
        one.address.strip().lower()
        for one in leaving.places
        if one.agency_id is None and not one.on_paper and MAILBOX.fullmatch(one.address)
    }
    if not boxes:
        return []
    found = private_mailboxes(boxes, leaving.on, leaving.type_code)
    found -= set(owners_of(found, leaving.on)) if found else set()
    if not found:
        return []
    words = _(
        "%(addresses)s không phải hộp thư công vụ nên văn bản không gửi bằng thư tới "
        "đó (%(basis)s). Chọn gửi bản giấy."
    )
    given = {"addresses": ", ".join(sorted(found)), "basis": official_basis(leaving.on)}
    return [Reason(words % given, "on_paper")]


def _paper(leaving: Leaving, rows: Sequence[Row], whole: Sending) -> WithPaper:
    """What holds for whoever receives it: kept on the line of the issued paper."""
    found = offer_of(rows, whole)
    if found is None:
        return paper_rule_for(leaving.agency_id, leaving.type_code, leaving.on)
    row = found.paper_row
    return WithPaper(
        leaving.type_code,
        with_paper=found.on_paper != OnPaper.NONE,
        basis=row.citation,
        since=row.valid_from,
    )


def _reasons(
    leaving: Leaving,
    paper: WithPaper,
    kinds: dict[UUID, str],
    by_kind: dict[str, Offer | None],
) -> list[Reason]:
    """Where no row holds that day the agency's own word does (``paper``)."""
    found: dict[str, None] = {}
    for place in leaving.places:
        kind = kinds.get(place.agency_id, OUTSIDE) if place.agency_id else OUTSIDE
        offer = by_kind.get(kind)
        if offer is None:
            if not paper.with_paper and _doubled(leaving, place):
                found[_no_paper() % {"basis": _(paper.basis)}] = None
        elif offer.on_paper == OnPaper.ONLY and not place.on_paper and _by_wire(place):
            words = _(
                "Văn bản này không gửi điện tử: %(label)s (%(basis)s). Chọn gửi bản "
                "giấy; văn bản chỉ đi bằng giấy."
            )
            given = {"label": offer.row.label, "basis": offer.row.citation}
            found[words % given] = None
        elif offer.on_paper == OnPaper.NONE and _doubled(leaving, place):
            found[_no_paper() % {"basis": offer.paper_row.citation}] = None
    return [Reason(words, "on_paper") for words in found]


def _no_paper() -> str:
    return _(
        "Loại văn bản này gửi bản điện tử, không gửi kèm bản giấy cho cơ quan "
        "trong hệ thống (%(basis)s)."
    )


def _by_wire(place: SentTo) -> bool:
    return place.agency_id is not None or bool(place.address)


def _doubled(leaving: Leaving, place: SentTo) -> bool:
    """An agency that gets the electronic original would get it on paper again."""
    return leaving.is_electronic and place.on_paper and place.agency_id is not None


def _allowed(by_kind: dict[str, Offer | None]) -> list[Allowed]:
    """Kinds of which the same is said stand in one line."""
    names = dict(recipient_kinds())
    lines: dict[Allowed, list[str]] = {}
    for kind, name in names.items():
        offer = by_kind[kind]
        if offer is not None:
            lines.setdefault(_line(offer), []).append(name)
    every = len(lines) == 1
    return [
        replace(line, recipients=_("mọi nơi nhận") if every else ", ".join(kinds))
        for line, kinds in lines.items()
    ]


def _line(offer: Offer) -> Allowed:
    row = offer.row
    ways = ways_said(offer.channels, _)
    return Allowed(
        recipients="",
        ways=ways if offer.is_electronic else _("chỉ bản giấy, không gửi điện tử"),
        paper=paper_said(offer, _),
        limit=limit_said(row.limit, row.urgent_limit, _),
        basis=f"{row.label}. {row.citation}",
        why=why_said(offer, _),
        is_forbidding=row.forbids,
    )
