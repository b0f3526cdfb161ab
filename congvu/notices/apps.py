"""At start-up every app's ``notices.py`` is read, so that its kinds are known."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NoticesConfig(AppConfig):
    name = "congvu.notices"

    def ready(self) -> None:
        autodiscover_modules("notices")
