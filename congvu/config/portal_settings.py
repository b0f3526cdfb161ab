"""The public process's settings: a role of the database that reads what is published.

It knows no users and no sessions: a cookie of the office means nothing here.
"""

from __future__ import annotations

from congvu.config.environment import (
    database_from_url,
    env,
    env_bool,
    env_int,
    env_list,
)
from congvu.config.portal_shared import *  # noqa: F403 - the office's, too
from congvu.config.portal_shared import PORTAL_URL, WAGTAIL_APPS
from congvu.machine.state import (
    CODE,
    read_portal_url,
    read_secret_key,
    state_folder,
    visits_log,
)

HOME = state_folder()
(HOME / "tmp").mkdir(parents=True, exist_ok=True)

DEBUG = False
# Not the office's: what is signed there says nothing here, and the other way round.
SECRET_KEY = f"portal:{read_secret_key()}"
HTTPS = PORTAL_URL.startswith("https:")
ALLOWED_HOSTS = env_list(
    "CONGVU_PORTAL_HOSTS", "portal.localhost,127.0.0.1,localhost,[::1]"
)
TRUSTED_PROXIES = env_list("CONGVU_TRUSTED_PROXIES", "127.0.0.1" if HTTPS else "")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS]

# Of the office what portal's tables point at, and what these stand on. That they are
# known here opens none of them: the role of the database reads portal_rights.py alone.
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "congvu.portal",
    *WAGTAIL_APPS,
    "congvu.ui",
    "congvu.accounts",
    "congvu.audit",
    "congvu.files",
    "congvu.config.portal_apps.Jobs",
    "congvu.config.portal_apps.Notices",
    "congvu.config.portal_apps.Indicators",
    "congvu.signatures",
    "congvu.law",
    "congvu.config.portal_apps.Organisations",
    "congvu.config.portal_apps.Documents",
    "congvu.outgoing",
    "congvu.archives",
    "congvu.exchange",
    "congvu.mailboxes",
    "congvu.duties",
    "congvu.calendar",
    "congvu.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "congvu.config.portal_pages.TextGZip",
    "django.middleware.http.ConditionalGetMiddleware",
    "congvu.config.portal_pages.public_middleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
ROOT_URLCONF = "congvu.config.portal_urls"
WSGI_APPLICATION = "congvu.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
        },
    }
]
FORM_RENDERER = "congvu.ui.widgets.Renderer"

_NOBODY = "postgresql://congvu_portal@/congvu"  # whom no server lets in unasked
DATABASES = {"default": database_from_url(read_portal_url() or _NOBODY)}
DATABASES["default"]["OPTIONS"]["prepare_threshold"] = 5
if env_bool("CONGVU_DB_POOLER", default=False):
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
    DATABASES["default"]["OPTIONS"]["prepare_threshold"] = None
if env_bool("CONGVU_DB_POOL", default=False):
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": env_int("CONGVU_PORTAL_THREADS", 4) + 1,
        "max_idle": 30,
        "timeout": 5,
        "reconnect_timeout": 15,
    }
APPEND_ONLY_TABLES: list[str] = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

LANGUAGE_CODE = "vi"
LOCALE_PATHS = [CODE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if env_bool("CONGVU_MANIFEST_STATIC", default=False)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

CSRF_COOKIE_NAME = "__Host-portal_csrf" if HTTPS else "portal_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "congvu.portal.views.public.refused"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 86400 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

# Who notes visits: this process, or nginx in front of it.
VISITS_LOG = "" if env_bool("CONGVU_WEB_PROXIED", default=False) else str(visits_log())

# What people send: small, and on the disk only while it is looked at.
FILE_UPLOAD_TEMP_DIR = str(HOME / "tmp")
MAX_FILE_BYTES = env_int("CONGVU_PORTAL_MAX_FILE_MB", 20) * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "congvu.config.uploads.CappedUpload",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 10
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

DEFAULT_FROM_EMAIL = env("CONGVU_MAIL_FROM", "cong-vu@localhost")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR"}},
}
