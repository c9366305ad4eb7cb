"""The coordinator's addresses."""

from django.urls import include, path

from alongside.portals.coordinator import asked, drafts, programme, recording, timetable

app_name = "coordinator"
urlpatterns = [
    path("timetable/", timetable.overview, name="timetable"),
    path("timetable/build/", timetable.build, name="build"),
    path("timetable/builds/<uuid:pk>/", timetable.build_show, name="build_show"),
    path("timetable/builds/<uuid:pk>/stop/", timetable.build_stop, name="build_stop"),
    path("programme/", programme.figures, name="programme"),
    path("programme/table/", programme.table, name="programme_table"),
    path("recording/", recording.recording, name="recording"),
    path("recording/devices/", recording.devices, name="devices"),
    path("recording/devices/<uuid:pk>/void/", recording.device_void, name="device_void"),
    path("recording/devices/<uuid:pk>/found/", recording.device_found, name="device_found"),
    path("timetable/compare/", drafts.compare, name="compare"),
    path("timetable/<uuid:pk>/", drafts.show, name="draft"),
    path("timetable/<uuid:pk>/publish/", drafts.publish, name="publish"),
    path("timetable/<uuid:pk>/ask/", asked.ask, name="draft_ask"),
    path("timetable/<uuid:pk>/rename/", drafts.rename, name="draft_rename"),
    path("timetable/<uuid:pk>/discard/", drafts.discard, name="draft_discard"),
    path("", include("alongside.portals.coordinator.urls_facts")),
    path("bring-in/", include("alongside.portals.coordinator.urls_imports")),
]
