"""The addresses of what was owed and delivered, and of what is to be made up."""

from django.urls import path

from alongside.portals.therapist import delivered, make_up

app_name = "delivered"
urlpatterns = [
    path("", delivered.overview, name="overview"),
    path("children/<uuid:child>/", delivered.child, name="child"),
    path("children/<uuid:child>/consultations/<uuid:service>/", delivered.consult, name="consult"),
    path("consultations/<uuid:pk>/take-back/", delivered.take_back, name="take_back"),
    path("make-up/", make_up.to_place, name="make_up"),
    path("make-up/<uuid:session>/", make_up.missed, name="missed"),
    path("make-up/<uuid:session>/give-up/", make_up.give_up, name="give_up"),
    path("by-date/<uuid:planned>/", make_up.by_date, name="by_date"),
]
