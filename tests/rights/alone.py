"""The story's office for a command: a database of its own, gone afterwards."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congvu.config.settings")
django.setup()

from django.conf import settings  # noqa: E402 - after Django was set up
from django.test import override_settings  # noqa: E402 - the same
from django.test.utils import (  # noqa: E402 - the same
    setup_databases,
    setup_test_environment,
    teardown_databases,
)

from congvu.files import jail  # noqa: E402 - the same
from tests.rights.asking import Office  # noqa: E402 - the same
from tests.rights.staging import story  # noqa: E402 - the same


@contextmanager
def office() -> Iterator[Office]:
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    setup_test_environment()
    names = setup_databases(verbosity=0, interactive=False)
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=quick):
        yield from story()
    jail.stop()
    teardown_databases(names, verbosity=0)
