"""The addresses of supports to print, and of a child's own page."""

from django.urls import path

from alongside.portals.therapist import my_plan, supports

app_name = "supports"
urlpatterns = [
    path("", supports.children, name="children"),
    path("pictures/", supports.find, name="find"),
    path("pictures/<slug:name>.svg", supports.picture, name="picture"),
    path("<uuid:child>/", supports.child, name="child"),
    path("<uuid:child>/my-plan/", my_plan.my_plan, name="my_plan"),
    path("<uuid:child>/my-plan/print/", my_plan.printed, name="print_my_plan"),
    path("<uuid:child>/my-plan/said/", my_plan.say, name="say"),
    path("<uuid:child>/my-plan/said/<uuid:pk>/take-back/", my_plan.take_back, name="take_back"),
    path("<uuid:child>/new/<str:kind>/", supports.new, name="new"),
    path("<uuid:child>/preview/<str:kind>/", supports.preview, name="preview"),
    path("<uuid:child>/<uuid:pk>/", supports.support, name="support"),
    path("<uuid:child>/<uuid:pk>/print/", supports.printed, name="print"),
    path("<uuid:child>/<uuid:pk>/put-away/", supports.put_away, name="put_away"),
]
