"""The yearly estimate as a file and a draft; an adopted balance as a plan to sign."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import record
from congvu.documents.actions import Printed, printed_by
from congvu.investment.access import asks, seen_needs
from congvu.investment.actions.estimate_files import (
    FileForm,
    sheets_file,
    sums_sheet,
)
from congvu.investment.actions.estimate_words import cell_words
from congvu.investment.actions.saying import dong, note, runner_reasons
from congvu.investment.formats.papers import (
    PLAN,
    PROPOSAL,
    BalanceFacts,
    TableFacts,
    YearFacts,
    balance_fields,
    balance_table,
    needs_table,
    sums_table,
    year_fields,
)
from congvu.investment.models import BalanceVersion
from congvu.investment.queries import choice_of, problem_of, standing_of
from congvu.investment.queries.estimates import parts_offered, parts_on
from congvu.investment.queries.years import FIRST, LAST, YearSums, year_sums
from congvu.investment.rules.balancing import part_costs
from congvu.investment.rules.estimates import Cell, Structure
from congvu.investment.rules.words import (
    NEED_STATE_NAMES,
    NeedState,
    VersionState,
)
from congvu.law.rules import SURENESS_WORDS, Sureness
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.organisations.queries import agency_names_on
from congvu.outgoing.actions import DraftWish, start_draft
from congvu.outgoing.models import Draft
from congvu.reporting.formats.tables import TableSheet, Value


def year_reasons(year: int) -> list[Reason]:
    if FIRST <= year <= LAST:
        return []
    return [Reason(_("Năm %(year)s không đúng.") % {"year": year}, "year")]


@transaction.atomic
def export_year(
    *, year: int, form: FileForm = "xlsx", by: Seat, at: datetime
) -> Printed:
    """Needs one sees, each year's money; sums by part, source and year."""
    if reasons := year_reasons(year):
        raise Refused(reasons)
    found = year_sums(seen_needs(by), year)
    labels = parts_offered(local_date(at))
    head = [_("Dự toán năm %(year)s") % {"year": year}, printed_by(by, at)]
    sheets = [_need_sheet(found, by), sums_sheet(found.sums, labels)]
    record(
        "investment.exported",
        by=by.actor,
        at=at,
        agency_id=by.agency_id,
        data={"year": year},
    )
    return sheets_file(f"{_('du-toan')} {year}", form, head, sheets)


def _need_sheet(found: YearSums, by: Seat) -> TableSheet:
    head, rows = need_table(found, by)
    widths = [30, 50, 18, 10, *(18 for _year in found.years)]
    columns = list(zip(head, widths, strict=True))
    kept: list[list[Value]] = [list(row) for row in rows]
    return TableSheet(_("Nhu cầu"), columns, kept)


def need_table(found: YearSums, by: Seat) -> tuple[list[str], list[list[str | int]]]:
    names = agency_names_on({one.need.agency_id for one in found.needs}, by.on)
    head = [_("Cơ quan"), _("Nhu cầu"), _("Kết quả"), _("Bản")]
    head += [_("Năm %(year)s, đồng") % {"year": year} for year in found.years]
    rows: list[list[str | int]] = []
    for one in found.needs:
        version = "–" if one.number is None else str(one.number)
        state = _(NEED_STATE_NAMES[NeedState(one.need.state)])
        agency = names.get(one.need.agency_id, "–")
        money = [one.money.get(year, 0) for year in found.years]
        rows.append([agency, one.need.title, state, version, *money])
    whole = [found.whole.get(year, 0) for year in found.years]
    return head, [*rows, [_("Tổng cộng"), "", "", "", *whole]]


def _sum_table(
    sums: Mapping[tuple[str, Cell], int], labels: Mapping[str, str]
) -> TableFacts:
    sheet = sums_sheet(sums, labels)
    rows = [
        [value if isinstance(value, int) else str(value) for value in row]
        for row in sheet.rows
    ]
    return sums_table([label for label, _width in sheet.columns], rows)


