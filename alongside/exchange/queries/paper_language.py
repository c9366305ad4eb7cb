"""In which language a paper is printed."""

from __future__ import annotations

from django.utils.translation import get_language


def language_tag() -> str:
    """The language of the page as a tag, such as en-GB or zh-Hans."""
    language, _dash, region = (get_language() or "en").partition("-")
    return f"{language}-{region.upper() if len(region) == 2 else region.title()}".rstrip("-")
