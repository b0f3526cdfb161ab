"""Whom a code means today, also when it was closed: never a guess among several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import fold, sort_key
from congvu.organisations.formats.reform_sheet import code as as_kept
from congvu.organisations.models import (
    Agency,
    AgencyVersion,
    Heir,
    Identifier,
    IdentifierScheme,
    Succession,
)
from congvu.organisations.queries.mapping import on_map
from congvu.organisations.queries.tree import agency_by_code, agency_on


class UnknownCode(Refused):
    """No agency has this code that day, and none had it before."""


class DividedCode(Refused):
    """It meant a body that was divided, and nobody has chosen its heir yet."""

    def __init__(
        self, reasons: Sequence[Reason], candidates: Sequence[tuple[UUID, str, str]]
    ) -> None:
        super().__init__(reasons)
        self.candidates = tuple(candidates)


@dataclass(frozen=True)
class Resolved:
    """The agency that acts for a code; ``words`` says so where the code is closed.

    ``named_id`` is the one the code named, which may have ended.
    """

    agency: Agency
    code: str
    named_id: UUID
    words: str = ""


def resolve_code(code: str, on: date) -> Resolved:
    """The agency a code means, or who answers now for the one it meant last.

    Raises :class:`UnknownCode`; :class:`DividedCode` where a person has to say which.
    """
    asked = as_kept(code)
    meant = agency_by_code(asked, on)
    if meant is not None:
        return Resolved(meant, asked, meant.id)
    last = (
        Identifier.objects.filter(value=asked, valid_until__lte=on)
        .order_by("-valid_until")
        .select_related("agency")
        .first()
    )
    if last is None:
        words = _("Không có cơ quan nào mang mã “%(code)s” vào ngày %(day)s.")
        given = {"code": code.strip(), "day": f"{on:%d/%m/%Y}"}
        raise UnknownCode([Reason(words % given, "agency")])
    closed = {"code": asked, "day": f"{last.valid_until:%d/%m/%Y}"}
    if last.agency.is_valid(on=on):
        words = _("Mã %(code)s đã đóng từ %(day)s; thực hiện cho %(agency)s.")
        named = closed | {"agency": name_and_code(last.agency_id, last.scheme, on)}
        return Resolved(last.agency, asked, last.agency_id, words % named)
    return _heir_of(last, closed, on)


def resolve_closed(codes: Iterable[str], on: date) -> dict[str, Resolved]:
    """Who acts now for those of the codes that once meant an agency and mean none that
    day; without those that were divided or left nobody. One query, more only a code
    that is closed."""
    asked = {as_kept(code): code for code in codes}
    rows = Identifier.objects.filter(value__in=asked)
    known = set(rows.values_list("value", flat=True))
    found: dict[str, Resolved] = {}
    for value in known:
        try:
            meant = resolve_code(value, on)
        except (UnknownCode, DividedCode):
            continue
        if meant.words:
            found[asked[value]] = meant
    return found


def _heir_of(last: Identifier, closed: dict[str, str], on: date) -> Resolved:
    """Up the line of heirs; asks where one of them is only kept for somebody."""
    body, act = last.agency_id, None
    while (heir := _heir(body, on)) is not None:
        act = act or heir.reform
        if heir.is_interim:
            raise _divided(heir, last.scheme, closed, on)
        body = heir.heir_id
    agency = Agency.objects.valid(on=on).filter(pk=body).first()
    if agency is None or act is None:
        words = _("Mã %(code)s đã đóng từ %(day)s và không có nơi kế thừa.")
        raise UnknownCode([Reason(words % closed, "agency")])
    words = _(
        "Mã %(code)s đã đóng từ %(day)s; thực hiện cho %(agency)s theo %(basis)s."
    )
    named = closed | {
        "agency": name_and_code(agency.id, last.scheme, on),
        "basis": act.legal_basis,
    }
    return Resolved(agency, closed["code"], last.agency_id, words % named)


def _heir(body: UUID, on: date) -> Heir | None:
    rows = Heir.objects.valid(on=on).filter(predecessor_id=body)
    found: Heir | None = rows.select_related("reform").first()
    return found


def _divided(heir: Heir, scheme: str, closed: dict[str, str], on: date) -> DividedCode:
    split = Succession.objects.filter(predecessor_id=heir.predecessor_id)
    now = set(on_map(split.values_list("successor_id", flat=True), on).values())
    candidates = [(new, *_names(new, scheme, on)) for new in now]
    candidates.sort(key=lambda candidate: sort_key(candidate[1]))
    words = _(
        "Mã %(code)s đã đóng từ %(day)s theo %(basis)s: nơi ấy được chia và chưa chọn "
        "nơi kế thừa. Ghi rõ một trong: %(candidates)s."
    )
    given = closed | {
        "basis": heir.reform.legal_basis,
        "candidates": ", ".join(
            f"{name} ({code})" if code else name for _id, name, code in candidates
        ),
    }
    return DividedCode([Reason(words % given, "agency")], candidates)


def _names(agency_id: UUID, scheme: str, on: date) -> tuple[str, str]:
    """What it is called that day, and its code, best of the scheme asked in."""
    agency = agency_on(agency_id, on)
    codes = dict(
        Identifier.objects.valid(on=on)
        .filter(agency=agency_id)
        .values_list("scheme", "value")
    )
    order = (scheme, IdentifierScheme.CODE_35, *codes)
    code = next((codes[one] for one in order if one in codes), "")
    return (agency.short_name if agency else ""), code


def name_and_code(agency_id: UUID, scheme: str, on: date) -> str:
    name, code = _names(agency_id, scheme, on)
    return f"{name} ({code})" if code else name


@dataclass(frozen=True)
class Sending:
    """To whom one sends for an agency that ended; None where a person has to choose."""

    agency_id: UUID | None
    words: str


def sending_to(agency_id: UUID, on: date) -> Sending:
    """The agency itself without a word while it lives; else its one successor."""
    agency = Agency.objects.filter(pk=agency_id).first()
    if agency is None or agency.valid_until is None or agency.valid_until > on:
        return Sending(agency_id, "")
    words = _("Cơ quan này đã kết thúc từ %(day)s; gửi cho %(agency)s.")
    given = {"day": f"{agency.valid_until:%d/%m/%Y}"}
    heir = _heir(agency_id, on)
    if heir is None:
        return Sending(None, _("Cơ quan này đã kết thúc từ %(day)s.") % given)
    try:
        last = Identifier(agency=agency, scheme=IdentifierScheme.CODE_35)
        now = _heir_of(last, given | {"code": ""}, on).agency
    except DividedCode as divided:
        names = ", ".join(f"{n} ({c})" if c else n for _id, n, c in divided.candidates)
        words = _(
            "Cơ quan này đã kết thúc từ %(day)s và được chia; chọn một trong: "
            "%(candidates)s."
        )
        return Sending(None, words % (given | {"candidates": names}))
    shown = name_and_code(now.id, IdentifierScheme.CODE_35, on)
    return Sending(now.id, words % (given | {"agency": shown}))


def warning_on_sending(agency_id: UUID, on: date) -> str:
    """Why one should not send to an agency that day; empty when nothing speaks
    against it. A sender asks before choosing, and shows it beside the choice.
    """
    return sending_to(agency_id, on).words


def note_on_sender(name: str, on: date) -> str:
    """What a registry is told quietly of a sender's name; empty for one that lives.

    A paper of a body that has ended may still come in; it is registered as it is.
    """
    named = AgencyVersion.objects.filter(folded_name=fold(name))
    living = Q(agency__valid_until__isnull=True) | Q(agency__valid_until__gt=on)
    if not name.strip() or named.filter(living).exists():
        return ""
    last = named.select_related("agency").order_by("-valid_until", "id").first()
    if last is None or last.agency.valid_until is None:
        return ""
    ended = {"day": f"{last.agency.valid_until:%d/%m/%Y}"}
    heir = _heir(last.agency_id, on)
    if heir is None or heir.is_interim:
        return _("Nhận được văn bản của cơ quan đã kết thúc từ %(day)s.") % ended
    now = on_map([last.agency_id], on)[last.agency_id]
    words = _(
        "Nhận được văn bản của cơ quan đã kết thúc từ %(day)s; nay là %(agency)s."
    )
    named_now = name_and_code(now, IdentifierScheme.CODE_35, on)
    return words % (ended | {"agency": named_now})
