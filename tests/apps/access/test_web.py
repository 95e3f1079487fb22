"""The pages are served with the same options by `kith serve` and in the journeys; behind https more is asked."""

import json
import os
import subprocess
import sys
from pathlib import Path

from gunicorn.config import Config

from kith.config import start, web


def test_every_option_is_one_of_the_servers_own() -> None:
    ours = {name: value for name, value in vars(web).items() if not name.startswith("_")}
    config = Config()
    for name, value in ours.items():
        config.set(name, value)
    assert {name: getattr(config, name) for name in ours} == ours
    assert len(ours) == 4


def test_the_command_takes_them_from_there() -> None:
    assert f"python:{web.__name__}" == start.WEB
    text = start.__loader__.get_source(start.__name__)  # type: ignore[union-attr]
    assert '"--config", WEB' in text
    assert "--threads" not in text
    assert "--timeout" not in text


# What a browser is told by a service behind a proxy that ends TLS, and by which names its cookies go.
BEHIND_HTTPS = """
import json
import django
django.setup()
from django.conf import settings
from django.http import HttpResponse
from django.middleware.security import SecurityMiddleware
from django.test import RequestFactory
answer = SecurityMiddleware(lambda request: HttpResponse())
safe = answer(RequestFactory().get("/", HTTP_X_FORWARDED_PROTO="https", HTTP_HOST="localhost"))
plain = answer(RequestFactory().get("/", HTTP_HOST="localhost"))
names = [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME]
locked = [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY]
print(json.dumps([names, locked, safe.headers.get("Strict-Transport-Security"), plain.status_code, plain["Location"]]))
"""


def test_behind_https_cookies_stay_with_the_host_and_browsers_with_https(tmp_path: Path) -> None:
    environment = {**os.environ, "KITH_HTTPS": "1", "KITH_HOME": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-c", BEHIND_HTTPS], env=environment, capture_output=True, text=True, check=True
    )
    names, locked, told, status, leads_to = json.loads(ran.stdout.splitlines()[-1])
    assert names == ["__Host-session", "__Host-csrf"]
    assert locked == [True, True, True]
    assert told == "max-age=31536000; includeSubDomains"
    assert (status, leads_to) == (301, "https://localhost/")
