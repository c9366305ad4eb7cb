"""The command line: what it writes, what it says, and its exit status."""

import gzip
import json
import os
import signal
import sys
import threading

import pytest

from alongside.engine import solver
from alongside.engine.__main__ import main
from alongside.engine.progress import Progress
from alongside.engine.timetable import Status, Timetable
from tests.engine.tiny import push_in, school, service, timetable

PROBLEM = school(services=(service("ann", sessions=1, fit={"*": 100}),))
RIGHT = timetable(PROBLEM, push_in("Mon", "9:00"))


@pytest.fixture
def files(tmp_path):
    """Writes documents by name into a folder and gives their paths."""

    def write(**documents):
        for name, document in documents.items():
            (tmp_path / f"{name}.json").write_text(json.dumps(document))
        return [str(tmp_path / f"{name}.json") for name in documents]

    return write


def test_verify_says_that_every_rule_is_kept_and_counts_the_cost(files, capsys):
    assert main(["verify", *files(problem=PROBLEM.to_json(), timetable=RIGHT.to_json())]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Every rule is kept."
    assert said[1].split() == ["term", "weight", "count", "cost"]
    assert ["visit", "10", "1", "10"] in [line.split() for line in said]
    assert said[-1].split() == ["total", "10"]


def test_verify_names_the_broken_rule(files, capsys):
    late = timetable(PROBLEM, push_in("Mon", "15:30"))
    assert main(["verify", *files(problem=PROBLEM.to_json(), timetable=late.to_json())]) == 1
    first = capsys.readouterr().out.splitlines()[0]
    assert first == "Rule 6: 1A has no routine to join for the whole of Mon 15:30–16:00. (visits 0)"


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"cost": 9}, "The timetable says that it costs 9; it costs 10."),
        ({"bound": 11}, "The bound of 11 is above the cost of 10, so it is no bound."),
        ({"status": "optimal"}, "The timetable says that it is optimal, but its cost is 10 and its bound 0."),
    ],
)
def test_verify_refutes_a_false_claim(claims, sentence, files, capsys):
    document = {**RIGHT.to_json(), **claims}
    assert main(["verify", *files(problem=PROBLEM.to_json(), timetable=document)]) == 1
    assert sentence in capsys.readouterr().out.splitlines()


def test_verify_names_what_the_problem_does_not_have(files, capsys):
    stranger = {**RIGHT.to_json(), "unmet_tasks": ["nap"]}
    assert main(["verify", *files(problem=PROBLEM.to_json(), timetable=stranger)]) == 1
    assert capsys.readouterr().out == 'Document: unmet_tasks[0]: the problem has no task "nap".\n'


def test_verify_refuses_a_faulty_document_by_name_and_place(files, capsys):
    broken = {**PROBLEM.to_json(), "cycle": {"days": []}}
    paths = files(problem=broken, timetable=RIGHT.to_json())
    assert main(["verify", *paths]) == 2
    assert capsys.readouterr().err == f"{paths[0]}: cycle.days: a cycle has at least one day.\n"
    paths = files(problem=PROBLEM.to_json(), timetable={**RIGHT.to_json(), "status": "done"})
    assert main(["verify", *paths]) == 2
    assert capsys.readouterr().err.startswith(f"{paths[1]}: status: ")


