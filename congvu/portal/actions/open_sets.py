"""Copying what agencies opened of their databases to where the public takes it away."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from congvu.lib.dates import local_date
from congvu.organisations.queries import agency_names_on
from congvu.portal.actions.shelf import take_away
from congvu.portal.models import PublicSet
from congvu.portal.queries import public_file_place
from congvu.registry.formats import csv_lines, data_schema
from congvu.registry.models import DataSet
from congvu.registry.queries import (
    columns_of,
    count_shared,
    last_believed,
    public_sets,
    shared_rows,
)
from congvu.registry.rules import LICENCES


def copy_sets(*, at: datetime) -> int:
    """Those that were opened, changed or whose rows did; the others go. How many files
    were made. Repeatable: what is there and right is not made again.
    """
    wanted = public_sets()
    there = {one.data_set: one for one in PublicSet.objects.all()}
    gone = there.keys() - {one.pk for one in wanted}
    _take_down([there[key] for key in gone])
    made = 0
    for one in wanted:
        made += _copy(one, there.get(one.pk), at)
    return made


def _take_down(sets: Iterable[PublicSet]) -> None:
    for one in sets:
        one.delete()
        take_away([one.sha256])


def _copy(found: DataSet, there: PublicSet | None, at: datetime) -> bool:
    """As of today: a row begins or ends with a day though nobody touches it."""
    on, data_at = local_date(at), last_believed(found)
    lies = there is not None and public_file_place(there.sha256).exists()
    columns = columns_of(found)
    key = f"{settings.PORTAL_URL}/du-lieu-mo/{found.pk}.schema.json"
    schema = data_schema(key, found.title, found.about, columns)
    if there is not None and lies:
        was = (there.version, there.data_at, there.on, there.schema)
        if was == (found.version, data_at, on, schema):
            return False
    fields = [one.key for one in columns]
    rows = count_shared(found, on, at)
    digest, size = _lay(csv_lines(columns, shared_rows(found, fields, on, at)))
    with transaction.atomic():
        PublicSet.objects.update_or_create(
            data_set=found.pk,
            defaults={
                "title": found.title,
                "told": _told(found, at),
                "columns": [[one.key, one.label] for one in columns],
                "schema": schema,
                "on": on,
                "rows": rows,
                "sha256": digest,
                "size": size,
                "version": found.version,
                "data_at": data_at,
                "issued_at": found.published_at,
                "made_at": at,
            },
        )
    if there is not None and there.sha256 != digest:
        take_away([there.sha256])
    return True


def _told(found: DataSet, at: datetime) -> dict[str, Any]:
    """In words; what is empty is left out."""
    agency = found.database.agency_id
    licence = LICENCES[found.licence]
    told = {
        "about": found.about,
        "publisher": agency_names_on([agency], local_date(at)).get(agency, ""),
        "theme": found.theme,
        "frequency": found.frequency,
        "basis": found.basis,
        "licence": licence.name,
        "licence_url": licence.url,
        "terms": found.terms,
        "contact": found.contact,
    }
    return {name: text for name, text in told.items() if text}


def _lay(lines: Iterable[str]) -> tuple[str, int]:
    """A file on the shelf under its digest; whole or not at all."""
    folder = public_file_place("0").parent
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix=".")
    made, digest, size = Path(name), hashlib.sha256(), 0
    try:
        with os.fdopen(handle, "wb") as target:
            for line in lines:
                written = line.encode()
                digest.update(written)
                size += target.write(written)
            target.flush()
            os.fsync(target.fileno())
        made.chmod(0o644)
        made.replace(public_file_place(digest.hexdigest()))
    finally:
        with suppress(FileNotFoundError):
            made.unlink()
    return digest.hexdigest(), size
