"""The people and places of the demo whom pages, pictures and journeys know by name. All of them are invented."""

from __future__ import annotations

from typing import NamedTuple

from alongside.people.choices import Discipline

ORGANISATION = "Two Bridges"
TIME_ZONE = "Europe/London"
PASSWORD = "alongside-demo"
"""Everybody's password here. It is public, so an organisation with real people must never use it."""

NORTH, CANAL = "North Primary", "Canal Street"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
TRAVEL_MINUTES = 20

CLASSES = {
    NORTH: ("K1", "K2", "1A", "1B", "2A", "2B", "3A", "3B", "4A", "4B", "5A", "5B", "6A", "6B"),
    CANAL: ("KH", "KT", "1H", "1T", "2H", "2T", "3H", "3T", "4H", "4T"),
}


def year_of(classroom: str) -> int:
    """The school year of a class by its name: K is 0."""
    return 0 if classroom[0] == "K" else int(classroom[0])


class Person(NamedTuple):
    """A grown-up of the demo; `email` is the part before the @, empty for who does not sign in."""

    given_name: str
    family_name: str
    email: str = ""

    @property
    def address(self) -> str:
        return f"{self.email}@two-bridges.example" if self.email else ""


COORDINATOR = Person("Joy", "Adeyemi", "joy")


class Hours(NamedTuple):
    """When a therapist is at a school: days, start and end in minutes from midnight."""

    school: str
    days: tuple[str, ...]
    starts: int = 8 * 60 + 15
    ends: int = 14 * 60 + 45


class Therapist(NamedTuple):
    """A therapist with hours and the most direct minutes of a week."""

    person: Person
    discipline: Discipline
    hours: tuple[Hours, ...]
    direct_minutes: int = 1320

    def minutes_at(self, school: str) -> int:
        """How long the therapist is at a school in a week."""
        return sum(len(span.days) * (span.ends - span.starts) for span in self.hours if span.school == school)

    def sessions_at(self, school: str, days_apart: int) -> int:
        """How many sessions of one child have days there, so many days apart."""
        there = {day for span in self.hours if span.school == school for day in span.days}
        taken: list[int] = []
        for place, day in enumerate(DAYS):
            if day in there and (not taken or place - taken[-1] >= days_apart):
                taken.append(place)
        return len(taken)


THERAPISTS = (
    Therapist(Person("Rosa", "Delgado", "rosa"), Discipline.OCCUPATIONAL, (Hours(NORTH, DAYS),)),
    Therapist(
        Person("Marek", "Nowak", "marek"),
        Discipline.OCCUPATIONAL,
        (Hours(NORTH, ("Mon", "Tue", "Wed"), ends=13 * 60),),
        direct_minutes=600,
    ),
    Therapist(
        Person("Hana", "Sato", "hana"),
        Discipline.OCCUPATIONAL,
        (Hours(CANAL, ("Mon", "Tue", "Thu", "Fri")),),
        direct_minutes=1080,
    ),
    Therapist(Person("Amara", "Okafor", "amara"), Discipline.SPEECH, (Hours(NORTH, DAYS),)),
    Therapist(Person("Wei Jie", "Lim", "wei-jie"), Discipline.SPEECH, (Hours(NORTH, DAYS),)),
    Therapist(
        Person("Ffion", "Price", "ffion"),
        Discipline.SPEECH,
        (Hours(NORTH, ("Mon", "Tue")), Hours(CANAL, ("Wed", "Thu"))),
        direct_minutes=1080,
    ),
    Therapist(Person("Ravi", "Pillai", "ravi"), Discipline.SPEECH, (Hours(CANAL, DAYS),)),
    Therapist(Person("Leila", "Haddad", "leila"), Discipline.BEHAVIOUR, (Hours(NORTH, DAYS),)),
    Therapist(
        Person("Tomás", "Quispe", "tomas"),
        Discipline.BEHAVIOUR,
        (
            Hours(NORTH, ("Mon", "Wed", "Fri"), ends=11 * 60),
            Hours(CANAL, ("Mon", "Wed", "Fri"), starts=11 * 60 + 20),
            Hours(CANAL, ("Tue", "Thu")),
        ),
    ),
)

TEACHERS = {
    (NORTH, "2B"): Person("Carla", "Ferreira", "carla"),
    (NORTH, "4A"): Person("Samir", "Haddad"),
    (NORTH, "1B"): Person("Keiko", "Tanaka"),
    (CANAL, "2H"): Person("Beata", "Kowalczyk", "beata"),
}

ROOMS = {NORTH: ("Therapy room", "Sensory room"), CANAL: ("Therapy room", "Reading corner")}

CHILDREN = {
    (NORTH, "2B"): (("Mei-Ling", "Tan"), ("Kofi", "Asante"), ("Ngọc", "Trần")),
    (NORTH, "4A"): (("Luca", "Bassi"), ("Ana", "Pacheco"), ("Yusuf", "Demir")),
    (NORTH, "1B"): (("Inés", "Rojas"), ("Siôn", "Jarman"), ("Oskar", "Lund")),
    (NORTH, "K2"): (("Zi Xuan", "Chen"), ("Ana", "Vargas")),
    (CANAL, "2H"): (("Kavin", "Selvaraj"), ("Nur Aisyah", "Rahman"), ("Łucja", "Zając")),
}

GUARDIAN = Person("Chen Li", "", "li")
GUARDIAN_OF = ("Zi Xuan", "Chen")

MOTHER = Person("Akua", "Asante", "akua")
MOTHER_OF = ("Kofi", "Asante")
