"""Dates of an invented language: the source's with the year first, and a comma in its numbers."""

from alongside.config.formats.en_GB.formats import *  # noqa: F403

DATE_FORMAT = "Y F j"
DECIMAL_SEPARATOR = ","
