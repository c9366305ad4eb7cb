"""Every write about classes, their day and the school's calendar; each by somebody, at a moment, in one transaction."""

from alongside.classrooms.actions.calendar import (
    add_day_off,
    add_days_off,
    add_term,
    remove_day_off,
    remove_term,
    set_cycle,
)
from alongside.classrooms.actions.classes import (
    add_child_to_class,
    add_classroom,
    end_teacher_post,
    enrol,
    post_teacher,
    say_child_leaves,
    say_staff_leaves,
    set_visit_limits,
)
from alongside.classrooms.actions.days import (
    NewRoutine,
    SubjectMeaning,
    remember_subjects,
    say_times,
    set_class_timetable,
    set_flags_by_title,
    set_routine_flags,
)
from alongside.classrooms.actions.rooms import add_room, set_room_openings
from alongside.classrooms.actions.taking_in import take_in

__all__ = [
    "NewRoutine",
    "SubjectMeaning",
    "add_child_to_class",
    "add_classroom",
    "add_day_off",
    "add_days_off",
    "add_room",
    "add_term",
    "end_teacher_post",
    "enrol",
    "post_teacher",
    "remember_subjects",
    "remove_day_off",
    "remove_term",
    "say_child_leaves",
    "say_staff_leaves",
    "say_times",
    "set_class_timetable",
    "set_cycle",
    "set_flags_by_title",
    "set_room_openings",
    "set_routine_flags",
    "set_visit_limits",
    "take_in",
]
