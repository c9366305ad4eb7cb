"""The printed week of a therapist or of a class: days across, time down, lengths to scale."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from math import ceil
from pathlib import Path
from typing import Any, Literal

from alongside.formats.pdf.typeset import typeset
from alongside.wording import gettext as _

Paper = Literal["a4", "us-letter"]
Mark = Literal["ot", "slt", "beh"]
BandKind = Literal["routine", "break", "task", "away"]

#: Width and height in millimetres of a sheet on its side.
PAPERS: dict[Paper, tuple[float, float]] = {"a4": (297, 210), "us-letter": (279.4, 215.9)}

#: More columns than this get a page each half, so that a name still fits its column.
DAYS_ON_A_PAGE = 6

_TEMPLATE = Path(__file__).with_name("week.typ")


@dataclass(frozen=True)
class Band:
    """A labelled stretch of the day behind the visits, in minutes from midnight, `end` exclusive.

    ``routine``: what the class does; ``break``: recess or lunch; ``task``: other work of a therapist, such as
    planning with a teacher; ``away``: not at school.
    """

    start: int
    end: int
    label: str
    kind: BandKind = "routine"


@dataclass(frozen=True)
class VisitBlock:
    """One visit, in minutes from midnight, `end` exclusive.

    `who` leads: the therapist on a class's sheet, the class on a therapist's. `children` are first names.
    `place` says where (a room, a routine, a school), `role` what the therapist does there; both may be empty.
    """

    start: int
    end: int
    mark: Mark
    who: str
    children: tuple[str, ...] = ()
    place: str = ""
    role: str = ""


@dataclass(frozen=True)
class DayColumn:
    """One day of the cycle: its name, a line beneath it (a date, a school) or nothing, and what lies in it."""

    name: str
    note: str = ""
    bands: tuple[Band, ...] = ()
    visits: tuple[VisitBlock, ...] = ()


@dataclass(frozen=True)
class WeekSheet:
    """A whole sheet. `title` is the person or class; `school` and `holds` (from which date) stand beneath it.

    `printed` is the sentence in the corner, such as "Printed on 24 November 2026". `language` is the tag of the
    language that is spoken where it is printed, such as ``en`` or ``zh-Hans``, for letterforms and screen readers.
    """

    title: str
    school: str
    holds: str
    printed: str
    days: tuple[DayColumn, ...]
    language: str


def week_pdf(week: WeekSheet, *, paper: Paper, font_paths: Sequence[Path]) -> bytes:
    """The week as a tagged PDF (PDF/UA-1), landscape, on one page where its days fit.

    A visit whose text is too long for its length carries a number, and its text stands in full beneath the
    days. Raises `FacesMissing` where `font_paths` hold no faces and `ValueError` with a sentence for a sheet
    without days.
    """
    if not week.days:
        raise ValueError("A week needs at least one day to print.")
    starts, ends = _hours(week.days)
    is_class = any(band.kind == "routine" for day in week.days for band in day.bands)
    width, height = PAPERS[paper]
    language, _, region = week.language.partition("-")
    data = {
        "title": week.title,
        "school": week.school,
        "holds": week.holds,
        "printed": week.printed,
        "language": language,
        "region": region if len(region) == 2 else None,
        "words": _words(),
        "paper": {"width": width, "height": height},
        "starts": starts,
        "ends": ends,
        "pages": _pages([_day(day, number, is_class=is_class) for number, day in enumerate(week.days)]),
    }
    return typeset(_TEMPLATE, data, font_paths=font_paths)


def _words() -> dict[str, str]:
    """The sheet's own words."""
    return {
        "ot": _("Occupational therapy"),
        "slt": _("Speech and language"),
        "beh": _("Behaviour and feelings"),
        "away": _("Not here"),
        "task": _("Other work"),
        "empty": _("No visits in this week."),
        "notes": _("In full"),
        "letters_missing": _("A □ stands for a letter that cannot be printed here."),
    }


def _hours(days: Iterable[DayColumn]) -> tuple[int, int]:
    """The stretch of the day that the sheet draws, in whole quarter hours; a school day where it is empty."""
    drawn: list[Band | VisitBlock] = []
    for day in days:
        drawn += [*day.bands, *day.visits]
    if not drawn:
        return 8 * 60, 15 * 60
    return min(each.start for each in drawn) // 15 * 15, -(-max(each.end for each in drawn) // 15) * 15


def _pages(days: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    pages = ceil(len(days) / DAYS_ON_A_PAGE)
    each = ceil(len(days) / pages)
    return [days[first : first + each] for first in range(0, len(days), each)]


def _day(day: DayColumn, number: int, *, is_class: bool) -> dict[str, Any]:
    """The day as the template reads it: one list of pieces, in the order in which a voice would read them."""
    bands: list[dict[str, Any]] = [
        {
            **asdict(band),
            "is": "band",
            "time": _band_time(band, is_class),
            "alone": not any(visit.start < band.end and band.start < visit.end for visit in day.visits),
        }
        for band in day.bands
    ]
    visits: list[dict[str, Any]] = [
        {
            **asdict(visit),
            "is": "visit",
            "time": _from_to(visit),
            "begins": written_time(visit.start),
            "lane": lane,
            "lanes": lanes,
        }
        for visit, lane, lanes in side_by_side(day.visits)
    ]
    pieces = sorted(bands + visits, key=lambda piece: (piece["start"], piece["is"], piece["end"]))
    return {
        "name": day.name,
        "note": day.note,
        "pieces": [{**piece, "id": f"{number}-{place}"} for place, piece in enumerate(pieces)],
    }


def _band_time(band: Band, is_class: bool) -> str:
    """A class's day has no gaps, so that the start of each routine says its end as well."""
    if band.kind == "away":
        return ""
    return written_time(band.start) if is_class else _from_to(band)


def _from_to(piece: Band | VisitBlock) -> str:
    return f"{written_time(piece.start)}–{written_time(piece.end)}"


def written_time(minutes: int) -> str:
    """A time of day as people write it on a wall: 9:05."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def side_by_side(visits: Iterable[VisitBlock]) -> list[tuple[VisitBlock, int, int]]:
    """Each visit in order with its lane and the number of lanes, so that none that overlap share a lane."""
    placed: list[tuple[VisitBlock, int, int]] = []
    together: list[tuple[VisitBlock, int]] = []
    lane_ends: list[int] = []
    for visit in sorted(visits, key=lambda each: (each.start, each.end, each.who)):
        if visit.start >= max(lane_ends, default=0):
            placed += [(each, lane, len(lane_ends)) for each, lane in together]
            together, lane_ends = [], []
        lane = next((lane for lane, end in enumerate(lane_ends) if end <= visit.start), len(lane_ends))
        lane_ends[lane : lane + 1] = [visit.end]
        together.append((visit, lane))
    return placed + [(each, lane, len(lane_ends)) for each, lane in together]
