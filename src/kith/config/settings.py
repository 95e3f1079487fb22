"""Every setting, read from the environment once; .env.example explains each."""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF

from kith.domain import limits

env = environ.Env()
PROJECT = Path(__file__).resolve().parents[3]
KITH_HOME = Path(env("KITH_HOME", default=str(PROJECT / "var")))
if (KITH_HOME / "kith.env").is_file():
    env.read_env(str(KITH_HOME / "kith.env"))

KITH_DEMO = env.bool("KITH_DEMO", default=False)
DEBUG = env.bool("KITH_DEBUG", default=False)
SECRET_KEY = env("KITH_SECRET_KEY")
KITH_KEY_FILE = env("KITH_KEY_FILE", default=str(KITH_HOME / "keys.json"))
KITH_STORE = env("KITH_STORE", default=str(KITH_HOME / "store"))
KITH_OUTBOX_FOLDER = env("KITH_OUTBOX_FOLDER", default=str(KITH_HOME / "outbox"))
# How things leave: each way by a carrier, or as files in the folder above (the default).
KITH_CARRIER_FOR = "kith.config.carriers.carrier_for"
KITH_CARRIERS = {
    "letter": env("KITH_CARRIER_LETTER", default="folder"),
    "email": env("KITH_CARRIER_EMAIL", default="folder"),
    "sms": env("KITH_CARRIER_SMS", default="folder"),
}
KITH_NOTIFY_URL = env("KITH_NOTIFY_URL", default="https://api.notifications.service.gov.uk")
KITH_NOTIFY_KEY = env("KITH_NOTIFY_KEY", default="")
KITH_NOTIFY_TEMPLATES = {
    "letter": env("KITH_NOTIFY_TEMPLATE_LETTER", default=""),
    "email": env("KITH_NOTIFY_TEMPLATE_EMAIL", default=""),
    "sms": env("KITH_NOTIFY_TEMPLATE_SMS", default=""),
}
KITH_SMTP: dict[str, Any] = {
    "host": env("KITH_SMTP_HOST", default=""),
    "port": env.int("KITH_SMTP_PORT", default=587),
    "sender": env("KITH_SMTP_FROM", default=""),
    "user": env("KITH_SMTP_USER", default=""),
    "password": env("KITH_SMTP_PASSWORD", default=""),
    "security": env("KITH_SMTP_SECURITY", default="starttls"),
}
ALLOWED_HOSTS = env.list("KITH_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("KITH_ORIGINS", default=[])
KITH_HTTPS = env.bool("KITH_HTTPS", default=False)

INSTALLED_APPS = [
    "kith.ui",
    "kith.audit",
    "kith.access",
    "kith.returns",
    "kith.children",
    "kith.records",
    "kith.outbox",
    "kith.people",
    "kith.safety",
    "kith.network",
    "kith.referrals",
    "kith.finding",
    "kith.plans",
    "kith.programme",
    "kith.casework",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
]
if KITH_DEMO:
    INSTALLED_APPS.append("kith.demo")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "kith.config.middleware.headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Closed unless its view says `login_not_required`. The views that are closed say `login_required` as well, so that
    # neither this line nor one forgotten decorator opens a page by itself (tests/contracts/test_addresses.py).
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "kith.config.middleware.time_out",
    "kith.config.pace.keep_pace",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kith.config.sign_in.second_factor",
    "kith.config.hand_back.keep_closed",
    "kith.config.middleware.door",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "kith.config.urls"
WSGI_APPLICATION = "kith.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kith.ui.context.page",
                "kith.config.navigation.navigation",
            ],
        },
    }
]
FORM_RENDERER = "kith.ui.renderer.KithRenderer"

# The database: an embedded SQLite file, or DATABASE_URL=postgresql://...
DATABASES: dict[str, Any] = {"default": env.db("DATABASE_URL", default=f"sqlite:///{KITH_HOME / 'kith.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; "
            "PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=27103364; PRAGMA cache_size=2000; "
            "PRAGMA busy_timeout=20000;"
        ),
    }

