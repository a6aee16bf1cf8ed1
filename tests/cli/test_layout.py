from rrm.cli.layout import columns, cut, left, right, table, wrapped
from rrm.cli.plain import plain

ESCAPE = "\x1b[2J"
TURNED = "\N{RIGHT-TO-LEFT OVERRIDE}"


def test_a_line_is_broken_between_words():
    assert wrapped("a" * 50 + " " + "b" * 50) == ["a" * 50, "b" * 50]


def test_later_lines_hang_below_the_first():
    first, second = wrapped("a" * 50 + " " + "b" * 50, indent=2, hanging=4)
    assert (first[:3], second[:7]) == ("  a", "      b")


def test_a_word_longer_than_a_line_is_broken():
    assert [len(line) for line in wrapped("x" * 200)] == [80, 80, 40]


def test_a_figure_stays_with_its_unit():
    for unit in ("%", "h", "km", "m³"):
        text = "a" * 77 + f" 25 {unit} b"
        assert wrapped(text)[1] == f"25 {unit} b"


def test_french_thousands_are_never_broken():
    assert wrapped("a" * 78 + " 6\N{NARROW NO-BREAK SPACE}172 b")[1] == "6 172 b"


def test_lines_left_out_are_marked():
    lines = wrapped("word " * 100, most=2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert columns(lines[1]) <= 80


def test_nothing_reaches_the_terminal_that_it_obeys():
    assert plain(f"a{ESCAPE}b{TURNED}c\nd") == "a [2Jb c d"
    assert wrapped(f"a{ESCAPE}b") == ["a [2Jb"]
    assert cut(f"a{TURNED}b", 10) == "a b"


def test_wide_signs_count_two_and_accents_none():
    assert columns("水") == 2
    assert columns("e\N{COMBINING ACUTE ACCENT}") == 1
    assert columns(left("水" * 10, 7)) == 7
    assert columns(right("水", 5)) == 5


def test_the_first_column_of_a_table_gives_way():
    lines = list(table(["name", "figure"], [["n" * 200, "1,234"], ["short", "5"]]))
    assert max(columns(line) for line in lines) == 80
    assert lines[1].endswith("1,234")
    assert lines[2].startswith("short ")


def test_a_sentence_that_is_cut_ends_with_a_whole_word():
    words = [f"word{n}" for n in range(100)]
    *_, last = wrapped(" ".join(words), most=3)
    assert last.endswith(" …")
    assert last.split()[-2] in words
