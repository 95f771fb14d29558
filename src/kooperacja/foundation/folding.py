"""Polish text without diacritics and case, for comparing what people type."""

import unicodedata

# NFKD does not take the stroke off this letter, so it is mapped first.
STROKES = str.maketrans("łŁ", "lL")


def fold(text: str) -> str:
    """'Łomża ' becomes 'lomza'."""
    decomposed = unicodedata.normalize("NFKD", text.translate(STROKES))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(plain.casefold().split())
