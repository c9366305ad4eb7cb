"""The large-neighbourhood search: threads take part of a plan out and put it back better by a small model.

By turns it takes the minutes of therapists who are short of them to be worth something (see `worth`): then the plan
may get dearer while it gathers time for those who are missing. The best plan is kept beside it.
"""

from collections.abc import Callable
from random import Random
from threading import Lock

from alongside.engine.solver.joins import JoinPicker
from alongside.engine.solver.neighbourhoods import Neighbourhood, Neighbourhoods, services_to_place
from alongside.engine.solver.plan import Block, Plan
from alongside.engine.solver.recreate import become, recreate
from alongside.engine.solver.submodel import Change, Submodel
from alongside.engine.solver.worth import Worth, guided_cost, scarce_minutes

LEAST_EFFORT, MOST_EFFORT = 0.3, 4.0
"""Deterministic time that one small model may take: many small ones pay first, then fewer larger ones."""
ROUNDS_OF_PATIENCE = 60
"""Rounds without a gain before models may take more."""

GUIDED_ROUNDS, STRICT_ROUNDS = 40, 20
"""Rounds that look at scarce minutes too, and rounds after them that look at the cost alone."""

KEPT = (3, 5, 8, 16)
"""How many starts a day a model offers for a service in a place, at random."""


class Search:
    """Improves one plan until told to stop. The plan changes only under `lock`; `finish` makes it the best one."""

    def __init__(self, plan: Plan, seed: int) -> None:
        self.plan = plan
        self.lock = Lock()
        self.random = Random(seed)
        self.neighbourhoods = Neighbourhoods(plan, self.random)
        self.cost, self.unmet = plan.cost, plan.unmet()
        """How the best plan stands."""
        self.best = set(plan.blocks())
        self.busy: dict[int, tuple[Block, ...]] = {}
        self.models: dict[int, Submodel] = {}
        self.effort = LEAST_EFFORT
        self.rounds_without_gain = 0
        self.rounds = 0

    def start(self, over: Callable[[], bool]) -> int:
        """Ruins and recreates a copy of the plan, which then takes the plan's place; returns what it gained."""
        with self.lock:
            before, copy = self.cost, self.plan.copy()
        recreate(copy, self.random, over, lambda: self._tell(copy))
        with self.lock:
            if copy.cost < self.plan.cost:
                become(self.plan, set(copy.blocks()))
        return before - self.cost

    def finish(self) -> None:
        """Makes the plan the best one. For when the threads have ended."""
        become(self.plan, self.best)

    def round(self, worker: int, seconds: float) -> int:
        """One neighbourhood; returns what it gained."""
        with self.lock:
            effort, worth = self.effort, self._worth()
            busy = [block for blocks in self.busy.values() for block in blocks]
            drawn = self.neighbourhoods.draw(busy)
            model = self._model(drawn, worth)
            seed = self.random.getrandbits(30)
            if model is None:
                return 0
            self.busy[worker] = drawn.blocks
            self.models[worker] = model
        change = model.solve(seconds, effort, seed)
        with self.lock:
            del self.busy[worker], self.models[worker]
            gained = self._apply(drawn.blocks, change, worth) if change is not None else 0
            self._keep_best(self.plan)
            self.neighbourhoods.learn(drawn.kind, gained, model.effort, effort)
            self._lose_patience(gained)
        return gained

    def _worth(self) -> Worth:
        """What minutes are worth in this round; the first of a guided phase takes up the best plan again."""
        turn = self.rounds % (GUIDED_ROUNDS + STRICT_ROUNDS)
        self.rounds += 1
        if turn == 0 and self.plan.cost > self.cost:
            become(self.plan, self.best)
        return scarce_minutes(self.plan) if turn < GUIDED_ROUNDS else {}

    def _tell(self, copy: Plan) -> None:
        with self.lock:
            self._keep_best(copy)

    def _keep_best(self, plan: Plan) -> None:
        if plan.cost < self.cost:
            self.cost, self.unmet, self.best = plan.cost, plan.unmet(), set(plan.blocks())

    def _lose_patience(self, gained: int) -> None:
        self.rounds_without_gain = 0 if gained else self.rounds_without_gain + 1
        if self.rounds_without_gain >= ROUNDS_OF_PATIENCE:
            self.rounds_without_gain = 0
            self.effort = min(MOST_EFFORT, self.effort * 1.4)

    def prove(self, seconds: float) -> int:
        """Asks one model for everything at once; returns the lower bound that comes of it. Only for tiny problems.

        The model offers every join, so that no timetable with the pins costs less than its bound.
        """
        plan = self.plan
        with self.lock:
            blocks = tuple(block for block in plan.blocks() if block not in plan.pinned)
            for block in blocks:
                plan.remove(block)
            alone = plan.cost
            picker = JoinPicker(plan, self.random, None, ())
            joins = [join for service in range(len(plan.of_service)) for join in picker.of(service)]
            tasks = [task for task, block in enumerate(plan.of_task) if block is None]
            model = Submodel(plan, joins, tasks, blocks, exact=True) if joins or tasks else None
            for block in blocks:
                plan.add(block)
            if model is None:
                return alone
            self.models[0] = model
        change = model.solve(seconds, seconds, 0)
        with self.lock:
            del self.models[0]
            if change is not None:
                self._apply(blocks, change, {})
            self._keep_best(self.plan)
        return alone + model.bound

    def interrupt(self) -> None:
        """Ends the models that are being solved; their threads take the best that those have."""
        for model in list(self.models.values()):
            model.interrupt()

    def _model(self, drawn: Neighbourhood, worth: Worth) -> Submodel | None:
        plan = self.plan
        services = services_to_place(plan, self.random, drawn.blocks)
        therapists = {block.therapist for block in drawn.blocks}
        for block in drawn.blocks:
            plan.remove(block)
        picker = JoinPicker(plan, self.random, self.random.choice(KEPT), drawn.blocks)
        joins = [join for service in services for join in picker.of(service)]
        tasks = [
            task
            for task, block in enumerate(plan.of_task)
            if block is None
            and plan.instance.therapist_number[plan.instance.problem.tasks[task].therapist] in therapists
        ]
        model = Submodel(plan, joins, tasks, drawn.blocks, worth=worth) if joins or tasks else None
        for block in drawn.blocks:
            plan.add(block)
        return model

    def _apply(self, blocks: tuple[Block, ...], change: Change, worth: Worth) -> int:
        """Makes the change where the plan is still as the model saw it and gets no dearer, minutes counted as they
        are worth; returns the gain.
        """
        plan, before = self.plan, guided_cost(self.plan, worth)
        out = (*blocks, *change.out)
        if not all(map(plan.holds, out)):
            return 0
        for block in out:
            plan.remove(block)
        added: list[Block] = []
        for block in sorted(change.into):
            if not plan.fits(block):
                break
            plan.add(block)
            added.append(block)
        gained = before - guided_cost(plan, worth)
        if len(added) == len(change.into) and gained >= 0:
            return gained
        for block in added:
            plan.remove(block)
        for block in out:
            plan.add(block)
        return 0
