"""The settings of a house that also speaks the invented languages; their folder is ALONGSIDE_PSEUDO."""

import os

from tests.journeys.settings import *  # noqa: F403
from tests.journeys.settings import FORMAT_MODULE_PATH, LANGUAGES, LOCALE_PATHS
from tests.pseudo.languages import ACCENTED, MIRRORED

LANGUAGES = [*LANGUAGES, (ACCENTED, "Åççéñţš"), (MIRRORED, "Ŕîĝĥţ ţö ļéƒţ")]
LOCALE_PATHS = [os.environ["ALONGSIDE_PSEUDO"], *LOCALE_PATHS]
FORMAT_MODULE_PATH = ["tests.pseudo.formats", *FORMAT_MODULE_PATH]
