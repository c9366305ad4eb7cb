"""Reads the children's therapy services from a table: who has what, how often, how long, with whom.

There is no standard for these lists; the headings and words below are those of caseload lists in English, with Spanish,
French, Malay, Chinese and Greek where they are settled.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alongside.formats.columns import guess_by_heading
from alongside.formats.names import in_words
from alongside.formats.odd import NotThisFormat, Oddities, Oddity
from alongside.formats.table import Table, check_has_rows, plain
from alongside.formats.when import date_in, day_comes_first
from alongside.wording import gettext as _

FIELDS: dict[str, tuple[str, ...]] = {
    "child_id": (
        "child id", "student id", "pupil id", "id", "sourced id", "student number", "upn", "student no",
        "学号", "id murid", "id alumno", "αριθμοσ μητρωου",
    ),
    "child_name": (
        "child", "child name", "student", "student name", "pupil", "pupil name", "name", "full name", "client",
        "alumno", "nombre", "eleve", "nom", "nama murid", "murid", "nama", "姓名", "学生", "μαθητησ",
        "ονοματεπωνυμο",
    ),
    "class": (
        "class", "class name", "homeroom", "form", "clase", "classe", "kelas", "班级", "班", "τμημα", "ταξη",
    ),
    "discipline": (
        "discipline", "service", "therapy", "service type", "therapy type", "type", "disciplina", "servicio",
        "terapia", "service offert", "therapie", "terapi", "perkhidmatan", "治疗", "服务", "ειδικοτητα",
        "θεραπεια", "υπηρεσια",
    ),
    "times": (
        "times", "sessions", "times per week", "sessions per week", "per week", "frequency", "times per cycle",
        "sessions per cycle", "x per week", "times a week", "amount", "veces", "sesiones", "frecuencia",
        "seances", "frequence", "kali", "kekerapan", "次数", "频率", "συχνοτητα", "φορεσ", "συνεδριεσ",
    ),
    "per": (
        "per", "period", "unit", "interval", "cada", "par", "setiap", "ανα",
    ),
    "minutes": (
        "minutes", "mins", "min", "length", "duration", "minutes per session", "session length", "minutos",
        "duracion", "duree", "minit", "tempoh", "分钟", "时长", "λεπτα", "διαρκεια",
    ),
    "delivery": (
        "delivery", "delivery model", "model", "setting", "push in pull out", "push in or pull out",
        "location", "modalidad", "entrega", "modalite", "lieu", "cara", "方式", "τροποσ",
    ),
    "therapists": (
        "therapist", "therapists", "provider", "clinician", "staff", "terapeuta", "therapeute", "ahli terapi",
        "治疗师", "θεραπευτησ", "θεραπευτρια",
    ),
    "max_group": (
        "max group", "group size", "maximum group", "group", "grupo", "groupe", "kumpulan", "小组人数",
        "ομαδα",
    ),
    "priority": (
        "priority", "prioridad", "priorite", "keutamaan", "优先", "προτεραιοτητα",
    ),
    "starts": (
        "start", "starts", "start date", "from", "begin date", "begins", "inicio", "fecha de inicio", "debut",
        "mula", "开始", "εναρξη",
    ),
}  # fmt: skip
"""The fields of a list of services and the headings that mean them, in plain form."""

OCCUPATIONAL_THERAPY, SPEECH, BEHAVIOURAL = "occupational_therapy", "speech", "behavioural"
PUSH_IN, PULL_OUT, EITHER, CONSULTATION = "push_in", "pull_out", "either", "consultation"

_DISCIPLINES: tuple[tuple[str, str], ...] = (
    (
        OCCUPATIONAL_THERAPY,
        r"\bo ?t\b|occupational|ocupacional|ergothera|carakerja|cara kerja|职能|职业治疗|作业治疗|εργοθεραπ",
    ),
    (
        SPEECH,
        r"\bs ?l ?[tp]\b|\bsa ?lt\b|speech|language|communication|logoped|fonoaudiolog|lenguaje|orthophon|pertuturan"
        r"|言语|语言|λογοθεραπ",
    ),
    (
        BEHAVIOURAL,
        r"behavio|\baba\b|\bbcba\b|\bbx\b|\bbeh\b|emotional|\bsemh\b|\bsel\b|psycholog|counsel|conducta|psicolog"
        r"|comportement|tingkah laku|行为|情绪|心理|συμπεριφορ|ψυχολογ",
    ),
)
_DELIVERIES: tuple[tuple[str, str], ...] = (
    (
        EITHER,
        r"either|both|combin|mixed|flexible|\bany\b|push.*pull|ambos|mixto|mixte|les deux|两者|混合|και τα δυο",
    ),
    (CONSULTATION, r"consult|indirect|咨询|συμβουλευτικ"),
    (
        PUSH_IN,
        r"push|in ?class|inclusion|inclusive|classroom|integrated|\bin\b|en (?:el )?aula|en classe|dalam kelas"
        r"|课堂|入班|εντοσ|στην ταξη|μεσα",
    ),
    (
        PULL_OUT,
        r"pull|withdraw|1 ?(?:to|:)? ?1|individual|therapy room|resource room|\bout\b|fuera|hors classe|luar kelas"
        r"|抽离|εκτοσ|ατομικ|εξω",
    ),
)
_PERIODS: tuple[tuple[str, str], ...] = (
    ("fortnight", r"fortnight|two weeks|2 weeks|biweek|quincena|quinzaine|δεκαπενθημερο"),
    ("week", r"week|wk|weekly|\bw\b|semana|semaine|minggu|周|星期|εβδομαδ"),
    ("cycle", r"cycle|rotation|ciclo|kitaran|κυκλ"),
    ("month", r"month|monthly|\bmo\b|\bmes\b|mois|bulan|月|μην"),
    ("term", r"term|semester|trimest|penggal|学期|τριμην"),
    ("year", r"year|annual|\bano\b|\ban\b|annee|tahun|年|ετοσ|χρονο"),
)
_PRIORITIES = {
    "highest": 5,
    "urgent": 5,
    "very high": 5,
    "high": 4,
    "medium": 3,
    "normal": 3,
    "middle": 3,
    "low": 2,
    "lowest": 1,
}
_AMOUNT = re.compile(
    r"(\d{1,3})\s*(?:x|×|\*|times|sessions?)\s*(?:of\s*)?(\d{1,3})?\s*(?:min|m\b|['′])?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A child's service as a row says it: `times` sessions of `minutes` in each `per`.

    `discipline` is one of this module's three words, or the file's own where none fits. `per` is week, fortnight,
    cycle, month, term or year: the row's own word, else its heading's, else week. None or "" means that nothing
    says it.
    """

    child_id: str
    child_name: str
    class_name: str
    discipline: str
    times: int | None
    per: str
    minutes: int | None
    delivery: str
    therapists: tuple[str, ...] = ()
    max_group: int | None = None
    priority: int | None = None
    starts: dt.date | None = None
    file: str = ""
    line: int = 0