# What several processes count together (tries to sign in, messages from the public page): a table of the same database,
# so that no other service is needed. Its keys are digests: no address of a person or a machine is kept in the clear.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kith_shared",
        "KEY_FUNCTION": "kith.config.shared.key",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# Signing in
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "kith.config.sign_in.Backend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "display_name")},
    },
]
LOGIN_URL = "demo:who" if KITH_DEMO else "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "kith.config.sign_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
# A whole council may sit behind one address, so an address is slowed down, and an account is locked (by django-axes).
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "60/15m/ip"}
KITH_SECOND_FACTOR = env.bool("KITH_SECOND_FACTOR", default=not KITH_DEMO)
PASSWORD_RESET_TIMEOUT = limits.number("password_link_days") * 24 * 3600
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Kith"
# An administrator brings in the addresses; nothing is sent to verify them, so asking for that would lock everybody out.
MFA_ALLOW_UNVERIFIED_EMAIL = True
AXES_FAILURE_LIMIT = limits.number("sign_in_failures")
AXES_COOLOFF_TIME = limits.number("locked_minutes") / 60  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # the account is locked whatever the address, so changing it helps nobody
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "kith.config.sign_in.name_tried"
AXES_LOCKOUT_CALLABLE = "kith.config.hand_back.locked_out"
AXES_VERBOSE = False
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_SENSITIVE_PARAMETERS = ["login", "username", "email", "ip_address"]

# Sessions: idle and absolute limits are kept by middleware.time_out
SESSION_IDLE_MINUTES = limits.number("session_idle_minutes")
SESSION_TOGETHER_MINUTES = limits.number("session_together_minutes")
SESSION_ABSOLUTE_HOURS = limits.number("session_absolute_hours")
# How many pages one person may ask for in a minute, and how long a device on which they signed in is known.
KITH_PAGES_A_MINUTE = limits.number("pages_a_minute")
KITH_DEVICE_DAYS = limits.number("device_days")
KITH_DEVICE_COOKIE = "device"
# A form sent after its session had ended waits so long for its writer to sign in again (docs/adr/0022).
UNSENT_MINUTES = limits.number("unsent_minutes")
# What a page says after a step may hold a name: it stays on our side, never in a cookie on the device.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "kith.config.unsent.not_taken"
if KITH_HTTPS:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    KITH_DEVICE_COOKIE = "__Host-device"
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Browser rules
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
# Other origins learn nothing. Under "no-referrer" a browser sends each form with `Origin: null`, which is refused
# as forged (docs/adr/0011).
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

STATIC_URL = "static/"
STATIC_ROOT = KITH_HOME / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": KITH_STORE}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# The doors
ACTION_CHECKS = [
    "kith.referrals.queries.agreement_is_given",
    "kith.referrals.queries.nothing_is_stopped",
    "kith.safety.queries.nothing_blocks",
    "kith.safety.queries.first_letters_are_checked",
    "kith.safety.queries.location_stays",
    "kith.safety.queries.care_is_taken",
    "kith.safety.queries.who_said_no_stays",
    "kith.people.queries.sealed_people_stay",
    "kith.finding.queries.it_is_still_sure",
]
# Called inside the transaction of every stop, pause and withdrawn agreement, as f(actor, child=, halt=, at=):
# each holds what its own app was about to let out.
STOP_HOOKS = [
    "kith.outbox.actions.freeze_items",
    "kith.finding.actions.freeze_finding",
    "kith.plans.actions.freeze_promises",
]

# Known sealed values in free text (SAFEGUARDING 2). What somebody wrote in any action is looked at by each of these, as
# f(said), inside the action's transaction: none may answer otherwise for one text than for another.
WORDS_LOOKED_AT = ["kith.safety.actions.look_at_words"]
# The same of every name that somebody looks for among the people around a child, as f(actor, child, text).
NAMES_LOOKED_FOR = ["kith.safety.actions.look_at_typed"]
# How each reader sees sealed words, as f(actor) -> f(words, row) -> words.
KITH_WORDS_SHOWN_TO = "kith.people.queries.get_words_shown_to"
# What looks at every opening of a child's record, as f(actor, child_id, at) -> whether it is closed to them by that, in
# its unit of work (abuse case B7).
KITH_WHEN_OPENED = "kith.safety.actions.look_for_relatives"

