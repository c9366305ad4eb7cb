"""The addresses of the capture page; what it says to the server is under `/api/capture/`."""

from django.urls import path

from alongside.portals.sync import views

app_name = "sync"
urlpatterns = [
    path("", views.page, name="page"),
    path("sw.js", views.worker, name="worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
]
