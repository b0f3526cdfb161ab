"""At start-up every app's ``holding.py`` and ``following.py`` are read."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DocumentsConfig(AppConfig):
    name = "congvu.documents"

    def ready(self) -> None:
        autodiscover_modules("holding", "following")
