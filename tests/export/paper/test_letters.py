"""Letters that paper can't show are told before it is printed."""

from rrm.export import chosen, doubts
from rrm.export.paper import Speech, letters_lacking
from tests.export.paper.plans import a_plan


def test_letters_of_the_sahel_are_all_there():
    assert letters_lacking(a_plan(A="Ɓɔ̃ŋɔ ƴ ɗ ʼ é إينكار ⵜⵉⴼ ߒߞߏ"), ("en", "fr")) == ()


def test_letters_that_the_font_lacks_are_told_with_paper_alone():
    plan = a_plan(A="አማርኛ")
    [told] = letters_lacking(plan, ("en",))
    assert told.code == "RRM-X009" and not told.is_error
    assert "U+12A0" in told.found.text("en")
    assert [p.code for p in doubts(plan, chosen(("waybills",), ("en",)))] == ["RRM-X009"]
    assert doubts(plan, chosen(("html",), ("en",))) == ()


def test_a_figure_is_written_once_where_languages_would_differ():
    both = Speech(("en", "fr"))
    assert both.number(1234.5) == "1\u202f234.5"
    assert both.number(12.0) == "12"
    assert Speech(("fr",)).number(1234.5) == "1\u202f234,5"
    assert both.number(None) == ""
