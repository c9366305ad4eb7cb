"""The words of the day: how a visit ended and why, the adult's role in class, what was marked, how a note stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """How a visit ended; one that was moved has its new time, and ends as one of these then."""

    HELD = "held", _("Held")
    SHORTENED = "shortened", _("Shortened")
    MISSED = "missed", _("Missed")


class Reason(models.TextChoices):
    """Why a session was missed, cut short or moved."""

    CHILD_AWAY = "child_away", _("Child away")
    REFUSED = "refused", _("Child did not want to")
    STAFF_AWAY = "staff_away", _("Therapist away")
    TEACHER_AWAY = "teacher_away", _("Teacher away")
    ASSEMBLY = "assembly", _("Assembly")
    TRIP = "trip", _("Trip")
    SCHOOL_EVENT = "school_event", _("School event")
    NO_SCHOOL = "no_school", _("No school")
    OTHER = "other", _("Something else")


#: What an organisation makes up until it says otherwise: what the adults could not give, not what the child was away
#: for. A starting point to change, not law: some plans and places ask for more.
USUALLY_MADE_UP = {
    Reason.CHILD_AWAY: False,
    Reason.REFUSED: False,
    Reason.STAFF_AWAY: True,
    Reason.TEACHER_AWAY: True,
    Reason.ASSEMBLY: True,
    Reason.TRIP: True,
    Reason.SCHOOL_EVENT: True,
    Reason.NO_SCHOOL: False,
    Reason.OTHER: True,
}

#: Within how many school days a missed session is made up, until an organisation says otherwise.
USUALLY_WITHIN = 15

#: The ladder of help from none to most, until an organisation names its own.
USUAL_LADDER = (_("Alone"), _("Point"), _("Say"), _("Show"), _("Hands"))


class ClassRole(models.TextChoices):
    """What the therapist does beside the teacher: the six ways of teaching together."""

    OBSERVE = "observe", _("Observe")
    ASSIST = "assist", _("One teaches, one assists")
    STATION = "station", _("Station teaching")
    PARALLEL = "parallel", _("Parallel teaching")
    ALTERNATIVE = "alternative", _("Alternative teaching")
    TEAM = "team", _("Team teaching")


class Setting(models.TextChoices):
    """Where an observation was made."""

    IN_CLASS = "in_class", _("In class")
    OUTSIDE = "outside", _("Outside class")
    HOME = "home", _("At home")
    ELSEWHERE = "elsewhere", _("Elsewhere")


class Source(models.TextChoices):
    """How an observation came in."""

    TAPPED = "tapped", _("Tapped in class")
    PAPER = "paper", _("Keyed in from paper")
    TYPED = "typed", _("Written afterwards")


class MarkKind(models.TextChoices):
    """What is said about a visit, or about one child in it."""

    HELD = "held", _("Held")
    SHORTENED = "shortened", _("Shortened")
    MISSED = "missed", _("Missed")
    MOVED = "moved", _("Moved")
    REOPENED = "reopened", _("Opened again")
    ROLE = "role", _("Role in class")
    AWAY = "away", _("Child away")
    THERE = "there", _("Child there")
    WORD = "word", _("A word about it")
    UNSAID = "unsaid", _("A word taken back")


class ChangeKind(models.TextChoices):
    """What makes a day other than the timetable says."""

    ASSEMBLY = "assembly", _("Assembly")
    TRIP = "trip", _("Trip")
    EVENT = "event", _("School event")
    CHILD_AWAY = "child_away", _("Child away")
    STAFF_AWAY = "staff_away", _("Therapist away")
    TEACHER_AWAY = "teacher_away", _("Teacher away")


#: The reason that a change of the day gives to what is missed for it.
REASON_OF_CHANGE = {
    ChangeKind.ASSEMBLY: Reason.ASSEMBLY,
    ChangeKind.TRIP: Reason.TRIP,
    ChangeKind.EVENT: Reason.SCHOOL_EVENT,
    ChangeKind.CHILD_AWAY: Reason.CHILD_AWAY,
    ChangeKind.STAFF_AWAY: Reason.STAFF_AWAY,
    ChangeKind.TEACHER_AWAY: Reason.TEACHER_AWAY,
}


class Partner(models.TextChoices):
    """With whom a consultation was held."""

    TEACHER = "teacher", _("Class teacher")
    ASSISTANT = "assistant", _("Assistant")
    FAMILY = "family", _("Family")
    COLLEAGUE = "colleague", _("Another colleague")


#: How many minutes one consultation has at most.
LONGEST_CONTACT = 240


class NoteState(models.TextChoices):
    """Where a note stands; which one follows from its moments."""

    DRAFT = "draft", _("Draft")
    SIGNED = "signed", _("Signed")
    COUNTERSIGNED = "countersigned", _("Countersigned")


NOTE_TRANSITIONS = {
    NoteState.DRAFT: {NoteState.SIGNED},
    NoteState.SIGNED: {NoteState.COUNTERSIGNED},
    NoteState.COUNTERSIGNED: set(),
}


class Audience(models.TextChoices):
    """For whom something is left behind after class."""

    TEACHER = "teacher", _("For the teacher")
    HOME = "home", _("For home")


class Company(models.TextChoices):
    """With whom a child is in a moment looked at: the codes of a short scan, written for this project."""

    WITH = "with", _("Together with classmates")
    BESIDE = "beside", _("Beside classmates")
    WATCHING = "watching", _("Watching classmates")
    ADULT = "adult", _("With an adult")
    ALONE = "alone", _("Alone")


#: The five faces of the child's own voice, from 1.
FACES = (_("Hard"), _("Not so good"), _("Okay"), _("Good"), _("Great"))


class VoicePicture(models.TextChoices):
    """What helped and what was hard, as a child says it with a picture; hers to leave."""

    FRIEND = "friend", _("A friend")
    ADULT = "adult", _("A grown-up")
    BREAK = "break", _("A break")
    QUIET = "quiet", _("It was quiet")
    MOVING = "moving", _("Moving")
    LOOKING = "looking", _("Pictures to look at")
    NOISE = "noise", _("Noise")
    WAITING = "waiting", _("Waiting")
    PEOPLE = "people", _("Many people")
    TRICKY = "tricky", _("It was tricky")
    TIRED = "tired", _("I was tired")
    CHANGED = "changed", _("Something was different")


#: The pictures of the first question, "What helped?"; the others belong to the second, "What was hard?".
HELPED = (
    VoicePicture.FRIEND,
    VoicePicture.ADULT,
    VoicePicture.BREAK,
    VoicePicture.QUIET,
    VoicePicture.MOVING,
    VoicePicture.LOOKING,
)
HARD = tuple(each for each in VoicePicture if each not in HELPED)
#: The picture of the symbol set for each; `voice-pictures.json` of the front end says the same for the capture page.
DRAWN = {
    VoicePicture.FRIEND: "people-holding-hands",
    VoicePicture.ADULT: "teacher",
    VoicePicture.BREAK: "person-in-lotus-position",
    VoicePicture.QUIET: "shushing-face",
    VoicePicture.MOVING: "person-running",
    VoicePicture.LOOKING: "open-book",
    VoicePicture.NOISE: "loudspeaker",
    VoicePicture.WAITING: "hourglass-not-done",
    VoicePicture.PEOPLE: "busts-in-silhouette",
    VoicePicture.TRICKY: "thinking-face",
    VoicePicture.TIRED: "yawning-face",
    VoicePicture.CHANGED: "shuffle-tracks-button",
}
