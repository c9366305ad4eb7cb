"""Taking in what devices send: each entry is kept, known already, or refused with a sentence, and never half."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import DataError, IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from alongside.capture.actions.visits import apply_marks, write_down
from alongside.capture.models import DatedVisit, Device, Mark, Observation
from alongside.capture.queries.devices import device_for
from alongside.capture.queries.entries import Facts, facts_about, keepers_of
from alongside.capture.queries.ways import ways_of
from alongside.capture.rules import devices as device_rules
from alongside.capture.rules import makers
from alongside.capture.rules.entries import (
    MOST_ENTRIES,
    Entry,
    MarkEntry,
    SeenEntry,
    check_is_not_too_many,
    read_entry,
)
from alongside.capture.rules.makers import VisitFacts
from alongside.capture.rules.moments import Moment, When, batch_skew, moment_of
from alongside.capture.rules.observed import observation_of
from alongside.capture.rules.outbox import LockedRow, open_row, read_outbox
from alongside.capture.rules.values import Limits, check_value
from alongside.people.actions import audit
from alongside.people.rules import NotAllowed, NotNow, Refusal, Viewer, check_can_run_programme, check_is_ours

#: What a database says to a row that it will not have; a lock or a lost connection is not among it.
_NOT_HAD = (IntegrityError, DataError, ValueError)


class Fate(StrEnum):
    """What became of an entry."""

    KEPT = "kept"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True)
class Answer:
    """What became of the entry with this id, as the device wrote it; a refused one has the reason."""

    id: str
    answer: Fate
    sentence: str = ""


def take_entries(
    *,
    device: Device,
    entries: Sequence[object],
    device_now: datetime,
    by: Viewer,
    at: datetime,
    waiting: int = 0,
) -> list[Answer]:
    """Takes in a batch from somebody's own device, and answers each entry in its place.

    Whatever an entry is, it spoils no other. One that comes again is known, so that a batch is sent until it is
    answered. Refuses the batch where the device is voided or somebody else's, or where it is too large.
    """
    check_is_ours(by, device)
    device_rules.check_can_record(by)
    device_rules.check_is_own(device, by)
    check_is_not_too_many(entries)
    batch = [_read(each) for each in entries]  # Before the transaction: it takes time and needs no row.
    with transaction.atomic():
        device = _locked(device)
        device_rules.check_is_not_voided(device)
        answers = _take(batch, device=device, skew=batch_skew(device_now, at), by=by, at=at)
        device.seen_at, device.waiting = at, waiting
        device.save(update_fields=["seen_at", "waiting"])
        _audit(answers, "entries.taken_in", device, by, at)
    return answers


@transaction.atomic
def take_outbox_file(*, content: bytes, by: Viewer, at: datetime) -> list[Answer]:
    """Takes in what a device saved as a file because it could not send; each entry in the name of its own person.

    Refuses the file where the device is not known here or voided; an entry that cannot be opened is refused alone.
    """
    check_can_run_programme(by)
    file = read_outbox(content)
    known = device_for(by, file.device)
    if known is None:
        raise NotAllowed(_("This file comes from a device that nobody here has used. Nothing was taken in."))
    device = _locked(known)
    device_rules.check_is_not_voided(device)
    answers: list[Answer] = []
    for start in range(0, len(file.rows), MOST_ENTRIES):
        batch = [_opened(row, bytes(device.key)) for row in file.rows[start : start + MOST_ENTRIES]]
        answers += _take(batch, device=device, skew=timedelta(), by=by, at=at)
    _audit(answers, "outbox_file.taken_in", device, by, at)
    return answers


@dataclass(frozen=True)
class _Read:
    """An entry as it was written: its id, and what it is or why it cannot be read."""

    id: str
    entry: Entry | None
    sentence: str = ""


def _read(written: object) -> _Read:
    said = written.get("id", "") if isinstance(written, dict) else ""
    pk = said if isinstance(said, str) else ""
    try:
        return _Read(pk, read_entry(written))
    except Refusal as refusal:
        return _Read(pk, None, refusal.sentence)


def _opened(row: LockedRow, key: bytes) -> _Read:
    try:
        return _read(open_row(row, key))
    except Refusal as refusal:
        return _Read(row.id, None, refusal.sentence)


def _locked(device: Device) -> Device:
    """The device's row, locked: two tabs that send the same batch at once come one after the other."""
    locked = Device.objects.select_for_update(no_key=True, of=("self",)).select_related("account")
    return locked.get(pk=device.pk)


def _take(
    batch: Sequence[_Read], *, device: Device, skew: timedelta, by: Viewer, at: datetime
) -> list[Answer]:
    by_id = {each.entry.id: each.entry for each in reversed(batch) if each.entry}  # The first of two counts.
    became = _known(by_id, device)
    new = [entry for pk, entry in by_id.items() if pk not in became]
    if new:
        judge = _Judge(facts_about(by, device.account, new), device, skew, len(ways_of(by).ladder), by, at)
        for entry in new:
            became[entry.id] = judge.judge(entry)
        became |= judge.keep()
    answers = []
    for each in batch:
        outcome, sentence = became[each.entry.id] if each.entry else (Fate.REFUSED, each.sentence)
        answers.append(Answer(each.id, outcome, sentence))
        if each.entry and outcome is Fate.KEPT:
            became[each.entry.id] = (Fate.KNOWN, "")
    return answers


