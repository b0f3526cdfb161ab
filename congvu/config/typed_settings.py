"""What mypy reads: the office, the hub and the portal together, which never run so."""

from __future__ import annotations

from congvu.config.settings import *  # noqa: F403 - all of them
from congvu.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "congvu.hub"]
VISITS_LOG: str = ""  # of the portal's process alone
