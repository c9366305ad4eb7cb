"""Guesses what a subject is, from its name in English, Greek, Spanish, French, Malay or Chinese.

A guess is a proposal on the mapping page, never more: the person decides, and their word is kept for the next file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from alongside.classrooms.choices import USUAL_FLAGS, RoutineKind
from alongside.formats.table import plain

LONG_MINUTES = 75
"""A lesson of reading and language of at least this length is proposed to be split: 45 minutes, then writing."""

#: The words of each kind; the first kind that has a word of the subject wins, hence the order.
_WORDS: tuple[tuple[RoutineKind, str], ...] = (
    (RoutineKind.LUNCH,
        "lunch, dinner, almuerzo, comida, comedor, dejeuner, cantine, makan tengah hari, 午餐, "
        "午饭, 午飯, γευμα, φαγητο, σιτιση"),
    (RoutineKind.SNACK_RECESS,
        "recess, break, snack, playtime, recreo, merienda, recre, recreation, gouter, rehat, 课间, "
        "課間, 小息, 休息, διαλειμμα, δεκατιανο"),
    (RoutineKind.ARRIVAL,
        "arrival, registration, early morning work, acogida, entrada, accueil, ketibaan, 入校, "
        "签到, προσελευση, υποδοχη"),
    (RoutineKind.DISMISSAL,
        "dismissal, home time, pack up, salida, sortie, pulang, 放学, 放學, αποχωρηση"),
    (RoutineKind.ASSEMBLY,
        "assembly, chapel, rassemblement, perhimpunan, 周会, 週會, 集会, 集會, 早会, 早會, "
        "συγκεντρωση"),
    (RoutineKind.PE,
        "pe, physical education, phys ed, gym, gymnastics, sport, sports, swimming, games, "
        "educacion fisica, ed fisica, deporte, eps, education physique, natation, "
        "pendidikan jasmani, jasmani, pj, 体育, 體育, 游泳, φυσικη αγωγη, γυμναστικη, κολυμβηση"),
    (RoutineKind.CIRCLE_TIME,
        "circle, morning meeting, class teacher period, form time, tutor time, homeroom, "
        "class meeting, asamblea, tutoria, regroupement, rituels, bulatan, 班会, 班會, 班主任, "
        "晨圈, κυκλος, παρεα, ολομελεια"),
    (RoutineKind.INTERVENTION,
        "intervention, support, win, catch up, booster, apoyo, refuerzo, soutien, apc, pemulihan, "
        "辅导, 輔導, 补习, ενισχυτικη, υποστηριξη, ενταξη"),
    (RoutineKind.READ_ALOUD,
        "read aloud, story, storytime, library, biblioteca, cuento, bibliotheque, lecture offerte, "
        "perpustakaan, 故事, 图书, 圖書, 阅读, 閱讀, φιλαναγνωσια, βιβλιοθηκη"),
    (RoutineKind.WRITING,
        "writing, handwriting, penmanship, escritura, caligrafia, redaccion, ecriture, redaction, "
        "menulis, penulisan, karangan, 写作, 寫作, 写字, 寫字, 书法, 書法, 作文, γραφη, "
        "ορθογραφια, εκθεση"),
    (RoutineKind.MATHS,
        "math, maths, mathematics, numeracy, arithmetic, algebra, geometry, matematica, "
        "matematicas, mates, mathematiques, calcul, matematik, 数学, 數學, μαθηματικα, αριθμητικη"),
    (RoutineKind.MUSIC,
        "music, drama, theatre, choir, singing, band, dance, musica, teatro, danza, musique, "
        "chant, chorale, muzik, 音乐, 音樂, 戏剧, 戲劇, 唱歌, μουσικη, θεατρ, χορος"),
    (RoutineKind.ART,
        "art, arts, craft, crafts, design technology, visual arts, plastica, dibujo, "
        "arts plastiques, arts visuels, dessin, seni, 美术, 美術, 视觉艺术, 視覺藝術, 手工, 绘画, "
        "εικαστικα, τεχνικα, καλλιτεχνικα, χειροτεχνια"),
    (RoutineKind.COMPUTING,
        "computing, computer, computers, ict, it, coding, robotics, information technology, "
        "information and computer, informatica, tecnologia, informatique, komputer, tmk, rbt, "
        "信息, 資訊, 电脑, 電腦, 计算机, 編程, 编程, πληροφορικη, τπε, υπολογιστ"),
    (RoutineKind.RELIGION,
        "religion, religious, re, ethics, moral, bible, religiosa, valores, etica, catechisme, "
        "emc, agama, islam, 道德, 德育, 宗教, 伦理, 品德, θρησκευτικα, ηθικη"),
    (RoutineKind.LANGUAGE,
        "french, spanish, german, italian, mandarin, putonghua, modern languages, "
        "foreign language, eal, esl, ingles, frances, aleman, anglais, allemand, espagnol, "
        "langues vivantes, bahasa inggeris, bahasa cina, bahasa tamil, bahasa arab, 英语, 英語, "
        "英文, 外语, 外語, 普通话, 普通話, αγγλικα, γαλλικα, γερμανικα, ξενη γλωσσα"),
    (RoutineKind.SCIENCE_SOCIAL,
        "science, sciences, physics, chemistry, biology, history, geography, social, humanities, "
        "society, economics, business, liberal studies, civics, environment, topic, ciencias, "
        "conocimiento del medio, sociales, naturales, historia, geografia, fisica, quimica, "
        "biologia, histoire, geographie, questionner le monde, decouverte du monde, physique, "
        "sains, sejarah, geografi, kajian tempatan, 科学, 科學, 历史, 歷史, 地理, 常识, 常識, "
        "社会, 社會, 自然, 物理, 化学, 生物, φυσικη, φυσικα, χημεια, βιολογια, ιστορια, γεωγραφια, "
        "μελετη περιβαλλοντος, κοιν, πολιτικη αγωγη"),
    (RoutineKind.LITERACY,
        "literacy, reading, phonics, english, language, language arts, ela, chinese, spelling, "
        "grammar, guided reading, lengua, lenguaje, lectura, castellano, catala, francais, "
        "lecture, langage, bahasa melayu, bahasa malaysia, bahasa, bacaan, membaca, 语文, 語文, "
        "中文, 中国语文, 国语, 國語, 华文, 華文, 拼音, γλωσσα, αναγνωση, λογοτεχνια, αρχαια"),
    (RoutineKind.PLAY,
        "play, free play, golden time, choosing, juego, patio, jeu, jeux, bermain, 游戏, 遊戲, "
        "自由活动, παιχνιδι, ελευθερη"),
    (RoutineKind.CENTRES,
        "centres, centers, stations, group work, project, projects, carousel, rincones, talleres, "
        "proyecto, proyectos, ateliers, projet, projek, pusat, 小组, 小組, 区角, 專題, 专题, "
        "ευελικτη, εργαστηρια, σχεδια εργασιασ, μελετη, γωνιεσ"),
)  # fmt: skip


def _spellings(words: str) -> tuple[str, ...]:
    return tuple(plain(word) for word in words.split(","))


_SPELLINGS = tuple((kind, _spellings(words)) for kind, words in _WORDS)


class Meaning(NamedTuple):
    """What a subject is; `parts` splits a long lesson: minutes (None for the rest) and kind of each."""

    kind: str
    push_in: str
    pull_out: str
    parts: tuple[tuple[int | None, str], ...] = ()
    remembered: bool = False

    def as_json(self) -> dict[str, Any]:
        """As `choices` of a run and `SubjectRule.parts` keep it."""
        return {
            "kind": self.kind,
            "push_in": self.push_in,
            "pull_out": self.pull_out,
            "parts": [{"minutes": minutes, "kind": kind} for minutes, kind in self.parts],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any], remembered: bool = False) -> Meaning:
        """Back from `as_json`."""
        parts = tuple((part["minutes"], part["kind"]) for part in kept.get("parts") or ())
        return cls(kept["kind"], kept["push_in"], kept["pull_out"], parts, remembered)


def kind_of_subject(subject: str) -> RoutineKind:
    """The routine kind that a subject's name suggests; OTHER where no word of it is known."""
    said = plain(subject)
    for kind, spellings in _SPELLINGS:
        if any(_says(said, spelling) for spelling in spellings):
            return kind
    return RoutineKind.OTHER


def guess_meaning(subject: str, longest_minutes: int) -> Meaning:
    """What to propose for a subject never met before, whose longest lesson has so many minutes."""
    kind = kind_of_subject(subject)
    push_in, pull_out = USUAL_FLAGS[kind]
    parts: tuple[tuple[int | None, str], ...] = ()
    if kind is RoutineKind.LITERACY and longest_minutes >= LONG_MINUTES:
        parts = ((45, RoutineKind.LITERACY.value), (None, RoutineKind.WRITING.value))
    return Meaning(kind.value, push_in.value, pull_out.value, parts)


def _says(said: str, spelling: str) -> bool:
    """Whole words in scripts that part them; a Greek word may go on (θεατρ, εικαστικ…); Chinese stands anywhere."""
    if spelling.isascii():
        return f" {spelling} " in f" {said} "
    if "\u0370" <= spelling[0] <= "\u03ff":
        return f" {spelling}" in f" {said}"
    return spelling in said