@pytest.mark.parametrize(
    ("raw", "name", "sentence"),
    [
        (b"{", "a.json", "this is not JSON: line 1, column 2"),
        (b"\xff\xfe{", "a.json", "this file is not text in UTF-8."),
        (b"{}", "a.json.gz", "this file cannot be read"),
        (gzip.compress(b'{"format": 1}', mtime=0)[:-9], "a.json.gz", "this file is not whole"),
        (b"[" * 100_000, "a.json", "this is not JSON of the schedule format."),
        (b"9" * 5000, "a.json", "this is not JSON of the schedule format."),
        (b"[]", "a.json", "an object is expected here, not a list."),
    ],
)
def test_file_that_is_no_document_gets_one_sentence(raw, name, sentence, tmp_path, capsys):
    path = tmp_path / name
    path.write_bytes(raw)
    assert main(["verify", str(path), str(path)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"{path}: {sentence}")
    assert said.count("\n") == 1


def test_missing_file_gets_one_sentence(tmp_path, capsys):
    assert main(["verify", str(tmp_path / "none.json"), "x"]) == 2
    assert "this file cannot be read: No such file or directory." in capsys.readouterr().err


def test_compressed_problem_with_byte_order_mark_is_read(tmp_path, capsys):
    problem, table = tmp_path / "p.json.gz", tmp_path / "t.json"
    problem.write_bytes(gzip.compress(b"\xef\xbb\xbf" + json.dumps(PROBLEM.to_json()).encode()))
    table.write_text(json.dumps(RIGHT.to_json()))
    assert main(["verify", str(problem), str(table)]) == 0


def test_infeasible_is_told_with_its_conflicts(files, capsys):
    clash = school(pinned=(push_in("Mon", "9:00"), push_in("Mon", "9:15", "cem-ot", place="1B")))
    answer = Timetable(Status.INFEASIBLE, 0, 0, conflicts=("Two pins clash.",))
    assert main(["verify", *files(problem=clash.to_json(), timetable=answer.to_json())]) == 0
    assert "Two pins clash." in capsys.readouterr().out
    assert main(["verify", *files(problem=PROBLEM.to_json(), timetable=answer.to_json())]) == 1


@pytest.fixture
def answered(monkeypatch):
    """Puts an answer in place of the solver's; the answer may look at what it was asked with."""

    def put(answer):
        def solve(problem, *, on_progress, stop, **given):
            on_progress(Progress(1.5, 1234, 1200, 3))
            return answer(stop, given) if callable(answer) else answer

        monkeypatch.setattr(solver, "solve", solve)

    return put


def test_solve_writes_a_checked_timetable_and_tells_its_progress(answered, files, tmp_path, capsys):
    asked = {}

    def answer(stop, given):
        asked.update(given)
        return RIGHT

    answered(answer)
    out = tmp_path / "out.json"
    (path,) = files(problem=PROBLEM.to_json())
    assert main(["solve", path, "--seconds", "2.5", "--workers", "1", "--seed", "7", "--out", str(out)]) == 0
    assert asked == {"seconds": 2.5, "workers": 1, "seed": 7}
    assert Timetable.from_json(json.loads(out.read_text())) == RIGHT
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.split() == ["1.5", "s", "cost", "1,234", "bound", "1,200", "unmet", "3"]


def test_solve_writes_to_standard_output_where_no_file_is_named(answered, files, capsys):
    answered(RIGHT)
    assert main(["solve", *files(problem=PROBLEM.to_json())]) == 0
    assert Timetable.from_json(json.loads(capsys.readouterr().out)) == RIGHT


def test_solve_compresses_what_is_named_so(answered, files, tmp_path):
    answered(RIGHT)
    out = tmp_path / "out.json.gz"
    assert main(["solve", *files(problem=PROBLEM.to_json()), "--out", str(out)]) == 0
    assert Timetable.from_json(json.loads(gzip.decompress(out.read_bytes()))) == RIGHT


def test_solve_never_writes_a_timetable_that_breaks_a_rule(answered, files, tmp_path, capsys):
    answered(timetable(PROBLEM, push_in("Mon", "15:30")))
    out = tmp_path / "out.json"
    assert main(["solve", *files(problem=PROBLEM.to_json()), "--out", str(out)]) == 1
    assert not out.exists()
    assert "1A has no routine to join" in capsys.readouterr().err


def test_solve_refuses_a_folder_that_is_not_there_before_it_searches(answered, files, tmp_path, capsys):
    answered(lambda stop, given: pytest.fail("The search began."))
    out = tmp_path / "nowhere" / "out.json"
    assert main(["solve", *files(problem=PROBLEM.to_json()), "--out", str(out)]) == 2
    assert "there is no such folder" in capsys.readouterr().err


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "soon"])
def test_seconds_are_a_number_above_nought(seconds, files):
    with pytest.raises(SystemExit) as exit_status:
        main(["solve", *files(problem=PROBLEM.to_json()), "--seconds", seconds])
    assert exit_status.value.code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signal to itself.")
def test_interrupt_keeps_the_best_so_far(answered, files, tmp_path, capsys):
    def answer(stop, given):
        assert not stop()
        heard = threading.Event()
        os.kill(os.getpid(), signal.SIGINT)
        while not stop():
            heard.wait(0.01)
        return RIGHT

    answered(answer)
    before = signal.getsignal(signal.SIGINT)
    out = tmp_path / "out.json"
    assert main(["solve", *files(problem=PROBLEM.to_json()), "--out", str(out)]) == 0
    assert out.exists()
    assert "the best timetable so far is kept" in capsys.readouterr().err
    assert signal.getsignal(signal.SIGINT) is before


def test_solve_answers_a_tiny_problem_for_real(files, tmp_path):
    out = tmp_path / "out.json"
    problem = files(problem=PROBLEM.to_json())
    assert main(["solve", *problem, "--seconds", "1", "--workers", "1", "--out", str(out)]) == 0
    assert json.loads(out.read_text())["cost"] == 10
    assert main(["verify", *problem, str(out)]) == 0
