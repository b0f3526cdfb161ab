"""What a measurement was made on, in words that stand beside its figures."""

from __future__ import annotations

from typing import Any

from django.db import connection

from congvu.bench.origin import hardware


def machine() -> dict[str, Any]:
    """Processor, cores, memory, system, Python and PostgreSQL of this machine."""
    return {**hardware(), "postgresql": _server_version()}


def _server_version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version: str = cursor.fetchone()[0]
    return version
