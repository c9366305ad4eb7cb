"""The organisation's own words in a page: {% load words %}, then {% term "plan" %}."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from alongside.people.choices import Term
from alongside.people.queries import term as word_of

register = template.Library()


@register.simple_tag(takes_context=True)
def term(context: Context, key: str) -> str:
    """The viewer's organisation's word for a thing, ours while nobody is signed in; see `people.choices.Term`.

    Raises `TemplateSyntaxError` for a thing that has no word of its own.
    """
    if key not in Term.values:
        raise template.TemplateSyntaxError(f"“{key}” is no term. Use one of {', '.join(Term.values)}.")
    viewer: Any = context.get("viewer")
    return word_of(viewer.organisation, key) if viewer else str(Term(key).label)
