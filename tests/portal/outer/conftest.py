"""One public process and one browser for the folder; all it shows is committed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys.conftest import browser
from tests.portal.outer.portal import Outer, open_portal

__all__ = ["browser"]


@pytest.fixture(scope="package")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Real commits: the public process has connections of its own."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="package")
def outer(db: None) -> Iterator[Outer]:
    with open_portal() as portal:
        yield portal
