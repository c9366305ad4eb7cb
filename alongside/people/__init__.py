"""Accounts, organisations, schools, staff, children and guardians, and the dated facts that tie them.

Promises that whoever asks sees only the people they have a relation to. Leaves classes and their teachers to
`classrooms`, and what a child is owed to `plans`.
"""
