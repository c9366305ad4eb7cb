"""The addresses for everybody, signed in or not."""

from django.urls import path

from alongside.portals.public import calendars, invitations, views

app_name = "public"
urlpatterns = [
    path("", views.door, name="door"),
    path("calendars/", calendars.mine, name="calendars"),
    path("calendars/<uuid:pk>/close/", calendars.close, name="calendar_close"),
    path("calendar/<str:token>.ics", calendars.feed, name="feed"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
]
