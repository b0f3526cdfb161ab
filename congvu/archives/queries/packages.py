"""What goes into a package: two queries, however many papers a dossier has."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection

from congvu.archives.formats.package_profile import Profile
from congvu.archives.formats.package_writing import (
    PackageDocument,
    PackageFacts,
    PackageFile,
)
from congvu.archives.models import Dossier, Package
from congvu.archives.rules import (
    ItemKind,
    Origin,
    Retention,
    confidence_code,
    file_code,
    maintenance_code,
)
from congvu.files.models import EXTENSIONS, StoredFile
from congvu.files.queries import open_file
from congvu.lib.dates import local_date
from congvu.lib.text import gettext_noop as _
from congvu.organisations.models import Identifier, IdentifierScheme
from congvu.organisations.queries import agency_names_on


def package_place(package: Package) -> Any:
    """Where its file lies, made or being made."""
    return settings.HOME / "packages" / f"{package.id}.zip"


def package_facts(package: Package) -> PackageFacts:
    """What it says of itself, as of the day it was asked for."""
    dossier = package.dossier
    on = local_date(package.asked_at)
    code = _code(dossier)
    # Of one that ended, the name it had last.
    agent = agency_names_on([dossier.fonds_id], on).get(dossier.fonds_id, "")
    return PackageFacts(
        kind=package.kind,
        package_id=package.id,
        fonds_code=code,
        agent=agent,
        created_at=package.asked_at,
        values=_dossier_values(dossier, code),
    )


def _code(dossier: Dossier) -> str:
    found = (
        Identifier.objects.filter(
            agency=dossier.fonds_id, scheme=IdentifierScheme.CODE_35
        )
        .order_by("-valid_from")
        .first()
    )
    return found.value if found else ""


def _dossier_values(dossier: Dossier, code: str) -> dict[str, str]:
    first = dossier.first_on or dossier.opened_on
    last = dossier.last_on or dossier.ended_on or first
    return {
        "fileCode": file_code(code, dossier.year, dossier.symbol),
        "title": dossier.title,
        "maintenance": maintenance_code(Retention(dossier.retention)),
        "mode": "01",
        "language": "01",
        "startDate": f"{first:%d/%m/%Y}",
        "endDate": f"{last:%d/%m/%Y}",
        "keyword": dossier.keywords,
        "totalDoc": str(dossier.items_total),
        "numberOfPage": str(dossier.pages_total),
        "confidenceLevel": confidence_code(Origin(dossier.origin)),
        "paperFileCode": dossier.paper_code,
        "riskRecovery": "0",
        "description": dossier.description,
    }


# Each paper with all of its files, in the order of the list; destroyed ones have none.
_LISTED_SQL = """
SELECT i.position, i.symbol, i.type_name, i.subject, i.author, i.happened_on, i.pages,
       i.note, i.kind, coalesce(e.result, ''), s.id, s.sha256, s.media_type
  FROM archives_dossieritem i
  LEFT JOIN documents_registerentry e ON e.id = i.incoming_id
  LEFT JOIN outgoing_outgoingentry o ON o.id = i.outgoing_id
  LEFT JOIN documents_document d ON d.id = coalesce(e.document_id, o.document_id)
  LEFT JOIN documents_documentfile f ON f.document_id = d.id
  LEFT JOIN files_storedfile s
    ON s.id = coalesce(i.file_id, f.file_id)
   AND s.state NOT IN ('destroyed', 'quarantined')
 WHERE i.dossier_id = %(dossier)s AND i.dropped_at IS NULL
 ORDER BY i.position, f.position
"""


def package_documents(
    dossier: Dossier, facts: PackageFacts, profile: Profile
) -> Iterator[PackageDocument]:
    """One after the other, each with its files, in the order of the list."""
    with connection.cursor() as cursor:
        cursor.execute(_LISTED_SQL, {"dossier": dossier.id})
        row = cursor.fetchone()
        while row is not None:
            first, files = row, []
            while row is not None and row[0] == first[0]:
                if row[10] is not None:
                    files.append(_file(row[10], row[11], row[12]))
                row = cursor.fetchone()
            yield PackageDocument(
                ordinal=first[0],
                values=_values(first, facts.values, profile),
                files=tuple(files),
            )


def _file(file_id: Any, sha256: str, media_type: str) -> PackageFile:
    stored = StoredFile(id=file_id, sha256=sha256, media_type=media_type)
    ending = EXTENSIONS.get(media_type, "")
    kind = media_type or "application/octet-stream"
    return PackageFile(ending, kind, partial(open_file, stored))


# What the package says of how a paper was handled, where its line says no more.
_PROCESS = {
    ItemKind.INCOMING: _("Văn bản đến, đã giải quyết"),
    ItemKind.OUTGOING: _("Văn bản đi, đã phát hành"),
    ItemKind.FILE: _("Tài liệu kèm theo hồ sơ"),
}


def _values(row: Any, whole: Any, profile: Profile) -> dict[str, str]:
    position, symbol, type_name, subject, author, on, pages, note, kind, result = row[
        :10
    ]
    number, _slash, notation = symbol.partition("/")
    return {
        "docId": f"{position:07d}",
        "docCode": f"{whole['fileCode']}.{position:07d}",
        "maintenance": whole["maintenance"],
        "typeName": profile.code_of("typeName", type_name),
        "codeNumber": number[:11],
        "codeNotation": notation[:30],
        "issuedDate": f"{on:%d/%m/%Y}",
        "organName": author,
        "subject": subject,
        "language": "01",
        "numberOfPage": str(pages or ""),
        "mode": "01",
        "confidenceLevel": whole["confidenceLevel"],
        "process": (result or _PROCESS[kind])[:2000],
        "riskRecovery": "0",
        "description": note,
    }
