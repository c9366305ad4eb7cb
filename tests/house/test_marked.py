"""Whatever a reader sees in a template is marked for translation, and a date is written the way its language does."""

from __future__ import annotations

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from alongside.config.formats import NAMES
from tests.house.source import ROOT, Source, sources, written

#: Files with text in English alone, each with the reason.
ENGLISH_ALONE = {
    "alongside/engine/__main__.py": "the commands solve and verify, for those who write programs",
    "alongside/engine/claims.py": "what verify says of a document that another program wrote",
    "alongside/portals/shared/templates/shared/kit.html": "shows its parts to those who write pages; demo only",
    "alongside/portals/shared/kit.py": "the same page's examples",
    "alongside/portals/shared/templates/500.html": "stands by itself when all else has failed, languages too",
    "alongside/portals/therapist/templates/therapist/plans/values_form.html": "attributes of a form, no words",
}
#: What is called so in every language.
NAMES_OF_THINGS = {"Alongside", "PDF", "CSV", "FET", "HH:MM", "OneRoster", "A4", "Letter"}
#: Attributes that a reader sees or hears.
READ_OUT = {"aria-label", "title", "placeholder", "alt", "aria-description", "data-label", "data-copied"}
#: Template tags whose words in quotes are names of things in the program.
NOT_READ = frozenset(
    [
        *(
            "load",
            "extends",
            "include",
            "url",
            "static",
            "block",
            "with",
            "if",
            "elif",
            "for",
            "ifchanged",
            "cycle",
        ),
        *("translate", "blocktranslate", "icon", "vite_asset", "vite_asset_url", "mark", "slot", "element"),
        *("comment", "querystring", "firstof", "term", "localize", "autoescape"),
    ]
)
#: Patterns of Django's `date` that are the same in every language: a time, a machine's date, a month or year alone.
PLAIN_DATES = {"H:i", "Y-m-d", "F", "Y", "c", "l", "D"}

#: What marks a string in Python, and what only says something to those who write the program.
MARKS = {
    *("_", "N_", "_lazy", "_now", "gettext", "gettext_lazy", "gettext_noop"),
    *("ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"),
}
FOR_PROGRAMMERS = {
    "ValueError",
    "TypeError",
    "LookupError",
    "RuntimeError",
    "ImproperlyConfigured",
    "TemplateSyntaxError",
    "AssertionError",
    "WrongAnswer",
}
SHOWN_BY_FORMS = {"label", "help_text", "empty_label", "placeholder"}
SENTENCE = re.compile(r"[“]?[A-Z{][^<]* [^<]*[.?!…]$", re.DOTALL)
#: Ways to mark a string that say it at once; at import no reader is known yet.
AT_ONCE = {"gettext", "ngettext", "pgettext", "npgettext"}

#: What a script says through `t` or `tn`, its comments and its imports; then what it still says.
MARKED_IN_SCRIPT = re.compile(
    r"""\b(?:t\(\s*"(?:[^"\\]|\\.)*"|tn\(\s*"(?:[^"\\]|\\.)*",\s*"(?:[^"\\]|\\.)*")|/\*.*?\*/|//[^\n]*|^import[^;]*;""",
    re.DOTALL | re.MULTILINE,
)
SAID_IN_SCRIPT = re.compile(r'"[^"\n]*"|`[^`]*`')

