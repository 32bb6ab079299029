"""All settings, read top to bottom. What differs between servers comes from the environment.

`docs/settings.md` says what each variable means; a test keeps the two together.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
DATA_DIR = Path(env.str("MAKLUMAT_DATA", default=str(BASE_DIR / "var"))).absolute()
if (DATA_DIR / "settings.env").is_file():
    env.read_env(DATA_DIR / "settings.env")

# --- Identity and transport -------------------------------------------------------------------

SECRET_KEY = env.str("SECRET_KEY")  # no default: `./run` makes one for each installation
DEBUG = env.bool("DEBUG", default=False)
HTTPS = env.bool("HTTPS", default=True)
SITE_URL = env.str("SITE_URL", default="https://localhost").rstrip("/")
SITE_HOST = urlsplit(SITE_URL).hostname or "localhost"  # passkeys belong to it
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_FAILURE_VIEW = "maklumat.core.views.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"  # Wagtail allows its own previews

# --- Apps -------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "maklumat.workbench",
    "maklumat.pages",
    "maklumat.kiosk",
    "maklumat.complaints",
    "maklumat.surveys",
    "maklumat.eforms",
    "maklumat.printing",
    "maklumat.exchange",
    "maklumat.catalogue",
    "maklumat.agencies",
    "maklumat.accounts",
    "maklumat.core",
    "maklumat.workbench.frameworks",  # Indonesian for what follows
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.sites",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "lucide",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "maklumat.core.middleware.RequestLogMiddleware",
    "maklumat.pages.hosts.SiteHostMiddleware",
    "maklumat.kiosk.mount.KioskMiddleware",
    "maklumat.core.pagecache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "maklumat.core.middleware.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "maklumat.agencies.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "maklumat.workbench.doors.DoorMiddleware",
    "maklumat.core.middleware.ErrorMiddleware",
]

ROOT_URLCONF = "maklumat.urls"
WSGI_APPLICATION = "maklumat.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "maklumat" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "maklumat.agencies.devices.context",
            ],
        },
    },
]

# --- Data -------------------------------------------------------------------------------------

DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'maklumat.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # Take the write lock at BEGIN, so that two writers wait for each other instead of failing.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        " PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8000;",
    }
else:
    INSTALLED_APPS += ["django.contrib.postgres"]
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

REDIS_URL = env.str("REDIS_URL", default="")
_FILE_CACHE = "maklumat.core.filecache.FileCache"
_REDIS_CACHE = "maklumat.core.rediscache.RedisCache"
CACHES = {
    # Shared by all processes: page cache, rate limits, search vocabulary.
    "default": {
        "BACKEND": _REDIS_CACHE if REDIS_URL else _FILE_CACHE,
        "LOCATION": REDIS_URL or str(DATA_DIR / "cache"),
        "OPTIONS": {} if REDIS_URL else {"MAX_ENTRIES": 20000},
    },
}

TASKS = {
    "default": (
        {"BACKEND": "django_tasks_rq.RQBackend"}
        if REDIS_URL
        else {"BACKEND": "django_tasks_db.DatabaseBackend"}
    )
}
if REDIS_URL:
    INSTALLED_APPS += ["django_tasks_rq", "django_rq"]
    RQ_QUEUES = {"default": {"URL": REDIS_URL}}

STORAGES = {
    # Never under a web root: `core.uploads` serves files after asking who may have them.
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR / "uploads"), "base_url": "/berkas-internal/"},
    },
    "staticfiles": {"BACKEND": "maklumat.core.static.StaticStorage"},
}
MEDIA_ROOT = str(DATA_DIR / "uploads")
# Files that are still on their way, all together.
UPLOAD_ROOM_MB = env.int("UPLOAD_ROOM_MB", default=2048)
STATIC_URL = "/static/"
STATIC_ROOT = str(DATA_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "maklumat" / "static", DATA_DIR / "fonts"]
WHITENOISE_MAX_AGE = 60 * 60

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

FORMS_URLFIELD_ASSUME_HTTPS = True  # as Django 6 will: "dukcapil.go.id" is taken for https

# Forms that anybody may send ask the browser for a proof of work (ALTCHA), made and checked here.
ALTCHA = env.bool("ALTCHA", default=True)

# --- Language and time ------------------------------------------------------------------------

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "maklumat" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Jakarta")

# --- People -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "maklumat.agencies.permissions.RoleBackend",  # first: it decides alone, and asks no table
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/petugas/"
REQUIRE_MFA = env.bool("REQUIRE_MFA", default=True)  # for roles in the whole government

ACCOUNT_ADAPTER = "maklumat.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "maklumat.accounts.forms.SignInForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # the adapter keeps sign-up closed
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation has proved the address
ACCOUNT_EMAIL_NOTIFICATIONS = True  # tell people when their password or second factor changes
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True  # for SESSION_COOKIE_AGE, half a day

MFA_ADAPTER = "maklumat.accounts.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Maklumat"
MFA_TOTP_TOLERANCE = 1  # clocks of old phones
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# The government's own sign-on, for people who were invited. Its callback address is
# /akun/oidc/pemerintah/login/callback/
OIDC_ISSUER = env.str("OIDC_ISSUER", default="")
SOCIALACCOUNT_ADAPTER = "maklumat.accounts.adapters.SocialAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
if OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "pemerintah",
                    "name": env.str("OIDC_NAME", default="akun pemerintah"),
                    "client_id": env.str("OIDC_CLIENT_ID"),
                    "secret": env.str("OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": OIDC_ISSUER, "oauth_pkce_enabled": True},
                }
            ]
        }
    }

# --- Mail -------------------------------------------------------------------------------------

_MAIL = env.email_url("EMAIL_URL", default="smtp://localhost:25")
vars().update(_MAIL)
OUTBOX_CARRIER = _MAIL["EMAIL_BACKEND"]  # how the worker sends what the outbox holds
EMAIL_BACKEND = "maklumat.core.mailbackend.OutboxBackend"  # no request waits for a mail server
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Layanan publik <noreply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
OUTBOX_KEEP_DAYS = env.int("OUTBOX_KEEP_DAYS", default=30)
# Letters that come in: a mailbox that the worker reads, and the address that people write to.
IMAP_URL = env.str("IMAP_URL", default="")
IMAP_DELETE = env.bool("IMAP_DELETE", default=False)
REPLY_TO = env.str("REPLY_TO", default="")
# Webhooks go to the open internet only; for a receiver in the own network, or for trying.
WEBHOOK_PRIVATE_TARGETS = env.bool("WEBHOOK_PRIVATE_TARGETS", default=False)
# Longer than a mail server may take: after it, another worker offers the message again.
OUTBOX_LEASE_SECONDS = env.int("OUTBOX_LEASE_SECONDS", default=120)
OUTBOX_GATEWAYS = {  # apprise addresses with {to} for the recipient; needs the extra `gateways`
    "whatsapp": env.str("WHATSAPP_GATEWAY", default=""),
    "telegram": env.str("TELEGRAM_GATEWAY", default=""),
    "sms": env.str("SMS_GATEWAY", default=""),
}
# Browsers that agreed are told of news by their push service; `maklumat push keys` makes the key.
# Encrypts what people hand in by forms: the first key seals, all open. None: nothing is taken in.
FORM_KEYS = env.list("FORM_KEYS", default=[])
VAPID_PRIVATE_KEY = env.str("VAPID_PRIVATE_KEY", default="")
VAPID_CONTACT = env.str("VAPID_CONTACT", default="")
PUSH_SERVICES = env.list(
    "PUSH_SERVICES",
    default=[
        "https://fcm.googleapis.com",
        "https://*.push.services.mozilla.com",
        "https://*.notify.windows.com",
        "https://*.push.apple.com",
    ],
)
# The portal as an app of a store (Trusted Web Activity): whose certificate may speak for it.
ANDROID_PACKAGE = env.str("ANDROID_PACKAGE", default="")
ANDROID_CERT_SHA256 = env.list("ANDROID_CERT_SHA256", default=[])
# Reads pages aloud at a kiosk: text on its standard input, WAV on its output. Absent or "": no button.
SPEECH_COMMAND = env.str(
    "SPEECH_COMMAND", default="espeak-ng -v {language} -s 150 --stdin --stdout"
)
# Shown to people who want to go on there; \n breaks the line.
OMBUDSMAN_CONTACT = env.str("OMBUDSMAN_CONTACT", default="", multiline=True)

# --- Wagtail ----------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Maklumat"
WAGTAILADMIN_LOGIN_URL = "/petugas/login/"  # our door, which knows people without a role
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # all of this happens at /akun/
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False  # only those whose role asks them to act
WAGTAIL_USER_TIME_ZONES = sorted({"Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", TIME_ZONE})
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_FINISH_WORKFLOW_ACTION = "maklumat.catalogue.finish.publish_approved"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILIMAGES_IMAGE_MODEL = "pages.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "maklumat.pages.upload_forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_DOCUMENT_MODEL = "pages.Paper"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "maklumat.pages.upload_forms.PaperForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "jpg", "jpeg", "png", "webp"]
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "modelsearch.backends.database", "SEARCH_CONFIG": "simple"}
}

# --- Logs: one JSON line an event, without personal data --------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "maklumat.core.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.server": {"handlers": [], "propagate": False},
        # Our own line a request tells the status; these would repeat it, and name the path.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "fontTools": {"level": "WARNING"},
        "PIL": {"level": "WARNING"},  # lower, it writes out what a photo says of its maker
    },
}
