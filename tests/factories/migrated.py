"""An empty database, migrated once and kept as a file: migrating takes longer than many tests together."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent.parent
KEPT = ROOT / ".run" / "migrated"


def migrated() -> Path:
    """An SQLite file in which every migration has run; copy it, and write nothing into it.

    It is made by the house's own `migrate`, and anew when a migration, the settings or a dependency is another. Of two
    workers that both find none, each makes one, and the later takes the place of the first.
    """
    made_from = [ROOT / "requirements.lock", ROOT / "alongside/config/settings.py"]
    made_from += sorted(ROOT.glob("alongside/*/migrations/*.py"))
    seen = hashlib.sha256()
    for path in made_from:
        seen.update(path.name.encode() + path.read_bytes())
    kept = KEPT / f"{seen.hexdigest()[:16]}.sqlite3"
    if not kept.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=KEPT) as folder:
            made = Path(folder) / kept.name
            place = {"ALONGSIDE_DB": "sqlite", "ALONGSIDE_SQLITE": str(made), "ALONGSIDE_VAR": folder}
            command = [sys.executable, "-m", "alongside", "migrate", "-v0"]
            subprocess.run(command, cwd=ROOT, env=os.environ | place, check=True)
            made.replace(kept)
    return kept
