"""What must stand before the house: machine, packages, keys, processes. Standard library only.

This file is read by whatever python3 the machine has, so it keeps to words every Python understands.
"""

import sys

OLDEST = (3, 11)

if sys.version_info < OLDEST:
    sys.exit(
        "Python %d.%d or newer is needed, and this is Python %d.%d (%s).\n"  # noqa: UP031
        "Install a newer one and name it, for example: make run PYTHON=python3.12"
        % (OLDEST[0], OLDEST[1], sys.version_info[0], sys.version_info[1], sys.executable)
    )
