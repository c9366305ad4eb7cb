"""The family's addresses; what is long goes out compressed, for an old phone on a slow line."""

from django.urls import path
from django.views.decorators.gzip import gzip_page

from alongside.portals.family import home, papers, plan, progress, reports, views

app_name = "family"
urlpatterns = [
    path("", views.children, name="children"),
    path("progress/", progress.progress_of, name="progress_of"),
    path("progress/<uuid:pk>/", gzip_page(progress.progress), name="progress"),
    path("papers/", papers.papers_of, name="papers_of"),
    path("papers/<uuid:pk>/", gzip_page(papers.papers), name="papers"),
    path("consent/<uuid:pk>/", gzip_page(papers.consent), name="consent"),
    path("about/", papers.about, name="about"),
    path("about/<slug:page>/", gzip_page(papers.about_page), name="about_page"),
    path("home/<uuid:pk>/", home.said, name="said"),
    path("home/<uuid:pk>/words/", home.words, name="words"),
    path("home/<uuid:pk>/take-back/", home.take_back, name="take_back"),
    path("<uuid:pk>/", gzip_page(views.week), name="week"),
    path("<uuid:pk>/plan/", gzip_page(plan.plan), name="plan"),
    path("<uuid:pk>/reports/", reports.reports, name="reports"),
    path("reports/<uuid:pk>/", gzip_page(reports.report), name="report"),
    path("reports/<uuid:pk>/print/", reports.report_print, name="report_print"),
    path("<uuid:pk>/plan/<uuid:version>/print/", plan.plan_pdf, name="plan_pdf"),
    path("<uuid:pk>/plan/<uuid:version>/print/full/", plan.plan_full_pdf, name="plan_full_pdf"),
]
