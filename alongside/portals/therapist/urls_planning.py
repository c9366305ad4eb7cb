"""The addresses of co-planning."""

from django.urls import path

from alongside.portals.therapist import planning

app_name = "co_planning"
urlpatterns = [
    path("", planning.classes, name="classes"),
    path("<uuid:classroom>/", planning.of_class, name="of_class"),
    path("agendas/<uuid:pk>/", planning.agenda, name="agenda"),
    path("agendas/<uuid:pk>/close/", planning.close, name="close"),
    path("items/<uuid:pk>/outcome/", planning.outcome, name="outcome"),
    path("items/<uuid:pk>/remove/", planning.remove, name="remove"),
]