TOKEN = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
LONG_COMMENT = re.compile(r"\{% comment.*?%\}.*?\{% endcomment %\}", re.DOTALL)
TRANSLATED = re.compile(r"\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL)
#: A block or a default that holds classes of the design system or attributes, not words.
CLASSES = re.compile(
    r"\{%\s*block page\s*%\}.*?\{%\s*endblock\s*%\}|\|default:\"[a-z0-9 .-]*-[a-z0-9 .-]*\"", re.DOTALL
)
LITERAL = re.compile(r'(?<![\w_(:])"([^"]*)"')
SHOWN_BY_FILTER = re.compile(r'\|(?:default|default_if_none|yesno|add|join):"([^"]*)"')
LETTERS = re.compile(r"[^\W\d_]{2,}")
DATE = re.compile(r"""(?:\|date:|\|time:|date_format\([^"'()]*(?:\([^()]*\))?[^"'()]*,\s*)["']([^"']+)["']""")


class _Read(HTMLParser):
    """Gathers what a reader sees or hears of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[int, str]] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in {"script", "style"}
        self.seen += [(self.getpos()[0], said) for name, said in attrs if name in READ_OUT and said]

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.seen.append((self.getpos()[0], data))


def _is_text(said: str) -> bool:
    said = re.sub(r"&\w+;", "", said)
    for name in NAMES_OF_THINGS:
        said = re.sub(rf"\b{name}\b", "", said)
    return LETTERS.search(said) is not None


def unmarked(text: str) -> list[str]:
    """The words of a template that its reader meets in English whatever their language, each with its line."""

    def blank(found: re.Match[str]) -> str:
        return "\n" * found[0].count("\n")

    found = []
    for left_out in (LONG_COMMENT, TRANSLATED, CLASSES):
        text = left_out.sub(blank, text)
    for token in TOKEN.finditer(text):
        line = text.count("\n", 0, token.start()) + 1
        inside = token[0][2:-2].strip()
        if token[0].startswith("{{"):
            literals = SHOWN_BY_FILTER.findall(inside)
        elif token[0].startswith("{%") and inside.split()[0] not in NOT_READ:
            literals = [each for each in LITERAL.findall(inside) if " " in each or each[:1].isupper()]
        else:
            literals = []
        found += [f"{line}: {said}" for said in literals if _is_text(said)]
    page = _Read()
    page.feed(TOKEN.sub(blank, text))
    page.close()
    return found + [f"{line}: {' '.join(said.split())}" for line, said in page.seen if _is_text(said)]


def hard_coded_dates(text: str) -> list[str]:
    """The patterns of dates that would read the English way in every language, each with its line."""
    return [
        f"{text.count(chr(10), 0, each.start()) + 1}: {each[1]}"
        for each in DATE.finditer(text)
        if each[1] not in NAMES and each[1] not in PLAIN_DATES
    ]


def unmarked_sentences(source: Source) -> list[str]:
    """The sentences and labels of a Python file that a reader would meet in English, each with its place."""
    quiet: set[int] = set()
    shown: set[int] = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if called in MARKS or called in FOR_PROGRAMMERS:
                quiet |= {id(part) for part in ast.walk(node)}
            shown |= {id(word.value) for word in node.keywords if word.arg in SHOWN_BY_FORMS}
            if source.is_drawer("models"):
                quiet |= {id(word.value) for word in node.keywords if word.arg == "help_text"}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            quiet.add(id(node.value))
    return [
        f"{source.at(node)}: {said}"
        for node in ast.walk(source.tree)
        if id(node) not in quiet
        and (said := _said_by(node))
        and (SENTENCE.match(said) or id(node) in shown)
        and _is_text(said.replace("{}", ""))
    ]


def _said_by(node: ast.AST) -> str:
    """The text of a string, with {} for each value that is put into it."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_said_by(part) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return ""


def said_at_import(source: Source) -> list[str]:
    """Where a string is said while the program is read: before any reader is known, so in one language for all."""
    at_once = {
        alias.asname or alias.name
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom)
        and node.module in {"django.utils.translation", "alongside.wording"}
        for alias in node.names
        if alias.name in AT_ONCE
    }
    found: list[str] = []

    def read(node: ast.AST) -> None:
        if isinstance(node, ast.Lambda):
            return
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            parts: list[ast.AST] = [*node.decorator_list, *node.args.defaults]
            parts += [each for each in node.args.kw_defaults if each]
        else:
            parts = list(ast.iter_child_nodes(node))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in at_once:
                found.append(source.at(node))
        for part in parts:
            read(part)

    read(source.tree)
    return found


def unmarked_in_script(text: str) -> list[str]:
    """The words of a script's `words.ts` that its reader would meet in English, each with its line."""
    known = MARKED_IN_SCRIPT.sub(lambda found: "\n" * found[0].count("\n"), text)
    return [
        f"{known.count(chr(10), 0, each.start()) + 1}: {each[0]}"
        for each in SAID_IN_SCRIPT.finditer(known)
        if re.match(r"`|.[A-Z]|.* ", each[0]) and _is_text(re.sub(r"\$\{[^}]*\}", "", each[0]))
    ]


def templates() -> list[Path]:
    """Every template of the portals."""
    return sorted(path for path in (ROOT / "alongside").rglob("templates/**/*.html"))


def test_every_word_of_a_template_is_marked() -> None:
    found = []
    for path in templates():
        name = path.relative_to(ROOT).as_posix()
        if name not in ENGLISH_ALONE:
            found += [f"{name}:{each}" for each in unmarked(path.read_text())]
    assert found == []


def test_every_date_is_written_by_the_name_of_its_format() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{each}"
        for path in templates()
        for each in hard_coded_dates(path.read_text())
    ]
    found += [
        f"{source.path}:{each}" for source in sources("alongside") for each in hard_coded_dates(source.text)
    ]
    assert found == []


def test_every_sentence_and_label_in_python_is_marked() -> None:
    rooms = [
        source
        for source in sources("alongside")
        if source.room not in {"config", "demo"} and source.path not in ENGLISH_ALONE
    ]
    assert [each for source in rooms for each in unmarked_sentences(source)] == []


def test_nothing_is_said_before_its_reader_is_known() -> None:
    assert [place for source in sources("alongside") for place in said_at_import(source)] == []


