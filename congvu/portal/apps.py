from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings
from django.conf.locale import LANG_INFO


def language_info(code: str, name: str) -> dict[str, object]:
    """What Wagtail asks of a language that Django does not know."""
    return {"code": code, "name": name, "name_local": name, "bidi": False}


class PortalConfig(AppConfig):
    name = "congvu.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """An office's own languages beside Vietnamese and English."""
        from congvu.portal.rules import TREES  # noqa: PLC0415 - apps load before rules

        for code, name in settings.WAGTAIL_CONTENT_LANGUAGES:
            TREES.setdefault(code, code)
            LANG_INFO.setdefault(code, language_info(code, name))
