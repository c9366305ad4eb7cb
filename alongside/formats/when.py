"""How people write dates, times of day and the days of a week or cycle, in the languages of the schools we know."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from alongside.formats.table import plain
from alongside.wording import day as written_day
from alongside.wording import gettext as _

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

# English, Greek, Spanish, French, Malay, Chinese, Tamil; then Portuguese, German and Italian where they differ.
_WRITTEN_DAYS = {
    "Mon": "monday mon mo δευτερα δευ δε lunes lun lundi isnin isn 星期一 周一 週一 礼拜一 一 திங்கள் segunda montag",
    "Tue": "tuesday tues tue tu τριτη τρι τρ martes mar mardi selasa sel 星期二 周二 週二 礼拜二 二 செவ்வாய் dienstag",
    "Wed": "wednesday weds wed we τεταρτη τετ τε miercoles mie mercredi mer rabu 星期三 周三 週三 礼拜三 三 புதன்",
    "Thu": "thursday thurs thur thu th πεμπτη πεμ πε jueves jue jeudi jeu khamis 星期四 周四 週四 礼拜四 四 வியாழன்",
    "Fri": "friday fri fr παρασκευη παρ πα viernes vie vendredi ven jumaat 星期五 周五 週五 礼拜五 五 வெள்ளி freitag",
    "Sat": "saturday sat sa σαββατο σαβ sabado sab samedi sam sabtu 星期六 周六 週六 礼拜六 六 சனி samstag sabato",
    "Sun": "sunday sun su κυριακη κυρ domingo dom dimanche dim ahad 星期日 星期天 周日 週日 礼拜日 日 ஞாயிறு sonntag",
}
_DAYS = {plain(word): day for day, words in _WRITTEN_DAYS.items() for word in words.split()}
_LETTER_WEEKS = {"mtwtf", "mtwrf", "lmxjv", "lmmjv", "δττππ", "isrkj", "mdmdf", "mtwthf", "mtuwthf"}
_CYCLE = re.compile(
    r"(?:day|dia|jour|hari|ημερα|tag|d) ?([0-9]{1,2})|(?:day|dia|jour|hari|ημερα|tag) ([a-h])"
    r"|第 ?([0-9一二三四五六七八九十]) ?[天日]"
)
_DAWN, _EVENING = 6 * 60, 7 * 60
_SERIAL_ZERO = dt.date(1899, 12, 30)
_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan ene janv ιαν", "feb fev febr φεβ", "mar mac mars μαρ", "apr abr avr απρ", "may mai mei μαι μαιου",
            "jun juin ιουν", "jul juil julai ιουλ", "aug ago aout ogos αυγ", "sep sept σεπ", "oct okt ott οκτ",
            "nov νοε", "dec dic dis δεκ",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip


@lru_cache(maxsize=4_096)
def weekday(text: str) -> str | None:
    """The weekday that a heading names ("Δευτέρα", "A-Mon", "MONDAY 3 May"), as one of `WEEKDAYS`."""
    words = plain(text).split()
    if len(words) > 4:
        return None
    if len(words) == 1:
        return _DAYS.get(words[0])
    found = {_DAYS[word] for word in words if word in _DAYS and (len(word) > 2 or not word.isascii())}
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=4_096)
def cycle_day(text: str) -> int | None:
    """The number of a cycle's day: 3 for "DAY 3", "Day C", "第三天"."""
    found = _CYCLE.fullmatch(plain(text))
    if found is None:
        return None
    if found[2]:
        return ord(found[2]) - ord("a") + 1
    written = found[1] or found[3]
    return int(written) if written.isdigit() else "一二三四五六七八九十".index(written) + 1


def is_day(text: str) -> bool:
    """Whether a heading names a day of a week or a cycle."""
    return weekday(text) is not None or cycle_day(text) is not None


def which_day(text: str) -> tuple[str | int, ...]:
    """What tells this day from others: "Mon", "Monday" and "Δευτέρα" are one, "A-Mon" and "B-Mon" are two."""
    named = weekday(text)
    number = cycle_day(text)
    return (named, _beside_the_day(text)) if named else (number,) if number is not None else (text,)


