"""What goes into a package: two queries, however many papers a dossier has."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from congvu.archives.formats.package_premis import Event
from congvu.archives.formats.package_profile import Profile
from congvu.archives.formats.package_writing import (
    PackageDocument,
    PackageFacts,
    PackageFile,
)
from congvu.archives.models import Dossier, DossierItem, Package, PackageCheck
from congvu.archives.queries.package_events import (
    dossier_events,
    in_words,
    package_events,
    read_json,
)
from congvu.archives.rules import (
    Access,
    ItemKind,
    Origin,
    Retention,
    confidence_code,
    document_code,
    file_code,
    maintenance_code,
    mode_code,
)
from congvu.documents.models import DocumentFile
from congvu.documents.queries import held_in
from congvu.documents.rules import ENTRY_STATE_NAMES, EntryState
from congvu.files.models import EXTENSIONS, StoredFile
from congvu.files.queries import open_file
from congvu.lib.dates import local_date
from congvu.lib.text import gettext_noop as _
from congvu.organisations.models import Identifier, IdentifierScheme
from congvu.organisations.queries import agency_names_on
from congvu.outgoing.rules import OUTGOING_STATE_NAMES, OutgoingState


def package_place(package: Package) -> Any:
    """Where its file lies, made or being made."""
    return settings.HOME / "packages" / f"{package.id}.zip"


def package_checks(agency_id: UUID) -> list[PackageCheck]:
    """The latest packages that were checked for an agency."""
    return list(PackageCheck.objects.filter(agency=agency_id).order_by("-at")[:30])


def packages_of(dossier: Dossier) -> list[Package]:
    """Newest first."""
    return list(Package.objects.filter(dossier=dossier).order_by("-asked_at")[:100])


def package_facts(package: Package) -> PackageFacts:
    """What it says of itself, as of the day it was asked for."""
    dossier = package.dossier
    on = local_date(package.asked_at)
    code = organisation_code(dossier.fonds_id)
    # Of one that ended, the name it had last.
    agent = agency_names_on([dossier.fonds_id], on).get(dossier.fonds_id, "")
    return PackageFacts(
        kind=package.kind,
        package_id=package.id,
        fonds_code=code,
        agent=agent,
        created_at=package.asked_at,
        values=_dossier_values(dossier, code),
        events=dossier_events(dossier),
    )


def organisation_code(fonds_id: UUID) -> str:
    """The newest code of the agency whose work is packed; empty where it has none."""
    found = (
        Identifier.objects.filter(agency=fonds_id, scheme=IdentifierScheme.CODE_35)
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
        "mode": mode_code(Access(dossier.access)),
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
# What was found on a file's signatures is the last finished look at its bytes.
_LISTED_SQL = """
SELECT i.position, i.symbol, i.type_name, i.subject, i.author, i.happened_on, i.pages,
       i.note, i.kind, coalesce(e.result, '') AS result,
       e.state AS incoming_state, o.state AS outgoing_state, o.recalled_at,
       s.id AS file_id, s.sha256,
       s.media_type, s.kind AS file_kind, s.size AS file_size,
       i.added_at, i.added_by, e.arrived_at,
       coalesce(e.registered_at, o.reserved_at) AS registered_at,
       coalesce(e.registered_by, o.reserved_by) AS registered_by,
       e.number AS arrival_number, o.released_at, o.released_by,
       (SELECT json_agg(json_build_array(p.signed_at, p.person_name, p.post_name)
                        ORDER BY p.signed_at)
          FROM outgoing_papersignature p JOIN outgoing_draft t ON t.id = p.draft_id
         WHERE t.entry_id = o.id) AS signed,
       v.done_at AS checked_at, v.asked_by_name AS checked_by,
       v.result -> 'signatures' AS found
  FROM archives_dossieritem i
  LEFT JOIN documents_registerentry e ON e.id = i.incoming_id
  LEFT JOIN outgoing_outgoingentry o ON o.id = i.outgoing_id
  LEFT JOIN documents_document d ON d.id = coalesce(e.document_id, o.document_id)
  LEFT JOIN documents_documentfile f ON f.document_id = d.id
  LEFT JOIN files_storedfile s
    ON s.id = coalesce(i.file_id, f.file_id)
   AND s.state NOT IN ('destroyed', 'quarantined')
  LEFT JOIN LATERAL (
       SELECT c.done_at, c.asked_by_name, c.result FROM signatures_verification c
        WHERE c.sha256 = s.sha256 AND c.state = 'done'
        ORDER BY c.asked_at DESC LIMIT 1) v ON true
 WHERE i.dossier_id = %(dossier)s AND i.dropped_at IS NULL
 ORDER BY i.position, f.position, s.id
