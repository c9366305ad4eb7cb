"""The addresses of what the record says."""

from django.urls import path

from alongside.portals.therapist import consistency, progress

app_name = "progress"
urlpatterns = [
    path("", progress.overview, name="overview"),
    path("<uuid:child>/", progress.child, name="child"),
    path("<uuid:child>/day/", consistency.consistency, name="consistency"),
    path("<uuid:child>/goals/<uuid:lineage>/", progress.goal, name="goal"),
    path("<uuid:child>/goals/<uuid:lineage>/decide/", progress.decide, name="decide"),
    path("<uuid:child>/goals/<uuid:lineage>/probes/", progress.plan_probes, name="plan_probes"),
    path("probes/<uuid:pk>/put-aside/", progress.put_probe_aside, name="put_probe_aside"),
]
