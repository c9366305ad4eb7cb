"""One solve from beginning to end: a first plan at once, then threads that improve plan and bound until time or patience ends."""

from collections.abc import Callable
from threading import Event, Thread
from time import monotonic

from alongside.engine.problem import Problem
from alongside.engine.progress import Progress
from alongside.engine.solver.answer import fixed_plan, told, warm_start
from alongside.engine.solver.bounds import Bounds
from alongside.engine.solver.greedy import fill
from alongside.engine.solver.instance import Instance
from alongside.engine.solver.plan import Plan
from alongside.engine.solver.search import Search
from alongside.engine.timetable import Timetable

POLL_SECONDS = 0.1
REPORT_SECONDS = 0.9
CHECK_SECONDS_PER_SESSION = 0.0002
"""What checking the answer takes at the end, kept back from the time given."""


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

    `start` is a timetable to begin from: what of it still may stand is kept and then improved. `workers` is the number of
    threads; with one, the same seed takes the same steps. `on_progress` is called from the calling thread at improvements
    and about once a second; `stop` is asked several times a second, and once it says yes the best timetable so far is
    returned. The answer is checked by the rules and the cost before it is handed out (`answer.WrongAnswer` otherwise).
    The status is `infeasible` only where the pins break a rule by themselves; the conflicts say which.
    """
    began = monotonic()
    instance = Instance(problem)
    plan = fixed_plan(instance)
    if isinstance(plan, Timetable):
        return plan
    spare = CHECK_SECONDS_PER_SESSION * sum(instance.sessions)
    run = _Run(plan, seed, began, max(began, began + seconds - spare), on_progress, stop)
    if start is not None:
        warm_start(plan, start)
    fill(plan, run.over)
    run.report()
    run.improve(max(1, workers))
    return told(plan, bound=run.bounds.value)


class _Run:
    """The clock, the threads and the reports of one solve."""

    def __init__(
        self,
        plan: Plan,
        seed: int,
        began: float,
        deadline: float,
        on_progress: Callable[[Progress], None] | None,
        stop: Callable[[], bool] | None,
    ) -> None:
        self.plan = plan
        self.began = began
        self.deadline = deadline
        self.on_progress = on_progress
        self.stop = stop
        self.bounds = Bounds(plan)
        self.search = Search(plan, seed)
        self.finished = False
        self.news = Event()
        self.failure: BaseException | None = None
        self.reported: tuple[int, int, float] = (-1, -1, began)

    def over(self) -> bool:
        """Whether time is up, someone has said stop, or the plan is proven best. Asked by the calling thread; reports."""
        self.report()
        if not self.finished:
            proven = self.plan.cost <= self.bounds.value
            self.finished = proven or monotonic() >= self.deadline or (self.stop is not None and self.stop())
        return self.finished

    def report(self) -> None:
        """Tells how it stands, where that has changed or has not been told for a second."""
        now = monotonic()
        cost, bound, last = self.plan.cost, self.bounds.value, self.reported[2]
        if self.on_progress and ((cost, bound) != self.reported[:2] or now - last >= REPORT_SECONDS):
            self.reported = cost, bound, now
            self.on_progress(Progress(now - self.began, cost, min(bound, cost), self.plan.unmet()))

    def improve(self, workers: int) -> None:
        """Runs the threads until it is over, and ends them."""
        threads = [Thread(target=self._work, args=(worker,), daemon=True) for worker in range(workers)]
        if not self.over():
            for thread in threads:
                thread.start()
        try:
            while any(thread.is_alive() for thread in threads):
                self.news.wait(POLL_SECONDS)
                self.news.clear()
                if self.over():
                    self.search.interrupt()
                with self.search.lock:
                    self.report()
        finally:
            self.finished = True
            self.search.interrupt()
        if self.failure is not None:
            raise self.failure

    def _work(self, worker: int) -> None:
        try:
            while not self.finished:
                remaining = self.deadline - monotonic()
                if remaining <= 0:
                    return
                if worker == 0 and self.bounds.wanted():
                    gained = self.bounds.improve(remaining, lambda: self.finished)
                else:
                    gained = self.search.round(worker, remaining) > 0
                if gained:
                    self.news.set()
        except BaseException as failure:
            self.failure = failure
            self.finished = True
