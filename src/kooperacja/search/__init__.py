"""Search: one question over all that the reader may see, whatever the inflection and without diacritics.

It has no rows of its own: each row keeps its words beside what they are made of (`foundation.words`), so the
door that decides about a row decides about finding it. What is typed stands in no address and in no log.
"""
