"""Writes the pages of docs that the code itself can say; a house test holds them to it.

`python -m alongside.config.generated` writes them anew.
"""

from __future__ import annotations

import inspect
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import django
from django.conf import settings

from alongside.config import licences, measures

FOLDER = Path(__file__).resolve().parent.parent.parent / "docs" / "generated"
NOTE = "<!-- Written by `python -m alongside.config.generated`; change the code, not this page. -->"

#: Pages that ask nobody to sign in, each with the reason.
OPEN_PAGES = {
    "public:door": "the front door: what this is for strangers, the way in for everybody else",
    "public:feed": "a calendar program cannot sign in; the secret in the address opens one person's week",
    "public:invitation": "who is invited has no account yet; the secret in the address lets one guardian in, once",
    "shared:theme": "keeps light or dark in a cookie and shows nothing",
    "shared:language": "keeps the language in a cookie, and with whoever is signed in, and shows nothing",
    "board:openapi-json": "how the board speaks to the server, and nothing of anybody",
    "board:api-root": "an address that other addresses begin with; it answers 404",
    "sync:worker": "a script without data, which a browser fetches whoever has signed in",
    "sync:manifest": "the name and picture of an app, and nothing of anybody",
    "capture:openapi-json": "how the capture page speaks to the server, and nothing of anybody",
    "capture:api-root": "an address that other addresses begin with; it answers 404",
    "shared:kit": "the parts that pages are made of, with no data",
}


def render() -> dict[str, str]:
    """Each generated page by its file name."""
    return {
        "rooms.md": rooms(),
        "states.md": states(),
        "pages.md": pages(),
        "privacy.md": privacy(),
        "../guide/measures.md": measures.page(),
        "../licences.md": licences.page(),
    }


def _page(title: str, says: str, *lines: str) -> str:
    return "\n".join([f"# {title}", "", NOTE, "", says, "", *lines, ""])


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (head, tuple("---" for _cell in head), *rows)]


def rooms() -> str:
    """The rooms in their order, from the import contract, each with what its own first paragraph says."""
    contracts = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers: list[str] = contracts["contracts"][0]["layers"]
    rows = []
    for layer in layers:
        beside = " (side by side)" if "|" in layer else ""
        for room in (name.strip("() ") for name in layer.split("|")):
            if not (settings.BASE_DIR / "alongside" / room).is_dir():  # The order may name a room to come.
                continue
            rows.append((f"`{room}`{beside}", _first_paragraph(import_module(f"alongside.{room}").__doc__)))
            rows += [(f"↳ `{room}/{name}`", says) for name, says in _portals() if room == "portals"]
    kept = [f"- {contract['name']}." for contract in contracts["contracts"]]
    return _page(
        "The rooms",
        "A room uses the rooms beneath it, never one above or beside it.",
        *_table(("room", "what it is"), rows),
        "",
        "What `lint-imports` holds:",
        "",
        *kept,
    )


def _portals() -> list[tuple[str, str]]:
    folder = settings.BASE_DIR / "alongside" / "portals"
    return [
        (path.parent.name, _first_paragraph(import_module(f"alongside.portals.{path.parent.name}").__doc__))
        for path in sorted(folder.glob("*/__init__.py"))
    ]


def _first_paragraph(docstring: str | None) -> str:
    return " ".join(inspect.cleandoc(docstring or "").split("\n\n")[0].split())


def states() -> str:
    """A diagram of each table of states."""
    from alongside.capture.choices import NOTE_TRANSITIONS
    from alongside.exchange.choices import IMPORT_TRANSITIONS
    from alongside.plans.choices import PLAN_TRANSITIONS
    from alongside.scheduling.choices import BUILD_TRANSITIONS, TIMETABLE_TRANSITIONS

    tables: list[tuple[str, Mapping[Any, set[Any]]]] = [
        ("A build", BUILD_TRANSITIONS),
        ("A timetable", TIMETABLE_TRANSITIONS),
        ("An import", IMPORT_TRANSITIONS),
        ("A version of a plan", PLAN_TRANSITIONS),
        ("A note", NOTE_TRANSITIONS),
    ]
    lines = [line for title, table in tables for line in (f"## {title}", "", *diagram(table), "")]
    return _page("States", "What may follow what; every action asks these tables.", *lines[:-1])


