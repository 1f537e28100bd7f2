"""Every setting, from the environment; production unless PORTAL_DEMO=1 says otherwise.

Nothing here has a default secret: without SECRET_KEY or FIELD_KEYS the site refuses to serve, while the
commands that need neither (`check_cases`, `determine`) run with nothing configured.
"""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF

ROOT = Path(__file__).resolve().parent.parent
env = environ.Env()

DEMO = env.bool("PORTAL_DEMO", default=False)
DEBUG = False
SECRET_KEY = env("SECRET_KEY", default="")
FIELD_KEYS = env("FIELD_KEYS", default="")
PORT = env.int("PORT", default=8000)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if DEMO else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env("SITE_URL", default=f"http://127.0.0.1:{PORT}")

FIRM_NAME = env("FIRM_NAME", default="")
FIRM_ADDRESS = env("FIRM_ADDRESS", default="")
FIRM_EMAIL = env("FIRM_EMAIL", default="")
FIRM_PHONE = env("FIRM_PHONE", default="")
# Where the head of the record is mailed each day: best a mailbox that nobody who runs this server can empty.
CALENDAR_EMAIL = env("CALENDAR_EMAIL", default=FIRM_EMAIL)  # the daily digest; set to nothing: no letter
DUTY_EMAIL = env("DUTY_EMAIL", default=FIRM_EMAIL)  # urgent letters while nobody is on duty; nothing: none
AUDIT_ANCHOR_EMAIL = env("AUDIT_ANCHOR_EMAIL", default=FIRM_EMAIL)  # set to nothing: no letter
# How long the firm keeps the answers of somebody it does not act for, as the privacy text says it, and after
# how many business days without a word the status page says to ask.
FIRM_KEEPS_YEARS = env.int("FIRM_KEEPS_YEARS", default=7)
FIRM_ASK_AFTER_DAYS = env.int("FIRM_ASK_AFTER_DAYS", default=10)
MATTER = "flickr-megaface"
DRAFT_TEXTS_ACCEPTED = env.bool("DRAFT_TEXTS_ACCEPTED", default=False)  # for trials only
DEMO_ATTORNEY = "attorney@example.com"
DEMO_PASSWORD = "demonstration-only"  # noqa: S105  (printed at start, made in demo mode alone)

INSTALLED_APPS = [
    "config",
    "casefile",
    "intake",
    "review",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.PackedPages",
    "csp.middleware.CSPMiddleware",
    "config.middleware.sealed_headers",
    "config.middleware.readable_cookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.languages.SwitchMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.firm",
                "config.languages.switch",
                "intake.caller.banner",
                "review.passkeys.bring",
                "review.rooms.bring",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "portal"
CRISPY_TEMPLATE_PACK = "portal"

# -- Rows -----------------------------------------------------------------------------------------
DATABASES: dict[str, Any] = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{ROOT / 'var' / 'portal.sqlite3'}")
}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = 60
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # With Django's own defaults 47% of concurrent read-then-write transactions failed; with these none.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 3,
        "options": "-c statement_timeout=10s -c lock_timeout=3s -c idle_in_transaction_session_timeout=30s",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Rate limits must hold across web workers and survive a broker flush: rows, not Redis.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(ROOT / "var" / "files"))
