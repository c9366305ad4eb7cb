"""The addresses of the library, and of what was given from it."""

from django.urls import path

from alongside.portals.therapist import strategies, strategies_class, strategies_given, strategies_plan

app_name = "strategies"
urlpatterns = [
    path("", strategies.library, name="library"),
    path("write/", strategies.write, name="write"),
    path("own/<uuid:pk>/", strategies.change, name="change"),
    path("own/<uuid:pk>/put-away/", strategies.put_away, name="put_away"),
    path("children/<uuid:child>/", strategies_given.child, name="child"),
    path("children/<uuid:child>/plan/", strategies_plan.from_plan, name="from_plan"),
    path("children/<uuid:child>/give/", strategies_plan.give, name="give"),
    path("classes/<uuid:classroom>/", strategies_class.of_class, name="classroom"),
    path("classes/<uuid:classroom>/give/", strategies_class.give, name="give_to_class"),
    path("given/<uuid:pk>/words/", strategies_given.words, name="words"),
    path("given/<uuid:pk>/rung/", strategies_given.rung, name="rung"),
    path("given/<uuid:pk>/end/", strategies_given.end, name="end"),
    path("given/<uuid:pk>/in/<str:language>/", strategies_given.wording, name="wording"),
    path("given/<uuid:pk>/in/<str:language>/confirm/", strategies_given.confirm, name="confirm"),
    path("<str:key>/", strategies.strategy, name="strategy"),
]
