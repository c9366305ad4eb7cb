"""Every address: one drawer for each portal."""

from django.urls import include, path

urlpatterns = [
    path("", include("alongside.portals.public.urls")),
    path("", include("alongside.portals.shared.urls")),
    path("account/", include("allauth.account.urls")),
]
