"""Make the tables, load the matter and the demonstration's people, gather the static files: one process."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Bring the database to today's shape; return the exit status. Safe to repeat."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.path[0] = str(ROOT)
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import OperationalError, connection

    django.setup()
    try:
        connection.ensure_connection()
    except OperationalError as error:
        print(f"The database named by DATABASE_URL does not answer: {error}")
        return 1
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_demo")
    call_command("collectstatic", interactive=False, verbosity=0)
    # The launcher shows this line; it runs outside the environment and cannot read the settings.
    print(f"sign in as {settings.DEMO_ATTORNEY}, password {settings.DEMO_PASSWORD}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
