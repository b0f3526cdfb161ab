"""Data sets of a database: put together, changed, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import Role
from congvu.registry.actions.saying import (
    fault_reasons,
    held_database,
    length_reasons,
    needed_reasons,
    note,
    refuse_marked,
    runner_reasons,
)
from congvu.registry.models import Database, DataSet
from congvu.registry.queries import columns_of, current_structure, personal_keys
from congvu.registry.rules import (
    ACCESS_NAMES,
    FREQUENCY_NAMES,
    LICENCES,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    Access,
    Table,
    find_table,
    open_faults,
)


@dataclass(frozen=True)
class SetData:
    """What a set is, and on which terms it is had."""

    title: str
    about: str
    fields: Sequence[str]
    frequency: str
    access: str
    theme: str = ""
    basis: str = ""
    licence: str = ""
    terms: str = ""
    contact: str = ""


def _tidied(data: SetData) -> SetData:
    words = ("title", "about", "theme", "basis", "terms", "contact")
    told = {name: nfc(getattr(data, name)) for name in words}
    return replace(data, fields=list(dict.fromkeys(data.fields)), **told)


def offer_set(
    *, database_id: UUID, table_key: str, data: SetData, by: Seat, at: datetime
) -> DataSet:
    """A new set of one table."""
    data = _tidied(data)
    _refuse_secret(data, by, at)
    with transaction.atomic():
        database = held_database(database_id)
        made = DataSet(
            database=database,
            table=table_key,
            made_at=at,
            made_by=by.person_name[:80],
        )
        reasons = runner_reasons(by, database) + _reasons(made, data)
        if reasons:
            raise Refused(reasons)
        _put(made, data, at)
        made.save(force_insert=True)
        told = {"set": made.title, "fields": ", ".join(made.fields)}
        note("registry.offered", on=database, by=by, at=at, data=told)
        return made


def describe_set(
    *, set_id: UUID, data: SetData, by: Seat, at: datetime, seen: int
) -> DataSet:
    """``seen``: the version on which the change was made. What a leader published is
    public no more where somebody else adds to it.
    """
    data = _tidied(data)
    _refuse_secret(data, by, at)
    with transaction.atomic():
        found, reasons = held_set(set_id, by)
        if seen != found.version:
            words = _("Bộ dữ liệu đã được sửa từ khi mở; xem lại rồi ghi.")
            reasons.append(Reason(words))
        reasons += _reasons(found, data)
        if reasons:
            raise Refused(reasons)
        is_wider = not set(data.fields) <= set(found.fields)
        if data.access != Access.OPEN or (is_wider and by.role != Role.LEADER):
            found.published_at, found.published_by = None, ""
        _put(found, data, at)
        found.version += 1
        found.save()
        told = {"set": found.title, "fields": ", ".join(found.fields)}
        note("registry.reoffered", on=found.database, by=by, at=at, data=told)
        return found


def withdraw_set(*, set_id: UUID, reason: str, by: Seat, at: datetime) -> DataSet:
    """Nobody elsewhere reads it from now on; what was read stays written down."""
    reason = nfc(reason)
    refuse_marked(texts=[reason], by=by, at=at)
    with transaction.atomic():
        found, reasons = held_set(set_id, by)
        words = _("Ghi vì sao rút bộ dữ liệu.")
        reasons += needed_reasons(reason, "reason", words, LONGEST_REASON)
        if reasons:
            raise Refused(reasons)
        found.withdrawn_at, found.withdrawal = at, reason
        found.published_at, found.published_by = None, ""
        found.save()
        told = {"set": found.title, "reason": reason}
        note("registry.set-withdrawn", on=found.database, by=by, at=at, data=told)
        return found


def publish_set(*, set_id: UUID, by: Seat, at: datetime) -> DataSet:
    """For everybody, on the portal, as of each day; a leader answers for it."""
    with transaction.atomic():
        found, reasons = held_set(set_id, by)
        reasons += _leader_reasons(by)
        if found.access != Access.OPEN:
            reasons.append(Reason(_("Chỉ bộ dữ liệu mở mới lên cổng được.")))
        reasons += _open_reasons(found)
        if reasons:
            raise Refused(reasons)
        if found.published_at is None:
            found.published_at, found.published_by = at, by.person_name[:80]
            found.save(update_fields=["published_at", "published_by"])
            told = {"set": found.title}
            note("registry.set-published", on=found.database, by=by, at=at, data=told)
        return found


def take_set_down(*, set_id: UUID, by: Seat, at: datetime) -> DataSet:
    with transaction.atomic():
        found, reasons = held_set(set_id, by)
        reasons += _leader_reasons(by)
        if reasons:
            raise Refused(reasons)
        if found.published_at is not None:
            found.published_at, found.published_by = None, ""
            found.save(update_fields=["published_at", "published_by"])
            told = {"set": found.title}
            note("registry.set-taken-down", on=found.database, by=by, at=at, data=told)
        return found


def _leader_reasons(by: Seat) -> list[Reason]:
    if by.role == Role.LEADER:
        return []
    return [Reason(_("Lãnh đạo cơ quan quyết định công khai dữ liệu."))]


def _open_reasons(found: DataSet) -> list[Reason]:
    """Asked again as it is published: a column may have become personal since."""
    labels = {one.key: one.label for one in columns_of(found)}
    faults = open_faults(
        found.fields, personal_keys(found), labels, found.licence, found.basis
    )
    return fault_reasons(faults)


def held_set(set_id: UUID, by: Seat) -> tuple[DataSet, list[Reason]]:
    """Its database locked first, as everywhere; who runs that runs the set."""
    keys = DataSet.objects.filter(pk=set_id).values_list("database", flat=True)
    database_id = keys.first()
    if database_id is None:
        raise Refused([_("Không tìm thấy bộ dữ liệu này.")])
    database = held_database(database_id)
    found = DataSet.objects.get(pk=set_id)
    found.database = database
    reasons = runner_reasons(by, database)
    if found.withdrawn_at is not None:
        reasons.append(Reason(_("Bộ dữ liệu này đã rút.")))
    return found, reasons


def _refuse_secret(data: SetData, by: Seat, at: datetime) -> None:
    texts = [data.title, data.about, data.terms, data.basis]
    refuse_marked(texts=texts, by=by, at=at)


def _put(found: DataSet, data: SetData, at: datetime) -> None:
    for name, value in asdict(data).items():
        setattr(found, name, value)
    found.changed_at = at


def _table(database: Database, key: str) -> Table | None:
    current = current_structure(database)
    return find_table(current.tables, key) if current is not None else None


def _reasons(found: DataSet, data: SetData) -> list[Reason]:
    reasons = needed_reasons(
        data.title, "title", _("Ghi tên bộ dữ liệu."), LONGEST_NAME
    )
    reasons += needed_reasons(
        data.about, "about", _("Ghi bộ dữ liệu có gì."), LONGEST_TEXT
    )
    reasons += length_reasons(data.theme, "theme", LONGEST_NAME)
    for name in ("basis", "terms", "contact"):
        reasons += length_reasons(getattr(data, name), name, LONGEST_REASON)
    for name, known in (
        ("frequency", FREQUENCY_NAMES),
        ("access", ACCESS_NAMES),
        ("licence", {"": "", **LICENCES}),
    ):
        if getattr(data, name) not in known:
            reasons.append(Reason(_("Chọn một mục."), name))
    return reasons + _field_reasons(found, data)


def _field_reasons(found: DataSet, data: SetData) -> list[Reason]:
    """Chosen among the columns of now; a set that had one keeps it."""
    table = _table(found.database, found.table)
    if table is None:
        return [Reason(_("Cấu trúc đang áp dụng không có bảng này."))]
    labels = {one.key: one.label for one in table.columns}
    unknown = set(data.fields) - labels.keys() - set(found.fields)
    reasons = [
        Reason(_("Bảng không có trường “%(key)s”.") % {"key": key[:80]}, "fields")
        for key in sorted(unknown)[:20]
    ]
    if not data.fields:
        reasons.append(Reason(_("Chọn ít nhất một trường."), "fields"))
    if data.access == Access.OPEN:
        faults = open_faults(
            data.fields, personal_keys(found), labels, data.licence, data.basis
        )
        reasons += fault_reasons(faults)
    return reasons
