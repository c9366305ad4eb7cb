"""Files in, calendars and sheets out: the doing-room of `formats`.

Promises that an import changes nothing before a person has decided, that it is one transaction, that nothing the
file lacks is deleted, and that it can be undone. Leaves to the rooms beneath what a child or a class is.
"""
