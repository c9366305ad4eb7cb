"""Every setting, in one file, from the environment; the defaults suit one school on one machine."""

import os
import re
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(os.environ.get("ALONGSIDE_VAR", BASE_DIR / "var"))
FRONTEND_DIR = BASE_DIR / "frontend"

DEMO = os.environ.get("ALONGSIDE_DEMO") == "1"
DEBUG = os.environ.get("ALONGSIDE_DEBUG") == "1"
SECRET_KEY = os.environ.get("ALONGSIDE_SECRET_KEY", "")
if not SECRET_KEY:
    # A secret made once and kept beside the database: a restart must not sign everybody out.
    _secret_file = VAR_DIR / "secret-key"
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    if not _secret_file.exists():
        from django.core.management.utils import get_random_secret_key

        _secret_file.touch(mode=0o600)
        _secret_file.write_text(get_random_secret_key())
    SECRET_KEY = _secret_file.read_text()

ALLOWED_HOSTS = os.environ.get("ALONGSIDE_HOSTS", "localhost,127.0.0.1,testserver").split(",")
SITE_ADDRESS = os.environ.get("ALONGSIDE_ADDRESS", "http://localhost:8000")
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS] if SITE_ADDRESS.startswith("https://") else []

INSTALLED_APPS = [
    "alongside.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "alongside.portals.shared",  # before allauth, whose pages it dresses
    "allauth",
    "allauth.account",
    "django_htmx",
    "django_vite",
    "django_tasks",
    "django_tasks_db",
    "alongside.trust",
    "alongside.people",
    "alongside.classrooms",
    "alongside.plans",
    "alongside.strategies",
    "alongside.conversations",
    "alongside.scheduling",
    "alongside.capture",
    "alongside.progress",
    "alongside.exchange",
    "alongside.portals.coordinator",
    "alongside.portals.therapist",
    "alongside.portals.teacher",
    "alongside.portals.family",
    "alongside.portals.public",
    "alongside.portals.sync",
    "alongside.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "alongside.portals.shared.middleware.ContentSecurity",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "alongside.portals.shared.middleware.NoEmptyLetter",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "alongside.portals.shared.middleware.Reading",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "alongside.portals.shared.middleware.NothingKept",
    "alongside.portals.shared.middleware.Viewing",
]

ROOT_URLCONF = "alongside.config.urls"
WSGI_APPLICATION = "alongside.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "alongside.portals.shared.context.look",
                "alongside.portals.shared.context.navigation",
                "alongside.portals.shared.context.languages",
            ],
            "builtins": ["django.templatetags.i18n"],
        },
    }
]
FORM_RENDERER = "alongside.portals.shared.forms.Renderer"

if os.environ.get("ALONGSIDE_DB", "sqlite") == "sqlite":
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ.get("ALONGSIDE_SQLITE", VAR_DIR / "alongside.sqlite3"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # Deferred transactions fail under parallel writers; these values lost nothing in 50 kill -9.
                "transaction_mode": "IMMEDIATE",
                "timeout": 40,  # A large import holds the write lock for about 20 seconds.
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                    "PRAGMA temp_store=MEMORY;PRAGMA cache_size=-20000;"
                ),
            },
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": os.environ.get("PGDATABASE", "alongside"),
            "USER": os.environ.get("PGUSER", "alongside"),
            "PASSWORD": os.environ.get("PGPASSWORD", ""),
            "HOST": os.environ.get("PGHOST", "localhost"),
            "PORT": os.environ.get("PGPORT", "5432"),
            "OPTIONS": {"pool": {"min_size": 2, "max_size": 8}},
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # An e-mail address is unique in any case, by `one_account_per_email`.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "alongside.portals.public.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "alongside.portals.public.passwords.NotOneself"},
    {"NAME": "alongside.portals.public.passwords.NotEverybodys"},
]
ACCOUNT_ADAPTER = "alongside.portals.public.sign_in.ClosedDoor"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "cache",
    }
}

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"
#: Each under its own name; docs/how-to/add-a-language.md says what a new one needs.
LANGUAGES = [
    ("en-gb", "English"),
    ("zh-hans", "中文"),
    ("ms", "Bahasa Melayu"),
    ("ta", "தமிழ்"),
    ("es", "Español"),
    ("fr", "Français"),
]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LOCALE_PATHS = [BASE_DIR / "alongside" / "locale"]
FORMAT_MODULE_PATH = ["alongside.config.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [path for path in [FRONTEND_DIR / "dist"] if path.exists()]
STATIC_ROOT.mkdir(exist_ok=True)
PDF_FACES_DIR = FRONTEND_DIR / "node_modules"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}


def WHITENOISE_IMMUTABLE_FILE_TEST(path: str, url: str) -> bool:
    """Vite puts a hash in each name, so such a file never changes."""
    return re.match(r"^.+[.-][0-9a-zA-Z_-]{8,12}\..+$", url) is not None


DJANGO_VITE = {
    "default": {
        "dev_mode": os.environ.get("ALONGSIDE_VITE_DEV") == "1",
        "manifest_path": FRONTEND_DIR / "dist" / "manifest.json",
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
UPLOAD_LIMIT_BYTES = 64 * 1024 * 1024

ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
EMAIL_HOST = os.environ.get("ALONGSIDE_MAIL_HOST", "")
_mail_is_told = bool(EMAIL_HOST or os.environ.get("ALONGSIDE_EMAIL_BACKEND"))
#: Without a mail server nothing is sent, and nothing is lost: mails wait, and a coordinator sees it.
MAIL_IS_SET_UP = DEMO or DEBUG or _mail_is_told
EMAIL_BACKEND = os.environ.get(
    "ALONGSIDE_EMAIL_BACKEND", f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
)
EMAIL_FILE_PATH = VAR_DIR / "mail"  # for django.core.mail.backends.filebased.EmailBackend
_mail_security = os.environ.get("ALONGSIDE_MAIL_SECURITY", "starttls")
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail_security == "starttls", _mail_security == "tls"
EMAIL_PORT = int(os.environ.get("ALONGSIDE_MAIL_PORT", "465" if EMAIL_USE_SSL else "587"))
EMAIL_HOST_USER = os.environ.get("ALONGSIDE_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("ALONGSIDE_MAIL_PASSWORD", "")
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = os.environ.get("ALONGSIDE_MAIL_FROM", "Alongside <alongside@localhost>")

_https = SITE_ADDRESS.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SECURE_SSL_REDIRECT = _https and os.environ.get("ALONGSIDE_BEHIND_PROXY") != "1"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("ALONGSIDE_BEHIND_PROXY") == "1" else None
)
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
