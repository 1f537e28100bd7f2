"""Settings of the stand-in."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECRET_KEY = os.environ["SECRET_KEY"]
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = ["config", "django.contrib.staticfiles"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ROOT / "var" / "portal.sqlite3"}}
ROOT_URLCONF = "config.urls"
STATIC_URL, STATIC_ROOT = "/static/", ROOT / "var" / "static"
DEMO_ATTORNEY, DEMO_PASSWORD = "attorney@example.com", "demonstration-only"
