"""The story, played once for all questions; each question is asked and forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from congvu.files import jail
from tests.people import make_province
from tests.rights.asking import Office
from tests.rights.story import play
from tests.search.index import TestIndex


@pytest.fixture(scope="package")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """One transaction for all, undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def office(db: None, tmp_path_factory: Any) -> Iterator[Office]:
    home = tmp_path_factory.mktemp("office")
    root = home / "search"
    with override_settings(HOME=home, SEARCH_ROOT=str(root)):
        call_command("load_law", verbosity=0)
        index = TestIndex(root, SimpleNamespace())
        story = play(make_province(timezone.localtime(), timezone.localdate()))
        index.follow()
        office = Office(story, index)
        # Made here, or the first who asks within a story of their own undoes them.
        assert office.tokens
        assert office.browsers
        yield office
        index.indexer.close()
    jail.stop()
