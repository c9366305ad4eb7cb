"""What people write in messages, choose of each other, and say of how they want to hear."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from alongside.conversations.choices import About, Pace
from alongside.conversations.queries.around import Person
from alongside.conversations.rules.files import MOST_BYTES, MOST_FILES, Upload
from alongside.conversations.rules.pace import Wish
from alongside.conversations.rules.talk import LONGEST_TEXT, LONGEST_TITLE

_TAKES = ".pdf,.png,.jpg,.jpeg,.gif,.webp,.heic,.heif,.txt,.csv,.md,.docx,.xlsx,.pptx,.odt,.ods,.odp"


class SeveralFiles(forms.FileInput):
    """Takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of uploads, read no further than the largest file that is kept and a byte, empty ones included."""

    widget = SeveralFiles(attrs={"multiple": True, "accept": _TAKES})

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        chosen: list[UploadedFile[Any]] = [each for each in data or [] if each is not None]
        return [Upload(each.name or "", each.read(MOST_BYTES + 1)) for each in chosen[: MOST_FILES + 1]]


class WriteForm(forms.Form):
    """A message; `form` is the page's own id, so that a message that is sent twice is kept once."""

    text = forms.CharField(
        label=_("Your message"),
        error_messages={"required": _("Write what you want to say, then send it.")},
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    attached = FilesField(
        label=_("Files"),
        required=False,
        help_text=_("At most five of 5 MB each: PDF, pictures, text or office files."),
    )
    is_urgent = forms.BooleanField(
        label=_("Urgent: tell them at once, by e-mail too"),
        required=False,
        help_text=_("Even an urgent mail waits until somebody’s quiet hours end. In an emergency, ring."),
    )
    form = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    @property
    def said(self) -> dict[str, Any]:
        """What is sent, by the names that the actions give it."""
        return {("files" if name == "attached" else name): value for name, value in self.cleaned_data.items()}


class PeopleField(forms.TypedMultipleChoiceField):
    """People around a child, by account."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=uuid.UUID, **options)

    def offer(self, people: Iterable[Person]) -> None:
        self.choices = [(str(person.account), person.full) for person in people]


class StartForm(WriteForm):
    """A new conversation: with whom, about what, and its first message."""

    people = PeopleField(
        label=_("To whom"),
        error_messages={"required": _("Choose at least one person to write to.")},
    )
    title = forms.CharField(
        label=_("What it is about"),
        max_length=LONGEST_TITLE,
        help_text=_("A few words. Only those to whom you write see it."),
    )
    field_order = ("people", "title", "text", "attached", "is_urgent", "form")

    def __init__(self, *given: Any, around: Iterable[Person], **options: Any) -> None:
        super().__init__(*given, **options)
        people = self.fields["people"]
        assert isinstance(people, PeopleField)
        people.offer(around)


class AddPeopleForm(forms.Form):
    """More people for a conversation."""

    people = PeopleField(label=_("Who else reads and writes here"))

    def __init__(self, *given: Any, around: Iterable[Person], **options: Any) -> None:
        super().__init__(*given, **options)
        people = self.fields["people"]
        assert isinstance(people, PeopleField)
        people.offer(around)


def _clock(minute: int | None) -> time | None:
    return None if minute is None else time(*divmod(minute, 60))


def _minute(clock: time | None) -> int | None:
    return None if clock is None else clock.hour * 60 + clock.minute


class ClockField(forms.TimeField):
    """A time of day as minutes from midnight."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def clean(self, value: Any) -> int | None:
        return _minute(super().clean(value))


class HowForm(forms.Form):
    """How somebody wants to hear by e-mail."""

    pace = forms.ChoiceField(label=_("How soon"), choices=Pace.choices, widget=forms.RadioSelect)
    at_minute = ClockField(
        label=_("At what time"), help_text=_("For the mail of the day, and for that of the week on Fridays.")
    )
    quiet_from = ClockField(label=_("Quiet from"), required=False)
    quiet_to = ClockField(
        label=_("Quiet until"), required=False, help_text=_("Leave both empty for no quiet hours.")
    )

    @staticmethod
    def of(wish: Wish) -> dict[str, Any]:
        """The values of the form as somebody has said it before."""
        return {
            "pace": wish.pace,
            "at_minute": _clock(wish.at_minute),
            "quiet_from": _clock(wish.quiet_from),
            "quiet_to": _clock(wish.quiet_to),
        }


def _day(label: Any) -> forms.DateField:
    """A day that may be left open; far enough from the ends of the calendar that it has a midnight in every zone."""
    ends = [MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2999, 12, 31))]
    return forms.DateField(
        label=label, required=False, validators=ends, widget=forms.DateInput(attrs={"type": "date"})
    )


class ToldForm(forms.Form):
    """Which lines of the record are shown."""

    about = forms.ChoiceField(
        label=_("About"), required=False, choices=[("", _("Everything")), *About.choices]
    )
    since = _day(_("From"))
    until = _day(_("To"))
