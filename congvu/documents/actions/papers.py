"""What the clerk says a paper is, as columns, and the words it is found by.

Registering writes them, correcting writes them anew.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from congvu.documents.models import Document
from congvu.documents.rules import Paper, search_text, symbol_key
from congvu.law.queries import document_types
from congvu.lib.numbering import parse_symbol
from congvu.lib.text import nfc
from congvu.organisations.queries import agency_by_name


def document_values(paper: Paper, *, on: date) -> dict[str, Any]:
    """The columns of a paper that was checked, with the types in force that day."""
    parsed = None if paper.has_no_symbol else parse_symbol(paper.symbol)
    types = {t.code: t.name for t in document_types(on)}
    return {
        "identifier": nfc(paper.identifier),
        "type_code": paper.type_code,
        "type_name": types[paper.type_code],
        "symbol": parsed.text if parsed else "",
        "number": parsed.number_text if parsed else "",
        "notation": parsed.notation[:45] if parsed else "",
        "issued_on": paper.issued_on,
        "issuer_name": nfc(paper.issuer_name),
        "issuer": agency_by_name(paper.issuer_name, paper.issued_on or on),
        "subject": nfc(paper.subject),
        "signer_name": nfc(paper.signer_name),
        "signer_position": nfc(paper.signer_position),
        "urgency": paper.urgency,
    }


def found_by(number: int, document: Document) -> dict[str, str]:
    """What a line of the register is found by."""
    words = [
        str(number),
        document.symbol,
        document.issuer_name,
        document.subject,
        document.signer_name,
        document.type_name,
    ]
    return {
        "symbol_key": symbol_key(document.symbol)[:60],
        "search_text": search_text(words),
    }
