"""At start-up every app's ``succession.py`` is read: what the end of a body does."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OrganisationsConfig(AppConfig):
    name = "congvu.organisations"

    def ready(self) -> None:
        autodiscover_modules("succession")
