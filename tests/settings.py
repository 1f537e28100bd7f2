"""The site's own settings under a test's environment, which must be set before they are read."""

import base64
import os

_KEY = base64.b64encode(b"k" * 32).decode()
for name, value in {
    "PORTAL_DEMO": "1",
    "SECRET_KEY": "a key for tests only",
    "FIELD_KEYS": f"test:{_KEY};index:{base64.b64encode(b'i' * 32).decode()}",
    "FIRM_NAME": "Example & Sample LLP",
    "FIRM_ADDRESS": "1 Example Plaza, Chicago, IL 60600",
    "FIRM_EMAIL": "intake@firm.example",
    "FIRM_PHONE": "312-555-0100",
    "CALENDAR_EMAIL": "",  # as below; those of the calendar set both
    "DUTY_EMAIL": "",
    "AUDIT_ANCHOR_EMAIL": "",  # tests count letters; those of the record set it
    "REDIS_URL": "unix:///nonexistent/broker.sock",
    "MAIL_RETRY_SECONDS": "1,1,1,1,1",
}.items():
    os.environ.setdefault(name, value)

from config import settings as portal  # noqa: E402

globals().update({name: value for name, value in vars(portal).items() if name.isupper()})
STORAGES = {
    **portal.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
portal.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
