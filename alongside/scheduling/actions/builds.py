"""Asking for a timetable, building it in the background, and stopping it."""

from __future__ import annotations

import logging
import string
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from time import monotonic
from typing import Any

from django.db import OperationalError, transaction
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from alongside.engine.explain import explain
from alongside.engine.problem import Problem
from alongside.engine.progress import Progress
from alongside.engine.solver import solve
from alongside.engine.timetable import Status
from alongside.engine.timetable import Timetable as Answer
from alongside.people.actions import audit
from alongside.people.models import School
from alongside.people.rules import NotNow, Viewer, check_can_run_programme
from alongside.scheduling import rules
from alongside.scheduling.choices import BuildState, TimetableState
from alongside.scheduling.models import Build, DraftRevision, Timetable
from alongside.scheduling.queries.names import named
from alongside.scheduling.queries.problems import schedule_problem
from alongside.scheduling.queries.timetables import published_on, silent_builds

log = logging.getLogger(__name__)

#: How often a running build writes down where it is and asks whether to stop, in seconds.
BEAT = 0.7


@transaction.atomic
def ask_for_build(
    *,
    schools: Sequence[School],
    for_on: date,
    seconds: int,
    draft: Timetable | None = None,
    by: Viewer,
    at: datetime,
) -> Build:
    """Writes down what is to be built from the facts of `for_on`; a task runs it.

    With a `draft`, its pinned visits stand as they are and the search starts from it; otherwise it starts from the
    published week, if there is one, and every move away from that has its price.
    """
    check_can_run_programme(by)
    # Whoever asks for one of these schools at the same moment waits here, and then finds this build.
    list(School.objects.select_for_update().filter(pk__in=[school.pk for school in schools]).order_by("pk"))
    pinned = [draft.document["visits"][index] for index in draft.pinned] if draft else []
    problem = schedule_problem(by, schools, for_on, pinned=pinned)
    running = Build.objects.filter(state__in=[BuildState.QUEUED, BuildState.RUNNING], schools__in=schools)
    if running.exists():
        raise NotNow(_("A build for these schools is running already. Wait for it, or stop it first."))
    build = Build.objects.create(
        organisation=by.organisation,
        for_on=for_on,
        seconds=seconds,
        problem=problem.to_json(),
        start=_beginning(by, schools, for_on, draft),
        asked_by=by.account,
        asked_at=at,
    )
    build.schools.set(schools)
    audit(by, at, "build.asked", build, seconds=seconds)
    return build


def _beginning(
    by: Viewer, schools: Sequence[School], on: date, draft: Timetable | None
) -> dict[str, Any] | None:
    """The document of the draft, or of the one published week of just these schools."""
    published = [draft] if draft else published_on(by, on, schools=schools)
    if len(published) != 1 or {each.pk for each in published[0].schools.all()} != {
        each.pk for each in schools
    }:
        return None
    document: dict[str, Any] = published[0].document
    return document


def run_build(*, build: Build, by: Viewer, at: datetime) -> Timetable | None:
    """Builds: minutes of work, each step of its progress a transaction of its own; the draft comes in one.

    Run again after a crash it does nothing: only a build that waits is started.
    """
    if not _start(build, at):
        return None
    problem = Problem.from_json(build.problem)
    begun = monotonic()
    beat = _Beat(build, at, begun)
    try:
        answer = solve(
            problem,
            seconds=build.seconds,
            start=Answer.from_json(build.start) if build.start else None,
            on_progress=beat.hear,
            stop=beat.stop_asked,
        )
        beat.save()
        reasons = _reasons(problem, answer)
    except Exception:
        log.exception("Build %s failed", build.pk)
        sentence = _(
            "The builder met a fault of its own; we have written it down. Nothing was changed. Build again."
        )
        _end(build, BuildState.FAILED, at + timedelta(seconds=monotonic() - begun), sentence)
        return None
    ended_at = at + timedelta(seconds=monotonic() - begun)
    if answer.status is Status.INFEASIBLE:
        _end(build, BuildState.FAILED, ended_at, " ".join(answer.conflicts)[:500])
        return None
    return _keep_draft(build, problem, answer, reasons, beat, by, ended_at)


@transaction.atomic
def stop_build(*, build: Build, by: Viewer, at: datetime) -> None:
    """Asks a running build to stop and keep its best; one that waits is stopped at once."""
    check_can_run_programme(by)
    build = Build.objects.select_for_update().get(pk=build.pk)
    rules.check_can_move_build(build, BuildState.STOPPED)
    build.stop_asked_at = at
    if build.state == BuildState.QUEUED:
        build.state, build.ended_at = BuildState.STOPPED, at
    build.save(update_fields=["stop_asked_at", "state", "ended_at"])
    audit(by, at, "build.stop_asked", build)


