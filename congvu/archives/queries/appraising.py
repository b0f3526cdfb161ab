"""What has run out, councils and their lists, and which files may go."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from congvu.archives.models import (
    Appraisal,
    AppraisedDossier,
    CouncilMember,
    CouncilOpinion,
    Dossier,
    DossierItem,
)
from congvu.archives.queries.dossiers import frozen_now
from congvu.archives.rules import DossierState, ToAppraise
from congvu.documents.rules import OPEN_ENTRY_STATES
from congvu.files.models import StoredFile
from congvu.law.queries import find_rule

_DESTRUCTION = "destruction"


def run_out(agency_id: UUID, on: date) -> QuerySet[Dossier]:
    """Dossiers of an agency's archive whose period has run out, the oldest first."""
    listed = AppraisedDossier.objects.filter(dossier=OuterRef("pk"), is_open=True)
    found = Dossier.objects.filter(~Exists(listed), agency=agency_id, kept_until__lt=on)
    return (
        looked_at(found.filter(state=DossierState.ARCHIVED))
        .defer("search", "search_text")
        .order_by("kept_until", "id")
    )


def looked_at(
    found: QuerySet[Dossier], *, but: UUID | None = None
) -> QuerySet[Dossier]:
    """With what may keep each from being destroyed; ``but`` is the council at work."""
    listed = AppraisedDossier.objects.filter(dossier=OuterRef("pk"), is_open=True)
    if but is not None:
        listed = listed.exclude(appraisal=but)
    working = DossierItem.objects.filter(
        dossier=OuterRef("pk"),
        dropped_at=None,
        incoming__state__in=sorted(OPEN_ENTRY_STATES),
    )
    return found.annotate(
        is_frozen=frozen_now(),
        is_elsewhere=Exists(listed),
        has_open_work=Exists(working),
    )


def to_appraise(dossier: Dossier) -> ToAppraise:
    """One of `looked_at` as the rules ask for it."""
    return ToAppraise(
        name=f"{dossier.symbol}/{dossier.year}",
        state=dossier.state,
        kept_until=dossier.kept_until,
        is_frozen=bool(getattr(dossier, "is_frozen", False)),
        is_elsewhere=bool(getattr(dossier, "is_elsewhere", False)),
        has_open_work=bool(getattr(dossier, "has_open_work", False)),
    )


def least_members(on: date) -> int:
    rule = find_rule(_DESTRUCTION, "members", on)
    return (rule.number("members") if rule else None) or 1


def trail_years(on: date) -> int:
    """How long list, opinions and minutes of a destruction are kept."""
    rule = find_rule(_DESTRUCTION, "trail", on)
    return (rule.number("years") if rule else None) or 20


def appraisals_of(
    agency_id: UUID, *, desks: Collection[UUID] | None = None
) -> QuerySet[Appraisal]:
    """Councils of an agency, newest first; ``desks``: those somebody of these sits in.

    With how many dossiers each lists.
    """
    found = Appraisal.objects.filter(agency=agency_id)
    if desks is not None:
        sits = CouncilMember.objects.filter(
            appraisal=OuterRef("pk"), post_id__in=list(desks)
        )
        found = found.filter(Exists(sits))
    return found.annotate(n=Count("lines")).order_by("-opened_at", "-id")


def appraised_lines(made: Appraisal) -> QuerySet[AppraisedDossier]:
    return AppraisedDossier.objects.filter(appraisal=made).order_by("position")


def opinions_of(made: Appraisal) -> dict[UUID, list[CouncilOpinion]]:
    """By line, in the order they were given; one query."""
    found: dict[UUID, list[CouncilOpinion]] = {}
    rows = CouncilOpinion.objects.filter(line__appraisal=made)
    for one in rows.select_related("member").order_by("at", "id"):
        found.setdefault(one.line_id, []).append(one)
    return found


def silent_members(made: Appraisal) -> list[str]:
    """Members who have not said something of every dossier."""
    lines = appraised_lines(made).count()
    rows = made.members.annotate(n=Count("opinions")).filter(~Q(n=lines))
    return list(rows.order_by("name").values_list("name", flat=True))


