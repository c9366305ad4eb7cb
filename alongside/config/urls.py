"""Every address: one drawer for each portal."""

from django.urls import include, path

from alongside.portals.coordinator.board_api import api as board
from alongside.portals.sync.api import api as capture

urlpatterns = [
    path("", include("alongside.portals.public.urls")),
    path("", include("alongside.portals.shared.urls")),
    path("", include("alongside.portals.coordinator.urls")),
    path("my-week/", include("alongside.portals.therapist.urls")),
    path("today/", include("alongside.portals.therapist.urls_today")),
    path("delivered/", include("alongside.portals.therapist.urls_delivered")),
    path("plans/", include("alongside.portals.therapist.urls_plans")),
    path("supports/", include("alongside.portals.therapist.urls_supports")),
    path("reports/", include("alongside.portals.therapist.urls_reports")),
    path("progress/", include("alongside.portals.therapist.urls_progress")),
    path("strategies/", include("alongside.portals.therapist.urls_strategies")),
    path("coaching/", include("alongside.portals.therapist.urls_coaching")),
    path("co-planning/", include("alongside.portals.therapist.urls_planning")),
    path("class-week/", include("alongside.portals.teacher.urls")),
    path("my-class/", include("alongside.portals.teacher.urls_class")),
    path("messages/", include("alongside.portals.shared.urls_messages")),
    path("family/", include("alongside.portals.family.urls")),
    path("capture/", include("alongside.portals.sync.urls")),
    path("api/capture/", capture.urls),
    path("api/", board.urls),
    path("account/", include("allauth.account.urls")),
]
