"""What a signature's own dictionary says of itself; nobody vouches for any of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pyhanko.pdf_utils.generic import parse_pdf_date
from pyhanko.pdf_utils.misc import PdfError

from congvu.lib.dates import VIETNAM
from congvu.signatures.formats.certificates import clip

_FAULTS = (PdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError)


def claims(name: str, dictionary: Any) -> dict[str, Any]:
    """An entry with every part of its place; what is looked at later stands empty."""
    claimed = _date(dictionary)
    return {
        "field": clip(str(name)),
        "kind": "timestamp" if is_timestamp(dictionary) else "signature",
        "format": clip(str(_get(dictionary, "/SubFilter"))).lstrip("/"),
        "signer": "",
        "signer_name": "",
        "unit": "",
        "issuer": "",
        "issuer_name": "",
        "serial": "",
        "valid_from": None,
        "valid_until": None,
        "signed_at": claimed,
        "signed_at_source": "claimed" if claimed else "",
        "claimed_at": claimed,
        "timestamped_at": None,
        "timestamp_signer": "",
        "stated_reason": clip(str(_get(dictionary, "/Reason"))),
        "location": clip(str(_get(dictionary, "/Location"))),
        "digest": "",
        "algorithm": "",
        "key_bits": 0,
        "revision": 0,
        "coverage": "unclear",
        "changes": "unreadable",
        "changed_fields": [],
        "change_detail": "",
        "intact": False,
        "trusted": False,
        "trust_list": "",
        "trust_anchor": "",
        "chain": [],
        "revocation_sources": [],
        "revoked_at": None,
    }


def _get(dictionary: Any, key: str) -> Any:
    try:
        value = dictionary.get(key, "")
    except _FAULTS:
        return ""
    return value if isinstance(value, str) else ""


def is_timestamp(dictionary: Any) -> bool:
    kind, form = _get(dictionary, "/Type"), _get(dictionary, "/SubFilter")
    return str(kind) == "/DocTimeStamp" or str(form) == "/ETSI.RFC3161"


def _date(dictionary: Any) -> str | None:
    try:
        moment = parse_pdf_date(str(dictionary["/M"]), strict=False)
        return aware(moment).isoformat()
    except _FAULTS:
        return None


def aware(moment: datetime) -> datetime:
    """A time without its zone is taken as Việt Nam's: who signs here, writes it so."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=VIETNAM)
    return moment
