"""What is sealed opens with its key, in its place, whole, and in no other way."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kooperacja.foundation import sealing
from kooperacja.foundation.sealing import Place, Unopened, blind_index, locked, new_key, opened, seal, unlocked

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
PLACE = Place("people.pesel", 4, 17)
TEXTS = st.text(max_size=60)
# A passphrase is stretched on purpose; a test of it need not wait for that.
QUICK = 4


@given(TEXTS)
def test_what_is_sealed_opens_in_its_place(text: str) -> None:
    assert opened(KEY, seal(KEY, text, PLACE), PLACE) == text


@given(TEXTS)
def test_another_key_does_not_open_it(text: str) -> None:
    with pytest.raises(Unopened):
        opened(OTHER, seal(KEY, text, PLACE), PLACE)


@given(
    TEXTS, st.sampled_from([Place("people.phone", 4, 17), Place("people.pesel", 5, 17), Place("people.pesel", 4, 18)])
)
def test_a_value_that_was_moved_does_not_open(text: str, elsewhere: Place) -> None:
    with pytest.raises(Unopened):
        opened(KEY, seal(KEY, text, PLACE), elsewhere)


@given(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)))
def test_two_places_are_never_told_as_one(one: tuple[int, int], other: tuple[int, int]) -> None:
    told = {Place("a", *one).told(), Place("a", *other).told()}
    assert len(told) == len({one, other})


@given(st.data())
def test_a_value_that_was_cut_does_not_open(data: st.DataObject) -> None:
    value = seal(KEY, "90051412345", PLACE)
    begin, end = sorted(data.draw(st.tuples(st.integers(0, len(value)), st.integers(0, len(value)))))
    if (begin, end) != (0, len(value)):
        with pytest.raises(Unopened):
            opened(KEY, value[begin:end], PLACE)


@given(st.integers(min_value=0), st.integers(1, 255))
def test_a_value_of_which_one_byte_was_changed_does_not_open(at: int, change: int) -> None:
    value = bytearray(seal(KEY, "90051412345", PLACE))
    value[at % len(value)] ^= change
    with pytest.raises(Unopened):
        opened(KEY, bytes(value), PLACE)


def test_the_same_text_is_never_sealed_the_same() -> None:
    assert len({seal(KEY, "90051412345", PLACE) for _time in range(100)}) == 100


@given(TEXTS, TEXTS)
def test_indexes_are_equal_for_equal_texts_only(one: str, other: str) -> None:
    indexes = {blind_index(KEY, text, "people.pesel", 4) for text in (one, other)}
    assert len(indexes) == len({one, other})


def test_institutions_columns_and_keys_cannot_compare_their_indexes() -> None:
    told = [
        blind_index(KEY, "90051412345", "people.pesel", 4),
        blind_index(KEY, "90051412345", "people.pesel", 5),
        blind_index(KEY, "90051412345", "people.phone", 4),
        blind_index(OTHER, "90051412345", "people.pesel", 4),
    ]
    assert len(set(told)) == len(told)


def test_a_wrapped_key_opens_under_its_root_and_number_only() -> None:
    key = new_key()
    wrapped = sealing.wrapped(KEY, key, "4|1")
    assert sealing.unwrapped(KEY, wrapped, "4|1") == key
    for root, about in ((OTHER, "4|1"), (KEY, "4|2"), (KEY, "5|1")):
        with pytest.raises(Unopened):
            sealing.unwrapped(root, wrapped, about)


@settings(deadline=None, max_examples=30)
@given(st.text(min_size=1, max_size=40), st.binary(max_size=100), st.data())
def test_a_copy_opens_with_its_passphrase_and_whole_only(passphrase: str, content: bytes, data: st.DataObject) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "SCRYPT_LOG_N", QUICK)
        copy = locked(passphrase, content)
        assert unlocked(passphrase, copy) == content
        for wrong, kept in ((passphrase + "x", copy), (passphrase, copy[: data.draw(st.integers(0, len(copy) - 1))])):
            with pytest.raises(Unopened):
                unlocked(wrong, kept)
