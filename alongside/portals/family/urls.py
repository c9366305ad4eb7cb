"""The family's addresses."""

from django.urls import path

from alongside.portals.family import views

app_name = "family"
urlpatterns = [
    path("", views.children, name="children"),
    path("<uuid:pk>/", views.week, name="week"),
]
