"""Nothing of an organisation is read outside its scope, and nothing of another inside it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django_scopes import scope
from django_scopes.exceptions import ScopeError

from alongside.people.models import Child, Organisation
from alongside.trust.models import AuditEvent, OrganisationOwned
from tests.factories import SmallSchool, Stranger, strange_school

OWNED = [model for model in apps.get_models() if issubclass(model, OrganisationOwned)]


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model._meta.label)
def test_reading_outside_every_scope_fails(db: None, model: type[OrganisationOwned]) -> None:
    for read in (model.objects.all, model.objects.first, model.objects.count):
        with pytest.raises(ScopeError):
            read()
    with pytest.raises(ScopeError):
        model.objects.filter(pk=None)


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model._meta.label)
def test_changing_outside_every_scope_fails(db: None, model: type[OrganisationOwned]) -> None:
    with pytest.raises(ScopeError):
        model.objects.update(organisation=None)
    with pytest.raises(ScopeError):
        model.objects.all()


def test_scope_hides_what_is_another_organisations(people: SmallSchool, stranger: Stranger) -> None:
    assert not Child.objects.filter(pk=stranger.child.pk).exists()
    with scope(organisation=stranger.organisation):
        assert list(Child.objects.all()) == [stranger.child]
        assert not Child.objects.filter(pk=people.ada.pk).exists()


def test_scope_closes_again_after_its_block(db: None) -> None:
    strange = strange_school()
    with scope(organisation=strange.organisation):
        assert AuditEvent.objects.exists()
    with pytest.raises(ScopeError):
        AuditEvent.objects.first()


def test_every_model_of_a_room_is_owned_by_an_organisation() -> None:
    """An organisation, its people's accounts and the head of its chain are what the wall is built from."""
    ours = [
        model
        for model in apps.get_models()
        if model.__module__.startswith("alongside.") and not model._meta.auto_created
    ]
    free = {model._meta.label for model in ours if not issubclass(model, OrganisationOwned)}
    assert free == {"people.Organisation", "people.Account", "trust.AuditChain"}
    assert Organisation.objects is not None
