"""Elements of SVG as text, with everything that comes from outside escaped."""

from collections.abc import Iterable
from html import escape


def element(name: str, inside: str | Iterable[str] = "", /, **attributes: object) -> str:
    """One element; `_` in an attribute's name is `-`, None leaves it out, and `inside` is SVG already."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_plain(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    body = inside if isinstance(inside, str) else "".join(inside)
    return f"<{name}{written}>{body}</{name}>" if body else f"<{name}{written}/>"


def text(words: str, x: float, y: float, *, fill: str, size: float, **attributes: object) -> str:
    """Words at a place."""
    return element("text", escape(words), x=x, y=y, fill=fill, font_size=size, **attributes)


def path(points: Iterable[tuple[float, float]], *, closed: bool = False) -> str:
    """The `d` of a line through points."""
    return "M" + "L".join(f"{_plain(x)} {_plain(y)}" for x, y in points) + ("Z" if closed else "")


def picture(
    inside: Iterable[str], *, width: float, height: float, title: str, description: str, letters: str
) -> str:
    """The whole picture with its name and its description for those who do not see it; unnamed, it is decoration."""
    said = [element("title", escape(title)), element("desc", escape(description))] if title else []
    return element(
        "svg",
        [*said, *inside],
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_plain(width)} {_plain(height)}",
        width=None,
        role="img" if title else None,
        aria_hidden=None if title else "true",
        font_family=letters,
    )


def _plain(value: object) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
