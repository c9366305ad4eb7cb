"""One solve from beginning to end: a first plan at once, then threads that improve plan and bound."""

from collections.abc import Callable
from threading import Event, Thread
from time import monotonic

from alongside.engine.problem import Problem
from alongside.engine.progress import Progress
from alongside.engine.solver.answer import fixed_plan, told, warm_start
from alongside.engine.solver.bounds import Bounds
from alongside.engine.solver.greedy import fill, fill_first
from alongside.engine.solver.instance import Instance
from alongside.engine.solver.plan import Plan
from alongside.engine.solver.search import Search
from alongside.engine.timetable import Timetable

POLL_SECONDS = 0.1
REPORT_SECONDS = 0.9
CHECK_SECONDS_PER_SESSION = 0.0002
"""What checking the answer takes at the end, kept back from the time given."""

START_SHARE = 0.2
"""How much of the time ruin and recreate may take at first."""

TINY = 3000
"""Choices of start (see `Instance.choices`) up to which one model for everything is tried first."""
PROOF_SECONDS = 10.0


def solve(
    problem: Problem,
    *,
    seconds: float,
    workers: int = 2,
    seed: int = 0,
    start: Timetable | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Timetable:
    """The best timetable found in `seconds` of wall clock, with a proven lower bound of the cost.

    `start` is a timetable to begin from: what of it still may stand is kept and then improved. `workers` is the
    number of threads; with one, the same seed takes the same steps (unless time cuts ruin and recreate short).
    `on_progress` is called from the calling thread at improvements and about once a second; `stop` is asked several
    times a second, and once it says yes the best timetable so far is returned. The answer is checked by the rules and
    the cost before it is handed out (`answer.WrongAnswer` otherwise). The status is `infeasible` only where the pins
    break a rule by themselves; the conflicts say which.
    """
    began = monotonic()
    instance = Instance(problem)
    best = fixed_plan(instance)
    if isinstance(best, Timetable):
        return best
    spare = CHECK_SECONDS_PER_SESSION * sum(instance.sessions)
    run = _Run(instance, seed, began, max(began, began + seconds - spare), on_progress, stop)
    best = run.first_plan(best, start)
    run.improve(best, max(1, workers))
    return told(best, bound=run.bounds.value)


class _Run:
    """The clock, the threads and the reports of one solve."""

    def __init__(
        self,
        instance: Instance,
        seed: int,
        began: float,
        deadline: float,
        on_progress: Callable[[Progress], None] | None,
        stop: Callable[[], bool] | None,
    ) -> None:
        self.began = began
        self.deadline = deadline
        self.on_progress = on_progress
        self.stop = stop
        self.bounds = Bounds(instance)
        self.seed = seed
        self.finished = False
        self.news = Event()
        self.failure: BaseException | None = None
        self.reported, self.reported_at = (-1, -1), began

    def first_plan(self, plan: Plan, start: Timetable | None) -> Plan:
        """The better of a best fit and a first fit, both from what may stand of the start."""
        if start is not None:
            warm_start(plan, start)
        plain = plan.copy()
        fill(plan, lambda: self.over_after_report(plan))
        fill_first(plain, lambda: self.over_after_report(plan))
        return min(plan, plain, key=lambda each: each.cost)

    def over(self) -> bool:
        """Whether time is up or someone has said stop. Asked by the calling thread."""
        if not self.finished:
            self.finished = monotonic() >= self.deadline or (self.stop is not None and self.stop())
        return self.finished

    def over_after_report(self, plan: Plan) -> bool:
        """Tells once a second how a plan stands that is still being filled; then as `over`."""
        if monotonic() - self.reported_at >= REPORT_SECONDS:
            self.report(plan.cost, plan.unmet())
        return self.over()

    def report(self, cost: int, unmet: int) -> None:
        """Tells how it stands, where that has changed or has not been told for a second."""
        now = monotonic()
        standing = (cost, min(cost, self.bounds.value))
        if self.on_progress and (standing != self.reported or now - self.reported_at >= REPORT_SECONDS):
            self.reported, self.reported_at = standing, now
            self.on_progress(Progress(now - self.began, *standing, unmet))

    def improve(self, plan: Plan, workers: int) -> None:
        """Runs the threads until it is over or the plan is proven best, and ends them."""
        search = Search(plan, self.seed)
        self.report(search.cost, search.unmet)
        threads = [
            Thread(target=self._work, args=(search, worker, workers), daemon=True)
            for worker in range(workers)
        ]
        if not self.over():
            for thread in threads:
                thread.start()
        try:
            while any(thread.is_alive() for thread in threads):
                self.news.wait(POLL_SECONDS)
                self.news.clear()
                self.report(search.cost, search.unmet)
                if self.over() or search.cost <= self.bounds.value:
                    self.finished = True
                    search.interrupt()
        finally:
            self.finished = True
            search.interrupt()
            for thread in threads:
                if thread.is_alive():
                    thread.join()
        search.finish()
        self.report(search.cost, search.unmet)
        if self.failure is not None:
            raise self.failure

    def _work(self, search: Search, worker: int, workers: int) -> None:
        try:
            if worker == 0 and search.plan.instance.choices() <= TINY:
                proved = search.prove(min(PROOF_SECONDS, (self.deadline - monotonic()) / 2))
                self.bounds.value = max(self.bounds.value, proved)
                self.news.set()
            if worker == workers - 1:
                until = monotonic() + START_SHARE * (self.deadline - monotonic())
                search.start(lambda: self.finished or monotonic() >= until)
                self.news.set()
            while not self.finished:
                remaining = self.deadline - monotonic()
                if remaining <= 0:
                    return
                if worker == 0 and self.bounds.wanted():
                    gained = self.bounds.improve(search.cost, remaining, lambda: self.finished)
                else:
                    gained = search.round(worker, remaining) > 0
                if gained:
                    self.news.set()
        except BaseException as failure:
            self.failure = failure
            self.finished = True
