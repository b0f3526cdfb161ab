"""The office with all its cast, made once for each file of questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from congvu.files import jail
from tests.house.access_world import World, make_world


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """One transaction for the whole matrix, undone at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(db: None, tmp_path_factory: Any) -> Iterator[World]:
    """Made once; each question is asked of it and then forgotten."""
    with override_settings(HOME=tmp_path_factory.mktemp("office")):
        yield make_world()
    jail.stop()
