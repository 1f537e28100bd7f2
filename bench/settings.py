"""The site's settings in demo mode, with the peer's addresses and template beside the site's own."""

import copy
import tempfile
from pathlib import Path

from tests import settings as portal  # sets the environment that config.settings reads

from config import settings as site  # isort: skip

globals().update({name: value for name, value in vars(portal).items() if name.isupper()})
EXPOSURE_ROOT = Path(tempfile.gettempdir()) / "no-lists-here"
ROOT_URLCONF = "bench.bare"
TEMPLATES = copy.deepcopy(site.TEMPLATES)
TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
