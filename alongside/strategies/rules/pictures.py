"""Which picture stands for what in a school day, and how one is found by a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from alongside.classrooms.choices import RoutineKind
from alongside.strategies.rules.words import school_words
from alongside.wording.plain import plain

#: The language in which the set names its pictures.
ENGLISH = "en-gb"

#: The picture with which a routine of the day begins; an adult may choose another.
PICTURE_OF: Mapping[RoutineKind, str] = {
    RoutineKind.ARRIVAL: "backpack",
    RoutineKind.CIRCLE_TIME: "people-dialogue",
    RoutineKind.LITERACY: "open-book",
    RoutineKind.WRITING: "writing-hand",
    RoutineKind.MATHS: "input-numbers",
    RoutineKind.SCIENCE_SOCIAL: "magnifying-glass-tilted-left",
    RoutineKind.LANGUAGE: "speaking-head",
    RoutineKind.CENTRES: "puzzle-piece",
    RoutineKind.READ_ALOUD: "books",
    RoutineKind.ART: "artist-palette",
    RoutineKind.MUSIC: "musical-notes",
    RoutineKind.PE: "soccer-ball",
    RoutineKind.COMPUTING: "laptop",
    RoutineKind.RELIGION: "candle",
    RoutineKind.PLAY: "teddy-bear",
    RoutineKind.SNACK_RECESS: "red-apple",
    RoutineKind.LUNCH: "fork-and-knife-with-plate",
    RoutineKind.ASSEMBLY: "busts-in-silhouette",
    RoutineKind.INTERVENTION: "handshake",
    RoutineKind.DISMISSAL: "waving-hand",
    RoutineKind.OTHER: "star",
}

#: Words of school life with their pictures in the set, the best first. The files in `strategies/words` say each of
#: them in the other languages.
SCHOOL_WORDS: Mapping[str, tuple[str, ...]] = {
    "all done": ("check-mark-button", "chequered-flag"),
    "angry": ("angry-face", "enraged-face"),
    "apple": ("red-apple",),
    "art": ("artist-palette", "paintbrush", "crayon"),
    "ask": ("person-raising-hand", "red-question-mark"),
    "ball": ("soccer-ball", "basketball"),
    "banana": ("banana",),
    "bathroom": ("toilet", "wash-hands"),
    "bed": ("bed",),
    "bicycle": ("bicycle",),
    "birthday": ("birthday-cake",),
    "book": ("open-book", "closed-book"),
    "bored": ("expressionless-face", "yawning-face"),
    "bread": ("bread", "baguette-bread"),
    "break": ("person-in-lotus-position", "couch-and-lamp", "hourglass-not-done"),
    "breathe": ("wind-face", "person-in-lotus-position"),
    "bus": ("bus", "minibus"),
    "calm": ("person-in-lotus-position", "relieved-face"),
    "car": ("automobile",),
    "carpet": ("people-dialogue", "chair"),
    "cat": ("cat", "cat-face"),
    "chair": ("chair",),
    "change": ("counterclockwise-arrows-button", "calendar"),
    "choose": ("backhand-index-pointing-up", "thinking-face"),
    "circle time": ("people-dialogue", "busts-in-silhouette"),
    "clock": ("mantelpiece-clock", "alarm-clock", "three-oclock"),
    "colour": ("crayon", "artist-palette"),
    "computer": ("laptop", "desktop-computer"),
    "count": ("input-numbers", "abacus"),
    "cry": ("crying-face", "loudly-crying-face"),
    "cut": ("scissors",),
    "dance": ("woman-dancing", "ballet-dancer"),
    "dog": ("dog", "dog-face"),
    "draw": ("crayon", "pencil"),
    "drink": ("potable-water", "cup-with-straw", "glass-of-milk"),
    "eat": ("fork-and-knife-with-plate", "sandwich", "bento-box"),
    "excited": ("star-struck", "partying-face"),
    "finished": ("check-mark-button", "chequered-flag"),
    "fire drill": ("bell", "emergency-exit"),
    "first": ("keycap-1", "backhand-index-pointing-right"),
    "fish": ("fish", "tropical-fish"),
    "friend": ("people-holding-hands", "handshake"),
    "frightened": ("fearful-face", "anxious-face-with-sweat"),
    "game": ("game-die", "puzzle-piece"),
    "glue": ("lotion-bottle", "paperclip"),
    "go": ("person-walking", "green-circle"),
    "good": ("thumbs-up", "star"),
    "gym": ("soccer-ball", "running-shoe"),
    "hands to myself": ("raised-hand", "handshake"),
    "happy": ("grinning-face", "slightly-smiling-face"),
    "hear": ("ear",),
    "help": ("person-raising-hand", "handshake", "sos-button"),
    "home": ("house", "house-with-garden"),
    "hungry": ("fork-and-knife-with-plate", "red-apple"),
    "hurt": ("adhesive-bandage", "face-with-head-bandage"),
    "ill": ("face-with-thermometer", "nauseated-face"),
    "juice": ("beverage-box", "cup-with-straw"),
    "line up": ("person-walking", "people-holding-hands", "children-crossing"),
    "listen": ("ear",),
    "look": ("eyes",),
    "loud": ("loudspeaker", "speaker-high-volume"),
    "lunch": ("fork-and-knife-with-plate", "bento-box"),
    "maths": ("input-numbers", "abacus", "calculator"),
    "me": ("girl-standing", "boy-standing", "person-standing"),
    "milk": ("glass-of-milk",),
    "more": ("plus",),
    "music": ("musical-notes", "drum"),
    "my turn": ("backhand-index-pointing-up", "game-die"),
    "no": ("cross-mark", "thumbs-down"),
    "noise": ("loudspeaker", "headphone"),
    "paint": ("paintbrush", "artist-palette"),
    "pencil": ("pencil",),
    "play": ("teddy-bear", "playground-slide", "puzzle-piece"),
    "playground": ("playground-slide", "soccer-ball"),
    "quiet": ("shushing-face", "muted-speaker"),
    "rain": ("cloud-with-rain",),
    "raise hand": ("person-raising-hand", "raised-hand"),
    "read": ("open-book", "books"),
    "recess": ("playground-slide", "soccer-ball"),
    "rest": ("bed", "couch-and-lamp"),
    "run": ("person-running", "running-shoe"),
    "sad": ("slightly-frowning-face", "crying-face"),
    "scared": ("fearful-face", "anxious-face-with-sweat"),
    "school": ("school",),
    "scissors": ("scissors",),
    "share": ("handshake", "open-hands"),
    "shoes": ("running-shoe", "mans-shoe"),
    "sing": ("microphone", "musical-notes"),
    "sit": ("chair", "person-in-lotus-position"),
    "sleep": ("bed", "sleeping-face"),
    "snack": ("red-apple", "banana", "cookie"),
    "sport": ("soccer-ball", "running-shoe"),
    "stand": ("person-standing", "girl-standing"),
    "stop": ("stop-sign", "raised-hand"),
    "story": ("books", "open-book"),
    "sun": ("sun", "sun-with-face"),
    "surprised": ("face-with-open-mouth", "astonished-face"),
    "swim": ("person-swimming", "goggles"),
    "talk": ("speaking-head", "speech-balloon"),
    "teacher": ("teacher",),
    "tell": ("speaking-head", "speech-balloon"),
    "thank you": ("folded-hands", "red-heart"),
    "then": ("keycap-2", "right-arrow"),
    "thirsty": ("potable-water", "cup-with-straw"),
    "tidy up": ("basket", "broom", "package"),
    "tired": ("yawning-face", "sleeping-face", "tired-face"),
    "toilet": ("toilet",),
    "toothbrush": ("toothbrush",),
    "toy": ("teddy-bear", "puzzle-piece", "yo-yo"),
    "tree": ("deciduous-tree", "evergreen-tree"),
    "wait": ("hourglass-not-done", "raised-hand"),
    "walk": ("person-walking",),
    "wash hands": ("wash-hands", "soap"),
    "water": ("potable-water", "droplet"),
    "worried": ("worried-face", "anxious-face-with-sweat"),
    "write": ("writing-hand", "pencil"),
    "yes": ("check-mark-button", "thumbs-up"),
    "your turn": ("backhand-index-pointing-right", "game-die"),
}

#: How the package names a picture.
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: Nothing for a child's wall: flags, brands, weapons, what adults drink and smoke, and other shades of a person who is
#: there in one already.
_LEFT_OUT = re.compile(
    r"skin-tone|flag$|^flag-|^regional-|rights$|gender|sexual|gay|lesbian|demi(boy|girl)|cigarette|smoking|no-smoking|"
    r"beer|wine|cocktail|sake|champagne|tumbler|pistol|bomb|kitchen-knife|dagger|sword|axe|coffin|urn|syringe|middle-finger|"
    r"pile-of-poo|symbols-on-mouth|drunk|atom|trump|hal-9000|facebook|twitter|instagram|discord|reddit|youtube|tiktok|"
    r"pinterest|linkedin|firefox|chrome|safari|github|gitlab|browser|brand"
)
_KEPT = frozenset({"chequered-flag", "crossed-flags", "triangular-flag"})


def is_for_children(name: str) -> bool:
    """Whether a picture of the set is offered: no flags of places, no weapons, no brands, one of each person."""
    return name in _KEPT or not _LEFT_OUT.search(name)


def ranked(names: Iterable[str], words: str, languages: Iterable[str] = (ENGLISH,)) -> list[str]:
    """The pictures that fit what was typed, the best first; every word has to begin a word of the name.

    What the school's own words of these languages stand for comes first, then names (which are English) that are just
    that, then the shorter ones.
    """
    asked = plain(words).split()
    if not asked:
        return []
    there = list(names)
    known = set(there)
    said = " ".join(asked)
    meant = school_words(languages)
    own = [
        name
        for phrase in sorted(meant, key=lambda each: (each != said, not each.startswith(said), each))
        if _begins_all(asked, phrase.split())
        for word in meant[phrase]
        for name in SCHOOL_WORDS[word]
        if name in known
    ]
    fits = [name for name in there if _begins_all(asked, name.split("-"))]
    exact = "-".join(asked)
    fits.sort(key=lambda name: (name != exact, not name.startswith(exact), len(name), name))
    return list(dict.fromkeys([*own, *fits]))


def _begins_all(asked: Iterable[str], parts: Iterable[str]) -> bool:
    """Whether each word asked for begins one of the parts."""
    there = list(parts)
    return all(any(part.startswith(word) for part in there) for word in asked)
