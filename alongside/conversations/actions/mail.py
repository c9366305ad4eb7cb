"""Writing mails, and sending each once, whatever dies meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum, auto
from urllib.parse import urlsplit

from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.conversations.choices import About
from alongside.conversations.models import Mail, Notice
from alongside.conversations.queries.mail import coordinator_accounts, due_mails, open_notices
from alongside.conversations.queries.notices import wishes_of
from alongside.conversations.rules.pace import after_quiet, is_due, is_quiet
from alongside.people.actions import audit
from alongside.people.models import Account, Organisation
from alongside.people.rules import NotNow, Viewer, check_can_run_programme, check_is_ours

#: How long to wait after each failure; after the last one it is given up, about two days after the first.
WAITS = (1, 5, 15, 60, 180, 360, 720, 1440)
#: The most that one mail spells out; the rest is counted.
LINES = 30


class Went(Enum):
    """How the sending of one mail went."""

    SENT = auto()
    LATER = auto()  #: held until the end of quiet hours
    FAILED = auto()


@transaction.atomic
def write_mail(
    *,
    to: str,
    subject: str,
    body: str,
    account: Account | None = None,
    language: str = "en-gb",
    not_before: datetime | None = None,
    organisation: Organisation | None = None,
    by: Viewer | None,
    at: datetime,
) -> Mail:
    """Writes a mail in the transaction of what it tells of; the worker sends it.

    `body` is plain text with whole addresses in it. No child's name belongs into `subject`: whoever writes it answers
    for that. `by` is None where the worker writes, which then names the organisation.
    """
    owner = by.organisation if by else organisation
    assert owner is not None
    return Mail.objects.create(
        organisation=owner,
        account=account,
        to=to,
        subject=" ".join(subject.split())[:160],
        body=body,
        language=language,
        made_at=at,
        not_before=not_before or at,
    )


@transaction.atomic
def gather(*, organisation: Organisation, site: str, by: None = None, at: datetime) -> int:
    """Writes one mail for each person for whom something is due that they have not seen; how many mails.

    `site` is the address under which the pages are found.
    """
    waiting = open_notices(organisation, at)
    wishes = wishes_of(organisation, list(waiting))
    written = 0
    for account, notices in waiting.items():
        wish = wishes[account]
        due = [notice for notice in notices if is_due(notice.told_at, notice.is_urgent, wish, at)]
        if not due:
            continue
        # Another worker may have gathered the same: what it has taken is left out.
        held = Notice.objects.select_for_update().filter(pk__in=[notice.pk for notice in due], mail=None)
        still = {notice.pk for notice in held}
        due = [notice for notice in due if notice.pk in still]
        if due:
            mail = _digest(due[0].account, due, organisation, site, at)
            Notice.objects.filter(pk__in=still).update(mail=mail)
            written += 1
    return written


def _digest(
    account: Account, notices: list[Notice], organisation: Organisation, site: str, at: datetime
) -> Mail:
    language = account.reads_in
    with translation.override(language):
        if any(notice.is_urgent for notice in notices):
            subject = _("Urgent: a message for you")
        else:
            subject = ngettext(
                "{count} new thing for you", "{count} new things for you", len(notices)
            ).format(count=len(notices))
        body = render_to_string(
            "conversations/digest.txt",
            {
                "name": account.name,
                "organisation": organisation.name,
                "lines": [(notice.sentence, site.rstrip("/") + notice.path) for notice in notices[:LINES]],
                "more": len(notices[LINES:]),
                "list": site.rstrip("/") + "/messages/notices/",
                "how": site.rstrip("/") + "/messages/how/",
            },
        )
    return write_mail(
        to=account.email,
        subject=subject,
        body=body.strip() + "\n",
        account=account,
        language=language,
        organisation=organisation,
        by=None,
        at=at,
    )


def send_next(*, organisation: Organisation, site: str, by: None = None, at: datetime) -> Went | None:
    """Sends the mail that has waited longest; None where none is due.

    It is claimed in a transaction of its own, handed over, and marked as sent in another one. A worker that dies before
    the claim leaves it to the next round; one that dies after it, to the round in which the claim has run out, with the
    same Message-ID, so that a mailbox that has it already keeps one.
    """
    mail = _claim(organisation, at)
    if mail is None:
        return None
    if mail.claimed_at is None:
        return Went.LATER
    try:
        _hand_over(mail, site)
    except Exception as fault:  # Whatever a mail server raises: this mail waits, the others go on.
        with transaction.atomic():
            _put_off(mail, fault, at)
        return Went.FAILED
    with transaction.atomic():
        Mail.objects.filter(pk=mail.pk).update(sent_at=at, fault="")
    return Went.SENT


@transaction.atomic
def _claim(organisation: Organisation, at: datetime) -> Mail | None:
    """The next mail, taken for this worker; not taken (`claimed_at` is None) where quiet hours have begun meanwhile."""
    # Found and locked in one statement: what another worker has claimed meanwhile is not due any more.
    skip = connection.features.has_select_for_update_skip_locked
    mail = due_mails(organisation, at).select_for_update(skip_locked=skip).first()
    if mail is None:
        return None
    if mail.account_id:
        wish = wishes_of(organisation, [mail.account_id])[mail.account_id]
        if is_quiet(at, wish):
            mail.claimed_at, mail.not_before = None, after_quiet(at, wish)
            mail.save(update_fields=["claimed_at", "not_before"])
            return mail
    mail.claimed_at = at
    mail.attempts += 1
    mail.save(update_fields=["claimed_at", "attempts"])
    return mail


def _hand_over(mail: Mail, site: str) -> None:
    """Gives a mail to the server that the settings name: plain text, with the same as simple HTML beside it."""
    host = urlsplit(site).hostname or "localhost"
    with translation.override(mail.language):
        html = render_to_string("conversations/mail.html", {"mail": mail})
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.body,
        to=[mail.to],
        headers={"Message-ID": f"<{mail.pk}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(html, "text/html")
    message.send()


def _put_off(mail: Mail, fault: Exception, at: datetime) -> None:
    mail.claimed_at = None
    mail.fault = f"{type(fault).__name__}: {fault}"[:300]
    if mail.attempts > len(WAITS):
        mail.given_up_at = at
        _tell_coordinators(mail, at)
    else:
        mail.not_before = at + timedelta(minutes=WAITS[mail.attempts - 1])
    mail.save(update_fields=["claimed_at", "fault", "given_up_at", "not_before"])


def _tell_coordinators(mail: Mail, at: datetime) -> None:
    notices = []
    for account in coordinator_accounts(mail.organisation, at):
        with translation.override(account.reads_in):
            sentence = _("A mail to {address} could not be delivered. Look at what you can do.").format(
                address=mail.to
            )
        notices.append(
            Notice(
                organisation=mail.organisation,
                account=account,
                about=About.MAIL,
                sentence=sentence[:300],
                path="/messages/mail/",
                told_at=at,
            )
        )
    Notice.objects.bulk_create(notices)


@transaction.atomic
def try_again(*, mail: Mail, by: Viewer, at: datetime) -> None:
    """Sends a mail that was given up once more, from the first attempt on."""
    check_can_run_programme(by)
    check_is_ours(by, mail)
    mail = Mail.objects.select_for_update().get(pk=mail.pk)
    if mail.sent_at is not None or mail.given_up_at is None:
        raise NotNow(_("This mail is on its way already, or has arrived. There is nothing to do."))
    mail.given_up_at, mail.attempts, mail.not_before, mail.claimed_at = None, 0, at, None
    mail.save(update_fields=["given_up_at", "attempts", "not_before", "claimed_at"])
    audit(by, at, "mail.tried_again", mail)