# One file of this folder, the index of the published lists, is read by every process.
EXPOSURE_ROOT = Path(env("EXPOSURE_ROOT", default=str(ROOT / "var" / "exposure")))
# A claimant may look their own photos up before sending. So that nobody looks others up: different accounts
# and photos an interview, look-ups and photos a network address and day, and when the log says "many".
LOOK_UP_ACCOUNTS = env.int("LOOK_UP_ACCOUNTS", default=3)
LOOK_UP_PHOTOS = env.int("LOOK_UP_PHOTOS", default=60)
LOOK_UPS_A_DAY = env.int("LOOK_UPS_A_DAY", default=10)
LOOK_UP_PHOTOS_A_DAY = env.int("LOOK_UP_PHOTOS_A_DAY", default=60)
LOOK_UP_ALARM_AN_HOUR = env.int("LOOK_UP_ALARM_AN_HOUR", default=100)
# Unfinished answers: days they are kept after the last change, and days after it on which a letter reminds,
# the last of them to say good-bye. Letters a visitor asks for: an hour to one address, and from one network.
DRAFT_DAYS = env.int("DRAFT_DAYS", default=30)
REMINDER_DAYS = env.list("REMINDER_DAYS", cast=int, default=[3, 6, 9])
PASSES_AN_HOUR = env.int("PASSES_AN_HOUR", default=5)
PASSES_AN_HOUR_A_NETWORK = env.int("PASSES_AN_HOUR_A_NETWORK", default=20)
# Robots and floods: nothing here refuses or drops anybody. How many interviews begun and sent from a network,
# or sent under an e-mail address, within an hour before a browser does a short sum (or a mailed code is
# typed); how long that sum is; in how many seconds nobody who reads answers a page, and an interview.
FLOOD_STARTS_A_NETWORK = env.int("FLOOD_STARTS_A_NETWORK", default=30)
FLOOD_SUBMITS_A_NETWORK = env.int("FLOOD_SUBMITS_A_NETWORK", default=10)
FLOOD_SUBMITS_AN_EMAIL = env.int("FLOOD_SUBMITS_AN_EMAIL", default=10)
FLOOD_CODES_AN_EMAIL = env.int("FLOOD_CODES_AN_EMAIL", default=5)
FLOOD_CODES_A_NETWORK = env.int("FLOOD_CODES_A_NETWORK", default=20)
FLOOD_PROOF_COST = env.int("FLOOD_PROOF_COST", default=4000)
FLOOD_PROOF_TRIES = env.int("FLOOD_PROOF_TRIES", default=200)
QUICK_PAGE_SECONDS = env.float("QUICK_PAGE_SECONDS", default=1.0)
QUICK_INTERVIEW_SECONDS = env.float("QUICK_INTERVIEW_SECONDS", default=90.0)
STATIC_ROOT = ROOT / "var" / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {
        "BACKEND": env("FILE_STORAGE", default="django.core.files.storage.FileSystemStorage"),
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Files that claimants send: each goes to a temporary file as it comes, then sealed into storage.
EVIDENCE_FILE_BYTES = env.int("EVIDENCE_FILE_BYTES", default=25_000_000)
EVIDENCE_FILES = env.int("EVIDENCE_FILES", default=20)
EVIDENCE_BYTES = env.int("EVIDENCE_BYTES", default=100_000_000)
EVIDENCE_FILES_AN_HOUR_A_NETWORK = env.int("EVIDENCE_FILES_AN_HOUR_A_NETWORK", default=200)
FILE_UPLOAD_HANDLERS = ["intake.uploads.Bounded"]
FILE_UPLOAD_TEMP_DIR = env("UPLOAD_TEMP_DIR", default=None)
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300
DATA_UPLOAD_MAX_NUMBER_FILES = 200  # those beyond EVIDENCE_FILES are read past and named on the page
# A virus scanner: a unix socket's path or host:port. While it does not answer a file is held back, at most
# CLAMD_HELD_HOURS; signatures older than CLAMD_SIGNATURE_DAYS prove nothing clean.
CLAMD = env("CLAMD", default="")
CLAMD_SECONDS = env.int("CLAMD_SECONDS", default=15)
CLAMD_HELD_HOURS = env.int("CLAMD_HELD_HOURS", default=24)
CLAMD_SIGNATURE_DAYS = env.int("CLAMD_SIGNATURE_DAYS", default=7)

# -- Work still owed: rows are the queue, Redis is only the bell ------------------------------------
REDIS_URL = env("REDIS_URL", default=f"unix://{ROOT / 'var' / 'broker.sock'}")
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", default=30)
JOB_ATTEMPTS = 5
MAIL_RETRY_SECONDS = env.list("MAIL_RETRY_SECONDS", cast=int, default=[60, 300, 900, 3600, 14400])
SWEEP_SECONDS = env.float("SWEEP_SECONDS", default=2.0)
SWEEP_HINTS = 10
SWEEP_QUIET_SECONDS = env.int("SWEEP_QUIET_SECONDS", default=15)
SWEEP_ALONE_AFTER_SECONDS = env.int("SWEEP_ALONE_AFTER_SECONDS", default=60)

# -- Mail -----------------------------------------------------------------------------------------
EMAIL_IS_SET = bool(env("EMAIL_URL", default=""))  # else mail would go to whatever listens here; portal.E003
vars().update(env.email_url_config(env("EMAIL_URL", default="") or "smtp://127.0.0.1:25"))
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=30)
DEFAULT_FROM_EMAIL = env("FROM_EMAIL", default=FIRM_EMAIL)
OUTBOX = ROOT / "var" / "outbox"

# -- People ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "casefile.StaffMember"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/desk/sign-in/"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/desk/sign-in/"
ACCOUNT_ADAPTER = "review.accounts.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by the firm
ACCOUNT_SESSION_REMEMBER = False
# Five tries of one name from one address, thirty from one address whatever the names; both told on the page.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/15m/key,30/15m/ip"}
# A second factor: an app's codes or a passkey, and recovery codes for the day when neither is at hand.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=not DEMO)
MFA_ADAPTER = "review.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {"authenticate": "review.factors.Authenticate", "add_webauthn": "review.factors.AddPasskey"}
MFA_PASSKEY_LOGIN_ENABLED = True  # asks the device for a PIN or a finger too, so it is two factors in one
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the firm gave the address itself
MFA_TOTP_ISSUER = FIRM_NAME or "Review desk"
# A used code is remembered for one period, so no second period may accept it: docs/decisions/second-factor.md
MFA_TOTP_TOLERANCE = 0
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("BEHIND_PROXY", default=False) else 0

# -- What a browser is told -----------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
SESSION_COOKIE_NAME = "sid" if DEMO else "__Host-sid"
CSRF_COOKIE_NAME = "csrf" if DEMO else "__Host-csrf"
CSRF_FAILURE_VIEW = "intake.saving.not_from_here"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no third cookie
SESSION_COOKIE_AGE = 24 * 60 * 60
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
SECURE_SSL_REDIRECT = not DEMO
SECURE_HSTS_SECONDS = 0 if DEMO else 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEMO
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
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
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# -- Words and days -------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
# The languages of the claimant's pages, each by its own name; the desk is in English (config/languages.py).
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
LANGUAGE_COOKIE_NAME = "language" if DEMO else "__Host-language"
LANGUAGE_COOKIE_SECURE, LANGUAGE_COOKIE_HTTPONLY = not DEMO, True
LANGUAGE_COOKIE_AGE = 24 * 60 * 60  # as long as a session holds a draft
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/Chicago"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"route": {"()": "config.logs.RouteOnly"}},
    "formatters": {"line": {"()": "config.logs.Wordless", "format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "portal": {"level": "INFO"},
        # Django's own 4xx lines are of no use to the firm.
        "django.request": {"level": "ERROR", "filters": ["route"]},
    },
}
