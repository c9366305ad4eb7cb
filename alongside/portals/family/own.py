"""What every page of a family begins with: its own child, the other children to switch to, and where one is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.people.choices import Right
from alongside.people.models import Child
from alongside.people.queries import children_of_guardian
from alongside.portals.shared.access import Request, found
from alongside.portals.shared.nav import items_for

#: In the session: the child that was looked at last, so that the next page opens with it.
LAST = "family-child"


def own_child(request: Request, pk: UUID, right: Right | None = None) -> Child:
    """The viewer's own child, with the right where one is asked for; 404 for every other."""
    children = children_of_guardian(request.viewer, right).select_related("school")
    child: Child = found(children.filter(pk=pk).first())
    request.session[LAST] = str(pk)
    return child


def to_the_child(request: Request, page: str, right: Right | None = None) -> HttpResponse | None:
    """Leads on to the page of the child looked at last, or of the only one; None where one has to be chosen."""
    children = {str(child.pk): child for child in children_of_guardian(request.viewer, right)}
    last = request.session.get(LAST, "")
    if right and not children:
        raise Http404
    if last in children:
        return redirect(page, children[last].pk)
    return redirect(page, next(iter(children.values())).pk) if len(children) == 1 else None


def family_page(
    request: Request,
    template: str,
    child: Child,
    *,
    way: str,
    page: str,
    right: Right | None = None,
    **context: Any,
) -> HttpResponse:
    """A page of one child. `way` is the item of the navigation that it belongs to, `page` where a switch leads."""
    return render(request, template, around(request, child, way=way, page=page, right=right) | context)


def around(
    request: Request, child: Child, *, way: str, page: str, right: Right | None = None
) -> dict[str, Any]:
    """What stands around a page of one child: the item where one is, and the viewer's other children."""
    children = list(children_of_guardian(request.viewer, right))
    return {
        "child": child,
        "nav": items_for(request.viewer, reverse(way)),
        "switch": [(each, reverse(page, args=[each.pk])) for each in children] if len(children) > 1 else [],
    }