def compose_year(
    *,
    year: int,
    signer_post_id: UUID | None,
    signing_basis: str = "",
    by: Seat,
    at: datetime,
) -> Draft:
    """Of the agency's own needs; who runs investment, of the whole province."""
    reasons = year_reasons(year)
    if not asks(by):
        reasons.append(Reason(_("Việc này do cơ quan có nhu cầu làm.")))
    if signer_post_id is None:
        reasons.append(Reason(_("Chọn người ký đang giữ chức vụ."), "signer"))
    found = None if reasons else year_sums(seen_needs(by), year)
    if found is not None and not found.needs:
        told = _("Năm này chưa có nhu cầu nào để soạn.")
        reasons.append(Reason(told))
    if reasons or found is None:
        raise Refused(reasons)
    with override("vi"):
        fields = year_fields(_year_facts(found, by, at))
    return _drafted(
        PROPOSAL,
        fields,
        signer_post_id,
        signing_basis,
        by,
        at,
        event="investment.year-composed",
        data={"year": year, "money": sum(found.whole.values())},
    )


def _year_facts(found: YearSums, by: Seat, at: datetime) -> YearFacts:
    on = local_date(at)
    head, rows = need_table(found, by)
    parts = parts_on(Structure.PROJECT, on)
    weak = next((one for one in parts if one.sureness != Sureness.READ), None)
    tables = [needs_table(head, rows)]
    if found.sums:
        tables.append(_sum_table(found.sums, parts_offered(on)))
    return YearFacts(
        agency=by.agency_name,
        year=found.years[0],
        needs=len(found.needs),
        whole=[(year, found.whole.get(year, 0)) for year in found.years],
        rough=sorted(found.rough.items()),
        apart=sum(not one.agrees for one in found.needs),
        weak=(weak.citation, _(SURENESS_WORDS[weak.sureness])) if weak else None,
        tables=tables,
    )


def compose_balance(
    *,
    version_id: UUID,
    signer_post_id: UUID | None,
    signing_basis: str = "",
    by: Seat,
    at: datetime,
) -> Draft:
    """The adopted version as the plan that is signed."""
    version = BalanceVersion.objects.get(pk=version_id)
    reasons = runner_reasons(by)
    if version.state != VersionState.ADOPTED:
        reasons.append(Reason(_("Chỉ soạn kế hoạch từ phương án đã chọn.")))
    if signer_post_id is None:
        reasons.append(Reason(_("Chọn người ký đang giữ chức vụ."), "signer"))
    if reasons:
        raise Refused(reasons)
    with override("vi"):
        fields = balance_fields(_balance_facts(version, by))
    return _drafted(
        PLAN,
        fields,
        signer_post_id,
        signing_basis,
        by,
        at,
        event="investment.plan-composed",
        data={"version": version.name},
    )


def _balance_facts(version: BalanceVersion, by: Seat) -> BalanceFacts:
    problem, choice = problem_of(version), choice_of(version)
    standing = standing_of(version, problem, choice)
    wishes = {one.id: one for one in problem.wishes}
    rows = list(version.needs.select_related("need").order_by("need_id"))
    names = agency_names_on({one.need.agency_id for one in rows}, by.on)
    table: list[list[str | int]] = []
    for number, row in enumerate(rows, start=1):
        granted = part_costs(wishes[str(row.need_id)], row.step)
        years = "; ".join(
            f"{year}: {dong(one)}" for year, one in granted.items() if one
        )
        table.append(
            [
                str(number),
                names.get(row.need.agency_id, "–"),
                row.need.title,
                f"{row.step} %",
                sum(granted.values()),
                years or "–",
                row.reason or row.need.reason or "–",
            ]
        )
    return BalanceFacts(
        agency=by.agency_name,
        years=(version.first_year, version.last_year),
        funded=standing.funded,
        asked=standing.needs,
        cells=[
            (cell_words(Cell(one.source, one.year)).capitalize(), one.money, one.used)
            for one in standing.cells
            if one.money
        ],
        tables=[balance_table(table)],
    )


def _drafted(
    type_code: str,
    fields: dict[str, Any],
    signer_post_id: UUID | None,
    signing_basis: str,
    by: Seat,
    at: datetime,
    *,
    event: str,
    data: dict[str, Any],
) -> Draft:
    wish = DraftWish(
        type_code=type_code,
        subject=fields["summary"],
        signer_post_id=signer_post_id,
        signing_basis=signing_basis,
    )
    given = {name: value for name, value in fields.items() if value}
    with transaction.atomic():
        draft = start_draft(wish=wish, fields=given, by=by, at=at)
        note(event, on=draft, agency_id=by.agency_id, by=by, at=at, **data)
    return draft
