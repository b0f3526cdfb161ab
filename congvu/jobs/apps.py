"""At start-up every app's ``jobs.py`` is read, so that its jobs are known by name."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "congvu.jobs"

    def ready(self) -> None:
        autodiscover_modules("jobs")
