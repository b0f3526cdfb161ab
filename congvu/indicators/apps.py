"""At start-up every app's ``indicators.py`` is read, so that all are known."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class IndicatorsConfig(AppConfig):
    name = "congvu.indicators"

    def ready(self) -> None:
        autodiscover_modules("indicators")