def _known(ids: Collection[UUID], device: Device) -> dict[UUID, tuple[Fate, str]]:
    """Which of these entries are kept already: this person's own are known, and nobody else's ever are."""
    own = (device.account_id, device.organisation_id)
    taken = (
        Fate.REFUSED,
        _("Another entry has this number already. Write it again as a new one."),
    )
    return {pk: (Fate.KNOWN, "") if keeper == own else taken for pk, keeper in keepers_of(ids).items()}


def _audit(answers: Sequence[Answer], action: str, device: Device, by: Viewer, at: datetime) -> None:
    counts = Counter(each.answer.value for each in answers)
    if counts.keys() - {Fate.KNOWN}:  # A batch that came again changes nothing.
        audit(by, at, action, device, **counts)


@dataclass
class _Judge:
    """Judges entries by the facts, and keeps those that pass: all at once, or one by one where the database objects."""

    facts: Facts
    device: Device
    skew: timedelta
    rungs: int
    by: Viewer
    at: datetime
    rows: list[Observation | Mark] = field(default_factory=list)

    def judge(self, entry: Entry) -> tuple[Fate, str]:
        try:
            make = self._mark if isinstance(entry, MarkEntry) else self._observation
            self.rows.append(make(entry))  # type: ignore[arg-type]
        except Refusal as refusal:
            return Fate.REFUSED, refusal.sentence
        return Fate.KEPT, ""

    def keep(self) -> dict[UUID, tuple[Fate, str]]:
        """Writes the rows; returns what became of those that the database would not have."""
        try:
            with transaction.atomic():
                self._write(self.rows)
            return {}
        except _NOT_HAD:
            pass
        became: dict[UUID, tuple[Fate, str]] = {}
        for row in self.rows:
            try:
                with transaction.atomic():
                    self._write([row])
            except _NOT_HAD:
                became |= _known([row.pk], self.device) or {
                    row.pk: (Fate.REFUSED, _("This entry could not be kept. Write it again as a new one."))
                }
        return became

    def _write(self, rows: Sequence[Observation | Mark]) -> None:
        named = {row.visit_id for row in rows}
        planned = [each for pk, each in self.facts.planned.items() if pk in named]
        if planned:
            write_down(planned=planned, by=self.by, at=self.at)
        _insert([row for row in rows if isinstance(row, Observation)])
        if marks := [row for row in rows if isinstance(row, Mark)]:
            _insert(marks)
            marked = DatedVisit.objects.filter(pk__in={mark.visit_id for mark in marks})
            apply_marks(visits=list(marked), by=self.by, at=self.at)

    def _observation(self, entry: SeenEntry) -> Observation:
        visit = self._visit(entry)
        moment = self._moment(entry, visit)
        self._check_may_record(entry, moment)
        goal = self.facts.goals.get(entry.goal) if entry.goal else None
        makers.check_goal_fits(goal, entry)
        if not entry.is_withdrawal:
            check_value(entry.measure, entry.value, Limits.of(goal, self.rungs))
        return observation_of(
            entry,
            organisation=self.device.organisation_id,
            observer=self.device.account_id,
            goal=goal,
            visit=visit.id if visit else None,
            moment=moment,
            received_at=self.at,
            device=self.device.pk,
        )

    def _mark(self, entry: MarkEntry) -> Mark:
        visit = self._visit(entry)
        if visit is None:
            raise NotNow(_("This visit is no longer in the timetable. Mark the one that took its place."))
        moment = self._moment(entry, visit)
        makers.check_may_mark(self.facts.maker, visit, self._day(moment))
        makers.check_mark_fits(entry, visit)
        return Mark(
            id=entry.id,
            organisation_id=self.device.organisation_id,
            visit_id=visit.id,
            child_id=entry.child,
            kind=entry.mark.value,
            detail=entry.detail,
            marked_at=moment.at,
            device_at=entry.at,
            received_at=self.at,
            clock_doubtful=moment.is_doubtful,
            order=entry.order,
            marked_by_id=self.device.account_id,
            device_id=self.device.pk,
        )

    def _visit(self, entry: Entry) -> VisitFacts | None:
        """The visit that an entry names; None where it names none, or one that the timetable has dropped since."""
        if entry.visit is None or entry.visit.id in self.facts.dropped:
            return None
        visit = self.facts.visits.get(entry.visit.id)
        if visit is None:
            raise NotAllowed(_("There is no such visit here. Choose one of your day, and write it again."))
        return visit

    def _moment(self, entry: Entry, visit: VisitFacts | None) -> Moment:
        return moment_of(
            entry.at,
            skew=entry.skew_or(self.skew),
            received_at=self.at,
            zone=self._zone,
            when=When(visit.dates, visit.on, visit.starts, visit.ends) if visit else None,
        )

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.by.organisation.time_zone)

    def _day(self, moment: Moment) -> date:
        return moment.at.astimezone(self._zone).date()

    def _check_may_record(self, entry: SeenEntry, moment: Moment) -> None:
        child = entry.child if entry.child in self.facts.children else None
        makers.check_may_record(self.facts.maker, child, self._day(moment))


def _insert(rows: Sequence[Observation] | Sequence[Mark]) -> None:
    """Writes new rows as `bulk_create` would, which spends as long on the text of its statement as on the rows."""
    if not rows:
        return
    table, fields = rows[0]._meta.db_table, rows[0]._meta.concrete_fields
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    values = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        database = cursor.db  # The connection itself: its proxy is looked up anew at every use.
        cursor.executemany(
            f"INSERT INTO {quoted(table)} ({columns}) VALUES ({values})",
            [
                [field.get_db_prep_save(getattr(row, field.attname), database) for field in fields]
                for row in rows
            ],
        )
