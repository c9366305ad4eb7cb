"""What families, children, teachers and therapists of the demo say in a plan, in short lists that lots put together.

All of it is invented; `{name}` is the child's first name. A child who does not speak with words has a voice as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from alongside.people.choices import Discipline
from alongside.plans.choices import Model

OT, SPEECH, BEHAVIOUR = Discipline.OCCUPATIONAL, Discipline.SPEECH, Discipline.BEHAVIOUR

STRENGTHS = (
    "{name} knows everybody’s name and says good morning to each of us.",
    "{name} builds the tallest towers in class and can show why they stand.",
    "One hearing, and {name} has the song.",
    "Birds, snails, the class fish: {name} watches them longer than anybody.",
    "{name} notices who is left out, and makes room.",
    "{name} draws with many details and likes to show how it is done.",
    "{name} has a dry sense of humour. The whole class waits for it.",
    "A puzzle is not put down before it is finished.",
    "When something has to be carried or tidied, {name} is there first.",
    "{name} knows the order of the day by heart and reminds us of it.",
    "Numbers are a friend: prices, buses, football scores.",
    "{name} asks good questions, above all about how things work.",
)
NEEDS = {
    SPEECH: (
        "With time to find the words, {name} says more. We count to five in silence.",
        "Pictures beside the words help {name} to tell a story in order.",
        "In a group of three {name} talks much more than before the whole class.",
        "Long instructions work in short parts, one after the other.",
    ),
    OT: (
        "Writing goes further with a sloping board, a short pencil and a rest for the hand.",
        "After carrying or pushing something heavy {name} listens with ease.",
        "With the steps in view {name} begins without us.",
        "Zips and lids need a minute more. {name} wants to do them alone.",
    ),
    BEHAVIOUR: (
        "Games go well where it is clear who does what.",
        "A change of plan is fine if {name} hears of it early.",
        "A quiet corner and a sign that we agreed on let {name} come back by choice.",
        "It is good to hear what went right, soon and in few words.",
    ),
}
#: What somebody adds in a few words to what is tapped.
SEEN = (
    "After a run to the door and back",
    "With a friend beside",
    "Loud in class today",
    "Chose the table by the window",
    "Asked for it without a reminder",
    "New pencil grip",
    "Tired after swimming",
    "A classmate showed how",
)
#: One thing to do, left after class.
FOR_TEACHER = (
    "Put the checklist on the table before writing begins, and wait five seconds.",
    "Let a classmate start the task with them, then step back.",
    "Ask once, wait, and point before you say it again.",
    "Give the signal two minutes before the change, with the card.",
    "Praise the asking first, then give the break.",
)
FOR_HOME = (
    "Let them put on the coat alone tomorrow, and do only the zip together.",
    "At supper, ask for one thing about today, and wait for the answer.",
    "Write one line of the shopping list together.",
    "Play one game with turns, five minutes are enough.",
    "Read the pictures of a story before you read the words.",
)
CHILD_WORDS = (
    "I like it when we all work at our table.",
    "I want to read my own story out loud.",
    "Ask me first. Then I try.",
    "I am good at goals and at drawing dragons.",
    "Friday is best, because of art.",
    "Loud is not nice. My corner is nice.",
    "I want to write my name so that Grandma can read it.",
    "I give out the snack. That is my job.",
    "I want to sit next to my friend.",
    "I can do it. Wait a bit.",
    "(Chose the picture of the swing, then the smiling face.)",
    "(Took the therapist by the hand and showed her the book corner.)",
)
FAMILY_WORDS = (
    "At home it is all talk, all day. We would love the school to hear it too.",
    "Grandpa says: one thing at a time. That is how it works here.",
    "We speak two languages and hope that both may grow.",
    "Mornings are hard and evenings are easy. Please tell us early when something changes.",
    "We are proud of the letters on the fridge.",
    "On Saturdays we go to the market. Counting the coins is the best lesson.",
    "Show us, please, and we do it at bath time.",
    "What we wish for is a friend who comes to play.",
    "There are four of us and one bathroom: doing things alone is welcome.",
    "We ask every evening what was good. There is always something.",
    "Please write short. We read it on the bus.",
)
ACCOMMODATIONS = {
    SPEECH: (
        "Five seconds of quiet after a question.",
        "Key words of the topic on the wall, with pictures.",
        "May answer by pointing, drawing or on the tablet.",
    ),
    OT: (
        "Sloping board and short pencil within reach.",
        "May type what is longer than five lines.",
        "Feet on the floor or on a box, elbow on the table.",
    ),
    BEHAVIOUR: (
        "The quiet corner, on a sign, without asking.",
        "Told of changes before the lesson begins.",
        "The picture timetable is on the desk.",
    ),
}
MORE_ACCOMMODATIONS = (
    "A seat near the board, away from the door.",
    "A partner for the first minutes of group work.",
    "Five minutes more for what is written.",
    "Ear defenders in the hall.",
)
HOME_ROUTINES = (
    "Breakfast",
    "Bath",
    "Way to school",
    "Setting the table",
    "Bedtime story",
    "Shopping",
    "Getting dressed",
    "Playing with bricks",
)
AT_HOME = (
    "Two minutes are enough, then something nice.",
    "First we show it, then you try.",
    "Wait a little, and let it come.",
    "Say what you saw, and be glad about it.",
    "With a brother, a sister, or whoever is there.",
)
REASONS = {
    Model.PUSH_IN: (
        "The class asks for it every day, so the therapist comes to where it is needed.",
        "{name} works best beside classmates, and the teacher carries on when the therapist has left.",
        "The skill is there. Now it is to be used, and the class is the place of use.",
    ),
    Model.PULL_OUT: (
        "This is quite new for {name}. It begins in a calm room and moves into class once it is steady.",
        "{name} asked for a place where nobody watches the first tries.",
        "The classroom is crowded this term. We look again when the other half of the class has moved.",
    ),
    Model.COMBINATION: (
        "New things begin outside, and in the same week they are used in class.",
        "Some routines of the class suit it and some do not. The timetable may take what fits.",
        "The family would like both, the teacher too, and there is something to be said for each.",
    ),
    Model.CONSULTATION: (
        "The adults around {name} know what to do. The therapist sits down with them and looks at how it goes.",
    ),
}
CHANGES = (
    "The first goal is nearly reached. Now it is to show with classmates as well.",
    "{name} has said what to do next, and we agree.",
    "The class has a new routine that suits one more goal.",
    "The family tells us that something else has become important at home.",
    "The holidays were good for this: it goes faster than we thought.",
    "The teacher would like to have it in writing time as well.",
    "What we aimed at was too much at once. We take the step before it.",
    "After four weeks we looked at the data together, and this is what follows.",
)
FATHER_SAYS = (
    (
        "At home",
        "Thank you for sharing it. May the bath be in it too? We do the buttons there every evening.",
    ),
    ("What helps in class", "Can it come home on a card? Then Grandma can do it too."),
)
MOTHER_SAYS = (
    ("The first goal", "We talk about the first one at dinner already. We are happy with it."),
    ("The times", "Not on the day of swimming, please. That is a long day for Kofi."),
)

#: What a therapist agreed with the adults around a child.
AGREED = (
    "Two choices instead of one instruction; we look again in two weeks",
    "A card for a break lies on the table, and is used before it gets too loud",
    "One quiet word of praise within a minute of starting",
    "The same three pictures for getting ready, at school and at home",
    "A warning two minutes before each change, shown on the clock",
)


def strengths(name: str, dice: Random) -> str:
    return _said(dice.sample(STRENGTHS, dice.choice((2, 3))), name)


def needs(name: str, disciplines: Iterable[Discipline], dice: Random) -> str:
    return _said([dice.choice(NEEDS[discipline]) for discipline in disciplines], name)


def accommodations(disciplines: Iterable[Discipline], dice: Random) -> str:
    """One a line: what holds in every lesson."""
    own = [dice.choice(ACCOMMODATIONS[discipline]) for discipline in disciplines]
    return "\n".join([*own, dice.choice(MORE_ACCOMMODATIONS)])


def _said(sentences: Iterable[str], name: str) -> str:
    return " ".join(sentence.format(name=name) for sentence in sentences)


#: What a home strategy of the library says in Li's language, by its key: what to do, and the steps.
IN_CHINESE: dict[str, tuple[str, tuple[str, ...]]] = {}

#: What the two of a coaching cycle wanted to get better at, one cycle after the other, and what they said of the first.
AIMS = (
    "Wait long enough before helping, so that she finds the next step herself.",
    "Use fewer words when helping, and point first.",
)
REFLECTION = "Five seconds feel long with 24 others waiting. When I count on my fingers it works."
FEEDBACK = "You waited three times out of four, and twice she went on alone. Try to move your hand back after pointing."
NEXT_STEP = "Count on the fingers at every writing time this week; the next look is on Thursday."

#: Lessons on an agenda: what is taught, in which routine, what the two do with it, and what came of it.
LESSONS = (
    (
        "A letter to the class next door",
        "writing",
        "Mei-Ling has her checklist on the table; the therapist sits with her group of four.",
        "Three sentences, two of them without a reminder.",
    ),
    (
        "Measuring with a ruler",
        "maths",
        "She holds the ruler, a friend reads the number.",
        "Worked well in pairs.",
    ),
)
AGREED_FOR_ALL = "Checklists lie ready on every table, not only on hers."

#: Supports to print: a day in pictures, and a first–then with its two pictures.
HIS_DAY = "My school day"
HER_WRITING = "Writing time"
FIRST_THEN = (("writing-hand", "Two sentences"), ("books", "Book corner"))

#: Two conversations: a title, and then each in turn.
WITH_LI = (
    "Asking for a turn",
    "Zi Xuan asked Ana for the red bricks today, twice, without help. They built a bridge.",
    "Thank you. At dinner he pointed at the dish and waited for me to look.",
    "That is it. He told me about the dumplings, by the way.",
)
WITH_CARLA = (
    "Writing on Thursday",
    "We write letters on Thursday. Could you sit with her table?",
    "Gladly. I bring the short pencils. Shall her checklist stay the same?",
    "Yes, she likes it as it is.",
)
