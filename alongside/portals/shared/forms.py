"""Gives every Django form our look: label, help, control, and the error at the field that has it."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

#: Django's template of a widget, and the class of the design system that the widget gets.
CLASSES = {
    "text": "input w-full",
    "email": "input w-full",
    "url": "input w-full",
    "tel": "input w-full",
    "search": "input w-full",
    "password": "input w-full",
    "number": "input w-full num",
    "date": "input w-full num",
    "time": "input w-full num",
    "datetime": "input w-full num",
    "select": "select w-full",
    "textarea": "textarea w-full",
    "file": "file-input w-full",
    "clearable_file_input": "file-input w-full",
    "checkbox": "checkbox flex-none",
}
#: Django's templates that ours stand in for.
OURS = {
    "django/forms/widgets/radio.html": "shared/forms/choices.html",
    "django/forms/widgets/checkbox_select.html": "shared/forms/choices.html",
    "django/forms/errors/list/default.html": "shared/forms/errors.html",
}


class Renderer(TemplatesSetting):
    """Named by the setting FORM_RENDERER. A widget that brings its own class keeps it beside ours."""

    form_template_name = "shared/forms/form.html"
    field_template_name = "shared/forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> Any:
        if "widget" in context:
            attrs = context["widget"]["attrs"]
            name = template_name.removeprefix("django/forms/widgets/").removesuffix(".html")
            classes = [CLASSES.get(name, ""), attrs.get("class", "")]
            attrs["class"] = " ".join(filter(None, classes)) or False
        return super().render(OURS.get(template_name, template_name), context, request)
