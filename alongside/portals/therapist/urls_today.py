"""The addresses of the day, its visits, and the notes after them."""

from datetime import date

from django.urls import path, register_converter

from alongside.portals.therapist import notes, paper, today, visit, visit_notes, voice


class IsoDate:
    """A date in an address: 2026-11-24."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """Raises `ValueError`, which Django takes for no match, where there is no such day."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(IsoDate, "iso_date")

app_name = "today"
urlpatterns = [
    path("", today.mine, name="mine"),
    path("<iso_date:on>/", today.mine, name="day"),
    path("<iso_date:on>/away/", today.away, name="away"),
    path("of/<uuid:staff>/<iso_date:on>/sheet/", paper.sheet_of, name="sheet_of"),
    path("of/<uuid:staff>/", today.of, name="of"),
    path("of/<uuid:staff>/<iso_date:on>/", today.of, name="of_day"),
    path("visits/<uuid:pk>/", visit.show, name="visit"),
    path("visits/<uuid:pk>/end/", visit.end, name="end"),
    path("visits/<uuid:pk>/move/", visit.move, name="move"),
    path("visits/<uuid:pk>/say/", visit.say, name="say"),
    path("visits/<uuid:pk>/voice/<uuid:child>/", voice.ask, name="voice"),
    path("visits/<uuid:pk>/key-in/", paper.keying, name="key_in"),
    path("visits/<uuid:pk>/text/", visit_notes.text, name="text"),
    path("visits/<uuid:pk>/sign/", visit_notes.sign, name="sign"),
    path("visits/<uuid:pk>/leave/<uuid:session>/<slug:audience>/", visit_notes.leave, name="leave"),
    path("notes/", notes.waiting, name="notes"),
    path("notes/<uuid:pk>/", notes.show, name="note"),
    path("notes/<uuid:pk>/countersign/", notes.countersign, name="countersign"),
    path("notes/<uuid:pk>/correct/", notes.correct, name="correct"),
    path("notes/<uuid:pk>/drop/", notes.drop, name="drop"),
    path("notes/of/<uuid:child>/", notes.of_child, name="child_notes"),
]
