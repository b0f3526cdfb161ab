"""The hub's settings: its own tables, its own folder, nothing of the office.

``congvu hub`` points ``CONGVU_HOME`` and ``DATABASE_URL`` at the hub's own before this
is read (see `congvu.config.cli`).
"""

from __future__ import annotations

from congvu.config.environment import (
    database_from_url,
    env,
    env_bool,
    env_int,
    env_list,
)
from congvu.machine.state import CODE, read_database_urls, read_secret_key, state_folder

HOME = state_folder()
(HOME / "tmp").mkdir(parents=True, exist_ok=True)

DEBUG = False
SECRET_KEY = read_secret_key()
ALLOWED_HOSTS = env_list("CONGVU_HUB_HOSTS", "127.0.0.1,localhost")
TRUSTED_PROXIES = env_list("CONGVU_HUB_TRUSTED_PROXIES")
INSTALLED_APPS = ["congvu.hub", "congvu.keeping", "congvu.config"]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "congvu.hub.urls"
WSGI_APPLICATION = "congvu.config.wsgi.application"

_URLS = read_database_urls()
DATABASES = {
    "default": database_from_url(
        _URLS.owner if env("CONGVU_DB_ROLE", "app") == "owner" else _URLS.app
    )
}
# The same few sentences all day: the database plans them once for a connection.
DATABASES["default"]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 5}
if env_bool("CONGVU_DB_POOL", default=False):
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = False  # the pool looks itself
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": env_int("CONGVU_HUB_THREADS", 4) + 1,
        "timeout": 15,
        "reconnect_timeout": 15,
    }
APPEND_ONLY_TABLES = ["hub_logline"]
KEPT_HOUSE = "congvu.config.kept_hub"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "vi"
LOCALE_PATHS = [CODE / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

FILES_STORE = env("CONGVU_HUB_FILES")
MAX_FILE_BYTES = env_int("CONGVU_HUB_MAX_FILE_MB", 160) * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = str(HOME / "tmp")
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 1
# What goes wrong is read in log/hub.log; who asked for what is in the log of the hub.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR"}},
}
