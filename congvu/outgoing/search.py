"""Outgoing papers and drafts in the index of words, with those who may read them.

A draft is found until it is issued, from then on its line in the book is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from congvu.outgoing.rules import DraftState, text_of
from congvu.search.queries import stream
from congvu.search.rules.indexed import SOURCES, Indexed, Source

OUTGOING, DRAFT = "outgoing", "draft"

_LINES = """
SELECT e.id, e.agency_id, e.symbol, e.type_code, e.type_name, e.subject, e.issued_on,
       e.unit_name, e.signer_name, e.signer_position, e.recipients, e.note, e.state,
       q.book_id, e.reserved_at,
       ARRAY(SELECT g.principal_id FROM outgoing_outgoinggrant g
              WHERE g.entry_id = e.id),
       (SELECT string_agg(s.text, E'\\n' ORDER BY f.position)
          FROM documents_documentfile f JOIN files_storedfile s ON s.id = f.file_id
         WHERE f.document_id = e.document_id)
  FROM outgoing_outgoingentry e JOIN outgoing_numbersequence q ON q.id = e.sequence_id
 WHERE true
"""

_DRAFTS = f"""
SELECT d.id, d.agency_id, d.type_code, d.type_name, d.subject, d.unit_name,
       d.drafter_name, d.signer_name, d.state, d.created_at, v.body,
       ARRAY(SELECT g.principal_id FROM outgoing_draftgrant g WHERE g.draft_id = d.id)
  FROM outgoing_draft d
  LEFT JOIN outgoing_draftversion v ON v.draft_id = d.id AND v.number = d.version
 WHERE d.state <> '{DraftState.ISSUED}'
"""  # noqa: S608 - our own constant


def read_lines(ids: Sequence[UUID] | None) -> Iterator[Indexed]:
    for row in stream(_LINES, "e.id", ids):
        yield _line(*row)


def read_drafts(ids: Sequence[UUID] | None) -> Iterator[Indexed]:
    for row in stream(_DRAFTS, "d.id", ids):
        yield _draft(*row)


def _line(
    key: UUID, agency: UUID, symbol: str, type_code: str, type_name: str, subject: str,
    issued_on: Any, unit: str, signer: str, position: str, recipients: str, note: str,
    state: str, book: UUID, at: Any, may: list[UUID], text: str | None,
) -> Indexed:  # fmt: skip
    return Indexed(
        id=key,
        agency=agency,
        may=may,
        head=f"{type_name} {symbol} {unit}\n{subject}\n{signer}",
        text="\n".join((position, recipients, note, text or "")),
        at=at,
        symbols=(symbol,),
        facets={
            "type": [type_code],
            "issuer": [str(agency)],
            "register": [str(book)],
            "state": [state],
        },
        issued_on=issued_on,
    )


def _draft(
    key: UUID, agency: UUID, type_code: str, type_name: str, subject: str, unit: str,
    drafter: str, signer: str, state: str, at: Any, body: str | None, may: list[UUID],
) -> Indexed:  # fmt: skip
    return Indexed(
        id=key,
        agency=agency,
        may=may,
        head=f"{type_name} {unit}\n{subject}\n{drafter} {signer}",
        text="\n".join(_text(json.loads(body) if body else {})),
        at=at,
        facets={"type": [type_code], "issuer": [str(agency)], "state": [state]},
    )


def _text(body: Mapping[str, Any]) -> Iterator[str]:
    """What a reader sees of the paper; the names of its parts are no words of it."""
    for several in ("addressees", "bases", "recipients"):
        yield from body.get(several, ())
    yield text_of(body.get("body", ()))
    for appendix in body.get("appendices", ()):
        yield appendix.get("title", "")
        yield text_of(appendix.get("body", ()))


SOURCES.found(Source(OUTGOING, read_lines))
SOURCES.found(Source(DRAFT, read_drafts))
