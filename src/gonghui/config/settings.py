"""Django's settings, read from the environment (see `deploy/example.env`)."""

from pathlib import Path

import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from gonghui.config import env
from gonghui.config.languages import RIGHT_TO_LEFT, offered

django_stubs_ext.monkeypatch()  # Django's own generic classes may then be subscripted at run time

PACKAGE = Path(__file__).resolve().parents[1]
VAR = Path(env.text("GONGHUI_VAR", str(PACKAGE.parents[1] / "var"))).absolute()

DEBUG = env.flag("GONGHUI_DEBUG")
DEMO = env.flag("GONGHUI_DEMO")
"""Shows the demo people on the log-in page, and one-time codes where a person can read them. Never in production."""

SECRET_KEY = env.text("GONGHUI_SECRET_KEY")
GONGHUI_COLUMN_KEYS = env.text("GONGHUI_COLUMN_KEYS")
"""`id:base64,…`: keys of encrypted columns, 32 bytes each; the first one encrypts, the others still decrypt."""
GONGHUI_INDEX_KEY = env.text("GONGHUI_INDEX_KEY")
"""base64, 32 bytes: the key under which encrypted values are found again."""

ALLOWED_HOSTS = env.words("GONGHUI_HOSTS", "127.0.0.1,localhost,testserver")
CSRF_TRUSTED_ORIGINS = env.words("GONGHUI_ORIGINS")
SECURE = env.flag("GONGHUI_HTTPS")

GONGHUI_TENANTS = env.flag("GONGHUI_TENANTS")
"""Several tenants, each at its own host and in its own schema (PostgreSQL only); off, the one tenant is in `public`."""

ROOT_URLCONF = "gonghui.config.urls"
WSGI_APPLICATION = "gonghui.config.wsgi.application"
DATABASES = {"default": env.database(env.text("GONGHUI_DATABASE_URL", f"sqlite:///{VAR / 'gonghui.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "gonghui.kernel",
    "gonghui.ui",
    "gonghui.accounts",
    "gonghui.registry",
    "gonghui.congress",
    "gonghui.openness",
    "gonghui.portal",
    "gonghui.config",
    "django_htmx",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "gonghui.kernel.tenants.TenantMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "gonghui.ui.language.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gonghui.accounts.middleware.ActorMiddleware",
    "gonghui.kernel.refusals.RefusalMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "gonghui.config.context.page",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "gonghui.ui.templatetags.ui"],
        },
    }
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = offered(env.words("GONGHUI_LANGUAGES", "zh-hans,en"))
LANGUAGES_BIDI = sorted(RIGHT_TO_LEFT)
# A site's own words come first; what they leave out is said in Chinese.
LOCALE_PATHS = [*map(Path, env.words("GONGHUI_LOCALE")), PACKAGE / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = VAR / "media"
"""Uploaded papers; served by views that ask who wants them, never by address."""

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "KEY_FUNCTION": "gonghui.kernel.tenants.cache_key",
    }
}

AUTH_USER_MODEL = "accounts.Account"
LOGIN_URL = "/login/"
HAT_URL = "/hat/"
"""Where one chooses the role one acts in."""
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

GONGHUI_CODE_SENDER = env.text("GONGHUI_CODE_SENDER", "gonghui.accounts.senders.ConsoleSender")
"""Dotted path of the class that sends one-time codes (`gonghui.accounts.senders.CodeSender`)."""
GONGHUI_CODES_PER_ADDRESS = int(env.text("GONGHUI_CODES_PER_ADDRESS", "600"))
"""Codes asked for from one address in ten minutes; a hall of delegates behind one router must fit in."""
GONGHUI_LOGIN_SLIPS = env.flag("GONGHUI_LOGIN_SLIPS")
# Codes on paper for a hall without text messages; off, because whoever prints them could log in with one.
GONGHUI_HELP_CONTACT = env.text("GONGHUI_HELP_CONTACT", "") or _("本单位工会")
"""Whom to call when the log-in does not work: a name, an office, a phone number."""

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.text("GONGHUI_LOG", "WARNING")},
    "loggers": {"gonghui": {"level": env.text("GONGHUI_LOG", "INFO")}},
}
