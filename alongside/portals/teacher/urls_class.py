"""The addresses of a teacher's own pages: today, her children, times for visits, a week that is proposed."""

from django.urls import path

from alongside.portals.teacher import children, classes, proposals, times, today

app_name = "my_class"
urlpatterns = [
    path("", classes.mine, name="mine"),
    path("today/", classes.choose, {"page": "today"}, name="today_mine"),
    path("today/<uuid:pk>/", today.today, name="today"),
    path("today/<uuid:pk>/<uuid:assignment>/", today.say, name="say"),
    path("children/", classes.choose, {"page": "children"}, name="children_mine"),
    path("children/<uuid:pk>/", children.children, name="children"),
    path("children/<uuid:pk>/<uuid:child>/", children.child, name="child"),
    path("times/", classes.choose, {"page": "times"}, name="times_mine"),
    path("times/<uuid:pk>/", times.times, name="times"),
    path("times/<uuid:pk>/<uuid:routine>/", times.say, name="times_say"),
    path("proposals/<uuid:proposal>/<uuid:pk>/", proposals.show, name="proposal"),
    path("proposals/<uuid:proposal>/<uuid:pk>/answer/", proposals.answer, name="proposal_answer"),
    path("proposals/<uuid:proposal>/<uuid:pk>/take-back/", proposals.take_back, name="proposal_take_back"),
]
