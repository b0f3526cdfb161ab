"""At start-up every app's ``search.py`` is read, so that its things are known."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SearchConfig(AppConfig):
    name = "congvu.search"

    def ready(self) -> None:
        autodiscover_modules("search")
