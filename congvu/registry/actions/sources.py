"""Where files come from by themselves: put, changed, paused, given up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.registry.actions.saying import (
    fault_reasons,
    held_database,
    keeper_reasons,
    needed_reasons,
    note,
    refuse_marked,
    runner_reasons,
)
from congvu.registry.models import Database, LoadSource
from congvu.registry.queries import current_structure
from congvu.registry.rules import (
    EVERY_NAMES,
    LOAD_FROM_NAMES,
    LONGEST_NAME,
    LONGEST_REASON,
    ON_SAME_NAMES,
    OnSame,
    column_faults,
    find_table,
    next_time,
    place_faults,
)

_MOST_SOURCES = 20


@dataclass(frozen=True)
class SourceData:
    """``enters``: good lines are believed at once; else they wait to be approved."""

    name: str
    kind: str
    place: str
    every: str
    hour: int = 0
    weekday: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    on_same: str = OnSame.SKIP
    enters: bool = False


def make_source(
    *, database_id: UUID, table_key: str, data: SourceData, by: Seat, at: datetime
) -> LoadSource:
    """By who keeps the database; whether it enters by itself, who approves says."""
    data = _tidied(data)
    refuse_marked(texts=[data.name], by=by, at=at)
    with transaction.atomic():
        found = held_database(database_id)
        made = LoadSource(
            database=found, table=table_key, made_at=at, made_by=by.person_name[:80]
        )
        reasons = keeper_reasons(by, found) + _reasons(made, data, by)
        alive = LoadSource.objects.filter(database=found, ended_at=None)
        if alive.count() >= _MOST_SOURCES:
            words = _("Mỗi cơ sở dữ liệu có nhiều nhất %(most)s nguồn.")
            reasons.append(Reason(words % {"most": _MOST_SOURCES}))
        _put(made, data, reasons, by, at)
        _note("registry.source-made", made, by, at, place=made.place)
        return made


def change_source(
    *, source_id: UUID, data: SourceData, seen: int, by: Seat, at: datetime
) -> LoadSource:
    """``seen``: the version on which the change was made. It runs in the right of who
    changed it last.
    """
    data = _tidied(data)
    refuse_marked(texts=[data.name], by=by, at=at)
    with transaction.atomic():
        found, reasons = _held(source_id, by)
        if seen != found.version:
            words = _("Nguồn đã được sửa từ khi mở; xem lại rồi ghi.")
            reasons.append(Reason(words))
        reasons += _reasons(found, data, by)
        found.version += 1
        found.sha256 = found.etag = found.modified = ""
        _put(found, data, reasons, by, at)
        _note("registry.source-changed", found, by, at, place=found.place)
        return found


def pause_source(*, source_id: UUID, reason: str, by: Seat, at: datetime) -> LoadSource:
    reason = nfc(reason)
    refuse_marked(texts=[reason], by=by, at=at)
    with transaction.atomic():
        found, reasons = _held(source_id, by)
        words = _("Ghi vì sao tạm dừng.")
        reasons += needed_reasons(reason, "reason", words, LONGEST_REASON)
        if found.paused_at is not None:
            reasons.append(Reason(_("Nguồn này đang tạm dừng.")))
        if reasons:
            raise Refused(reasons)
        found.paused_at, found.pause = at, reason
        found.save(update_fields=["paused_at", "pause"])
        _note("registry.source-paused", found, by, at, reason=reason)
        return found


def resume_source(*, source_id: UUID, by: Seat, at: datetime) -> LoadSource:
    """From its next time on, with what went wrong before forgiven."""
    with transaction.atomic():
        found, reasons = _held(source_id, by)
        if found.paused_at is None:
            reasons.append(Reason(_("Nguồn này không tạm dừng.")))
        if reasons:
            raise Refused(reasons)
        found.paused_at, found.pause, found.failures = None, "", 0
        found.next_at = next_time(found.every, found.hour, found.weekday, at)
        found.save(update_fields=["paused_at", "pause", "failures", "next_at"])
        _note("registry.source-resumed", found, by, at)
        return found


def ask_source(*, source_id: UUID, by: Seat, at: datetime) -> LoadSource:
    """It runs within a minute, beside its own times."""
    with transaction.atomic():
        found, reasons = _held(source_id, by)
        if found.paused_at is not None:
            reasons.append(Reason(_("Nguồn này đang tạm dừng.")))
        if reasons:
            raise Refused(reasons)
        found.next_at = min(found.next_at, at)
        found.save(update_fields=["next_at"])
        _note("registry.source-asked", found, by, at)
        return found


def end_source(*, source_id: UUID, reason: str, by: Seat, at: datetime) -> LoadSource:
    """Never asked again; what it brought stays."""
    reason = nfc(reason)
    refuse_marked(texts=[reason], by=by, at=at)
    with transaction.atomic():
        found, reasons = _held(source_id, by)
        words = _("Ghi vì sao bỏ nguồn này.")
        reasons += needed_reasons(reason, "reason", words, LONGEST_REASON)
        if reasons:
            raise Refused(reasons)
        found.ended_at = at
        found.save(update_fields=["ended_at"])
        _note("registry.source-ended", found, by, at, reason=reason)
        return found


def _tidied(data: SourceData) -> SourceData:
    called = {nfc(title): key for title, key in data.columns.items()}
    keys = tuple(dict.fromkeys(data.keys))
    place, name = data.place.strip(), nfc(data.name)
    return replace(data, name=name, place=place, columns=called, keys=keys)


def _held(source_id: UUID, by: Seat) -> tuple[LoadSource, list[Reason]]:
    """Its database locked first, as everywhere."""
    keys = LoadSource.objects.filter(pk=source_id).values_list("database", flat=True)
    database_id = keys.first()
    if database_id is None:
        raise Refused([_("Không tìm thấy nguồn này.")])
    database = held_database(database_id)
    found = LoadSource.objects.select_for_update(of=["self"]).get(pk=source_id)
    found.database = database
    reasons = keeper_reasons(by, database)
    if found.ended_at is not None:
        reasons.append(Reason(_("Nguồn này đã bỏ.")))
    return found, reasons


def _reasons(found: LoadSource, data: SourceData, by: Seat) -> list[Reason]:
    reasons = needed_reasons(data.name, "name", _("Ghi tên nguồn."), LONGEST_NAME)
    for name, known in (
        ("kind", LOAD_FROM_NAMES),
        ("every", EVERY_NAMES),
        ("on_same", ON_SAME_NAMES),
    ):
        if getattr(data, name) not in known:
            reasons.append(Reason(_("Chọn một mục."), name))
    if not 0 <= data.hour <= 23:
        reasons.append(Reason(_("Giờ từ 0 đến 23."), "hour"))
    if not 0 <= data.weekday <= 6:
        reasons.append(Reason(_("Chọn một mục."), "weekday"))
    faults = place_faults(data.kind, data.place, settings.DATA_HOSTS)
    reasons += fault_reasons(faults)
    if data.enters:
        reasons += runner_reasons(by, found.database)
    return reasons + _column_reasons(found.database, found.table, data)


def _column_reasons(database: Database, key: str, data: SourceData) -> list[Reason]:
    current = current_structure(database)
    table = find_table(current.tables, key) if current is not None else None
    if table is None:
        return [Reason(_("Bảng này không còn trong cấu trúc."))]
    reasons = fault_reasons(column_faults(data.columns, table))
    if any(table.column(key) is None for key in data.keys):
        reasons.append(Reason(_("Chọn trường có trong bảng."), "keys"))
    if data.on_same == OnSame.CORRECT and not data.keys:
        words = _("Chọn trường để biết dòng nào trùng.")
        reasons.append(Reason(words, "keys"))
    return reasons


def _put(
    found: LoadSource, data: SourceData, reasons: list[Reason], by: Seat, at: datetime
) -> None:
    if reasons:
        raise Refused(reasons)
    for name in (*SourceData.__dataclass_fields__,):
        setattr(found, name, getattr(data, name))
    found.keys, found.columns = list(data.keys), dict(data.columns)
    found.post_id = by.post_id
    found.next_at = next_time(data.every, data.hour, data.weekday, at)
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError:
        words = _("Nguồn khác của cơ sở dữ liệu này đã đọc thư mục ấy.")
        raise Refused([Reason(words, "place")]) from None


def _note(
    event: str, found: LoadSource, by: Seat, at: datetime, **given: object
) -> None:
    told = {"source": found.name, **given}
    note(event, on=found.database, by=by, at=at, data=told)
