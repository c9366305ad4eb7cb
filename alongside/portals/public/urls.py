"""The addresses for those who are not signed in."""

from django.urls import URLPattern

app_name = "public"
urlpatterns: list[URLPattern] = []
