"""How a report becomes numbers: what the reader may know, conditions, one statement for each fact, rows, marks.

``reading`` says who asks and what of the reports exists for them; ``asking`` adds a report and its filters; ``cuts``
are what records are cut along; ``statement`` is the SQL; ``tabulating`` merges what several forms say; the kinds of
reports shape it.
"""
