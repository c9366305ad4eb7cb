"""What every test may ask for."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of sample problems and real files beside the project; without it the test is skipped."""
    if not (SHARED / "problems").is_dir():
        pytest.skip("The folder ../shared with sample problems and real files is not here.")
    return SHARED
