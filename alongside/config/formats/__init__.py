"""How each language writes dates, under names that pages use: `{{ day|date:"WEEKDAY_FORMAT" }}`.

Every language says all of them; a time of day is HH:MM in each. The letters are those of Django's filter `date`.
"""

#: The names that a language's module must give, besides those of Django that it may.
NAMES = (
    "DATE_FORMAT",  # 3 November 2026
    "DATETIME_FORMAT",  # 3 November 2026, 14:05
    "MONTH_DAY_FORMAT",  # 3 November
    "MONTH_DAY_TIME_FORMAT",  # 3 November, 14:05
    "SHORT_DATE_FORMAT",  # 3 Nov 2026
    "SHORT_DATETIME_FORMAT",  # 3 Nov 2026, 14:05
    "SHORT_MONTH_DAY_FORMAT",  # 3 Nov
    "SHORT_WEEKDAY_FORMAT",  # Tue 3 Nov
    "SHORT_WEEKDAY_YEAR_FORMAT",  # Tue 3 Nov 2026
    "TIME_FORMAT",  # 14:05
    "WEEKDAY_FORMAT",  # Tuesday 3 November
    "WEEKDAY_YEAR_FORMAT",  # Tuesday 3 November 2026
    "YEAR_MONTH_FORMAT",  # November 2026
)
