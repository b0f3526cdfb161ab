"""At start-up languages and templates learn to remember what they were asked."""

from __future__ import annotations

from types import ModuleType

from django.apps import AppConfig

from congvu.ui.catalogue import remember_words
from congvu.ui.translations import know_words


class UiConfig(AppConfig):
    name = "congvu.ui"

    def __init__(self, app_name: str, app_module: ModuleType | None) -> None:
        super().__init__(app_name, app_module)
        remember_words()  # before any other app, once ready, says a word
        know_words()
