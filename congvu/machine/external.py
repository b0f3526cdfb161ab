"""A database server that is not ours: ``DATABASE_URL``.

Where its user may make roles, the office runs as a lesser role of its own, so that
even a fault in the running program cannot rewrite the audit log.
"""

from __future__ import annotations

import json
import os
import secrets
from urllib.parse import unquote, urlsplit

import psycopg

from congvu.machine.cluster import (
    ClusterProblem,
    create_extensions,
    ensure_role,
    limit_role,
)
from congvu.machine.state import (
    external_record,
    make_state_folder,
    read_json,
    say,
    write_private,
)


def prepare_external() -> None:
    """Check that the server answers and is new enough; make the app role if we may."""
    url = os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]
    make_state_folder()
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=10) as link:
            _check_version(link)
            _try_extensions(link)
            if not os.environ.get("DATABASE_OWNER_URL"):
                _prepare_role(link, url)
    except psycopg.OperationalError as problem:
        raise ClusterProblem(
            f"Không nối được tới máy chủ trong DATABASE_URL: {problem}"
        ) from problem


def _check_version(link: psycopg.Connection[tuple[object, ...]]) -> None:
    if link.info.server_version < 150000:
        raise ClusterProblem(
            "DATABASE_URL trỏ tới PostgreSQL cũ hơn 15; hãy nâng cấp máy chủ đó."
        )


def _try_extensions(link: psycopg.Connection[tuple[object, ...]]) -> None:
    try:
        create_extensions(link)
    except (psycopg.errors.InsufficientPrivilege, psycopg.NotSupportedError) as why:
        raise ClusterProblem(
            "Máy chủ trong DATABASE_URL thiếu phần mở rộng btree_gist, unaccent, "
            f"pg_trgm và người dùng này không được cài chúng: {why}"
        ) from why


def _prepare_role(link: psycopg.Connection[tuple[object, ...]], url: str) -> None:
    may = link.execute(
        "SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    if not (may and may[0]):
        external_record().unlink(missing_ok=True)
        say(
            "CẢNH BÁO: người dùng trong DATABASE_URL không được tạo vai trò, nên máy "
            "chủ chạy bằng chính người dùng đó và có thể sửa nhật ký kiểm toán. "
            "Nên đặt thêm DATABASE_OWNER_URL (xem docs/adr/0002)."
        )
        return
    known = read_json(external_record())
    name = unquote(urlsplit(url).path.lstrip("/")) or "congvu"
    if known.get("url") == url and "portal_user" in known and _still_opens(url, known):
        return
    # The public process is somebody else: it reads what is published.
    record = {"url": url}
    for part, user in (("", f"{name}_app"), ("portal_", f"{name[:56]}_portal")):
        record[f"{part}user"] = user[:63]
        record[f"{part}password"] = secrets.token_hex(24)
        ensure_role(link, record[f"{part}user"], record[f"{part}password"])
    limit_role(link, record["portal_user"])
    write_private(external_record(), json.dumps(record, indent=1))


def _still_opens(url: str, known: dict[str, str]) -> bool:
    try:
        with psycopg.connect(
            url, user=known["user"], password=known["password"], connect_timeout=10
        ):
            return True
    except psycopg.OperationalError:
        return False
