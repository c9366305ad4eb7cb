"""Which way a text runs, and how it keeps its own way on a sheet that runs the other one (Unicode's annex 9)."""

import unicodedata
from collections.abc import Mapping
from typing import Any

#: Languages that are written from right to left. Punjabi is not among them: its families here write Gurmukhi.
_LANGUAGES = frozenset({"ar", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
#: What a template chooses by, and drawings: never words.
_NO_WORDS = frozenset({"svg", "language", "region", "layout", "is", "mark", "kind", "boxes", "id"})

_BEGIN, _END = "\u2068", "\u2069"
_OPENING = frozenset({"LRI", "RLI", "FSI"})


def is_rtl_language(tag: str) -> bool:
    """Whether a sheet in this language, such as ``ar`` or ``en-GB``, runs from right to left."""
    return tag.partition("-")[0].lower() in _LANGUAGES


def is_rtl(text: str) -> bool:
    """Whether a text's first letter with a direction is one that is read from right to left.

    What is `isolated` in it, such as the name at its beginning, does not count.
    """
    depth = 0
    for sign in text:
        way = unicodedata.bidirectional(sign)
        depth = depth + 1 if way in _OPENING else max(0, depth - 1) if way == "PDI" else depth
        if depth == 0 and way in {"L", "R", "AL"}:
            return way != "L"
    return False


def has_rtl(text: str) -> bool:
    """Whether any letter of a text is read from right to left."""
    return any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in text)


def isolated(text: str) -> str:
    """The text in signs that nobody sees, so that it neither turns its neighbours round nor is turned by them."""
    return f"{_BEGIN}{text}{_END}"


def standing_apart(name: str) -> str:
    """A name for a sentence: isolated if it is read from right to left, so that the sentence keeps its own way."""
    return isolated(name) if has_rtl(name) else name


def keeping_ways(data: Any) -> Any:
    """The same data, in which every text with a letter is isolated if any text in it runs from right to left.

    Numbers and times alone are left as they are: they follow the sheet, so that a span begins where the reader does.
    """
    return _isolating(data) if _any_rtl(data) else data


def _any_rtl(data: Any) -> bool:
    if isinstance(data, str):
        return has_rtl(data)
    if isinstance(data, Mapping):
        return any(_any_rtl(value) for name, value in data.items() if not _is_no_word(name, value))
    return any(map(_any_rtl, data)) if isinstance(data, (list, tuple)) else False


def _isolating(data: Any) -> Any:
    if isinstance(data, str):
        return isolated(data) if any(map(_has_a_way, data)) else data
    if isinstance(data, Mapping):
        return {
            name: value if _is_no_word(name, value) else _isolating(value) for name, value in data.items()
        }
    return [_isolating(each) for each in data] if isinstance(data, (list, tuple)) else data


def _is_no_word(name: str, value: Any) -> bool:
    return name in _NO_WORDS and isinstance(value, str)


def _has_a_way(sign: str) -> bool:
    return unicodedata.bidirectional(sign) in {"L", "R", "AL"}
