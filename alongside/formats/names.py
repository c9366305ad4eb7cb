"""What the readers call a thing that has no name in its file: a name that never changes, and its words."""

from __future__ import annotations

import re

from alongside.wording import gettext as _
from alongside.wording import gettext_noop as N_

NO_SUBJECT = N_("(no subject)")
"""The subject of a lesson that has none."""
_COLUMN = re.compile(r"Column (\d+)")


def column(number: int) -> str:
    """The heading of a column that has none, counted from 1."""
    return f"Column {number}"


def in_words(name: str) -> str:
    """Such a name in the reader's language; any other as it is.

    What a person says of a heading or a subject is kept by its name, for files yet to come and for readers of other
    languages, so that the name itself is never translated.
    """
    if name == NO_SUBJECT:
        return _("(no subject)")
    if found := _COLUMN.fullmatch(name):
        return _("Column {number}").format(number=found[1])
    return name