def days_of_letters(cells: Sequence[str]) -> dict[int, str]:
    """Where each weekday stands in a heading of single letters, such as M T W T F; empty if it is none.

    A letter alone says nothing ("T" is Tuesday and Thursday), so only a whole week in a row is believed.
    """
    places = [place for place, cell in enumerate(cells) if plain(cell).isalpha() and len(plain(cell)) <= 2][
        -5:
    ]
    if "".join(plain(cells[place]) for place in places) not in _LETTER_WEEKS:
        return {}
    return dict(zip(places, WEEKDAYS, strict=False))


def in_order(days: Iterable[str]) -> tuple[str, ...]:
    """Day names in the order in which they are lived: a week from its first school day, a cycle by number.

    A week that has Sunday but no Saturday begins on Sunday, one with Saturday but no Friday on Saturday. Names that
    are no days keep the order in which they came.
    """
    names = list(dict.fromkeys(days))
    weekdays = {name: weekday(name) for name in names}
    numbers = {name: cycle_day(name) for name in names}
    if all(weekdays.values()):
        present = set(weekdays.values())
        first = 0
        if "Sun" in present and "Fri" not in present:
            first = 5 if "Sat" in present else 6
        elif "Sun" in present and "Sat" not in present:
            first = 6
        week = [*WEEKDAYS[first:], *WEEKDAYS[:first]]
        # "A-Mon … B-Fri": the weeks of a fortnight follow each other, told apart by what stands beside the day.
        return tuple(
            sorted(
                names,
                key=lambda name: (
                    _beside_the_day(name),
                    week.index(str(weekdays[name])),
                ),
            )
        )
    if all(number is not None for number in numbers.values()):
        return tuple(sorted(names, key=lambda name: numbers[name] or 0))
    return tuple(names)


def _beside_the_day(name: str) -> str:
    words = plain(name).split()
    return (
        " ".join(word for word in words if weekday(word) is None or len(word) < 2) if len(words) > 1 else ""
    )


_TIME = re.compile(
    r"(?<![\d:.])(?:(?P<hour>[01]?\d|2[0-4])\s?(?:[:.·]|h(?:rs?)?|u)\s?(?P<minute>[0-5]\d?)?(?![\d])"
    r"|(?P<packed>(?:[01]?\d|2[0-4])[0-5]\d)(?!\d)"
    r"|(?P<bare>[01]?\d|2[0-4])(?=\s?[ap]\.?\s?m))"
    r"\s?(?P<half>[ap]\.?\s?m\b\.?|[πμ]\.?μ\.?)?",
    re.IGNORECASE,
)


def times_in(text: str) -> list[int]:
    """The times of day written in a text, in minutes from midnight, in the order of the text.

    Reads `08:30`, `9.15`, `915`, `0915`, `8h30`, `8h`, `1:30 pm`, `2 pm`, `9:00 π.μ.`, and `9.5` as 9:50, since a
    spreadsheet drops the last nought of `9.50`. A bare `9` or `Period 3` is no time.
    """
    found: list[int] = []
    for match in _TIME.finditer(text.replace("：", ":").replace("．", ".").replace("∶", ":")):
        if match["packed"]:
            hour, minute = int(match["packed"][:-2]), int(match["packed"][-2:])
        else:
            hour = int(match["hour"] or match["bare"])
            written = match["minute"] or "0"
            minute = int(written) * (10 if len(written) == 1 and written != "0" else 1)
        half = (match["half"] or "").casefold()
        if half.startswith(("p", "μ")) and hour < 12:
            hour += 12
        elif half.startswith(("a", "π")) and hour == 12:
            hour = 0
        if hour * 60 + minute <= 24 * 60:
            found.append(hour * 60 + minute)
    return found


