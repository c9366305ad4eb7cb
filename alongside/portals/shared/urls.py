"""The addresses that all portals share."""

from django.urls import path

from alongside.portals.shared import kit, views

app_name = "shared"
urlpatterns = [
    path("theme/", views.theme, name="theme"),
    path("language/", views.language, name="language"),
    path("kit/", kit.kit, name="kit"),
]