@transaction.atomic
def give_up_silent_builds(*, by: None = None, at: datetime) -> int:
    """Ends the builds of the scope whose machine has died, so that nobody waits for them. Returns how many.

    Each says so in the language of whoever asked for it.
    """
    ended = 0
    for build in silent_builds(at).select_related("asked_by").defer("problem", "start", "progress"):
        with override(build.asked_by.reads_in):
            sentence = _("The machine that built this has stopped. Nothing was changed. Build again.")
        still_silent = silent_builds(at).filter(pk=build.pk)
        ended += still_silent.update(state=BuildState.FAILED, ended_at=at, sentence=sentence)
    return ended


class _Beat:
    """Writes progress down now and then, and hears whether to stop."""

    def __init__(self, build: Build, at: datetime, begun: float) -> None:
        self.build, self.at, self.begun = build, at, begun
        self.points: list[list[float]] = []
        self.written = self.asked = 0.0
        self.stopping = False

    def hear(self, progress: Progress) -> None:
        point = [round(progress.elapsed, 1), progress.cost, progress.bound, progress.unmet]
        if self.points and self.points[-1][1:] == point[1:] and len(self.points) > 1:
            self.points[-1] = point
        else:
            self.points.append(point)
        if monotonic() - self.written >= BEAT:
            self.written = monotonic()
            with suppress(OperationalError):  # While somebody else writes for long, the next beat tells.
                self.save()

    def save(self) -> None:
        heard_at = self.at + timedelta(seconds=monotonic() - self.begun)
        Build.objects.filter(pk=self.build.pk).update(progress=self.points[-400:], heard_at=heard_at)

    def stop_asked(self) -> bool:
        if not self.stopping and monotonic() - self.asked >= BEAT:
            self.asked = monotonic()
            self.stopping = Build.objects.filter(pk=self.build.pk, stop_asked_at__isnull=False).exists()
            if monotonic() - self.written >= 10 * BEAT:  # Alive, though it has no news.
                self.written = monotonic()
                with suppress(OperationalError):
                    self.save()
        return self.stopping


@transaction.atomic
def _start(build: Build, at: datetime) -> bool:
    waiting = Build.objects.filter(pk=build.pk, state=BuildState.QUEUED)
    return bool(waiting.update(state=BuildState.RUNNING, started_at=at, heard_at=at))


@transaction.atomic
def _end(build: Build, state: BuildState, at: datetime, sentence: str = "") -> bool:
    running = Build.objects.filter(pk=build.pk, state=BuildState.RUNNING)
    return bool(running.update(state=state, ended_at=at, heard_at=at, sentence=sentence))


@transaction.atomic
def _keep_draft(
    build: Build,
    problem: Problem,
    answer: Answer,
    reasons: list[dict[str, Any]],
    beat: _Beat,
    by: Viewer,
    at: datetime,
) -> Timetable | None:
    """The draft; none where the build was given up meanwhile, for then people were told that nothing came of it."""
    beat.save()
    if not _end(build, BuildState.STOPPED if beat.stopping else BuildState.DONE, at):
        return None
    pins = {_key(visit) for visit in build.problem["pinned"]}
    document = answer.to_json()
    visits: list[dict[str, Any]] = document["visits"]  # type: ignore[assignment]
    timetable = Timetable.objects.create(
        organisation=build.organisation,
        name=_free_name(),
        build=build,
        made_at=at,
        for_on=build.for_on,
        problem=build.problem,
        document=document,
        pinned=[index for index, visit in enumerate(visits) if _key(visit) in pins],
        reasons=reasons,
        cost=answer.cost,
        bound=answer.bound,
        unmet_sessions=sum(unmet.sessions for unmet in answer.unmet),
        asked_sessions=sum(service.sessions for service in problem.services),
    )
    timetable.schools.set(build.schools.all())
    DraftRevision.objects.create(
        organisation=build.organisation,
        timetable=timetable,
        number=0,
        what=_("Built"),
        document=document,
        pinned=timetable.pinned,
    )
    audit(by, at, "draft.built", timetable, cost=answer.cost, bound=answer.bound)
    return timetable


def _key(visit: dict[str, Any]) -> tuple[str, str, str, str]:
    return visit["therapist"], visit["day"], visit["start"], visit["place"]


def _free_name() -> str:
    """The next letter that no draft in sight bears: Draft A, Draft B, … Draft AA."""
    taken = set(Timetable.objects.filter(state=TimetableState.DRAFT).values_list("name", flat=True))
    letters = string.ascii_uppercase
    names = [*letters, *(one + two for one in letters for two in letters)]
    return next(
        name for name in (_("Draft {letter}").format(letter=each) for each in names) if name not in taken
    )


def _reasons(problem: Problem, answer: Answer) -> list[dict[str, Any]]:
    if answer.status is Status.INFEASIBLE:
        return []
    return [
        {
            "service": reason.service,
            "sessions": reason.sessions,
            "language": get_language(),
            "sentences": [blocked.sentence for blocked in reason.rules],
            "remedies": [
                {
                    "sentence": remedy.sentence,
                    "cost_change": remedy.cost_change,
                    "also_helps": len(remedy.also_helps),
                }
                for remedy in reason.remedies
            ],
        }
        for reason in explain(problem, answer, named(problem).by_id)
    ]
