"""All settings of the site. They come from the environment; README.md lists the variables."""

import re
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.access_log import checked_days
from config.databases import databases
from config.demonstration import is_demonstration
from config.environment import (
    Environment,
    checked_hosts,
    checked_origins,
    checked_prefix,
    checked_proxies,
    checked_secret,
    checked_time_zone,
    kept_secret,
)
from config.files import file_storage, whole_number
from config.mail import checked_address, checked_sender, mail_settings
from config.retention import checked_years
from config.signing_in import checked_duration, checked_two_factor, openid_provider

BASE_DIR = Path(__file__).resolve().parent.parent

environment = Environment()
PRODUCTION = environment.is_production

# --- Where and for whom -------------------------------------------------------------------

# All local state lives here: database, secret, collected static files, uploads, backups.
SETUHASHI_VAR = Path(environment.optional("SETUHASHI_VAR", str(BASE_DIR / "var"))).resolve()
# Whether visitors who have not signed in may read public records.
SETUHASHI_PUBLIC = environment.yes("SETUHASHI_PUBLIC", local=True)
# Years after which `manage.py anonymise_people` takes names out; empty means none is set.
SETUHASHI_PEOPLE_KEPT_YEARS = checked_years(
    "SETUHASHI_PEOPLE_KEPT_YEARS", environment.optional("SETUHASHI_PEOPLE_KEPT_YEARS", "")
)
# Password for the administrator that the first start creates; empty means "generate one".
SETUHASHI_ADMIN_PASSWORD = environment.optional("SETUHASHI_ADMIN_PASSWORD", "")
# Password of the accounts that `make demo` creates; the pages of such a site say what it is.
SETUHASHI_DEMO_PASSWORD = environment.optional("SETUHASHI_DEMO_PASSWORD", "")
DEMONSTRATION = is_demonstration(
    "SETUHASHI_DEMO_PASSWORD", SETUHASHI_DEMO_PASSWORD, production=PRODUCTION, var=SETUHASHI_VAR
)

# Where a proxy serves it below a path of a host that it shares; the proxy takes the path off.
SETUHASHI_PREFIX = checked_prefix("SETUHASHI_PREFIX", environment.optional("SETUHASHI_PREFIX", ""))
FORCE_SCRIPT_NAME = SETUHASHI_PREFIX or None
# Other sites of the host are not sent what belongs to this one.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = LANGUAGE_COOKIE_PATH = f"{SETUHASHI_PREFIX}/"

DEBUG = False
SECRET_KEY = (
    checked_secret("SETUHASHI_SECRET_KEY", given)
    if (given := environment.text("SETUHASHI_SECRET_KEY", local=""))
    else kept_secret(SETUHASHI_VAR / "secret_key")
)
ALLOWED_HOSTS = checked_hosts(
    "SETUHASHI_HOSTS",
    environment.words("SETUHASHI_HOSTS", local=["127.0.0.1", "localhost", "[::1]"]),
)
CSRF_TRUSTED_ORIGINS = checked_origins(
    "SETUHASHI_TRUSTED_ORIGINS", environment.words("SETUHASHI_TRUSTED_ORIGINS", local=[])
)

# The site's own address, for the links in mails.
SETUHASHI_ADDRESS = checked_address(
    "SETUHASHI_ADDRESS",
    environment.optional(
        "SETUHASHI_ADDRESS", next(iter(CSRF_TRUSTED_ORIGINS), "http://127.0.0.1:8000")
    ),
    production=PRODUCTION,
)

# --- The parts it is made of --------------------------------------------------------------

INSTALLED_APPS = [
    # Before the admin, so that its templates and static files win over the stock ones.
    "partnerships",
    "partnerships.admin.apps.RegisterAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_filters",
    "django_tables2",
    "reversion",
]

MIDDLEWARE = [
    "config.request_ids.RequestIdMiddleware",
    "config.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.CompressPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.PrivatePagesMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "config.middleware.RefuseNulMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.AccessLogMiddleware",
    "config.middleware.SessionLimitsMiddleware",
    "config.middleware.VisitorsMiddleware",
    "config.middleware.SecondFactorMiddleware",
    "config.middleware.TodayMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "partnerships.views.frame.demonstration",
            ],
        },
    },
]

# --- Records and files --------------------------------------------------------------------

DATABASES = databases(
    environment.text("DATABASE_URL", local=f"sqlite:///{SETUHASHI_VAR}/setuhashi.sqlite3"),
    environment.optional("DATABASE_REPLICA_URL", ""),
    SETUHASHI_VAR,
)
if "replica" in DATABASES:
    DATABASE_ROUTERS = ["config.routing.ReplicaRouter"]
    MIDDLEWARE.insert(0, "config.routing.ReplicaMiddleware")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = f"{SETUHASHI_PREFIX}/static/"
