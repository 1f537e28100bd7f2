"""The site's settings in demo mode, with the peer's addresses and template beside the site's own."""

import copy
from pathlib import Path

from tests import settings as portal

globals().update({name: value for name, value in vars(portal).items() if name.isupper()})
ROOT_URLCONF = "bench.bare"
TEMPLATES = copy.deepcopy(portal.TEMPLATES)
TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
