"""What many tests begin with is told through the actions once in a run, and afterwards written down again as it was."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, transaction

Told = TypeVar("Told")
Rows = list[tuple[Any, ...]]

_kept: dict[Hashable, tuple[bytes, dict[str, Rows]]] = {}


def told_once(name: Hashable, tell: Callable[[], Told]) -> Told:
    """What `tell` returns, with every row that it adds to the present database; it changes no row of before.

    After the first time its rows are inserted as they were, ids and all. `name` says which story it is. Each call has
    objects of its own, so no test meets what another did to them.
    """
    if name not in _kept:
        before = {table: set(rows) for table, rows in _rows().items()}
        told = tell()
        added = {table: [row for row in rows if row not in before[table]] for table, rows in _rows().items()}
        _kept[name] = pickle.dumps(told), {table: rows for table, rows in added.items() if rows}
        return told
    pickled, added = _kept[name]
    columns = _columns()
    # In one transaction, at whose end the database asks whether each row's neighbours are there.
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in added.items():
            places = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f"INSERT INTO {table} ({columns[table]}) VALUES ({places})", rows)
    return pickle.loads(pickled)  # type: ignore[no-any-return]


def _columns() -> dict[str, str]:
    """Our tables and their columns, without the numbers that the database counts by itself."""
    return {
        model._meta.db_table: ", ".join(
            connection.ops.quote_name(field.column)
            for field in model._meta.concrete_fields
            if not (field.primary_key and model._meta.auto_created)
        )
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("alongside.")
    }


def _rows() -> dict[str, Rows]:
    """All rows as the database holds them: no value is read into a model, none is written from one."""
    found = {}
    with connection.cursor() as cursor:
        for table, columns in _columns().items():
            cursor.execute(f"SELECT {columns} FROM {table}")
            found[table] = cursor.fetchall()
    return found
