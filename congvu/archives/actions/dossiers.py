"""A dossier opened from the plan or outside it, and its data put right."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.archives import queries
from congvu.archives.actions.asking import (
    filing_reasons,
    locked_dossier,
    permission_reasons,
    refuse_marked,
)
from congvu.archives.actions.history import grant, note
from congvu.archives.models import Dossier, PlanLine
from congvu.archives.rules import (
    LONGEST_TITLE,
    Origin,
    PlanState,
    Retention,
    symbol_room,
)
from congvu.audit.actions import record
from congvu.documents.rules import search_text
from congvu.lib.dates import EARLIEST, local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean, gettext_noop
from congvu.organisations.access import Seat
from congvu.organisations.models import Agency
from congvu.organisations.rules import Permission, members_of

_WORDS = ("title", "symbol", "description", "keywords", "paper_code", "place")


@dataclass(frozen=True)
class DossierData:
    """What its maker says of a dossier."""

    title: str
    symbol: str
    retention: str
    opened_on: date
    description: str = ""
    keywords: str = ""
    construction: bool = False
    origin: str = Origin.BORN
    paper_code: str = ""
    sheets: int = 0
    place: str = ""

    def __post_init__(self) -> None:
        for name in _WORDS:
            text = clean(getattr(self, name))
            kept = text if name == "description" else " ".join(text.split())
            object.__setattr__(self, name, kept)

    @property
    def texts(self) -> tuple[str, ...]:
        """Every word of it."""
        return tuple(getattr(self, name) for name in _WORDS)


def open_dossier(
    *,
    data: DossierData,
    by: Seat,
    at: datetime,
    plan_line_id: UUID | None = None,
    for_unit: bool = False,
) -> Dossier:
    """Open a dossier; its symbol is that of the plan's line, or what its maker gives.

    ``for_unit``: everybody in the maker's unit may file into it.
    """
    refuse_marked(texts=data.texts, by=by, at=at)
    return _open(data, by, at, plan_line_id=plan_line_id, for_unit=for_unit)


@transaction.atomic
def _open(
    data: DossierData,
    by: Seat,
    at: datetime,
    *,
    plan_line_id: UUID | None,
    for_unit: bool,
) -> Dossier:
    _alone(by.agency_id)
    reasons = permission_reasons(by, Permission.MAKE_DOSSIERS)
    line = _line(plan_line_id, by)
    if plan_line_id is not None and line is None:
        words = _("Dòng này không có trong danh mục hồ sơ đã ban hành.")
        reasons.append(Reason(words, "plan_line"))
    if line is not None and Dossier.objects.filter(plan_line=line).exists():
        words = _("Hồ sơ %(symbol)s của danh mục đã được mở.")
        reasons.append(Reason(words % {"symbol": line.symbol}, "plan_line"))
    reasons += data_reasons(data, at)
    year = line.plan.year if line is not None else data.opened_on.year
    symbol = line.symbol if line is not None else data.symbol
    reasons += _symbol_reasons(by.agency_id, year, symbol)
    if reasons:
        raise Refused(reasons)
    dossier = Dossier(
        agency_id=by.agency_id,
        fonds_id=by.agency_id,
        plan_line=line,
        year=year,
        maker_name=by.person_name,
        post_id=by.post_id,
        post_name=by.post_name,
        unit_id=by.unit_id,
        unit_name=by.unit_name,
    )
    _set(dossier, data, symbol)
    dossier.save(force_insert=True)
    grant(dossier, [by.post_id, by.unit_id])
    if for_unit:
        grant(dossier, [members_of(by.unit_id)])
    note(
        "archives.dossier-opened",
        on=dossier,
        by=by,
        at=at,
        data={"retention": data.retention, "year": year},
    )
    return dossier


def _alone(fonds_id: UUID) -> None:
    """The agency's row is the lock: two dossiers of a year never have one symbol."""
    Agency.objects.select_for_update(no_key=True).get(pk=fonds_id)


def _line(line_id: UUID | None, by: Seat) -> PlanLine | None:
    if line_id is None:
        return None
    return (
        PlanLine.objects.select_related("plan")
        .filter(pk=line_id, plan__agency=by.agency_id, plan__state=PlanState.ISSUED)
        .first()
    )


def change_dossier(
    *, dossier_id: UUID, data: DossierData, by: Seat, at: datetime
) -> Dossier:
    """Put the data of an open dossier right; a planned one keeps the plan's symbol."""
    refuse_marked(texts=data.texts, by=by, at=at)
    return _change(dossier_id, data, by, at)


