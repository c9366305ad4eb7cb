"""The therapist's addresses."""

from django.urls import path

from alongside.portals.therapist import views

app_name = "therapist"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("<uuid:pk>/", views.week, name="week"),
    path("<uuid:pk>/print/", views.week_pdf, name="week_pdf"),
]
