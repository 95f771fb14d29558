"""What a person was told about data, and what a person agreed to: notices (art. 13 and 14 RODO) and consents.

A consent is one signature and several items: one category of data for one institution each, withdrawn each by
itself. What an item opens is a fact of `access` (a basis); here is what the fact means to people: who
signed, which text, on paper or on screen. So an item has no state of its own: it holds as long as its
basis does. Windows that rest on it are those of `sharing`.
"""
