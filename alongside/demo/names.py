"""Names to give to invented people: first and family names that are at home together.

The lists are common names of each language, combined by lot; nobody real is meant.
"""

from __future__ import annotations

from random import Random
from typing import NamedTuple


class Language(NamedTuple):
    """First and family names of one language, and how often a child of the demo bears such a name."""

    share: int
    given: tuple[str, ...]
    family: tuple[str, ...]


LANGUAGES = (
    Language(
        30,
        (
            *("Alice", "Amelia", "Beth", "Daisy", "Edith", "Ella", "Florence", "Grace", "Hattie", "Isla"),
            *("Maya", "Nora", "Poppy", "Rosie", "Alfie", "Archie", "Arthur", "Barnaby", "Charlie", "Finn"),
            *("Freddie", "George", "Harvey", "Jack", "Leo", "Oscar", "Reuben", "Stanley", "Theo", "Toby"),
        ),
        (
            *("Appleby", "Barrow", "Clarkson", "Dale", "Elwood", "Fairley", "Garside", "Hartley", "Illing"),
            *(
                "Kershaw",
                "Lockwood",
                "Marsden",
                "Norwood",
                "Oakes",
                "Pickering",
                "Rudd",
                "Sutcliffe",
                "Thorpe",
            ),
        ),
    ),
    Language(
        10,
        ("Mei-Ling", "Zi Xuan", "Jia Hui", "Xin Yi", "Wei Jie", "Jun Hao", "Yi Chen", "Kai Wen", "Shu Min"),
        ("Tan", "Chen", "Lim", "Wong", "Ng", "Zhang", "Liu", "Goh", "Ho"),
    ),
    Language(
        8,
        ("Nur Aisyah", "Siti Hajar", "Puteri Balqis", "Amir Hakim", "Danish", "Irfan", "Nurul Ain", "Haziq"),
        ("Rahman", "Ismail", "Yusof", "Hamzah", "Zainal", "Osman", "Kamarudin"),
    ),
    Language(
        8,
        ("Kavin", "Nila", "Tamilini", "Iniyan", "Yazhini", "Arul", "Magizhan", "Oviya", "Kayal", "Sanjay"),
        ("Subramaniam", "Pillai", "Murugesan", "Selvaraj", "Arumugam", "Thangaraj", "Ramasamy"),
    ),
    Language(
        8,
        ("Ngọc", "Thảo", "Hương", "Bảo", "Đức", "Khánh Linh", "Minh Anh", "Quỳnh", "Tuấn", "Hiếu"),
        ("Trần", "Nguyễn", "Phạm", "Đặng", "Võ", "Hoàng", "Bùi"),
    ),
    Language(
        9,
        ("Zofia", "Hania", "Maja", "Łucja", "Oliwia", "Jakub", "Kacper", "Mikołaj", "Staś", "Wojtek"),
        ("Nowicki", "Wójcik", "Mazur", "Krawczyk", "Zając", "Pawlak", "Górski", "Sikora"),
    ),
    Language(
        9,
        ("Adaeze", "Chidi", "Ifeoma", "Kelechi", "Temi", "Tunde", "Yemi", "Zainab", "Emeka", "Sade"),
        ("Okoro", "Balogun", "Eze", "Afolabi", "Nwosu", "Ogunleye", "Danjuma", "Adebayo"),
    ),
    Language(
        8,
        ("Ana", "Inés", "Lucía", "Mateo", "Nayra", "Sami", "Wayra", "Illari", "Joaquín", "Tomás"),
        ("Quispe", "Mamani", "Huamán", "Rojas", "Castro", "Vargas", "Choque", "Paredes"),
    ),
    Language(
        6,
        ("Siân", "Cerys", "Gwenllian", "Mali", "Siôn", "Gethin", "Ioan", "Macsen", "Rhys", "Eleri"),
        ("Jarman", "Prosser", "Bevan", "Pryce", "Gittins", "Vaughan", "Probert"),
    ),
    Language(
        9,
        ("Layla", "Maryam", "Nour", "Salma", "Yasmin", "Bilal", "Idris", "Karim", "Omar", "Yusuf"),
        ("Haddad", "Mansour", "Khoury", "Saleh", "Farouk", "Nasser", "Aziz", "Bakri"),
    ),
    Language(
        5,
        ("Kofi", "Akua", "Ama", "Kwame", "Esi", "Yaw", "Abena"),
        ("Asante", "Boateng", "Owusu", "Osei", "Addo", "Ofori"),
    ),
    Language(
        5,
        ("Ayşe", "Defne", "Elif", "Deniz", "Emir", "Kerem", "Mert"),
        ("Demir", "Yıldız", "Çelik", "Öztürk", "Şahin", "Aydın"),
    ),
)


def draw_names(dice: Random, count: int, taken: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """So many different pairs of first and family name, none of `taken`, which learns of them."""
    names: list[tuple[str, str]] = []
    while len(names) < count:
        language = dice.choices(LANGUAGES, [each.share for each in LANGUAGES])[0]
        name = (dice.choice(language.given), dice.choice(language.family))
        if name not in taken:
            taken.add(name)
            names.append(name)
    return names


def draw_relative(dice: Random, family: str) -> str:
    """A grown-up's first name that is at home with a child's family name."""
    at_home = [language for language in LANGUAGES if family in language.family] or LANGUAGES
    return dice.choice(dice.choice(at_home).given)
