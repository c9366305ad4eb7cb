"""The house's voice for its pure rooms: Django's translations, numbers and days, for whoever reads just now."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.utils import translation
from django.utils.formats import date_format, number_format


class HouseVoice:
    """Speaks the language that is active in the thread, as every template does."""

    def gettext(self, message: str) -> str:
        return _text(translation.get_language(), message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return translation.ngettext(singular, plural, n)

    def pgettext(self, context: str, message: str) -> str:
        return translation.pgettext(context, message)

    def number(self, value: float, places: int) -> str:
        # Django cuts off what it does not show; rounded first, 1.96 is 2.0.
        return number_format(Decimal(f"{value:.{places}f}"), decimal_pos=places, force_grouping=True)

    def day(self, on: date) -> str:
        return _day(translation.get_language(), on)


# A file of a whole district has fifty thousand odd rows: a sentence or a day is looked up once for each language.
@lru_cache(maxsize=4096)
def _text(_language: str | None, message: str) -> str:
    return translation.gettext(message)


@lru_cache(maxsize=4096)
def _day(_language: str | None, on: date) -> str:
    return date_format(on, "DATE_FORMAT")
