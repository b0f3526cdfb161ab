"""Incoming papers in the index of words: their line, their paper's text, their readers.

What an agency holds because it may be secret is not read into it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from congvu.documents.rules import Doubt
from congvu.search.queries import stream
from congvu.search.rules.indexed import SOURCES, Indexed, Source

INCOMING = "incoming"

_ROWS = f"""
SELECT e.id, e.agency_id, e.number, e.register_id, e.state, e.arrived_on, e.arrived_at,
       e.note, e.reply_symbol, d.type_code, d.type_name, d.symbol, d.issued_on,
       d.issuer_name, d.issuer_id, d.subject, d.signer_name, d.signer_position,
       ARRAY(SELECT g.principal_id FROM documents_grant g WHERE g.entry_id = e.id),
       (SELECT string_agg(s.text, E'\\n' ORDER BY f.position)
          FROM documents_documentfile f JOIN files_storedfile s ON s.id = f.file_id
         WHERE f.document_id = e.document_id
           AND NOT EXISTS (SELECT FROM documents_intakeitem i
                            WHERE i.agency_id = e.agency_id AND i.file_id = f.file_id
                              AND i.doubt = '{Doubt.HELD}'))
  FROM documents_registerentry e JOIN documents_document d ON d.id = e.document_id
 WHERE true
"""  # noqa: S608 - our own constant


def read(ids: Sequence[UUID] | None) -> Iterator[Indexed]:
    for row in stream(_ROWS, "e.id", ids):
        yield _indexed(*row)


def _indexed(
    key: UUID, agency: UUID, number: int, register: UUID, state: str, arrived_on: Any,
    arrived_at: Any, note: str, reply_symbol: str, type_code: str, type_name: str,
    symbol: str, issued_on: Any, issuer_name: str, issuer: UUID | None, subject: str,
    signer: str, position: str, may: list[UUID], text: str | None,
) -> Indexed:  # fmt: skip
    return Indexed(
        id=key,
        agency=agency,
        may=may,
        head=f"{type_name} {symbol} {issuer_name}\n{subject}\n{signer}",
        text="\n".join((str(number), position, note, reply_symbol, text or "")),
        at=arrived_at,
        symbols=(symbol, reply_symbol),
        issuer_name=issuer_name,
        facets={
            "type": [type_code],
            "issuer": [str(issuer)] if issuer else [],
            "register": [str(register)],
            "state": [state],
        },
        issued_on=issued_on,
        arrived_on=arrived_on,
    )


SOURCES.found(Source(INCOMING, read))