def span_in(text: str) -> tuple[int | None, int | None]:
    """The start and end that a period's name gives, each None where it gives none.

    No school begins before six in the morning, so `1:30` is half past one in the afternoon. An end that is not after
    its start is none: see `ends_before_it_begins`.
    """
    times = times_in(text)
    if not times:
        return None, None
    start = times[0] + (12 * 60 if times[0] < _DAWN else 0)
    if len(times) == 1:
        return start, None
    end = times[1]
    is_after_noon = end < _DAWN or times[0] < min(end, _DAWN)  # 11:30-1:00, and 5:30-6:30
    if is_after_noon and end <= start and end < 12 * 60:
        end += 12 * 60
    return start, end if end > start else None


def ends_before_it_begins(text: str) -> bool:
    """Whether a period's name gives an end that is not after its start, as `10:00-9:00` does."""
    return len(times_in(text)) > 1 and span_in(text)[1] is None


def afternoon(starts: Sequence[int | None]) -> list[int | None]:
    """Start times read downwards, with noon passed where they fall back: 11:30, 12:15, 1:00 is 13:00.

    A day that seems to begin before six in the morning begins after noon. No lesson begins at seven in the evening or
    later, so 8:00 under 9:00 is a row out of order and stays in the morning.
    """
    result: list[int | None] = []
    before = _DAWN - 1
    for start in starts:
        if start is not None:
            if start <= before and start < _EVENING:
                start += 12 * 60
            before = max(before, start)
        result.append(start)
    return result


def day_comes_first(written: Iterable[str]) -> bool | None:
    """Whether dates such as 1/05/2023 put the day first, judged by those that allow one reading; None if none does."""
    for text in written:
        if parts := re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2}|\d{4})(?:[ T].*)?", text.strip()):
            first, second = int(parts[1]), int(parts[2])
            if first > 12 >= second:
                return True
            if second > 12 >= first:
                return False
    return None


def date_in(text: str, day_first: bool | None = None) -> tuple[dt.date | None, str]:
    """A date however written, and a sentence where the reading is a choice or there is none.

    `day_first` settles 1/05/2023; where it is None and both readings exist, the day is taken first and the sentence
    says so.
    """
    text = text.strip()
    try:
        if iso := re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ].*)?", text):
            return dt.date(int(iso[1]), int(iso[2]), int(iso[3])), ""
        if packed := re.fullmatch(r"((?:19|20)\d{2})(\d{2})(\d{2})", text):
            return dt.date(int(packed[1]), int(packed[2]), int(packed[3])), ""
        if local := re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2}|\d{4})(?:[ T].*)?", text):
            first, second, year = (int(part) for part in local.groups())
            year = _whole_year(year)
            by_day = (
                day_first
                if day_first is not None and max(first, second) <= 12
                else first > 12 or second <= 12
            )
            day, month = (first, second) if by_day else (second, first)
            date = dt.date(year, month, day)
            if day_first is None and max(first, second) <= 12 and first != second:
                sentence = _(
                    "“{text}” was read as {day}. If the month stands first, write dates as YYYY-MM-DD."
                )
                return date, sentence.format(text=text, day=written_day(date))
            return date, ""
        named = re.fullmatch(
            r"(\d{1,2})[ \-.](?:de )?([^\W\d]{3,10})\.?[ \-.,]+(?:de )?(\d{4}|\d{2})", _bare_words(text)
        )
        if named and (month_number := _month(named[2])):
            return dt.date(_whole_year(int(named[3])), month_number, int(named[1])), ""
        if re.fullmatch(r"[1-6]\d{4}", text):
            date = _SERIAL_ZERO + dt.timedelta(days=int(text))
            sentence = _("“{text}” is a date as a spreadsheet counts days. It was read as {day}.")
            return date, sentence.format(text=text, day=written_day(date))
    except ValueError:
        pass
    return None, _("“{text}” is no date that we can read. Write it as YYYY-MM-DD.").format(text=text[:40])


def _whole_year(year: int) -> int:
    return year if year > 99 else year + (2000 if year < 60 else 1900)


def _bare_words(text: str) -> str:
    return re.sub(r"[^\W\d]+", lambda word: plain(word[0]), text)


def _month(word: str) -> int | None:
    return next(
        (_MONTHS[word[:length]] for length in (5, 4, 3) if word[:length] in _MONTHS),
        None,
    )
