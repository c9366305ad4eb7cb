"""The drawings of the icons: Lucide's, written to one file when the front end is built."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import cast

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@cache
def drawings() -> dict[str, str]:
    """Every icon's name with the markup inside its `<svg viewBox="0 0 24 24">`, drawn in strokes.

    Raises `ImproperlyConfigured` where the front end has not been built.
    """
    file = Path(settings.FRONTEND_DIR) / "dist" / "icons.json"
    if not file.exists():
        raise ImproperlyConfigured("The front end is not built yet. Run `npm run build` in frontend/.")
    return cast("dict[str, str]", json.loads(file.read_text()))
