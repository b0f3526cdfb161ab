"""Settings, read from the environment; everything has a value that works at once.

State lives under ``CONGVU_HOME``. A secret is given as NAME or in a file, NAME_FILE.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from congvu.config.environment import (
    database_from_url,
    env,
    env_bool,
    env_int,
    env_list,
    mail_from_url,
    planned_once,
    standby_from_url,
)
from congvu.config.outside import (
    csc_from_env,
    exchange_from_env,
    ldap_from_env,
    mailboxes_from_env,
    openid_from_env,
    receive_seconds_from_env,
)
from congvu.config.portal_shared import *  # noqa: F403 - the public process's, too
from congvu.config.portal_shared import WAGTAIL_APPS
from congvu.machine.mail.status import link_of
from congvu.machine.stamps import wants_demo
from congvu.machine.state import read_database_urls, read_secret_key, state_folder

BASE_DIR = Path(__file__).resolve().parents[2]
HOME = state_folder()
(HOME / "tmp").mkdir(parents=True, exist_ok=True)

DEBUG = env_bool("CONGVU_DEBUG", default=False)
SECRET_KEY = read_secret_key()
ALLOWED_HOSTS = env("CONGVU_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
# Behind a proxy that speaks HTTPS to people and HTTP to us (docs/handbook/quan-tri.md).
HTTPS = env_bool("CONGVU_HTTPS", default=False)
TRUSTED_PROXIES = env_list("CONGVU_TRUSTED_PROXIES", "127.0.0.1" if HTTPS else "")
CSRF_TRUSTED_ORIGINS = env_list("CONGVU_ORIGINS") or [
    f"https://{host}" for host in ALLOWED_HOSTS if HTTPS
]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "procrastinate.contrib.django",
    "congvu.portal",  # its templates before Wagtail's own of the same name
    *WAGTAIL_APPS,
    "congvu.ui",
    "congvu.accounts",
    "congvu.audit",
    "congvu.files",
    "congvu.jobs",
    "congvu.notices",
    "congvu.search",
    "congvu.indicators",
    "congvu.signatures",
    "congvu.law",
    "congvu.organisations",
    "congvu.openid",
    "congvu.documents",
    "congvu.outgoing",
    "congvu.archives",
    "congvu.imports",
    "congvu.exchange",
    "congvu.duties",
    "congvu.reporting",
    "congvu.figures",
    "congvu.directives",
    "congvu.reviews",
    "congvu.inspections",
    "congvu.inventory",
    "congvu.licences",
    "congvu.calendar",
    "congvu.dissemination",
    "congvu.mailboxes",
    "congvu.network",
    "congvu.support",
    "congvu.surveys",
    "congvu.watching",
    "congvu.systems",
    "congvu.logs",
    "congvu.controls",
    "congvu.vulnerabilities",
    "congvu.incidents",
    "congvu.privacy",
    "congvu.investment",
    "congvu.standards",
    "congvu.catalogues",
    "congvu.registry",
    "congvu.training",
    "congvu.finding",
    "congvu.home",
    "congvu.handbook",
    "congvu.keeping",
    "congvu.health",
    "congvu.demo",
    "congvu.synth",
    "congvu.bench",
    "congvu.config",
]

MIDDLEWARE = [
    "congvu.config.metrics.count_requests",
    "congvu.config.api.problems_for_machines",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "congvu.config.standby.standby_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "congvu.config.middleware.seat_middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "congvu.config.urls"
WSGI_APPLICATION = "congvu.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "congvu.config.shell.shell",
            ],
        },
    }
]

FORM_RENDERER = "congvu.ui.widgets.Renderer"

# The running role may not change what the owner role's migrations made (docs/adr).
_URLS = read_database_urls()
DATABASES = {
    "default": database_from_url(
        _URLS.owner if env("CONGVU_DB_ROLE", "app") == "owner" else _URLS.app
    )
}
# What is asked by a key (congvu.sql) is planned once, at its first asking: with the
# values of each asking PostgreSQL planned it again and again, which took it twice as
# long as answering.
DATABASES["default"]["OPTIONS"]["prepare_threshold"] = 0
# A pooler (PgBouncer) keeps nothing between two transactions, and refuses `options`.
if env_bool("CONGVU_DB_POOLER", default=False):
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
    DATABASES["default"]["OPTIONS"]["prepare_threshold"] = None
else:
    DATABASES["default"]["OPTIONS"] |= planned_once(DATABASES["default"])
# Read from while the leader does not answer (congvu.config.standby).
if _STANDBY := env("DATABASE_STANDBY_URL"):
    DATABASES["standby"] = standby_from_url(_STANDBY)
if env_bool("CONGVU_DB_POOL", default=False):
    # A web process's threads share few connections, given back when it is quiet.
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": env_int("CONGVU_WEB_THREADS", 4) + 1,
        "max_idle": 30,
        # With a standby to read from, nobody needs to wait long for the leader.
        "timeout": 3 if _STANDBY else 15,
        "reconnect_timeout": 15,
    }
# Tables whose names begin so: the running role may select and insert, nothing else.
APPEND_ONLY_TABLES = ["audit_event", "audit_link", "documents_handover"]
# Whose tables and contents `congvu backup` copies and `congvu check` proves.
KEPT_HOUSE = "congvu.config.kept_office"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
# Beside our own rules: none of the twenty thousand that are tried first.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"}
]

LANGUAGE_CODE = "vi"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "congvu.config.static_files.StaticFiles"
        if env_bool("CONGVU_MANIFEST_STATIC", default=False)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Pictures of the portal as its editors see them (congvu.portal).
MEDIA_URL = "/bien-tap/tep/"

# Where people reach the office: the links in its mails begin so.
PUBLIC_URL = env(
    "CONGVU_URL", f"http://127.0.0.1:{env_int('CONGVU_PORT', 8000)}"
).rstrip("/")
# The mail server; unset, mails wait in the outbox (/quan-tri/thu/ says so).
_POST = link_of(HOME)  # of `congvu mail`, where it runs beside us
_OWN = f"smtp://127.0.0.1:{_POST['smtp']}" if _POST else ""
_MAIL = mail_from_url(env("CONGVU_SMTP_URL", _OWN))
EMAIL_HOST, EMAIL_PORT = _MAIL["EMAIL_HOST"], _MAIL["EMAIL_PORT"]
EMAIL_HOST_USER = _MAIL["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _MAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_SSL, EMAIL_USE_TLS = _MAIL["EMAIL_USE_SSL"], _MAIL["EMAIL_USE_TLS"]
EMAIL_TIMEOUT = _MAIL["EMAIL_TIMEOUT"]
DEFAULT_FROM_EMAIL = env("CONGVU_MAIL_FROM", "cong-vu@localhost")
# The right half of each mail's Message-ID.
MAIL_DOMAIN = DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ") or "localhost"

# Whose TLS may be asked about; a name with a dot before it means all below it.
CHECK_HOSTS = env_list("CONGVU_CHECK_HOSTS")
CHECK_CA_FILE = env("CONGVU_CHECK_CA_FILE")

X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
# Over HTTPS a name that browsers take from nobody but this very host.
SESSION_ENGINE = "congvu.config.sessions"
# The second: a session names who knows its user, and some began before the first.
AUTHENTICATION_BACKENDS = [
    "congvu.config.sessions.Users",
    "django.contrib.auth.backends.ModelBackend",
]
SESSION_COOKIE_NAME = "__Host-congvu_session" if HTTPS else "congvu_session"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 86400 if HTTPS else 0
# A browser is signed out when it was left alone so long, and in any case so long after
# it was signed in.
SESSION_IDLE = timedelta(minutes=env_int("CONGVU_SESSION_IDLE_MINUTES", 12 * 60))
SESSION_LONGEST = timedelta(hours=env_int("CONGVU_SESSION_HOURS", 12))
# Everybody needs a code from their phone, not only those who chose or were told to.
SECOND_FACTOR_FOR_ALL = env_bool("CONGVU_SECOND_FACTOR", default=False)
# Who administers, and so shows two things to come in (a path to a function).
ADMINISTERS = "congvu.organisations.queries.administers"
# TCVN 14423:2026, accounts and access, as the law sheets have it (B): an administrator
# has a second factor, a screen left alone locks, an account left alone is closed. The
# demo province is for trying and its passwords are public: there they are off.
_STRICT = not wants_demo()
SECOND_FACTOR_FOR_ADMINISTRATORS = env_bool(
    "CONGVU_SECOND_FACTOR_ADMINISTRATORS", default=_STRICT
)
SCREEN_LOCK = timedelta(minutes=env_int("CONGVU_LOCK_MINUTES", 15 if _STRICT else 0))
SCREEN_LOCK_ADMINISTRATORS = timedelta(
    minutes=env_int("CONGVU_LOCK_MINUTES_ADMINISTRATORS", 5 if _STRICT else 0)
)
ACCOUNT_IDLE = timedelta(days=env_int("CONGVU_ACCOUNT_IDLE_DAYS", 45 if _STRICT else 0))
# Who else knows our people: a directory, an OpenID provider; empty: nobody.
LDAP = ldap_from_env()
OPENID_PROVIDER = openid_from_env()
# Under which name this office is an OpenID provider itself; empty: as it was called.
OPENID_ISSUER = env("CONGVU_OPENID_ISSUER").rstrip("/")
# Who says by which address mail servers know somebody (a path to a function).
OPENID_ADDRESS = "congvu.mailboxes.queries.login_of"

# Who else takes part in a signature: a token's module, a time stamping authority, a
# remote signing service; the demo's own keys where there is a demo.
PKCS11_MODULE = env("CONGVU_PKCS11_MODULE")
TIMESTAMP_AUTHORITY = env("CONGVU_TSA_URL")
REMOTE_SIGNING = csc_from_env()
SIGNING_DEMO = env_bool("CONGVU_SIGNING_DEMO", default=wants_demo())

# What carries messages to other installations (docs/hub.md).
EXCHANGE = exchange_from_env()
RECEIVE_SECONDS = receive_seconds_from_env()
# The office's own mail servers (docs/adr/0092): how boxes are read, and their logs.
MAILBOXES = mailboxes_from_env(_POST)
_LOGS = Path(_POST["log"]) if _POST else None
MAILLOG = env("CONGVU_MAILLOG", str(_LOGS / "mail.log") if _LOGS else "")
MAIL_LOGIN_LOG = env(
    "CONGVU_MAIL_LOGIN_LOG", str(_LOGS / "dovecot.log") if _LOGS else ""
)

# Where files lie: empty for CONGVU_HOME/files, or s3://bucket/prefix (see files.store).
FILES_STORE = env("CONGVU_FILES")
# Where this machine keeps its index of words; made anew from the database at any time.
SEARCH_ROOT = str(HOME / "search")
# The virus scanner clamd, host:port or its socket; empty: files are taken unscanned.
CLAMD = env("CONGVU_CLAMD")
# Where logs are received: ports (0 is closed), the certificate shown, who signs those
# of senders; where lies what came and is not loaded yet.
LOGS_HOST = env("CONGVU_LOGS_HOST", "127.0.0.1")
LOGS_PORTS = {
    kind: env_int(f"CONGVU_LOGS_{kind.upper()}", 0) for kind in ("tcp", "tls", "udp")
}
LOGS_CERTIFICATE = env("CONGVU_LOGS_CERTIFICATE")
LOGS_KEY = env("CONGVU_LOGS_KEY")
LOGS_AUTHORITY = env("CONGVU_LOGS_AUTHORITY")
LOGS_SPOOL = env("CONGVU_LOGS_SPOOL", str(HOME / "logs"))
LOGS_ARCHIVE = env("CONGVU_LOGS_ARCHIVE", str(HOME / "logs-archive"))
# Files for databases: below which folder they are laid; from which hosts they may be
# fetched (host or host:port), in which networks of our own these hosts may be.
DATA_FOLDER = env("CONGVU_DATA_FOLDER", str(HOME / "data-sources"))
DATA_HOSTS = frozenset(env("CONGVU_DATA_HOSTS").lower().replace(",", " ").split())
DATA_NETWORKS = tuple(env("CONGVU_DATA_NETWORKS").replace(",", " ").split())
# May OCSP and CRL be asked at addresses inside the network (an office's own CA)?
REVOCATION_PRIVATE = env_bool("CONGVU_REVOCATION_PRIVATE", default=False)
MAX_FILE_BYTES = env_int("CONGVU_MAX_FILE_MB", 300) * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = str(HOME / "tmp")
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "congvu.config.uploads.CappedUpload",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 200
