"""The addresses of imports."""

from django.urls import path

from alongside.portals.coordinator import imports

urlpatterns = [
    path("", imports.index, name="import_list"),
    path("new/", imports.new, name="import_new"),
    path("<uuid:pk>/", imports.show, name="import_show"),
    path("<uuid:pk>/progress/", imports.progress, name="import_progress"),
    path("<uuid:pk>/columns/", imports.columns, name="import_columns"),
    path("<uuid:pk>/days/", imports.days, name="import_days"),
    path("<uuid:pk>/subjects/", imports.subjects, name="import_subjects"),
    path("<uuid:pk>/therapists/", imports.add_therapists, name="import_add_therapists"),
    path("<uuid:pk>/reopen/", imports.reopen, name="import_reopen"),
    path("<uuid:pk>/read-again/", imports.read_again, name="import_read_again"),
    path("<uuid:pk>/undo/", imports.undo, name="import_undo"),
    path("<uuid:pk>/discard/", imports.discard, name="import_discard"),
]