# Who lives with whom, or knows them, around a child, as f(child_id, day) -> {person_id: {person_id, ...}}, in a fixed
# number of questions to the database: the apps that know it name their functions. One way is enough.
KITH_WHO_KNOWS: list[str] = [
    "kith.network.queries.who_is_near",
]
# The same of those alone who live together on that day.
KITH_WHO_LIVES_TOGETHER: list[str] = [
    "kith.network.queries.who_lives_together",
]
# Everybody who lives with one of some people, around whichever child, as f(people, day) -> {person_id, ...}.
KITH_WHO_SHARES_A_HOME: list[str] = ["kith.network.queries.who_shares_a_home"]
# Everything that says where a child lives, as f(actor, child_id, day) -> [(kind of way, value)]: whoever asks.
KITH_WHERE_A_CHILD_LIVES: list[str] = [
    "kith.children.queries.records.list_where_a_child_lives",
    "kith.network.queries.list_where_a_child_lives",
]
# Who is being looked for and is not yet sure to be the right person, as f(child_id) -> the child's names for them.
KITH_LOOKED_FOR: list[str] = ["kith.finding.queries.list_not_sure_yet"]
# What was done about each thing a child asked for, as f(actor, child_id, day) -> {ask_id: [sentence, ...]}, in the
# order in which it happens.
KITH_DONE_ABOUT_ASKS: list[str] = [
    "kith.finding.queries.asked.list_done_about",
    "kith.plans.queries.list_promised_for",
]
# Everything promised to a child, as f(actor, child_id, day) -> [kith.finding.queries.asked.Promised, ...].
KITH_PROMISED = "kith.plans.queries.list_promised"
# Called once what was found of a person is purged, as f(actor, service=, beside=, at=) with the ids of their
# connections, in the same transaction: each takes out what its own app keeps of their words.
PURGE_HOOKS: list[str] = ["kith.plans.actions.forget_promises"]
# Asked before two rows are taken for one person, as f(actor, kept=, other=, at=): each may raise gate.ActionBlocked, or
# hold what is under way.
MERGE_CHECKS: list[str] = [
    "kith.safety.queries.flags_want_a_manager",
    "kith.safety.actions.hold_what_is_under_way",
]

# Called once somebody comes to stand elsewhere for a child, as f(actor, connection=, stands=, at=), in the same
# transaction.
STANDING_HOOKS: list[str] = ["kith.safety.actions.stands_elsewhere"]
# Called once a birth, or that somebody is under 18, is written down or taken back, or two are taken for one person, as
# f(actor, connection=, at=), in the same transaction.
KNOWN_HOOKS: list[str] = ["kith.safety.actions.hold_who_is_under_18"]
# Called once two people who must not meet are written down, as f(actor, apart=, at=), in the same transaction.
APART_HOOKS: list[str] = ["kith.finding.actions.keep_apart"]

# How far apart two postcodes are; None where the postcode data is not installed.
KITH_DISTANCES = "kith.config.postcodes.distances"
# The most that one upload may hold, in megabytes.
KITH_UPLOAD_MB = env.int("KITH_UPLOAD_MB", default=25)
# ClamAV's daemon, as host:port or the path of its socket. Where it is set, no photo or scan is seen before it has been
# looked through; a scanner that does not answer leaves them held. Empty: none.
KITH_SCANNER = env("KITH_SCANNER", default="")
# A model that adds names to those the rules find in notes: see docs/how-to/add-a-name-model.md.
KITH_NAME_MODEL = env("KITH_NAME_MODEL", default="")

# Logs: ids and codes only. SQL parameters, request bodies and messages of exceptions are never logged.
LOG_LEVEL = env("KITH_LOG_LEVEL", default="WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "class": "logging.Formatter" if DEBUG else "kith.config.logs.WithoutWords",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    # The job worker sets its own loggers to tell of every job: what is written is decided where it is written.
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "level": LOG_LEVEL}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django.db.backends": {"level": "WARNING", "handlers": [], "propagate": False},
        "django.request": {"level": "ERROR"},
    },
}
