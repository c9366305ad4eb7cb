"""What a family allows, purpose by purpose: asked by the school, answered by a guardian, withdrawn at any time."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.people import queries, rules
from alongside.people.actions import audit
from alongside.people.choices import Answer, Purpose, Right
from alongside.people.models import Child, Consent, Guardian, Guardianship
from alongside.people.queries.consents import who_may_consent
from alongside.people.rules import NotAllowed, NotNow, Viewer


@transaction.atomic
def ask_consent(*, child: Child, purpose: Purpose, named: str = "", by: Viewer, at: datetime) -> Consent:
    """Asks a child's family about a purpose (again); what was answered before stands until it is answered anew."""
    rules.check_can_run_programme(by)
    return _say(child, purpose, named, Answer.ASKED, guardian=None, on=by.on, by=by, at=at)


@transaction.atomic
def say_consent(
    *, child: Child, purpose: Purpose, is_given: bool, named: str = "", by: Viewer, at: datetime
) -> Consent:
    """A guardian's own yes or no, from today; it can be said anew on any day. Saying it twice is saying it once."""
    ties = Guardianship.objects.filter(
        queries.held_on(by.on),
        child=child,
        guardian__in=by.guardian_ids,
        confirmed_at__isnull=False,
        **{Right.CONSENT.value: True},
    )
    tie = ties.select_related("guardian").first()
    if tie is None:
        raise NotAllowed(_("You do not give consent for this child. Ask the school if that is not right."))
    answer = Answer.YES if is_given else Answer.NO
    said = Consent.objects.filter(child=child, purpose=purpose, named=" ".join(named.split()))
    latest = said.order_by("holds_from", "said_at").last()
    if latest and latest.guardian_id == tie.guardian_id and latest.answer == answer:
        return latest
    return _say(child, purpose, named, answer, guardian=tie.guardian, on=by.on, by=by, at=at)


@transaction.atomic
def write_down_consent(
    *,
    child: Child,
    guardian: Guardian,
    purpose: Purpose,
    is_given: bool,
    signed_on: date,
    named: str = "",
    by: Viewer,
    at: datetime,
) -> Consent:
    """Keeps a guardian's yes or no that was signed on paper, from the day of the signature."""
    rules.check_can_run_programme(by)
    rules.check_is_ours(by, child, guardian)
    if (child.pk, guardian.pk) not in who_may_consent([child.pk], by.on):
        raise NotNow(_("{name} does not give consent for this child.").format(name=guardian.name))
    if signed_on > by.on:
        raise NotNow(_("This day is still to come. Write the day on the paper."))
    answer = Answer.YES if is_given else Answer.NO
    return _say(child, purpose, named, answer, guardian=guardian, on=signed_on, by=by, at=at, on_paper=True)


def _say(
    child: Child,
    purpose: Purpose,
    named: str,
    answer: Answer,
    *,
    guardian: Guardian | None,
    on: date,
    by: Viewer,
    at: datetime,
    on_paper: bool = False,
) -> Consent:
    rules.check_is_ours(by, child, *([guardian] if guardian else []))
    named = " ".join(named.split()) if purpose is Purpose.OUTSIDE else ""
    rules.check_names_a_service(purpose, named)
    consent = Consent.objects.create(
        organisation=by.organisation,
        child=child,
        guardian=guardian,
        purpose=purpose,
        named=named,
        answer=answer,
        holds_from=on,
        on_paper=on_paper,
        said_by=by.account,
        said_at=at,
    )
    verb = "asked" if answer is Answer.ASKED else "given" if answer is Answer.YES else "refused"
    audit(by, at, f"consent.{verb}", consent, child=str(child.pk), purpose=purpose.value)
    return consent
