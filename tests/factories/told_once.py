"""What many tests begin with is told through the actions once in a run, and afterwards written down again as it was."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Hashable
from functools import cache
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, transaction

Told = TypeVar("Told")
Rows = dict[str, tuple[tuple[Any, ...], ...]]

_kept: dict[Hashable, tuple[bytes, Rows, Rows]] = {}


def told_once(name: Hashable, tell: Callable[[], Told]) -> Told:
    """What `tell` returns, with everything that it does to the rows of the present database.

    After the first time the rows that went are deleted, and those that came or changed are written as they were, ids,
    order and all; only ever upon the same rows as then, so a story may go on from another, and from what a test has
    changed in it. `name` says which story it is, with all that it depends on beside the rows. Each call has objects of
    its own, so no test meets what another did to them.
    """
    before = _rows()
    story = name, tuple(before.items())
    if story not in _kept:
        told = tell()
        after = _rows()
        _kept[story] = pickle.dumps(told), _without(before, after, by_name=True), _without(after, before)
        return told
    pickled, went, came = _kept[story]
    # In one transaction, at whose end the database asks whether each row's neighbours are there.
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in went.items():
            columns, names = _columns()[table]
            this_row = " AND ".join(f"{column} = %s" for column in columns[:names])
            cursor.executemany(f"DELETE FROM {table} WHERE {this_row}", [row[:names] for row in rows])
        for table, rows in came.items():
            columns, names = _columns()[table]
            places = ", ".join(["%s"] * len(columns))
            anew = ", ".join(f"{column} = excluded.{column}" for column in columns)
            cursor.executemany(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"
                f" ON CONFLICT ({', '.join(columns[:names])}) DO UPDATE SET {anew}",
                rows,
            )
    return pickle.loads(pickled)  # type: ignore[no-any-return]


def _without(rows: Rows, others: Rows, *, by_name: bool = False) -> Rows:
    """The rows that are not among the others, each compared whole or by its name; a table without any is left out."""
    found = {}
    for table, those in rows.items():
        names = _columns()[table][1] if by_name else None
        known = {row[:names] for row in others.get(table, ())}
        if left := tuple(row for row in those if row[:names] not in known):
            found[table] = left
    return found


@cache
def _columns() -> dict[str, tuple[list[str], int]]:
    """Our tables and their columns, and how many of these, from the first, name a row.

    That is its id, before all others; or all that it holds, where the id is a number that the database counts by
    itself, which is left out.
    """
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("alongside."):
            fields = sorted(model._meta.concrete_fields, key=lambda field: not field.primary_key)
            counted = bool(model._meta.auto_created)
            columns = [connection.ops.quote_name(field.column) for field in fields[counted:]]
            found[model._meta.db_table] = columns, len(columns) if counted else 1
    return found


def _rows() -> Rows:
    """All rows as the database holds them: no value is read into a model, none is written from one.

    Most tests begin with nothing, so one statement asks first which tables hold something; the others are left out.
    """
    tables = _columns()
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(f'EXISTS (SELECT 1 FROM {table})' for table in tables)}")
        for table, holds in zip(tables, cursor.fetchone(), strict=True):
            if holds:
                cursor.execute(f"SELECT {', '.join(tables[table][0])} FROM {table}")
                found[table] = tuple(cursor.fetchall())
    return found