@pytest.mark.parametrize(
    "text",
    [
        'from django.utils.translation import gettext as _\nFEW = _("Too few to say.")',
        'from alongside.wording import gettext\ndef rule(note=gettext("Too few.")):\n    pass',
        'from django.utils.translation import ngettext\nclass Form:\n    label = ngettext("one", "more", 2)',
    ],
)
def test_what_is_said_at_import_is_caught(text: str) -> None:
    assert len(said_at_import(written("alongside/plans/rules/few.py", text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        'from django.utils.translation import gettext_lazy as _\nFEW = _("Too few to say.")',
        'from alongside.wording import gettext as _\ndef rule():\n    return _("Too few.")',
        'from alongside.wording import gettext as _\nFEW = lambda: _("Too few.")',
    ],
)
def test_what_is_said_to_a_reader_is_let_be(text: str) -> None:
    assert said_at_import(written("alongside/plans/rules/few.py", text)) == []


@pytest.mark.parametrize(
    "line",
    [
        'raise NotNow("The hall is taken. Choose another room.")',
        'forms.CharField(label="Minutes")',
        'messages.success(request, "Kept. Everybody sees it now.")',
        'raise NotNow(f"{room} is taken on {day}. Choose another.")',
    ],
)
def test_an_unmarked_sentence_is_caught(line: str) -> None:
    assert len(unmarked_sentences(written("alongside/portals/teacher/forms.py", line))) == 1


@pytest.mark.parametrize(
    "line",
    [
        'raise NotNow(_("The hall is taken. Choose another room."))',
        'raise ValueError(f"{name} is no room. Give one.")',
        'forms.CharField(label=_("Minutes"), widget=forms.TextInput(attrs={"class": "input w-full"}))',
        'raise ValueError("A day has a name. Give it one.")',
        'def free():\n    """The rooms that are free. One at least."""',
    ],
)
def test_a_marked_sentence_is_let_be(line: str) -> None:
    assert unmarked_sentences(written("alongside/portals/teacher/forms.py", line)) == []


def test_every_word_of_the_scripts_is_marked() -> None:
    files = sorted((ROOT / "frontend" / "src").rglob("words.ts"))
    assert len(files) >= 3
    found = [
        f"{path.relative_to(ROOT)}:{each}" for path in files for each in unmarked_in_script(path.read_text())
    ]
    assert found == []


@pytest.mark.parametrize(
    "line", ['step: "Try again",', "of: (n: number) => `Level ${n}`,", 'one: "no visit here",']
)
def test_an_unmarked_word_of_a_script_is_caught(line: str) -> None:
    assert len(unmarked_in_script(line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        'step: t("Try again"),',
        'of: (n: number) => tn("{count} visit", "{count} visits", n, { n }),',
        "time: (n: number) => `${n}:${n}`,",
        '/** "Try again" */ import { t } from "../words";',
    ],
)
def test_a_marked_word_of_a_script_is_let_be(line: str) -> None:
    assert unmarked_in_script(line) == []


def test_every_exception_is_there() -> None:
    assert [name for name in ENGLISH_ALONE if not (ROOT / name).exists()] == []


@pytest.mark.parametrize(
    "text",
    [
        "<p>Good morning</p>",
        '<button aria-label="Close">x</button>',
        '<input placeholder="Name of the child">',
        '<img alt="{{ name }} at school">',
        "<p>{{ name }} is away</p>",
        '{% callout "look" "Look here" %}{% endcallout %}',
        '{{ name|default:"nobody" }}',
        "{% if here %}Here{% endif %}",
    ],
)
def test_an_unmarked_word_is_caught(text: str) -> None:
    assert len(unmarked(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        '<p>{% translate "Good morning" %}, {{ name }}</p>',
        "<p>{% blocktranslate %}{{ name }} is <b>away</b>{% endblocktranslate %}</p>",
        '<a href="/children/" class="btn btn-quiet">×</a>',
        '{% callout "look" %}{% endcallout %}',
        '{% icon "arrow-left" size=4 %}{% include "shared/page.html" with name="half" %}',
        "<script>const quiet = true;</script>{# a note #}{% comment %}A note{% endcomment %}",
        "<b>Alongside</b>&nbsp;8:30",
    ],
)
def test_a_marked_page_is_let_be(text: str) -> None:
    assert unmarked(text) == []


@pytest.mark.parametrize(
    "text", ['{{ day|date:"j F Y" }}', 'date_format(day, "l j F")', 'date_format(localtime(x.at), "j M")']
)
def test_a_hard_coded_date_is_caught(text: str) -> None:
    assert len(hard_coded_dates(text)) == 1


@pytest.mark.parametrize(
    "text", ['{{ day|date:"DATE_FORMAT" }}', '{{ at|date:"H:i" }}', 'date_format(day, "WEEKDAY_FORMAT")']
)
def test_a_named_date_is_let_be(text: str) -> None:
    assert hard_coded_dates(text) == []
