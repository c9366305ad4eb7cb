"""The addresses of messages, of what somebody was told, and of how they hear."""

from django.urls import path

from alongside.portals.shared import messages, notices

app_name = "talk"
urlpatterns = [
    path("", messages.threads, name="threads"),
    path("new/", messages.choose, name="choose"),
    path("new/<uuid:child>/", messages.new, name="new"),
    path("notices/", notices.notices, name="notices"),
    path("how/", notices.how, name="how"),
    path("mail/", notices.mail, name="mail"),
    path("mail/<uuid:pk>/again/", notices.mail_again, name="mail_again"),
    path("told/<uuid:child>/", notices.told, name="told"),
    path("told/<uuid:child>/table/", notices.told_table, name="told_table"),
    path("files/<uuid:pk>/", messages.attachment, name="attachment"),
    path("said/<uuid:pk>/take-back/", messages.take_back, name="take_back"),
    path("<uuid:pk>/", messages.thread, name="thread"),
    path("<uuid:pk>/people/", messages.add, name="add"),
    path("<uuid:pk>/leave/", messages.leave, name="leave"),
    path("<uuid:pk>/close/", messages.close, name="close"),
    path("<uuid:pk>/reopen/", messages.reopen, name="reopen"),
]
