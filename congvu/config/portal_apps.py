"""Apps of the office as the public process knows them: their tables, not their work.

At start-up the office's own read every app's jobs, notices, successions and followings;
a process that only shows what was copied needs none of it.
"""

from __future__ import annotations

from django.apps import AppConfig


class Organisations(AppConfig):
    name = "congvu.organisations"


class Documents(AppConfig):
    name = "congvu.documents"


class Jobs(AppConfig):
    name = "congvu.jobs"


class Notices(AppConfig):
    name = "congvu.notices"


class Indicators(AppConfig):
    name = "congvu.indicators"
