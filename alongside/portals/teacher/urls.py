"""The teacher's addresses."""

from django.urls import path

from alongside.portals.teacher import plans, views

app_name = "teacher"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("<uuid:pk>/", views.week, name="week"),
    path("<uuid:pk>/print/", views.week_pdf, name="week_pdf"),
    path("<uuid:pk>/plans/", plans.plans, name="plans"),
    path("<uuid:pk>/plans/<uuid:child>/print/", plans.plan_pdf, name="plan_pdf"),
]
