"""An invented language, by which one sees what is said in a reader's language and what is not."""

from __future__ import annotations

from datetime import date

from alongside.wording import English


class Wrapping(English):
    """A language in which every text is English between «», and which remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return f"«{message}»"

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        self.asked.add(plural)
        return f"«{super().ngettext(singular, plural, n)}»"

    def number(self, value: float, places: int) -> str:
        return super().number(value, places).replace(".", ",")

    def day(self, on: date) -> str:
        return f"{on.day}. {on.month}."
