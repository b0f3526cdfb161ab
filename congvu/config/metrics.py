"""``/metrics``: figures for Prometheus, for this machine or a token only.

Requests are counted in memory that all web processes share from their common parent.
Each process writes to a row of its own, so no lock is needed and none can be left
held by a process that was killed.
"""

from __future__ import annotations

import hmac
import mmap
import struct
import threading
import time
from collections.abc import Callable, Iterator

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.views.decorators.http import require_safe

from congvu.config.environment import env

_ROWS = 64
_CLASSES = ("1xx", "2xx", "3xx", "4xx", "5xx")
_ROW = struct.Struct(f"{len(_CLASSES)}Qd")  # a count for each class, seconds spent
_SHARED = mmap.mmap(-1, _ROWS * _ROW.size)


class _Row:
    """The row this process writes to; threads of one process take turns."""

    def __init__(self) -> None:
        self.number = 0
        self.lock = threading.Lock()


_row = _Row()


def claim_row(age: int) -> None:
    """After a fork. Live processes never share a row: gunicorn's ages only grow."""
    _row.number = age % _ROWS
    _row.lock = threading.Lock()


def count_requests(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        with _row.lock:
            offset = _row.number * _ROW.size
            row = list(_ROW.unpack_from(_SHARED, offset))
            row[min(max(response.status_code // 100 - 1, 0), 4)] += 1
            row[-1] += time.perf_counter() - began
            _ROW.pack_into(_SHARED, offset, *row)
        return response

    return middleware


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    if not (_from_this_machine(request) or _has_token(request)):
        return HttpResponseForbidden()
    return HttpResponse(
        "\n".join([*_request_lines(), *_database_lines(), ""]),
        content_type="text/plain; version=0.0.4; charset=utf-8",
    )


def _from_this_machine(request: HttpRequest) -> bool:
    # Behind a proxy everybody seems to come from this machine.
    forwarded = {"HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP"}
    return request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"} and not (
        forwarded & request.META.keys()
    )


def _has_token(request: HttpRequest) -> bool:
    token = env("CONGVU_METRICS_TOKEN")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(token) and hmac.compare_digest(token.encode(), given.encode())


def _request_lines() -> Iterator[str]:
    rows = [_ROW.unpack_from(_SHARED, n * _ROW.size) for n in range(_ROWS)]
    yield "# HELP congvu_requests_total Requests answered, by class of status."
    yield "# TYPE congvu_requests_total counter"
    for index, name in enumerate(_CLASSES):
        total = sum(row[index] for row in rows)
        yield f'congvu_requests_total{{status="{name}"}} {total}'
    yield "# HELP congvu_request_seconds_total Time spent answering."
    yield "# TYPE congvu_request_seconds_total counter"
    yield f"congvu_request_seconds_total {sum(row[-1] for row in rows):.6f}"


def _database_lines() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_database_size(current_database()),"
            " (SELECT count(*) FROM pg_stat_activity"
            "  WHERE datname = current_database())"
        )
        size, connections = cursor.fetchone()
        cursor.execute(
            "SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status"
        )
        jobs = cursor.fetchall()
        cursor.execute(
            "SELECT n.name, count(c.id) FROM search_indexnode n"
            "  LEFT JOIN search_indexchange c ON c.node_id = n.id GROUP BY n.name"
        )
        nodes = cursor.fetchall()
    yield "# HELP congvu_database_bytes Size of the database."
    yield "# TYPE congvu_database_bytes gauge"
    yield f"congvu_database_bytes {size}"
    yield "# HELP congvu_database_connections Connections to the database."
    yield "# TYPE congvu_database_connections gauge"
    yield f"congvu_database_connections {connections}"
    yield "# HELP congvu_jobs Background jobs, by state."
    yield "# TYPE congvu_jobs gauge"
    for status, count in sorted(jobs):
        yield f'congvu_jobs{{status="{status}"}} {count}'
    yield "# HELP congvu_search_waiting Changes not yet in a machine's index of words."
    yield "# TYPE congvu_search_waiting gauge"
    for number, (_name, count) in enumerate(sorted(nodes), 1):
        yield f'congvu_search_waiting{{node="{number}"}} {count}'
