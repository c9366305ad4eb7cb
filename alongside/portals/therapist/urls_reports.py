"""The addresses of reports."""

from django.urls import path

from alongside.portals.therapist import reports

app_name = "reports"
urlpatterns = [
    path("", reports.reports, name="reports"),
    path("new/", reports.order, name="order"),
    path("runs/<uuid:pk>/", reports.run, name="run"),
    path("runs/<uuid:pk>/stop/", reports.stop, name="stop"),
    path("runs/<uuid:pk>/go-on/", reports.resume, name="resume"),
    path("<uuid:pk>/", reports.report, name="report"),
    path("<uuid:pk>/part/", reports.section, name="section"),
    path("<uuid:pk>/sign/", reports.sign, name="sign"),
    path("<uuid:pk>/correct/", reports.correct, name="correct"),
    path("<uuid:pk>/print/", reports.print_report, name="print"),
]