"""


def package_documents(
    dossier: Dossier, facts: PackageFacts, profile: Profile
) -> Iterator[PackageDocument]:
    """One after the other, each with its files, in the order of the list."""
    for lines in listed_papers(dossier):
        events = package_events(lines)
        yield PackageDocument(
            ordinal=lines[0].position,
            values=_values(lines[0], events, facts.values, profile),
            files=tuple(_file(x) for x in lines if x.sha256 is not None),
            events=tuple(events),
        )


def holds_doubtful(dossier: Dossier) -> bool:
    """Whether a file of a paper in it may be a state secret: nobody sees that before
    somebody has judged it, in a package as little as elsewhere.
    """
    items = DossierItem.objects.filter(dossier=dossier, dropped_at=None)
    places = DocumentFile.objects.filter(document__entries__dossier_items__in=items)
    return places.filter(held_in(dossier.agency_id)).exists()


def listed_papers(dossier: Dossier) -> Iterator[list[Any]]:
    """The rows of each paper, a row a file."""
    with connection.cursor() as cursor:
        cursor.execute(_LISTED_SQL, {"dossier": dossier.id})
        shape = namedtuple("Listed", [column.name for column in cursor.description])  # type: ignore[misc]
        rows = map(shape._make, iter(cursor.fetchone, None))
        for _position, group in groupby(rows, key=attrgetter("position")):
            yield list(group)


def _file(line: Any) -> PackageFile:
    stored = StoredFile(id=line.file_id, sha256=line.sha256, media_type=line.media_type)
    ending = EXTENSIONS.get(line.media_type, "")
    kind = line.media_type or "application/octet-stream"
    return PackageFile(ending, kind, partial(open_file, stored))


def _process(line: Any) -> str:
    """How a paper was handled, in the language of the office, as its line says."""
    if line.result:
        return str(line.result)
    if line.kind == ItemKind.INCOMING:
        state = ENTRY_STATE_NAMES[EntryState(line.incoming_state)]
        return _("Văn bản đến, %(state)s") % {"state": state}
    if line.kind == ItemKind.FILE:
        return _("Tài liệu kèm theo hồ sơ")
    state = OUTGOING_STATE_NAMES[OutgoingState(line.outgoing_state)]
    said = _("Văn bản đi, %(state)s") % {"state": state}
    if line.recalled_at is None:
        return said
    words = _("%(said)s, đã thu hồi %(day)s")
    return words % {"said": said, "day": f"{local_date(line.recalled_at):%d/%m/%Y}"}


def _values(
    line: Any, events: Sequence[Event], whole: Mapping[str, str], profile: Profile
) -> dict[str, str]:
    number, _slash, notation = line.symbol.partition("/")
    process = [in_words(event) for event in events]
    process.append(_process(line))
    return {
        "docId": f"{line.position:07d}",
        "docCode": document_code(whole["fileCode"], line.position),
        "maintenance": whole["maintenance"],
        "typeName": profile.code_of("typeName", line.type_name),
        "codeNumber": number[:11],
        "codeNotation": notation[:30],
        "issuedDate": f"{line.happened_on:%d/%m/%Y}",
        "organName": line.author,
        "subject": line.subject,
        "language": "01",
        "numberOfPage": str(line.pages or ""),
        "inforSign": _signed_by(line),
        "mode": whole["mode"],
        "confidenceLevel": whole["confidenceLevel"],
        "process": "; ".join(process)[:2000],
        "riskRecovery": "0",
        "description": line.note,
    }


def _signed_by(line: Any) -> str:
    """Who signed, as the last look at the file tells; else as the register does."""
    found = [one.get("signer_name", "") for one in read_json(line.found)]
    found = found or [name for _at, name, _post in read_json(line.signed)]
    return ", ".join(dict.fromkeys(filter(None, found)))[:30]
