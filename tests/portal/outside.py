"""The public site as a browser meets it, in the test's own process and transaction."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.config.portal_rights import PORTAL_RIGHTS
from congvu.portal.actions import make_sites
from tests.people import Province

ADDRESS = "203.0.113.5"
# Roles are the cluster's, and each worker has a database of its own in it.
ROLE = f"congvu_outside_{os.environ.get('PYTEST_XDIST_WORKER', 'one')}"


@contextmanager
def outside(people: Province, address: str = ADDRESS) -> Iterator[Client]:
    """A browser without cookies before the public process's own addresses."""
    make_sites(on=people.today, by=SYSTEM, at=timezone.now())
    public = override_settings(
        ROOT_URLCONF="congvu.config.portal_urls",
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "congvu.config.portal_pages.public_middleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": ["django.template.context_processors.request"]
                },
            }
        ],
        MAX_FILE_BYTES=20 * 1024 * 1024,
        VISITS_LOG="",
    )
    with public:
        yield Client(REMOTE_ADDR=address)


@contextmanager
def as_the_public_role() -> Iterator[None]:
    """Inside, the database grants what the public process is granted, and no more."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {ROLE}")
        for table, rights in PORTAL_RIGHTS.items():
            cursor.execute(f"GRANT {rights} ON {table} TO {ROLE}")
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        try:
            yield
        finally:
            cursor.execute("RESET ROLE")


def token_in(page: str) -> str:
    found = re.search(r'name="opened" value="([^"]+)"', page)
    assert found is not None
    return found[1]
