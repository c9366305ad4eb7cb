"""The family's addresses."""

from django.urls import path

from alongside.portals.family import plan, reports, views

app_name = "family"
urlpatterns = [
    path("", views.children, name="children"),
    path("<uuid:pk>/", views.week, name="week"),
    path("<uuid:pk>/plan/", plan.plan, name="plan"),
    path("<uuid:pk>/reports/", reports.reports, name="reports"),
    path("reports/<uuid:pk>/", reports.report, name="report"),
    path("reports/<uuid:pk>/print/", reports.report_print, name="report_print"),
    path("<uuid:pk>/plan/<uuid:version>/print/", plan.plan_pdf, name="plan_pdf"),
    path("<uuid:pk>/plan/<uuid:version>/print/full/", plan.plan_full_pdf, name="plan_full_pdf"),
]