STATIC_ROOT = SETUHASHI_VAR / "static"
MEDIA_ROOT = SETUHASHI_VAR / "media"
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
FILE_UPLOAD_HANDLERS = [
    "config.uploads.BoundedUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# Of each attached file and each record; the proxy has to let requests of that size through.
SETUHASHI_FILE_MB = whole_number(environment, "SETUHASHI_FILE_MB", 20, most=500)
SETUHASHI_FILES_PER_RECORD = whole_number(environment, "SETUHASHI_FILES_PER_RECORD", 40, most=400)
STORAGES = {
    "default": file_storage(
        "SETUHASHI_FILES_URL",
        environment.optional("SETUHASHI_FILES_URL", ""),
        production=PRODUCTION,
    ),
    "staticfiles": {"BACKEND": "config.static.BundledStaticFilesStorage"},
}
# A mission with its parties, stops, people and figures posts more fields than the stock 1,000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Languages and time -------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ja", _("Japanese")), ("hi", _("Hindi"))]
LANGUAGE_COOKIE_SAMESITE = "Lax"
FORMAT_MODULE_PATH = ["config.formats"]
USE_TZ = True
# "Today" on every page is the date here, and is printed as "as of".
TIME_ZONE = checked_time_zone(
    "SETUHASHI_TIME_ZONE", environment.optional("SETUHASHI_TIME_ZONE", "Asia/Kolkata")
)

# --- Signing in ---------------------------------------------------------------------------

AUTH_USER_MODEL = "partnerships.User"
AUTHENTICATION_BACKENDS = ["partnerships.services.signing_in.backend.AccountBackend"]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Whether administrators and secretariats must sign in with a code besides the password.
TWO_FACTOR_ENFORCED = checked_two_factor(
    "SETUHASHI_TWO_FACTOR",
    environment.optional("SETUHASHI_TWO_FACTOR", "1" if PRODUCTION else "0"),
    production=PRODUCTION,
)
OPENID_PROVIDER = openid_provider(environment.optional, production=PRODUCTION)
OTP_TOTP_ISSUER = "Setuhashi"
PASSWORD_RESET_TIMEOUT = 2 * 60 * 60
SESSION_IDLE = checked_duration(
    "SETUHASHI_SESSION_IDLE",
    environment.optional("SETUHASHI_SESSION_IDLE", "120"),
    "minutes",
    5,
    720,
)
SESSION_LONGEST = checked_duration(
    "SETUHASHI_SESSION_HOURS", environment.optional("SETUHASHI_SESSION_HOURS", "12"), "hours", 1, 24
)
SESSION_COOKIE_AGE = int(SESSION_LONGEST.total_seconds())
SESSION_COOKIE_NAME = "setuhashi_session"
CSRF_COOKIE_NAME = "setuhashi_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "partnerships.views.errors.form_refused"

# --- What browsers are told ---------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
        "object-src": [NONE],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # beside these, config/headers.py

# Production is reached by HTTPS alone. A proxy on the same machine says so in
# X-Forwarded-Proto, which gunicorn believes from the addresses in FORWARDED_ALLOW_IPS.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [rf"^{re.escape(SETUHASHI_PREFIX[1:])}/?healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION

# Addresses of proxies whose word on where a request comes from is taken: those gunicorn believes.
TRUSTED_PROXIES = checked_proxies(
    "FORWARDED_ALLOW_IPS",
    environment.optional("FORWARDED_ALLOW_IPS", "127.0.0.1,::1"),
    production=PRODUCTION,
)

# --- Mail ---------------------------------------------------------------------------------

_MAIL_URL = environment.optional("SETUHASHI_EMAIL_URL", "")
_MAIL = mail_settings("SETUHASHI_EMAIL_URL", _MAIL_URL, production=PRODUCTION, var=SETUHASHI_VAR)
# Whether mail goes anywhere: to a server, or locally into a folder or a terminal.
SENDS_MAIL = bool(_MAIL_URL) or not PRODUCTION
EMAIL_BACKEND = _MAIL["EMAIL_BACKEND"]
EMAIL_FILE_PATH = _MAIL.get("EMAIL_FILE_PATH", "")
EMAIL_HOST = _MAIL.get("EMAIL_HOST", "")
EMAIL_PORT = _MAIL.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = _MAIL.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = _MAIL.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _MAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _MAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = _MAIL.get("EMAIL_TIMEOUT")
DEFAULT_FROM_EMAIL = checked_sender(
    "SETUHASHI_EMAIL_FROM",
    environment.text("SETUHASHI_EMAIL_FROM", local="setuhashi@localhost")
    if _MAIL_URL
    else environment.optional("SETUHASHI_EMAIL_FROM", "setuhashi@localhost"),
)

# --- What operators are told --------------------------------------------------------------

# Days for which the access log is kept; `manage.py prune_access_log` removes what is older.
SETUHASHI_ACCESS_LOG_DAYS = checked_days(
    "SETUHASHI_ACCESS_LOG_DAYS", environment.optional("SETUHASHI_ACCESS_LOG_DAYS", "365")
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {request_id} {name}: {message}", "style": "{"}
    },
    "filters": {"request_id": {"()": "config.request_ids.RequestIdFilter"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["request_id"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Django would mail errors to nobody; they go to stderr like everything else.
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # "Not found" and "forbidden" are everyday answers, not news for the log.
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        # Strangers who probe for other sites are answered with 400 and not written about.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
        "partnerships": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
