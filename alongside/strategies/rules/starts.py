"""What a new support starts with: everyday cards, and a frame for a story of each occasion in a child's own voice."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.strategies.choices import SupportKind
from alongside.strategies.rules.supports import Cell

_Pages = tuple[tuple[str, str | Promise], ...]

#: Cards that most classes need.
_CUES: _Pages = (
    ("hourglass-not-done", gettext_lazy("Wait")),
    ("person-raising-hand", gettext_lazy("Help, please")),
    ("shushing-face", gettext_lazy("Quiet voice")),
    ("ear", gettext_lazy("Listen")),
    ("person-in-lotus-position", gettext_lazy("Break, please")),
    ("check-mark-button", gettext_lazy("Finished")),
)

#: Each occasion with its title and pages. A page tells what happens, how it may feel, what the child can try.
STORIES: Mapping[str, tuple[str | Promise, _Pages]] = {
    "fire_drill": (
        gettext_lazy("When the fire bell rings"),
        (
            (
                "bell",
                gettext_lazy("Sometimes a loud bell rings at school. It is practice. It keeps us safe."),
            ),
            (
                "anxious-face-with-sweat",
                gettext_lazy("The bell may hurt my ears. That is all right to feel."),
            ),
            ("headphone", gettext_lazy("I can cover my ears or put on my headphones.")),
            ("people-holding-hands", gettext_lazy("I walk outside with my class. My teacher counts us.")),
            ("school", gettext_lazy("Soon the bell stops. Then we go back in together.")),
        ),
    ),
    "new_adult": (
        gettext_lazy("A different teacher today"),
        (
            ("teacher", gettext_lazy("Some days another teacher is in our class.")),
            ("thinking-face", gettext_lazy("It can feel strange. Many children feel that way.")),
            ("calendar", gettext_lazy("My day stays the same. I can look at my schedule.")),
            ("person-raising-hand", gettext_lazy("I can tell the teacher what I need. I can ask for help.")),
            ("waving-hand", gettext_lazy("My own teacher comes back another day.")),
        ),
    ),
    "my_turn": (
        gettext_lazy("Waiting for my turn"),
        (
            ("game-die", gettext_lazy("When we play together, each child has a turn.")),
            ("hourglass-not-done", gettext_lazy("Waiting can feel long.")),
            ("eyes", gettext_lazy("While I wait, I can watch, breathe or hold something small.")),
            ("backhand-index-pointing-up", gettext_lazy("Then it is my turn. My friends wait for me too.")),
        ),
    ),
    "losing": (
        gettext_lazy("When I do not win"),
        (
            (
                "game-die",
                gettext_lazy("I like to play games. In a game, sometimes I win and sometimes I do not."),
            ),
            ("slightly-frowning-face", gettext_lazy("When I do not win, I may feel sad or cross.")),
            ("wind-face", gettext_lazy("I can breathe slowly. I can say: good game.")),
            ("handshake", gettext_lazy("We can play again another time. Playing together is the fun part.")),
        ),
    ),
    "assembly": (
        gettext_lazy("Going to assembly"),
        (
            ("busts-in-silhouette", gettext_lazy("Today all the classes meet in the hall.")),
            ("loudspeaker", gettext_lazy("There are many people. It can be loud.")),
            ("chair", gettext_lazy("I have a place to sit. I know who sits beside me.")),
            ("person-in-lotus-position", gettext_lazy("If it is too much, I show my break card.")),
            ("school", gettext_lazy("When it is over, we walk back to our class.")),
        ),
    ),
    "trip": (
        gettext_lazy("Our class trip"),
        (
            ("bus", gettext_lazy("We go on a trip with our class. We go there together.")),
            ("calendar", gettext_lazy("The day is different. My schedule shows what comes next.")),
            ("backpack", gettext_lazy("I take my bag, my water and my lunch.")),
            ("handshake", gettext_lazy("I stay with my partner. An adult is always near.")),
            ("house", gettext_lazy("Later we come back to school, and then I go home.")),
        ),
    ),
}
#: A frame for everything else: what to write on each page.
_OWN_STORY: _Pages = (
    ("star", gettext_lazy("Sometimes …")),
    ("thinking-face", gettext_lazy("I may feel …")),
    ("thumbs-up", gettext_lazy("I can try …")),
    ("people-holding-hands", gettext_lazy("… helps me.")),
)


def start_of(kind: SupportKind, occasion: str = "") -> tuple[str, list[Cell]]:
    """A title and pictures to begin with; a schedule begins with the class's day instead (`queries.supports`)."""
    if kind is SupportKind.SOCIAL_STORY:
        title, pages = STORIES.get(occasion, (gettext_lazy("My story"), _OWN_STORY))
        return str(title), _cells(pages)
    if kind is SupportKind.CUE_CARDS:
        return _("My cards"), _cells(_CUES)
    if kind is SupportKind.FIRST_THEN:
        return _("First, then"), [Cell(), Cell()]
    if kind is SupportKind.CHOICE_BOARD:
        return _("I choose"), [Cell() for _place in range(4)]
    return _("My day"), []


def _cells(pages: _Pages) -> list[Cell]:
    return [Cell(picture, str(words)) for picture, words in pages]