# Each file of a dossier, and where else it lives. A line of a register has ended when
# it lies in this dossier or in one that was destroyed; a file stays while another
# dossier, another line, a draft, a file at the door or any other part of the office
# needs it: one content is kept once, whoever has it.
_FILES_SQL = """
WITH ended AS (
    SELECT i.incoming_id, i.outgoing_id FROM archives_dossieritem i
      JOIN archives_dossier d ON d.id = i.dossier_id
     WHERE i.dropped_at IS NULL
       AND (d.state = 'destroyed' OR d.id = %(dossier)s)),
held AS (
    SELECT i.file_id, coalesce(e.document_id, o.document_id) AS document_id
      FROM archives_dossieritem i
      LEFT JOIN documents_registerentry e ON e.id = i.incoming_id
      LEFT JOIN outgoing_outgoingentry o ON o.id = i.outgoing_id
     WHERE i.dossier_id = %(dossier)s),
mine AS (
    SELECT file_id AS id FROM held WHERE file_id IS NOT NULL
     UNION
    SELECT f.file_id FROM held h
      JOIN documents_documentfile f ON f.document_id = h.document_id),
lines AS (
    SELECT m.id AS file_id, e.id AS incoming_id, NULL::uuid AS outgoing_id
      FROM mine m JOIN documents_documentfile f ON f.file_id = m.id
      JOIN documents_registerentry e ON e.document_id = f.document_id
     UNION ALL
    SELECT m.id, NULL, o.id
      FROM mine m JOIN documents_documentfile f ON f.file_id = m.id
      JOIN outgoing_outgoingentry o ON o.document_id = f.document_id)
SELECT m.id, CASE
    WHEN EXISTS (
        SELECT 1 FROM archives_dossieritem i
          JOIN archives_dossier d ON d.id = i.dossier_id
         WHERE i.dropped_at IS NULL AND d.state <> 'destroyed'
           AND d.id <> %(dossier)s
           AND (i.file_id = m.id OR EXISTS (
                SELECT 1 FROM lines l WHERE l.file_id = m.id
                   AND (l.incoming_id = i.incoming_id
                        OR l.outgoing_id = i.outgoing_id))))
    THEN 'dossier'
    WHEN EXISTS (
        SELECT 1 FROM lines l WHERE l.file_id = m.id AND NOT EXISTS (
            SELECT 1 FROM ended x WHERE x.incoming_id = l.incoming_id
                OR x.outgoing_id = l.outgoing_id))
      OR EXISTS (
        SELECT 1 FROM documents_documentfile f WHERE f.file_id = m.id
           AND NOT EXISTS (SELECT 1 FROM documents_registerentry e
                            WHERE e.document_id = f.document_id)
           AND NOT EXISTS (SELECT 1 FROM outgoing_outgoingentry o
                            WHERE o.document_id = f.document_id))
    THEN 'register'
    WHEN EXISTS (
        SELECT 1 FROM outgoing_draft w
         WHERE (w.paper_id = m.id OR EXISTS (
                SELECT 1 FROM outgoing_draftversion v
                 WHERE v.draft_id = w.id AND v.file_id = m.id)
                OR EXISTS (
                SELECT 1 FROM outgoing_draftattachment b
                 WHERE b.draft_id = w.id AND b.file_id = m.id))
           AND (w.entry_id IS NULL OR NOT EXISTS (
                SELECT 1 FROM ended x WHERE x.outgoing_id = w.entry_id)))
    THEN 'draft'
    WHEN EXISTS (
        SELECT 1 FROM documents_intakeitem t WHERE t.file_id = m.id
           AND t.entry_id IS NULL AND t.attach_to_id IS NULL)
    THEN 'door'
    WHEN {elsewhere}
    THEN 'elsewhere' END
  FROM mine m JOIN files_storedfile s ON s.id = m.id AND s.state <> 'destroyed'
 ORDER BY m.id
"""


# What is asked about above, and what ends with the papers it belongs to.
_WITH_PAPERS = {
    "archives_dossieritem",
    "documents_documentfile",
    "documents_intakeitem",
    "documents_pile",
    "files_filepage",
    "outgoing_draft",
    "outgoing_draftattachment",
    "outgoing_draftversion",
    "outgoing_papercopy",
    "outgoing_papersignature",
    "signatures_madesignature",
}


@cache
def _elsewhere() -> str:
    """Every other column of the office that names a file: a proof of a right, evidence
    of a control, what the portal shows, a letter, a packet.
    """
    columns = [
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is StoredFile
        and model._meta.db_table not in _WITH_PAPERS
    ]
    return " OR ".join(
        f"EXISTS (SELECT FROM {table} x WHERE x.{column} = m.id)"
        for table, column in sorted(columns)
    )


def files_to_destroy(dossier_id: UUID) -> tuple[list[UUID], dict[UUID, str]]:
    """The files that go with a dossier; and those that stay, with where they live."""
    with connection.cursor() as cursor:
        asked = _FILES_SQL.replace("{elsewhere}", _elsewhere())
        cursor.execute(asked, {"dossier": dossier_id})
        rows: Sequence[tuple[UUID, str | None]] = cursor.fetchall()
    go = [file_id for file_id, where in rows if where is None]
    return go, {file_id: where for file_id, where in rows if where is not None}
