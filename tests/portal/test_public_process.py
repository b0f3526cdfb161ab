"""The public process starts by its own settings, with all it shows and no more."""

from __future__ import annotations

import os
import subprocess
import sys

_CODE = """
import django
django.setup()
from django.core.checks import run_checks
from django.urls import get_resolver
assert get_resolver().url_patterns
wrong = [one for one in run_checks() if one.level >= 40]
assert not wrong, wrong
"""


def test_its_settings_know_every_table_that_its_own_point_at() -> None:
    """Real: another process, since settings are read once in each."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "congvu.config.portal_settings",
        "DATABASE_PORTAL_URL": os.environ["DATABASE_URL"],
    }

    tried = subprocess.run(
        [sys.executable, "-c", _CODE],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert tried.returncode == 0, tried.stderr
