"""What the office and the public process have to agree on about Wagtail."""

from __future__ import annotations

from typing import Any

from congvu.config.environment import env, env_int
from congvu.machine.state import portal_port, state_folder

WAGTAIL_APPS = [
    "modelcluster",
    "taggit",
    "wagtail.search",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.contrib.simple_translation",
    "wagtail.admin",
    "wagtail",
]

# Where everybody reads the portal.
PORTAL_URL = env(
    "CONGVU_PORTAL_URL", f"http://portal.localhost:{portal_port()}"
).rstrip("/")
# Pictures and files that stand in pages.
MEDIA_ROOT = str(state_folder() / "portal" / "media")

# A picture as it was drawn is looked up where it is kept: memory would still know it
# after its transaction was taken back, and nobody would draw it again.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

WAGTAIL_SITE_NAME = "Công Vụ"
WAGTAILADMIN_BASE_URL = PORTAL_URL
WAGTAIL_I18N_ENABLED = True
# Vietnamese and English; and what else a province writes in, by code and name:
# CONGVU_PORTAL_LANGUAGES="tyz:Tày,nut:Nùng". A tree of pages is made for each.
WAGTAIL_CONTENT_LANGUAGES = [
    ("vi", "Tiếng Việt"),
    ("en", "English"),
    *(
        (code.strip(), name.strip() or code.strip())
        for code, _colon, name in (
            one.partition(":") for one in env("CONGVU_PORTAL_LANGUAGES", "").split(",")
        )
        if code.strip()
    ),
]
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES
WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE = False
WAGTAILIMAGES_IMAGE_MODEL = "portal.PortalImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "congvu.portal.forms.images.PortalImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = env_int("CONGVU_PORTAL_MAX_FILE_MB", 20) * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "portal.PortalFile"
WAGTAILDOCS_EXTENSIONS = [
    "pdf",
    "docx",
    "xlsx",
    "odt",
    "ods",
    "csv",
    "xml",
    "json",
    "zip",
]
WAGTAILDOCS_SERVE_METHOD = "direct"
# Nothing leaves this house, and nobody else's page is drawn into ours.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
# Names and passwords are the office's.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
# People are told by notices, as of everything else.
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
# The editor saves when told to: a button pressed before the answer to what saved itself
# made a page twice, or told its writer of somebody else's version (ADR 0095).
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# What Wagtail would do later is done now; what may wait is a job of ours.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database"}}
