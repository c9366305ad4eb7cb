"""The parts that pages are made of, one tag each; the page /kit/ shows every one of them in use.

A tag that ends in a block (`{% callout %}…{% endcallout %}`) takes whatever the page puts between.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alongside.classrooms.rules import day_in_words
from alongside.people.choices import MARKS, Discipline
from alongside.portals.shared.icons import drawings
from alongside.portals.shared.languages import front_words
from alongside.schooltime.clock import clock as written_clock

register = template.Library()

SIZES = {3: "size-3", 4: "size-4", 5: "size-5", 6: "size-6", 8: "size-8"}
#: Icons that point along the line of reading, and so the other way where it runs from right to left.
ALONG = {"arrow-left", "arrow-right", "chevron-left", "chevron-right", "log-out", "redo-2", "send", "undo-2"}
LETTERS = {"ot": "O", "slt": "S", "beh": "B"}
DISCIPLINES = {short: discipline for discipline, short in MARKS.items()}
#: A state's word and icon; the colour comes from the theme's class `state-…`.
STATES = {
    "planned": (_("Planned"), "clock"),
    "now": (_("Now"), "play"),
    "held": (_("Held"), "check"),
    "due": (_("Note due"), "file-text"),
    "moved": (_("Moved"), "arrow-right"),
    "missed": (_("Missed"), "x"),
    "made-up": (_("Made up"), "undo-2"),
    "off": (_("Called off"), "minus"),
}
#: What a callout wants of its reader: its icon, and the role that makes a screen reader say it.
CALLOUTS = {
    "do": ("lightbulb", ""),
    "look": ("triangle-alert", ""),
    "refused": ("triangle-alert", "alert"),
    "changed": ("info", ""),
    "kept": ("check", ""),
}
#: Django's message levels as callouts.
LEVELS = {"success": "kept", "warning": "look", "error": "refused"}


@register.simple_tag
def icon(name: str, size: int = 5, css: str = "", label: str = "") -> SafeString:
    """A Lucide icon as inline SVG: decoration, or with a label a picture that is read out.

    Raises `TemplateSyntaxError` for a name that Lucide does not have.
    """
    if name not in drawings():
        raise template.TemplateSyntaxError(f"Lucide has no icon “{name}”. Choose one at lucide.dev/icons.")
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg {} class="flex-none {} {} {}" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        ' stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round">{}</svg>',
        said,
        SIZES[size],
        "rtl:-scale-x-100" if name in ALONG else "",
        css,
        mark_safe(drawings()[name]),
    )


@register.simple_tag
def mark(discipline: str, size: str = "", quiet: bool = False) -> SafeString:
    """The mark of a discipline (`ot`, `slt`, `beh`, or the model's value); nothing where there is none.

    `size="lg"` is the larger one; `quiet=True` where the discipline's name already stands beside it.
    """
    if not discipline:
        return SafeString("")
    short = MARKS[Discipline(discipline)] if discipline in Discipline.values else discipline
    if short not in LETTERS:
        raise template.TemplateSyntaxError(f"“{discipline}” is no discipline. Use ot, slt or beh.")
    name = DISCIPLINES[short].label
    said = mark_safe('aria-hidden="true"') if quiet else format_html('role="img" aria-label="{}"', name)
    larger = "mark-lg" if size == "lg" else ""
    return format_html('<span class="mark mark-{} {}" {}>{}</span>', short, larger, said, LETTERS[short])


@register.simple_tag
def state(name: str, word: str = "", icon_name: str = "") -> SafeString:
    """The state of a visit, a draft or a run: colour, icon and word; the last two can be one's own."""
    usual_word, usual_icon = STATES[name]
    drawn = icon(icon_name or usual_icon, size=4)
    return format_html('<span class="state state-{}">{}{}</span>', name, drawn, word or usual_word)


@register.simple_tag
def initials(name: str, size: str = "") -> SafeString:
    """A person's initials in a circle, for the eye alone: the name stands beside it."""
    words = name.split()
    letters = "".join(word[0] for word in dict.fromkeys([*words[:1], *words[-1:]])).upper()
    measure = "size-9 text-xs" if size == "sm" else "size-10 text-sm"
    return format_html(
        '<span aria-hidden="true" class="{} grid flex-none place-items-center rounded-full bg-base-300'
        ' font-semibold">{}</span>',
        measure,
        letters,
    )


@register.simple_block_tag
def callout(content: str, kind: str = "do", title: str = "", icon_name: str = "", role: str = "") -> str:
    """What to do (`do`), look at (`look`), was `refused`, has `changed` or is `kept`, with its reason."""
    usual_icon, usual_role = CALLOUTS[kind]
    return render_to_string(
        "shared/kit/callout.html",
        {
            "content": content,
            "kind": kind,
            "title": title,
            "icon_name": icon_name or usual_icon,
            "role": role or usual_role,
        },
    )


@register.simple_block_tag
def remedy(content: str, title: str, sentence: str) -> str:
    """The cheapest way out, beside the reason of a refusal; its button stands between the tags."""
    return render_to_string(
        "shared/kit/remedy.html", {"content": content, "title": title, "sentence": sentence}
    )


@register.filter
def callout_kind(level: str) -> str:
    """The kind of callout that shows a flash message of this level."""
    return LEVELS.get(level, "changed")


@register.simple_block_tag
def sheet(content: str, title: str = "", level: int = 2, css: str = "") -> str:
    """One thing on paper, with its heading; never put a sheet into a sheet."""
    return render_to_string(
        "shared/kit/sheet.html",
        {"content": content, "title": title, "level": level, "css": css, "id": slugify(title)},
    )


@register.simple_block_tag
def pagehead(content: str, title: str, sentence: str = "", *crumbs: str) -> str:
    """The head of a page: its name, one sentence that answers the reader's next question, its buttons.

    After them come pairs of label and address: the way back up, `"Children" children_url`.
    """
    return render_to_string(
        "shared/kit/pagehead.html",
        {"content": content, "title": title, "sentence": sentence, "crumbs": _pairs(crumbs)},
    )


@register.simple_block_tag
def empty_state(content: str, picture: str, title: str, sentence: str = "") -> str:
    """An empty state that teaches: a picture (`stave`, `roster`, `file`, `week`), what is so, what to do."""
    return render_to_string(
        "shared/kit/empty.html",
        {
            "content": content,
            "picture": f"shared/pictures/{picture}.svg",
            "title": title,
            "sentence": sentence,
        },
    )


@register.simple_block_tag
def tasks(content: str) -> str:
    """The list around `{% task %}`: what is done and what is left, in order."""
    return format_html('<ol class="divide-y divide-line border-t border-line">{}</ol>', mark_safe(content))


@register.simple_block_tag
def task(content: str, number: int, title: str, sentence: str = "", stage: str = "later") -> str:
    """One thing to do on the way: `done`, `next` or `later`; between the tags stand its buttons."""
    return render_to_string(
        "shared/kit/task.html",
        {"content": content, "number": number, "title": title, "sentence": sentence, "stage": stage},
    )


@register.inclusion_tag("shared/kit/steps.html")
def steps(current: int, *names: str) -> dict[str, Any]:
    """Where one is in a task of several pages: `{% steps 2 "Read" "Preview" "Decide" %}`."""
    return {"current": current, "names": names}


@register.inclusion_tag("shared/kit/breadcrumb.html")
def breadcrumb(*crumbs: str) -> dict[str, Any]:
    """The way back up: pairs of label and address."""
    return {"crumbs": _pairs(crumbs)}


@register.simple_block_tag
def statline(content: str) -> str:
    """The line around `{% stat %}`."""
    return render_to_string("shared/kit/statline.html", {"content": content})


@register.inclusion_tag("shared/kit/stat.html")
def stat(thing: str, note: str = "") -> dict[str, Any]:
    """The thing with its number, then how sure: `{% stat "5 sessions unmet" "of 303; 130 minutes" %}`."""
    return {"thing": thing, "note": note}


@register.inclusion_tag("shared/kit/progress.html")
def progress(
    label: str,
    value: float | None = None,
    total: float = 100,
    note: str = "",
    poll: str = "",
    id: str = "progress",
) -> dict[str, Any]:
    """How far long work is; while `poll` holds an address, htmx asks it each second and swaps the answer in.

    A `value` of None says that it runs, but not how far.
    """
    return {"label": label, "value": value, "total": total, "note": note, "poll": poll, "id": id}


@register.simple_block_tag
def timeline(content: str, label: str = "") -> str:
    """The day as one line downwards, around `{% moment %}`."""
    return render_to_string("shared/kit/timeline.html", {"content": content, "label": label})


@register.simple_block_tag
def moment(content: str, starts: str, ends: str = "", stage: str = "other") -> str:
    """A span of the day: `held`, `now`, `planned`, or `other` for all that is no visit."""
    return render_to_string(
        "shared/kit/moment.html", {"content": content, "starts": starts, "ends": ends, "stage": stage}
    )


@register.inclusion_tag("shared/kit/pages.html", takes_context=True)
def pages(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """Back and forth through a long list; the rest of the address (a search) stays as it is."""
    return {"page": page, "request": context.get("request")}


@register.simple_tag
def field(bound: BoundField, label: str = "", help: str | None = None) -> SafeString:
    """One form field with label, help and errors, where a page wants other words than the form has."""
    if label:
        bound.label = label
    if help is not None:
        bound.help_text = help
    bound.field.widget.attrs.pop("placeholder", None)
    return bound.as_field_group()


@register.filter
def clock(minutes: int) -> str:
    """Minutes from midnight as a time to read: 510 is 8:30."""
    return written_clock(minutes).removeprefix("0")


@register.simple_tag
def words(part: str = "") -> SafeString:
    """What scripts say in the page's language, as data for `frontend/src/words.ts`; nothing in the source."""
    said = front_words(get_language() or settings.LANGUAGE_CODE, part)
    return json_script(said, "words-of-scripts") if said else SafeString("")


@register.filter
def weekday(day: str, length: str = "") -> str:
    """A day of the timetable's cycle in the reader's language: Mon, Monday, Mon A; a school's own name stays.

    `{{ day|weekday:"in full" }}` says Monday for Mon.
    """
    return day_in_words(str(day), in_full=length == "in full")


def _pairs(crumbs: tuple[str, ...]) -> list[tuple[str, str]]:
    return list(zip(crumbs[::2], crumbs[1::2], strict=True))
