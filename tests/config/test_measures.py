"""The guide to the measures leaves none of them out."""

from __future__ import annotations

from alongside.config.measures import CHAPTERS, STATS, measures, page


def test_every_measure_stands_in_the_guide() -> None:
    with_measures = {str(file.relative_to(STATS)) for file in STATS.rglob("*.py") if list(measures(file))}
    assert with_measures == {file for files in CHAPTERS.values() for file in files}


def test_every_measure_says_how_it_is_counted_where_it_lies_and_whom_it_follows() -> None:
    found = [measure for files in CHAPTERS.values() for file in files for measure in measures(STATS / file)]
    assert len(found) > 35
    for measure in found:
        assert {"Formula", "Range", "Null value", "Not for"} <= set(measure.notes), measure.name
        assert measure.references, measure.name
        assert ": " in measure.summary, measure.name


def test_guide_promises_no_large_effect_and_no_p_value() -> None:
    said = page().lower()
    assert "nothing here says why a record changed" in said
    for word in ("on track", "large effect", "significant effect", "strong effect"):
        assert word not in said
