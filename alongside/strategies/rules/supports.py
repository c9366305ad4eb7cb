"""Who makes and reads supports, how many pictures each kind holds, and what may stand beneath a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alongside.classrooms import queries as classrooms
from alongside.people import queries as people
from alongside.people.choices import Right
from alongside.people.models import Child
from alongside.people.rules import NotAllowed, NotNow, Viewer, check_is_ours
from alongside.strategies.choices import SupportKind
from alongside.strategies.models import Support
from alongside.strategies.rules.given import can_give
from alongside.strategies.rules.pictures import NAME

#: The fewest and the most pictures of each kind; for a story each is a page.
BOUNDS: Mapping[SupportKind, tuple[int, int]] = {
    SupportKind.VISUAL_SCHEDULE: (2, 16),
    SupportKind.FIRST_THEN: (2, 2),
    SupportKind.CHOICE_BOARD: (2, 8),
    SupportKind.CUE_CARDS: (4, 8),
    SupportKind.SOCIAL_STORY: (2, 10),
}
#: The longest text beneath a picture, and on a page of a story.
LONGEST, LONGEST_ON_A_PAGE, LONGEST_TITLE = 40, 200, 80


@dataclass(frozen=True)
class Cell:
    """One picture with its words; `time` is in minutes from midnight, on a schedule alone."""

    picture: str = ""
    words: str = ""
    time: int | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.picture or self.words.strip())


def cells_of(support: Support) -> list[Cell]:
    """The pictures of a support as they were kept."""
    return [Cell(**each) for each in support.cells]


def kept(kind: SupportKind, cells: Sequence[Cell]) -> list[dict[str, str | int | None]]:
    """The pictures as they are kept: in their order, without empty ones, without a time where none belongs.

    A support with a fixed number of places keeps its places. Refuses too few, too many, words that are too long, and
    what cannot be the name of a picture.
    """
    fewest, most = BOUNDS[kind]
    said = [replace(each, words=" ".join(each.words.split())) for each in cells if not each.is_empty]
    if kind is not SupportKind.VISUAL_SCHEDULE:
        said = [replace(each, time=None) for each in said]
    if not fewest <= len(said) <= most:
        raise NotNow(_how_many(fewest, most))
    longest = LONGEST_ON_A_PAGE if kind is SupportKind.SOCIAL_STORY else LONGEST
    too_long = next((each.words for each in said if len(each.words) > longest), None)
    if too_long is not None:
        raise NotNow(
            _("“{start}…” is longer than {most} letters. A child reads short words.").format(
                start=too_long[:20], most=longest
            )
        )
    for each in said:
        if each.picture and not NAME.fullmatch(each.picture):
            raise NotNow(_("This is not a picture of the set. Choose one that the search finds."))
        if each.time is not None and not 0 <= each.time < 24 * 60:
            raise NotNow(_("A time lies between 0:00 and 23:59. Write it again."))
    return [asdict(each) for each in said]


def _how_many(fewest: int, most: int) -> str:
    if fewest == most:
        return _("This board has {number} places. Fill each with a picture or a word.").format(number=most)
    return _("It holds from {fewest} to {most}. Add some, or take some away.").format(
        fewest=fewest, most=most
    )


def check_title(title: str) -> None:
    if not title.strip():
        raise NotNow(_("Give it a title, so that it is found again."))
    if len(title.strip()) > LONGEST_TITLE:
        raise NotNow(_("A title has at most {most} letters. Write it shorter.").format(most=LONGEST_TITLE))


def languages() -> dict[str, str]:
    """The languages in which a sheet can be written, by their own names: all of the house."""
    return dict(settings.LANGUAGES)


def check_language(language: str) -> None:
    if language not in languages():
        raise NotNow(_("Choose one of the languages."))


def check_can_make(viewer: Viewer, child: Child) -> None:
    """Refuses everybody but the therapists and assistants of the child's team, and those who run the programme."""
    check_is_ours(viewer, child)
    if not can_give(viewer, child):
        raise NotAllowed(
            _("Only {child}’s therapists make supports. Tell one of them what would help.").format(
                child=child.first_name
            )
        )


def check_can_change(viewer: Viewer, support: Support) -> None:
    """Refuses who may not make supports for this child, and one that was put away."""
    check_is_ours(viewer, support)
    check_can_make(viewer, support.child)
    if support.put_away_at is not None:
        raise NotNow(_("This was put away. Take it out again first."))


def children_read_by(viewer: Viewer) -> QuerySet[Child]:
    """The children whose supports the viewer may read and print, on the day of looking.

    Her own at school (team, class taught, all for a coordinator), and at home those for whom a guardian helps.
    """
    at_school = classrooms.children_at_work(viewer)
    if not viewer.is_guardian:
        return at_school
    at_home = people.children_of_guardian(viewer, Right.HELP_AT_HOME)
    return Child.objects.filter(pk__in=at_school.values("pk")) | Child.objects.filter(
        pk__in=at_home.values("pk")
    )