def guess_columns(header: Sequence[str], sample_rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The heading for each field of a service that the table seems to have; a blank column is never chosen."""
    filled = [
        heading for heading in header if not sample_rows or any(row.get(heading) for row in sample_rows)
    ]
    chosen = guess_by_heading(filled, FIELDS)
    if "max_group" in chosen and not _is_size(chosen["max_group"], sample_rows):
        del chosen["max_group"]
    return chosen


def _is_size(heading: str, sample_rows: Sequence[Mapping[str, str]]) -> bool:
    """Whether a column holds how many are in a group, and not which group or room it is."""
    said = plain(heading)
    if {"size", "max", "maximum"} & set(said.split()):
        return True
    values = [row[heading] for row in sample_rows if row.get(heading)]
    return said in FIELDS["max_group"] and (not values or any(_whole(value, 1, 12) for value in values))


def looks_like_services(header: Sequence[str]) -> bool:
    """Whether headings are those of a list of services: a child, a discipline, and how often or how long."""
    chosen = guess_columns(header, ()).keys()
    return (
        bool({"child_id", "child_name"} & chosen)
        and "discipline" in chosen
        and bool({"times", "minutes"} & chosen)
    )


def read_services(table: Table, mapping: Mapping[str, str]) -> tuple[list[ServiceRow], list[Oddity]]:
    """The services in a table, its columns mapped from field to heading.

    A row without a child or a discipline is set aside; anything else that cannot be read is left open and told. Raises
    NotThisFormat where no child or no discipline is mapped, or a heading does not exist.
    """
    mapping = {field: heading for field, heading in mapping.items() if heading}
    if unknown := [heading for heading in mapping.values() if heading not in table.header]:
        sentence = _("{file} has no column “{name}”. Map the columns again.")
        raise NotThisFormat(sentence.format(file=table.name, name=in_words(unknown[0])))
    check_has_rows(table)
    if not {"child_id", "child_name"} & mapping.keys() or "discipline" not in mapping:
        raise NotThisFormat(
            _("Say which columns of {file} hold the child and the service.").format(file=table.name)
        )
    notes = Oddities()
    heading = mapping.get("starts", "")
    day_first = day_comes_first(cells[heading] for _line, cells in table.rows) if heading else None
    usual_per = _meaning(f"{mapping.get('times', '')} {mapping.get('minutes', '')}", _PERIODS) or "week"
    rows: list[ServiceRow] = []
    seen: dict[tuple[str, str], int] = {}
    for line, cells in table.rows:
        fields = {field: cells[under] for field, under in mapping.items()}
        row = _service(table.name, line, fields, usual_per, day_first, notes)
        if row is None:
            continue
        key = plain(row.child_id or f"{row.child_name}/{row.class_name}"), row.discipline
        if key in seen:
            sentence = _(
                "The child has this service in row {number} already. Both rows were kept: check them."
            )
            notes.note(table.name, line, sentence.format(number=seen[key]))
        seen[key] = line
        rows.append(row)
    return rows, notes.listed()


def _service(
    file: str, line: int, row: Mapping[str, str], usual_per: str, day_first: bool | None, notes: Oddities
) -> ServiceRow | None:
    def note(sentence: str, field: str = "") -> None:
        notes.note(file, line, sentence.format(written=row[field][:40]) if field else sentence)

    child_id, child_name = row.get("child_id", ""), row.get("child_name", "")
    if not (child_id or child_name) or not row["discipline"]:
        note(_("The row names no child or no service and was set aside."))
        return None
    discipline = _meaning(row["discipline"], _DISCIPLINES)
    if not discipline:
        discipline = row["discipline"][:80]
        sentence = _(
            "“{written}” is no discipline that we know (occupational therapy, speech, behavioural). Say which it is."
        )
        note(sentence.format(written=discipline))
    times, minutes = _amount(row.get("times", ""))
    if row.get("minutes"):
        minutes = _whole(row["minutes"], 1, 480)
        if minutes is None:
            note(_("“{written}” is no number of minutes. Say how long a session lasts."), "minutes")
    elif minutes is None:
        note(_("The row does not say how long a session lasts."))
    if times is None and row.get("times"):
        note(_("“{written}” does not say how often."), "times")
    elif times is None:
        note(_("The row does not say how often."))
    per = _meaning(row.get("per", ""), _PERIODS)
    if row.get("per") and not per:
        note(_("“{written}” is no period that we know."), "per")
    per = per or _meaning(row.get("times", ""), _PERIODS) or usual_per
    delivery = _meaning(row.get("delivery", ""), _DELIVERIES)
    if row.get("delivery") and not delivery:
        note(_("“{written}” is neither push-in nor pull-out. It was read as either."), "delivery")
        delivery = EITHER
    max_group = _whole(row.get("max_group", ""), 1, 12)
    if (
        row.get("max_group")
        and max_group is None
        and plain(row["max_group"]) not in ("no", "none", "individual")
    ):
        note(_("“{written}” is no size of a group and was left out."), "max_group")
    priority = _PRIORITIES.get(plain(row.get("priority", ""))) or _whole(row.get("priority", ""), 1, 5)
    if row.get("priority") and priority is None:
        note(_("“{written}” is no priority from 1 to 5 and was left out."), "priority")
    starts, sentence = date_in(row["starts"], day_first) if row.get("starts") else (None, "")
    if sentence:
        note(sentence)
    return ServiceRow(
        child_id,
        child_name,
        row.get("class", ""),
        discipline,
        times,
        per,
        minutes,
        delivery,
        tuple(filter(None, re.split(r"\s*(?:[;/&+\n]|,|\band\b)\s*", row.get("therapists", "")))),
        max_group,
        priority,
        starts,
        file,
        line,
    )


def _meaning(written: str, patterns: Sequence[tuple[str, str]]) -> str:
    """The first meaning whose pattern the words hold; patterns are for plain words."""
    words = plain(written)
    return next((meaning for meaning, pattern in patterns if re.search(pattern, words)), "") if words else ""


def _amount(written: str) -> tuple[int | None, int | None]:
    """Times and minutes in "2", "2 x 30", "twice", "3×20 min per week"."""
    if found := _AMOUNT.search(written):
        return _within(int(found[1]), 1, 100), _within(int(found[2]), 1, 480) if found[2] else None
    for number, words in ((1, "once"), (2, "twice"), (3, "thrice"), (5, "daily")):
        if words in plain(written):
            return number, None
    if re.fullmatch(r"(?:every )?(?:week|fortnight|month|term|year|cycle|annual)(?:ly)?", plain(written)):
        return 1, None
    return _whole(written, 1, 100), None


def _whole(written: str, least: int, most: int) -> int | None:
    """The one whole number in a text, if it lies within bounds; "1:00" and "1h" are sixty."""
    if clock := re.fullmatch(r"(\d{1,2})(?::|\s?h\s?)(\d{2})?", written.strip()):
        return _within(int(clock[1]) * 60 + int(clock[2] or 0), least, most)
    numbers = re.findall(r"\d+(?:[.,]\d+)?", written)
    if len(numbers) != 1 or not float(numbers[0].replace(",", ".")).is_integer():
        return None
    return _within(int(float(numbers[0].replace(",", "."))), least, most)


def _within(number: int, least: int, most: int) -> int | None:
    return number if least <= number <= most else None
