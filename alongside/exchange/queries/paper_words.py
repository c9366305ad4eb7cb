"""What papers say by themselves, in the language of whoever prints them."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alongside.formats.pdf.week import Words


def language_tag() -> str:
    """The language of the page as a tag, such as en-GB or zh-Hans."""
    language, _dash, region = (get_language() or "en").partition("-")
    return f"{language}-{region.upper() if len(region) == 2 else region.title()}".rstrip("-")


def week_words() -> Words:
    """The words of a printed week."""
    return Words(
        ot=_("Occupational therapy"),
        slt=_("Speech and language"),
        beh=_("Behaviour and feelings"),
        away=_("Not here"),
        task=_("Other work"),
        page=_("Page"),
        of=_("of"),
        empty=_("No visits in this week."),
        notes=_("In full"),
        letters_missing=_("A □ stands for a letter that cannot be printed here."),
    )
