"""The public process in one's own: its settings, its addresses, its role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.urls import clear_url_caches

from congvu.config import portal_settings
from congvu.config.management.commands.grant_runtime import portal_statements
from congvu.config.portal_rights import PORTAL_ROLE

_TAKEN = ("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "MEDIA_URL", "CSRF_COOKIE_NAME")


@pytest.fixture
def portal_role(db: None) -> str:
    """The role with what it is granted; made inside the test's own transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [PORTAL_ROLE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {PORTAL_ROLE}")
        tables = connection.introspection.table_names(include_views=True)
        for statement in portal_statements(PORTAL_ROLE, tables):
            cursor.execute(statement.as_string())
    return PORTAL_ROLE


@contextmanager
def in_public(role: str) -> Iterator[Client]:
    taken = {name: getattr(portal_settings, name) for name in _TAKEN}
    with override_settings(ALLOWED_HOSTS=["portal.localhost"], VISITS_LOG="", **taken):
        clear_url_caches()
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {role}")
        try:
            yield Client(SERVER_NAME="portal.localhost")
        finally:
            with connection.cursor() as cursor:
                cursor.execute("RESET ROLE")
            clear_url_caches()


@pytest.fixture
def public(portal_role: str) -> Callable[[], object]:
    """``with public() as client``: asked as anybody, answered as that role."""
    return lambda: in_public(portal_role)
