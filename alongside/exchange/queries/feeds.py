"""The week as a calendar that Google, Outlook and Apple subscribe to."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override
from django_scopes import scope, scopes_disabled

from alongside.exchange.models import CalendarAddress
from alongside.formats.calendar import Event, calendar_bytes
from alongside.people.queries import viewer_of
from alongside.people.rules import Viewer
from alongside.scheduling.queries.dated import Dated, dated_week, feed_span
from alongside.scheduling.queries.weeks import WeekVisit

if TYPE_CHECKING:
    from django.db.models import QuerySet


def digest_of(token: str) -> str:
    """What is kept of a calendar's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def address_of(token: str) -> CalendarAddress | None:
    """The address behind a secret, unless it was withdrawn or its account closed; nobody signs in to ask for it."""
    with scopes_disabled():
        addresses = CalendarAddress.objects.filter(
            digest=digest_of(token), withdrawn_at=None, account__is_active=True
        )
        return addresses.select_related("account", "organisation").first()


def addresses_for(viewer: Viewer) -> QuerySet[CalendarAddress]:
    """The viewer's own calendar addresses that are open."""
    return CalendarAddress.objects.filter(
        organisation=viewer.organisation, account=viewer.account, withdrawn_at=None
    )


def feed(address: CalendarAddress, on: date, host: str) -> bytes | None:
    """The calendar behind an address; None once its owner is nothing to the organisation any longer.

    It lies on other companies' servers: a child is an initial in it, and no goal or diagnosis is in it. A program
    fetches it, so that it speaks the language of its owner.
    """
    viewer = viewer_of(address.account, on, address.organisation_id)
    if viewer is None:
        return None
    with scope(organisation=viewer.organisation), override(viewer.account.reads_in):
        first, end = feed_span(on)
        events = [_event(viewer, dated, host) for dated in dated_week(viewer, first, end)]
        name = _("Alongside: {name}").format(name=viewer.account.name)
        return calendar_bytes(name, viewer.organisation.time_zone, events)


def _event(viewer: Viewer, dated: Dated, host: str) -> Event:
    thing = dated.thing
    midnight = datetime.combine(dated.on, datetime.min.time())
    return Event(
        uid=f"{thing.series}-{dated.occurrence}@{host}",
        starts=midnight + timedelta(minutes=thing.starts),
        ends=midnight + timedelta(minutes=thing.ends),
        summary=_summary(viewer, thing) if isinstance(thing, WeekVisit) else thing.title,
        location=f"{thing.place}, {thing.school}" if isinstance(thing, WeekVisit) else thing.school,
        sequence=thing.sequence + int(dated.cancelled),
        changed_at=thing.changed_at,
        cancelled=dated.cancelled,
    )


def _summary(viewer: Viewer, visit: WeekVisit) -> str:
    letters = ", ".join(f"{name[:1]}." for _pk, name in visit.children)
    if viewer.is_therapist:
        return ": ".join(filter(None, [visit.place if visit.in_class else _("Outside class"), letters]))
    if letters:
        pattern = (
            _("{therapy}, in class: {name} ({children})")
            if visit.in_class
            else _("{therapy}, outside class: {name} ({children})")
        )
    else:
        pattern = (
            _("{therapy}, in class: {name}") if visit.in_class else _("{therapy}, outside class: {name}")
        )
    return pattern.format(therapy=visit.discipline, name=visit.staff, children=letters)
