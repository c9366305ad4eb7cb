"""Bytes to dataclasses and back: the files that schools have, and the files that people take away.

This room knows file formats and nothing else: no database, no clock, no network. Every reader is tolerant in
reading and loud about oddities: it returns what it understood and a list of `Oddity`, each with a line number as
a spreadsheet shows it. A file of another kind raises `NotThisFormat`, a dangerous one `UnsafeFile`, each with one
sentence that a coordinator can act on. Nothing here decides what is kept: that is the room `exchange`, its only
caller.
"""
