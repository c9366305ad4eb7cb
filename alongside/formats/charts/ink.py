"""The colours of a chart: the page's own, which follow its light, or fixed ones for paper."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ink:
    """What each part of a chart is drawn with."""

    text: str
    quiet: str
    line: str
    main: str
    soft: str
    paper: str
    place: str
    adult: str
    letters: str


#: A page's theme says the colours; `var()` in an attribute keeps the content security policy strict.
PAGE = Ink(
    text="var(--color-base-content)",
    quiet="var(--muted)",
    line="var(--line)",
    main="var(--color-primary)",
    soft="var(--primary-soft)",
    paper="var(--color-base-100)",
    place="var(--beh)",
    adult="var(--slt-edge)",
    letters="inherit",
)

PAPER = Ink(
    text="#16232b",
    quiet="#4b565d",
    line="#dcd8d0",
    main="#005a55",
    soft="#cbece9",
    paper="#ffffff",
    place="#5c1650",
    adult="#3f6fb0",
    letters="Atkinson Hyperlegible Next",
)
