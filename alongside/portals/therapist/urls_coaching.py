"""The addresses of coaching."""

from django.urls import path

from alongside.portals.therapist import coaching

app_name = "coaching"
urlpatterns = [
    path("", coaching.cycles, name="cycles"),
    path("begin/<uuid:classroom>/", coaching.begin, name="begin"),
    path("<uuid:pk>/", coaching.cycle, name="cycle"),
    path("<uuid:pk>/look/", coaching.look, name="look"),
    path("<uuid:pk>/reflect/", coaching.reflect, name="reflect"),
    path("<uuid:pk>/feedback/", coaching.feedback, name="feedback"),
    path("<uuid:pk>/end/", coaching.end, name="end"),
    path("looks/<uuid:look>/rate/", coaching.rate, name="rate"),
]
