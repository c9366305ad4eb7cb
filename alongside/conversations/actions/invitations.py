"""Inviting a guardian: the link is made and its letter is written as a mail, together or not at all."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from alongside.conversations.actions.mail import write_mail
from alongside.people.actions.invitations import invite
from alongside.people.models import Guardian
from alongside.people.rules import Viewer


@transaction.atomic
def invite_guardian(
    *, guardian: Guardian, email: str, language: str, address: str, by: Viewer, at: datetime
) -> str:
    """Invites a guardian and, where there is an e-mail address, writes the letter; returns the whole link.

    `address` is that of the page which accepts, with "{token}" in the place of the secret. Neither subject nor letter
    names a child: whoever else reads the mailbox learns nothing about one.
    """
    token = invite(guardian=guardian, email=email, language=language, by=by, at=at)
    link = address.replace("{token}", token)
    if email:
        written_in = language or translation.get_language() or "en-gb"
        with translation.override(written_in):
            subject = _("{organisation} invites you to Alongside").format(organisation=by.organisation.name)
            body = render_to_string(
                "conversations/invitation.txt",
                {
                    "name": guardian.name,
                    "organisation": by.organisation.name,
                    "by": by.account.name,
                    "link": link,
                },
            )
        write_mail(to=email, subject=subject, body=body, language=written_in, by=by, at=at)
    return link
