"""What mypy reads: the office and the hub together, which never run so."""

from __future__ import annotations

from congvu.config.settings import *  # noqa: F403 - all of them
from congvu.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "congvu.hub"]