def diagram(table: Mapping[Any, set[Any]]) -> list[str]:
    """One table of states as a Mermaid diagram; the first state of the enumeration is where it begins."""
    order = list(table)
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {order[0].value}"]
    for state in order:
        lines.append(f"    {state.value}: {state.label}")
        lines += [f"    {state.value} --> {after.value}" for after in order if after in table[state]]
        if not table[state]:
            lines.append(f"    {state.value} --> [*]")
    return [*lines, "```"]


class Page(NamedTuple):
    """One address: who gets to it by role (empty: everybody signed in), or None with the reason if it is open."""

    address: str
    name: str
    roles: tuple[str, ...] | None
    reason: str = ""


def all_pages(patterns: list[Any] | None = None) -> Iterator[Page]:
    """Every address that this project answers; raises `LookupError` at one that nobody guards."""
    from django.urls import get_resolver

    for prefix, namespace, pattern in _leaves(get_resolver().url_patterns if patterns is None else patterns):
        address = "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", prefix)
        name = ":".join([*namespace, pattern.name or ""])
        yield from _guarded(address, name, pattern.callback)


def _leaves(
    patterns: list[Any], prefix: str = "", namespace: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...], Any]]:
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            spaces = (*namespace, pattern.namespace) if pattern.namespace else namespace
            yield from _leaves(pattern.url_patterns, here, spaces)
        else:
            yield here, namespace, pattern


def _guarded(address: str, name: str, view: Callable[..., Any]) -> Iterator[Page]:
    if name in OPEN_PAGES:
        yield Page(address, name, None, OPEN_PAGES[name])
    elif hasattr(view, "roles"):
        yield Page(address, name, tuple(str(role) for role in view.roles))
    elif operations := _operations(view):
        for operation in operations:
            roles = {str(role) for auth in operation.auth_callbacks for role in getattr(auth, "roles", ())}
            if not roles:
                raise LookupError(f"{address} is a route without auth=, or its auth names no roles")
            yield Page(f"{address} ({', '.join(operation.methods)})", name, tuple(sorted(roles)))
    elif not view.__module__.startswith(("allauth.", "ninja.")):
        raise LookupError(f"{address} is guarded by nobody: put for_roles above its view, or give the reason")


def _operations(view: Callable[..., Any]) -> list[Any]:
    """The routes of django-ninja behind one address, if it is such a one."""
    path = getattr(view, "__self__", None) or next(
        (cell.cell_contents for cell in getattr(view, "__closure__", None) or ()), None
    )
    return list(getattr(path, "operations", []))


def pages() -> str:
    """Who gets to which page."""
    from alongside.people.choices import Role

    roles = [role.value for role in Role]
    rows = []
    for page in all_pages():
        if page.roles is None:
            cells = ["open"] * len(roles)
        else:
            cells = ["yes" if not page.roles or role in page.roles else "" for role in roles]
        rows.append((f"`{page.address}`", *cells, page.reason))
    return _page(
        "Pages by role",
        "Everybody else is asked to sign in, or is answered as if there were no such page. What a page then shows"
        " is decided by the queries, by relation. Sign-in, sign-out and passwords (`/account/`) are django-allauth's.",
        *_table(("address", *roles, "why open"), rows),
    )


def privacy() -> str:
    """What personal data each table holds and when it goes, from the docstrings of the models."""
    from django.apps import apps

    lines = []
    for app in apps.get_app_configs():
        if not app.name.startswith("alongside."):
            continue
        rows = []
        for model in app.get_models():
            kind, says = what_is_held(model.__doc__)
            rows.append((model.__name__, "yes" if kind == "pii" else "no", says))
        if rows:
            lines += [
                f"## {app.label}",
                "",
                *_table(("table", "personal data", "what, and when it goes"), rows),
                "",
            ]
    return _page("Privacy register", "Every table, what it knows of people, and when that goes.", *lines[:-1])


def what_is_held(docstring: str | None) -> tuple[str, str]:
    """What a model's docstring says under `.. pii:` or `.. no_pii:`; raises `LookupError` where it says neither."""
    text = inspect.cleandoc(docstring or "")
    said = re.search(r"^\.\. (pii|no_pii): (.+?)(?=\n\n|\Z)", text, re.MULTILINE | re.DOTALL)
    if not said:
        raise LookupError("a model says `.. pii:` or `.. no_pii:`, what it holds and when that goes")
    return said[1], " ".join(said[2].split())


def main() -> None:
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    django.setup()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in render().items():
        (FOLDER / name).write_text(content)


if __name__ == "__main__":
    main()
