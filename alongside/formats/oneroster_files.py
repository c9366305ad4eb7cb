"""Finds the tables of a OneRoster CSV set and hands out their rows under the standard's own column names.

Source: 1EdTech OneRoster 1.2 CSV binding (1.2.1, 22 August 2023) and OneRoster 1.1 CSV tables (1.1.1).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field

from alongside.formats.container import Container
from alongside.formats.odd import NotThisFormat, Oddities, UnsafeFile, first_of
from alongside.formats.table import plain, stream_table
from alongside.wording import gettext as _
from alongside.wording import listed, ngettext

Cells = dict[str, str]

_COMMON = ("sourcedId", "status", "dateLastModified")
COLUMNS: dict[str, tuple[str, ...]] = {
    "orgs": ("name", "type", "identifier", "parentSourcedId"),
    "academicSessions": ("title", "type", "startDate", "endDate", "parentSourcedId", "schoolYear"),
    "classes": (
        "title", "grades", "courseSourcedId", "classCode", "classType", "location", "schoolSourcedId",
        "termSourcedIds", "subjects", "subjectCodes", "periods",
    ),
    "users": (
        "enabledUser", "orgSourcedIds", "role", "username", "userIds", "givenName", "familyName", "middleName",
        "identifier", "email", "sms", "phone", "agentSourcedIds", "grades", "userMasterIdentifier",
        "preferredGivenName", "preferredMiddleName", "preferredFamilyName", "primaryOrgSourcedId", "pronouns",
    ),
    "enrollments": (
        "classSourcedId", "schoolSourcedId", "userSourcedId", "role", "primary", "beginDate", "endDate",
    ),
    "roles": ("userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId", "userProfileSourcedId"),
    "demographics": ("birthDate", "sex", "countryOfBirthCode", "publicSchoolResidenceStatus"),
}  # fmt: skip
_NEEDED: dict[str, tuple[str, ...]] = {
    "orgs": ("sourcedId", "name"),
    "academicSessions": ("sourcedId", "title"),
    "classes": ("sourcedId", "title"),
    "users": ("sourcedId", "givenName", "familyName"),
    "enrollments": ("classSourcedId", "userSourcedId", "role"),
    "roles": ("userSourcedId", "role"),
    "demographics": ("sourcedId",),
}
_UNREAD = {
    "courses", "categories", "classresources", "courseresources", "lineitems", "lineitemlearningobjectiveids",
    "lineitemscorescales", "resources", "results", "resultlearningobjectiveids", "resultscorescales", "scorescales",
    "userprofiles", "userresources",
}  # fmt: skip
"""Tables that say nothing about who is in which class."""


@dataclass
class RosterFiles:
    """The set as found: which file holds which table, and what its manifest says."""

    container: Container
    notes: Oddities
    manifest: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.manifest = self._manifest()
        self.files = self._files()
        if not self.files and not any(key.startswith("file.") for key in self.manifest):
            sentence = _(
                "{file} holds no OneRoster files such as users.csv and classes.csv (it holds: {names}). "
                "Choose the zip that your pupil database exports as “OneRoster CSV”."
            )
            names = first_of(self.container.names, 5) if self.container.names else "–"
            raise NotThisFormat(sentence.format(file=self.container.name, names=names))
        if not self.files:
            sentence = _("The set has a manifest and no other file: nothing has changed.")
            self.notes.note(self.container.name, None, sentence)
        self._compare_with_manifest()

    @property
    def partial(self) -> bool:
        """Whether the set lists changes alone ("delta")."""
        return any(mode == "delta" for key, mode in self.manifest.items() if key.startswith("file."))

    def version(self) -> str:
        """The version that the manifest states, else the one that the files look like."""
        stated = self.manifest.get("oneroster.version", "")
        if stated:
            if stated not in ("1.0", "1.1", "1.2"):
                sentence = _("The manifest says version “{version}”. It was read as 1.2.")
                self.notes.note("manifest.csv", None, sentence.format(version=stated))
            return stated
        return "1.2" if "roles" in self.files else "1.1"

    def _manifest(self) -> dict[str, str]:
        name = self.container.find("manifest.csv")
        if name is None:
            sentence = _(
                "There is no manifest.csv, as in OneRoster 1.0. The version was judged from the files."
            )
            self.notes.note(self.container.name, None, sentence)
            return {}
        data = self.container.read(name)
        try:
            _header, rows = stream_table(name, data, self.notes)
            pairs = [tuple(cells.values())[:2] for _line, cells in rows]
        except UnsafeFile:
            raise
        except NotThisFormat as refusal:
            self.notes.note(name, None, _("The manifest was not used. {why}").format(why=refusal))
            return {}
        return {pair[0].casefold(): pair[1].casefold() for pair in pairs if len(pair) == 2}

    def _files(self) -> dict[str, str]:
        """Which file of the container holds which table of the standard, by name, then by heading."""
        found: dict[str, str] = {}
        for name in self.container.names:
            if name.casefold() == "manifest.csv" or not name.casefold().endswith((".csv", ".txt")):
                continue
            kind, liberty = standard_name(name)
            by_heading = self._kind_by_heading(name)
            if by_heading and by_heading != kind and (kind == "" or by_heading not in found):
                if _stem(name) in _UNREAD:
                    continue
                sentence = _("By its heading this file holds {kind}. It was read as {kind}.csv.")
                self.notes.note(name, None, sentence.format(kind=by_heading))
                kind = by_heading
            elif liberty:
                self.notes.note(name, None, liberty)
            if not kind:
                if _stem(name) not in _UNREAD:
                    self.notes.note(name, None, _("This is no file of OneRoster and was not read."))
            elif kind in found:
                sentence = _("{file} already gives the {kind}. This file was not read.")
                self.notes.note(name, None, sentence.format(file=found[kind], kind=kind))
            else:
                found[kind] = name
        return found

    def _kind_by_heading(self, name: str) -> str:
        """The table whose columns a heading has when it lacks those that the file's own name asks for."""
        data = self.container.read(name)
        try:
            header = stream_table(name, data, Oddities())[0]
        except NotThisFormat:
            return ""
        have = {plain(heading) for heading in header}

        def share(kind: str) -> float:
            return sum(plain(column) in have for column in COLUMNS[kind]) / len(COLUMNS[kind])

        own = standard_name(name)[0]
        if own and share(own) >= 0.4:
            return own
        best = max(COLUMNS, key=share)
        return best if share(best) >= 0.75 else own

    def _compare_with_manifest(self) -> None:
        for kind in COLUMNS:
            mode = self.manifest.get(f"file.{kind.casefold()}", "")
            if kind in self.files and mode == "absent":
                sentence = _("The manifest calls this file absent. It is here and was read.")
                self.notes.note(self.files[kind], None, sentence)
            elif kind not in self.files and mode in ("bulk", "delta"):
                sentence = _("The manifest promises {kind}.csv ({mode}), which is not here.")
                self.notes.note("manifest.csv", None, sentence.format(kind=kind, mode=mode))
        if not self.files:
            return
        for kind in ("orgs", "classes", "users", "enrollments"):
            if kind not in self.files and not self.manifest.get(f"file.{kind.casefold()}"):
                sentence = _("There is no {kind}.csv. What it would say stays as it is.")
                self.notes.note(self.container.name, None, sentence.format(kind=kind))

    def rows(self, kind: str, quiet: bool = False) -> Iterator[tuple[int, Cells]]:
        """The rows of one table, by the standard's own column names; `quiet` tells no oddity, for a second look."""
        notes = Oddities() if quiet else self.notes
        name = self.files.get(kind)
        if name is None:
            return
        data = self.container.read(name)
        if not data.strip():
            notes.note(name, None, _("The file is empty. Nothing was read from it."))
            return
        header, rows = stream_table(name, data, notes)
        renamed = self._standard_columns(kind, name, header, notes)
        missing = [column for column in _NEEDED[kind] if column not in renamed.values()]
        if missing:
            sentence = ngettext(
                "The column {columns} is missing, so no row was read.",
                "The columns {columns} are missing, so no row was read.",
                len(missing),
            )
            notes.note(name, None, sentence.format(columns=listed(missing)))
            return
        bulk = self.manifest.get(f"file.{kind.casefold()}") == "bulk"
        count = 0
        for line, cells in rows:
            count += 1
            row = {standard: cells[heading] for heading, standard in renamed.items()}
            if bulk and row.get("status"):
                sentence = _("A bulk file leaves the status blank; this one fills it. It was believed.")
                notes.note(name, None, sentence)
            yield line, row
        if not count:
            notes.note(name, None, _("The file has a heading and no rows. Nothing was read from it."))

    def _standard_columns(
        self, kind: str, name: str, header: tuple[str, ...], notes: Oddities
    ) -> dict[str, str]:
        standard = {plain(column): column for column in (*_COMMON, *COLUMNS[kind])}
        renamed: dict[str, str] = {}
        unsure: list[str] = []
        for heading in header:
            column = standard.get(plain(heading))
            if column and column not in renamed.values():
                renamed[heading] = column
                if heading != column:
                    notes.note(name, 1, _read_as(heading, column))
            elif not heading.casefold().startswith(("metadata", "ext_", "column ")):
                unsure.append(heading)
        for heading in unsure:
            left = [key for key, column in standard.items() if column not in renamed.values()]
            close = difflib.get_close_matches(plain(heading), left, 1, 0.82)
            if close:
                renamed[heading] = standard[close[0]]
                notes.note(name, 1, _read_as(heading, standard[close[0]]))
        return renamed

    def name(self, kind: str) -> str:
        """The name of the file that holds a table, "" where none does."""
        return self.files.get(kind, "")


def standard_name(name: str) -> tuple[str, str]:
    """The table that a file's name means, and a sentence when the name is not the standard's own."""
    stem = _stem(name)
    exact = {kind.casefold(): kind for kind in COLUMNS}
    if stem in exact:
        kind = exact[stem]
        liberty = _("The name should be {kind}.csv. It was read as that.").format(kind=kind)
        return kind, "" if name == f"{kind}.csv" else liberty
    if stem in _UNREAD or stem == "manifest":
        return "", ""
    close = difflib.get_close_matches(stem, exact, 1, 0.85)
    if not close:
        return "", ""
    kind = exact[close[0]]
    return kind, _("The name was read as {kind}.csv.").format(kind=kind)


def _read_as(heading: str, column: str) -> str:
    return _("The column “{heading}” was read as {column}.").format(heading=heading, column=column)


def _stem(name: str) -> str:
    return name.rsplit(".", 1)[0].casefold().replace("_", "").replace(" ", "")
