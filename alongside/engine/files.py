"""Documents on disk: JSON, plain or gzipped, read whole and written whole or not at all."""

import gzip
import json
import zlib
from pathlib import Path

from alongside.engine.document import DocumentError, ProblemError, TimetableError
from alongside.engine.problem import Problem
from alongside.engine.timetable import Timetable


def read_problem(path: Path) -> Problem:
    """The problem in a file; raises `ProblemError`, also where the file cannot be read."""
    return Problem.from_json(_read(path, ProblemError))


def read_timetable(path: Path) -> Timetable:
    """The timetable in a file; raises `TimetableError`, also where the file cannot be read."""
    return Timetable.from_json(_read(path, TimetableError))


def write_timetable(timetable: Timetable, path: Path) -> None:
    """Writes beside the file first, so that a half-written timetable never stands under its name."""
    text = as_text(timetable).encode()
    beside = path.with_name(path.name + ".part")
    beside.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)
    beside.replace(path)


def as_text(timetable: Timetable) -> str:
    """The document of a timetable, for people and programs."""
    return json.dumps(timetable.to_json(), ensure_ascii=False, indent=1) + "\n"


def _read(path: Path, error: type[DocumentError]) -> object:
    try:
        raw = path.read_bytes()
        if path.suffix == ".gz":
            raw = gzip.decompress(raw)
        return json.loads(raw.decode("utf-8-sig"))
    except OSError as fault:
        raise error("", f"this file cannot be read: {fault.strerror or fault}.") from fault
    except (EOFError, zlib.error) as fault:
        raise error("", "this file is not whole: its compression breaks off.") from fault
    except UnicodeDecodeError as fault:
        raise error("", "this file is not text in UTF-8.") from fault
    except json.JSONDecodeError as fault:
        raise error(
            "", f"this is not JSON: line {fault.lineno}, column {fault.colno}: {fault.msg}."
        ) from fault
    except (ValueError, RecursionError) as fault:
        raise error("", "this is not JSON of the schedule format.") from fault