@transaction.atomic
def _change(dossier_id: UUID, data: DossierData, by: Seat, at: datetime) -> Dossier:
    dossier = locked_dossier(dossier_id, by)
    reasons = filing_reasons(dossier, by) + data_reasons(data, at)
    planned = dossier.plan_line_id is not None
    symbol = dossier.symbol if planned else data.symbol
    if symbol != dossier.symbol:
        _alone(dossier.fonds_id)
        reasons += _symbol_reasons(dossier.fonds_id, dossier.year, symbol)
    if reasons:
        raise Refused(reasons)
    before = {name: getattr(dossier, name) for name in asdict(data)}
    _set(dossier, data, symbol)
    dossier.save()
    changed = [name for name in before if getattr(dossier, name) != before[name]]
    if changed:
        note(
            "archives.dossier-changed",
            on=dossier,
            by=by,
            at=at,
            data={"changed": dict.fromkeys(changed, True)},
        )
    return dossier


def _set(dossier: Dossier, data: DossierData, symbol: str) -> None:
    dossier.title, dossier.symbol = data.title, symbol
    dossier.retention, dossier.opened_on = data.retention, data.opened_on
    dossier.description = data.description
    dossier.keywords = data.keywords
    dossier.construction, dossier.origin = data.construction, data.origin
    dossier.paper_code = data.paper_code
    dossier.sheets, dossier.place = data.sheets, data.place
    dossier.search_text = search_text(
        [symbol, dossier.title, dossier.keywords, dossier.maker_name, dossier.unit_name]
    )


_TOO_LONG = (
    ("description", gettext_noop("Ghi chú dài quá %(most)d ký tự."), 2000),
    ("keywords", gettext_noop("Từ khóa dài quá %(most)d ký tự."), 100),
    ("paper_code", gettext_noop("Mã hồ sơ giấy dài quá %(most)d ký tự."), 100),
    ("place", gettext_noop("Nơi để hồ sơ giấy dài quá %(most)d ký tự."), 200),
)


def data_reasons(data: DossierData, at: datetime) -> list[Reason]:
    """Everything that is wrong with what was typed."""
    found: list[Reason] = []
    if not data.title:
        found.append(Reason(_("Chưa có tiêu đề hồ sơ."), "title"))
    elif len(data.title) > LONGEST_TITLE:
        words = _("Tiêu đề dài quá %(most)d ký tự.") % {"most": LONGEST_TITLE}
        found.append(Reason(words, "title"))
    for name, words, most in _TOO_LONG:
        if len(getattr(data, name)) > most:
            found.append(Reason(_(words) % {"most": most}, name))
    if data.retention and data.retention not in set(Retention):
        found.append(Reason(_("Thời hạn bảo quản không có trong bảng."), "retention"))
    if data.origin not in set(Origin):
        found.append(Reason(_("Nguồn gốc tài liệu không có trong bảng."), "origin"))
    if data.opened_on > local_date(at):
        found.append(Reason(_("Ngày bắt đầu ở sau hôm nay."), "opened_on"))
    if data.opened_on < EARLIEST:
        words = _("Ngày bắt đầu trước năm %(year)s.") % {"year": EARLIEST.year}
        found.append(Reason(words, "opened_on"))
    return found


def _symbol_reasons(fonds_id: UUID, year: int, symbol: str) -> list[Reason]:
    if not symbol:
        return [Reason(_("Chưa có số, ký hiệu hồ sơ."), "symbol")]
    most = symbol_room(queries.organisation_code(fonds_id), year)
    if len(symbol) > most:
        words = _("Số, ký hiệu dài quá %(most)d ký tự.") % {"most": most}
        return [Reason(words, "symbol")]
    if Dossier.objects.filter(fonds=fonds_id, year=year, symbol=symbol).exists():
        words = _("Năm %(year)s đã có hồ sơ %(symbol)s.")
        return [Reason(words % {"year": year, "symbol": symbol}, "symbol")]
    return []


@transaction.atomic
def record_dossier_view(*, dossier: Dossier, by: Seat, at: datetime) -> None:
    """Looking is written down, too."""
    record(
        "archives.dossier-viewed",
        by=by.actor,
        at=at,
        on=dossier,
        agency_id=dossier.agency_id,
        data={"symbol": dossier.symbol},
    )
